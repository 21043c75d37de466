"""The same work in what people would pick instead: Taskwarrior, Fossil's tickets, the sqlite3 shell, Python. Each is left out where it isn't
installed."""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys

BENCH = pathlib.Path(__file__).parent.parent


class Rivals:
    def __init__(self, registers):
        self.registers = registers
        # Fossil keeps settings in the home folder and asks who its user is; these stay in the work folder.
        os.environ["FOSSIL_HOME"] = str(registers.work)
        os.environ.setdefault("USER", "bench")
        self.query = (BENCH / "outstanding.sql").read_text()

    def has(self, program):
        return shutil.which(program) is not None

    def shell(self, register, limit=-1):
        return ["sqlite3", "-readonly", "-csv", "-header", register, self.query.replace(":limit", str(limit))]

    def python(self, script, *arguments):
        return [sys.executable, BENCH / "python" / script, *map(str, arguments)]

    def items(self, items):
        """Reference, text, current date and whether it is closed, of every item."""
        return self.registers.question(
            items,
            """SELECT r.ref, t.text, s.due, s.stage = 'closed', s.opened_on FROM item_state s
               JOIN recommendation r ON r.id = s.recommendation JOIN words t ON t.seq = s.text AND t.name = 'text'
               WHERE s.known_to = 9223372036854775807 AND s.to_on = '9999-12-31' ORDER BY r.id""")

    def taskwarrior(self, items):
        """Taskwarrior with the same items: the closed ones completed, the others pending with their dates."""
        folder = self.registers.work / "task"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        rc = folder / "rc"
        rc.write_text(f"data.location={folder}\nconfirmation=off\nrecurrence=off\nverbose=nothing\n")
        tasks = []
        for reference, text, due, closed, opened in self.items(items):
            stamp = f"{opened.replace('-', '')}T000000Z"
            task = {"description": f"{reference} {text}", "status": "completed" if closed else "pending", "entry": stamp}
            if due:
                task["due"] = f"{due.replace('-', '')}T000000Z"
            if closed:
                task["end"] = stamp
            tasks.append(task)
        (folder / "import.json").write_text(json.dumps(tasks))
        command = ["task", f"rc:{rc}", "rc.defaultwidth=80"]
        quietly([*command, "import", folder / "import.json"])
        return command

    def fossil(self, items):
        """A copy of a Fossil repository with a ticket for each item, each added by a process of its own: that takes a minute, once."""
        kept = self.registers.folder / f"tickets-{items}.fossil"
        if not kept.exists():
            unfinished = kept.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            quietly(["fossil", "new", unfinished])
            for reference, text, due, closed, _ in self.items(items):
                quietly([
                    "fossil", "ticket", "add", "-R", unfinished, "title", reference, "comment", text, "subsystem", due or "none",
                    "status", "Closed" if closed else "Open"])
            unfinished.rename(kept)
        repository = self.registers.work / "tickets.fossil"
        shutil.copyfile(kept, repository)
        return repository

    def fossil_list(self, repository):
        query = """SELECT title, subsystem, status, comment FROM ticket WHERE status <> 'Closed'
                   ORDER BY subsystem = 'none', subsystem LIMIT 50"""
        return ["fossil", "sql", "-R", repository, query]

    def fossil_ticket(self, repository):
        """The identifier of an open ticket."""
        with sqlite3.connect(f"file:{repository}?mode=ro", uri=True) as database:
            return database.execute("SELECT tkt_uuid FROM ticket WHERE status = 'Open' ORDER BY tkt_id LIMIT 1").fetchone()[0]


def quietly(command):
    subprocess.run(command, check=True, capture_output=True)
