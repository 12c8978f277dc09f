"""What an employer will see of an application, part by part, and what one keeps back."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session

from workforce.applications.sharing import Part
from workforce.formats import phone
from workforce.i18n import _
from workforce.labels import label
from workforce.models import Application, Person
from workforce.people.age import age_on
from workforce.reference.names import name_of
from workforce.reference.rates import rate_number
from workforce.seekers import queries
from workforce.suggestions.words import duration


@dataclass(frozen=True)
class Fact:
    """One part of the profile as the employer reads it; part None: it always goes."""

    part: Part | None
    label: str
    lines: list[str]


def offered(
    session: Session, *, person: Person, phone_number: str | None, today: dt.date
) -> list[Fact]:
    """Return what there is to send, part by part; parts without an answer are left out.

    The same fields as ``workforce.employers.released``, which is what is really shown;
    tests/seekers compares the two.
    """
    whole = queries.profile_of(session, person=person)
    work = [
        f"{one.title}, {duration(one.months)}" if one.months else one.title for one in whole.work
    ]
    schooled = [
        label(person.education) if person.education else "",
        label(person.training) if person.training else "",
        person.training_field,
    ]
    facts = [
        Fact(None, _("Họ và tên"), [person.full_name]),
        Fact(Part.PHONE, _("Số điện thoại"), [phone(person.contact_phone or phone_number)]),
        Fact(Part.COMMUNE, _("Xã, phường"), [whole.new_unit.name if whole.new_unit else ""]),
        Fact(Part.SCHOOLING, _("Đã học"), schooled),
        Fact(Part.WORK, _("Đã làm"), work),
        Fact(Part.SKILLS, _("Kỹ năng"), [", ".join(name_of(skill) for skill in whole.skills)]),
        Fact(Part.CERTIFICATES, _("Bằng, chứng chỉ"), whole.certificates),
    ]
    age = age_on(person, today)
    if age is not None and age < rate_number(session, "working_age_years", "adult", on=today):
        facts.append(Fact(None, _("Tuổi"), [_("dưới 18 tuổi")]))
    said = [Fact(fact.part, fact.label, [one for one in fact.lines if one]) for fact in facts]
    return [fact for fact in said if fact.lines]


def words(application: Application) -> str:
    """Return the names of the parts that went out, in words; the name always does."""
    names = {
        Part.PHONE: _("số điện thoại"),
        Part.COMMUNE: _("xã, phường"),
        Part.SCHOOLING: _("học vấn"),
        Part.WORK: _("việc đã làm"),
        Part.SKILLS: _("kỹ năng"),
        Part.CERTIFICATES: _("bằng, chứng chỉ"),
    }
    parts = set(Part) if application.shared is None else set(application.shared)
    return ", ".join([_("họ tên"), *(names[part] for part in Part if part in parts)])
