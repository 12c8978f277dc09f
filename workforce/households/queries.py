"""How far support has come for the people whose land was taken (resolution, IV.5)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from workforce.models import (
    CheckOutcome,
    Enrolment,
    EnrolmentEvent,
    EnrolmentStatus,
    Household,
    HouseholdMember,
    MemberWish,
    Person,
    Placement,
    PlacementKind,
    SupportEvent,
    SupportStep,
)
from workforce.people.age import age_on
from workforce.placements.ledger import Episode, episodes
from workforce.reference.rates import rate_number


@dataclass(frozen=True)
class Funnel:
    """People, not households. Each step counts those who reached it, whatever came first.

    Attributes:
        registered: members of working age who want work; the denominator.
        counselled, planned, trained, working, stable: of those.
        apart: members by another wish (study, care, retirement, declined) or None for
            'not asked yet': outside the denominator, never hidden.
        households: households on record.
    """

    registered: int = 0
    counselled: int = 0
    planned: int = 0
    trained: int = 0
    working: int = 0
    stable: int = 0
    households: int = 0
    apart: dict[MemberWish | None, int] = field(default_factory=dict)


def land_acquired_funnel(
    session: Session, *, on: dt.date, known_at: dt.datetime | None = None
) -> Funnel:
    """Return the funnel on a day, as known at a moment.

    Working means an episode that counts as a placement and is open on the day, or an own
    business on record; stable means still there at six months or later.
    """
    members = _members(session, known_at=known_at)
    minimum = rate_number(session, "working_age_years", "minimum", on=on)
    wanting, apart = set(), Counter[MemberWish | None]()
    member_ids: dict[int, int] = {}
    for member, person in members:
        age = age_on(person, on)
        if age is not None and age < minimum:
            continue
        if member.wish == MemberWish.WORK:
            wanting.add(person.id)
            member_ids[member.id] = person.id
        else:
            apart[member.wish] += 1
    steps = _support_steps(session, on=on, known_at=known_at)
    work = _episodes_by_person(session, wanting, known_at=known_at)
    return Funnel(
        registered=len(wanting),
        counselled=_reached(steps[SupportStep.COUNSELLED], member_ids),
        planned=_reached(steps[SupportStep.PLANNED], member_ids),
        trained=len(wanting & _trained(session, on=on, known_at=known_at)),
        working=sum(any(_is_working(one, on) for one in ones) for ones in work.values()),
        stable=sum(any(_is_stable(one, on) for one in ones) for ones in work.values()),
        households=len({member.household_id for member, _person in members}),
        apart=dict(apart),
    )


def _members(
    session: Session, *, known_at: dt.datetime | None
) -> list[tuple[HouseholdMember, Person]]:
    statement = (
        select(HouseholdMember, Person)
        .join(Person, col(Person.id) == col(HouseholdMember.person_id))
        .join(Household, col(Household.id) == col(HouseholdMember.household_id))
    )
    if known_at is not None:
        statement = statement.where(Household.recorded_at <= known_at)
    return [(member, person) for member, person in session.exec(statement)]


def _support_steps(
    session: Session, *, on: dt.date, known_at: dt.datetime | None
) -> dict[SupportStep, set[int]]:
    """Return, per step, the members with a standing event of it."""
    events = [
        event
        for event in session.exec(select(SupportEvent).where(SupportEvent.occurred_on <= on))
        if known_at is None or event.recorded_at <= known_at
    ]
    voided = {event.voids_event_id for event in events if event.step == SupportStep.VOIDED}
    steps: dict[SupportStep, set[int]] = {step: set() for step in SupportStep}
    for event in events:
        if event.id not in voided:
            steps[event.step].add(event.member_id)
    return steps


def _reached(members: set[int], member_ids: dict[int, int]) -> int:
    return len({member_ids[member] for member in members if member in member_ids})


def _trained(session: Session, *, on: dt.date, known_at: dt.datetime | None) -> set[int]:
    last = known_at or dt.datetime.combine(on, dt.time.max, tzinfo=dt.UTC)
    return set(
        session.exec(
            select(Enrolment.person_id)
            .join(EnrolmentEvent, col(EnrolmentEvent.enrolment_id) == col(Enrolment.id))
            .where(EnrolmentEvent.status == EnrolmentStatus.COMPLETED, EnrolmentEvent.at <= last)
        )
    )


def _episodes_by_person(
    session: Session, people: Iterable[int], *, known_at: dt.datetime | None
) -> dict[int, list[tuple[PlacementKind, Episode]]]:
    wanted = set(people)
    placements = {
        placement.id: placement
        for placement in session.exec(
            select(Placement).where(col(Placement.person_id).is_not(None))
        )
        if placement.person_id in wanted
    }
    result: dict[int, list[tuple[PlacementKind, Episode]]] = {}
    for placement_id, episode in episodes(session, placements, known_at=known_at).items():
        placement = placements[placement_id]
        result.setdefault(placement.person_id or 0, []).append((placement.kind, episode))
    return result


def _is_working(one: tuple[PlacementKind, Episode], on: dt.date) -> bool:
    kind, episode = one
    counts = episode.is_placement or kind == PlacementKind.OWN_BUSINESS
    return counts and episode.is_working_on(on)


def _is_stable(one: tuple[PlacementKind, Episode], on: dt.date) -> bool:
    return _is_working(one, on) and any(
        one[1].checks.get(months) == CheckOutcome.SAME_EMPLOYER for months in (6, 12)
    )
