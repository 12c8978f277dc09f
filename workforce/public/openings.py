"""Openings: the list with its search, and one opening."""

from typing import Any

from flask import abort, current_app, render_template, request, url_for
from sqlalchemy.exc import OperationalError

from matching.places import road_km
from workforce import clock
from workforce.access import current_account
from workforce.database import get_session, writing
from workforce.forms import read_phone
from workforce.i18n import _
from workforce.models import Unit
from workforce.openings import queries
from workforce.openings.cards import opening_card
from workforce.openings.filters import OpeningFilters
from workforce.openings.origin import home_of
from workforce.openings.queries import OpeningRow, point_of
from workforce.public.blueprint import blueprint
from workforce.public.criteria import PARAMETERS, Criteria, find, names_of, relaxations
from workforce.public.names import name_of
from workforce.public.paging import page_of, this_url
from workforce.public.places import places
from workforce.public.search_forms import OpeningSearchForm
from workforce.public.structured_data import opening_data
from workforce.suggestions import exposures
from workforce.suggestions.search import Found, find_openings
from workforce.zones import queries as zones

ORDERS = frozenset({"moi", "luong", "gan"})


@blueprint.get("/viec-lam")
def openings() -> tuple[str, int]:
    """List open openings: all, or those a search finds; with what was understood of it."""
    db, today = get_session(), clock.today()
    form = OpeningSearchForm(request.args)
    zone_choices, units = zones.choices(db), places(db, today=today)
    zone_names = {key: name for key, name, _id in zone_choices}
    form.khu.choices = [("", _("Khu nào cũng được")), *zone_names.items()]
    form.noi.choices, form.nha.choices = units.work_choices(), units.home_choices()
    if not form.validate():
        return _results_page(form, Criteria(), [], total=0, chips=[], relaxed=[]), 422
    zone_ids = {key: identity for key, _name, identity in zone_choices}
    work, home = units.unit(form.noi.data), units.unit(form.nha.data)
    read = find_openings(db, form.q.data, today=today) if form.q.data else None
    criteria = _criteria(form, read, zone_ids, work, home)
    ids = find(db, criteria, today=today)
    names = names_of(
        criteria, zone=zone_names.get(form.khu.data or "", ""), unit=work.name if work else ""
    )
    relaxed = [] if ids else relaxations(db, criteria, today=today, names=names)
    return _results_page(
        form, criteria, ids or (relaxed[0].ids if relaxed else []), total=len(ids),
        chips=_chips(read, names), relaxed=relaxed,
    ), 200  # fmt: skip


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
    origin = home_of(db, account)
    url = url_for("public.opening", opening_id=row.opening.id, _external=True)
    return {
        "row": row,
        "opening": row.opening,
        "card": opening_card(row, today=today, km=road_km(origin, row.point)),
        "skills": [
            (name_of(skill), is_required)
            for skill, is_required in queries.skills_of(db, row.opening.id)
        ],
        "may_apply": account is None or account.person_id is not None,
        "contact_phone": read_phone(row.opening.contact),
        "data": opening_data(row, url=url),
    }


def _criteria(
    form: OpeningSearchForm,
    read: Found | None,
    zone_ids: dict[str, int],
    work: Unit | None,
    home: Unit | None,
) -> Criteria:
    filters = OpeningFilters(
        zone_id=zone_ids.get(form.khu.data or ""),
        unit_id=work.id if work else None,
        wage_vnd=form.luong.data or None,
        shift=form.ca.data,
        has_shuttle=form.xe.data,
        has_housing=form.cho_o.data,
        has_meals=form.com.data,
        no_experience=form.moi.data,
    )
    origin = point_of(home) if home else home_of(get_session(), current_account())
    return Criteria(
        query=form.q.data or "",
        found=read.ids if read else None,
        filters=filters,
        order=form.xep.data if form.xep.data in ORDERS else "",
        origin=origin,
    )


def _chips(read: Found | None, names: dict[str, str]) -> list[dict[str, str]]:
    """Return what was understood, each with the address of the search without it."""
    parts = read.parts if read else []
    return [
        *({"text": part.label, "remove_url": this_url(q=part.rest)} for part in parts),
        *(
            {"text": words, "remove_url": this_url(**{PARAMETERS[name]: None})}
            for name, words in names.items()
            if name in PARAMETERS
        ),
    ]


def _results_page(
    form: OpeningSearchForm,
    criteria: Criteria,
    ids: list[int],
    *,
    total: int,
    chips: list[dict[str, str]],
    relaxed: list[Any],
) -> str:
    db, today = get_session(), clock.today()
    page = page_of(ids, request.args.get("trang"))
    rows = queries.rows_of(db, page.ids)
    return render_template(
        "public/openings.html",
        form=form,
        query=form.q.data or "",
        total=total,
        chips=chips,
        relaxed=[
            {"name": one.name, "count": len(one.ids), "url": this_url(**{one.parameter: None})}
            for one in relaxed
        ],
        orders=_orders(form, criteria),
        openings=[
            opening_card(row, today=today, km=road_km(criteria.origin, row.point)) for row in rows
        ],
        page=page,
    )


def _orders(form: OpeningSearchForm, criteria: Criteria) -> list[dict[str, Any]]:
    """Return the orders to choose from; 'gần nhà' only when we know where home is."""
    current = criteria.order or ("" if criteria.query else "moi")
    return [
        {"label": label, "url": this_url(xep=value), "is_current": value == current}
        for value, label, *_rest in form.xep.choices
        if (value != "gan" or criteria.origin is not None) and (value or criteria.query)
    ]
