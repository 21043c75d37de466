"""Measures trackerctl on a PostgreSQL server against psql that gives the server the same statements, and beside trackerctl on a
file. Started by scripts/bench --server; needs no registers but those that it makes.

The statements are those of the server's log: trackerctl works once on a copy of a database with its every statement logged, psql
later gives them to another copy, with the same values, those that come more than once prepared. psql waits for each answer,
trackerctl's writes wait in a queue."""

import argparse
import collections
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "scripts", "torture.d"))
sys.dont_write_bytecode = True

from measuring import Measurer
from place import Place
from server import Server

ITEMS, ROWS = 10_000, 20_000
AT_MOST = 1.3


class Bench:
    def __init__(self, asked, place, server):
        self.program, self.repetitions, self.server = asked.trackerctl, asked.repetitions, server
        self.folder = pathlib.Path(place.folder("bench"))
        self.folder.chmod(0o755)
        self.measurer = Measurer(pathlib.Path(asked.tools) / "measure")
        self.copies = 0

    def name(self, database, user="tracker_owner"):
        return self.server.name(user, database)

    def give(self, register, *arguments, environment={}):
        run = subprocess.run([self.program, *arguments, "--register", register], capture_output=True, text=True,
                             env={**os.environ, **environment})
        if run.returncode != 0:
            sys.exit(f"{' '.join(arguments)}: {run.stderr}")

    def furnish(self, register, items):
        sheet = self.sheet(items)
        self.give(register, "init", "--by", "Olive Officer", "--body", "Oversight body")
        self.give(register, "report", "add", "LEG", "PEEL: Police legitimacy 2017", "--publisher", "HMICFRS", "--cycle", "2017",
                  "--force", "Metropolitan Police Service", "--published", "2017-12-12")
        self.give(register, "person", "add", "Owen Owner", "--role", "owner")
        if items:
            self.give(register, "import", sheet, "--report", "LEG", "--on", "2018-05-31")

    def sheet(self, items):
        path = self.folder / f"{items}.csv"
        if not path.exists():
            lines = ["Reference,Kind,Text,Opened,Due,Lead,Status,Started"]
            lines += [f"L-{n},recommendation,\"Make complaining easy, part {n}\",2017-12-12,2018-{n % 12 + 1:02}-28,Owen Owner,in progress,2018-02-01"
                      for n in range(1, items + 1)]
            path.write_text("\n".join(lines) + "\n")
        return str(path)

    def must(self, sql, database="postgres"):
        run = self.server.sql(sql, database)
        if run.code != 0:
            sys.exit(f"{sql}: {run.err}")
        return run.out.strip()

    def copy(self, database):
        """Another database of the same contents, of which the planner knows as much."""
        self.copies += 1
        new = f"copy{self.copies}"
        self.must(f"CREATE DATABASE {new} OWNER tracker_owner TEMPLATE {database}")
        return new

    def drop(self, database):
        self.must(f"DROP DATABASE {database} WITH (FORCE)")

    def statements(self, database, arguments):
        """What trackerctl gives the server for a command, as a script for psql."""
        copy = self.copy(database)
        log = os.path.join(self.server.folder, "log")
        before = os.path.getsize(log)
        self.give(self.name(copy, "postgres"), *arguments, environment={
            "PGOPTIONS": "-c log_statement=all -c log_parameter_max_length=-1"})
        with open(log, encoding="utf-8") as file:
            file.seek(before)
            script = replayed(file.read())
        self.drop(copy)
        path = self.folder / f"{len(os.listdir(self.folder))}.sql"
        path.write_text("SET search_path = tracker, pg_temp;\n" + script)
        path.chmod(0o644)
        return str(path), script.count("\n")

    def compare(self, what, database, arguments, writes, repetitions=None):
        path, count = self.statements(database, arguments)
        kept = []

        def ready(user, command):
            def prepare(number):
                target = database
                if writes:
                    target = self.copy(database)
                    kept.append(target)
                return command(target)
            return prepare

        theirs = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", self.server.folder, "-U", "postgres", "-f", path, "-d"]
        compared = self.measurer.compare(
            ready("postgres", lambda target: [self.program, *arguments, "--register", self.name(target, "postgres")]),
            ready("postgres", lambda target: [*theirs, target]), repetitions or self.repetitions)
        for target in kept:
            self.drop(target)
        return compared, count

    def on_file(self, file, arguments, writes, repetitions=None):
        taken = []
        for number in range((repetitions or self.repetitions) + 1):
            register = file
            if writes:
                register = self.folder / f"{number}-{file.name}"
                shutil.copy(file, register)
            taken.append(self.measurer.run([self.program, *arguments, "--register", str(register)]).seconds)
        return statistics.median(taken[1:])


