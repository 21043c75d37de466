"""The register that is tortured: running trackerctl on it, and asking it what it holds."""

import os
import re
import subprocess
from dataclasses import dataclass

OFFICER, OWNER, ASSURER = "Olive Officer", "Owen Owner", "Ada Assurer"
ITEMS = 60


@dataclass
class Run:
    """How one run of the program ended; a negative code is the signal that ended it."""

    code: int
    out: str
    err: str

    @property
    def crashed(self):
        return self.code < 0 or "Fatal error" in self.err or "Backtrace" in self.err


class Register:
    def __init__(self, program, path, wrap=()):
        self.program, self.path, self.wrap = program, path, wrap

    def start(self, *arguments, wrap=(), **options):
        """Starts a command and doesn't wait for it. `wrap` goes before it, for example ("strace", …)."""
        environment = dict(os.environ, SWIFT_BACKTRACE="enable=no", LC_ALL="C.UTF-8", COLUMNS="120")
        return subprocess.Popen(
            [*self.wrap, *wrap, self.program, *arguments, "--register", self.path], env=environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    def __call__(self, *arguments, wrap=(), timeout=120):
        process = self.start(*arguments, wrap=wrap)
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return Run(-99, "", f"did not end within {timeout} s")
        return Run(process.returncode, out.decode("utf-8", "replace"), err.decode("utf-8", "replace"))

    def must(self, *arguments):
        """Runs a command that has to succeed, or nothing that follows means anything."""
        run = self(*arguments)
        if run.code != 0:
            raise RuntimeError(f"{' '.join(arguments)}: exit {run.code}: {run.err}")
        return run.out

    def state(self, earlier=None):
        """The number of entries and the root hash over them, and what is wrong with them: the hashes, and, given an
        earlier state, that the ledger goes on from it."""
        proof = ["--size", str(earlier[0]), "--root", earlier[1]] if earlier else []
        run = self("audit", "verify", "--hashes", *proof)
        verified = re.match(r"Verified: (\d+) entries, root (\w+)", run.out)
        if not verified:
            return earlier or (0, ""), [f"audit verify: exit {run.code}: {run.out}{run.err}"]
        return (int(verified[1]), verified[2]), []

    def complaints(self):
        """What `check --deep` finds wrong."""
        run = self("check", "--deep")
        return [] if run.code == 0 else [f"check --deep: exit {run.code}: {run.out}{run.err}"]


def furnish(program, folder):
    """Makes a small register that has something of everything; the items are L-1 to L-60."""
    register = Register(program, os.path.join(folder, "register.db"))
    fill(register, folder)
    return register


def fill(register, folder):
    """Makes it where it is to be; what is read for that is written to the folder."""
    do = register.must
    do("init", "--by", OFFICER, "--body", "Oversight body", "--force", "Metropolitan Police Service")
    do("report", "add", "LEG", "PEEL: Police legitimacy 2017", "--publisher", "HMICFRS", "--cycle", "2017",
       "--force", "Metropolitan Police Service", "--published", "2017-12-12")
    do("person", "add", OWNER, "--role", "owner")
    do("person", "add", ASSURER, "--role", "assurer")
    do("board", "add", "OB", "Oversight Board")
    for number, date in enumerate(["2018-03-06", "2018-06-05", "2018-09-04"], 1):
        do("meeting", "add", f"OB-{number}", "--board", "OB", "--date", date)
    tracker = os.path.join(folder, "tracker.csv")
    with open(tracker, "w") as file:
        print("Reference,Kind,Text,Question,Opened,Due,Lead,Board,Status,Started,Submitted", file=file)
        for number in range(1, ITEMS + 1):
            status, started, submitted = [
                ("open", "", ""), ("in progress", "2018-02-01", ""),
                ("pending sign-off", "2018-02-01", "2018-05-20")][number % 3]
            print(f"L-{number},recommendation,\"Make complaining easy, part {number}\",Legitimacy,2017-12-12,"
                  f"2018-{number % 12 + 1:02}-28,{OWNER},OB,{status},{started},{submitted}", file=file)
    do("import", tracker, "--report", "LEG", "--on", "2018-05-31")
    survey = os.path.join(folder, "survey.txt")
    with open(survey, "w") as file:
        file.write("Eight in ten found it easy.\n" * 100)
    do("evidence", "add", "L-2", survey, "--dated", "2018-03-01", "--title", "Complainant survey")
    do("assure", "L-2", "--by", ASSURER, "--on", "2018-05-31")
    do("close", "L-2", "--as", "implemented", "--meeting", "OB-2")
    do("due", "L-3", "2018-12-31", "--reason", "The supplier is late", "--on", "2018-06-01")
    do("tag", "L-4", "ICT")
    do("action", "add", "L-4", "Translate the leaflet", "--owner", OWNER, "--due", "2018-07-31")
    do("benefit", "add", "L-5", "Savings", "--unit", "GBP", "--target", "390000000")
    do("progress", "L-6", "--note", "Leaflets in nine languages", "--complete", "40", "--meeting", "OB-1")
    do("note", "L-7", "A colleague will ring back", "--internal")
    do("quarterly", "2018/19-Q1", "--issue")
