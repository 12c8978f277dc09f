"""Compute and store suggestions: live for one person, and nightly for all.

Stored lists carry the reasons and the version of the model that made them. Scores order
the list; no screen shows them.
"""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, func, select

from workforce.models import (
    ConsentEvent,
    ConsentPurpose,
    Person,
    RunStatus,
    SuggestionList,
    SuggestionRun,
)
from workforce.suggestions.engine import Engine, engine

if TYPE_CHECKING:
    from matching import CourseMatch, Match, SeekerRecord

OPENINGS_KEPT = 20
COURSES_KEPT = 6
CHUNK = 500
TELLING = 0.002
#: a run that stopped longer ago than this starts over: its lists are stale
RESUME_WITHIN = dt.timedelta(hours=20)


@dataclass(frozen=True)
class Suggestions:
    """What one person is suggested, best first, as plain data ready to store.

    Attributes:
        openings: dicts with opening_id, score, want, can, reasons, missing, courses, met,
            asked; reasons are dicts with code, params and weight.
        courses: dicts with course_id, score, reasons, teaches.
        change: the one change that would open most, with kind, key, label, openings_opened,
            wage_median (VND), courses that teach it; None when none does, and for lists of
            the night run: it is worked out when a person looks, never stored.
    """

    person_id: int
    model_version: str
    openings: list[dict[str, Any]]
    courses: list[dict[str, Any]]
    change: dict[str, Any] | None = None


def compute(session: Session, person_id: int, *, today: dt.date) -> Suggestions:
    """Return the suggestions of one person as of now; reads only.

    Empty lists when the person does not exist, is too young to work, or nothing is open.
    """
    from workforce.suggestions import gather

    current = engine(session, today=today)
    records = gather.seeker_records(session, [person_id], today=today)
    if not records:
        return Suggestions(person_id, current.version, [], [])
    return replace(next(_rank(current, records)), change=_change(current, records[0]))


def suggest_for(
    session: Session, person: Person, *, today: dt.date, now: dt.datetime
) -> SuggestionList:
    """Compute one person's suggestions and store them; flushes, never commits."""
    found = compute(session, person.id, today=today)
    store(session, [found], run_id=None, now=now)
    return session.get_one(SuggestionList, person.id, populate_existing=True)


