"""'Gợi ý cho anh/chị': openings and courses with reasons, what is missing, and the course."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from flask import current_app, render_template, request, url_for
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from matching.places import road_km
from workforce import clock
from workforce.consents import consents
from workforce.courses.cards import course_card
from workforce.courses.queries import CourseRow
from workforce.courses.queries import rows_of as courses_of
from workforce.database import get_session, writing
from workforce.formats import date, kilometres
from workforce.i18n import _
from workforce.labels import label
from workforce.models import Account, Application, ApplicationStatus, ConsentPurpose, Person
from workforce.openings.cards import opening_card
from workforce.openings.origin import home_of
from workforce.openings.queries import OpeningRow
from workforce.openings.queries import rows_of as openings_of
from workforce.seekers import communes, queries
from workforce.seekers.blueprint import account_and_person, blueprint
from workforce.suggestions import exposures, words
from workforce.suggestions.prices import PLAUSIBLE
from workforce.suggestions.run import Suggestions, compute, store, stored_for
from workforce.suggestions.words import Names

PER_PAGE = 8
COURSES_SHOWN = 4


@blueprint.get("/goi-y")
def suggestions() -> str:
    """Show what fits, computed now, so that what was posted a minute ago is there."""
    db, today = get_session(), clock.today()
    account, person = account_and_person(db)
    agreed = consents.has_consent(db, person_id=person.id, purpose=ConsentPurpose.MATCHING)
    whole = queries.profile_of(db, person=person)
    shown: dict[str, Any] = {
        "openings": [], "courses": [], "change": None, "page": 1, "pages": 1,
    }  # fmt: skip
    if agreed and _says_something(whole):
        found = compute(db, person.id, today=today)
        _remember(db, found, now=clock.now())
        found, places = exposures.arrange(db, found, today=today, plausible=PLAUSIBLE)
        shown = _cards(db, account, person, found, today=today)
        _note_shown(db, person, places, shown["openings"], today=today, now=clock.now())
    return render_template(
        "seekers/suggestions.html",
        person=person,
        agreed=agreed,
        text_consent=consents.texts()[ConsentPurpose.MATCHING],
        says_something=_says_something(whole),
        based_on=_based_on(db, whole),
        has_home=bool(person.old_unit_id or person.new_unit_id),
        **shown,
    )


def _says_something(whole: queries.Profile) -> bool:
    return bool(whole.person.desired or whole.wishes or whole.work or whole.person.about)


def _remember(db: Session, found: Suggestions, *, now: dt.datetime) -> None:
    """Keep the list for officers and the night run, when it differs from the one kept.

    The page reads, so a short session of its own writes; nothing is written otherwise.
    """
    kept = stored_for(db, found.person_id)
    if kept is not None and (kept.openings, kept.courses) == (found.openings, found.courses):
        return
    with writing() as session:
        store(session, [found], run_id=None, now=now)


def _note_shown(
    db: Session,
    person: Person,
    places: Sequence[exposures.Place],
    cards: Sequence[dict[str, Any]],
    *,
    today: dt.date,
    now: dt.datetime,
) -> None:
    """Log what this page shows for the first time today, in a short session of its own."""
    on_page = {card["id"] for card in cards}
    shown = [place for place in places if place.opening_id in on_page]
    fresh = exposures.unnoted(db, person.id, shown, today=today)
    if not fresh:
        return
    try:
        with writing() as session:
            exposures.note_shown(session, person.id, fresh, today=today, now=now)
    except OperationalError:
        # Somebody holds the write lock: a page that only reads does not fail for a log.
        current_app.logger.info("suggestions shown were not noted: the database is busy")


def _cards(
    db: Session, account: Account, person: Person, found: Suggestions, *, today: dt.date
) -> dict[str, Any]:
    names = Names.for_list(db, found)
    applied = queries.applied_to(db, person=person)
    pairs = _open_pairs(db, found, today=today)
    lacked = [course for row, _opening in pairs for course in row["courses"]]
    suggested = [row["course_id"] for row in found.courses[:COURSES_SHOWN]]
    change = found.change or {}
    lacked += change.get("courses", [])
    courses = {
        row.course.id: row
        for row in courses_of(db, list(dict.fromkeys([*suggested, *lacked])), today=today)
        if row.next_intake
    }
    pages = max(1, -(-len(pairs) // PER_PAGE))
    page = min(max(request.args.get("trang", 1, type=int), 1), pages)
    home = home_of(db, account)
    cards = [
        _opening(row, opening, names, courses, applied.get(opening.opening.id), home, today)
        | _too_far(road_km(home, opening.point), person)
        for row, opening in pairs[(page - 1) * PER_PAGE : page * PER_PAGE]
    ]
    reasons = {row["course_id"]: row for row in found.courses}
    return {
        "openings": cards,
        "courses": [
            _course(courses[one], reasons[one], names) for one in suggested if one in courses
        ],
        "change": _change(change, courses),
        "page": page,
        "pages": pages,
    }


def _change(change: dict[str, Any], courses: dict[int, CourseRow]) -> dict[str, str] | None:
    """Return the one change that would open most, with the course that teaches it if one does."""
    said = words.change(change) if change else ""
    if not said:
        return None
    row = next((courses[one] for one in change["courses"] if one in courses), None)
    if row is None or row.next_intake is None:
        return {"said": said}
    return {
        "said": said,
        "url": url_for("public.course", course_id=row.course.id),
        "link": _(
            "Lớp dạy việc này: %(title)s, khai giảng %(day)s",
            title=row.course.title, day=date(row.next_intake.starts_on),
        ),
    }  # fmt: skip


def _open_pairs(
    db: Session, found: Suggestions, *, today: dt.date
) -> list[tuple[dict[str, Any], OpeningRow]]:
    likely = [row for row in found.openings if row["score"] >= PLAUSIBLE]
    rows = {row.opening.id: row for row in openings_of(db, [row["opening_id"] for row in likely])}
    return [
        (row, rows[row["opening_id"]])
        for row in likely
        if row["opening_id"] in rows and rows[row["opening_id"]].opening.is_open(today)
    ]


def _opening(
    row: dict[str, Any],
    opening: OpeningRow,
    names: Names,
    courses: dict[int, CourseRow],
    application: Application | None,
    home: Any,
    today: dt.date,
) -> dict[str, Any]:
    """Return the card of an opening with facts about this person beside it."""
    lacks = words.lacks(row, names)
    why = words.why(row, names, limit=8)
    teaches = next((courses[one] for one in row["courses"] if one in courses), None)
    card = opening_card(opening, today=today, km=road_km(home, opening.point))
    card |= {
        # So that the page of the opening knows it was found here.
        "url": url_for("public.opening", opening_id=opening.opening.id, tu="goi-y"),
        "fit": words.fit(row),
        "why": why[0] if why else "",
        "missing": _listed(lacks),
        "more_why": why[1:],
        "know_first": words.know_first(row, names),
        "lacks": lacks,
    }
    if teaches is not None and teaches.next_intake is not None:
        card["missing_url"] = url_for("public.course", course_id=teaches.course.id)
        card["missing_link"] = _(
            "Lớp dạy việc này: %(title)s, khai giảng %(day)s",
            title=teaches.course.title, day=date(teaches.next_intake.starts_on),
        )  # fmt: skip
    if application is not None and application.status != ApplicationStatus.WITHDRAWN:
        card |= {"status": label(application.status), "status_kind": "info"}
    return card


def _too_far(km: float | None, person: Person) -> dict[str, Any]:
    """Return the card's distance where it is more than the person said, in plain words."""
    if km is None or person.max_km is None or km <= person.max_km:
        return {}
    return {
        "distance_text": _(
            "cách nhà %(km)s, xa hơn %(wish)s km anh/chị muốn",
            km=kilometres(km), wish=person.max_km,
        )
    }  # fmt: skip


def _course(row: CourseRow, reasons: dict[str, Any], names: Names) -> dict[str, Any]:
    why = words.why(reasons, names)
    return course_card(row) | {
        "why": why[0] if why else "",
        "teaches": names.skill_list(reasons["teaches"]),
    }


def _listed(parts: Sequence[str], limit: int = 2) -> str:
    """Return 'may máy 1 kim, kiểm hàng và 2 điều khác'."""
    text = ", ".join(parts[:limit])
    more = len(parts) - limit
    return _("%(parts)s và %(n)s điều khác", parts=text, n=more) if more > 0 else text


def _based_on(db: Session, whole: queries.Profile) -> list[str]:
    """Return what the list rests on, so that a wrong reading is seen and put right."""
    person = whole.person
    parts = [person.desired or ", ".join(one.name_vi for one in whole.wishes)]
    parts.append(communes.commune_label(db, whole.old_unit, whole.new_unit))
    if person.max_km:
        parts.append(_("trong %(km)s km", km=person.max_km))
    return [part for part in parts if part]
