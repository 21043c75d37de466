"""kill -9 of the program that sends reminders, at each step of sending: as the mail server is connected to, greeted, told the
sender, the reader, that there is a message, given it, and has answered; and at random moments.

Whoever had something to be told is told it, by the run that was killed or by the next; whoever is told it twice reads in the second
message that it may be the second, and the ledger says of the first that nobody knows whether it was sent."""

import collections
import csv
import email
import email.policy
import io
import os
import socketserver
import subprocess
import threading
import time

from place import Result, needs, tool
from register import Register

OWNERS, KILLS, SHORT_KILLS = 3, 200, 16
STEPS = ["connect", "EHLO", "MAIL", "RCPT", "DATA", "message", "answered", "random"]
DAY = 86400
# Time that goes faster: what the program asks for is asked of this first.
CLOCK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
int clock_gettime(clockid_t clock, struct timespec *time) {
    int (*real)(clockid_t, struct timespec *) = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    int result = real(clock, time);
    const char *later = getenv("TORTURE_LATER");
    if (result == 0 && clock == CLOCK_REALTIME && later) time->tv_sec += atol(later);
    return result;
}
"""


class MailServer(socketserver.ThreadingTCPServer):
    """Takes every message, and kills who sends at the step that is named."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.messages, self.victim, self.step, self.at, self.seen = [], None, None, 0, 0

    def reached(self, step):
        if step == self.step and self.victim:
            self.seen += 1
            if self.seen == self.at:
                self.victim.kill()
                self.victim.wait()


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            self.converse()
        except OSError:
            pass

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def converse(self):
        self.server.reached("connect")
        self.say("220 torture")
        while line := self.rfile.readline():
            command = line[:4].decode("ascii", "replace").upper()
            self.server.reached(command)
            if command == "EHLO":
                self.say("250 torture")
            elif command == "DATA":
                self.say("354 go on")
                message = b""
                while (line := self.rfile.readline()) != b".\r\n":
                    if not line:
                        return
                    message += line[1:] if line.startswith(b".") else line
                self.server.messages.append(email.message_from_bytes(message, policy=email.policy.default))
                self.server.reached("message")
                self.say("250 taken")
                self.server.reached("answered")
            elif command == "QUIT":
                return self.say("221 bye")
            else:
                self.say("250 fine")


def run(place):
    needs("cc")
    folder = place.folder("reminders")
    clock = os.path.join(folder, "clock")
    with open(f"{clock}.c", "w") as file:
        file.write(CLOCK)
    tool("cc", "-shared", "-fPIC", "-o", f"{clock}.so", f"{clock}.c")
    server = MailServer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    configuration = os.path.join(folder, "mail.conf")
    with open(configuration, "w") as file:
        file.write(f"server = 127.0.0.1\nport = {server.server_address[1]}\nsecurity = none\nseconds = 20\n")
    register = furnish(place.program, folder)
    later = 0

    def remind():
        return register.start("remind", "--smtp", configuration, "--clock-is-right", wrap=("env", f"LD_PRELOAD={clock}.so", f"TORTURE_LATER={later}"))

    def whole():
        process = remind()
        begin = time.monotonic()
        _, errors = process.communicate(timeout=60)
        if process.returncode != 0:
            result.faults.append(f"remind ended with {process.returncode}: {errors.decode()[:300]}")
        return time.monotonic() - begin

    random = place.random("reminders_killed")
    kills = SHORT_KILLS if place.short else KILLS
    result, tally = Result(done=f"{kills} kills while {OWNERS} people are written to"), collections.Counter()
    usual = whole()
    earlier, faults = register.state()
    result.faults += faults
    for number in range(kills):
        # What is overdue is told again after a week.
        later += 7 * DAY
        server.messages.clear()
        step = STEPS[number % len(STEPS)]
        server.step, server.seen = step, 0
        server.at = 1 if step in ("connect", "EHLO") else random.randint(1, OWNERS)
        server.victim = process = remind()
        if step == "random":
            try:
                process.communicate(timeout=usual * random.uniform(0.05, 1.1))
            except subprocess.TimeoutExpired:
                process.kill()
        process.communicate()
        server.victim = None
        tally["killed" if process.returncode == -9 else "ended first"] += 1
        if step != "random" and process.returncode != -9:
            result.faults.append(f"kill {number}, {step}: it was never reached: {process.returncode}")
        time.sleep(0.02)
        # Nobody takes it for lost while it may be on its way.
        later += 660
        whole()
        judge(number, step, register, server, result, tally)
        earlier, faults = register.state(earlier)
        result.faults += faults
    result.faults += register.complaints()
    server.shutdown()
    result.found = (f"{tally['killed']} killed, {tally['ended first']} ended first; {tally['once']} messages came once, "
                    f"{tally['twice']} twice and said to be; {tally['unknown']} not known in the ledger")
    if not tally["twice"] or not tally["unknown"]:
        result.faults.append("nothing came twice: the torture showed nothing")
    return result


def judge(number, step, register, server, result, tally):
    """Of one kill and the run after it: what came, and what the ledger says of it."""
    log = list(csv.DictReader(io.StringIO(register.must("remind", "log", "--format", "csv"))))
    results = {row["entry"]: row["result"] for row in log}
    for owner in range(1, OWNERS + 1):
        address = f"owner{owner}@force.example"
        came = [message for message in server.messages if address in message["To"]]
        what = f"kill {number}, {step}, {address}"
        if not came:
            result.faults.append(f"{what}: never told")
            continue
        if len(came) == 1:
            tally["once"] += 1
        elif len(came) > 2:
            result.faults.append(f"{what}: told {len(came)} times")
        else:
            tally["twice"] += 1
            first, second = (message["Message-ID"].split(".")[1] for message in came)
            if results.get(first) != "Not known whether it was sent":
                result.faults.append(f"{what}: told twice, and entry {first} says {results.get(first)}")
            if "don't know whether that arrived" not in came[1].get_body(("plain",)).get_content():
                result.faults.append(f"{what}: told twice, and the second message doesn't say so")
        last = came[-1]["Message-ID"].split(".")[1]
        if results.get(last) != "Sent":
            result.faults.append(f"{what}: told, and entry {last} says {results.get(last)}")
    tally["unknown"] = sum(result == "Not known whether it was sent" for result in results.values())


def furnish(program, folder):
    """Each owner has one item, which is overdue."""
    register = Register(program, os.path.join(folder, "register.db"))
    do = register.must
    do("init", "--by", "Olive Officer", "--body", "Oversight body", "--force", "Metropolitan Police Service")
    do("config", "mail_from", "Oversight body <register@body.example>")
    do("report", "add", "R", "A report of 2017", "--publisher", "Ourselves", "--published", "2017-12-12", "--cycle", "2017")
    for number in range(1, OWNERS + 1):
        do("person", "add", f"Owner {number}", "--role", "owner", "--email", f"owner{number}@force.example")
        do("add", f"R-{number}", "--report", "R", "--kind", "recommendation", "--text", "Do it", "--due", "2018-03-01", "--opened", "2017-12-12")
        do("assign", f"R-{number}", "--lead", f"Owner {number}", "--on", "2018-01-09")
    return register
