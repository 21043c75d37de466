"""Measures the register's pages, as trackerd serves them, beside trackers with pages that people would pick instead, which hold the same
items. Started by scripts/bench --pages; prints the section of docs/performance.md.

Fossil, Roundup and Trac are left out where they aren't: $TRACKER_BENCH_PEERS names a folder with the programs of the last two, made with
`python3 -m venv FOLDER && FOLDER/bin/pip install roundup Trac 'setuptools<80'`."""

import argparse
import collections
import csv
import json
import os
import pathlib
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "scripts", "torture.d"))
sys.dont_write_bytecode = True

from browser import Browser, Site
from peers import PEERS, Missing

ITEMS, PAGE = 1_000, 50
# How often progress is recorded of each item: with what an item begins and ends by, some ten entries each.
ROUNDS = 6
CONNECTIONS = [1, 16, 100]
KIB = 1024

# What wrk prints at the end: pages a second, and how long 99 of 100 took, in milliseconds.
REPORT = """
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format('{"pages": %f, "p99": %f, "errors": %d}\\n', summary.requests / summary.duration * 1e6,
    latency:percentile(99) / 1000, errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""


class Held:
    """A register of 1,000 items with ten entries each, made by the commands that people use: ten reports, four boards, forty owners. Six
    items in seven are closed at the end, as in a register of some years."""

    def __init__(self, program, folder):
        self.program, self.folder, self.work = program, folder, folder
        self.path = str(folder / "register.db")
        for command in [
            ["init", "--by", "Olive Officer", "--body", "Oversight body", "--force", "Metropolitan Police Service"],
            *[["report", "add", f"R{n}", f"PEEL: Police effectiveness {2015 + n}", "--publisher", "HMICFRS", "--cycle", str(2015 + n), "--force",
               "Metropolitan Police Service", "--published", f"{2015 + n}-03-01"] for n in range(10)],
            *[["person", "add", f"Owner of area {n}", "--role", "owner"] for n in range(40)],
            *[["board", "add", f"B{n}", f"Board {n}"] for n in range(4)],
        ]:
            self.do(*command)
        numbers = range(ITEMS)
        self.do("import", self.sheet("items", ["Reference", "Report", "Kind", "Text", "Question", "Opened", "Due", "Lead", "Board", "Status", "Started"], [
            [self.reference(n), f"R{n * 10 // ITEMS}", "recommendation", self.text(n), "Legitimacy", f"{2015 + n * 10 // ITEMS}-03-01",
             f"{2016 + n * 10 // ITEMS}-{n % 12 + 1:02}-28" if n % 6 else "", f"Owner of area {n % 40}", f"B{n % 4}", "in progress",
             f"{2015 + n * 10 // ITEMS}-05-01"] for n in numbers]))
        for number in range(ROUNDS):
            self.do("import", "--update", self.sheet(f"round-{number}", ["Reference", "Text", "Progress"], [
                [self.reference(n), self.text(n), f"In round {number} part {n} was rewritten, and tried at two stations."] for n in numbers]))
        self.open = [self.reference(n) for n in numbers if n % 7 == 3]
        closed = [self.reference(n) for n in numbers if n % 7 != 3]
        self.do("close", *closed, "--as", "no-further-action", "--reason", "Overtaken by the new plan")

    def reference(self, number):
        return f"A{number * 10 // ITEMS}-{number % 100 + 1}"

    def text(self, number):
        return (f"By the end of the year the force should make sure that those who complain about matter {number} are told in plain words how long "
                "it takes, whom they can ask, and what became of it; and that supervisors look at a sample each month.")

    def do(self, *arguments):
        run = subprocess.run([self.program, *arguments, "--register", self.path], capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(f"{' '.join(arguments)[:200]}: {run.stderr}{run.stdout}")
        return run.stdout

    def sheet(self, name, headings, rows):
        path = self.folder / f"{name}.csv"
        with open(path, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([headings, *rows])
        return str(path)

    def question(self, items, sql):
        with sqlite3.connect(f"file:{self.path}?mode=ro", uri=True) as register:
            return register.execute(sql).fetchall()


class Load:
    """wrk, as a browser that is signed in."""

    def __init__(self, folder, seconds):
        self.script = folder / "report.lua"
        self.script.write_text(REPORT)
        self.seconds = seconds

    def run(self, url, connections, cookie=""):
        command = ["wrk", "-t", "1", "-c", str(connections), "-d", f"{self.seconds}s", "--timeout", "30s", "-s", self.script]
        if cookie:
            command += ["-H", f"Cookie: {cookie}"]
        printed = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
        return json.loads(printed[printed.index("{\""):])


def rate(site, load, paths, peers):
    """Pages a second and the slowest of a hundred, everybody in turn."""
    pages = {"tracker": (f"http://127.0.0.1:{site.port}", site.cookie, paths)}
    pages |= {peer.name: (peer.url, "", peer.paths) for peer in peers}
    print("| page | connections | " + " | ".join(f"{name}, pages/s | p99, ms" for name in pages) + " | against the best peer |")
    print("| --- | --: | " + "--: | --: | " * len(pages) + "--: |")
    for number, what in enumerate([f"list of items, {PAGE} a page", "one item"]):
        for connections in CONNECTIONS:
            found = {name: load.run(url + paths[number], connections, cookie) for name, (url, cookie, paths) in pages.items()}
            best = max((each["pages"] for name, each in found.items() if name != "tracker"), default=None)
            cells = [f"{each['pages']:,.0f} | {each['p99']:,.0f}{' (errors: ' + str(each['errors']) + ')' if each['errors'] else ''}"
                     for each in found.values()]
            ratio = f"{found['tracker']['pages'] / best:.1f}" if best else ""
            print(f"| {what} | {connections} | {' | '.join(cells)} | {ratio} |", flush=True)


def one_page(browser, site, path, times):
    """Bytes, and what a page takes of the processor, and from the question to the answer's last byte, in milliseconds."""
    browser.get(path)
    before, took = site.seconds(), []
    for _ in range(times):
        begun = time.perf_counter()
        answer = browser.get(path)
        took.append((time.perf_counter() - begun) * 1000)
        if answer.status != 200:
            sys.exit(f"{path}: {answer.status}")
    return len(answer.body), (site.seconds() - before) / times * 1000, statistics.median(took)


