"""Measures trackerctl against C and against what people would pick instead. Started by scripts/bench."""
import argparse
import fnmatch
import pathlib
import sys

import answers
import report
from measuring import CommandFailed, Measurer
from registers import Registers
from rivals import Rivals
from work import Pieces

SIZES = [100, 1000, 10_000, 100_000, 1_000_000]


def arguments():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--largest", type=int, default=SIZES[-1], metavar="ITEMS",
                        help="leave out larger registers; that of 1,000,000 items takes long to make, once, and several GiB")
    parser.add_argument("--rows", nargs="+", default=["*"], metavar="PATTERN", help="only lines of these names, for example 'outstanding-*'")
    parser.add_argument("--repetitions", type=int, default=15, metavar="N", help="pairs of each (15)")
    parser.add_argument("--quick", action="store_true", help="5 pairs, registers of up to 10,000 items, a sheet of 10,000 rows")
    parser.add_argument("--list", action="store_true", help="print the lines' names and end")
    parser.add_argument("--against", metavar="PATH", help="another trackerctl, to which each line is compared instead")
    parser.add_argument("--against-registers", metavar="FOLDER",
                        help="the registers for that other program, where it can't read these: made by its own generate, 1000.db and so on")
    parser.add_argument("--page", metavar="FILE", help="write the page there: docs/performance.md after a full run")
    parser.add_argument("--trackerctl", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--tools", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--generator", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--cache", required=True, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.quick:
        asked.largest, asked.repetitions = min(asked.largest, 10_000), min(asked.repetitions, 5)
    return asked


def main():
    asked = arguments()
    with Registers(asked.cache, asked.generator) as registers:
        measure(asked, registers)


def measure(asked, registers):
    tools = pathlib.Path(asked.tools)
    rows = 10_000 if asked.quick else 100_000
    rivals = Rivals(registers)
    pieces = Pieces(asked.trackerctl, tools, registers, rivals, rows)
    lines = pieces.against(Pieces(asked.against, tools, registers.beside("other-", asked.against_registers), rivals, rows)) if asked.against else pieces.all()
    wanted = [work for work in lines if any(fnmatch.fnmatch(work.name, pattern) for pattern in asked.rows)]
    if asked.list:
        for work in wanted:
            print(f"{work.name:26} {work.work} against {work.against}")
        return
    sizes = [size for size in SIZES if size <= asked.largest]
    for size in sizes:
        registers.register(size)
    if not asked.against:
        answers.check(pieces, [size for size in sizes if size <= 100_000])
    measurer = Measurer(tools / "measure")
    results, left_out = [], []
    for work in wanted:
        why = pieces.is_there(work, asked.largest)
        if why:
            left_out.append((work, why))
            continue
        comparison = measurer.compare(*work.prepare(), asked.repetitions)
        results.append((work, comparison))
        print(f"{work.name:24} {comparison.ratio:6.2f} {report.verdict(work, comparison)}", file=sys.stderr, flush=True)
    print(report.plain(results))
    for work, why in left_out:
        print(f"Not measured: {work.name}: {why}.")
    for work, peak in report.memory(results):
        if peak > report.MOST_MEMORY:
            print(f"More than {report.MOST_MEMORY} MiB: {work.name}, {peak:.0f} MiB.")
    if asked.page:
        path = pathlib.Path(asked.page)
        page = report.page(results, left_out, registers, sizes, asked.repetitions)
        path.write_text(page + report.others(path.read_text() if path.exists() else ""))


if __name__ == "__main__":
    try:
        main()
    except (answers.DifferentAnswer, CommandFailed) as error:
        sys.exit(str(error))
