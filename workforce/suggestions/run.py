"""Compute and store suggestions: live for one person, and nightly for all.

Stored lists say which openings and courses, how good, and which version of the model made them.
Scores order the list; no screen shows them. Reasons are made when somebody looks.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, func, select

from workforce.consents import consents
from workforce.models import (
    ConsentPurpose,
    Person,
    RunStatus,
    SuggestionList,
    SuggestionRun,
)
from workforce.suggestions import candidates, prices
from workforce.suggestions.engine import Engine, engine
from workforce.suggestions.rows import course_row, kept_courses, kept_openings, opening_row

if TYPE_CHECKING:
    from matching import SeekerRecord
    from matching.capacity.lists import Exposure
    from matching.matcher import Listed
    from matching.parts import Parts

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
    jobs: int = 1,
    scheduler: str = "",
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> SuggestionRun:
    """Compute and store suggestions for everybody who looks for work and agreed to it.

    Everybody's list is made at the prices of the last run, as the page makes it at that moment;
    the new prices are found from everybody's candidates, and lists they reorder are put in
    order. Works in chunks, each stored in one transaction together with how far it reaches: a
    run that was killed goes on where it stopped. Nothing is held locked while the machine
    computes.

    Args:
        open_session: ``Database.session``; called with ``write=True`` or ``False``.
        chunk: people a transaction, for each that is at work.
        jobs: processes that make lists; 1 for this one alone.
        scheduler: address of a Dask scheduler whose workers make them; '' for this machine.
        progress: told (people done, people in all) after each chunk of lists.

    Raises:
        matching.parts.NoCluster: the cluster cannot be reached; no list was stored.
    """
    from matching.parts import at_work

    with open_session(write=False) as reading:
        current = engine(reading, today=today)
    with open_session(write=True) as writing:
        run = _resume_or_start(writing, version=current.version, now=clock())
        writing.commit()
        run_id, is_priced = run.id, run.priced_at is not None
    if not is_priced:
        with at_work(current.matcher, jobs=jobs, scheduler=scheduler) as parts:
            _list_everybody(
                open_session, run, current, parts,
                today=today, clock=clock, chunk=chunk * parts.parts, told=progress,
            )  # fmt: skip
        _price(open_session, run_id, today=today, now=clock())
    _reorder(open_session, run_id, now=clock())
    return _finish(open_session, run_id, now=clock())


def _list_everybody(
    open_session: Callable[..., Session],
    run: SuggestionRun,
    current: Engine,
    parts: "Parts",
    *,
    today: dt.date,
    clock: Callable[[], dt.datetime],
    chunk: int,
    told: Callable[[int, int], None],
) -> None:
    """Store everybody's list and candidates, going on after the last chunk stored."""
    from matching.capacity.lists import POOL
    from workforce.suggestions import gather

    run_id, last, done, total = run.id, run.last_person_id, run.people_done, run.people_total
    with open_session(write=False) as reading:
        exposure = prices.exposure(reading)
    told(done, total)
    while True:
        with open_session(write=False) as reading:
            ids = _next_people(reading, after=last, count=chunk)
            records = gather.seeker_records(reading, ids, today=today)
        if not ids:
            return
        listed = [
            one
            for group, closed in _by_age(current, records)
            for one in parts.lists(group, POOL, COURSES_KEPT, without=closed)
        ]
        last, done = ids[-1], done + len(ids)
        with open_session(write=True) as writing:
            found = [_brief(one, current.version, exposure) for one in listed]
            store(writing, found, run_id=run_id, now=clock())
            candidates.keep(
                writing, [one[:3] for one in listed], run_id=run_id, last=last, width=POOL
            )
            stored = writing.get_one(SuggestionRun, run_id)
            stored.last_person_id, stored.people_done = last, done
            writing.add(stored)
            writing.commit()
        told(done, max(total, done))


