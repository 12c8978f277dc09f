"""Save what a seeker says of themselves. Flush, never commit; each page on its own."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete
from sqlmodel import Session, col, select

from matching import fold
from workforce.accounts.actions import NO_NAME
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import (
    Account,
    Education,
    Person,
    PersonCertificate,
    PersonSkill,
    Skill,
    SkillSource,
    Training,
    Unit,
    UnitSuccession,
    WishedOccupation,
    WorkHistory,
)
from workforce.seekers.incoming import MOST_CERTIFICATES, MOST_WORK, Incoming
from workforce.suggestions.words import duration

#: answers a file may fill where the person has none
ANSWERS = (
    "birth_year", "education", "training", "training_field", "desired", "wage_min_vnd", "max_km",
    "about", "constraints",
)  # fmt: skip


@dataclass(frozen=True)
class Wishes:
    """Page 1: what work, for how much, when."""

    desired: str
    occupation_ids: Sequence[int]
    wage_min_vnd: int | None
    shift_ok: list[str] | None


@dataclass(frozen=True)
class Experience:
    """Page 2: what the person has done and can do; work is (title, months).

    ``declined_ids`` are skills that were held or read from their words and are no longer ticked.
    """

    about: str
    work: Sequence[tuple[str, int | None]]
    skill_ids: Sequence[int]
    certificates: Sequence[str]
    declined_ids: Collection[int] = ()
    #: (occupation id, its name, months) of chips about work that stayed ticked
    worked: Sequence[tuple[int, str, int | None]] = ()


@dataclass(frozen=True)
class Home:
    """Page 3: where from, how far, what is needed to get there."""

    unit_id: int | None
    max_km: int | None
    needs_shuttle: bool | None
    needs_housing: bool | None
    hamlet: str


@dataclass(frozen=True)
class Schooling:
    """Page 4: schooling, training, age, name, limits."""

    full_name: str
    birth_year: int | None
    education: Education | None
    training: Training | None
    training_field: str
    constraints: str


def own_person(session: Session, *, account: Account, now: dt.datetime) -> Person:
    """Return the account's person, made now if there is none yet.

    Never a profile somebody else made: an officer's record is joined to an account at the
    desk only.
    """
    found = session.get(Person, account.person_id) if account.person_id else None
    if found is not None and found.erased_at is None:
        return found
    name = account.display_name.strip() or NO_NAME
    person = Person(
        full_name=name, name_folded=fold(name), contact_phone=account.phone, created_at=now,
        created_by=account.id, updated_at=now, is_sample=account.is_sample,
    )  # fmt: skip
    session.add(person)
    session.flush()
    account.person_id = person.id
    session.add(account)
    session.flush()
    return person


def save_wishes(session: Session, *, person: Person, wishes: Wishes, now: dt.datetime) -> None:
    """Save page 1; the occupations given replace those confirmed before."""
    person.desired = wishes.desired
    person.wage_min_vnd = wishes.wage_min_vnd
    person.shift_ok = wishes.shift_ok
    session.exec(delete(WishedOccupation).where(col(WishedOccupation.person_id) == person.id))
    for position, occupation_id in enumerate(dict.fromkeys(wishes.occupation_ids), start=1):
        session.add(
            WishedOccupation(person_id=person.id, occupation_id=occupation_id, position=position)
        )
    _saved(session, person, step=1, now=now)


def save_experience(
    session: Session, *, person: Person, experience: Experience, now: dt.datetime
) -> None:
    """Save page 2. Skills proven by a certificate stay, others are as ticked."""
    person.about = experience.about
    known = dict(
        session.exec(
            select(WorkHistory.title, WorkHistory.occupation_id).where(
                WorkHistory.person_id == person.id
            )
        ).all()
    )
    session.exec(delete(WorkHistory).where(col(WorkHistory.person_id) == person.id))
    rows = [(title, months, known.get(title)) for title, months in experience.work]
    titles = {title for title, _months, _key in rows}
    rows += [(name, months, key) for key, name, months in experience.worked if name not in titles]
    for title, months, key in rows:
        session.add(WorkHistory(person_id=person.id, title=title, months=months, occupation_id=key))
    session.exec(delete(PersonCertificate).where(col(PersonCertificate.person_id) == person.id))
    for name in dict.fromkeys(experience.certificates):
        session.add(PersonCertificate(person_id=person.id, name=name))
    _keep_skills(session, person, set(experience.skill_ids))
    _keep_declined(session, person, experience)
    _saved(session, person, step=2, now=now)


def save_home(session: Session, *, person: Person, home: Home, now: dt.datetime) -> None:
    """Save page 3; an old commune brings the new one it became.

    Raises:
        InvalidInput: the unit is not one of ours.
    """
    if home.unit_id is not None:
        person.old_unit_id, person.new_unit_id = _old_and_new(session, home.unit_id)
    person.max_km = home.max_km
    person.needs_shuttle, person.needs_housing = home.needs_shuttle, home.needs_housing
    person.hamlet = home.hamlet
    _saved(session, person, step=3, now=now)


def save_schooling(
    session: Session, *, person: Person, schooling: Schooling, account: Account, now: dt.datetime
) -> None:
    """Save page 4. A birth date an officer recorded stays unless the year differs."""
    person.full_name = schooling.full_name
    person.name_folded = fold(schooling.full_name)
    if person.birth_date is not None and person.birth_date.year != schooling.birth_year:
        person.birth_date = None
    person.birth_year = schooling.birth_year
    person.education, person.training = schooling.education, schooling.training
    person.training_field = schooling.training_field
    person.constraints = schooling.constraints
    account.display_name = schooling.full_name
    session.add(account)
    _saved(session, person, step=4, now=now)


def take_in(
    session: Session, *, person: Person, account: Account, incoming: Incoming, now: dt.datetime
) -> None:
    """Fill empty answers from a file and add to lists; what was answered stays."""
    if person.full_name == NO_NAME and incoming.full_name:
        person.full_name, person.name_folded = incoming.full_name, fold(incoming.full_name)
        account.display_name = incoming.full_name
        session.add(account)
    for name in ANSWERS:
        if getattr(person, name) in (None, ""):
            setattr(person, name, getattr(incoming, name))
    titles = set(session.exec(select(WorkHistory.title).where(WorkHistory.person_id == person.id)))
    for title, months in incoming.work:
        if title not in titles and len(titles) < MOST_WORK:
            titles.add(title)
            session.add(WorkHistory(person_id=person.id, title=title, months=months))
    names = set(
        session.exec(select(PersonCertificate.name).where(PersonCertificate.person_id == person.id))
    )
    for name in incoming.certificates:
        if name not in names and len(names) < MOST_CERTIFICATES:
            names.add(name)
            session.add(PersonCertificate(person_id=person.id, name=name))
    _saved(session, person, step=person.profile_step, now=now)


def work_line(title: str, months: int | None) -> str:
    """Return 'Thợ may, 2 năm' or the title alone."""
    return f"{title}, {duration(months)}" if months else title


def fill_contact(session: Session, *, person: Person, account: Account) -> None:
    """Make sure an employer can call back: the account's number, if the profile has none."""
    if person.contact_phone is None and account.phone is not None:
        person.contact_phone = account.phone
        session.add(person)
        session.flush()


