"""Trackers with pages of their own, holding the items of a register: reference, text, date, and whether it is closed. Each is asked by a
stranger, whom its usual set-up lets look; each lists as many items a page as the register's pages do."""

import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

from rivals import Rivals, quietly


class Missing(Exception):
    """It isn't installed."""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class Peer:
    """A program that serves pages: `paths` are its list of items and one item."""

    name, paths = "", ()

    def serve(self, command, **options):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        # A group of its own: Fossil answers each request in a process of its own.
        self.process = subprocess.Popen([str(word).replace("PORT", str(self.port)) for word in command], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, **options)
        end = time.monotonic() + 20
        while True:
            try:
                with urllib.request.urlopen(self.url + self.paths[0], timeout=10) as answer:
                    listed = answer.read().decode("utf-8", "replace")
                break
            except OSError:
                if time.monotonic() > end:
                    self.close()
                    raise
                time.sleep(0.1)
        # A page of fifty shows fifty: a list that is empty, or asks for a password, is fast too.
        if listed.count(self.mark) < self.shown:
            self.close()
            sys.exit(f"{self.name}: its list shows {listed.count(self.mark)} of {self.shown} items")

    def seconds(self):
        """The processor's time that it has taken, and the processes that it started and that have ended, in seconds."""
        with open(f"/proc/{self.process.pid}/stat", encoding="utf-8") as file:
            ticks = file.read().rsplit(")", 1)[1].split()[11:15]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

    def close(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()


def program(name):
    """A program of $TRACKER_BENCH_PEERS."""
    path = pathlib.Path(os.environ.get("TRACKER_BENCH_PEERS", "/nowhere")).absolute() / "bin" / name
    if not path.exists():
        raise Missing(f"{name} in $TRACKER_BENCH_PEERS")
    return path


class Fossil(Peer):
    name = "Fossil"

    def __init__(self, folder, registers, items, shown):
        if not shutil.which("fossil"):
            raise Missing("fossil")
        rivals = Rivals(registers)
        repository = rivals.fossil(items)
        query = f"SELECT title AS '#', subsystem AS due, status, comment FROM ticket ORDER BY title LIMIT {shown}"
        quietly(["fossil", "sql", "-R", repository,
                 f"INSERT INTO reportfmt (rn, owner, title, mtime, cols, sqlcode) VALUES (1000, 'bench', 'Items', 0, '', '{query.replace(chr(39), chr(39) * 2)}')"])
        self.paths = "/rptview?rn=1000", f"/tktview?name={rivals.fossil_ticket(repository)}"
        self.mark, self.shown = "<tr", shown
        self.serve(["fossil", "server", "--localhost", "--port", "PORT", repository])


class Roundup(Peer):
    name = "Roundup"

    def __init__(self, folder, registers, items, shown):
        admin, server = program("roundup-admin"), program("roundup-server")
        home = folder / "roundup"
        quietly([admin, "-i", home, "install", "classic", "sqlite"])
        config = (home / "config.ini").read_text()
        for key, value in [("web", "http://127.0.0.1/tracker/"), ("mailhost", "localhost"), ("domain", "localhost")]:
            config = "\n".join(f"{key} = {value}" if line.lstrip("#").startswith(f"{key} =") else line for line in config.split("\n"))
        (home / "config.ini").write_text(config)
        quietly([admin, "-i", home, "initialise", "bench"])
        fill = folder / "fill-roundup.py"
        fill.write_text(f"""
import json, sys
from roundup import instance, date
db = instance.open({str(home)!r}).open("admin")
closed, unread = db.status.lookup("resolved"), db.status.lookup("chatting")
for reference, text, due, is_closed, opened in json.load(sys.stdin):
    message = db.msg.create(content=text, author="1", date=date.Date(opened), summary=text[:60])
    db.issue.create(title=reference + " " + text[:180], status=closed if is_closed else unread, messages=[message])
db.commit()
""")
        feed(fill, program("python"), rows(registers, items))
        self.paths = (f"/tracker/issue?@columns=id,activity,title,status&@sort=id&@pagesize={shown}&@startwith=0", "/tracker/issue1")
        self.mark, self.shown = 'href="issue', shown
        # It refuses to run as root.
        wrap = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else []
        if wrap:
            folder.chmod(0o755)
            quietly(["chown", "-R", "nobody", home])
        self.serve([*wrap, server, "-p", "PORT", "-n", "127.0.0.1", f"tracker={home}"])


class Trac(Peer):
    name = "Trac"

    def __init__(self, folder, registers, items, shown):
        admin, server = program("trac-admin"), program("tracd")
        home = folder / "trac"
        quietly([admin, home, "initenv", "Items", "sqlite:db/trac.db"])
        fill = folder / "fill-trac.py"
        fill.write_text(f"""
import json, sys
from trac.env import open_environment
from trac.ticket.model import Ticket
env = open_environment({str(home)!r})
for reference, text, due, closed, opened in json.load(sys.stdin):
    ticket = Ticket(env)
    ticket["summary"], ticket["description"], ticket["reporter"] = reference, text, "bench"
    ticket["status"], ticket["keywords"] = ("closed" if closed else "new"), due or ""
    ticket.insert()
""")
        feed(fill, program("python"), rows(registers, items))
        self.paths = (f"/query?status=new&status=closed&col=id&col=summary&col=status&col=keywords&col=description&order=id&max={shown}", "/ticket/1")
        self.mark, self.shown = '<td class="id">', shown
        self.serve([server, "--port", "PORT", "--hostname", "127.0.0.1", "-s", home])


def rows(registers, items):
    return Rivals(registers).items(items)


def feed(script, python, found):
    run = subprocess.run([python, "-B", script], input=json.dumps(found), capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"{script}: {run.stderr}")


PEERS = [Fossil, Roundup, Trac]
