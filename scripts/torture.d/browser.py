"""The register's pages, served by trackerd, and a browser that looks at them: it keeps its cookie and its connection, and no more."""

import http.client
import os
import re
import socket
import subprocess
import time
import urllib.parse
from dataclasses import dataclass

from place import Skipped


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def hidden(self):
        """What its form sends back as it came."""
        return dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', self.text))


class Site:
    """The pages of a register, on the same port each time they are started: browsers keep cookies by it."""

    def __init__(self, program, register):
        # The program that `trackerctl serve` becomes.
        self.program = os.path.join(os.path.dirname(os.path.abspath(program)), "trackerd")
        if not os.access(self.program, os.X_OK):
            raise Skipped("there is no trackerd beside the program (scripts/server builds it)")
        self.register = register
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.process, self.cookie = None, ""

    def __enter__(self):
        self.start()
        browser = Browser(self)
        entrance = browser.ask("GET", self.address.split(str(self.port), 1)[1])
        signed = browser.send("/sign-in", entrance.hidden)
        if signed.status != 303:
            raise RuntimeError(f"signing in: {signed.status}: {signed.text}")
        self.cookie = signed.headers["set-cookie"].split(";")[0]
        return self

    def __exit__(self, *_):
        self.kill()

    def start(self):
        """Starts the pages; they answer when this returns."""
        self.process = subprocess.Popen(
            [self.program, "--register", str(self.register), "--port", str(self.port), "--quiet"], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, text=True, env=dict(os.environ, SWIFT_BACKTRACE="enable=no"))
        self.address = self.process.stdout.readline().strip()
        if not self.address:
            raise RuntimeError(f"trackerd ended with {self.process.wait()} before it answered")

    def kill(self):
        """As kill -9 does."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()

    def resident(self):
        """Its memory, in KiB."""
        return int(re.search(r"VmRSS:\s*(\d+)", self.proc("status")).group(1))

    def seconds(self):
        """The processor's time that it has taken, of all threads, in seconds: to the nanosecond, as the scheduler counts."""
        tasks = f"/proc/{self.process.pid}/task"
        return sum(int(self.proc(f"task/{task}/schedstat").split()[0]) for task in os.listdir(tasks)) / 1e9

    def proc(self, name):
        with open(f"/proc/{self.process.pid}/{name}", encoding="ascii") as file:
            return file.read()


class Browser:
    def __init__(self, site):
        self.site, self.host = site, f"127.0.0.1:{site.port}"
        self.connection = None

    def ask(self, method, path, body=None, **headers):
        """- Raises: `OSError` or `http.client.HTTPException` where no whole answer came."""
        connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=60)
        self.connection = None
        headers = {"Host": self.host, "Cookie": self.site.cookie} | headers
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            read = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        except BaseException:
            connection.close()
            raise
        # A connection that is still whole is used again.
        if answer.will_close:
            connection.close()
        else:
            self.connection = connection
        return read

    def get(self, path, **headers):
        try:
            return self.ask("GET", path, **headers)
        except http.client.RemoteDisconnected:
            # A connection that was kept is closed after a while; what only looks may be asked again.
            return self.ask("GET", path, **headers)

    def send(self, path, fields):
        """Sends a form."""
        return self.ask("POST", path, urllib.parse.urlencode(fields), **{
            "Origin": f"http://{self.host}", "Content-Type": "application/x-www-form-urlencoded"})

    def record(self, path, words, name="note"):
        """Fills in a form that has a field for words, and sends it until it is recorded.

        What isn't answered is sent again as it was, as a person does by loading the page anew. Where the item has moved meanwhile, the
        browser looks whether that was by its own words, and otherwise fills the form in anew.
        - Returns: how often it had no answer, and how often the item had moved."""
        lost = moved = 0
        fields = None
        end = time.monotonic() + 120
        while time.monotonic() < end:
            try:
                if fields is None:
                    page = self.get(path)
                    if page.status != 200:
                        raise RuntimeError(f"{path}: {page.status}: {page.text}")
                    fields = page.hidden | {name: words, "step": "record"}
                answer = self.send(path, fields)
            except (OSError, http.client.HTTPException):
                lost += 1
                time.sleep(0.02)
                continue
            if answer.status == 303:
                return lost, moved
            if answer.status == 409:
                moved += 1
                happened = re.search(r'<div class="errors".*?</div>', answer.text, re.DOTALL)
                if happened and words in happened.group():
                    return lost, moved
                fields = None
            elif answer.status == 503:
                time.sleep(0.1)
            else:
                raise RuntimeError(f"{path}: {answer.status}: {answer.text}")
        raise RuntimeError(f"{path}: not recorded within two minutes")
