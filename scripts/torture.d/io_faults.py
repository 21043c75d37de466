"""The disk fails: fsync, write and read return errors.

First at random, with many probabilities, by libfiu; then each single write and fsync of a command in turn, by strace.
What was acknowledged is stored; what failed gives a sentence and a documented exit code, and is stored whole or not at
all; once the disk works again the register is sound and takes entries."""

import os

from collections import Counter

from commands import Commands
from place import Result, Skipped, needs
from register import furnish

POINTS = {
    "fsync": ["posix/io/sync/fsync", "posix/io/sync/fdatasync"],
    "write": ["posix/io/rw/write", "posix/io/rw/pwrite"],
    "read": ["posix/io/rw/read", "posix/io/rw/pread"],
}
PROBABILITIES = [0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1]
NAMES = ["progress", "evidence add", "import", "meeting log", "quarterly --issue", "audit verify", "outstanding"]
DOCUMENTED = {0, 1, 65, 66, 73, 74, 75, 77}
EACH = ["progress", "evidence add"]
# Each of them fails in turn. `write` is left to libfiu: the sentence itself is written by it.
CALLS = ["pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "renameat", "mkdir", "openat"]


def run(place):
    needs("fiu-run")
    folder = place.folder("faults")
    trial = Trial(furnish(place.program, folder), Commands(folder, place.random("faults")))
    repeats = 1 if place.short else 4
    for kind, points in POINTS.items():
        for probability in PROBABILITIES[1::3] if place.short else PROBABILITIES:
            failing = [part for point in points for part in
                       ("-c", f"enable_random name={point},probability={probability},failinfo=5")]
            for name in NAMES * repeats:
                trial.one(name, ("fiu-run", "-x", "-f", "", *failing), f"{kind} failing at {probability}")
    tally = trial.tally
    trial.result.done = f"{tally['runs']} commands on a failing disk (libfiu)"
    try:
        needs("strace")
        for name in EACH[:1] if place.short else EACH:
            for error in ["EIO"] if place.short else ["EIO", "ENOSPC"]:
                # Most files that are opened are libraries: left to the long form.
                trial.each_call(name, error, CALLS[:-1] if place.short else CALLS)
        trial.result.done += f", {tally['calls']} with one failing call each (strace)"
    except Skipped as reason:
        trial.result.found = f"each call in turn SKIPPED: {reason}; "
    trial.result.found += (f"{tally['acknowledged']} acknowledged and stored, {tally['refused']} refused with a sentence, "
                           f"of which {tally['refused and stored']} were stored whole all the same")
    return trial.result


class Trial:
    def __init__(self, register, commands):
        self.register, self.commands = register, commands
        self.result, self.tally = Result(), Counter()
        self.state, _ = register.state()
        self.usual = {name: self.usual_entries(name) for name in commands.named if name in NAMES}

    def usual_entries(self, name):
        size = self.state[0]
        self.register.must(*self.commands.take(name))
        self.state, _ = self.register.state()
        return self.state[0] - size

    def one(self, name, wrap, what):
        arguments = self.commands.take(name) if name in self.usual else name.split()
        run = self.register(*arguments, wrap=wrap)
        self.tally["runs"] += 1
        self.judge(name, run, f"{name}, {what}")
        return run

    def each_call(self, name, error, calls):
        """Lets each write, fsync and so on fail once, in turn, until the command is through without meeting one."""
        log = os.path.join(self.commands.folder, "strace.log")
        for call in calls:
            for number in range(1, 1000):
                self.one(name, ("strace", "-f", "-qq", "-o", log, "-e", f"trace={call}",
                                "-e", f"inject={call}:error={error}:when={number}"), f"{call} {number} failing with {error}")
                if "(INJECTED)" not in open(log).read():
                    break
                self.tally["calls"] += 1
                self.tally["runs"] -= 1

    def judge(self, name, run, what):
        earlier = self.state
        self.state, faults = self.register.state(earlier)
        added, entries = self.state[0] - earlier[0], self.usual.get(name, 0)
        if added not in (0, entries):
            faults.append(f"half applied, {added} of {entries} entries")
        if run.code == 0:
            self.tally["acknowledged"] += 1
            if added != entries:
                faults.append("acknowledged and not stored")
        else:
            self.tally["refused"] += 1
            self.tally["refused and stored"] += added > 0
            if run.crashed or run.code not in DOCUMENTED:
                faults.append(f"exit {run.code}: {run.err[:300]}")
            elif not run.err.strip() and "write failing" not in what:
                faults.append(f"exit {run.code} without a sentence")
        self.result.faults += [f"{what}: {fault}" for fault in faults + self.register.complaints()]
