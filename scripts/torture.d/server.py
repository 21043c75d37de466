"""A PostgreSQL server of the torture's own, on a socket in its folder, as an ordinary user, with the settings that keep what is
acknowledged."""

import glob
import os
import shutil
import subprocess

from place import Skipped
from register import Register, Run


class Server:
    def __init__(self, place):
        self.programs = (sorted(glob.glob("/usr/lib/postgresql/*/bin")) or [None])[-1]
        if not self.programs:
            raise Skipped("PostgreSQL isn't installed")
        self.place = place
        # The name of a socket may have 107 bytes.
        self.folder = place.folder("pg")
        # The server refuses to run as root.
        self.wrap = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else []

    def __enter__(self):
        if self.wrap:
            os.chmod(self.place.root, 0o755)
            shutil.chown(self.folder, "nobody", "nogroup")
        self.do("initdb", "-D", f"{self.folder}/data", "--locale=C", "--encoding=UTF8", "-A", "trust", "-U", "postgres")
        self.do("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o",
                f"-k {self.folder} -c listen_addresses= -c max_connections=200", "start")
        try:
            self.must("""
                CREATE ROLE tracker_owner LOGIN; CREATE ROLE tracker_app; CREATE ROLE tracker_reader;
                CREATE ROLE olive LOGIN IN ROLE tracker_app; CREATE ROLE rosa LOGIN IN ROLE tracker_reader;""")
            self.must("CREATE DATABASE oversight OWNER tracker_owner ENCODING 'UTF8' TEMPLATE template0")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        self.do("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop", check=False)

    def do(self, program, *arguments, check=True):
        run = subprocess.run([*self.wrap, f"{self.programs}/{program}", *arguments], cwd="/", stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if check and run.returncode != 0:
            raise RuntimeError(f"{program}: exit {run.returncode}: {run.stderr}")

    def sql(self, text, database="postgres", user="postgres"):
        """What psql makes of statements, up to the first that is refused."""
        run = subprocess.run(
            ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", user, "-d", database], input=text, text=True,
            capture_output=True)
        return Run(run.returncode, run.stdout, run.stderr)

    def must(self, text):
        run = self.sql(text)
        if run.code != 0:
            raise RuntimeError(f"{text}: {run.err}")

    def name(self, user="olive", database="oversight"):
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def register(self, user="olive"):
        return Register(self.place.program, self.name(user))
