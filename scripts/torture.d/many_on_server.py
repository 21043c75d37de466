"""Many at once on a PostgreSQL server: 100 processes give 200 commands each while 10 print papers, all as roles that may no more than
they need.

What many_at_once.py demands of a file holds here too."""

from many_at_once import crowd
from register import fill
from server import Server

WRITERS, WRITES, READERS = 100, 200, 10
SHORT_WRITERS, SHORT_WRITES, SHORT_READERS = 16, 10, 4
# Who reads a paper does so for a moment at least.
PAUSE = 1


def run(place):
    with Server(place) as server:
        fill(server.register("tracker_owner"), place.folder("inputs"))
        size = (SHORT_WRITERS, SHORT_WRITES, SHORT_READERS) if place.short else (WRITERS, WRITES, READERS)
        return crowd(place, server.register(), *size, pause=PAUSE)
