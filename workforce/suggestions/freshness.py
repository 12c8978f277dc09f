"""What the database holds now, told in few bytes: whether anything changed, and what did.

The fingerprint is asked before every use and costs a few counts. Only when it differs are the
versions read, a short row for each open opening, and only the openings whose row differs are
read in full.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import String, case, true, type_coerce
from sqlmodel import Session, col, func, select

from workforce.models import (
    Course,
    CourseStatus,
    Enterprise,
    Intake,
    Opening,
    OpeningStatus,
    PlacementEvent,
    PlacementEventKind,
    Site,
    SynonymDecision,
)
from workforce.openings.filters import is_open
from workforce.openings.queries import NOT_ACTIVE, hired_by_opening
from workforce.suggestions import learned

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Fingerprint:
    """Values that change whenever an opening, or a course, that people may see does.

    ``model`` changes when another trained model goes live, ``words`` when the vocabulary does.
    """

    today: dt.date
    openings: Row
    courses: Row
    model: str = ""
    words: Row = ()


@dataclass(frozen=True)
class Versions:
    """A short row for each open opening, and which of them are marked hazardous."""

    rows: dict[int, Row]
    hazardous: frozenset[str]


def fingerprint(session: Session, *, today: dt.date) -> Fingerprint:
    """Return the state of what is open; equal values mean nothing to do. One query."""
    statement, split, end = _everything(today)
    values = tuple(map(_plain, session.connection().execute(statement).one()))
    openings, courses, words = values[:split], values[split:end], values[end:]
    return Fingerprint(today, openings, courses, learned.state(), words)


def versions(session: Session, *, today: dt.date) -> Versions:
    """Return what each open opening looks like from afar: edits, posts left, place, firm."""
    hired = hired_by_opening(session, _open_ids(today))
    rows: dict[int, Row] = {}
    hazardous = []
    for identity, posts, is_hazardous, *rest in (
        session.connection().execute(_with_site(today)).all()
    ):
        rows[identity] = (max(0, posts - hired.get(identity, 0)), *rest)
        if is_hazardous:
            hazardous.append(str(identity))
    return Versions(rows, frozenset(hazardous))


@lru_cache(maxsize=2)
def _everything(today: dt.date) -> tuple[Any, int, int]:
    """Return the query of a fingerprint, and where its columns about openings and courses end."""
    openings, courses = _openings(today), _courses(today)
    parts = [part.subquery() for part in (*openings, *courses, _words())]
    joined: Any = parts[0]
    for part in parts[1:]:
        joined = joined.join(part, true())
    columns = [column for part in parts for column in part.c]
    split = sum(len(part.c) for part in parts[: len(openings)])
    return select(*columns).select_from(joined), split, len(columns) - len(parts[-1].c)


def _openings(today: dt.date) -> list[Any]:
    """Return selects of one row each that change with any open opening."""
    return [
        select(func.count(col(Opening.id)), func.max(Opening.updated_at),
               func.sum(Opening.id), _edited(Opening, today))
        .where(Opening.status == OpeningStatus.OPEN),
        # Append-only, and a hire or its voiding is one more of these.
        select(func.count(col(PlacementEvent.id)), func.max(PlacementEvent.id)).where(
            col(PlacementEvent.kind).in_(
                [PlacementEventKind.EMPLOYER_CONFIRMED, PlacementEventKind.VOIDED]
            )
        ),
        select(func.count(col(Enterprise.id)), func.sum(Enterprise.id)).where(
            col(Enterprise.status).in_(NOT_ACTIVE)
        ),
        select(func.sum(func.length(Enterprise.name))),
        select(func.count(col(Site.id)), func.sum(Site.zone_id), func.sum(Site.unit_id))
        .add_columns(func.sum(Site.lat), func.sum(Site.lon)),
    ]  # fmt: skip


def _courses(today: dt.date) -> list[Any]:
    """Return selects of one row each that change with any course on offer.

    Seats count only when the last one goes: what is read of the others for each enrolment
    would cost far more than it tells.
    """
    return [
        select(func.count(col(Course.id)), func.max(Course.updated_at), func.sum(Course.id),
               _edited(Course, today))
        .where(Course.status == CourseStatus.OPEN),
        select(func.count(col(Intake.id)), func.sum(Intake.id)).where(
            func.coalesce(Intake.enrol_by, Intake.starts_on) >= today,
            col(Intake.starts_on) >= today,
            col(Intake.is_cancelled).is_(False),
            col(Intake.seats_taken) < col(Intake.seats),
        ),
    ]  # fmt: skip


def _words() -> Any:
    """Return a select of one row that changes with the phrases accepted for occupations."""
    phrase = col(SynonymDecision.phrase)
    return select(
        func.count(phrase), func.sum(SynonymDecision.occupation_id), func.sum(func.length(phrase))
    ).where(col(SynonymDecision.occupation_id).is_not(None))


def _edited(table: type[Opening] | type[Course], today: dt.date) -> Any:
    """Count what was edited since yesterday: an edit may be committed after a later one."""
    since = dt.datetime.combine(today - dt.timedelta(days=1), dt.time(), dt.UTC)
    return func.sum(case((col(table.updated_at) >= since, 1), else_=0))


def _open_ids(today: dt.date) -> Any:
    return (
        select(Opening.id)
        .join(Enterprise, col(Enterprise.id) == col(Opening.enterprise_id))
        .where(is_open(today), col(Enterprise.status).not_in(NOT_ACTIVE))
    )


def _with_site(today: dt.date) -> Any:
    columns: Any = (
        Opening.id, Opening.posts, Opening.is_hazardous,
        # As the driver gives it: turning thousands into moments tells nothing more.
        type_coerce(Opening.updated_at, String), Opening.site_id,
        Enterprise.name, Site.zone_id, Site.unit_id, Site.lat, Site.lon,
    )  # fmt: skip
    return (
        select(*columns)
        .join(Enterprise, col(Enterprise.id) == col(Opening.enterprise_id))
        .join(Site, col(Site.id) == col(Opening.site_id))
        .where(is_open(today), col(Enterprise.status).not_in(NOT_ACTIVE))
    )


def _plain(value: Any) -> Any:
    """Return sums as floats: PostgreSQL gives decimals."""
    return value if value is None or isinstance(value, dt.datetime) else float(value)
