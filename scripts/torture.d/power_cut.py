"""The power is cut in the middle of writing.

The register lies on an ext4 image, the image on a btrfs. While commands write, the image is copied by reflink: the copy
holds what had reached the disk at that moment and nothing of what was still in memory, as a disk does after a power
cut. The copy is mounted (ext4 replays its journal) and examined: every entry acknowledged before the cut is there, with
its evidence, and the register is sound. With fsync switched off (libeatmydata) the same test must lose entries: that
shows that it can fail."""

import os
import re
import shutil
import threading
import time

from commands import Commands
from place import Result, needs, tool
from register import Register, furnish

ROUNDS, SHORT_ROUNDS, CONTROL_ROUNDS = 30, 3, 5
ENTRY = re.compile(r"\(entry (\d+)\)")


def run(place):
    needs("mkfs.btrfs", "mkfs.ext4")
    disk = Disk(place)
    template = furnish(place.program, place.folder("template"))
    rounds = SHORT_ROUNDS if place.short else ROUNDS
    result = Result(done=f"{rounds} cuts while writing")
    disk.fresh(template)
    total = 0
    for number in range(1, rounds + 1):
        acknowledged, lost, faults = disk.cut(place, f"cut {number}")
        total += acknowledged
        result.faults += [f"cut {number}: acknowledged and lost: {lost}"] if lost else []
        result.faults += [f"cut {number}: {fault}" for fault in faults]
    result.found = f"{total} acknowledged entries, {'all' if not result.faults else 'NOT all'} there after the cut"
    if shutil.which("eatmydata"):
        control(place, disk, template, result)
    else:
        result.found += "; negative control SKIPPED: eatmydata is not installed"
    return result


def control(place, disk, template, result):
    """The same with fsync switched off."""
    lossy = 0
    rounds = 2 if place.short else CONTROL_ROUNDS
    for number in range(1, rounds + 1):
        disk.fresh(template)
        _, lost, faults = disk.cut(place, f"control {number}", wrap=("eatmydata",))
        lossy += bool(lost or faults)
    result.found += f"; with fsync switched off {lossy} of {rounds} cuts lost entries"
    if lossy == 0:
        result.faults.append("the control lost nothing: this test would not have noticed a loss")


class Disk:
    """The ext4 image that can be cut off."""

    def __init__(self, place):
        self.place = place
        outer = os.path.join(place.root, "btrfs.img")
        tool("truncate", "-s", "2G", outer)
        tool("mkfs.btrfs", "-q", outer)
        self.images = place.mount("-o", "loop", outer, at="images")
        self.image = os.path.join(self.images, "disk.img")
        tool("truncate", "-s", "128M", self.image)
        tool("mkfs.ext4", "-q", self.image)
        self.folder = place.mount("-o", "loop", self.image, at="disk")
        self.inputs = place.folder("inputs")

    def fresh(self, template):
        """A new copy of the register, safely on the disk."""
        for name in os.listdir(self.folder):
            if name != "lost+found":
                path = os.path.join(self.folder, name)
                shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
        for name in os.listdir(os.path.dirname(template.path)):
            tool("cp", "-a", os.path.join(os.path.dirname(template.path), name), self.folder)
        tool("sync", "-f", self.folder)
        self.register = Register(template.program, os.path.join(self.folder, "register.db"))

    def cut(self, place, name, wrap=()):
        """Writes for a moment, cuts, and says how many entries were acknowledged, which are lost, what is wrong."""
        random = place.random(name)
        writer = Writer(self.register, Commands(self.inputs, random), name, wrap)
        after_cut = os.path.join(self.images, "cut.img")
        writer.start()
        try:
            time.sleep(random.uniform(0.3, 2))
            acknowledged = writer.acknowledged
            tool("cp", "--reflink=always", self.image, after_cut)
        finally:
            writer.stop()
        lost, faults = self.examine(acknowledged, after_cut)
        os.remove(after_cut)
        return acknowledged - writer.before, lost, faults + writer.faults

    def examine(self, acknowledged, image):
        mounted = self.place.mount("-o", "loop", image, at="cut")
        try:
            register = Register(self.register.program, os.path.join(mounted, "register.db"))
            state, faults = register.state()
            if faults:
                return [], faults
            faults = register.complaints()
        finally:
            self.place.unmount(mounted)
        # What was cut off is the beginning of what the register went on to be.
        faults += self.register.state(state)[1]
        return list(range(state[0] + 1, acknowledged + 1)), faults


class Writer(threading.Thread):
    """Gives one command after another, and knows the last entry that was acknowledged."""

    def __init__(self, register, commands, name, wrap):
        super().__init__()
        self.register, self.commands, self.wrap = register, commands, wrap
        self.commands.count = int(commands.random.random() * 1e9)
        self.before = self.acknowledged = register.state()[0][0]
        self.stopped, self.faults = False, []

    def run(self):
        names = ["progress", "evidence add", "note", "due", "import"]
        while not self.stopped:
            run = self.register(*self.commands.take(self.commands.random.choice(names)), wrap=self.wrap)
            if run.code != 0:
                self.faults.append(f"exit {run.code}: {run.err}")
                return
            if entry := ENTRY.search(run.out):
                self.acknowledged = int(entry[1])

    def stop(self):
        self.stopped = True
        self.join()
