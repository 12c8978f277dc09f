"""Fixtures for data: every test that touches the database runs on SQLite and PostgreSQL."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlmodel import Session

from tests.database.cluster import Cluster, PostgresMissing
from tests.database.prepared import Prepared
from tests.database.sandbox import Sandbox
from workforce.database import Database
from workforce.suggestions import engine

KINDS = ["sqlite"] if os.environ.get("SKIP_POSTGRES") == "1" else ["sqlite", "postgresql"]
#: which databases this run used, with their versions, for the last lines of the report
VERSIONS: dict[str, str] = {}


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the process that reports which databases this one used."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["databases"] = VERSIONS


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Hear it from each process of a run that has several."""
    VERSIONS.update(getattr(node, "workeroutput", {}).get("databases", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the databases this run really used."""
    used = ", ".join(f"{name} {version}" for name, version in VERSIONS.items())
    if used:
        terminalreporter.write_line(f"databases: {used}")
    for skip in ("SKIP_POSTGRES", "SKIP_BROWSER"):
        if os.environ.get(skip) == "1":
            terminalreporter.write_line(f"left out on request: {skip}=1")


class Databases:
    """Prepares each kind of database the first time a test asks for it."""

    def __init__(self, folders: pytest.TempPathFactory):
        self._folders = folders
        self._prepared: dict[str, Prepared] = {}
        self._cluster: Cluster | None = None

    def get(self, kind: str) -> Prepared:
        """Return the prepared databases of a kind."""
        if kind not in self._prepared:
            self._prepared[kind] = self._prepare(kind)
        return self._prepared[kind]

    def _prepare(self, kind: str) -> Prepared:
        folder = self._folders.mktemp(kind)
        if kind == "sqlite":
            VERSIONS["SQLite"] = sqlite3.sqlite_version
            return Prepared(folder)
        try:
            self._cluster = Cluster()
        except PostgresMissing as error:
            pytest.exit(str(error), returncode=1)
        VERSIONS["PostgreSQL"] = self._cluster.version
        return Prepared(folder, self._cluster)

    def close(self) -> None:
        """Let go of all connections and stop the server."""
        for prepared in self._prepared.values():
            prepared.sandbox.dispose()
        if self._cluster is not None:
            self._cluster.stop()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    databases = Databases(tmp_path_factory)
    yield databases
    databases.close()


@pytest.fixture(params=KINDS)
def prepared(request: pytest.FixtureRequest, databases: Databases) -> Prepared:
    """One kind of database after the other."""
    return databases.get(request.param)


@pytest.fixture
def database(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """The application's database, with schema and reference data; the test is undone."""
    # The clock stands still and SQLite gives undone ids out again, so another test's
    # openings would look like the ones this process has already indexed.
    monkeypatch.setattr(engine, "_keeper", engine.Keeper())
    prepared.sandbox.begin()
    yield prepared.sandbox
    prepared.sandbox.undo()


@pytest.fixture
def db(database: Sandbox) -> Session:
    """A writing session for arranging and looking; requests see what it holds."""
    return database.arranging()


@pytest.fixture
def open_database() -> Iterator[Callable[[str], Database]]:
    """Open databases by address; they are closed at the end."""
    opened: list[Database] = []

    def open_one(url: str) -> Database:
        opened.append(Database(url))
        return opened[-1]

    yield open_one
    for database in opened:
        database.dispose()


@pytest.fixture
def own_database(prepared: Prepared, open_database: Callable[[str], Database]) -> Database:
    """A real database of the test's own, for threads, processes and broken connections."""
    return open_database(prepared.copy())


@pytest.fixture
def empty_database(prepared: Prepared, open_database: Callable[[str], Database]) -> Database:
    """A real database without a schema, for migrations."""
    return open_database(prepared.empty())
