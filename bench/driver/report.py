"""The table on the terminal, and the page docs/performance.md."""
import datetime
import os
import pathlib
import platform
import re
import shutil
import subprocess

MOST_MEMORY = 64


def verdict(work, comparison):
    if work.bound is None:
        return ""
    short = comparison.ratio > work.bound or (work.within is not None and comparison.medians[0] > work.within)
    return "short" if short else "met"


def bound(work):
    if work.bound is None:
        return ""
    return f"{work.bound:g}" + (f", {work.within * 1000:.0f} ms" if work.within else "")


def milliseconds(seconds):
    return f"{seconds * 1000:,.1f}" if seconds < 1 else f"{seconds * 1000:,.0f}"


def line(work, comparison):
    first, second = comparison.medians
    return [work.work, milliseconds(first), work.against, milliseconds(second), f"{comparison.ratio:.2f}", bound(work),
            verdict(work, comparison), f"{comparison.peak_mib:.0f}"]


HEADINGS = ["work", "ms", "against", "ms", "ratio", "at most", "", "MiB"]


def table(results):
    rows = [HEADINGS, ["---", "--:", "---", "--:", "--:", "--:", "---", "--:"], *[line(*result) for result in results]]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def plain(results):
    rows = [HEADINGS, *[[cell.replace("`", "") for cell in line(*result)] for result in results]]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    numbers = {1, 3, 4, 7}
    return "\n".join(
        "  ".join(cell.rjust(width) if column in numbers else cell.ljust(width)
                  for column, (cell, width) in enumerate(zip(row, widths))).rstrip() for row in rows)


def memory(results):
    """The peak of each piece of work at a million entries or more."""
    return [(work, comparison.peak_mib) for work, comparison in results if work.size >= 100_000 or work.name == "import"]


def version(*command):
    if not shutil.which(command[0]):
        return None
    printed = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r"\d+(\.\d+)+", printed.stdout + printed.stderr)
    return found.group() if found else None


def machine():
    cpu = platform.processor() or platform.machine()
    info = pathlib.Path("/proc/cpuinfo")
    if info.exists():
        names = re.findall(r"^model name\s*:\s*(.*)$", info.read_text(), re.MULTILINE)
        cpu = names[0] if names else cpu
    ram = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{cpu}, {os.cpu_count()} cores, {ram:.0f} GiB, {platform.system()} {platform.release().split('-')[0]}"


def versions():
    tools = {
        "Swift": version("swift", "--version"), "C compiler": version(os.environ.get("CC", "clang"), "--version"),
        "SQLite": version("sqlite3", "--version"), "OpenSSL": version("openssl", "version"), "Python": platform.python_version(),
        "Taskwarrior": version("task", "--version"), "Fossil": version("fossil", "version")}
    return ", ".join(f"{name} {number}" for name, number in tools.items() if number)


def page(results, left_out, registers, sizes, repetitions):
    parts = [INTRODUCTION, table(results), ""]
    short = [work for work, comparison in results if verdict(work, comparison) == "short"]
    if short:
        parts.append("Short of the aim: " + "; ".join(f"{work.work} against {work.against}" for work in short) + ".\n")
    over = [f"{work.work} ({peak:.0f} MiB)" for work, peak in memory(results) if peak > MOST_MEMORY]
    parts.append(
        f"Peak memory at a million entries is to stay within {MOST_MEMORY} MiB. " + (f"Above it: {'; '.join(over)}.\n" if over else "All of it does.\n"))
    if left_out:
        parts.append("Not measured: " + "; ".join(f"{work.work} against {work.against} ({why})" for work, why in left_out) + ".\n")
    parts.append("## The machine\n\n" + machine() + ". " + versions() + f". Measured on {datetime.date.today()}, {repetitions} pairs each.\n")
    parts.append("## The registers\n\n" + REGISTERS)
    parts.append("| items | entries | closed | file |\n| --: | --: | --: | --: |")
    for items in sizes:
        shares = registers.shares(items)
        parts.append(f"| {items:,} | {registers.entries(items):,} | {100 * shares.get('closed', 0) / items:.0f} % | "
                     f"{registers.register(items).stat().st_size / 2**20:,.0f} MiB |")
    return "\n".join([*parts, "", METHOD])


# What other runs print, and somebody puts behind what this one writes: it stays.
OTHERS = "\n## On a PostgreSQL server\n"


def others(page):
    return page[page.index(OTHERS):] if OTHERS in page else ""


INTRODUCTION = """# How fast it is

Every command is a process of its own on a register that may hold decades. So the measure is a whole process, from its start to its end,
beside the same work done in C over the same SQLite: what the machine itself costs. `scripts/bench` makes the registers, measures, and
writes this page. Times are medians; the ratio is the median of the ratios of the pairs.
"""

REGISTERS = """Twelve financial years, 2014/15 to 2025/26, ten entries for each item, made through the library's own commands from a fixed seed.
Two reports a quarter at 1,000 items and ten a quarter from 10,000 on, for five forces; six boards that sit once a quarter, whose decisions
are typed in two days later; 40 owners. (At 100 items: one report, two boards, ten owners.) One item in six has no date, others' dates are
revised, some asked for first and granted at a meeting; work is noted, evidence named, assurance given by somebody else; of what is closed
85 in a hundred are implemented, the others closed otherwise, superseded or reopened in between. Most of a register that old is closed:
"""

METHOD = """## The method

- The two commands of a pair run one after the other, and change places from pair to pair. One pair at first isn't counted. What they print
  is thrown away. Files are in the page cache, as those of a register in use are.
- A small C program starts each process, waits for it and reads the clock and the kernel's account of its peak memory.
- `trackerctl` prints what people see: the paper as text, with its foot (ledger size, root, scope). The C programs print CSV. Before
  anything is timed, their CSV is compared with that of `trackerctl`, byte for byte; what they write is checked by `trackerctl audit verify`.
- The C programs (`bench/c`) open the register with the same pragmas, use the same statements, hash with OpenSSL and are compiled with `-O2`.
- The import takes 100,000 rows with text, date, question and owner into a nearly empty register: two entries a row. Python makes the same
  inserts without any hash.
- `sqlite3`, Python, Taskwarrior and Fossil hold the same items as far as they can: reference, text, date and state.
- What a change costs is measured with `scripts/bench --against PATH`, the program of before it: both do the same work on registers of
  the same bytes, in turn, and the ratio should be at most 1.03. `--against-registers` names those of a program of an older format.
"""
