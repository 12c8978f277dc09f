"""The matcher of this process, rebuilt when what it was built from has changed.

Each web worker keeps one. Before every use a cheap fingerprint is compared, so an opening
posted through one worker is found by all of them on their next request, without a message
between them.
"""

import datetime as dt
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection
from sqlmodel import Session, col, func, select

from workforce.models import (
    Course,
    CourseStatus,
    Enterprise,
    EnterpriseStatus,
    Intake,
    Opening,
    OpeningStatus,
    Site,
)
from workforce.settings import PROJECT

# scikit-learn takes over a second and 100 MB to import: a worker that only serves forms
# never pays for it. So matching is imported inside the functions that rank.
if TYPE_CHECKING:
    from matching import Gazetteer, Matcher, SeekerRecord

Fingerprint = tuple[Any, ...]
_lock = threading.Lock()
_cached: "Engine | None" = None


@dataclass(frozen=True)
class Engine:
    """A fitted matcher and what it was built from.

    Attributes:
        adults_only: ids of openings marked hazardous; the night work among them the
            matcher finds itself. People known to be under age never get them.
        home: which database; fingerprint: its state. Both decide whether it still holds.
    """

    matcher: "Matcher"
    adults_only: frozenset[str]
    home: Any
    fingerprint: Fingerprint

    @property
    def version(self) -> str:
        """Name and version of the ranking model, stored with each list."""
        from matching import MODEL_VERSION

        return MODEL_VERSION

    def is_under_age(self, record: "SeekerRecord") -> bool:
        """Whether the person is known to be below the adult age."""
        return record.age is not None and record.age < self.matcher.limits.adult_age


def engine(session: Session, *, today: dt.date) -> Engine:
    """Return the matcher over what is open today, built now if anything has changed."""
    global _cached
    home, state = _home(session), fingerprint(session, today=today)
    with _lock:
        if _cached is None or _cached.home != home or _cached.fingerprint != state:
            _cached = _build(session, today=today, home=home, state=state)
        return _cached


def fingerprint(session: Session, *, today: dt.date) -> Fingerprint:
    """Return a short value that changes whenever an open opening or course does.

    Seats count only when the last one goes: a new index for each enrolment would cost far
    more than it tells. Posts likewise: the last hire closes the opening.
    """
    openings = session.exec(
        select(func.count(col(Opening.id)), func.max(Opening.updated_at), func.sum(Opening.id))
        .where(Opening.status == OpeningStatus.OPEN)
    ).one()  # fmt: skip
    courses = session.exec(
        select(func.count(col(Course.id)), func.max(Course.updated_at), func.sum(Course.id))
        .where(Course.status == CourseStatus.OPEN)
    ).one()  # fmt: skip
    intakes = session.exec(
        select(func.count(col(Intake.id)), func.sum(Intake.id)).where(
            col(Intake.starts_on) >= today,
            col(Intake.is_cancelled).is_(False),
            col(Intake.seats_taken) < col(Intake.seats),
        )
    ).one()
    stopped = session.exec(
        select(func.count(col(Enterprise.id)), func.sum(Enterprise.id)).where(
            col(Enterprise.status).in_([EnterpriseStatus.SUSPENDED, EnterpriseStatus.CLOSED])
        )
    ).one()
    sites = session.exec(select(func.count(col(Site.id)))).one()
    return (today, *openings, *courses, *intakes, *stopped, sites)


@lru_cache(maxsize=1)
def gazetteer() -> "Gazetteer":
    """Return the geography, read once per process from seeds/."""
    from matching import Gazetteer

    return Gazetteer.load(PROJECT / "seeds")


def _build(session: Session, *, today: dt.date, home: Any, state: Fingerprint) -> Engine:
    from matching import Matcher
    from workforce.reference.recognition import vocabulary
    from workforce.suggestions import gather
    from workforce.suggestions.limits import legal_limits
    from workforce.suggestions.places import Places

    places = Places.load(session)
    limits = legal_limits(session, today=today)
    matcher = Matcher(vocabulary(), gazetteer(), today=today, limits=limits).fit(
        gather.opening_records(session, today=today, places=places),
        gather.course_records(session, today=today, places=places),
    )
    hazardous = session.exec(
        select(Opening.id).where(
            Opening.status == OpeningStatus.OPEN, col(Opening.is_hazardous).is_(True)
        )
    )
    return Engine(matcher, frozenset(str(key) for key in hazardous), home, state)


def _home(session: Session) -> Any:
    """Return what tells databases apart: reading and writing engines of one are the same.

    A session on a single connection may hold rows nobody else sees: it is its own home.
    """
    bind = session.get_bind()
    return bind if isinstance(bind, Connection) else str(bind.url)
