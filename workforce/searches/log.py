"""Counts queries by day: in memory first, then in one short transaction for many.

A page must not wait, nor fail, because a count is written: the counts of this process are
kept until a minute has passed, and a database that is busy gets them the next time.
"""

import datetime as dt
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, delete

from workforce.models import QueryLog
from workforce.reference.rates import rate
from workforce.searches.privacy import keepable

WRITE_EVERY_SECONDS = 60.0
#: distinct queries held in memory; more than these are not counted until the next writing
MOST_HELD = 2_000


@dataclass(frozen=True)
class Asked:
    """One query as it is counted: folded, with what was understood and found."""

    day: dt.date
    query: str
    kinds: str


class Tally:
    """Queries of this process that are not written yet; safe for threads."""

    def __init__(self) -> None:
        self._held: dict[Asked, tuple[int, int]] = {}
        self._lock = threading.Lock()
        self._written_at = time.monotonic()

    def add(self, asked: Asked, results: int) -> None:
        """Count one query."""
        with self._lock:
            times, _before = self._held.get(asked, (0, 0))
            if times or len(self._held) < MOST_HELD:
                self._held[asked] = (times + 1, results)

    def is_due(self) -> bool:
        """Return whether there is something to write, and the last time is long enough ago."""
        due = time.monotonic() - self._written_at >= WRITE_EVERY_SECONDS
        return due and bool(self._held)

    def write(self, open_session: Callable[..., Session], *, today: dt.date) -> None:
        """Write what is held; what cannot be written now is held on."""
        with self._lock:
            held, self._held = self._held, {}
            self._written_at = time.monotonic()
        try:
            with open_session(write=True) as session:
                add_counts(session, held, today=today)
                session.commit()
        except Exception:
            with self._lock:
                self._held = held | self._held
            raise


tally = Tally()


def asked(query: str, kinds: list[str], *, today: dt.date) -> Asked | None:
    """Return a query as it may be counted; None when it may be about a person, or is empty."""
    kept = keepable(query, is_understood=bool(kinds))
    return Asked(today, kept, " ".join(kinds)) if kept else None


def add_counts(session: Session, held: dict[Asked, tuple[int, int]], *, today: dt.date) -> None:
    """Add counts to the days' rows and remove days that are over; flushes, never commits.

    Nothing is kept where the dated table has no term of keeping: no term, no log.
    """
    term = rate(session, "query_log", "retention_days", on=today)
    if term is None or term.value_number is None:
        return
    rows = [
        {"day": one.day, "query": one.query, "kinds": one.kinds, "times": times, "results": found}
        for one, (times, found) in held.items()
    ]
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    insert = dialect.insert(QueryLog)
    new = insert.excluded
    for row in rows:
        session.exec(
            insert.values(**row).on_conflict_do_update(
                index_elements=["day", "query"],
                set_={"times": QueryLog.times + new.times, "results": new.results,
                      "kinds": new.kinds},
            )
        )  # fmt: skip
    forget_before(session, today - dt.timedelta(days=int(term.value_number)))


def forget_before(session: Session, day: dt.date) -> None:
    """Remove what was asked before a day; for the retention run, and with every writing."""
    session.exec(delete(QueryLog).where(col(QueryLog.day) < day))
