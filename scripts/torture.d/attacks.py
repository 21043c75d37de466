"""What was done to version 0.1.0 by somebody who holds the file, the keyboard or the sheet, and got past it. Each attack
says what must hold; docs/reliability.md has the table."""

import array
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time

from place import Result, Skipped, needs
from register import ASSURER, OFFICER, OWNER, Register, furnish

PAPERS = [
    ["outstanding", "--as-at", "2018-06-30", "--format", "json"],
    ["quarterly", "2018/19-Q1", "--as-at", "2018-06-30", "--expand", "--format", "json"],
    ["list", "--as-at", "2018-06-30", "--format", "csv"],
    ["history", "L-2", "--format", "json"],
    ["config", "--format", "csv"],
    ["person", "list", "--format", "csv"],
]


class Scene:
    """A copy of the furnished register, and what was found wrong."""

    def __init__(self, place, healthy, name):
        self.place, self.name, self.faults = place, name, []
        self.folder = place.folder(f"attack-{name.replace(' ', '-')}")
        shutil.copytree(os.path.dirname(healthy.path), self.folder, dirs_exist_ok=True)
        self.register = Register(healthy.program, os.path.join(self.folder, "register.db"))

    def path(self, name):
        return os.path.join(self.folder, name)

    def fault(self, sentence):
        self.faults.append(f"{self.name}: {sentence}")

    def hold(self, condition, sentence):
        if not condition:
            self.fault(sentence)

    def refused(self, *arguments, codes=None, **options):
        """A command that must be refused in a sentence, leaving nothing behind."""
        run = self.register(*arguments, **options)
        shown = " ".join(arguments)
        if run.crashed:
            self.fault(f"{shown}: crashed: {run.code} {run.err[:200]}")
        elif run.code == 0 or (codes and run.code not in codes):
            self.fault(f"{shown}: exit {run.code}: {(run.out + run.err)[:200]}")
        elif not run.err.strip() and not run.out.strip():
            self.fault(f"{shown}: refused without a word")
        return run

    def shell(self, script, timeout=60):
        environment = dict(os.environ, T=self.register.program, TRACKER_REGISTER=self.register.path, HOME=self.folder,
                           XDG_CONFIG_HOME=self.path("config"), SWIFT_BACKTRACE="enable=no")
        return subprocess.run(["bash", "-c", script], cwd=self.folder, env=environment, capture_output=True, text=True,
                              timeout=timeout)


def tamper(path, change, sealed):
    """Changes the file as somebody does who knows SQLite: the triggers away, and back afterwards. `sealed`: who also knows
    the pages' checksums puts the right ones."""
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA journal_mode = DELETE")
    triggers = base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        base.execute(f'DROP TRIGGER "{name}"')
    base.execute("PRAGMA ignore_check_constraints = ON")
    if callable(change):
        change(base)
    else:
        base.execute(change)
    for _, sql in triggers:
        base.execute(sql)
    base.close()
    if sealed:
        seal(path)


def seal(path):
    """The checksums of https://www.sqlite.org/cksumvfs.html."""
    with open(path, "r+b") as file:
        data = bytearray(file.read())
        size = int.from_bytes(data[16:18], "big")
        if data[20] != 8:
            return
        for start in range(0, len(data), size):
            words = array.array("I", bytes(data[start:start + size - 8]))
            if sys.byteorder == "big":
                words.byteswap()
            first = second = 0
            for at in range(0, len(words), 2):
                first = (first + words[at] + second) & 0xFFFFFFFF
                second = (second + words[at + 1] + first) & 0xFFFFFFFF
            data[start + size - 8:start + size] = first.to_bytes(4, "little") + second.to_bytes(4, "little")
        file.seek(0)
        file.write(data)


def hidden_trigger(name, on, action):
    sql = f"CREATE TRIGGER {name} {on} BEGIN {action}; END"
    table = on.split(" ON ")[1].split()[0]

    def change(base):
        base.execute("PRAGMA writable_schema = ON")
        base.execute("INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES ('trigger', ?, ?, 0, ?)",
                     (name, table, sql))
        version = base.execute("PRAGMA schema_version").fetchone()[0]
        base.execute(f"PRAGMA schema_version = {version + 1}")
        base.execute("PRAGMA writable_schema = OFF")
    return change


