"""One byte of the register is changed, 1,000 times over, at random places.

Never a crash, never a wrong paper: for each byte the papers are as before, or refused, and where a byte that matters
changed `check --deep` reports the register."""

import os
import shutil
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from place import Result
from register import Register, furnish

BYTES, SHORT_BYTES = 1000, 100
PAPERS = [
    ["outstanding", "--as-at", "2018-06-30", "--format", "json"],
    ["quarterly", "2018/19-Q1", "--as-at", "2018-06-30", "--expand", "--format", "json"],
]


def run(place):
    register = furnish(place.program, place.folder("healthy"))
    # The last connection to close has emptied the write-ahead log: all is in the one file.
    healthy = [register.must(*paper) for paper in PAPERS]
    random = place.random("bytes")
    size = os.path.getsize(register.path)
    places = [(random.randrange(size), random.randrange(1, 256)) for _ in range(SHORT_BYTES if place.short else BYTES)]
    with ThreadPoolExecutor(2) as pool:
        verdicts = list(pool.map(lambda spot: flip(place, register, healthy, *spot), places))
    tally = Counter(verdict for verdict, _ in verdicts)
    result = Result(done=f"{len(places)} bytes of a register of {size} changed, one at a time")
    result.found = "; ".join(f"{count} {verdict}" for verdict, count in tally.most_common())
    result.faults = [fault for _, fault in verdicts if fault]
    return result


def flip(place, healthy_register, healthy, offset, change):
    folder = place.folder(f"flipped-{offset}-{change}")
    register = Register(healthy_register.program, os.path.join(folder, "register.db"))
    shutil.copytree(os.path.dirname(healthy_register.path), folder, dirs_exist_ok=True)
    with open(register.path, "r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ change]))
    papers = [register(*paper) for paper in PAPERS]
    check = register.complaints()
    shutil.rmtree(folder)
    where = f"byte {offset} ^ {change:#04x}"
    for run in papers:
        if run.crashed:
            return "crashed", f"{where}: {run.code}: {run.err[:300]}"
    if any("exit -" in complaint or "Fatal" in complaint for complaint in check):
        return "crashed", f"{where}: {check}"
    wrong = [run for run, right in zip(papers, healthy) if run.code == 0 and run.out != right]
    refused = [run for run in papers if run.code != 0]
    if wrong:
        return "wrong papers", f"{where}: a wrong paper was printed with exit 0"
    if refused:
        return "papers refused", None if check else f"{where}: papers refused and check --deep found nothing: {refused[0].err}"
    return ("papers right, check --deep reports it" if check else "nothing changed that is read"), None
