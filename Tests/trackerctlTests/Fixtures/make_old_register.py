"""Made the register of 1,000 items with version 0.1.0, and kept the papers that it printed. They are never made anew: this says how
they came about.

    make_old_register.py TRACKERCTL FOLDER

TRACKERCTL is the program built from the last commit of version 0.1.0. What is loaded ahead of it tells it the time that TOLD_NOW
holds, in seconds, so that six years of a register are made in minutes. Every word is made up.

    tar --sort=name --owner=0 --group=0 --mtime=2021-01-06 -c register.db papers | gzip -9n >register-0.1.0.tar.gz"""
import csv, datetime, os, random, subprocess, sys

CLOCK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
int clock_gettime(clockid_t id, struct timespec *time) {
    static int (*real)(clockid_t, struct timespec *);
    static time_t began;
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int result = real(id, time);
    if (id != CLOCK_REALTIME || result != 0) return result;
    if (!began) began = time->tv_sec;
    time->tv_sec += atol(getenv("TOLD_NOW")) - began;
    return 0;
}
"""
program, folder = map(os.path.abspath, sys.argv[1:3])
os.makedirs(os.path.join(folder, "papers"), exist_ok=True)
os.chdir(folder)
shim = os.path.abspath("clock.so")
subprocess.run(["cc", "-shared", "-fPIC", "-x", "c", "-o", shim, "-"], input=CLOCK, text=True, check=True)
chance = random.Random(2015)
now = datetime.datetime(2015, 1, 5, 9, 0, tzinfo=datetime.timezone.utc)


def run(*words, day=None, may_fail=False):
    """Runs one command, a second after the last."""
    global now
    now = max(now + datetime.timedelta(seconds=3), day or now)
    done = subprocess.run(
        [program, *words], capture_output=True,
        env={"PATH": os.environ["PATH"], "TRACKER_REGISTER": "register.db", "LD_PRELOAD": shim,
             "TOLD_NOW": str(int(now.timestamp())), "COLUMNS": "100", "LANG": "C.UTF-8"})
    # As bytes, so that the ends of lines stay what they are.
    done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
    if done.returncode and not may_fail:
        sys.exit("%r: %s%s" % (words, done.stdout, done.stderr))
    return done


def at(day, hour=9):
    return datetime.datetime.fromisoformat(day).replace(hour=hour, tzinfo=datetime.timezone.utc)


people = ["Ada Ainsley", "Bel Barlow", "Cy Cobbold", "Dee Darnell", "Eve Eastman", "Flo Fenwick", "Gil Garnet", "Hal Harker"]
posts = ["AC Frontline", "Head of Custody"]
boards = {"OB": "Oversight Board", "RAB": "Risk and Assurance Board", "AP": "Audit Panel"}
verbs = ["wash", "count", "inspect", "repair", "record", "review", "publish", "train for", "simplify", "time"]
things = ["vans", "lockers", "radios", "notebooks", "rosters", "call queues", "custody suites", "victim letters",
          "stock-takes", "search records", "crime codes", "briefings"]
ways = ["every week", "each quarter", "before the winter", "in every district", "with the districts' leave",
        "by one standard", "and say what it found", "as the code asks", "so that nobody waits"]
questions = ["Effectiveness", "Efficiency", "Legitimacy", "Crime recording", "Custody", None]
kinds = ["recommendation"] * 5 + ["area-for-improvement"] * 4 + ["cause-of-concern"]
tags = ["One Model", "ICT", "Estates", "Wellbeing", "Data"]

run("init", "--by", "Olive Officer", "--body", "Rivershire Commissioner", "--force", "Rivershire Police")
for name in people:
    run("person", "add", name, "--role", "owner")
for name in ("Ash Assurer", "Ivy Assurer"):
    run("person", "add", name, "--role", "assurer")
run("person", "add", "Art Approver", "--role", "approver")
for name in posts:
    run("post", "add", name)
run("post", "holder", posts[0], people[0], "--from", "2015-01-05")
for board, name in boards.items():
    run("board", "add", board, name)
run("kind", "add", "internal-audit-action")
run("rag", "add", "local", "--amber-within", "45")
run("config", "revisions", "2", may_fail=True)

items, reports = {}, []
# Published before and after the days on which section 55 changed, and some without a known day.
published = ["2015-01-20", "2015-04-14", "2015-07-07", "2015-10", "2016-01-12", "2016-03-15", "2016-06-09", "2016-09-01",
             "2016-11-03", "2017-01-30", "2017-01-31", "2017-03-02", "2017-04-03", "2017-05-01", "2017-05-02", "2017-09-05",
             "2017-11-09", "2017-12-12", "2018-03", "2018-07-05", "2018-11-06", "2019-02-14", "2019-05-02", "2019-09-27"]
publishers = ["HMIC", "HMICFRS", "IOPC", "Coroner for Rivershire", "Internal Audit"]


def publisher(number, day):
    if number % 5 == 3:
        return publishers[2 + number // 5 % 3]
    return "HMIC" if day < "2017-07-19" else "HMICFRS"


def text():
    return "Rivershire Police should %s its %s %s." % (chance.choice(verbs), chance.choice(things), chance.choice(ways))


def add_report(number, day):
    report, who = "R%02d" % number, publisher(number, day)
    known = datetime.date.fromisoformat(day if len(day) == 10 else day + "-28")
    run("report", "add", report, "Inspection %d: %s" % (number, chance.choice(things)), "--publisher", who, "--force",
        "Rivershire Police" if number % 6 else "All forces", "--published", day, "--cycle", day[:4],
        day=at((known + datetime.timedelta(days=2)).isoformat()))
    reports.append((report, day, who))
    for question in ("Effectiveness", "Legitimacy"):
        run("report", "grade", report, question, chance.choice(["good", "requires improvement"]), may_fail=True)
    several = {0: 40, 1: 45, 2: 38}[number % 3]
    if number == len(published):
        several = 1000 - len(items)
    kind = "internal-audit-action" if who == "Internal Audit" else None
    rows = []
    for n in range(1, several + 1):
        ref = "%s-%d" % (report, n)
        due = None if n % 7 == 0 else known + datetime.timedelta(days=chance.choice([91, 122, 182, 274, 365, 547]))
        row = {"ref": ref, "report": report, "kind": kind or chance.choice(kinds), "number": str(n), "text": text(),
               "question": chance.choice(questions) or "", "due": due.isoformat() if due else "",
               "deadline": "" if due else "As soon as possible", "board": chance.choice(list(boards)),
               "lead": chance.choice(people + posts) if n % 9 else "", "tag": chance.choice(tags) if n % 3 == 0 else "",
               "priority": chance.choice(["high", "medium", "low"]) if kind else "",
               "opened": known.isoformat()}
        items[ref] = {"stage": "open", "lead": row["lead"], "board": row["board"], "due": due, "report": report}
        rows.append(row)
    if number % 4 == 2:
        for row in rows[:12]:
            words = ["add", row["ref"]]
            for name in ("report", "kind", "number", "text", "question", "due", "deadline", "board", "priority", "opened"):
                if row[name]:
                    words += ["--" + name, row[name]]
            run(*words)
            if row["lead"]:
                run("assign", row["ref"], "--lead", row["lead"])
            if row["tag"]:
                run("tag", row["ref"], row["tag"])
        rows = rows[12:]
    with open("sheet.csv", "w", newline="") as file:
        sheet = csv.DictWriter(file, list(rows[0]))
        sheet.writeheader()
        # A post leads by a command of its own.
        sheet.writerows([{**row, "lead": "" if row["lead"] in posts else row["lead"]} for row in rows])
    run("import", "sheet.csv")
    for row in rows:
        if items[row["ref"]]["lead"] in posts:
            run("assign", row["ref"], "--lead", items[row["ref"]]["lead"])


def actor(item):
    lead = item["lead"]
    return people[0] if lead == posts[0] else lead if lead in people else "Olive Officer"


def act(ref, day):
    """One act on an item, by a person who may."""
    item = items[ref]
    stage, on = item["stage"], day.date().isoformat()
    back = (day.date() - datetime.timedelta(days=chance.choice([0, 0, 0, 3, 9]))).isoformat()
    said = "%s the %s %s" % (chance.choice(["Looked at", "Went through", "Agreed", "Tried"]), chance.choice(things), chance.choice(ways))
    dice = chance.random()

    def go(to, *words, by="Olive Officer"):
        if run(*words, "--by", by, may_fail=True).returncode == 0 and to:
            item["stage"] = to
    if stage == "open":
        if not item["lead"]:
            item["lead"] = chance.choice(people)
            return go(None, "assign", ref, "--lead", item["lead"], "--support", chance.choice(people))
        if dice < 0.7:
            return go("in progress", "start", ref, "--note", said, "--on", back)
        if dice < 0.78:
            return go("closed", "close", ref, "--as", "no-further-action", "--reason", said)
        if dice < 0.82:
            return go(None, "accept", ref, "--not", "--reason", said)
        return go(None, "accept", ref)
    if stage == "in progress":
        if dice < 0.45:
            return go(None, "progress", ref, "--note", said, "--complete", str(chance.randrange(5, 100, 5)), "--on", back, by=actor(item))
        if dice < 0.8:
            go(None, "evidence", "add", ref, "https://example.org/%s/%d" % (ref, chance.randrange(900)), "--dated", on, "--title",
               "Report of " + chance.choice(things))
            return go("pending", "submit", ref, "--note", said, by=actor(item))
        if dice < 0.9 and item["due"]:
            item["due"] += datetime.timedelta(days=91)
            return go(None, "due", ref, item["due"].isoformat(), "--reason", said)
        if dice < 0.93:
            return go(None, "note", ref, said, "--internal")
        if dice < 0.95:
            return go("closed", "close", ref, "--as", "superseded", "--successor", chance.choice(list(items)), "--reason", said)
        if dice < 0.97:
            return go(None, "action", "add", ref, said, "--owner", item["lead"], "--due", "2020-06-30")
        return go(None, "scope", ref, "--out", "--reason", said)
    if stage == "pending":
        by = chance.choice(["Ash Assurer", "Ivy Assurer"])
        if dice < 0.75:
            return go("assured", "assure", ref, "--basis", said, by=by)
        return go("in progress", "return", ref, "--reason", said, by=by)
    if stage == "assured":
        return go("closed", "close", ref, "--as", "implemented")
    if dice < 0.12:
        return go("in progress", "reopen", ref, "--reason", said, "--to", "in-progress")
    if dice < 0.3:
        return go(None, "note", ref, said)


def hold(board, day, number):
    """A meeting, and what it decided, from a sheet: extensions asked for, granted and refused, progress."""
    meeting = "%s-%d" % (board, number)
    run("meeting", "add", meeting, "--board", board, "--date", day.date().isoformat(), day=day)
    live = [ref for ref, item in items.items() if item["board"] == board and item["stage"] in ("open", "in progress") and item["lead"]]
    rows = []
    for ref in chance.sample(live, min(10, len(live))):
        item = items[ref]
        if item["due"] and chance.random() < 0.5:
            date = item["due"] + datetime.timedelta(days=60)
            if run("due", ref, date.isoformat(), "--request", "--reason", "Suppliers are late", "--by", actor(item), may_fail=True).returncode:
                continue
            granted = chance.random() < 0.7
            rows.append([ref, "extension granted" if granted else "extension refused", "", "", "The board looked at the plan", date.isoformat()])
            if granted:
                item["due"] = date
        else:
            rows.append([ref, "progress", "Told the board of its %s" % chance.choice(things), str(chance.randrange(10, 90, 10)), "", ""])
            item["stage"] = "in progress"
    with open("meeting.csv", "w", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["Reference", "Act", "Note", "% complete", "Reason", "New date"])
        sheet.writerows(rows)
    # Minutes are typed up nine days later.
    run("meeting", "log", meeting, "meeting.csv", day=day + datetime.timedelta(days=9), may_fail=True)


known, waiting, quarter = {}, list(enumerate(published, 1)), 0
for year in range(2015, 2021):
    for month in (1, 4, 7, 10):
        first = at("%d-%02d-01" % (year, month))
        for part in range(3):
            while waiting and waiting[0][1] < "%d-%02d" % (first.year, first.month + part) + "-31":
                add_report(*waiting.pop(0))
            if not items:
                continue
            day = at("%d-%02d-12" % (year, month + part))
            now = max(now, day)
            for ref in chance.sample(list(items), min(len(items), 55)):
                act(ref, max(now, day))
        if items:
            board = list(boards)[quarter % 3]
            hold(board, max(now, at("%d-%02d-15" % (year, month + 2))), 100 + quarter)
            quarter += 1
        if items and month in (4, 10):
            label = "%d-Q%d" % (year, (month - 1) // 3 + 1)
            end = at("%d-%02d-05" % (year + month // 10, (month + 3) % 12 or 12))
            run("quarterly", label, "--issue", "--by", "Olive Officer", day=max(now, end), may_fail=True)
        size = run("audit", "log", "--format", "json").stdout
        known["%d-%02d" % (year, month)] = size[size.index('"size"'):].split(":")[1].split("}")[0].split(",")[0].strip()

# What is more than everyday.
refs = sorted(items)
for ref in refs[10:40:5]:
    run("mark", ref, "OFFICIAL-SENSITIVE")
for ref in refs[50:62:3]:
    run("benefit", "add", ref, "Hours saved", "--unit", "hours", "--target", "1200", "--committed", "400")
run("monitoring", "set", "Rivershire Police", "Engage", "--from", "2018-06-28", "--reason", "Stocks were not counted", "--by", "Olive Officer")
run("monitoring", "set", "Rivershire Police", "Scan", "--from", "2020-01-23", "--by", "Olive Officer")
run("post", "holder", posts[0], people[3], "--from", "2019-04-01")
run("person", "add", "Noor New", "--role", "owner")
for number, (report, day, who) in enumerate(reports):
    if len(day) == 10 and number % 2 == 0:
        date = datetime.date.fromisoformat(day)
        run("response", "record", report, "--comments-requested", (date + datetime.timedelta(days=3)).isoformat(), "--letter-sent",
            (date + datetime.timedelta(days=50)).isoformat(), "--published", (date + datetime.timedelta(days=40 + number * 2)).isoformat(),
            "--reference", "RC-%d" % number)
log = [line for line in csv.DictReader(run("audit", "log", "--format", "csv").stdout.splitlines())]
notes = [line for line in log if line["act"] == "note"]
progress = [line for line in log if line["act"] == "progress"]
run("redact", notes[5]["seq"], "--reason", "Named somebody", "--by", "Art Approver")
run("correct", progress[7]["seq"], "--void", "--reason", "Logged against the wrong item")
run("correct", progress[20]["seq"], "--words", "note=Forty, not fourteen", "--reason", "Misheard")
adds = [line for line in log if line["act"] == "add"]
run("correct", adds[30]["seq"], "--set", "kind=recommendation", "--reason", "Not what the report calls it", may_fail=True)
run("quarterly", "2020-Q4", "--issue", "--by", "Olive Officer", day=at("2021-01-06"))


def keep(name, *words):
    """Prints a paper, and notes how."""
    with open(os.path.join("papers", name), "w", newline="") as file:
        file.write(run(*words).stdout)
    with open(os.path.join("papers", "commands.csv"), "a", newline="") as file:
        csv.writer(file).writerow([name, *words])


then, later = known["2017-04"], known["2019-07"]
keep("outstanding.json", "outstanding", "--as-at", "2020-12-31", "--format", "json")
keep("outstanding.csv", "outstanding", "--as-at", "2020-12-31", "--format", "csv")
keep("outstanding-as-at.csv", "outstanding", "--as-at", "2018-03-31", "--format", "csv")
keep("outstanding-known-at.csv", "outstanding", "--as-at", "2017-06-30", "--known-at", then, "--format", "csv")
keep("overdue-public.csv", "outstanding", "--overdue", "--as-at", "2019-09-30", "--known-at", later, "--audience", "public", "--format", "csv")
keep("list.csv", "list", "--as-at", "2020-12-31", "--format", "csv")
keep("list-known-at.csv", "list", "--as-at", "2019-09-30", "--known-at", later, "--format", "csv")
for rows in ("report", "kind", "owner", "force", "question", "board", "tag"):
    keep("quarterly-%s.json" % rows, "quarterly", "2018/19-Q3", "--rows", rows, "--format", "json")
keep("quarterly-known-at.json", "quarterly", "2017-Q2", "--known-at", known["2017-07"], "--expand", "--format", "json")
keep("quarterly-percentage.csv", "quarterly", "2019-Q4", "--rag", "percentage", "--format", "csv")
keep("quarterly.csv", "quarterly", "2020-Q4", "--format", "csv")
keep("issued.csv", "issued", "list", "--format", "csv")
for line in list(csv.DictReader(open("papers/issued.csv"))):
    name = line["id"]
    keep("issued-%s.json" % name, "issued", "show", name, "--format", "json")
keep("response-status.json", "response", "status", "--as-at", "2020-12-31", "--format", "json")
keep("search.json", "search", "vans", "winter", "--format", "json")
keep("benefits.json", "benefits", "--as-at", "2020-12-31", "--format", "json")
for ref in ("R01-3", "R05-7", "R10-2", "R17-20"):
    keep("show-%s.json" % ref, "show", ref, "--as-at", "2020-12-31", "--format", "json")
keep("verify.txt", "audit", "verify", "--full")

for name in ("sheet.csv", "meeting.csv", shim):
    os.remove(name)
