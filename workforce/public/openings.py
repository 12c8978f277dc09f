"""One opening: what it pays, where it is, what it asks for."""

from typing import Any

from flask import abort, current_app, render_template, request, url_for
from sqlalchemy.exc import OperationalError

from matching.places import road_km
from matching.reading.shifts import names_overtime
from workforce import clock
from workforce.access import current_account
from workforce.applications.queries import answer_rate
from workforce.database import get_session, writing
from workforce.forms import read_phone
from workforce.i18n import page_language
from workforce.models import Occupation, Opening
from workforce.openings import queries
from workforce.openings.cards import opening_card
from workforce.openings.crowded import crowded
from workforce.openings.queries import OpeningRow
from workforce.public import answers
from workforce.public.blueprint import blueprint
from workforce.public.structured_data import opening_data
from workforce.reference.names import name_of
from workforce.suggestions import exposures


@blueprint.get("/viec-lam/<id:opening_id>")
def opening(opening_id: int) -> tuple[str, int]:
    """Show one opening; a closed one is gone and shows what is like it."""
    db, today = get_session(), clock.today()
    row = queries.public_row(db, opening_id)
    if row is None:
        abort(404)
    if request.args.get("tu") == "goi-y":
        _note_opened(opening_id)
    similar = queries.rows_of(db, queries.similar_open(db, row.opening, today=today))
    cards = [opening_card(one, today=today) for one in similar]
    if not queries.takes_people(row, today=today):
        return render_template("public/opening_closed.html", row=row, openings=cards), 410
    return render_template("public/opening.html", openings=cards, **_details(row)), 200


def _note_opened(opening_id: int) -> None:
    """Note that the person came here from their suggestions; the page never fails for it."""
    db, account, today = get_session(), current_account(), clock.today()
    person_id = account.person_id if account else None
    if person_id is None or not exposures.is_unopened(db, person_id, opening_id, today=today):
        return
    try:
        with writing() as session:
            exposures.note_opened(session, person_id, opening_id, today=today, now=clock.now())
    except OperationalError:
        current_app.logger.info("an opening opened was not noted: the database is busy")


def _details(row: OpeningRow) -> dict[str, Any]:
    db, today, account = get_session(), clock.today(), current_account()
    origin = answers.origin_of(db, account, request.args.get("nha"), today=today)
    own = answers.own_standing(db, account, row.opening, today=today)
    url = url_for("public.opening", opening_id=row.opening.id, _external=True)
    return {
        "row": row,
        "opening": row.opening,
        "card": opening_card(row, today=today, km=road_km(origin.point, row.point)),
        "origin": origin,
        "own": own,
        "is_crowded": row.opening.id in crowded(db, [row.opening.id], today=today),
        "helping": answers.course_that_helps(db, own, today=today),
        "says_overtime": _says_overtime(row.opening),
        "rate": answer_rate(db, row.enterprise.id, today),
        "is_known": account is not None,
        "skills": [
            (name_of(skill), is_required)
            for skill, is_required in queries.skills_of(db, row.opening.id)
        ],
        "trade": _trade(row),
        "may_apply": account is None or account.person_id is not None,
        "contact_phone": read_phone(row.opening.contact),
        "data": opening_data(row, url=url),
    }


def _says_overtime(opening: Opening) -> bool:
    """Return whether the opening says if people work overtime."""
    return any(map(names_overtime, (opening.description, opening.requirements, opening.benefits)))


def _trade(row: OpeningRow) -> str:
    """Return the trade in the reader's language below a Vietnamese title; '' needs none."""
    if page_language() == "vi" or row.opening.occupation_id is None:
        return ""
    trade = get_session().get(Occupation, row.opening.occupation_id)
    return name_of(trade) if trade else ""
