"""What trials of reminders share: a register whose owners have something overdue, and what was found to be so."""
import json, os, re, subprocess, sys
from pathlib import Path

NAME = f"scripts/{Path(sys.argv[0]).name}"
PROGRAM = Path(sys.argv[1]) / "trackerctl"
DAEMON = Path(sys.argv[1]) / "trackerd"
done = []


def check(what, so, *seen):
    if not so:
        sys.exit(f"{NAME}: {what}: not so: {' | '.join(map(str, seen))[:1500]}")
    done.append(what)


def has_pages():
    """Whether the pages' server was built."""
    return DAEMON.exists() and b"without its server" not in subprocess.run([DAEMON, "--help"], capture_output=True).stderr


class Office:
    """A register whose owners have something overdue."""

    def __init__(self, folder, people, text="Écoute\n.\n..dots"):
        self.folder = Path(folder)
        self.folder.mkdir()
        self.register = self.folder / "register.db"
        self.must("init", "--by", "Olive Officer", "--body", "Oversight body", "--force", "Metropolitan Police Service")
        self.must("config", "mail_from", "Oversight body <register@body.example>")
        self.must("report", "add", "R", "A report of 2017", "--publisher", "Ourselves", "--published", "2017-12-12", "--cycle", "2017")
        for number, name in enumerate(people, 1):
            self.must("person", "add", f"{name.title()} Owner", "--role", "owner", "--email", f"{name}@force.example")
            self.must("add", f"R-{number}", "--report", "R", "--kind", "recommendation", "--text", text, "--due", "2018-03-01",
                      "--opened", "2017-12-12")
            self.must("assign", f"R-{number}", "--lead", f"{name.title()} Owner", "--on", "2018-01-09")

    def __call__(self, *arguments, **environment):
        return subprocess.run([PROGRAM, *arguments, "--register", self.register], capture_output=True, text=True, timeout=100,
                              env=dict(os.environ, **environment))

    def must(self, *arguments):
        run = self(*arguments)
        if run.returncode:
            sys.exit(f"{NAME}: {' '.join(map(str, arguments))}: {run.stderr}")
        return run.stdout

    def secret(self, name, words, mode=0o600):
        path = self.folder / name
        path.write_text(words + "\n")
        path.chmod(mode)
        return path

    def settings(self, name, all):
        path = self.folder / name
        path.write_text("# A trial\n" + "".join(f"{key.replace('_', '-')} = {value}\n" for key, value in all.items() if value is not None))
        return path

    def log(self):
        return json.loads(self.must("remind", "log", "--format", "json"))

    def results(self):
        return re.findall(r'"result": "([^"]*)"', self.must("remind", "log", "--format", "json"))

    def size(self):
        return int(re.search(r"Verified: (\d+) entries", self.must("audit", "verify"))[1])


class Pages:
    """The pages' program, and what it tells."""

    def __init__(self, office, **settings):
        all = {"register": office.register, "listen": "127.0.0.1:0", "address": "https://tracker.example"} | settings
        self.log = office.folder / "log"
        self.process = subprocess.Popen([DAEMON, "--config", office.settings("pages.conf", all)], stderr=open(self.log, "w"))

    def events(self):
        return [json.loads(line) for line in self.log.read_text().splitlines() if '"event"' in line]

    def wait_for(self, name, times=1):
        import time
        for _ in range(200):
            if len(found := [event for event in self.events() if event["event"] == name]) >= times:
                return found[times - 1]["sentence"]
            time.sleep(0.05)
        sys.exit(f"{NAME}: no event {name}: {self.log.read_text()}")

    def end(self):
        self.process.terminate()
        check("it ends when it is told to", self.process.wait(10) == 0)
