"""The node that is written to is cut off, under the load of several writers: from the other nodes, while clients still reach it;
from everybody; from the other nodes while its Patroni hangs, so that nobody takes its lead away; and it is paused whole, until another
leads.

No entry is acknowledged that is not on the node that takes over; nothing is there twice; nobody waits for ever."""

import signal
import time

from cluster import NETWORKS, PROXY, Cluster
from load import Load
from place import Result

# As long as Patroni hangs: longer than it takes the others to choose another leader.
HANGING = 60


def run(place):
    result, told = Result(), []
    with Cluster(place) as cluster:
        cluster.furnish()
        cluster.start_proxy()
        with Load([cluster.register(), cluster.register(hosts=PROXY, options="")]) as load:
            load.wait_for_more(time.monotonic())
            for name, networks in [("from the nodes", NETWORKS[:1]), ("from all", NETWORKS)][place.short:]:
                leader = cluster.leader()
                since = time.monotonic()
                cluster.cut(leader, *networks)
                cluster.wait("another leader", lambda: any(node is not leader for node in cluster.leaders()), 120)
                taken = time.monotonic() - since
                load.wait_for_more(since + taken)
                told.append(f"{name}: another led after {taken:.0f} s")
                cluster.mend(leader, *networks)
                cluster.wait("a whole cluster", cluster.is_whole, 180)
            if not place.short:
                leader = cluster.leader()
                leader.signal(signal.SIGSTOP, "patroni")
                cluster.cut(leader, "nodes")
                time.sleep(HANGING)
                # It can't know better, and that does no harm: what it is given it can't acknowledge.
                led = leader.sql("SELECT pg_is_in_recovery()") == "f"
                told.append(f"with a hanging Patroni: the old one {'still leads' if led else 'leads no more'} after {HANGING} s")
                leader.signal(signal.SIGCONT, "patroni")
                cluster.mend(leader, "nodes")
                cluster.wait("a whole cluster", cluster.is_whole, 180)
                load.wait_for_more(time.monotonic())
                leader = cluster.leader()
                since = time.monotonic()
                leader.signal(signal.SIGSTOP, "patroni", "postgres")
                cluster.wait("another leader", lambda: any(node is not leader for node in cluster.leaders()), 120)
                told.append(f"paused: another led after {time.monotonic() - since:.0f} s")
                load.wait_for_more(time.monotonic())
                leader.signal(signal.SIGCONT, "patroni", "postgres")
                cluster.wait("a whole cluster", cluster.is_whole, 180)
                load.wait_for_more(time.monotonic())
        result.faults += load.complete(cluster)
        result.done = f"{len(told)} leaders cut off"
        result.found = f"{load.summary()}; {'; '.join(told)}"
    return result
