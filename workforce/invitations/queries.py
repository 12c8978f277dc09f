"""Who may be found, what an enterprise sees of them, and who was invited."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, case, col, func, or_, select

from matching.places import Point, road_km
from workforce import clock
from workforce.consents import consents
from workforce.errors import NotFound
from workforce.models import (
    Application,
    ConsentPurpose,
    Enterprise,
    EnterpriseStatus,
    Invitation,
    InvitationAnswer,
    Occupation,
    Opening,
    Person,
    PersonCertificate,
    PersonSkill,
    Skill,
    SkillSource,
    Unit,
    WishedOccupation,
    WorkHistory,
)
from workforce.openings.queries import NOT_ACTIVE, point_of
from workforce.reference.names import name_of, names_by_key
from workforce.reference.rates import rate_number
from workforce.reference.recognition import vocabulary


@dataclass
class Findable:
    """What an enterprise may see of somebody it does not know.

    Attributes:
        work: (name of the trade, months) of earlier work; months None when not said. The
            person's own words are not shown: they can name a person or a firm.
        certificates: names of the vocabulary, for the same reason.
        near_km, far_km: the band of the way to work; None when a home or the place is unknown,
            and no far end for the last band.
    """

    person_id: int
    wishes: list[str] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    work: list[tuple[str, int | None]] = field(default_factory=list)
    certificates: list[str] = field(default_factory=list)
    other_certificates: int = 0
    near_km: int | None = None
    far_km: int | None = None


#: a way longer than this many bands is only said to be longer: few people live so far away
BANDS = 8


def may_be_found(session: Session, *, today: dt.date) -> Any:
    """Return the condition on ``Person``: agreed to be found, looks for work, surely an adult.

    Ranking rests on the consent to matching as well. Somebody of whom only the birth year is
    known counts as an adult once no day of that year leaves a doubt.
    """
    adult = int(rate_number(session, "working_age_years", "adult", on=today))
    born = clock.add_months(today, -12 * adult)
    grown = or_(
        col(Person.birth_date) <= born,
        col(Person.birth_date).is_(None) & (col(Person.birth_year) < today.year - adult),
    )
    return (
        col(Person.is_seeking).is_(True)
        & col(Person.erased_at).is_(None)
        & col(Person.merged_into_id).is_(None)
        & grown
        & consents.agreed_to(ConsentPurpose.INVITED)
        & consents.agreed_to(ConsentPurpose.MATCHING)
    )


def people_for(session: Session, *, opening: Opening, today: dt.date) -> list[int]:
    """Return ids of people the enterprise may be shown for an opening, to be ranked.

    Those who wish for the trade first, then who changed their profile last; as many as the
    table of rates says. Who applied already is known by name and not among them. [] unless
    the enterprise is verified: that is what people agreed to.
    """
    enterprise = session.get_one(Enterprise, opening.enterprise_id)
    if enterprise.status != EnterpriseStatus.VERIFIED or not opening.is_open(today):
        return []
    applied = select(Application.person_id).where(Application.opening_id == opening.id)
    wishes = (
        select(WishedOccupation.id)
        .where(
            WishedOccupation.person_id == Person.id,
            WishedOccupation.occupation_id == opening.occupation_id,
        )
        .correlate(Person)
        .exists()
    )
    most = int(rate_number(session, "invitation", "looked_at", on=today))
    return list(
        session.exec(
            select(Person.id)
            .where(may_be_found(session, today=today), col(Person.id).not_in(applied))
            .order_by(
                case((wishes, 0), else_=1), col(Person.updated_at).desc(), col(Person.id).desc()
            )
            .limit(most)
        )
    )


def may_be_invited(session: Session, *, person_id: int, opening: Opening, today: dt.date) -> bool:
    """Whether the enterprise may invite this person now: still agreed, not applied yet."""
    applied = select(Application.person_id).where(Application.opening_id == opening.id)
    found = session.exec(
        select(Person.id).where(
            Person.id == person_id,
            may_be_found(session, today=today),
            col(Person.id).not_in(applied),
        )
    ).first()
    enterprise = session.get_one(Enterprise, opening.enterprise_id)
    is_verified = enterprise.status == EnterpriseStatus.VERIFIED
    return found is not None and is_verified and opening.is_open(today)


def shown_of(
    session: Session, people: Sequence[int], *, work_at: Point | None, today: dt.date
) -> dict[int, Findable]:
    """Return what an enterprise sees of these people, by id, in a fixed number of queries.

    Columns are named one by one: name, phone, age, sex, address and the person's own words
    are not read at all.
    """
    found = {one: Findable(one) for one in people}
    for person_id, trade in session.exec(
        select(WishedOccupation.person_id, Occupation)
        .join(Occupation, col(Occupation.id) == col(WishedOccupation.occupation_id))
        .where(col(WishedOccupation.person_id).in_(people))
        .order_by(col(WishedOccupation.position), col(WishedOccupation.id))
    ):
        found[person_id].wishes.append(name_of(trade))
    for person_id, skill in session.exec(
        select(PersonSkill.person_id, Skill)
        .join(Skill, col(Skill.id) == col(PersonSkill.skill_id))
        .where(
            col(PersonSkill.person_id).in_(people),
            col(PersonSkill.source) != SkillSource.RECOGNISED,
        )
        .order_by(col(Skill.name_vi))
    ):
        found[person_id].skills.append(name_of(skill))
    for person_id, months, done in session.exec(
        select(WorkHistory.person_id, WorkHistory.months, Occupation)
        .join(Occupation, col(Occupation.id) == col(WorkHistory.occupation_id), isouter=True)
        .where(col(WorkHistory.person_id).in_(people))
        .order_by(col(WorkHistory.id))
    ):
        found[person_id].work.append((name_of(done) if done else "", months))
    _certificates(session, found)
    _distances(session, found, work_at, int(rate_number(session, "invitation", "distance_km",
                                                        on=today)))  # fmt: skip
    return found


def invited_to(session: Session, *, opening_id: int) -> dict[int, Invitation]:
    """Return the invitations to an opening by person id."""
    rows = session.exec(select(Invitation).where(Invitation.opening_id == opening_id))
    return {row.person_id: row for row in rows}


def invitations_of(session: Session, *, person: Person) -> list[Invitation]:
    """Return the invitations a person got, newest first."""
    return list(
        session.exec(
            select(Invitation)
            .where(Invitation.person_id == person.id)
            .order_by(col(Invitation.invited_at).desc(), col(Invitation.id).desc())
        )
    )


def invitation_of(session: Session, *, person: Person, invitation_id: int) -> Invitation:
    """Return one invitation; NotFound when it is not this person's."""
    found = session.exec(
        select(Invitation).where(Invitation.id == invitation_id, Invitation.person_id == person.id)
    ).first()
    if found is None:
        raise NotFound
    return found


