"""Where torture happens: one temporary folder, and nothing outside it is touched. Whatever was mounted in it is
unmounted and the folder removed, also after a failure or an interruption."""

import os
import random
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field


@dataclass
class Result:
    """What one kind of torture did and found. It passed when `faults` is empty; `skipped` says why it didn't run."""

    done: str = ""
    found: str = ""
    faults: list = field(default_factory=list)
    skipped: str = ""


class Skipped(Exception):
    """This machine does not allow it."""


class Place:
    def __init__(self, program, seed, short, logs=None):
        self.program, self.seed, self.short, self.logs = program, seed, short, logs
        self.root = tempfile.mkdtemp(prefix="trackerctl-torture-")
        self.mounted = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.unmount_all()
        # A mount that could not be undone must not be emptied through its folder.
        if not any(self.root in line for line in open("/proc/mounts")):
            shutil.rmtree(self.root)

    def random(self, name):
        """Random numbers that are the same in each run with the same seed."""
        return random.Random(f"{self.seed} {name}")

    def folder(self, name):
        path = os.path.join(self.root, name)
        os.makedirs(path, exist_ok=True)
        return path

    def keep_log(self, path, name):
        """Copies a log to where it outlives this place, if that was asked for."""
        if self.logs and os.path.exists(path):
            os.makedirs(self.logs, exist_ok=True)
            shutil.copy(path, os.path.join(self.logs, name))

    def mount(self, *arguments, at):
        path = self.folder(at)
        run = subprocess.run(["mount", *arguments, path], capture_output=True, text=True)
        if run.returncode != 0:
            raise Skipped(f"mount is not allowed here: {run.stderr.strip()}")
        self.mounted.append(path)
        return path

    def unmount(self, path):
        subprocess.run(["umount", path], check=True, capture_output=True)
        self.mounted.remove(path)

    def unmount_all(self):
        for path in reversed(self.mounted):
            if subprocess.run(["umount", path], capture_output=True).returncode != 0:
                subprocess.run(["umount", "--lazy", path])
        self.mounted = []


def needs(*programs):
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        raise Skipped(f"not installed: {', '.join(missing)}")


def tool(*command):
    """Runs a program that prepares the torture and has to work."""
    subprocess.run(command, check=True, capture_output=True)
