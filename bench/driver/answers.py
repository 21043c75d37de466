"""Makes sure that the C programs answer the same questions: byte for byte where they print, by `audit verify` where they write."""
import subprocess

from work import QUARTER, QUARTER_DAYS


class DifferentAnswer(Exception):
    pass


def output(command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def check(pieces, sizes):
    def same(what, first, second):
        if output(first) != output(second):
            raise DifferentAnswer(f"trackerctl and the C program give different answers: {what}")

    for items in sizes:
        register = pieces.registers.register(items)
        for limit in ([50], []):
            asked = ["--limit", *limit] if limit else []
            same(f"outstanding of {items} items", pieces.tracker(register, "outstanding", "--format", "csv", *asked),
                 pieces.c("outstanding", register, *limit))
        same(f"quarterly of {items} items", pieces.tracker(register, "quarterly", QUARTER, "--format", "csv"),
             pieces.c("quarterly", register, *QUARTER_DAYS))
        if items > 10_000:
            continue  # What is right there is right here, and all of it is timed below anyway.
        verified = [output(command).split()[4].rstrip(b".") for command in (
            pieces.tracker(register, "audit", "verify", "--hashes"), pieces.c("verify", register))]
        if verified[0] != verified[1]:
            raise DifferentAnswer(f"the roots of {items} items differ")

    written = pieces.registers.copy(100, "written-by-c.db")
    output(pieces.c("progress", written, pieces.registers.in_progress(100, 1)[0], "Said \"so\"."))
    output(pieces.c("import", written, pieces.registers.import_sheet(1000), "REP-0001"))
    output(pieces.tracker(written, "audit", "verify"))
