"""Databases with the real schema and reference data: built once, copied when needed."""

import itertools
import shutil
from pathlib import Path

from flask import Flask

from tests.database.cluster import Cluster
from tests.database.sandbox import Sandbox
from workforce import create_app
from workforce.database import Database
from workforce.settings import Settings, load_settings


class Prepared:
    """One kind of database; ``copy`` gives fresh ones, ``sandbox`` the shared one.

    Args:
        folder: for instance files, and on SQLite the databases.
        cluster: the PostgreSQL server, or None for SQLite.
    """

    def __init__(self, folder: Path, cluster: Cluster | None = None):
        self._folder = folder
        self._cluster = cluster
        self._numbers = itertools.count(1)
        self._template = folder / "template.db"
        url = cluster.create_database("prepared") if cluster else f"sqlite:///{self._template}"
        _migrate_and_seed(self.settings(url))
        self.sandbox = Sandbox(self.copy())
        self.app: Flask = create_app(self.settings(self.sandbox.url), self.sandbox)

    def settings(self, url: str) -> Settings:
        """Return test settings for a database."""
        return load_settings(
            {"WORKFORCE_ENV": "test", "DATABASE_URL": url, "INSTANCE_DIR": str(self._folder)}
        )

    def copy(self) -> str:
        """Return the address of a new database with schema and reference data."""
        name = f"copy_{next(self._numbers)}"
        if self._cluster:
            return self._cluster.create_database(name, template="prepared")
        path = self._folder / f"{name}.db"
        shutil.copyfile(self._template, path)
        return f"sqlite:///{path}"

    def empty(self) -> str:
        """Return the address of a new database without a schema."""
        name = f"empty_{next(self._numbers)}"
        if self._cluster:
            return self._cluster.create_database(name)
        return f"sqlite:///{self._folder / name}.db"


def _migrate_and_seed(settings: Settings) -> None:
    database = Database(settings.database_url)
    runner = create_app(settings, database).test_cli_runner()
    for command in (["db", "upgrade"], ["seed"]):
        result = runner.invoke(args=command, catch_exceptions=False)
        assert result.exit_code == 0, f"flask {' '.join(command)}: {result.output}"
    if database.is_sqlite:  # the copies are of one file, so nothing may wait in the log
        connection = database.engine.raw_connection()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
    database.dispose()