NUL = [
    "UPDATE item_state SET due = due || char(0) WHERE due IS NOT NULL",
    "UPDATE item_state SET stage = stage || char(0)",
    "UPDATE item_state SET to_on = to_on || char(0) || 'x'",
    "UPDATE item_state SET report = report || char(0)",
    "UPDATE setting SET name = name || char(0)",
    "UPDATE setting SET value = value || char(0) || 'other'",
    "UPDATE person_role SET role = role || char(0)",
    "UPDATE meeting SET held_on = held_on || char(0)",
    "UPDATE board SET name = name || char(0) || 'X'",
    "UPDATE report SET publisher = publisher || char(0) || ' (not official)'",
    "UPDATE issued SET content_hash = content_hash || char(0)",
]
OTHER = [
    # Canonically equivalent, and not the same: U+212A for K, a decomposed letter for a composed one.
    ("another K", "UPDATE ledger SET subject = replace(subject, 'L-7', 'L-7' || char(768)) WHERE act = 'note'"),
    ("a note redacted by nobody",
     "UPDATE words SET redacted_by = (SELECT max(seq) FROM ledger) WHERE name = 'note' AND seq = (SELECT max(seq) FROM words WHERE name = 'note')"),
    ("a view beside", "CREATE VIEW sqlite_stat AS SELECT 1"),
    ("a table beside", "CREATE TABLE notes (text)"),
    ("notes are dropped", hidden_trigger("sqlite_guard", "BEFORE INSERT ON ledger WHEN NEW.act = 'note'", "SELECT raise(IGNORE)")),
    ("words are kept", hidden_trigger("sqlite_keep", "BEFORE UPDATE ON words", "SELECT raise(IGNORE)")),
    ("no format", "PRAGMA user_version = -1"),
    ("a format of zero", "PRAGMA user_version = 0"),
]


def tampering(place, healthy, right):
    faults = []
    changes = [(f"NUL {index + 1}", sql) for index, sql in enumerate(NUL)] + OTHER
    for name, change in changes:
        scene = Scene(place, healthy, name)
        try:
            tamper(scene.register.path, change, sealed=True)
        except sqlite3.DatabaseError:
            continue  # this SQLite doesn't let it be done
        for command in [["audit", "verify"], ["check", "--deep"], ["backup", scene.path("b.db")]]:
            scene.refused(*command)
        faults += scene.faults
        shutil.rmtree(scene.folder)
        scene = Scene(place, healthy, name)
        tamper(scene.register.path, change, sealed=False)
        for paper, expected in zip(PAPERS, right):
            run = scene.register(*paper)
            scene.hold(not run.crashed, f"{' '.join(paper)}: crashed: {run.err[:200]}")
            scene.hold(run.code != 0 or run.out == expected, f"{' '.join(paper)} prints something else with exit 0")
        faults += scene.faults
        shutil.rmtree(scene.folder)
    return faults


def acknowledged(scene):
    """What a hidden trigger passes over is not acknowledged."""
    trigger = hidden_trigger("sqlite_guard", "BEFORE INSERT ON ledger WHEN NEW.act = 'note'", "SELECT raise(IGNORE)")
    tamper(scene.register.path, trigger, sealed=True)
    scene.refused("note", "L-7", "hello", codes=[65])


def unredacted(scene):
    """Words that were removed and put back."""
    do = scene.register
    log = json.loads(do.must("audit", "log", "--format", "json"))["entries"]
    note = next(entry["seq"] for entry in log if entry["act"] == "note")
    base = sqlite3.connect(do.path)
    salt, text = base.execute("SELECT salt, text FROM words WHERE seq = ? AND name = 'note'", (note,)).fetchone()
    base.close()
    do.must("redact", str(note), "--reason", "A name", *yes(scene))
    tamper(do.path, lambda base: base.execute(
        "UPDATE words SET salt = ?, text = ?, redacted_by = NULL WHERE seq = ? AND name = 'note'", (salt, text, note)), sealed=True)
    for command in [["audit", "verify"], ["check", "--deep"], ["backup", scene.path("b.db")]]:
        scene.refused(*command)


