"""Many at once: 16 processes write 500 entries each while 4 print papers.

Every entry is there, numbered without gaps; nobody is turned away who is willing to wait; each paper is consistent in itself, is not
older than one printed before, and, printed again as known at its ledger size when all is over, is the same."""

import hashlib
import json
import threading
import time

from place import Result
from register import OWNER, furnish

WRITERS, WRITES, READERS = 16, 500, 4
SHORT_WRITES = 12
AS_AT = "2018-06-30"
PAPERS = {
    "outstanding": ["outstanding", "--as-at", AS_AT, "--format", "json"],
    "quarterly": ["quarterly", "2018/19-Q1", "--as-at", AS_AT, "--format", "json"],
}


def run(place):
    register = furnish(place.program, place.folder("many"))
    return crowd(place, register, WRITERS, SHORT_WRITES if place.short else WRITES, READERS)


def crowd(place, register, count, writes, reading, pause=0):
    """So many processes write so much each while others print papers, with a pause after each."""
    earlier, _ = register.state()
    writers = [Writer(register, number, writes) for number in range(count)]
    readers = [Reader(register, number, pause) for number in range(reading)]
    for thread in writers + readers:
        thread.start()
    try:
        for writer in writers:
            writer.join()
    finally:
        # Readers read until the last writer is done; an interruption stops everybody.
        for thread in writers + readers:
            thread.stopped = True
        for thread in writers + readers:
            thread.join()
    result = Result(done=f"{count} processes × {writes} writes, {reading} printing papers")
    state, faults = register.state(earlier)
    for thread in writers + readers:
        faults += thread.faults
    acknowledged = [entry for writer in writers for entry in writer.entries]
    log = json.loads(register.must("audit", "log", "--format", "json"))["entries"]
    if sorted(acknowledged) != list(range(earlier[0] + 1, state[0] + 1)):
        faults.append(f"{len(set(acknowledged))} different entries acknowledged, {state[0] - earlier[0]} stored")
    if sorted(entry["seq"] for entry in log) != list(range(1, state[0] + 1)):
        faults.append("the sequence has gaps")
    papers = [paper for reader in readers for paper in reader.papers]
    again = papers[:: max(1, len(papers) // (10 if place.short else 200))]
    faults += [fault for printed in again for fault in same_again(register, *printed)]
    result.faults = faults + register.complaints()
    seconds = sorted(each for writer in writers for each in writer.seconds)
    result.found = (f"{len(acknowledged)} of {count * writes} stored, no gap; {len(papers)} papers consistent, "
                    f"{len(again)} of them printed again, the same; a command took {seconds[len(seconds) // 2]:.2f} s "
                    f"(median), {seconds[len(seconds) * 99 // 100]:.2f} s (99 in 100)") if seconds else "nothing was stored"
    return result


class Writer(threading.Thread):
    def __init__(self, register, number, writes):
        super().__init__()
        self.register, self.number, self.writes = register, number, writes
        self.entries, self.seconds, self.faults, self.stopped = [], [], [], False

    def run(self):
        for number in range(self.writes):
            if self.stopped:
                return
            # What changes both papers: an item is added, led, begun, moved to another date, closed.
            item = f"W{self.number}-{number // 5}"
            arguments = [
                ["add", item, "--report", "LEG", "--kind", "recommendation", "--text", f"Do {number}", "--opened", "2018-05-01"],
                ["assign", item, "--lead", OWNER, "--on", "2018-05-02"],
                ["progress", item, "--note", f"Begun {number}", "--on", "2018-05-03"],
                ["due", item, "2018-06-15", "--reason", "Agreed", "--on", "2018-05-04"],
                ["close", item, "--as", "no-further-action", "--reason", "Done elsewhere", "--on", "2018-06-05"],
            ][number % 5]
            begun = time.monotonic()
            run = self.register(*arguments, "--wait", "300", timeout=600)
            if run.code != 0 or "(entry " not in run.out:
                self.faults.append(f"writer {self.number}: {arguments[0]}: exit {run.code}: {run.err}{run.out}")
                continue
            self.seconds.append(time.monotonic() - begun)
            self.entries.append(int(run.out.rsplit("(entry ", 1)[1].split(")")[0]))


class Reader(threading.Thread):
    def __init__(self, register, number, pause):
        super().__init__()
        self.register, self.number, self.pause = register, number, pause
        self.papers, self.faults, self.stopped = [], [], False

    def run(self):
        size, turn = 0, 0
        while not self.stopped:
            name = list(PAPERS)[turn % 2]
            turn += 1
            run = self.register(*PAPERS[name])
            if run.code != 0:
                self.faults.append(f"reader {self.number}: {name}: exit {run.code}: {run.err}")
                continue
            paper = json.loads(run.out)
            faults = inconsistencies(name, paper)
            if paper["ledger_size"] < size:
                faults.append(f"older ({paper['ledger_size']}) than the one before ({size})")
            size = paper["ledger_size"]
            self.papers.append((name, size, digest(paper)))
            self.faults += [f"reader {self.number}: {name} at {size}: {fault}" for fault in faults]
            time.sleep(self.pause)


def inconsistencies(name, paper):
    """What contradicts itself within one paper."""
    if name == "outstanding":
        return [f"{item['ref']} is listed although closed" for item in paper["items"] if item["status"] == "closed"]
    faults = []
    for row in paper["rows"] + [paper["total"]]:
        movement = (row["brought_forward"] + row["opened"] + row["reopened"] - row["closed_implemented"]
                    - row["closed_other"] + row["scope_change"] + row["restated"])
        position = sum(row[key] for key in ["awaiting_allocation", "open", "in_progress", "pending_sign_off", "assured"])
        if movement != row["carried_forward"] or position != row["carried_forward"]:
            faults.append(f"movement {movement}, position {position}, carried forward {row['carried_forward']}")
    for key in ["opened", "carried_forward", "overdue"]:
        if sum(row[key] for row in paper["rows"]) != paper["total"][key]:
            faults.append(f"the rows' {key} don't add up to the total")
    return faults


def digest(paper):
    """Of all that a paper says but when it was asked."""
    rest = {key: value for key, value in paper.items() if key != "known_at"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True).encode()).digest()


def same_again(register, name, size, earlier):
    again = json.loads(register.must(*PAPERS[name], "--known-at", str(size)))
    return [] if digest(again) == earlier else [f"{name} at {size} was not the same when printed again"]
