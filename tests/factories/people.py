"""People with fixed values: whatever a test does not name is the same in every run."""

import datetime as dt
import itertools
from typing import Any

from sqlmodel import Session

from matching import fold
from tests.factories.vocabulary import new_commune, occupation, old_commune, skill
from tests.fixed_clock import NOW
from workforce.consents import consents
from workforce.models import (
    ConsentEvent,
    ConsentPurpose,
    Education,
    Person,
    PersonCertificate,
    PersonSkill,
    SensitiveAttributes,
    SkillSource,
    Training,
    WishedOccupation,
    WorkHistory,
)

_phones = itertools.count(1)


def make_person(
    session: Session,
    *,
    blank: bool = False,
    under_age: bool = False,
    consents_to: tuple[ConsentPurpose, ...] = (ConsentPurpose.MATCHING,),
    **values: Any,
) -> Person:
    """Add a person who looks for sewing work in An Hiệp, ten kilometres around.

    Args:
        blank: only a name: a profile nobody has filled in yet.
        under_age: sixteen years old.
        consents_to: purposes the person has said yes to.
    """
    name = values.pop("full_name", "Nguyễn Thị Mẫu")
    filled: dict[str, Any] = {
        "birth_year": 1990,
        "desired": "công nhân may",
        "about": "Tôi biết may máy một kim.",
        "education": Education.LOWER_SECONDARY,
        "training": Training.NONE,
        "wage_min_vnd": 7_000_000,
        "max_km": 10,
        "contact_phone": f"+8490100{next(_phones):04d}",
        "profile_step": 4,
    }
    if not blank and "new_unit_id" not in values and "old_unit_id" not in values:
        filled["old_unit_id"] = old_commune(session).id
        filled["new_unit_id"] = new_commune(session).id
    if under_age:
        filled["birth_year"] = None
        filled["birth_date"] = dt.date(2010, 3, 1)
    person = Person(
        full_name=name, name_folded=fold(name), created_at=NOW, updated_at=NOW,
        **({} if blank else filled) | values,
    )  # fmt: skip
    session.add(person)
    session.flush()
    for purpose in consents_to:
        grant(session, person, purpose)
    return person


def grant(session: Session, person: Person, purpose: ConsentPurpose) -> ConsentEvent:
    """Record the person's yes to a purpose."""
    return consents.grant(
        session, person_id=person.id, purpose=purpose, channel="self", by=None, now=NOW
    )


def add_skill(
    session: Session, person: Person, key: str, source: SkillSource = SkillSource.STATED
) -> PersonSkill:
    """Add a skill of the vocabulary to the person."""
    row = PersonSkill(person_id=person.id, skill_id=skill(session, key).id, source=source)
    session.add(row)
    session.flush()
    return row


def add_wish(session: Session, person: Person, key: str, position: int = 1) -> WishedOccupation:
    """Add an occupation the person said yes to."""
    row = WishedOccupation(
        person_id=person.id, occupation_id=occupation(session, key).id, position=position
    )
    session.add(row)
    session.flush()
    return row


def add_work(
    session: Session, person: Person, title: str = "Thợ may gia công", months: int | None = 24
) -> WorkHistory:
    """Add work done before."""
    row = WorkHistory(person_id=person.id, title=title, months=months)
    session.add(row)
    session.flush()
    return row


def add_certificate(session: Session, person: Person, name: str) -> PersonCertificate:
    """Add a certificate in the person's words."""
    row = PersonCertificate(person_id=person.id, name=name)
    session.add(row)
    session.flush()
    return row


def make_sensitive(session: Session, person: Person, **values: Any) -> SensitiveAttributes:
    """Add what only statistics may know, with the consent for it."""
    consent = grant(session, person, ConsentPurpose.SENSITIVE)
    row = SensitiveAttributes(
        person_id=person.id,
        consent_id=consent.id,
        recorded_at=NOW,
        **{"ethnicity": "khmer", "poverty": "poor"} | values,
    )
    session.add(row)
    session.flush()
    return row