def effort(site, browser, paths, peers, times):
    """What a page takes of the processor, everybody in turn: what else the machine does spoils it least."""
    print("| page | tracker, ms | " + " | ".join(f"{peer.name}, ms" for peer in peers) + " |\n| --- | --: |" + " --: |" * len(peers))
    for number, what in enumerate([f"list of items, {PAGE} a page", "one item"]):
        taken = {name: 0.0 for name in ["tracker", *(peer.name for peer in peers)]}
        # A few at a time from each, so that a slow minute falls on all.
        for _ in range(10):
            before = site.seconds()
            for _ in range(times // 10):
                browser.get(paths[number])
            taken["tracker"] += site.seconds() - before
            for peer in peers:
                before = peer.seconds()
                for _ in range(times // 10):
                    with urllib.request.urlopen(peer.url + peer.paths[number]) as answer:
                        answer.read()
                taken[peer.name] += peer.seconds() - before
        print(f"| {what} | " + " | ".join(f"{each / times * 1000:.1f}" for each in taken.values()) + " |", flush=True)


def again(browser, path, times):
    """How long the second look at a page takes that is as it was, in milliseconds: the median, and 99 in 100."""
    tag, took = browser.get(path).headers["etag"], []
    for _ in range(times):
        begun = time.perf_counter()
        if browser.get(path, **{"If-None-Match": tag}).status != 304:
            sys.exit(f"{path}: not the same a second time")
        took.append((time.perf_counter() - begun) * 1000)
    took.sort()
    return took[len(took) // 2], took[len(took) * 99 // 100]


def write(program, register, site, items, people, forms):
    """So many people send so many forms each, on items that they share. - Returns: forms a second; how often an item had moved."""
    told, moved = collections.Counter(), []

    def send(person):
        browser, choice = Browser(site), random.Random(person)
        for number in range(forms):
            words = f"Written-{person}-{number}."
            moved.append(browser.record(f"/items/{choice.choice(items)}/note", words)[1])
            told[words] += 1

    threads = [threading.Thread(target=send, args=(person,)) for person in range(people)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    stored = collections.Counter()
    for item in items:
        history = subprocess.run([program, "history", item, "--format", "json", "--register", register], capture_output=True, text=True, check=True).stdout
        stored.update({words: history.count(f'"{words}"') for words in told if f'"{words}"' in history})
    lost = sum(1 for words in told if stored[words] == 0)
    doubled = sum(1 for words in told if stored[words] > 1)
    if len(told) != people * forms:
        sys.exit(f"{len(told)} of {people * forms} forms were told to be recorded")
    return people * forms / seconds, sum(moved), lost, doubled


def soak(site, browser, paths, item, seconds, each):
    """Asks for so many pages a second, and sends a form every five seconds. - Returns: the memory at each minute, in KiB."""
    begun, memory, count = time.monotonic(), [], 0
    while (now := time.monotonic() - begun) < seconds:
        if now >= 60 * len(memory):
            memory.append(site.resident())
        browser.get(paths[count % len(paths)])
        if count % (5 * each) == 0:
            browser.record(f"/items/{item}/note", f"Soaked {count}.")
        count += 1
        time.sleep(max(0, count / each - (time.monotonic() - begun)))
    return memory + [site.resident()], count


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench --pages", description=__doc__)
    parser.add_argument("--seconds", type=int, default=10, help="for each measurement of pages a second (10)")
    parser.add_argument("--soak", type=int, default=600, metavar="SECONDS", help="how long pages are asked for at a modest rate (600)")
    parser.add_argument("--trackerctl", required=True, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder:
        measure(asked, pathlib.Path(folder))


def measure(asked, folder):
    registers = Held(asked.trackerctl, folder)
    register, items = registers.path, registers.open[:40]
    entries = registers.question(ITEMS, "SELECT max(seq) FROM ledger")[0][0]
    print(f"{ITEMS:,} items, {entries:,} entries.\n", flush=True)
    peers = []
    for peer in PEERS:
        try:
            peers.append(peer(folder, registers, ITEMS, PAGE))
        except Missing as why:
            print(f"Left out: {peer.name}, for want of {why}.", file=sys.stderr)
    try:
        with Site(asked.trackerctl, register) as site:
            started, browser = site.resident(), Browser(site)
            list_of_items, item = "/items", f"/items/{items[0]}"
            print("| page | KiB | processor, ms | at most |  | whole, ms |\n| --- | --: | --: | --- | --- | --: |")
            for what, path in [("`/`", "/"), (f"`/items`, {PAGE} of {ITEMS:,}", list_of_items), ("`/items/…`", item), ("`/items/…/progress`, a form", f"{item}/progress"),
                               (f"`/outstanding`, {PAGE} shown", "/outstanding"), ("`/quarterly/2023/24-Q4`", "/quarterly/2023/24-Q4")]:
                size, processor, whole = one_page(browser, site, path, 200)
                met = size <= 30 * KIB and processor <= 10
                print(f"| {what} | {size / KIB:.1f} | {processor:.1f} | 30 KiB, 10 ms | {'met' if met else 'short'} | {whole:.1f} |", flush=True)
            print()
            effort(site, browser, (list_of_items, item), peers, 100)
            print()
            rate(site, Load(folder, asked.seconds), (list_of_items, item), peers)
            print()
            for path in [list_of_items, item]:
                middle, slow = again(browser, path, 1000)
                print(f"- `{path}` a second time, unchanged: {middle:.2f} ms (median), {slow:.2f} ms (99 in 100); at most 2 ms.")
            begun = site.resident()
            for count in range(10_000):
                browser.get([list_of_items, item, "/outstanding", "/"][count % 4])
            print(f"- Memory: {started / KIB:.1f} MiB when started, {begun / KIB:.1f} MiB after all above, {site.resident() / KIB:.1f} MiB after 10,000 pages more; at most 64 MiB.", flush=True)
            a_second, moved, lost, doubled = write(asked.trackerctl, register, site, items, 16, 50)
            print(f"- 16 browsers that send 50 forms each on {len(items)} items: {a_second:.0f} a second, {lost} lost, {doubled} doubled; {moved} times the item had moved meanwhile.", flush=True)
            if asked.soak:
                memory, count = soak(site, browser, [list_of_items, item, "/outstanding", "/", "/quarterly/2023/24-Q4"], items[1], asked.soak, 10)
                print(f"- {asked.soak // 60} minutes at 10 pages a second ({count:,} pages, a form every five seconds): {', '.join(f'{each / KIB:.1f}' for each in memory)} MiB, minute by minute.")
        subprocess.run([asked.trackerctl, "audit", "verify", "--register", register], check=True, stdout=subprocess.DEVNULL)
    finally:
        for peer in peers:
            peer.close()


main()
