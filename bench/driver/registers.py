"""The registers and sheets that are measured on: made once, kept between runs; what writes gets a copy."""
import copy
import csv
import os
import pathlib
import pwd
import random
import shutil
import sqlite3
import subprocess
import sys

OPEN_END = "s.known_to = 9223372036854775807 AND s.to_on = '9999-12-31'"


class Registers:
    def __init__(self, folder, generator):
        self.folder = pathlib.Path(folder)
        self.work = self.folder / "work"
        self.generator = generator
        self.prefix = ""
        self.others = None
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        shutil.rmtree(self.work, ignore_errors=True)

    def register(self, items):
        """The register of so many items, ten entries each."""
        if self.others:
            return self.others / f"{items}.db"
        path = self.folder / f"{items}.db"
        if not path.exists():
            print(f"Generating a register of {items:,} items ...", file=sys.stderr, flush=True)
            unfinished = path.with_suffix(".unfinished")
            for left in self.folder.glob(unfinished.name + "*"):
                left.unlink()
            account = pwd.getpwuid(os.getuid()).pw_name
            subprocess.run([self.generator, str(items), unfinished, account], check=True, stdout=sys.stderr)
            unfinished.rename(path)
        return path

    def beside(self, prefix, others=None):
        """The same registers, with copies of their own; `others`, the folder of an older program's."""
        other = copy.copy(self)
        other.prefix = self.prefix + prefix
        other.others = pathlib.Path(others) if others else None
        return other

    def copy(self, items, name):
        """A copy that may be written to."""
        path = self.work / (self.prefix + name)
        for left in self.work.glob(path.name + "*"):
            left.unlink()
        shutil.copyfile(self.register(items), path)
        return path

    def question(self, items, sql):
        with sqlite3.connect(f"file:{self.folder}/{items}.db?mode=ro", uri=True) as register:
            return register.execute(sql).fetchall()

    def entries(self, items):
        return self.question(items, "SELECT max(seq) FROM ledger")[0][0]

    def shares(self, items):
        """How many items there are at each stage."""
        return dict(self.question(items, f"SELECT stage, count(*) FROM item_state s WHERE {OPEN_END} GROUP BY stage"))

    def in_progress(self, items, count):
        rows = self.question(
            items,
            f"""SELECT r.ref FROM item_state s JOIN recommendation r ON r.id = s.recommendation
                WHERE {OPEN_END} AND s.stage = 'in-progress' ORDER BY r.id LIMIT {count}""")
        return [row[0] for row in rows]

    def founder(self, register):
        with sqlite3.connect(f"file:{register}?mode=ro", uri=True) as copy:
            return copy.execute("SELECT text FROM words WHERE seq = 1 AND name = 'name'").fetchone()[0]

    def last_meeting(self, items):
        return self.question(items, "SELECT ref FROM meeting ORDER BY held_on DESC LIMIT 1")[0][0]

    def import_sheet(self, rows):
        """A sheet to take in, with the columns of a small tracker."""
        path = self.folder / f"import-{rows}.csv"
        if path.exists():
            return path
        source = random.Random(7)
        owners = [row[0] for row in self.question(
            100, """SELECT w.text FROM person_role p JOIN words w ON w.seq = p.person AND w.name = 'name'
                    WHERE p.role = 'owner' ORDER BY w.seq""")]
        texts = [row[0] for row in self.question(1000, "SELECT text FROM words WHERE name = 'text' ORDER BY seq")]
        with open(path, "w", newline="", encoding="utf-8") as file:
            sheet = csv.writer(file)
            sheet.writerow(["ref", "text", "due", "question", "lead"])
            for number in range(rows):
                due = "" if number % 6 == 0 else f"{source.randint(2027, 2029)}-{source.randint(1, 12):02}-28"
                sheet.writerow([
                    f"IMP-{number:06}", f"{source.choice(texts)} Area {number}.", due,
                    source.choice(["Efficiency", "Legitimacy", "Effectiveness"]), source.choice(owners)])
        return path

    def meeting_sheet(self, name, references, note):
        path = self.work / name
        with open(path, "w", newline="", encoding="utf-8") as file:
            sheet = csv.writer(file)
            sheet.writerow(["Reference", "Act", "Note"])
            sheet.writerows([reference, "progress", f"{note}, on {reference}."] for reference in references)
        return path
