"""Three computers, their networks and a client, made of namespaces on this one: each has processes, an /etc, a /var/lib and a
/run of its own, and runs the files of deploy/ as docs/failover.md has an administrator put them there.

Nodes see each other over one network and are seen by clients over another, so that either can be cut by itself. Whatever was
started ends with its computer, and nothing of this one is changed."""

import json
import os
import signal
import subprocess
import time

from place import Skipped, needs
from register import Register, fill

HERE = os.path.dirname(os.path.abspath(__file__))
DEPLOY = os.path.join(HERE, "..", "..", "deploy")
NAMES = ["db1.example", "db2.example", "db3.example"]
PROXY = "db.example"
NETWORKS = ["nodes", "clients"]
PASSWORD = "of these tests alone"
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
# The first process takes over what lost its parent, and has to bury it.
INIT = """
import os, time
while True:
    try: os.wait()
    except ChildProcessError: time.sleep(0.1)
"""


class Computer:
    """Namespaces that live as long as their first process does."""

    def __init__(self, place, name):
        self.name = name
        self.folder = place.folder(name)
        self.services = []
        self.turn_on()

    def turn_on(self):
        script = ""
        for path in ["/etc", "/var/lib"]:
            disk = os.path.join(self.folder, path.replace("/", "-")[1:])
            for part in ["upper", "work"]:
                os.makedirs(f"{disk}/{part}", exist_ok=True)
            script += f"mount -t overlay overlay -o lowerdir={path},upperdir={disk}/upper,workdir={disk}/work {path} && "
        script += f"mount -t tmpfs tmpfs /run && ip link set lo up && hostname {self.name} && echo on && exec python3 -c '{INIT}'"
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig=KILL", "unshare", "--net", "--mount", "--pid", "--uts", "--fork", "--kill-child", "--mount-proc", "sh", "-c", script],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)
        if self.process.stdout.readline() != "on\n":
            self.process.kill()
            raise Skipped(f"namespaces are not allowed here: {self.process.stderr.read().strip()}")
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children") as file:
            self.pid = int(file.read().split()[0])
        self.namespace = os.readlink(f"/proc/{self.pid}/ns/pid")

    def turn_off(self):
        """As the mains does."""
        processes = self.processes()
        self.process.kill()
        self.process.communicate()
        self.go_on()
        while any(os.path.exists(f"/proc/{pid}") for pid in processes):
            time.sleep(0.05)

    def inside(self, *command):
        return ["nsenter", f"--target={self.pid}", "--net", "--mount", "--pid", "--uts", "--", *command]

    def run(self, *command, text=None, check=True, timeout=60):
        run = subprocess.run(
            self.inside(*command), capture_output=True, text=True, env=ENVIRONMENT, timeout=timeout, input=text or "", cwd="/")
        if check and run.returncode != 0:
            raise RuntimeError(f"{self.name}: {' '.join(command)}: {run.returncode}: {run.stderr}{run.stdout}")
        return run.stdout

    def begin(self, name, *command):
        """Starts a service, which goes on until it is killed."""
        with open(os.path.join(self.folder, f"{name}.log"), "a") as log:
            self.services.append(subprocess.Popen(
                self.inside(*command), stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=ENVIRONMENT, cwd="/",
                start_new_session=True))

    def write(self, path, text, owner="root:root", mode="644"):
        self.run("sh", "-c", f"mkdir -p $(dirname {path}) && cat >{path} && chown {owner} {path} && chmod {mode} {path}", text=text)

    def processes(self, *names):
        """The numbers of its processes, of those names or of all."""
        found = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/stat") as file:
                    name = file.read().split("(", 1)[1].rsplit(")", 1)[0]
                if (not names or name in names) and os.readlink(f"/proc/{pid}/ns/pid") == self.namespace:
                    found.append(int(pid))
            except OSError:
                pass
        return found

    def signal(self, number, *names):
        for pid in self.processes(*names):
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                pass
        if number == signal.SIGCONT:
            self.go_on()

    def go_on(self):
        """What waits for a service from outside pauses with it, and has to bury it."""
        for service in self.services:
            if service.poll() is None:
                service.send_signal(signal.SIGCONT)