def count_waiting(session: Session, *, person: Person) -> int:
    """Return how many invitations a person has not answered, to openings of active firms."""
    return session.exec(
        select(func.count(col(Invitation.id)))
        .join(Opening, col(Opening.id) == col(Invitation.opening_id))
        .join(Enterprise, col(Enterprise.id) == col(Opening.enterprise_id))
        .where(
            Invitation.person_id == person.id,
            Invitation.answer == InvitationAnswer.WAITING,
            col(Enterprise.status).not_in(NOT_ACTIVE),
        )
    ).one()


def is_surely_adult(session: Session, person: Person, *, today: dt.date) -> bool:
    """Whether nothing leaves a doubt that the person is of age."""
    adult = int(rate_number(session, "working_age_years", "adult", on=today))
    if person.birth_date is not None:
        return person.birth_date <= clock.add_months(today, -12 * adult)
    return person.birth_year is not None and person.birth_year < today.year - adult


def _certificates(session: Session, found: dict[int, Findable]) -> None:
    """Fill in certificates as the vocabulary names them; others are only counted."""
    read: dict[int, list[str]] = defaultdict(list)
    for person_id, words in session.exec(
        select(PersonCertificate.person_id, PersonCertificate.name)
        .where(col(PersonCertificate.person_id).in_(list(found)))
        .order_by(col(PersonCertificate.id))
    ):
        named = [one.key for one in vocabulary().skills_in(words, 1)]
        read[person_id] += named
        found[person_id].other_certificates += not named
    names = names_by_key(session, Skill, {key for keys in read.values() for key in keys})
    for person_id, keys in read.items():
        found[person_id].certificates = list(
            dict.fromkeys(names[key] for key in keys if key in names)
        )


def _distances(
    session: Session, found: dict[int, Findable], work_at: Point | None, width: int
) -> None:
    homes = session.exec(
        select(Person.id, Person.old_unit_id, Person.new_unit_id).where(
            col(Person.id).in_(list(found))
        )
    ).all()
    ids = {unit for _person, *units in homes for unit in units if unit}
    units = {one.id: one for one in session.exec(select(Unit).where(col(Unit.id).in_(ids)))}
    for person_id, old, new in homes:
        spots = (point_of(units[one]) for one in (old, new) if one in units)
        home = next((spot for spot in spots if spot is not None), None)
        km = road_km(home, work_at)
        if km is None:
            continue
        band = min(int(km // width), BANDS)
        found[person_id].near_km = band * width
        found[person_id].far_km = (band + 1) * width if band < BANDS else None
