"""Several people at work on one register while its server is tortured, as people work: what is refused they give again, what is
unknown they don't. What they were told is compared with what each node holds."""

import json
import statistics
import threading
import time
from dataclasses import dataclass

WRITERS = 4
# Whoever waits longer for one command would have given up.
PATIENCE = 180


@dataclass
class Try:
    number: int
    begun: float
    ended: float
    told: str
    entry: int = 0


class Load:
    """Writes until the block ends. Each thing that is recorded has a number of its own."""

    def __init__(self, registers):
        self.tries, self.faults, self.stopped = [], [], False
        self.threads = [threading.Thread(target=self.work, args=(registers[number % len(registers)], number + 1))
                        for number in range(WRITERS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopped = True
        for thread in self.threads:
            thread.join()

    def work(self, register, writer):
        number = writer * 1_000_000
        while not self.stopped:
            begun = time.monotonic()
            run = register("benefit", "add", "L-5", "Hours", "--unit", "hours", "--target", str(number), timeout=PATIENCE)
            told = what_was_told(run)
            entry = int(run.out.rsplit("(entry ", 1)[1].split(")")[0]) if told == "stored" else 0
            self.tries.append(Try(number, begun, time.monotonic(), told, entry))
            if told not in ("stored", "refused", "unknown"):
                self.faults.append(f"writer {writer}: {told}")
            if told == "refused":
                time.sleep(0.2)
            else:
                number += 1

    def told(self, what):
        return [each for each in self.tries if each.told == what]

    def wait_for_more(self, since, seconds=120):
        """Until something was stored that was begun after `since`. Returns for how long nothing was stored."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            ended = [each.ended for each in self.tries if each.told == "stored" and each.begun > since]
            if ended:
                return min(ended) - since
            time.sleep(0.1)
        self.faults.append(f"nothing was stored for {seconds} s")
        return seconds

    def compare(self, register, name, seconds=20):
        """What was told against what a node holds, which may follow a little later."""
        end = time.monotonic() + seconds
        tries = list(self.tries)
        while faults := self.differences(tries, register, name):
            if time.monotonic() > end:
                return faults
            time.sleep(0.5)
        return []

    def differences(self, tries, register, name):
        run = register("audit", "log", "--format", "json")
        if run.code != 0:
            return [f"{name}: audit log: exit {run.code}: {run.err}"]
        held = {}
        for entry in json.loads(run.out)["entries"]:
            if entry["act"] == "benefit add" and 1_000_000 <= float(entry["data"].get("target", 0)) < 10_000_000:
                held.setdefault(int(float(entry["data"]["target"])), []).append(entry["seq"])
        stored = {each.number: each.entry for each in tries if each.told == "stored"}
        unknown = {each.number for each in tries if each.told == "unknown"}
        faults = [f"{name}: {number} was acknowledged as entry {entry}, and is there as {held.get(number, 'nothing')}"
                  for number, entry in stored.items() if held.get(number) != [entry]]
        faults += [f"{name}: {number} is there {len(entries)} times" for number, entries in held.items() if len(entries) > 1]
        # As long as writers are at work, one may just be about to be told.
        if self.stopped:
            faults += [f"{name}: {number} is there, and it was said not to be"
                       for number in held if number not in stored and number not in unknown]
        return faults

    def complete(self, cluster):
        """The same for every node, once all hold the same; and each node's own proof of it."""
        cluster.wait("a whole cluster", cluster.is_whole, 180)
        state, faults = cluster.register().state()
        for node in cluster.nodes:
            alone = cluster.register(hosts=node.host, options="")
            cluster.wait(f"all entries on {node.host}", lambda: alone.state()[0] == state, 30)
            faults += self.compare(alone, node.host)
            run = alone("audit", "verify")
            if run.code != 0:
                faults.append(f"{node.host}: audit verify: exit {run.code}: {run.out}{run.err}")
        return faults + self.faults

    def summary(self):
        unknown = self.told("unknown")
        return (f"{len(self.told('stored'))} acknowledged, {len(self.told('refused'))} refused, {len(unknown)} unknown; "
                f"longest command {max(each.ended - each.begun for each in self.tries):.0f} s")


def what_was_told(run):
    if run.code == 0 and "(entry " in run.out:
        return "stored"
    if not run.crashed and run.err.startswith("trackerctl: "):
        if run.code == 74 and "may be stored, or not" in run.err:
            return "unknown"
        # Every refusal says that nothing was kept.
        if run.code in (73, 74, 75) and "othing was written" in run.err:
            return "refused"
    return f"exit {run.code}: {run.err}{run.out}"


def spread(seconds):
    return f"median {statistics.median(seconds):.0f} s, most {max(seconds):.0f} s" if seconds else "none"
