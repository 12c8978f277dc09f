"""What the database holds now, told in few bytes: whether anything changed, and what did.

The fingerprint is asked before every use and costs a few counts. Only when it differs are the
versions read, a short row for each open opening, and only the openings whose row differs are
read in full.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import extract
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
)
from workforce.openings.filters import is_open
from workforce.openings.queries import NOT_ACTIVE, hired_by_opening
from workforce.suggestions import learned

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Fingerprint:
    """Values that change whenever an opening, or a course, that people may see does.

    ``model`` changes when another trained model goes live.
    """

    today: dt.date
    openings: Row
    courses: Row
    model: str = ""


@dataclass(frozen=True)
class Versions:
    """A short row for each open opening, and which of them are marked hazardous."""

    rows: dict[int, Row]
    hazardous: frozenset[str]


def fingerprint(session: Session, *, today: dt.date) -> Fingerprint:
    """Return the state of what is open; equal values mean nothing to do."""
    return Fingerprint(today, _openings(session), _courses(session, today), learned.state())


def versions(session: Session, *, today: dt.date) -> Versions:
    """Return what each open opening looks like from afar: edits, posts left, place, firm."""
    hired = hired_by_opening(session, _open_ids(today))
    rows: dict[int, Row] = {}
    hazardous = []
    for identity, posts, is_hazardous, *rest in session.execute(_with_site(today)):
        rows[identity] = (max(0, posts - hired.get(identity, 0)), *rest)
        if is_hazardous:
            hazardous.append(str(identity))
    return Versions(rows, frozenset(hazardous))


def _openings(session: Session) -> Row:
    # The sum tells an edit that was made before another but committed after it.
    edits = func.sum(extract("epoch", col(Opening.updated_at)))
    opened = session.exec(
        select(func.count(col(Opening.id)), func.max(Opening.updated_at),
               func.sum(Opening.id), edits)
        .where(Opening.status == OpeningStatus.OPEN)
    ).one()  # fmt: skip
    # Append-only, and a hire or its voiding is one more of these.
    hires = session.exec(
        select(func.count(col(PlacementEvent.id)), func.max(PlacementEvent.id)).where(
            col(PlacementEvent.kind).in_(
                [PlacementEventKind.EMPLOYER_CONFIRMED, PlacementEventKind.VOIDED]
            )
        )
    ).one()
    stopped = session.exec(
        select(func.count(col(Enterprise.id)), func.sum(Enterprise.id)).where(
            col(Enterprise.status).in_(NOT_ACTIVE)
        )
    ).one()
    names = session.exec(select(func.sum(func.length(Enterprise.name)))).one()
    places: Any = (Site.zone_id, Site.unit_id, Site.lat, Site.lon)
    sites = session.execute(
        select(func.count(col(Site.id)), *(func.sum(one) for one in places))
    ).one()
    return (*map(_plain, (*opened, *hires, *stopped, names, *sites)),)


def _courses(session: Session, today: dt.date) -> Row:
    # Seats count only when the last one goes: what is read of the others for each enrolment
    # would cost far more than it tells.
    courses = session.exec(
        select(func.count(col(Course.id)), func.max(Course.updated_at), func.sum(Course.id),
               func.sum(extract("epoch", col(Course.updated_at))))
        .where(Course.status == CourseStatus.OPEN)
    ).one()  # fmt: skip
    intakes = session.exec(
        select(func.count(col(Intake.id)), func.sum(Intake.id)).where(
            func.coalesce(Intake.enrol_by, Intake.starts_on) >= today,
            col(Intake.starts_on) >= today,
            col(Intake.is_cancelled).is_(False),
            col(Intake.seats_taken) < col(Intake.seats),
        )
    ).one()
    return (*map(_plain, (*courses, *intakes)),)


def _open_ids(today: dt.date) -> Any:
    return (
        select(Opening.id)
        .join(Enterprise, col(Enterprise.id) == col(Opening.enterprise_id))
        .where(is_open(today), col(Enterprise.status).not_in(NOT_ACTIVE))
    )


def _with_site(today: dt.date) -> Any:
    columns: Any = (
        Opening.id, Opening.posts, Opening.is_hazardous, Opening.updated_at, Opening.site_id,
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