class Node(Computer):
    """One of the three that keep the register."""

    def __init__(self, cluster, number):
        self.cluster, self.number, self.host, self.room = cluster, number, NAMES[number], None
        super().__init__(cluster.place, self.host)
        # The steps of docs/failover.md.
        self.run("adduser", "--quiet", "etcd", "ssl-cert")
        for name, mode in [("authority.crt", "644"), ("node.crt", "644"), ("node.key", "640")]:
            with open(os.path.join(cluster.certificates, name.replace("node", self.host))) as file:
                self.write(f"/etc/ssl/register/{name}", file.read(), "root:ssl-cert", mode)
        self.write("/etc/default/etcd", filled_in("etcd", self.host))
        self.write("/etc/patroni/config.yml", filled_in("patroni.yml", self.host), "postgres:postgres", "600")

    def turn_on(self):
        super().turn_on()
        self.run("install", "-d", "-o", "postgres", "-g", "postgres", "/run/postgresql")
        for network in NETWORKS:
            self.cluster.cable(self, network, self.number + 1)
        self.cluster.write_hosts(self, "nodes")

    def use_small_disk(self, room):
        """Has the database lie on a disk of that size, as long as the node is on."""
        self.run("mount", "-t", "tmpfs", "-o", f"size={room},uid=postgres,gid=postgres", "tmpfs", "/var/lib/postgresql")

    def start_etcd(self):
        self.begin("etcd", "sh", "-c", "set -a && . /etc/default/etcd && ETCD_DATA_DIR=/var/lib/etcd/default && "
                   "exec setpriv --reuid=etcd --regid=etcd --init-groups etcd")

    def start_patroni(self):
        self.begin("patroni", *AS_POSTGRES, "env", "HOME=/var/lib/postgresql", "patroni", "/etc/patroni/config.yml")

    def sql(self, text, database="postgres", **options):
        return self.run(*AS_POSTGRES, "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", database, text=text, **options).strip()


AS_POSTGRES = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]


def filled_in(file, host):
    return subprocess.run([os.path.join(DEPLOY, "configure"), file, host, *NAMES], check=True, capture_output=True, text=True).stdout


