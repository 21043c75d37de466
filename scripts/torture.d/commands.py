"""Every command that writes, as it can be given again and again to the register that `furnish` made."""

import os

from register import ASSURER, ITEMS, OWNER


class Commands:
    """`take(name)` gives the arguments of a writing command that will be accepted whatever came before."""

    def __init__(self, folder, random):
        self.folder, self.random, self.count = folder, random, 0
        self.named = {
            "progress": lambda n: ["progress", self.item(), "--note", f"Step {n} taken", "--complete", str(n % 100)],
            "note": lambda n: ["note", self.item(), f"Said in round {n}"],
            "due": lambda n: ["due", self.item(), f"2019-{n % 12 + 1:02}-15", "--reason", f"Revised in round {n}"],
            "due --request": lambda n: ["due", self.item(), f"2019-{n % 12 + 1:02}-16", "--request", "--reason", "Late"],
            "assign": lambda n: ["assign", self.item(), "--lead", OWNER, "--board", "OB"],
            "tag": lambda n: ["tag", self.item(), f"theme-{n}"],
            "mark": lambda n: ["mark", self.item(), f"OFFICIAL {n}"],
            "action add": lambda n: ["action", "add", self.item(), f"Do {n}", "--owner", OWNER, "--due", "2019-01-31"],
            "benefit add": lambda n: ["benefit", "add", self.item(), f"Hours {n}", "--unit", "hours", "--target", "12.5"],
            "evidence add": lambda n: ["evidence", "add", self.item(), self.file(n), "--dated", "2018-03-01"],
            "evidence hold": lambda n: ["evidence", "hold", "--item", self.item(), "--reason", f"Inquest {n}"],
            "retention add": lambda n: ["retention", "add", f"rule-{n}", "--keep", "6y", "--from", "closed", "--source", "Schedule"],
            "add": lambda n: ["add", f"N-{n}", "--report", "LEG", "--kind", "recommendation", "--text", f"Do {n} better"],
            "report add": lambda n: ["report", "add", f"R{n}", f"Report {n}", "--publisher", "HMICFRS", "--force",
                                     "Metropolitan Police Service", "--published", "2018-12-12"],
            "person add": lambda n: ["person", "add", f"Person {n}", "--role", "owner"],
            "board add": lambda n: ["board", "add", f"B{n}", f"Board {n}"],
            "meeting add": lambda n: ["meeting", "add", f"OB-R{n}", "--board", "OB", "--date", "2018-11-06"],
            "kind add": lambda n: ["kind", "add", f"kind-{n}"],
            "config": lambda n: ["config", "marking", f"OFFICIAL {n}"],
            "correct": lambda n: ["correct", "20", "--words", f"note=Heard in round {n}", "--reason", "Misheard"],
            "quarterly --issue": lambda n: ["quarterly", "2018/19-Q1", "--issue"],
            "import": lambda n: ["import", self.tracker(n), "--report", "LEG"],
            "import --update": lambda n: ["import", self.update(n), "--report", "LEG", "--update"],
            "meeting log": lambda n: ["meeting", "log", "OB-3", self.sheet(n)],
        }

    def take(self, name):
        self.count += 1
        return self.named[name](self.count)

    def item(self):
        """An item that is in progress throughout."""
        return f"L-{self.random.randrange(1, ITEMS + 1, 3)}"

    def write(self, name, lines):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write("\n".join(lines) + "\n")
        return path

    def file(self, n):
        return self.write(f"evidence-{n}.txt", [f"Evidence {n}"] * 500)

    def tracker(self, n, rows=150):
        return self.write(f"tracker-{n}.csv", ["Reference,Kind,Text,Opened"] + [
            f"I{n}-{row},recommendation,Do {row} of {n},2018-01-31" for row in range(rows)])

    def update(self, n):
        return self.write(f"update-{n}.csv", ["Reference,Text,Progress"] + [
            f"L-{item},\"Make complaining easy, part {item}\",Update {n} of {item}" for item in range(1, ITEMS + 1, 3)])

    def sheet(self, n):
        return self.write(f"sheet-{n}.csv", ["Reference,Act,Percent,Note"] + [
            f"L-{item},progress,{n % 100},Told the board {n} {item}" for item in range(1, ITEMS + 1, 3)])