ENTRY = re.compile(
    r"^[^\n]*? LOG:  (?:execute [^:]*|statement): (.*?)(?=^\d{4}-\d\d-\d\d \d\d:|\Z)", re.DOTALL | re.MULTILINE)
DETAIL = re.compile(r"^[^\n]*? DETAIL:  [Pp]arameters: (.*?)(?=^\d{4}-\d\d-\d\d \d\d:|\Z)", re.DOTALL | re.MULTILINE)
VALUE = re.compile(r"\$\d+ = ('(?:[^']|'')*'|NULL)")


def replayed(log):
    """The statements of a server's log, in its order, as psql takes them: what comes once is given as it is."""
    given = []
    for found in ENTRY.finditer(log):
        detail = DETAIL.match(log, found.end())
        # One line each: no text of these registers has a newline, and SQL needs none.
        sql = re.sub(r"\s+", " ", found.group(1).replace("\n\t", "\n").strip())
        given.append((sql, VALUE.findall(detail.group(1)) if detail else []))
    uses = collections.Counter(sql for sql, _ in given)
    lines, known = [], {}
    for sql, values in given:
        if uses[sql] == 1 or not re.match("SELECT|INSERT|UPDATE|DELETE", sql):
            lines.append(re.sub(r"\$(\d+)", lambda number: values[int(number[1]) - 1], sql) + ";")
            continue
        if sql not in known:
            known[sql] = f"s{len(known)}"
            lines.append(f"PREPARE {known[sql]} AS {sql};")
        lines.append(f"EXECUTE {known[sql]}{'(' + ', '.join(values) + ')' if values else ''};")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench --server", description=__doc__)
    parser.add_argument("--repetitions", type=int, default=15, metavar="N", help="pairs of each (15)")
    parser.add_argument("--trackerctl", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--tools", required=True, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    asked.trackerctl = os.path.abspath(asked.trackerctl)
    with Place(asked.trackerctl, 0, False) as place, Server(place) as server:
        bench = Bench(asked, place, server)
        files = {}
        for database, items in [("small", 0), ("large", ITEMS)]:
            bench.must(f"CREATE DATABASE {database} OWNER tracker_owner ENCODING 'UTF8' TEMPLATE template0")
            files[database] = bench.folder / f"{database}.db"
            for register in [bench.name(database), str(files[database])]:
                bench.furnish(register, items)
            bench.must("VACUUM ANALYZE", database)
        few = min(asked.repetitions, 3)
        print("| work | PostgreSQL, ms | `psql`, the same statements, ms | ratio | at most |  | a file, ms |\n| --- | --: | --: | --: | --: | --- | --: |")
        for what, database, arguments, writes, repetitions in [
            (f"one `progress`, durable, {ITEMS:,} items", "large", ["progress", "L-7", "--note", "Begun", "--complete", "40"], True, asked.repetitions),
            (f"`outstanding` in full as CSV, {ITEMS:,} items", "large", ["outstanding", "--format", "csv"], False, asked.repetitions),
            (f"`import` of {ROWS:,} CSV rows", "small", ["import", bench.sheet(ROWS), "--report", "LEG", "--on", "2018-05-31"], True, few),
        ]:
            compared, count = bench.compare(what, database, arguments, writes, repetitions)
            file = bench.on_file(files[database], arguments, writes, repetitions)
            first, second = compared.medians
            verdict = "met" if compared.ratio <= AT_MOST else "short"
            print(f"| {what} | {first * 1000:,.1f} | {second * 1000:,.1f} ({count:,} statements) | {compared.ratio:.2f} | {AT_MOST} | {verdict} | {file * 1000:,.1f} |",
                  flush=True)


main()
