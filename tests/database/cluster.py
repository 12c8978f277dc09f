"""A PostgreSQL server of the tests' own: made in a temporary folder, gone afterwards.

PostgreSQL refuses to run as root, so under root it runs as Debian's ``postgres`` user.
It listens on a free port of 127.0.0.1 and forgets about crashes (fsync=off).
"""

import atexit
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

START_SECONDS = 60
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SMALL = ("shared_buffers=64MB", "max_connections=60", "max_wal_senders=0", "wal_level=minimal")


class PostgresMissing(RuntimeError):
    """There is no PostgreSQL server on this machine."""


class Cluster:
    """One running server.

    Attributes:
        version: what the server says it is, e.g. '15.18'.
    """

    def __init__(self):
        self._folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._server: subprocess.Popen[bytes] | None = None
        self._port = free_port()
        self._log = self._folder / "log"
        atexit.register(self.stop)
        self._create()
        self._start()

    def url(self, database: str) -> str:
        """Return the SQLAlchemy address of a database of this server."""
        return f"postgresql+psycopg://workforce@127.0.0.1:{self._port}/{database}"

    def create_database(self, name: str, *, template: str = "template0") -> str:
        """Make a database, a copy of ``template``, and return its address."""
        with self._connect() as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop a database, throwing out whoever is still connected."""
        with self._connect() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def stop(self) -> None:
        """Stop the server and delete its files; harmless when called twice."""
        if self._server is not None:
            self._server.send_signal(signal.SIGQUIT)  # the data goes anyway
            self._server.wait(timeout=START_SECONDS)
            self._server = None
        shutil.rmtree(self._folder, ignore_errors=True)

    def _create(self) -> None:
        owner = server_user()
        if owner is not None:
            account = pwd.getpwnam(owner)
            os.chown(self._folder, account.pw_uid, account.pw_gid)
        subprocess.run(
            [
                server_program("initdb"), "--pgdata", str(self._folder / "data"),
                "--username=workforce", "--encoding=UTF8", "--locale=C.UTF-8",
                "--auth=trust", "--no-sync",
            ],
            check=True, capture_output=True, cwd=self._folder, **as_user(owner),
        )  # fmt: skip

    def _start(self) -> None:
        options = [
            "listen_addresses=127.0.0.1", f"port={self._port}",
            f"unix_socket_directories={self._folder}", *FAST, *SMALL,
        ]  # fmt: skip
        settings = [part for option in options for part in ("-c", option)]
        with self._log.open("wb") as log:
            self._server = subprocess.Popen(
                [server_program("postgres"), "-D", str(self._folder / "data"), *settings],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=self._folder,
                preexec_fn=quit_with_parent, start_new_session=True, **as_user(server_user()),
            )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                with self._connect() as connection:
                    number = connection.info.server_version
                self.version = f"{number // 10_000}.{number % 10_000}"
                return
            except psycopg.OperationalError:
                if self._server.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(
                        f"PostgreSQL did not start: {self._log.read_text()}"
                    ) from None
                time.sleep(0.05)

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1", port=self._port, user="workforce", dbname="postgres",
            autocommit=True,
        )  # fmt: skip


def server_program(name: str) -> str:
    """Return the path of a PostgreSQL server program, on Debian outside PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parts[-2])
    search = os.pathsep.join([*map(str, reversed(folders)), os.environ.get("PATH", "")])
    found = shutil.which(name, path=search)
    if found is None:
        raise PostgresMissing(
            "These tests also run on PostgreSQL, and its server is not installed. Run:\n"
            "    apt-get install -y --no-install-recommends postgresql\n"
            "or leave PostgreSQL out with SKIP_POSTGRES=1."
        )
    return found


def server_user() -> str | None:
    """Return the user the server must run as, or None for whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    names = {account.pw_name for account in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def as_user(name: str | None) -> dict:
    """Return what subprocess needs to start a program as ``name``."""
    if name is None:
        return {}
    return {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}


def quit_with_parent() -> None:
    """Ask Linux to stop this process when the tests die without saying goodbye."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGQUIT)


def free_port() -> int:
    """Return a port of 127.0.0.1 nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