def _brief(listed: "Listed", version: str, exposure: "Exposure") -> Suggestions:
    return Suggestions(
        int(listed.seeker_id),
        version,
        _at_prices(exposure, listed.seeker_id, listed.opening_ids, listed.scores),
        kept_courses((int(course), score) for course, score in listed.courses),
    )


def _at_prices(
    exposure: "Exposure", person: str, ids: Sequence[str], scores: Sequence[float] | Any
) -> list[dict[str, Any]]:
    """Return what is kept of a person's openings: the first in the order of the prices."""
    places = exposure.order(person, ids, scores)[:OPENINGS_KEPT]
    return kept_openings((int(ids[place]), scores[place]) for place in places)


def _reorder(open_session: Callable[..., Session], run_id: int, *, now: dt.datetime) -> None:
    """Put lists in the order of the new prices; one a page has made anew since stays.

    Repeating it changes nothing, so a run that is killed here begins it again.
    """
    with open_session(write=False) as reading:
        exposure, keys = prices.exposure(reading), candidates.chunks(reading, run_id)
    for last in keys:
        with open_session(write=True) as writing:
            held = candidates.load(writing, run_id, only=last)
            lists = {row.person_id: row for row in _made_by(writing, run_id, held.people.tolist())}
            for person, ids, scores in held.each():
                row = lists.get(person)
                openings = _at_prices(exposure, str(person), ids, scores)
                if row is not None and row.openings != openings:
                    row.openings, row.computed_at = openings, now
                    writing.add(row)
            writing.commit()


def _made_by(session: Session, run_id: int, people: Sequence[int]) -> Iterable[SuggestionList]:
    return session.exec(
        select(SuggestionList).where(
            SuggestionList.run_id == run_id, col(SuggestionList.person_id).in_(people)
        )
    )


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
        run = writing.get_one(SuggestionRun, run_id)
        run.priced_at = now
        writing.add(run)
        writing.commit()


def store(
    session: Session, found: Iterable[Suggestions], *, run_id: int | None, now: dt.datetime
) -> None:
    """Insert or replace the lists of these people in one statement; reasons are not stored."""
    rows = [
        {
            "person_id": one.person_id,
            "run_id": run_id,
            "model_version": one.model_version,
            "computed_at": now,
            **kept(one),
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


def kept(found: Suggestions) -> dict[str, list[dict[str, Any]]]:
    """Return what of a person's suggestions is stored: which and how good, best first."""
    return {
        "openings": kept_openings((row["opening_id"], row["score"]) for row in found.openings),
        "courses": kept_courses((row["course_id"], row["score"]) for row in found.courses),
    }


def _rank(
    current: Engine, records: Sequence["SeekerRecord"], exposure: "Exposure"
) -> Iterator[Suggestions]:
    """Yield the suggestions of each person with reasons, for the page and one person's command."""
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


def seeking() -> Any:
    """Return the condition on people: they look for work and last said yes to matching."""
    return (
        col(Person.is_seeking).is_(True)
        & col(Person.erased_at).is_(None)
        & consents.agreed_to(ConsentPurpose.MATCHING)
    )


def _next_people(session: Session, *, after: int, count: int) -> list[int]:
    return list(
        session.exec(
            select(Person.id)
            .where(seeking(), col(Person.id) > after)
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
    total = session.exec(select(func.count(col(Person.id))).where(seeking())).one()
    run = SuggestionRun(model_version=version, started_at=now, people_total=total)
    session.add(run)
    session.flush()
    return run


def _finish(
    open_session: Callable[..., Session], run_id: int, *, now: dt.datetime
) -> SuggestionRun:
    with open_session(write=True) as writing:
        candidates.forget(writing)
        run = writing.get_one(SuggestionRun, run_id)
        run.status, run.finished_at = RunStatus.DONE, now
        writing.add(run)
        writing.commit()
        writing.refresh(run)
        writing.expunge(run)
    return run
