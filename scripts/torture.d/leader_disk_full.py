"""The disk of the node that is written to fills up, and its administrator has another node lead and stops this one.

Each command is acknowledged and stored, or refused with a sentence and not stored; all goes on after the change of leader; with room
again the node comes back."""

import signal
import time

from cluster import Cluster
from load import Load
from place import Result

ROOM = "400m"


def run(place):
    result = Result(done="the leader's disk filled")
    with Cluster(place, prepare=lambda node: node.use_small_disk(ROOM)) as cluster:
        cluster.furnish()
        with Load([cluster.register()]) as load:
            load.wait_for_more(time.monotonic())
            leader = cluster.leader()
            since = time.monotonic()
            leader.run("sh", "-c", "dd if=/dev/zero of=/var/lib/postgresql/filler bs=64k 2>/dev/null || true", timeout=120)
            end = time.monotonic() + 30
            while time.monotonic() < end and not any(each.begun > since for each in load.told("refused")):
                time.sleep(0.2)
            # What docs/failover.md says to do where room can't be made at once.
            asked = time.monotonic()
            heir = next(node for node in cluster.nodes if cluster.ask(node).get("sync_standby"))
            heir.run("patronictl", "-c", "/etc/patroni/config.yml", "switchover", "--candidate", heir.host, "--force", check=False)
            cluster.wait("another leader", lambda: any(node is not leader for node in cluster.leaders()), 120)
            taken = time.monotonic() - asked
            # Stopped half-way it would leave its database running.
            cluster.wait("an old leader that follows", lambda: cluster.ask(leader).get("role") == "replica", 60)
            leader.signal(signal.SIGTERM, "patroni")
            while leader.processes("patroni", "postgres"):
                time.sleep(0.2)
            load.wait_for_more(time.monotonic())
            leader.run("rm", "/var/lib/postgresql/filler")
            leader.start_patroni()
            cluster.wait("a whole cluster", cluster.is_whole, 240)
        result.faults += load.complete(cluster)
        result.found = f"{load.summary()}; another led {taken:.0f} s after it was asked to"
    return result
