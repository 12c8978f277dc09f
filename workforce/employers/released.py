"""What an employer may see of an applicant: the record of the consent, and nothing else.

This module names columns one by one on purpose. Sex, birth date, national id, ethnicity,
disability, poverty, land and household are not read here, so no template can print them.
"""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from workforce.applications.sharing import Part, shares
from workforce.i18n import _
from workforce.models import (
    Application,
    Education,
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
        kept_back: parts the applicant did not send to this enterprise.
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
    kept_back: frozenset[Part]


def released_profile(session: Session, application: Application, *, today: dt.date) -> Released:
    """Return what the applicant released with this application."""
    person = session.get_one(Person, application.person_id)
    given = {part for part in Part if shares(application, part)}
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
        phone=person.contact_phone if Part.PHONE in given else None,
        commune=commune.name if commune and Part.COMMUNE in given else "",
        education=person.education if Part.SCHOOLING in given else None,
        training=person.training if Part.SCHOOLING in given else None,
        training_field=person.training_field if Part.SCHOOLING in given else "",
        skills=tuple(skill_names(session, person.id)) if Part.SKILLS in given else (),
        certificates=()
        if Part.CERTIFICATES not in given
        else tuple(
            session.exec(
                select(PersonCertificate.name)
                .where(PersonCertificate.person_id == person.id)
                .order_by(col(PersonCertificate.name))
            )
        ),
        work=tuple((title, months) for title, months in work) if Part.WORK in given else (),
        message=application.message,
        is_minor=age is not None and age < adult,
        kept_back=frozenset(Part) - given,
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


def missing_skills(session: Session, *, application: Application) -> list[Skill]:
    """Return the required skills of the opening the person did not name, by name.

    All required ones of somebody who kept their skills back: which of them they have is
    not for this enterprise to know.
    """
    wanted = (
        select(Skill)
        .join(OpeningSkill, col(OpeningSkill.skill_id) == col(Skill.id))
        .where(OpeningSkill.opening_id == application.opening_id, col(OpeningSkill.is_required))
        .order_by(col(Skill.name_vi))
    )
    if shares(application, Part.SKILLS):
        has = select(PersonSkill.skill_id).where(PersonSkill.person_id == application.person_id)
        wanted = wanted.where(col(Skill.id).not_in(has))
    return list(session.exec(wanted))


def work_words(months: int | None) -> str:
    """Return '2 năm', '8 tháng'; '' when not said."""
    if months is None:
        return ""
    if months >= 12 and months % 12 == 0:
        return _("%(n)s năm", n=months // 12)
    if months > 12:
        return _("%(years)s năm %(months)s tháng", years=months // 12, months=months % 12)
    return _("%(n)s tháng", n=months)
