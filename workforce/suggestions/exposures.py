"""What a page of suggestions really showed: a few places by chance, and a log of it.

Exploration stays among lawful, plausible openings in reach and never touches the best three
(service rules, 'Suggestions'). The stored list is not touched: officers, the nightly run and
the page agree on what fits; only what the page shows in a few places differs.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, delete, select, update

from workforce.models import Exposure
from workforce.suggestions.engine import engine
from workforce.suggestions.rows import opening_row
from workforce.suggestions.run import Suggestions

if TYPE_CHECKING:
    from matching import Matcher, SeekerRecord
    from matching.matcher import Candidates

#: chance picks from the best so many; those shown anyway are taken out
POOL = 50
#: what an opening no one could travel to has in this feature
REACH_FEATURE = "out_of_reach"


@dataclass(frozen=True)
class Place:
    """Where one opening stands on a person's list, by what chance, and what its score is of."""

    opening_id: int
    position: int
    propensity: float
    explored: bool
    model_version: str
    feature_set: str
    features: bytes


def arrange(
    session: Session, found: Suggestions, *, today: dt.date, plausible: float
) -> tuple[Suggestions, list[Place]]:
    """Return the list as the page shows it, and the place of each opening on it.

    Openings scored below ``plausible`` are left out. The same person and day give the same
    arrangement. Reads only; nothing found gives the list back and no places.
    """
    from workforce.suggestions import gather

    likely = [row for row in found.openings if row["score"] >= plausible]
    records = gather.seeker_records(session, [found.person_id], today=today) if likely else []
    if not records:
        return replace(found, openings=likely), []
    current = engine(session, today=today)
    known = current.matcher.best_with_features(records[0], POOL)
    shown_ids = [row["opening_id"] for row in likely]
    closed = current.adults_only if current.is_under_age(records[0]) else frozenset()
    pool = _pool(known, plausible, closed)
    return _arranged(current.matcher, records[0], found, likely, shown_ids, pool, known, today)


def _arranged(
    matcher: "Matcher",
    record: "SeekerRecord",
    found: Suggestions,
    likely: list[dict[str, Any]],
    shown_ids: list[int],
    pool: list[int],
    known: "Candidates",
    today: dt.date,
) -> tuple[Suggestions, list[Place]]:
    from matching import MODEL_VERSION
    from matching.learning.exploration import explore

    shown = explore(shown_ids, pool, person=str(found.person_id), day=today)
    rows = dict(zip(shown_ids, likely, strict=True))
    tried = [one.item for one in shown if one.explored]
    if tried:
        for match in matcher.explain(record, [str(item) for item in tried]):
            rows[int(match.opening_id)] = opening_row(match)
    places = [
        Place(
            one.item, one.position, one.propensity, one.explored, found.model_version,
            MODEL_VERSION, known.features_of(str(one.item)).astype("<f2").tobytes(),
        )
        for one in shown
        if str(one.item) in known.ids
    ]  # fmt: skip
    return replace(found, openings=[rows[one.item] for one in shown]), places


def unnoted(
    session: Session, person_id: int, places: Sequence[Place], *, today: dt.date
) -> list[Place]:
    """Return the places not yet in today's log: a page loaded again has none."""
    noted = set(
        session.exec(
            select(Exposure.opening_id).where(
                Exposure.person_id == person_id, Exposure.listed_on == today
            )
        )
    )
    return [place for place in places if place.opening_id not in noted]


def note_shown(
    session: Session,
    person_id: int,
    places: Sequence[Place],
    *,
    today: dt.date,
    now: dt.datetime,
) -> None:
    """Log what was shown, in one statement; what the day's log has already stays as it is."""
    if not places:
        return
    rows = [
        {"person_id": person_id, "listed_on": today, "shown_at": now, "opened_at": None}
        | vars(place)
        for place in places
    ]
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    session.exec(dialect.insert(Exposure).on_conflict_do_nothing(), params=rows)


def note_opened(
    session: Session, person_id: int, opening_id: int, *, today: dt.date, now: dt.datetime
) -> None:
    """Note that the person opened an opening off today's list; the first time counts."""
    session.exec(
        update(Exposure)
        .where(*_today(person_id, opening_id, today), col(Exposure.opened_at).is_(None))
        .values(opened_at=now)
    )


def is_unopened(session: Session, person_id: int, opening_id: int, *, today: dt.date) -> bool:
    """Return whether today's log has the opening and it was not opened yet."""
    found = session.exec(
        select(Exposure.opened_at).where(*_today(person_id, opening_id, today))
    ).all()
    return found == [None]


def forget_before(session: Session, day: dt.date) -> int:
    """Remove what was shown before a day; return how many rows. Flushes, never commits."""
    return session.exec(delete(Exposure).where(col(Exposure.listed_on) < day)).rowcount


def _pool(known: "Candidates", plausible: float, closed: frozenset[str]) -> list[int]:
    """Return the openings chance may pick from: plausible, in reach and lawful."""
    in_reach = ~known.has(REACH_FEATURE)
    return [
        int(identity)
        for identity, score, near in zip(known.ids, known.scores, in_reach, strict=True)
        if near and score >= plausible and identity not in closed
    ]


def _today(person_id: int, opening_id: int, today: dt.date) -> tuple[Any, ...]:
    return (
        Exposure.person_id == person_id,
        Exposure.listed_on == today,
        Exposure.opening_id == opening_id,
    )
