"""What is measured: each piece of work, what it is compared with, and the most it may take."""
import dataclasses
import shutil
import subprocess
from typing import Callable

from registers import Registers
from rivals import Rivals

QUARTER = "2019/20-Q3"
QUARTER_DAYS = ["2019-10-01", "2019-12-31", "2020-03-31"]
# Few items take all the notes, so that their histories grow alike in every register.
NOTED = 5


@dataclasses.dataclass(frozen=True)
class Work:
    """One line of the table. `prepare` makes ready and gives two functions from the repetition's number to a command."""

    name: str
    work: str
    against: str
    prepare: Callable
    # The most that the ratio may be; nothing for what is only shown.
    bound: float | None = None
    # The most that the first may take by itself, in seconds.
    within: float | None = None
    # The largest register that it needs, in items.
    size: int = 1000
    # A program that has to be installed.
    needs: str | None = None


def always(command):
    return lambda number: command


class Pieces:
    def __init__(self, trackerctl, c_folder, registers: Registers, rivals: Rivals, import_rows):
        self.trackerctl = trackerctl
        self.import_rows = import_rows
        self.c_folder = c_folder
        self.registers = registers
        self.rivals = rivals

    def c(self, name, *arguments):
        return [self.c_folder / name, *map(str, arguments)]

    def tracker(self, register, *arguments):
        return [self.trackerctl, *map(str, arguments), "--register", register]

    def outstanding(self, items):
        return always(self.tracker(self.registers.register(items), "outstanding", "--limit", 50))

    def whole_list(self, items):
        return always(self.tracker(self.registers.register(items), "outstanding", "--format", "csv"))

    def quarterly(self, items):
        return always(self.tracker(self.registers.register(items), "quarterly", QUARTER))

    def noting(self, register, items, command):
        """A function that gives the command to log a note on one of a few items."""
        references = self.registers.in_progress(items, NOTED)
        return lambda number: command(register, references[number % len(references)], f"Said at the meeting, {number}.")

    def progress(self, register, items):
        return self.noting(
            register, items, lambda register, item, note: self.tracker(register, "progress", item, "--note", note))

    def signed_progress(self, register, items):
        """The same, signed with a key of whoever acts."""
        key, founder = self.registers.work / "signing.key", self.registers.founder(register)
        key.unlink(missing_ok=True)
        for command in (["key", "create", "--key", key, "--name", "bench", "--quiet"], ["key", "enrol", founder, key, "--by", founder, "--quiet"]):
            subprocess.run(self.tracker(register, *command), check=True)
        return self.noting(
            register, items, lambda register, item, note: self.tracker(
                register, "progress", item, "--note", note, "--by", founder, "--sign-with", key))

    def c_progress(self, register, items):
        return self.noting(register, items, lambda register, item, note: self.c("progress", register, item, note))

    def meeting_log(self, register, items, acts, name):
        meeting = self.registers.last_meeting(items)
        references = self.registers.in_progress(items, 2 * 200)[:acts] if acts > 1 else self.registers.in_progress(items, 201)[200:]

        def command(number):
            sheet = self.registers.meeting_sheet(f"{name}.csv", references, f"{name} {number}")
            return self.tracker(register, "meeting", "log", meeting, sheet)
        return command

    def importing(self, name, command):
        """A function that makes an empty register anew, and gives the command that takes the sheet in."""
        sheet = self.registers.import_sheet(self.import_rows)

        def ready(number):
            return command(self.registers.copy(100, name), sheet)
        return ready

    def tracker_import(self, name):
        return self.importing(name, lambda register, sheet: self.tracker(register, "import", sheet, "--report", "REP-0001"))

    def all(self):
        """The table, in the order in which it is printed."""
        registers, rivals = self.registers, self.rivals

        def pair_on_copy(items, first, second):
            def prepare():
                register = registers.copy(items, f"written-{items}.db")
                return first(register, items), second(register, items)
            return prepare

        def noted_in_both():
            return (self.progress(registers.copy(100_000, "written-100000.db"), 100_000),
                    self.progress(registers.copy(100, "written-100.db"), 100))

        def signed_and_not():
            return (self.signed_progress(registers.copy(1000, "signed-1000.db"), 1000),
                    self.progress(registers.copy(1000, "written-1000.db"), 1000))

        def task_list():
            return self.outstanding(1000), always([*rivals.taskwarrior(1000), "limit:50", "list"])

        def task_note():
            command = rivals.taskwarrior(1000)
            return (self.progress(registers.copy(1000, "written-1000.db"), 1000),
                    lambda number: [*command, "1", "annotate", f"Said at the meeting, {number}."])

        def fossil_list():
            return self.outstanding(1000), always(rivals.fossil_list(rivals.fossil(1000)))

        def fossil_note():
            repository = rivals.fossil(1000)
            ticket = rivals.fossil_ticket(repository)
            return (self.progress(registers.copy(1000, "written-1000.db"), 1000),
                    lambda number: ["fossil", "ticket", "change", "-R", repository, ticket, "+comment", f"Said, {number}."])

        def meeting():
            register = registers.copy(100_000, "written-100000.db")
            return (self.meeting_log(register, 100_000, 200, "two-hundred"),
                    self.meeting_log(register, 100_000, 1, "one"))

        def c_list(items, *limit):
            return always(self.c("outstanding", registers.register(items), *limit))

        def c_quarterly(items):
            return always(self.c("quarterly", registers.register(items), *QUARTER_DAYS))

        return [
            Work("version", "`--version`", "`sqlite3 :memory: 'select 1'`",
                 lambda: (always([self.trackerctl, "--version"]), always(["sqlite3", ":memory:", "select 1"])),
                 bound=1.5, needs="sqlite3"),
            Work("outstanding-1000", "`outstanding`, 50 shown, 1,000 items", "C",
                 lambda: (self.outstanding(1000), c_list(1000, 50)), bound=2),
            Work("outstanding-1000-task", "the same", "Taskwarrior list", task_list, bound=0.2, needs="task"),
            Work("outstanding-1000-fossil", "the same", "`fossil sql` on tickets", fossil_list, needs="fossil"),
            Work("outstanding-1000-shell", "the same", "`sqlite3` shell",
                 lambda: (self.outstanding(1000), always(rivals.shell(registers.register(1000), 50))), needs="sqlite3"),
            Work("outstanding-1000-python", "the same", "Python",
                 lambda: (self.outstanding(1000), always(rivals.python("list_items.py", registers.register(1000), 50)))),
            Work("outstanding-100000", "`outstanding`, 50 shown, 100,000 items", "C",
                 lambda: (self.outstanding(100_000), c_list(100_000, 50)), bound=1.3, size=100_000),
            Work("outstanding-1000000", "`outstanding`, 50 shown, 1,000,000 items", "the same at 100,000 items",
                 lambda: (self.outstanding(1_000_000), self.outstanding(100_000)), bound=1.5, size=1_000_000),
            Work("outstanding-1000000-c", "the same", "C",
                 lambda: (self.outstanding(1_000_000), c_list(1_000_000, 50)), size=1_000_000),
            Work("csv-100000", "`outstanding` in full as CSV, 100,000 items", "C",
                 lambda: (self.whole_list(100_000), c_list(100_000)), bound=1.3, size=100_000),
            Work("csv-100000-shell", "the same", "`sqlite3` shell",
                 lambda: (self.whole_list(100_000), always(rivals.shell(registers.register(100_000)))), size=100_000, needs="sqlite3"),
            Work("csv-100000-python", "the same", "Python",
                 lambda: (self.whole_list(100_000), always(rivals.python("list_items.py", registers.register(100_000)))), size=100_000),
            Work("quarterly-10000", "`quarterly`, a past quarter, 100,000 entries", "C",
                 lambda: (self.quarterly(10_000), c_quarterly(10_000)), bound=1.3, within=0.05, size=10_000),
            Work("quarterly-100000", "`quarterly`, a past quarter, 1,000,000 entries", "C",
                 lambda: (self.quarterly(100_000), c_quarterly(100_000)), bound=1.3, within=0.05, size=100_000),
            Work("quarterly-growth", "the same", "itself at 100,000 entries",
                 lambda: (self.quarterly(100_000), self.quarterly(10_000)), bound=2, size=100_000),
            Work("progress-100", "one `progress`, durable, 1,000 entries", "C",
                 pair_on_copy(100, self.progress, self.c_progress), bound=1.5, size=100),
            Work("progress-100000", "one `progress`, durable, 1,000,000 entries", "C",
                 pair_on_copy(100_000, self.progress, self.c_progress), bound=1.5, size=100_000),
            Work("progress-growth", "the same", "itself at 1,000 entries", noted_in_both, bound=1.1, size=100_000),
            Work("progress-signed", "one `progress`, signed, 1,000 items", "the same unsigned", signed_and_not, bound=1.2),
            Work("progress-1000-task", "one `progress`, durable, 1,000 items", "Taskwarrior annotation", task_note, needs="task"),
            Work("progress-1000-fossil", "the same", "`fossil ticket change`", fossil_note, needs="fossil"),
            Work("meeting", "`meeting log` of 200 acts", "of one act", meeting, bound=2, size=100_000),
            Work("import", f"`import` of {self.import_rows:,} CSV rows", "C",
                 lambda: (self.tracker_import("import-a.db"),
                          self.importing("import-b.db", lambda register, sheet: self.c("import", register, sheet, "REP-0001"))),
                 bound=1.5),
            Work("import-python", "the same", "Python, only the inserts",
                 lambda: (self.tracker_import("import-a.db"),
                          self.importing("import-b.db", lambda register, sheet:
                                         rivals.python("insert_rows.py", register, sheet, "REP-0001"))),
                 bound=0.5),
            Work("verify", "`audit verify --hashes`, 1,000,000 entries", "C with OpenSSL, every core",
                 lambda: (always(self.tracker(registers.register(100_000), "audit", "verify", "--hashes")),
                          always(self.c("verify", registers.register(100_000)))), bound=1.2, size=100_000),
        ]

    def against(self, other):
        """The same work by another trackerctl: each command once, without its rivals."""
        def pair(work, others):
            return lambda: (work.prepare()[0], others.prepare()[0])

        return [dataclasses.replace(work, against=str(other.trackerctl), bound=1.03, within=None, prepare=pair(work, others))
                for work, others in zip(self.all(), other.all()) if work.work != "the same"]

    def is_there(self, work, largest):
        """Why a piece of work can't be measured here; nothing when it can."""
        if work.size > largest:
            return f"needs a register of {work.size:,} items"
        if work.needs and not shutil.which(work.needs):
            return f"{work.needs} is not installed"
        return None