def yes(scene):
    """The option that answers a question beforehand, where this command has one."""
    return ["--yes"] if "--yes" in scene.register("redact", "--help").out else []


def output_files(scene):
    """No paper, checkpoint or proof replaces the register, what belongs to it, a key or a link."""
    do = scene.register
    scene.shell('"$T" key create --name a.example/b >/dev/null')
    key = scene.path("config/trackerctl/key")
    do.must("backup", scene.path("backup.db"))
    os.symlink(do.path, scene.path("link.csv"))
    os.link(do.path, scene.path("hard.csv"))
    evidence = [os.path.join(folder, name) for folder, _, names in os.walk(do.path + ".evidence") for name in names]
    victims = [do.path, scene.path("link.csv"), scene.path("hard.csv"), key, scene.path("backup.db"), *evidence]
    commands = [["outstanding", "--format", "csv"], ["outstanding", "--format", "json"], ["outstanding", "--format", "xlsx"],
                ["audit", "checkpoint", "--key", key], ["audit", "prove", "L-1", "--key", key],
                ["meeting", "sheet", "OB-3"]]
    before = {victim: open(victim, "rb").read() for victim in victims}
    for command in commands:
        for victim in victims:
            run = do(*command, "-o", victim)
            scene.hold(open(victim, "rb").read() == before[victim], f"{' '.join(command)} -o {os.path.basename(victim)} replaced it")
            scene.hold(run.code != 0 and not run.crashed, f"{' '.join(command)} -o {os.path.basename(victim)}: exit {run.code}")
            for each, content in before.items():
                if not os.path.exists(each) or open(each, "rb").read() != content:
                    with open(each, "wb") as file:
                        file.write(content)


def completion(scene):
    """A name that would run a program at the officer's TAB."""
    needs("bash")
    reph = "\u0d4e"
    program = scene.path("x" + reph)
    with open(program, "w") as file:
        file.write(f"#!/bin/sh\ntouch {scene.path('PWNED')}\n")
    os.chmod(program, 0o755)
    scene.register("person", "add", f"Zed{reph}`{program}`", "--role", "owner")
    scene.register("person", "add", f"Zed{reph}$({program})", "--role", "owner")
    scene.shell(r'''
        "$T" completions bash > comp.bash; source ./comp.bash; mkdir -p bin; ln -sf "$T" bin/trackerctl; export PATH="$PWD/bin:$PATH"
        COMP_WORDS=(trackerctl note --by Z); COMP_CWORD=3; COMP_LINE="trackerctl note --by Z"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9; COMP_KEY=9
        F=$(complete -p trackerctl | sed 's/.*-F \([^ ]*\).*/\1/'); $F trackerctl Z --by''')
    scene.hold(not os.path.exists(scene.path("PWNED")), "a person's name ran a program")


def rolled_back(scene):
    """A shorter or another register never replaces a good backup; no checkpoint is signed over what doesn't continue the last."""
    do = scene.register
    key = scene.path("config/trackerctl/key")
    scene.shell('"$T" key create --name a.example/b >/dev/null')
    shutil.copy(do.path, scene.path("yesterday.db"))
    for words in ["An inconvenient truth", "Two", "Three"]:
        do.must("note", "L-7", words)
    do.must("audit", "checkpoint", "--key", key, "-o", scene.path("c.checkpoint"))
    do.must("backup", scene.path("nightly.db"))
    good = open(scene.path("nightly.db"), "rb").read()
    shutil.copy(scene.path("yesterday.db"), do.path)
    scene.refused("backup", scene.path("nightly.db"), "--replace")
    scene.hold(open(scene.path("nightly.db"), "rb").read() == good, "the longer backup was replaced by a shorter one")
    scene.refused("audit", "checkpoint", "--key", key, "-o", scene.path("shorter.checkpoint"))
    for words in ["Nicer", "Nicer still", "Nicest"]:
        do.must("note", "L-7", words)
    scene.refused("backup", scene.path("nightly.db"), "--replace")
    scene.hold(open(scene.path("nightly.db"), "rb").read() == good, "the backup was replaced by a fork")
    scene.refused("audit", "checkpoint", "--key", key, "-o", scene.path("fork.checkpoint"))
    other = Register(do.program, scene.path("other-body.db"))
    other.must("init", "--body", "Another body", "--by", "Somebody Else")
    theirs = open(other.path, "rb").read()
    scene.refused("backup", other.path, "--replace")
    scene.hold(open(other.path, "rb").read() == theirs, "another body's register was replaced")