def set_seeking(session: Session, *, person: Person, is_seeking: bool, now: dt.datetime) -> None:
    """Say whether the person still looks for work."""
    person.is_seeking, person.updated_at = is_seeking, now
    session.add(person)
    session.flush()


def _keep_skills(session: Session, person: Person, wanted: set[int]) -> None:
    rows = session.exec(select(PersonSkill).where(PersonSkill.person_id == person.id)).all()
    for row in rows:
        if row.skill_id in wanted:
            if row.source == SkillSource.RECOGNISED:
                row.source = SkillSource.STATED
                session.add(row)
        elif row.source != SkillSource.CERTIFIED:
            session.delete(row)
    known = {row.skill_id for row in rows}
    for skill_id in sorted(wanted - known):
        session.add(PersonSkill(person_id=person.id, skill_id=skill_id, source=SkillSource.STATED))


def _keep_declined(session: Session, person: Person, experience: Experience) -> None:
    """What was taken away once stays away until it is ticked again."""
    held = session.exec(
        select(Skill.key)
        .join(PersonSkill, col(PersonSkill.skill_id) == col(Skill.id))
        .where(PersonSkill.person_id == person.id)
    )
    gone = session.exec(select(Skill.key).where(col(Skill.id).in_(experience.declined_ids)))
    declined = {*gone, *(person.declined_skills or ())} - set(held)
    person.declined_skills = sorted(declined) or None


def _old_and_new(session: Session, unit_id: int) -> tuple[int | None, int | None]:
    unit = session.get(Unit, unit_id)
    if unit is None:
        raise InvalidInput(_("Anh/chị chọn một xã, phường trong danh sách."), "unit")
    became = session.exec(
        select(UnitSuccession.new_unit_id)
        .where(UnitSuccession.old_unit_id == unit_id)
        .order_by(col(UnitSuccession.new_unit_id))
    ).first()
    return (unit_id, became) if became is not None or unit.valid_to else (None, unit_id)


def _saved(session: Session, person: Person, *, step: int, now: dt.datetime) -> None:
    person.profile_step = max(person.profile_step, step)
    person.updated_at = now
    session.add(person)
    session.flush()
