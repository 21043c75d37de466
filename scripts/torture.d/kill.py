"""kill -9 at random moments, over all writing commands.

What was acknowledged (exit 0, or the line that names the new entry) is there whole; what wasn't is there whole or not
at all; the ledger goes on from what it was; `check --deep` finds nothing."""

import os
import re
import subprocess
import time
from collections import Counter

from commands import Commands
from place import Result, Skipped, needs
from register import OFFICER, Register, furnish

ACKNOWLEDGED = re.compile(r"\(entry \d+\)\n|^Took in .*\n", re.MULTILINE)
ROUNDS, SHORT_ROUNDS = 200, 22
# The system calls by which a program changes what others can see: killed at each of them too, not only at random.
CALLS = ["pwrite64", "write", "fsync", "fdatasync", "ftruncate", "rename", "renameat", "unlink", "link", "mkdir"]


def run(place):
    trial = Trial(place)
    names = list(trial.usual)
    rounds = SHORT_ROUNDS if place.short else ROUNDS
    for number in range(rounds):
        trial.at_random(names[number % len(names)])
    tally = trial.tally
    trial.result.done = f"{rounds} rounds over {len(names)} commands"
    trial.result.found = (
        f"{tally['ended first']} ended first, {tally['nothing stored']} killed with nothing stored, "
        f"{tally['stored whole']} killed and stored whole; {tally['acknowledged']} acknowledged, all there")
    try:
        needs("strace")
        for name in ["progress"] if place.short else ["progress", "evidence add", "import", "quarterly --issue"]:
            trial.at_each_call(name)
        for name in ["init"] if place.short else ["init", "backup"]:
            trial.while_making(name)
        trial.result.found += f"; killed at {tally['calls']} single system calls besides"
    except Skipped as reason:
        trial.result.found += f"; kills at single system calls SKIPPED: {reason}"
    return trial.result


def killed_at(call, number):
    """Kills the program as it makes the given system call for the given time."""
    return ("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
            "-e", f"inject={call}:signal=SIGKILL:when={number}")


def places():
    """Each of the first calls, then ever fewer: an import makes hundreds that are alike."""
    number = 1
    while number < 1000:
        yield number
        number += 1 + number // 20


class Trial:
    """One register, and what became of it."""

    def __init__(self, place):
        self.result, self.tally = Result(), Counter()
        folder = place.folder("kill")
        self.register = furnish(place.program, folder)
        self.commands = Commands(folder, place.random("kill"))
        self.state, _ = self.register.state()
        # The number of entries that each command adds, and how long it takes.
        self.usual = {name: self.measure(name) for name in self.commands.named}

    def measure(self, name):
        size, begin = self.state[0], time.monotonic()
        self.register.must(*self.commands.take(name))
        seconds = time.monotonic() - begin
        self.state, _ = self.register.state()
        return self.state[0] - size, seconds

    def at_random(self, name):
        delay = self.usual[name][1] * self.commands.random.uniform(0.05, 1.1)
        process = self.register.start(*self.commands.take(name))
        try:
            out, _ = process.communicate(timeout=delay)
        except subprocess.TimeoutExpired:
            process.kill()
            out, _ = process.communicate()
        ended = process.returncode != -9
        acknowledged = process.returncode == 0 or bool(ACKNOWLEDGED.search(out.decode("utf-8", "replace")))
        added = self.judge(name, acknowledged, f"{name} killed after {delay:.4f} s")
        if ended and process.returncode != 0:
            self.result.faults.append(f"{name} ended with {process.returncode}")
        self.tally["acknowledged"] += acknowledged
        self.tally["ended first" if ended else "stored whole" if added else "nothing stored"] += 1

    def at_each_call(self, name):
        for call in CALLS:
            for number in places():
                run = self.register(*self.commands.take(name), wrap=killed_at(call, number))
                self.judge(name, run.code == 0, f"{name} killed at {call} {number}")
                if run.code == 0:
                    break
                self.tally["calls"] += 1

    def while_making(self, name):
        """A command that makes a register or a backup: killed, it leaves none, or a whole one."""
        for call in CALLS:
            for number in places():
                made = Register(self.register.program, os.path.join(self.commands.folder, f"made-{name}-{call}-{number}"))
                wrap = killed_at(call, number)
                run = (made("init", "--by", OFFICER, wrap=wrap) if name == "init"
                       else self.register("backup", made.path, wrap=wrap))
                if run.code == 0 or os.path.exists(made.path):
                    self.result.faults += [f"{name} killed at {call} {number}: {fault}" for fault in made.complaints()]
                if run.code == 0:
                    break
                self.tally["calls"] += 1

    def judge(self, name, acknowledged, what):
        """Compares the register with what it was before; the number of entries that were added."""
        entries = self.usual[name][0]
        earlier = self.state
        self.state, found = self.register.state(earlier)
        added = self.state[0] - earlier[0]
        if added not in (0, entries):
            found.append(f"half applied, {added} of {entries} entries")
        elif acknowledged and added == 0:
            found.append("acknowledged and not there")
        self.result.faults += [f"{what}: {fault}" for fault in found + self.register.complaints()]
        return added