def own_assurance(scene):
    """One person who led, submitted or wrote the progress of an item assures it after correcting the entry that says so."""
    do = scene.register
    me = OFFICER
    do.must("person", "change", me, "--role", "owner")
    ways = {
        "void": lambda seq: ["--void"], "another day": lambda seq: ["--effective", "2018-06-20"],
        "another lead": lambda seq: ["--set", f"lead={OWNER}"],
    }
    for number, (name, change) in enumerate(ways.items()):
        item = f"S-{number}"
        do.must("add", item, "--report", "LEG", "--kind", "recommendation", "--text", "Do it", "--opened", "2018-01-31")
        do.must("assign", item, "--lead", me, "--on", "2018-02-01")
        log = json.loads(do.must("audit", "log", item, "--format", "json"))["entries"]
        seq = next(entry["seq"] for entry in log if entry["act"] == "assign" and entry["data"].get("lead"))
        do.must("start", item, "--on", "2018-02-02")
        do.must("evidence", "add", item, "https://example.org/a", "--dated", "2018-02-03")
        do.must("correct", str(seq), "--reason", "A slip", *change(seq))
        scene.refused("assure", item, "--by", me, "--on", "2018-06-10", codes=[77])
    item = "S-9"
    do.must("add", item, "--report", "LEG", "--kind", "recommendation", "--text", "Do it", "--opened", "2018-01-31")
    do.must("start", item, "--on", "2018-02-02")
    do.must("evidence", "add", item, "https://example.org/a", "--dated", "2018-02-03")
    do.must("assign", item, "--lead", me, "--on", "2018-03-01")
    scene.refused("assure", item, "--by", me, "--on", "2018-02-20", codes=[77])
    do.must("add", "S-10", "--report", "LEG", "--kind", "recommendation", "--text", "Do it", "--opened", "2018-01-31")
    do.must("progress", "S-10", "--note", "I did it", "--by", me, "--on", "2018-02-02")
    do.must("evidence", "add", "S-10", "https://example.org/a", "--dated", "2018-02-03")
    scene.refused("assure", "S-10", "--by", me, "--on", "2018-02-20", codes=[77])


def assured_by_sheet(scene):
    """A sheet's word is not an assurance."""
    do = scene.register
    do.must("person", "add", "Pure Officer", "--role", "officer")
    sheet = scene.path("u.csv")
    with open(sheet, "w") as file:
        print("ref,kind,text,status,closed,assured\nL-7,recommendation,\"Make complaining easy, part 7\","
              "closed: implemented,2018-06-20,2018-06-19", file=file)
    run = do("import", sheet, "--update", "--by", "Pure Officer")
    if run.code == 0:
        item = next(item for item in json.loads(do.must("list", "--format", "json"))["items"] if item["ref"] == "L-7")
        said = do.must("show", "L-7") + json.dumps(item)
        scene.hold("sheet's word" in said, f"closed as implemented on the word of a sheet, unmarked: {item['status']}")


def wrong_clock(scene):
    """One command under a clock in 2099 doesn't move the register there."""
    needs("faketime")
    do = scene.register
    size = do.state()[0][0]
    for clock in ["2099-06-01 10:00:00", "+10d"]:
        run = do("note", "L-7", "From the future", wrap=("faketime", "-f", clock.replace("2099", "@2099")))
        scene.hold(run.code == 75, f"a command under the clock {clock}: exit {run.code}: {run.err[:200]}")
        scene.hold(do.state()[0][0] == size, f"an entry of the clock {clock} was stored")
    run = do("note", "L-7", "It is right", "--clock-is-right", wrap=("faketime", "-f", "+10d"))
    scene.hold(run.code == 0, f"--clock-is-right: exit {run.code}: {run.err[:200]}")


