"""'Lộ trình': a class, a job it leads to, a better job after a year of it."""

from collections.abc import Sequence
from typing import Any

from flask import redirect, render_template, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from matching.places import road_km
from workforce import clock
from workforce.consents import consents
from workforce.courses.support import Support
from workforce.database import get_session
from workforce.formats import number
from workforce.i18n import _
from workforce.models import Account, ConsentPurpose, Person, Skill
from workforce.openings.cards import distance, pay
from workforce.openings.origin import home_of
from workforce.openings.queries import OpeningRow
from workforce.openings.queries import rows_of as openings_of
from workforce.reference.names import names_by_key
from workforce.seekers.blueprint import account_and_person, blueprint
from workforce.seekers.suggestion_cards import Cards, listed, open_courses
from workforce.suggestions import pathways as ways
from workforce.suggestions.pathways import Pathway
from workforce.suggestions.words import Names, duration


@blueprint.get("/goi-y/lo-trinh")
def pathways() -> str | Response:
    """Show up to three ways, worked out now from what is open today."""
    db = get_session()
    account, person = account_and_person(db)
    if not consents.has_consent(db, person_id=person.id, purpose=ConsentPurpose.MATCHING):
        return redirect(url_for(".suggestions"))
    found, note = _shown(db, account, person)
    return render_template("seekers/pathways.html", ways=found, support_note=note)


def _shown(db: Session, account: Account, person: Person) -> tuple[list[dict[str, Any]], str]:
    today = clock.today()
    found = ways.pathways(db, person.id, today=today)
    ids = [one for way in found for one in (way.opening_id, way.better_id) if one is not None]
    openings = {row.opening.id: row for row in openings_of(db, ids)}
    taught = [course for way in found for course in way.courses]
    cards = Cards(
        person=person,
        home=home_of(db, account),
        names=_names(db, found),
        courses=open_courses(db, taught, today=today),
        support=Support.load(db, on=today),
        today=today,
    )
    shown = [
        _way(way, cards, openings)
        for way in found
        if way.opening_id in openings and set(way.courses) <= cards.courses.keys()
    ]
    return shown, cards.note(taught)


def _way(way: Pathway, cards: Cards, openings: dict[int, OpeningRow]) -> dict[str, Any]:
    first = openings[way.opening_id]
    better = openings.get(way.better_id) if way.better_id is not None else None
    steps = [_class(cards, course, is_first=not place) for place, course in enumerate(way.courses)]
    steps.append(_job(_("Làm: %(job)s", job=first.opening.title), first, cards))
    lacking = listed(
        [one for one in (cards.names.skill_list([key]) for key in way.missing) if one], limit=3
    )
    if lacking:
        steps[-1]["text"] += " " + _("Học thêm khi làm: %(skills)s.", skills=lacking)
    if better is not None:
        title = _("Sau khoảng %(time)s: %(job)s", time=duration(ways.MONTHS),
                  job=better.opening.title)  # fmt: skip
        steps.append(_job(title, better, cards))
    steps[0]["state"] = "now"
    end = better or first
    return {
        "title": _("%(job)s, lương %(pay)s", job=end.opening.title, pay=pay(end)),
        "weeks": _("Học %(weeks)s tuần", weeks=number(way.weeks)) if way.weeks else "",
        "steps": steps,
    }


def _class(cards: Cards, course: int, *, is_first: bool) -> dict[str, Any]:
    row = cards.courses[course]
    facts = cards.course_facts(row)
    return {
        "title": _("Học: %(course)s", course=row.course.title),
        "state": "now" if is_first else "next",
        "date_text": row.school.name,
        "text": f"{facts[:1].upper()}{facts[1:]}.",
        "url": url_for("public.course", course_id=row.course.id),
        "link": _("Xem lớp học"),
    }


def _job(title: str, row: OpeningRow, cards: Cards) -> dict[str, Any]:
    km = road_km(cards.home, row.point)
    away = cards.too_far(km) or distance(km)
    facts = ", ".join(filter(None, [_("Lương %(pay)s", pay=pay(row)), away]))
    return {
        "title": title,
        "state": "next",
        "date_text": row.enterprise.name,
        "text": f"{facts}.",
        "url": url_for("public.opening", opening_id=row.opening.id),
        "link": _("Xem việc này"),
    }


def _names(db: Session, found: Sequence[Pathway]) -> Names:
    keys = {key for way in found for key in way.missing}
    return Names(skills=names_by_key(db, Skill, keys))