class Cluster:
    """Three nodes and a client, which runs trackerctl. `prepare` is given each node before it is started."""

    def __init__(self, place, prepare=lambda node: None):
        needs("patroni", "patronictl", "etcd", "haproxy", "openssl", "unshare", "nsenter", "setpriv", "ip", "psql")
        if not os.path.isdir("/usr/lib/postgresql/15"):
            raise Skipped("deploy/patroni.yml is for PostgreSQL 15, which isn't installed")
        if os.geteuid() != 0:
            raise Skipped("namespaces need root")
        self.place, self.prepare, self.computers = place, prepare, []
        self.certificates = place.folder("certificates")
        for name in NAMES:
            subprocess.run([os.path.join(DEPLOY, "certificate"), self.certificates, name, PROXY], check=True)

    def __enter__(self):
        try:
            self.build()
            return self
        except BaseException:
            self.__exit__()
            raise

    def __exit__(self, *_):
        for computer in reversed(self.computers):
            computer.turn_off()
            for name in ["etcd.log", "patroni.log", "haproxy.log"]:
                self.place.keep_log(os.path.join(computer.folder, name), f"{computer.name}-{name}")

    def build(self):
        self.switch = self.add(Computer(self.place, "switch"))
        for network in NETWORKS:
            self.switch.run("sh", "-c", f"ip link add {network} type bridge && ip link set {network} up")
        self.client = self.add(Computer(self.place, "client"))
        self.cable(self.client, "clients", 9)
        self.write_hosts(self.client, "clients")
        with open(os.path.join(self.certificates, "authority.crt")) as file:
            self.client.write("/etc/ssl/register/authority.crt", file.read())
        self.client.write("/etc/pgpass", f"*:*:*:*:{PASSWORD}\n", mode="600")
        self.nodes = [self.add(Node(self, number)) for number in range(3)]
        for node in self.nodes:
            self.prepare(node)
            node.start_etcd()
        for node in self.nodes:
            node.start_patroni()
        self.wait("a leader and two standbys", self.is_whole, 120)
        leader = self.leader()
        roles = "".join(f"CREATE ROLE {role}; " for role in ["tracker_app", "tracker_reader"])
        people = "".join(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}' {of}; " for name, of in [
            ("tracker_owner", ""), ("olive", "IN ROLE tracker_app"), ("rosa", "IN ROLE tracker_reader")])
        leader.sql(roles + people)
        leader.sql("CREATE DATABASE oversight OWNER tracker_owner ENCODING 'UTF8' TEMPLATE template0")
        # A client that comes to a node without it looks no further.
        self.wait("the database on each node", lambda: all(
            node.sql("SELECT count(*) FROM pg_database WHERE datname = 'oversight'") == "1" for node in self.nodes), 30)

    def add(self, computer):
        self.computers.append(computer)
        return computer

    # The network.

    def cable(self, computer, network, number):
        end = f"{network}{number}"
        address = f"10.77.{NETWORKS.index(network)}.{number}/24"
        # Numbers of processes are those of this computer.
        subprocess.run(["nsenter", f"--target={self.switch.pid}", "--net", "sh", "-c",
                        f"ip link add {end} type veth peer name {network} netns {computer.pid} && "
                        f"ip link set {end} master {network} up"], check=True)
        computer.run("sh", "-c", f"ip addr add {address} dev {network} && ip link set {network} up")

    def write_hosts(self, computer, network):
        lines = [f"10.77.{NETWORKS.index(network)}.{number} {name}" for number, name in enumerate(NAMES, 1)]
        computer.write("/etc/hosts", "\n".join(["127.0.0.1 localhost", *lines, f"127.0.0.1 {PROXY}"]) + "\n")

    def cut(self, node, *networks):
        """Takes the node's plug out of the switch; nobody is told."""
        for network in networks:
            self.switch.run("ip", "link", "set", f"{network}{node.number + 1}", "nomaster")

    def mend(self, node, *networks):
        for network in networks:
            self.switch.run("ip", "link", "set", f"{network}{node.number + 1}", "master", network)

    # What it is like.

    def ask(self, node):
        """What a node says of itself, as HAProxy asks it; empty when it says nothing."""
        if node.process.poll() is not None:
            return {}
        out = node.run("curl", "-sk", "--max-time", "2", "https://127.0.0.1:8008/patroni", check=False)
        try:
            return json.loads(out)
        except ValueError:
            return {}

    def leaders(self, answers=None):
        answers = answers or [self.ask(node) for node in self.nodes]
        return [node for node, answer in zip(self.nodes, answers)
                if answer.get("role") in ("master", "primary") and answer.get("state") == "running"]

    def leader(self):
        self.wait("one leader", lambda: len(self.leaders()) == 1, 90)
        return self.leaders()[0]

    def is_whole(self):
        """Whether one leads, both others follow it, and one of them would take its place. An old leader may not know yet."""
        answers = [self.ask(node) for node in self.nodes]
        leaders = self.leaders(answers)
        if len(leaders) != 1 or len({answer.get("timeline") for answer in answers}) != 1:
            return False
        leading = self.ask(leaders[0])
        followers = [each for each in leading.get("replication", []) if each["state"] == "streaming" and each["application_name"] in NAMES]
        return len(followers) == 2 and any(each["sync_state"] == "sync" for each in followers) and sum(
            bool(answer.get("sync_standby")) for answer in answers) == 1

    def wait(self, what, condition, seconds):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise RuntimeError(f"there was not {what} within {seconds} s: {[self.last_words(node) for node in self.nodes]}")
            time.sleep(0.3)

    def last_words(self, node):
        with open(os.path.join(node.folder, "patroni.log"), errors="replace") as log:
            return [line.strip() for line in log if "INFO" in line][-3:]

    def start_proxy(self):
        """The client's own: it reaches it as db.example."""
        self.client.write("/etc/haproxy/haproxy.cfg", filled_in("haproxy.cfg", PROXY))
        self.client.begin("haproxy", "haproxy", "-db", "-f", "/etc/haproxy/haproxy.cfg")

    # The register.

    def register(self, user="olive", hosts=",".join(NAMES), options="&target_session_attrs=read-write"):
        """The register as the client sees it."""
        name = f"postgresql://{user}@/oversight?host={hosts}{options}"
        return Register(self.place.program, name, wrap=self.client.inside(
            "env", "PGPASSFILE=/etc/pgpass", "PGSSLROOTCERT=/etc/ssl/register/authority.crt",
            f"TRACKER_EVIDENCE={self.place.folder('evidence')}"))

    def furnish(self):
        fill(self.register("tracker_owner"), self.place.folder("inputs"))
