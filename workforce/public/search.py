"""The list of openings: the words understood, the conditions, the order, and no dead end."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from flask import Response, after_this_request, current_app, render_template, request
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session
from werkzeug.datastructures import MultiDict

from matching.places import road_km
from workforce import clock
from workforce.access import current_account
from workforce.consents import consents
from workforce.database import get_database, get_session
from workforce.i18n import _
from workforce.models import Account, ConsentPurpose, SavedSearch, Unit
from workforce.openings import queries
from workforce.openings.cards import opening_card
from workforce.openings.filters import OpeningFilters
from workforce.openings.origin import home_of
from workforce.openings.queries import point_of
from workforce.public.blueprint import blueprint
from workforce.public.criteria import (
    ORDERS,
    PARAMETERS,
    Criteria,
    Relaxed,
    find,
    meeting_all,
    names_of,
    relaxations,
)
from workforce.public.paging import page_of, this_url
from workforce.public.places import places
from workforce.public.search_forms import CONTRACTS, OpeningSearchForm
from workforce.searches import log
from workforce.suggestions.search import find_openings, order_for
from workforce.zones import queries as zones


@dataclass(frozen=True)
class Results:
    """What a search came to.

    Attributes:
        ids: in order; exact: how many of them meet all that was understood of the words.
        relaxed: what may be let go, when nothing meets everything.
        names: condition → words.
    """

    criteria: Criteria = field(default_factory=Criteria)
    ids: list[int] = field(default_factory=list)
    exact: int = 0
    relaxed: list[Relaxed] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)


@blueprint.get("/viec-lam")
def openings() -> tuple[str, int]:
    """List open openings: all, or those a search finds; with what was understood of it."""
    db, today = get_session(), clock.today()
    form = OpeningSearchForm(request.args)
    zone_choices, units = zones.choices(db), places(db, today=today)
    zone_names = _offer(form, zone_choices, units)
    if not form.validate():
        return _page(form, Results(), asks_home=False), 422
    zone_ids = {key: identity for key, _name, identity in zone_choices}
    work, home = units.unit(form.noi.data), units.unit(form.nha.data)
    account = current_account()
    criteria = _criteria(db, form, _filters(form, zone_ids, work), home, account)
    names = names_of(
        criteria,
        zone=zone_names.get(form.khu.data or "", ""),
        unit=work.name if work else "",
        home=home.name if home else _("nhà"),
    )
    ids = find(db, criteria, today=today)
    exact = meeting_all(criteria, ids)
    relaxed = [] if exact else relaxations(db, criteria, today=today, names=names)
    is_near = criteria.found is not None and criteria.found.is_near
    if criteria.found is not None and "trang" not in request.args:
        _count(criteria.query, criteria.found.kinds, len(ids))
    asks_home = criteria.origin is None and bool(is_near or form.kc.data)
    return _page(form, Results(criteria, ids, exact, relaxed, names), asks_home=asks_home), 200


def saved_search_ids(db: Session, search: SavedSearch) -> list[int]:
    """Return what a saved search finds for its owner and meets all of it, as the page would.

    [] when its words can no longer be read: a zone that is gone, a value out of range.
    """
    today = clock.today()
    form = OpeningSearchForm(MultiDict(parse_qsl(search.query)))
    zone_choices, units = zones.choices(db), places(db, today=today)
    _offer(form, zone_choices, units)
    if not form.validate():
        return []
    zone_ids = {key: identity for key, _name, identity in zone_choices}
    filters = _filters(form, zone_ids, units.unit(form.noi.data))
    home, owner = units.unit(form.nha.data), db.get(Account, search.account_id)
    criteria = _criteria(db, form, filters, home, owner)
    lacking = criteria.found.lacking if criteria.found is not None else {}
    return [one for one in find(db, criteria, today=today) if one not in lacking]


def _offer(form: OpeningSearchForm, zone_choices: Any, units: Any) -> dict[str, str]:
    """Offer the zones and places there are; return the names of the zones by key."""
    zone_names = {key: name for key, name, _id in zone_choices}
    form.khu.choices = [("", _("Khu nào cũng được")), *zone_names.items()]
    form.noi.choices, form.nha.choices = units.work_choices(), units.home_choices()
    return zone_names


def _count(query: str, kinds: list[str], results: int) -> None:
    """Count the words, without who typed them; written after the page is sent, never before."""
    today, database, logger = clock.today(), get_database(), current_app.logger
    asked = log.asked(query, kinds, today=today)
    if asked is not None:
        log.tally.add(asked, results)
    if not log.tally.is_due():
        return

    @after_this_request
    def write_later(response: Response) -> Response:
        @response.call_on_close
        def write() -> None:
            try:
                log.tally.write(database.session, today=today)
            except SQLAlchemyError:
                logger.info("queries were not counted: the database is busy")

        return response


def _filters(
    form: OpeningSearchForm, zone_ids: dict[str, int], work: Unit | None
) -> OpeningFilters:
    return OpeningFilters(
        zone_id=zone_ids.get(form.khu.data or ""),
        unit_id=work.id if work else None,
        wage_vnd=form.luong.data or None,
        shift=form.ca.data,
        has_shuttle=form.xe.data,
        has_housing=form.cho_o.data,
        has_meals=form.com.data,
        no_experience=form.moi.data,
        no_diploma=form.bang.data,
        contract=CONTRACTS.get(form.hd.data or ""),
        is_short=form.ngan.data,
    )


def _criteria(
    db: Session,
    form: OpeningSearchForm,
    filters: OpeningFilters,
    home: Unit | None,
    account: Account | None,
) -> Criteria:
    """Return the search; who said 'gần nhà', or asks for nothing, gets the order that suits."""
    today, query = clock.today(), form.q.data or ""
    found = find_openings(db, query, today=today) if query else None
    origin = point_of(home) if home else home_of(db, account)
    person_id = _reader(db, account)
    usual = "gan" if found and found.is_near and origin else ""
    order = form.xep.data if form.xep.data in ORDERS else usual
    if not query and not order and person_id is not None:
        order = "toi"
    if (order == "toi" and person_id is None) or (order == "gan" and origin is None):
        order = ""
    return Criteria(
        query=query,
        found=found,
        filters=filters,
        order=order,
        origin=origin,
        max_km=int(form.kc.data) if form.kc.data else None,
        mine=order_for(db, person_id, today=today) if order == "toi" and person_id else (),
    )


def _reader(db: Session, account: Account | None) -> int | None:
    """Return the person who reads, when they agreed that the machine compares jobs for them."""
    person_id = account.person_id if account else None
    if person_id is None or not consents.has_consent(
        db, person_id=person_id, purpose=ConsentPurpose.MATCHING
    ):
        return None
    return person_id


def _page(form: OpeningSearchForm, results: Results, *, asks_home: bool) -> str:
    db, today, criteria = get_session(), clock.today(), results.criteria
    shown = results.ids or (results.relaxed[0].ids if results.relaxed else [])
    page = page_of(shown, request.args.get("trang"))
    rows = queries.rows_of(db, page.ids)
    found = criteria.found
    return render_template(
        "public/openings.html",
        form=form,
        query=form.q.data or "",
        total=len(results.ids),
        exact=results.exact,
        chips=_chips(results),
        chosen=len(criteria.active()),
        corrected=_link(found.corrected) if found and found.corrected else None,
        readings=[_link(one) for one in found.readings] if found else [],
        relaxed=[
            {"name": one.name, "count": one.count, "url": this_url(**one.parameters)}
            for one in results.relaxed
        ],
        asks_home=asks_home,
        orders=_orders(db, form, criteria),
        openings=[
            opening_card(row, today=today, km=road_km(criteria.origin, row.point)) for row in rows
        ],
        page=page,
    )


def _link(query: str) -> dict[str, str]:
    return {"text": query, "url": this_url(q=query)}


def _chips(results: Results) -> list[dict[str, str]]:
    """Return what was understood, each with the address of the search without it."""
    found = results.criteria.found
    return [
        *({"text": part.label, "remove_url": this_url(q=part.rest)}
          for part in (found.parts if found else [])),
        *({"text": words, "remove_url": this_url(**{PARAMETERS[name]: None})}
          for name, words in results.names.items() if name in PARAMETERS),
    ]  # fmt: skip


def _orders(db: Session, form: OpeningSearchForm, criteria: Criteria) -> list[dict[str, Any]]:
    """Return the orders to choose from: those that mean something for this reader."""
    # 'Gần nhà' in words is an order of its own: another is chosen by name.
    is_near = criteria.found is not None and criteria.found.is_near and criteria.origin
    offered = {
        "": bool(criteria.query) and not is_near,
        "toi": _reader(db, current_account()) is not None,
        "moi": True,
        "luong": True,
        "gan": criteria.origin is not None,
    }
    current = criteria.order or ("" if criteria.query else "moi")
    return [
        {"label": label, "url": this_url(xep=value), "is_current": value == current}
        for value, label, *_rest in form.xep.choices
        if offered[value]
    ]
