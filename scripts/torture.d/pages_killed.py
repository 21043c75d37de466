"""kill -9 of the program that serves the pages, at random moments, while browsers send forms.

What a browser was told is recorded is in the ledger; a form without an answer, sent again as it was, is there once and never twice; the
ledger goes on from what it was; `check --deep` finds nothing."""

import collections
import csv
import io
import threading
import time

from browser import Browser, Site
from place import Result
from register import furnish

BROWSERS, KILLS, SHORT_KILLS = 8, 100, 6
# Each item has two browsers or more that write to it, so that forms also come too late.
ITEMS = ["L-1", "L-4", "L-7"]
FORMS = {"note": "note", "progress": "note"}


def run(place):
    register = furnish(place.program, place.folder("pages"))
    random = place.random("pages_killed")
    kills = SHORT_KILLS if place.short else KILLS
    result = Result(done=f"{kills} kills under {BROWSERS} browsers that send forms")
    with Site(place.program, register.path) as site:
        people = [Person(site, number) for number in range(BROWSERS)]
        earlier, result.faults = register.state()
        for person in people:
            person.start()
        try:
            for _ in range(kills):
                time.sleep(random.uniform(0.01, 0.6))
                site.kill()
                earlier, faults = register.state(earlier)
                result.faults += faults
                site.start()
        finally:
            for person in people:
                person.stopped = True
            for person in people:
                person.join()
    result.faults += [fault for person in people for fault in person.faults]
    told = [words for person in people for words in person.told]
    stored = collections.Counter(
        cell for item in ITEMS for row in csv.reader(io.StringIO(register.must("history", item, "--format", "csv")))
        for cell in row if cell.startswith("Words-"))
    result.faults += [f"told to be recorded and not there: {words}" for words in told if stored[words] == 0]
    result.faults += [f"there {count} times: {words}" for words, count in stored.items() if count > 1]
    result.faults += [f"there, and nobody was told: {words}" for words in stored.keys() - set(told)]
    result.faults += register.complaints()
    lost, moved = (sum(getattr(person, what) for person in people) for what in ["lost", "moved"])
    result.found = (f"{len(told)} forms told to be recorded, all there once; {lost} times no answer, sent again; {moved} times the item "
                    "had moved meanwhile")
    if not told or not lost:
        result.faults.append("nothing was recorded, or nothing was cut off: the torture showed nothing")
    return result


class Person(threading.Thread):
    """Sends one form after the other, each with words of its own."""

    def __init__(self, site, number):
        super().__init__()
        self.browser, self.number = Browser(site), number
        self.told, self.faults, self.stopped = [], [], False
        self.lost = self.moved = 0

    def run(self):
        count = 0
        while not self.stopped:
            count += 1
            item, form = ITEMS[(self.number + count) % len(ITEMS)], list(FORMS)[count % len(FORMS)]
            words = f"Words-{self.number}-{count}."
            try:
                lost, moved = self.browser.record(f"/items/{item}/{form}", words, FORMS[form])
            except RuntimeError as fault:
                self.faults.append(f"browser {self.number}: {str(fault)[:500]}")
                return
            self.lost += lost
            self.moved += moved
            self.told.append(words)
