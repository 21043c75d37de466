"""insert_rows.py REGISTER FILE REPORT: reads the sheet and makes the inserts of an import, and nothing else: no hashes (zeros stand for
them), no checks."""
import csv
import os
import sqlite3
import sys
import time

FOREVER = 9223372036854775807
path, file, report = sys.argv[1:]
register = sqlite3.connect(path, isolation_level=None)
register.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON; BEGIN IMMEDIATE")
size = register.execute("SELECT max(seq) FROM ledger").fetchone()[0]
day, force = register.execute("SELECT published, force FROM report WHERE ref = ?", [report]).fetchone()
people = dict(register.execute("SELECT w.text, p.id FROM person p JOIN words w ON w.seq = p.id AND w.name = 'name'"))
instant = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())
no_hash = bytes(32)

ledger, words, nodes, items, standings = [], [], [], [], []


def append(act, data, subject, text=None, name="text"):
    global size
    size += 1
    beside = f',"words":{{"{name}":{{"bytes":{len(text.encode())},"sha256":"{"0" * 64}"}}}}' if text else ""
    entry = (f'{{"act":"{act}","actor":"P1","data":{data},"effective_on":"{day}","format":1,'
             f'"recorded_at":"{instant}","seq":{size},"subject":"{subject}"{beside}}}')
    ledger.append((size, day, instant, "P1", None, None, subject, act, entry, no_hash))
    if text:
        words.append((size, name, os.urandom(16), text))
    level, position = 1, size - 1
    while position & 1:
        position >>= 1
        nodes.append((level, position, no_hash))
        level += 1
    return size


with open(file, newline="", encoding="utf-8") as sheet:
    append("import", '{"rows":0}', "register", os.path.basename(file), "file")
    for row in csv.DictReader(sheet):
        due = row["due"] or None
        dated = f'"due":"{due}",' if due else ""
        added = append(
            "add", f'{{{dated}"force":"{force}","kind":"recommendation","question":"{row["question"]}","report":"{report}"}}',
            row["ref"], row["text"])
        lead = people[row["lead"]]
        assigned = append("assign", f'{{"lead":"P{lead}"}}', row["ref"])
        items.append((added, row["ref"], row["ref"].lower()))
        same = (report, "recommendation", force, row["question"], day, due, "open")
        standings.append((added, 0, added, assigned, day, "9999-12-31", added, *same, None, due, added))
        standings.append((added, 0, assigned, FOREVER, day, day, added, *same, None, due, added))
        standings.append((added, 1, assigned, FOREVER, day, "9999-12-31", assigned, *same, lead, due, added))

register.executemany(
    "INSERT INTO ledger (seq, effective_on, recorded_at, actor, recorded_by, authority, subject, act, entry, leaf_hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", ledger)
register.executemany("INSERT INTO words (seq, name, salt, text) VALUES (?, ?, ?, ?)", words)
register.executemany("INSERT INTO tree (level, position, hash) VALUES (?, ?, ?)", nodes)
register.executemany("INSERT INTO recommendation (id, ref, folded) VALUES (?, ?, ?)", items)
register.executemany(
    "INSERT INTO item_state (recommendation, step, known_from, known_to, from_on, to_on, cause, report, kind, force, question,"
    " opened_on, original_due, stage, lead, supporting, due, revisions, extension_wanted, in_scope, text, tags)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, 0, 0, 1, ?, '')", standings)
register.execute("COMMIT")
register.close()
