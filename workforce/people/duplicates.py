"""Find records that may be one person and queue them for an officer; nothing is merged here."""

import datetime as dt
import functools
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, or_, select

from matching.duplicates import blocking
from matching.duplicates.people import ASK_FROM, CommuneResolver, decision, explain, same_person
from workforce import audit
from workforce.models import Account, DuplicatePair, PairDecision, Person, Unit
from workforce.settings import PROJECT

#: only a few new pairs are written at a time, so that the write lock stays short
CHUNK = 500


@dataclass(frozen=True)
class Found:
    """Two records that look alike."""

    first_id: int
    second_id: int
    score: float
    evidence: list[list[object]]


def queue_all(session: Session, *, now: dt.datetime) -> int:
    """Compare everybody who shares a telling thing; return how many new pairs wait.

    Pairs an officer decided on are not asked about again.
    """
    people = session.exec(select(Person).where(*_alive()).order_by(col(Person.id))).all()
    records = _records(session, people)
    known = {(one.first_id, one.second_id) for one in session.exec(select(DuplicatePair))}
    added = 0
    for one, two in blocking.candidate_pairs(records):
        pair = (people[one].id, people[two].id)
        found = None if pair in known else _compare(*pair, records[one], records[two])
        if found is not None:
            _queue(session, found, now=now)
            added += 1
            if added % CHUNK == 0:
                session.flush()
    session.flush()
    return added


def queue_for(session: Session, *, person: Person, now: dt.datetime) -> list[Found]:
    """Compare one record with those that share its name, phone or year; queue what looks alike."""
    found = like(session, person=person)
    ids = {(one.first_id, one.second_id) for one in found}
    known = {
        (one.first_id, one.second_id)
        for one in session.exec(
            select(DuplicatePair).where(
                or_(DuplicatePair.first_id == person.id, DuplicatePair.second_id == person.id)
            )
        )
    }
    for one in found:
        if (one.first_id, one.second_id) in ids - known:
            _queue(session, one, now=now)
    session.flush()
    return found


def like(session: Session, *, person: Person) -> list[Found]:
    """Return records that look like this one, the likest first; [] for none."""
    near = [col(Person.name_folded) == person.name_folded]
    if person.contact_phone:
        near.append(col(Person.contact_phone) == person.contact_phone)
    if person.birth_year and person.name_folded:
        given = person.name_folded.split()[-1]
        near.append(
            and_(col(Person.birth_year) == person.birth_year,
                 col(Person.name_folded).endswith(given, autoescape=True))
        )  # fmt: skip
    others = session.exec(
        select(Person).where(*_alive(), Person.id != person.id, or_(*near)).limit(200)
    ).all()
    mine, *theirs = _records(session, [person, *others])
    found = []
    for other, record in zip(others, theirs, strict=True):
        first, second = sorted([(person.id, mine), (other.id, record)], key=lambda one: one[0])
        pair = _compare(first[0], second[0], first[1], second[1])
        if pair is not None:
            found.append(pair)
    return sorted(found, key=lambda one: -one.score)


def waiting(
    session: Session, *, reach: Collection[ColumnElement[bool]] = ()
) -> list[tuple[DuplicatePair, Person, Person]]:
    """Return pairs that wait for an officer who may see both, the likest first.

    Args:
        reach: conditions on Person, each of which both records must meet.
    """
    first, second = aliased(Person), aliased(Person)
    ids = select(Person.id).where(*_alive(), *reach)
    return list(
        session.exec(
            select(DuplicatePair, first, second)
            .join(first, first.id == DuplicatePair.first_id)  # type: ignore[arg-type]
            .join(second, second.id == DuplicatePair.second_id)  # type: ignore[arg-type]
            .where(
                DuplicatePair.decision == PairDecision.WAITING,
                col(DuplicatePair.first_id).in_(ids),
                col(DuplicatePair.second_id).in_(ids),
            )
            .order_by(col(DuplicatePair.score).desc(), col(DuplicatePair.id))
            .limit(200)
        )
    )


def say_different(
    session: Session, *, pair: DuplicatePair, reason: str, by: Account, now: dt.datetime
) -> None:
    """Record an officer's word that two records are two people; the pair is not asked again."""
    pair.decision, pair.decided_by, pair.decided_at = PairDecision.DIFFERENT, by.id, now
    pair.reason = reason
    session.add(pair)
    session.flush()
    for person_id in (pair.first_id, pair.second_id):
        audit.record(
            session, account=by, action="person.told_apart", subject_type="person",
            subject_id=person_id, now=now, details=f"pair={pair.id}",
        )  # fmt: skip


def _alive() -> tuple[ColumnElement[bool], ...]:
    return col(Person.erased_at).is_(None), col(Person.merged_into_id).is_(None)


def _queue(session: Session, found: Found, *, now: dt.datetime) -> None:
    session.add(
        DuplicatePair(
            first_id=found.first_id,
            second_id=found.second_id,
            score=found.score,
            band=decision(found.score),
            evidence=found.evidence,
            found_at=now,
        )  # fmt: skip
    )


def _compare(first: int, second: int, one: dict[str, str], two: dict[str, str]) -> Found | None:
    pair = {f"{field}_a": text for field, text in one.items()}
    pair |= {f"{field}_b": text for field, text in two.items()}
    score, _decision = same_person(pair, _communes())
    if score < ASK_FROM:
        return None
    told = [[one.field, round(one.log_odds, 2)] for one in explain(pair, _communes())]
    return Found(first, second, round(score, 4), told)


def _records(session: Session, people: Iterable[Person]) -> list[dict[str, str]]:
    units = {unit.id: unit for unit in session.exec(select(Unit))}
    return [_record(one, units) for one in people]


def _record(person: Person, units: dict[int, Unit]) -> dict[str, str]:
    born = person.birth_date
    unit = units.get(person.old_unit_id or person.new_unit_id or 0)
    district = units.get(unit.parent_id or 0) if unit and person.old_unit_id else None
    named = person.full_name if person.name_folded else ""
    return {
        "name": "" if named in NO_NAMES else named,
        "birth": f"{born:%d/%m/%Y}" if born else str(person.birth_year or ""),
        "commune": ", ".join(one.name for one in (unit, district) if one is not None),
        "phone": person.contact_phone or "",
        "cccd4": person.national_id_last4,
    }


#: names that are none
NO_NAMES = frozenset({"Chưa ghi tên", "Đã xóa", "—"})


@functools.lru_cache(maxsize=1)
def _communes() -> CommuneResolver:
    return CommuneResolver.load(PROJECT / "seeds")