def redaction_unfinished(scene):
    """Evidence that can't be removed is not the end of the redaction."""
    do = scene.register
    log = json.loads(do.must("audit", "log", "L-2", "--format", "json"))["entries"]
    seq = next(entry["seq"] for entry in log if entry["act"] == "evidence add" and entry["data"].get("sha256"))
    folder = next(folder for folder, _, names in os.walk(do.path + ".evidence") if names)
    name = os.listdir(folder)[0]
    file = os.path.join(folder, name)
    shutil.move(file, scene.path("kept"))
    os.makedirs(file)  # a folder in its place can't be unlinked
    run = do("redact", str(seq), "--reason", "A name", *yes(scene), timeout=20)
    scene.hold(run.code not in (0, -99), f"exit {run.code}")
    stored = any(entry["act"] == "redact" for entry in json.loads(do.must("audit", "log", "--format", "json"))["entries"])
    scene.hold(not stored or "Nothing was recorded" not in run.err, "\"Nothing was recorded\", and it was")
    os.rmdir(file)
    shutil.move(scene.path("kept"), file)
    if stored:
        scene.hold(file_named(do("check"), name), "check doesn't say that the file still lies there")
        again = do("redact", str(seq), "--reason", "A name", *yes(scene))
        scene.hold(again.code == 0 and not os.path.exists(file), f"it can't be finished: exit {again.code}: {again.err[:200]}")


def file_named(run, name):
    return name in run.out or name in run.err


def full_disk(scene):
    """A disk that fills up while a paper is written leaves the paper that was there."""
    do = scene.register
    disk = scene.place.mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", at=f"small-{os.path.basename(scene.folder)}")
    try:
        for ending in ["csv", "html", "txt", "json", "md", "xlsx"]:
            paper = os.path.join(disk, f"paper.{ending}")
            with open(paper, "w") as file:
                file.write("THE OLD PAPER\n")
            with open(os.path.join(disk, "filler"), "wb") as file:
                room = os.statvfs(disk)
                file.write(b"x" * max(0, room.f_bavail * room.f_bsize - 4096))
            run = do("list", "-o", paper)
            scene.hold(run.code in (73, 74), f".{ending}: exit {run.code}: {run.err[:100]}")
            scene.hold(open(paper).read() == "THE OLD PAPER\n", f".{ending}: the old paper is gone")
            scene.hold(sorted(os.listdir(disk)) == ["filler", f"paper.{ending}"], f".{ending}: left over: {os.listdir(disk)}")
            for name in os.listdir(disk):
                os.unlink(os.path.join(disk, name))
    finally:
        scene.place.unmount(disk)


def sparse_tile(scene):
    """An export made to fill the memory of whoever looks at it."""
    scene.shell('"$T" key create --name a.example/b >/dev/null; "$T" audit export EX >/dev/null; "$T" key show > vk')
    tile = next(os.path.join(folder, name) for folder, _, names in os.walk(scene.path("EX/tile/entries")) for name in names)
    os.truncate(tile, 900 << 20)
    start = time.monotonic()
    process = subprocess.Popen(
        [scene.register.program, "import-log", scene.path("EX"), "--register", scene.path("r2.db"), "--key", scene.path("vk")],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=dict(os.environ, SWIFT_BACKTRACE="enable=no"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30)))
    try:
        _, error = process.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        process.kill()
        return scene.fault("import-log did not end within 30 s")
    scene.hold(process.returncode > 0, f"import-log: exit {process.returncode}: {error[:200]}")
    scene.hold(time.monotonic() - start < 10, "import-log took longer than 10 s")
    scene.hold(not os.path.exists(scene.path("r2.db")), "a register was left")


def never_hang(scene):
    """A FIFO where a file is expected is refused at once."""
    fifo = scene.path("fifo")
    os.mkfifo(fifo)
    for command in [["import", fifo, "--report", "LEG"], ["meeting", "log", "OB-3", fifo], ["config", "logo", fifo],
                    ["evidence", "add", "L-1", fifo, "--dated", "2018-03-01"], ["audit", "verify", "--checkpoint", fifo],
                    ["outstanding", "-o", fifo]]:
        scene.refused(*command, timeout=15)


