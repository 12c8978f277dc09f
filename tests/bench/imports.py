"""Workbooks in: a messy one of 20,000 openings and one of 50,000 people, each brought twice."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from tests.bench.harness import measured, row, say, title
from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise, make_site
from tests.imports.messy import Messy, messy_openings, messy_people
from workforce import clock, create_app
from workforce.imports import actions
from workforce.imports.engine import work
from workforce.imports.running import kinds, works
from workforce.models import Account, Import, ImportKind, Role
from workforce.settings import load_settings

OPENINGS, PEOPLE = 20_000, 50_000
MOST_BYTES = 10 * 1024 * 1024


def main() -> None:
    """Bring both workbooks, then both again: every row accounted for, nothing changed."""
    with tempfile.TemporaryDirectory() as folder:
        app = _app(Path(folder))
        title("workbooks in, SQLite with every commit on disk")
        with app.app_context():
            _bench(ImportKind.OPENINGS, messy_openings(OPENINGS), _employer)
            _bench(ImportKind.PEOPLE, messy_people(PEOPLE), _officer)


def _app(folder: Path) -> Flask:
    address = f"sqlite:///{folder / 'bench.db'}"
    settings = load_settings(
        {"WORKFORCE_ENV": "test", "DATABASE_URL": address, "INSTANCE_DIR": str(folder)}
    )
    app = create_app(settings)
    for command in (["db", "upgrade"], ["seed"]):
        app.test_cli_runner().invoke(args=command, catch_exceptions=False)
    return app


def _bench(kind: ImportKind, messy: Messy, account: Callable[[], int]) -> None:
    say(f"{kind.value}: {messy.rows:,} rows", f"{len(messy.data) / 1024 / 1024:.1f} MiB")
    by = account()
    for times in ("first", "second"):
        with measured() as taken:
            done = _bring(kind, messy.data, by)
        told = f"{done.accepted} + {done.updated} + {done.duplicate} + {done.refused}"
        row(f"{kind.value}, {times} time", f"{messy.rows:,}", taken, told)
        whole = done.accepted + done.updated + done.duplicate + done.refused
        assert whole == done.rows_done == messy.rows, "every row is accounted for"
        expected = messy.accepted if times == "first" else 0
        assert (done.accepted, done.updated, done.refused) == (expected, 0, messy.refused)
    say(f"{kind.value}: rows a second, second time", f"{messy.rows / taken.wall:,.0f}")


def _bring(kind: ImportKind, data: bytes, account_id: int) -> Import:
    made = works()
    with made.session(write=True) as session:
        received = actions.receive(
            session, kind=kinds()[kind], file_name=f"{kind.value}.xlsx", data=data,
            is_dry_run=False, by=session.get_one(Account, account_id), data_key=made.data_key,
            most_bytes=MOST_BYTES, now=clock.now(),
        )  # fmt: skip
        import_id = received.id
        session.commit()
    assert work(made, import_id)
    with made.session(write=False) as session:
        return session.get_one(Import, import_id)


def _employer() -> int:
    with works().session(write=True) as session:
        enterprise = make_enterprise(session)
        make_site(session, enterprise=enterprise)
        identity = make_account(session, Role.EMPLOYER, enterprise=enterprise).id
        session.commit()
    return identity


def _officer() -> int:
    with works().session(write=True) as session:
        identity = make_account(session, Role.COMMUNE).id
        session.commit()
    return identity
