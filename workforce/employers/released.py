"""What an employer may see of an applicant: the record of the consent, and nothing else.

This module names columns one by one on purpose. Sex, birth date, national id, ethnicity,
disability, poverty, land and household are not read here, so no template can print them.
"""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from workforce.i18n import _
from workforce.models import (
    Application,
    Education,
    Opening,
    OpeningSkill,
    Person,
    PersonCertificate,
    PersonSkill,
    Skill,
    Training,
    Unit,
    WorkHistory,
)
from workforce.people.age import age_on
from workforce.reference.rates import rate_number


@dataclass(frozen=True)
class Released:
    """What the applicant released to this one enterprise.

    Attributes:
        work: (title, months) of earlier work; months None when not said.
        is_minor: below the adult age: the law keeps night and hazardous work from them.
    """

    name: str
    phone: str | None
    commune: str
    education: Education | None
    training: Training | None
    training_field: str
    skills: tuple[str, ...]
    certificates: tuple[str, ...]
    work: tuple[tuple[str, int | None], ...]
    message: str
    is_minor: bool


def released_profile(session: Session, application: Application, *, today: dt.date) -> Released:
    """Return what the applicant released with this application."""
    person = session.get_one(Person, application.person_id)
    commune = session.get(Unit, person.new_unit_id) if person.new_unit_id else None
    age = age_on(person, today)
    adult = rate_number(session, "working_age_years", "adult", on=today)
    work = session.exec(
        select(WorkHistory.title, WorkHistory.months)
        .where(WorkHistory.person_id == person.id)
        .order_by(col(WorkHistory.id))
    ).all()
    return Released(
        name=person.full_name,
        phone=person.contact_phone,
        commune=commune.name if commune else "",
        education=person.education,
        training=person.training,
        training_field=person.training_field,
        skills=tuple(skill_names(session, person.id)),
        certificates=tuple(
            session.exec(
                select(PersonCertificate.name)
                .where(PersonCertificate.person_id == person.id)
                .order_by(col(PersonCertificate.name))
            )
        ),
        work=tuple((title, months) for title, months in work),
        message=application.message,
        is_minor=age is not None and age < adult,
    )


def skill_names(session: Session, person_id: int) -> list[str]:
    """Return the names of a person's skills, by name."""
    return list(
        session.exec(
            select(Skill.name_vi)
            .join(PersonSkill, col(PersonSkill.skill_id) == col(Skill.id))
            .where(PersonSkill.person_id == person_id)
            .order_by(col(Skill.name_vi))
        )
    )


def missing_skills(session: Session, *, person_id: int, opening: Opening) -> list[Skill]:
    """Return the required skills of the opening the person did not name, by name."""
    has = select(PersonSkill.skill_id).where(PersonSkill.person_id == person_id)
    return list(
        session.exec(
            select(Skill)
            .join(OpeningSkill, col(OpeningSkill.skill_id) == col(Skill.id))
            .where(
                OpeningSkill.opening_id == opening.id,
                col(OpeningSkill.is_required),
                col(Skill.id).not_in(has),
            )
            .order_by(col(Skill.name_vi))
        )
    )


def work_words(months: int | None) -> str:
    """Return '2 năm', '8 tháng'; '' when not said."""
    if months is None:
        return ""
    if months >= 12 and months % 12 == 0:
        return _("%(n)s năm", n=months // 12)
    if months > 12:
        return _("%(years)s năm %(months)s tháng", years=months // 12, months=months % 12)
    return _("%(n)s tháng", n=months)
