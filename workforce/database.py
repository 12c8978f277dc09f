"""The database: engines, and sessions that cannot write by accident.

Reading and writing are two kinds of session. A page opened with GET gets a reading
session, which the database itself keeps from writing; an action gets a writing session,
whose transaction takes the write lock at once. On SQLite that is BEGIN IMMEDIATE: with
the driver's deferred transactions two requests can both read 'one seat left' and both
take it, or fail at once with 'database is locked'.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, current_app, g, has_request_context, request
from sqlalchemy import Connection, Engine, ExceptionContext, event
from sqlalchemy.engine import make_url
from sqlmodel import Session, create_engine

#: what may change data; everything else gets a session the database keeps from writing
WRITING_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
POOL_SECONDS = 5  #: how long a request waits for a connection before it answers 503
BUSY_TIMEOUT_MS = 15_000  #: a queue of writers is served, not turned away


class Database:
    """Hands out sessions on one database address.

    Args:
        url: SQLAlchemy address, ``sqlite:///…`` or ``postgresql+psycopg://…``.
    """

    def __init__(self, url: str):
        self.url = url
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        if self.is_sqlite:
            path = make_url(url).database
            if path and path != ":memory:":
                Path(path).parent.mkdir(parents=True, exist_ok=True)
            self.engine = _sqlite_engine(url, begin="BEGIN IMMEDIATE")
            self._reader = _sqlite_engine(url, begin="BEGIN", read_only=True)
        else:
            self.engine = create_engine(
                url, pool_pre_ping=True, hide_parameters=True, pool_timeout=POOL_SECONDS,
                connect_args={"connect_timeout": POOL_SECONDS},
            )  # fmt: skip
            event.listen(self.engine, "handle_error", _hide_failing_row)
            self._reader = self.engine.execution_options(postgresql_readonly=True)

    def session(self, *, write: bool) -> Session:
        """Return a new session; the caller closes it (``with`` does)."""
        return Session(self.engine if write else self._reader)

    @contextmanager
    def reshaping(self) -> Iterator[Connection]:
        """Yield a connection whose transaction may rebuild tables; commits at the end.

        SQLite changes a CHECK by copying the table, dropping it and renaming the copy, which
        foreign keys pointing there would refuse: they rest meanwhile and are looked at as a
        whole before anything is kept.

        Raises:
            RuntimeError: a row would point nowhere; nothing was changed.
        """
        with self.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            if self.is_sqlite:
                driver.execute("PRAGMA foreign_keys=OFF")  # has no effect inside a transaction
            try:
                with connection.begin():
                    yield connection
                    if self.is_sqlite:
                        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                        if broken is not None:
                            raise RuntimeError(f"a row of {broken[0]} would point nowhere")
            finally:
                if self.is_sqlite:
                    driver.execute("PRAGMA foreign_keys=ON")

    def dispose(self) -> None:
        """Close all pooled connections (before a fork, at the end of a test)."""
        self.engine.dispose()
        self._reader.dispose()


def _sqlite_engine(url: str, *, begin: str, read_only: bool = False) -> Engine:
    engine = create_engine(url, hide_parameters=True)  # errors must not log what people typed

    @event.listens_for(engine, "connect")
    def configure(connection, _record):
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        # or INSERT OR REPLACE would remove append-only rows past their DELETE triggers
        connection.execute("PRAGMA recursive_triggers=ON")
        if read_only:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def start(connection):
        connection.exec_driver_sql(begin)

    return engine


def _hide_failing_row(context: ExceptionContext) -> None:
    """Cut PostgreSQL's DETAIL off an error: it holds the row, and errors are logged."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (re.split(r"\s*DETAIL:", str(error.args[0]))[0], *error.args[1:])


def get_database() -> Database:
    """Return the database of the running application."""
    return current_app.extensions["database"]


def get_session() -> Session:
    """Return this request's session: writing for WRITING_METHODS, reading otherwise.

    It is closed, and rolled back unless the view committed, when the request ends.
    Outside a request (commands) use ``get_database().session(write=…)``.
    """
    if not has_request_context():
        raise RuntimeError("get_session() is for requests; use get_database().session()")
    if "session" not in g:
        g.session = get_database().session(write=request.method in WRITING_METHODS)
    return g.session


@contextmanager
def writing() -> Iterator[Session]:
    """Yield a short writing session of its own and commit it.

    For the few things a GET must record (a session's last use, who read a record).
    """
    with get_database().session(write=True) as session:
        yield session
        session.commit()


def init_app(app: Flask, database: Database) -> None:
    """Attach the database and close each request's session at its end."""
    app.extensions["database"] = database

    @app.teardown_appcontext
    def close(_error: BaseException | None) -> None:
        session = g.pop("session", None)
        if session is not None:
            session.close()
