"""The disk fills up.

The register lies on a small tmpfs. Commands write until there is no room, and go on trying. Each one is either
acknowledged, and then stored, or ends with a sentence and exit code 73 or 74, and then nothing of it is stored. Papers
can still be printed. With room again the register takes entries as before."""

import os

from commands import Commands
from place import Result, tool
from register import Register, furnish

ROUNDS, SHORT_ROUNDS = 20, 3
NAMES = ["progress", "evidence add", "import", "note", "meeting log", "quarterly --issue", "due", "add"]
REFUSALS = 4


def run(place):
    template = furnish(place.program, place.folder("template"))
    size = sum(os.path.getsize(os.path.join(folder, name))
               for folder, _, names in os.walk(os.path.dirname(template.path)) for name in names)
    rounds = SHORT_ROUNDS if place.short else ROUNDS
    result = Result(done=f"{rounds} disks of different sizes filled")
    tally = {"acknowledged": 0, "refused": 0}
    for number in range(1, rounds + 1):
        random = place.random(f"full disk {number}")
        room = random.randrange(0, 1024, 4)
        fill(place, template, size // 1024 + 64 + room, random, tally, result, number)
    result.found = (f"{tally['acknowledged']} commands acknowledged and stored, {tally['refused']} refused with a "
                    "sentence and not stored")
    return result


def fill(place, template, kibibytes, random, tally, result, number):
    disk = place.mount("-t", "tmpfs", "-o", f"size={kibibytes}k", "tmpfs", at="small")
    try:
        tool("cp", "-a", f"{os.path.dirname(template.path)}/.", disk)
        register = Register(template.program, os.path.join(disk, "register.db"))
        commands = Commands(place.folder("inputs"), random)
        commands.count = number * 10_000
        state, refused = register.state()[0], 0
        while refused < REFUSALS:
            name = random.choice(NAMES)
            run = register(*commands.take(name))
            earlier = state
            state, faults = register.state(earlier)
            stored = state[0] > earlier[0]
            if run.code == 0 and not stored:
                faults.append("acknowledged and not stored")
            elif run.code != 0:
                refused += 1
                if stored:
                    faults.append("refused and stored")
                if run.code not in (73, 74) or run.crashed or not run.err.startswith("trackerctl: "):
                    faults.append(f"exit {run.code}: {run.err}")
            tally["acknowledged" if run.code == 0 else "refused"] += 1
            result.faults += [f"disk {number}, {name}: {fault}" for fault in faults]
            if commands.count > number * 10_000 + 2000:
                result.faults.append(f"disk {number} never filled up")
                break
        papers = register("outstanding", "--format", "json")
        if papers.code != 0:
            result.faults.append(f"disk {number}: no paper could be printed: exit {papers.code}: {papers.err}")
        tool("mount", "-o", f"remount,size={kibibytes + 4096}k", disk)
        run = register(*commands.take("progress"))
        if run.code != 0:
            result.faults.append(f"disk {number}, with room again: exit {run.code}: {run.err}")
        state, faults = register.state(state)
        result.faults += [f"disk {number}, with room again: {fault}" for fault in faults + register.complaints()]
    finally:
        place.unmount(disk)
