"""What docs/failover.md has an administrator do with nodes that are well, under the load of several writers: a node is replaced by an
empty computer of the same name, all get new certificates, each is stopped and started as for an upgrade, the leader last.

Nothing that was acknowledged is lost, nothing is there twice, and writing stands still only while another node begins to lead."""

import os
import shutil
import signal
import subprocess
import time

from cluster import DEPLOY, PROXY, Cluster, Node
from load import Load
from place import Result

CERTIFICATES = ["--cacert", "/etc/ssl/register/authority.crt", "--cert", "/etc/ssl/register/node.crt", "--key", "/etc/ssl/register/node.key"]


def run(place):
    result, told = Result(done="a node replaced, certificates renewed, each node stopped and started"), []
    with Cluster(place) as cluster:
        cluster.furnish()
        with Load([cluster.register()]) as load:
            load.wait_for_more(time.monotonic())
            for name, step in [("a node replaced", replace), ("certificates renewed", renew), ("each node upgraded", upgrade)]:
                since = time.monotonic()
                step(cluster, result)
                cluster.wait("a whole cluster", cluster.is_whole, 180)
                load.wait_for_more(time.monotonic())
                told.append(f"{name} in {time.monotonic() - since:.0f} s, longest without an entry {longest_gap(load, since):.0f} s")
        result.faults += load.complete(cluster)
        result.found = f"{load.summary()}; {'; '.join(told)}"
    return result


def longest_gap(load, since):
    ends = [since] + sorted(each.ended for each in load.told("stored") if each.ended > since)
    return max(later - earlier for earlier, later in zip(ends, ends[1:]))


def etcdctl(node, *arguments):
    return node.run("env", "ETCDCTL_API=3", "etcdctl", *CERTIFICATES, "--endpoints", f"https://{node.host}:2379", *arguments)


def replace(cluster, result):
    """A standby burns down; what has its name then is empty."""
    leader = cluster.leader()
    old = next(node for node in cluster.nodes if node is not leader)
    old.turn_off()
    shutil.rmtree(old.folder)
    member = next(line.split(",")[0] for line in etcdctl(leader, "member", "list").splitlines() if old.host in line)
    etcdctl(leader, "member", "remove", member)
    etcdctl(leader, "member", "add", old.host, f"--peer-urls=https://{old.host}:2380")
    new = Node(cluster, old.number)
    new.run("sed", "-i", "s/^ETCD_INITIAL_CLUSTER_STATE=.*/ETCD_INITIAL_CLUSTER_STATE=existing/", "/etc/default/etcd")
    cluster.nodes[old.number] = new
    cluster.computers[cluster.computers.index(old)] = new
    new.start_etcd()
    new.start_patroni()


def renew(cluster, result):
    """New ones of the same authority, on one node after the other."""
    for node in cluster.nodes:
        before = shown(node)
        subprocess.run([os.path.join(DEPLOY, "certificate"), cluster.certificates, node.host, PROXY], check=True)
        for name, mode in [("node.crt", "644"), ("node.key", "640")]:
            with open(os.path.join(cluster.certificates, name.replace("node", node.host))) as file:
                node.write(f"/etc/ssl/register/{name}", file.read(), "root:ssl-cert", mode)
        node.signal(signal.SIGHUP, "patroni")
        node.signal(signal.SIGTERM, "etcd")
        while node.processes("etcd"):
            time.sleep(0.1)
        node.start_etcd()
        end = time.monotonic() + 30
        while (after := shown(node)) and any(old == new for old, new in zip(before, after)) and time.monotonic() < end:
            time.sleep(0.5)
        result.faults += [f"{node.host}: {name} shows its old certificate" for name, old, new in zip(PORTS, before, after) if old == new]
        cluster.wait("a whole cluster", cluster.is_whole, 120)


PORTS = {"PostgreSQL": ["5432", "-starttls", "postgres"], "Patroni": ["8008"], "etcd": ["2379"]}


def shown(node):
    """The certificate that each of a node's services shows."""
    return [node.run("sh", "-c", f"openssl s_client -connect {node.host}:{' '.join(how)} </dev/null 2>/dev/null | "
                     "openssl x509 -noout -serial 2>&1", check=False) for how in PORTS.values()]


def upgrade(cluster, result):
    """Stopped, as for new packages, and started: the standbys, then the leader, once another node leads."""
    leader = cluster.leader()
    for node in [each for each in cluster.nodes if each is not leader] + [leader]:
        if node is leader:
            node.run("patronictl", "-c", "/etc/patroni/config.yml", "switchover", "--force")
            cluster.wait("another leader", lambda: any(each is not leader for each in cluster.leaders()), 60)
            cluster.wait("a whole cluster", cluster.is_whole, 120)
        node.signal(signal.SIGTERM, "patroni")
        while node.processes("patroni", "postgres"):
            time.sleep(0.2)
        node.start_patroni()
        cluster.wait("a whole cluster", cluster.is_whole, 120)
