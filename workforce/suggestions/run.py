"""Compute and store suggestions: live for one person, and nightly for all.

Stored lists carry the reasons and the version of the model that made them. Scores order
the list; no screen shows them.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlmodel import Session, case, col, func, select

from workforce.models import (
    ConsentEvent,
    ConsentPurpose,
    Person,
    RunStatus,
    SuggestionList,
    SuggestionRun,
)
from workforce.suggestions import candidates, prices
from workforce.suggestions.engine import Engine, engine
from workforce.suggestions.rows import course_row, opening_row

if TYPE_CHECKING:
    from matching import SeekerRecord
    from matching.capacity.lists import Exposure

OPENINGS_KEPT = 20
COURSES_KEPT = 6
CHUNK = 500
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
            wage_low and wage_high (VND), courses that teach it; None when none does, and for
            lists of the night run: it is worked out when a person looks, never stored.
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
    ranked = _rank(current, records, prices.exposure(session))
    return replace(next(ranked), change=_change(current, records[0]))


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

    First everybody's candidates are collected and the openings' prices found from them, then
    the lists are made at these prices, as the page makes them. Works in chunks, each stored in
    one transaction together with how far it reaches: a run that was killed goes on where it
    stopped. Nothing is held locked while the machine computes.

    Args:
        open_session: ``Database.session``; called with ``write=True`` or ``False``.
        progress: told (people done, people in all) after each chunk of lists.
    """
    with open_session(write=False) as reading:
        current = engine(reading, today=today)
    with open_session(write=True) as writing:
        run = _resume_or_start(writing, version=current.version, now=clock())
        writing.commit()
        run_id, last, done, total = run.id, run.last_person_id, run.people_done, run.people_total
        is_priced = run.priced_at is not None
    if not is_priced:
        _collect(open_session, run_id, today=today, chunk=chunk)
        _price(open_session, run_id, today=today, now=clock())
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


def _collect(
    open_session: Callable[..., Session], run_id: int, *, today: dt.date, chunk: int
) -> None:
    """Keep everybody's candidates, going on after the last chunk kept."""
    from matching.capacity.lists import POOL
    from workforce.suggestions import gather

    with open_session(write=False) as reading:
        current, last = engine(reading, today=today), candidates.last_kept(reading, run_id)
    while True:
        with open_session(write=False) as reading:
            ids = _next_people(reading, after=last, count=chunk)
            records = gather.seeker_records(reading, ids, today=today)
        if not ids:
            return
        found = [
            one
            for group, closed in _by_age(current, records)
            for one in current.matcher.candidates(group, POOL, without=closed)
        ]
        last = ids[-1]
        with open_session(write=True) as writing:
            candidates.keep(writing, found, run_id=run_id, last=last, width=POOL)
            writing.commit()


def _price(
    open_session: Callable[..., Session], run_id: int, *, today: dt.date, now: dt.datetime
) -> None:
    """Find the prices from the candidates kept, and store them with the run."""
    with open_session(write=False) as reading:
        posts = prices.posts_left(reading, today=today)
        old, each = prices.stored(reading), prices.per_post(reading, today=today)
        found = candidates.load(reading, run_id)
    values = prices.price(found, posts, old, each)
    with open_session(write=True) as writing:
        prices.replace_all(writing, values, run_id=run_id, now=now)
        candidates.forget(writing)
        run = writing.get_one(SuggestionRun, run_id)
        run.priced_at = now
        writing.add(run)
        writing.commit()


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

    records = gather.seeker_records(session, ids, today=today)
    yield from _rank(current, records, prices.exposure(session))


def _rank(
    current: Engine, records: Sequence["SeekerRecord"], exposure: "Exposure"
) -> Iterator[Suggestions]:
    """Yield the suggestions of each person: the one way page, command and night run make them."""
    for group, closed in _by_age(current, records):
        ranked = current.matcher.rank_many(
            group, OPENINGS_KEPT, COURSES_KEPT, exposure=exposure, without=closed
        )
        for identity, matches, courses in ranked:
            yield Suggestions(
                int(identity),
                current.version,
                [opening_row(match) for match in matches],
                [course_row(match) for match in courses],
            )


def _by_age(
    current: Engine, records: Sequence["SeekerRecord"]
) -> Iterator[tuple[list["SeekerRecord"], frozenset[str]]]:
    """Yield people with the openings closed to them.

    The matcher keeps the under-aged from night work and dangerous trades; openings an
    employer marked as hazardous are left out here.
    """
    young = [record for record in records if current.is_under_age(record)]
    adults = [record for record in records if not current.is_under_age(record)]
    for group, closed in ((adults, frozenset[str]()), (young, current.adults_only)):
        if group:
            yield group, closed


def _change(current: Engine, record: "SeekerRecord") -> dict[str, Any] | None:
    found = current.matcher.best_change(record)
    if found is None:
        return None
    low, high = found.wage_range or (None, None)
    return {
        "kind": found.kind,
        "key": found.key,
        "label": found.label,
        "openings_opened": found.openings_opened,
        "wage_low": None if low is None else round(low * 1_000_000),
        "wage_high": None if high is None else round(high * 1_000_000),
        "courses": [int(one) for one in current.matcher.courses_teaching(record, found.key)],
    }


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
    merged = aliased(Person)
    latest_merged = (
        select(func.max(ConsentEvent.id))
        .join(merged, col(merged.id) == col(ConsentEvent.person_id))
        .where(merged.merged_into_id == Person.id, ConsentEvent.purpose == ConsentPurpose.MATCHING)
        .correlate(Person)
        .scalar_subquery()
    )
    # The last word on the record or on one merged into it; two look-ups keep to the indexes.
    last = case((latest_merged > func.coalesce(latest, 0), latest_merged), else_=latest)
    agreed = select(ConsentEvent.id).where(
        ConsentEvent.id == last, col(ConsentEvent.is_granted).is_(True)
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
        candidates.forget(session)
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
