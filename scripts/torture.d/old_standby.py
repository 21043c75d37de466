"""A standby that fell behind is promoted by hand, because both other nodes are lost. It has the register as it was: whole, with its
guards and right hashes, and without its end.

By itself nothing can tell; a checkpoint kept elsewhere does, and so do the size and root on a printed paper."""

import signal

from cluster import AS_POSTGRES, Cluster
from place import Result


def run(place):
    result = Result(done="a standby without the last entries promoted")
    with Cluster(place) as cluster:
        cluster.furnish()
        register = cluster.register()
        leader = cluster.leader()
        waited = leader.sql("SELECT application_name FROM pg_stat_replication WHERE sync_state = 'sync'")
        old = next(node for node in cluster.nodes if node is not leader and node.host != waited)
        before, result.faults = register.state()
        old.signal(signal.SIGKILL, "patroni", "postgres")
        for number in range(20):
            register.must("benefit", "add", "L-5", "Hours", "--unit", "hours", "--target", str(number + 1))
        after, _ = register.state()
        key, checkpoint = (f"{place.folder('kept elsewhere')}/{name}" for name in ["key", "checkpoint"])
        register.must("key", "create", "--name", "oversight.example/register", "--key", key)
        register.must("audit", "checkpoint", "--key", key, "-o", checkpoint)
        for node in cluster.nodes:
            if node is not old:
                node.turn_off()
        for act in ["start", "promote"]:
            old.run(*AS_POSTGRES, "/usr/lib/postgresql/15/bin/pg_ctl", "-D", "/var/lib/postgresql/register", "-w",
                    "-l", "/var/lib/postgresql/log", act)
        size, faults = register.state()
        result.faults += faults
        if size != before:
            result.faults.append(f"the old standby has {size}, and fell behind at {before}")
        alone = register("audit", "verify")
        if alone.code != 0:
            result.faults.append(f"by itself it should verify: exit {alone.code}: {alone.err}")
        for name, arguments in [("the checkpoint", ["--checkpoint", checkpoint]), ("the paper", ["--size", str(after[0]), "--root", after[1]])]:
            run = register("audit", "verify", *arguments)
            if run.code != 1 or run.crashed:
                result.faults.append(f"{name} did not find it: exit {run.code}: {run.out}{run.err}")
        result.found = f"{after[0] - before[0]} entries missing: verifies by itself, refused by the checkpoint and by size and root"
    return result