def suggest_all(
    open_session: Callable[..., Session],
    *,
    today: dt.date,
    clock: Callable[[], dt.datetime],
    chunk: int = CHUNK,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> SuggestionRun:
    """Compute and store suggestions for everybody who looks for work and agreed to it.

    Works in chunks, each stored together with the run's ``last_person_id`` in one
    transaction: a run that was killed goes on where it stopped. Nothing is held locked
    while the machine computes.

    Args:
        open_session: ``Database.session``; called with ``write=True`` or ``False``.
        progress: told (people done, people in all) after each chunk.
    """
    with open_session(write=False) as reading:
        current = engine(reading, today=today)
    with open_session(write=True) as writing:
        run = _resume_or_start(writing, version=current.version, now=clock())
        writing.commit()
        run_id, last, done, total = run.id, run.last_person_id, run.people_done, run.people_total
    progress(done, total)
    while True:
        with open_session(write=False) as reading:
            ids = _next_people(reading, after=last, count=chunk)
            found = list(_compute_chunk(reading, current, ids, today=today))
        if not ids:
            break
        last, done = ids[-1], done + len(ids)
        with open_session(write=True) as writing:
            store(writing, found, run_id=run_id, now=clock())
            run = writing.get_one(SuggestionRun, run_id)
            run.last_person_id, run.people_done = last, done
            writing.add(run)
            writing.commit()
        progress(done, max(total, done))
    return _finish(open_session, run_id, now=clock())


def store(
    session: Session, found: Iterable[Suggestions], *, run_id: int | None, now: dt.datetime
) -> None:
    """Insert or replace the lists of these people in one statement."""
    rows = [
        {
            "person_id": one.person_id,
            "run_id": run_id,
            "model_version": one.model_version,
            "computed_at": now,
            "openings": one.openings,
            "courses": one.courses,
        }
        for one in found
    ]
    if not rows:
        return
    # SQLAlchemy has no common INSERT … ON CONFLICT; both databases spell it the same way.
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    insert = dialect.insert(SuggestionList)
    changed = {name: insert.excluded[name] for name in rows[0] if name != "person_id"}
    session.exec(
        insert.on_conflict_do_update(index_elements=["person_id"], set_=changed), params=rows
    )


def stored_for(session: Session, person_id: int) -> SuggestionList | None:
    """Return the person's stored list, or None when none was ever made."""
    return session.get(SuggestionList, person_id)


def _compute_chunk(
    session: Session, current: Engine, ids: Sequence[int], *, today: dt.date
) -> Iterator[Suggestions]:
    from workforce.suggestions import gather

    yield from _rank(current, gather.seeker_records(session, ids, today=today))


def _rank(current: Engine, records: Sequence["SeekerRecord"]) -> Iterator[Suggestions]:
    """Yield the suggestions of each person.

    The matcher keeps the under-aged from night work and dangerous trades; openings an
    employer marked as hazardous are taken out here, so some are asked for on top.
    """
    young = [record for record in records if current.is_under_age(record)]
    adults = [record for record in records if not current.is_under_age(record)]
    spare = len(current.adults_only)
    for group, extra, closed in (
        (adults, 0, frozenset[str]()),
        (young, spare, current.adults_only),
    ):
        if not group:
            continue
        ranked = current.matcher.rank_many(group, OPENINGS_KEPT + extra, COURSES_KEPT)
        for identity, matches, courses in ranked:
            allowed = [match for match in matches if match.opening_id not in closed]
            yield Suggestions(
                int(identity),
                current.version,
                [_opening_row(match) for match in allowed[:OPENINGS_KEPT]],
                [_course_row(match) for match in courses],
            )


def _change(current: Engine, record: "SeekerRecord") -> dict[str, Any] | None:
    found = current.matcher.best_change(record)
    if found is None:
        return None
    pay = found.wage_median
    return {
        "kind": found.kind,
        "key": found.key,
        "label": found.label,
        "openings_opened": found.openings_opened,
        "wage_median": None if pay is None else round(pay * 1_000_000),
        "courses": [int(one) for one in current.matcher.courses_teaching(record, found.key)],
    }


def _opening_row(match: "Match") -> dict[str, Any]:
    return {
        "opening_id": int(match.opening_id),
        "score": _short(match.score),
        "want": _short(match.want),
        "can": _short(match.can),
        "reasons": _reasons(match.reasons),
        "missing": [
            {"kind": one.kind, "key": one.key, "label": one.label, "params": _plain(one.params)}
            for one in match.missing
        ],
        "courses": [int(course_id) for course_id in match.courses],
        "met": match.met,
        "asked": match.asked,
    }


def _course_row(match: "CourseMatch") -> dict[str, Any]:
    return {
        "course_id": int(match.course_id),
        "score": _short(match.score),
        "reasons": _reasons(match.reasons),
        "teaches": list(match.teaches),
    }


def _reasons(reasons: Iterable[Any]) -> list[dict[str, Any]]:
    """Return reasons as data; a contribution too small to tell is not kept."""
    return [
        {"code": one.code, "params": _plain(one.params), "weight": _short(one.weight)}
        for one in reasons
        if abs(one.weight) >= TELLING
    ]


def _plain(value: Any) -> Any:
    """Return JSON data: NumPy numbers as numbers, not-a-number as unknown."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | bool | int):
        return value
    number = float(value)
    return _short(number) if math.isfinite(number) else None


def _short(number: float) -> float:
    return round(float(number), 4)


def _seeking() -> Any:
    """Return the condition on people: they look for work and last said yes to matching."""
    latest = (
        select(func.max(ConsentEvent.id))
        .where(
            ConsentEvent.person_id == Person.id,
            ConsentEvent.purpose == ConsentPurpose.MATCHING,
        )
        .correlate(Person)
        .scalar_subquery()
    )
    agreed = select(ConsentEvent.id).where(
        ConsentEvent.id == latest, col(ConsentEvent.is_granted).is_(True)
    )
    return (
        col(Person.is_seeking).is_(True)
        & col(Person.erased_at).is_(None)
        & agreed.correlate(Person).exists()
    )


def _next_people(session: Session, *, after: int, count: int) -> list[int]:
    return list(
        session.exec(
            select(Person.id)
            .where(_seeking(), col(Person.id) > after)
            .order_by(col(Person.id))
            .limit(count)
        )
    )


def _resume_or_start(session: Session, *, version: str, now: dt.datetime) -> SuggestionRun:
    unfinished = session.exec(
        select(SuggestionRun)
        .where(SuggestionRun.status == RunStatus.RUNNING)
        .order_by(col(SuggestionRun.id).desc())
    ).first()
    if unfinished is not None:
        fresh = now - unfinished.started_at < RESUME_WITHIN
        if fresh and unfinished.model_version == version:
            return unfinished
        unfinished.status, unfinished.finished_at = RunStatus.FAILED, now
        session.add(unfinished)
    total = session.exec(select(func.count(col(Person.id))).where(_seeking())).one()
    run = SuggestionRun(model_version=version, started_at=now, people_total=total)
    session.add(run)
    session.flush()
    return run


def _finish(
    open_session: Callable[..., Session], run_id: int, *, now: dt.datetime
) -> SuggestionRun:
    with open_session(write=True) as writing:
        run = writing.get_one(SuggestionRun, run_id)
        run.status, run.finished_at = RunStatus.DONE, now
        writing.add(run)
        writing.commit()
        writing.refresh(run)
        writing.expunge(run)
    return run