def odd_surroundings(scene):
    """Numbers and links around a register."""
    run = Register(scene.register.program, scene.register.path)("outstanding", wrap=("env", f"COLUMNS={2 ** 63 - 1}"))
    scene.hold(run.code == 0, f"COLUMNS: exit {run.code}: {run.err[:100]}")
    os.makedirs(scene.path("elsewhere"))
    os.symlink(scene.register.path, scene.path("elsewhere/link.db"))
    linked = Register(scene.register.program, scene.path("elsewhere/link.db"))
    with open(scene.path("e.txt"), "w") as file:
        file.write("evidence\n")
    linked.must("evidence", "add", "L-1", scene.path("e.txt"), "--dated", "2018-03-01")
    scene.hold(os.listdir(scene.path("elsewhere")) == ["link.db"], "evidence lies beside the link")
    scene.hold(scene.register("audit", "verify").code == 0, "by its own name the register has lost evidence")
    # A log that a deleted register left behind must not get into a new one.
    stale = scene.path("new.db")
    with open(stale + "-wal", "wb") as file:
        file.write(open(scene.register.path, "rb").read()[:8192])
    new = Register(scene.register.program, stale)
    made = new("init", "--body", "New body", "--by", "Nora New")
    scene.hold(made.code != 0 or new("audit", "verify").code == 0, "a new register was made over the log of another")


def roles(scene):
    """The last officer stays; who has lost the last role may only read; no second person who looks the same."""
    scene.refused("person", "change", OFFICER, "--no-role", "officer", codes=[77])
    scene.refused("person", "change", OFFICER, "--leaves", "2018-01-01", codes=[77])
    scene.register.must("person", "change", OWNER, "--no-role", "owner")
    scene.refused("close", "L-7", "--as", "no-further-action", "--reason", "x", "--by", OWNER, codes=[77])
    scene.refused("progress", "L-7", "--note", "x", "--by", OWNER, codes=[77])
    for name in ["Owen Owner ", " Owen Owner", "Owen  Owner", "Owen\u00a0Owner", "Owen \u200bOwner", "Owen \u00adOwner",
                 "Ow\u0435n Owner", "owen owner", "P4", "[redacted]", "none", "   "]:
        scene.refused("person", "add", name, "--role", "owner")


def typist(scene):
    """Who typed is shown wherever who acted is, and can't be taken away by itself."""
    needs("setpriv")
    if os.getuid() != 0:
        raise Skipped("only root can act as another account")
    os.chmod(scene.place.root, 0o755)
    for folder, _, names in os.walk(scene.folder):
        os.chown(folder, 65534, 65534)
        for name in names:
            os.chown(os.path.join(folder, name), 65534, 65534)
    wrap = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    run = scene.register("note", "L-7", "Not me", "--by", OFFICER, wrap=wrap)
    if run.code != 0:
        raise Skipped(f"the program can't be run as another account: {run.err.strip()[:100]}")
    for command in [["history", "L-7"], ["audit", "log", "L-7"]]:
        for form in ["text", "csv", "json", "markdown", "html"]:
            scene.hold("nobody" in scene.register.must(*command, "--format", form), f"{command[0]} in {form} hides who typed")
    seq = json.loads(scene.register.must("audit", "log", "L-7", "--format", "json"))["entries"][-1]["seq"]
    scene.refused("redact", str(seq), "--word", "typist", "--reason", "x", *yes(scene))


ATTACKS = [acknowledged, unredacted, output_files, completion, rolled_back, own_assurance, assured_by_sheet, wrong_clock,
           redaction_unfinished, full_disk, sparse_tile, never_hang, odd_surroundings, roles, typist]


def run(place):
    healthy = furnish(place.program, place.folder("furnished"))
    right = [healthy.must(*paper) for paper in PAPERS]
    result = Result(faults=tampering(place, healthy, right))
    left_out = []
    for attack in ATTACKS:
        scene = Scene(place, healthy, attack.__name__.replace("_", " "))
        try:
            attack(scene)
        except Skipped as reason:
            left_out.append(f"{scene.name} ({reason})")
        except Exception as error:  # an attack that can't be tried is a fault of the test or of the program
            scene.fault(f"could not be tried: {error!r}"[:400])
        result.faults += scene.faults
    result.done = f"{len(NUL) + len(OTHER)} changes of the file, each with and without right checksums; {len(ATTACKS)} other attacks"
    result.found = f"left out: {'; '.join(left_out)}" if left_out else ""
    return result
