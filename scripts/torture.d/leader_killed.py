"""The node that is written to is lost, ten times, under the load of several writers: at every other time PostgreSQL and Patroni are
killed, at the others the whole computer loses its power.

What was acknowledged is on each node that is left, and later on all three; nothing is there twice; nothing that was said not to be
stored is there."""

import signal
import time

from cluster import Cluster, PROXY
from load import Load, spread
from place import Result

ROUNDS, SHORT_ROUNDS = 10, 1


def run(place):
    rounds = SHORT_ROUNDS if place.short else ROUNDS
    result, refused, promoted = Result(done=f"{rounds} leaders of three nodes killed"), [], []
    with Cluster(place) as cluster:
        cluster.furnish()
        cluster.start_proxy()
        # Half of the writers name all nodes, the others the proxy.
        with Load([cluster.register(), cluster.register(hosts=PROXY, options="")]) as load:
            load.wait_for_more(time.monotonic())
            for number in range(rounds):
                time.sleep(place.random(f"leader {number}").uniform(1, 4))
                leader = cluster.leader()
                since = time.monotonic()
                if number % 2:
                    leader.turn_off()
                else:
                    leader.signal(signal.SIGKILL, "patroni", "postgres")
                refused.append(load.wait_for_more(since))
                for node in cluster.nodes:
                    if node is not leader:
                        result.faults += load.compare(cluster.register(hosts=node.host, options=""), f"round {number + 1}, {node.host}")
                if number % 2:
                    leader.turn_on()
                    leader.start_etcd()
                leader.start_patroni()
                cluster.wait("a whole cluster", cluster.is_whole, 180)
        result.faults += load.complete(cluster)
        result.found = f"{load.summary()}. Nothing was stored for: {spread(refused)}"
    return result
