"""'Gợi ý cho anh/chị': openings and courses with reasons, what is missing, and the course."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from flask import current_app, render_template, request
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from workforce import clock
from workforce.consents import consents
from workforce.courses.support import Support
from workforce.database import get_session, writing
from workforce.i18n import _
from workforce.models import Account, ConsentPurpose, Person
from workforce.openings.origin import home_of
from workforce.reference.names import name_of
from workforce.seekers import communes, invitations, queries
from workforce.seekers.blueprint import account_and_person, blueprint
from workforce.seekers.dismissals import REASONS, just_dismissed
from workforce.seekers.due import gather_due
from workforce.seekers.suggestion_cards import Cards, open_courses, open_pairs
from workforce.suggestions import dismissals, exposures, questions
from workforce.suggestions.prices import PLAUSIBLE
from workforce.suggestions.run import Suggestions, compute, kept, store, stored_for
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
        "openings": [], "courses": [], "change": None, "page": 1, "pages": 1, "is_weak": False,
        "question": None, "support_note": "", "away": None, "put_away": 0,
    }  # fmt: skip
    if agreed and _says_something(whole):
        shown |= _list(db, account, person, today=today)
    elif agreed:
        shown["question"] = questions.about_work(db, today=today)
    return render_template(
        "seekers/suggestions.html",
        person=person,
        due=gather_due(db, person=person, today=today, now=clock.now()),
        agreed=agreed,
        text_consent=consents.texts()[ConsentPurpose.MATCHING],
        says_something=_says_something(whole),
        based_on=_based_on(db, whole),
        has_home=_has_home(person),
        dismissal_reasons=REASONS,
        **invitations.waiting(db, person=person, today=today),
        **shown,
    )


def _list(db: Session, account: Account, person: Person, *, today: dt.date) -> dict[str, Any]:
    """Return what the page shows to who agreed and said something."""
    now = clock.now()
    found = compute(db, person.id, today=today)
    _remember(db, found, now=now)
    best = max((row["score"] for row in found.openings), default=0.0)
    found, places = exposures.arrange(db, found, today=today, plausible=PLAUSIBLE)
    shown = _cards(db, account, person, found, today=today)
    _note_shown(db, person, places, shown["openings"], today=today, now=now)
    kept = dismissals.standing(db, person_id=person.id)
    # Without a home no opening can score as if it were near: that is not for lack of jobs.
    is_weak = _has_home(person) and not questions.fits_well(best)
    worth = questions.ANY_CHANGE if is_weak else questions.WORTH_ASKING
    shown |= {"is_weak": is_weak, "put_away": len(kept)}
    if shown["page"] == 1:
        shown |= {
            "question": questions.most_helpful(db, person.id, today=today, worth=worth),
            "away": just_dismissed(db, account, kept, request.args.get("bo", type=int)),
        }
    return shown


def _says_something(whole: queries.Profile) -> bool:
    return bool(whole.person.desired or whole.wishes or whole.work or whole.person.about)


def _has_home(person: Person) -> bool:
    return bool(person.old_unit_id or person.new_unit_id)


def _remember(db: Session, found: Suggestions, *, now: dt.datetime) -> None:
    """Keep the list for officers and the night run, when it differs from the one kept.

    The page reads, so a short session of its own writes; nothing is written otherwise.
    """
    stored = stored_for(db, found.person_id)
    if stored is not None and {"openings": stored.openings, "courses": stored.courses} == kept(
        found
    ):
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
    pairs = open_pairs(db, found, today=today)
    suggested = [row["course_id"] for row in found.courses[:COURSES_SHOWN]]
    change = found.change or {}
    asked = [*suggested, *change.get("courses", [])]
    asked += [course for row, _opening in pairs for course in row["courses"]]
    cards = Cards(
        person=person,
        home=home_of(db, account),
        names=Names.for_list(db, found),
        courses=open_courses(db, asked, today=today),
        support=Support.load(db, on=today),
        today=today,
    )
    pages = max(1, -(-len(pairs) // PER_PAGE))
    page = min(max(request.args.get("trang", 1, type=int), 1), pages)
    pairs = pairs[(page - 1) * PER_PAGE : page * PER_PAGE]
    applied = queries.applied_to(db, person=person)
    reasons = {row["course_id"]: row for row in found.courses}
    known = [one for one in suggested if one in cards.courses]
    return {
        "openings": [
            cards.opening(row, opening, applied.get(opening.opening.id)) for row, opening in pairs
        ],
        "courses": [cards.course(cards.courses[one], reasons[one]) for one in known],
        "change": cards.change(found.change),
        "support_note": cards.note(asked),
        "page": page,
        "pages": pages,
    }


def _based_on(db: Session, whole: queries.Profile) -> list[str]:
    """Return what the list rests on, so that a wrong reading is seen and put right."""
    person = whole.person
    parts = [person.desired or ", ".join(name_of(one) for one in whole.wishes)]
    parts.append(communes.commune_label(db, whole.old_unit, whole.new_unit))
    if person.max_km:
        parts.append(_("trong %(km)s km", km=person.max_km))
    return [part for part in parts if part]
