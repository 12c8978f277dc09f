"""What anybody may read: openings, courses, zones, figures, and the document of it all."""

from collections.abc import Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Response, abort, current_app, json, request
from pydantic import BaseModel
from spectree import Response as Shapes
from sqlmodel import Session, col, select

from workforce import clock
from workforce.api import figures
from workforce.api.blueprint import answer, blueprint, document, invalid, speaks_json, tagged
from workforce.api.rows import course_out, opening_out, zone_out
from workforce.api.shapes import (
    CourseOut,
    CourseQuery,
    OpeningOut,
    OpeningQuery,
    Paged,
    PageQuery,
    Problem,
    StatisticsOut,
    ZoneOut,
)
from workforce.courses import queries as courses_of
from workforce.database import get_session
from workforce.models import Occupation, Zone
from workforce.openings import queries as openings_of
from workforce.openings.filters import OpeningFilters
from workforce.suggestions.search import find_courses, find_openings
from workforce.zones import queries as zones_of

Item = TypeVar("Item", bound=BaseModel)


class OpeningPage(Paged[OpeningOut]):
    """A page of openings."""


class CoursePage(Paged[CourseOut]):
    """A page of courses."""


class ZonePage(Paged[ZoneOut]):
    """A page of zones."""


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Return the OpenAPI 3.1 document."""
    document.app = current_app
    text = json.dumps(document.spec, ensure_ascii=False, sort_keys=True)
    return tagged(Response(text, mimetype="application/json"))


@blueprint.get("/v1/openings")
@document.validate(
    query=OpeningQuery, tags=["read"], before=invalid,
    resp=Shapes("HTTP_304", HTTP_200=OpeningPage, HTTP_404=Problem, HTTP_422=Problem),
)  # fmt: skip
@speaks_json
def openings() -> Response:
    """Openings people may apply to today; the newest first, or the best first for words."""
    db, today, asked = get_session(), clock.today(), _asked()
    zone_id = _zone_id(db, asked.zone)
    filters = OpeningFilters(zone_id=zone_id, wage_vnd=asked.wage_vnd)
    ids = openings_of.find_open(db, today=today, filters=filters)
    if asked.q:
        open_now = set(ids)
        ids = [one for one in find_openings(db, asked.q, today=today).ids if one in open_now]
    shown = _slice(ids, asked)
    vsco = _vsco(db)
    items = [opening_out(row, vsco) for row in openings_of.rows_of(db, shown)]
    return answer(_page(OpeningPage, items, len(ids), asked))


@blueprint.get("/v1/courses")
@document.validate(
    query=CourseQuery, tags=["read"], before=invalid,
    resp=Shapes("HTTP_304", HTTP_200=CoursePage, HTTP_422=Problem),
)  # fmt: skip
@speaks_json
def courses() -> Response:
    """Courses on offer; the soonest first, or the best first for words."""
    db, today, asked = get_session(), clock.today(), _asked()
    ids = courses_of.find_open(db, today=today)
    if asked.q:
        on_offer = set(ids)
        ids = [one for one in find_courses(db, asked.q, today=today) if one in on_offer]
    vsco = _vsco(db)
    rows = courses_of.rows_of(db, _slice(ids, asked), today=today)
    return answer(_page(CoursePage, [course_out(row, vsco) for row in rows], len(ids), asked))


@blueprint.get("/v1/zones")
@document.validate(
    query=PageQuery, tags=["read"], before=invalid,
    resp=Shapes("HTTP_304", HTTP_200=ZonePage, HTTP_422=Problem),
)  # fmt: skip
@speaks_json
def zones() -> Response:
    """Parks and clusters of the resolution and the economic zone, with sourced facts."""
    asked = _asked()
    rows = zones_of.all_rows(get_session())
    items = [zone_out(row) for row in _slice(rows, asked)]
    return answer(_page(ZonePage, items, len(rows), asked))


@blueprint.get("/v1/statistics")
@document.validate(resp=Shapes("HTTP_304", HTTP_200=StatisticsOut), tags=["read"])
@speaks_json
def statistics() -> Response:
    """Progress to the targets of the resolution; small cells are left out."""
    return answer(figures.statistics(get_session(), today=clock.today()))


def _asked() -> Any:
    return request.context.query  # type: ignore[attr-defined]  # spectree puts it there


def _zone_id(session: Session, key: str) -> int | None:
    if not key:
        return None
    found = session.exec(select(Zone.id).where(Zone.key == key)).first()
    if found is None:
        abort(404, description="There is no zone with this key: see /api/v1/zones.")
    return found


def _slice(rows: Sequence[Any], asked: PageQuery) -> Sequence[Any]:
    start = (asked.page - 1) * asked.per_page
    return rows[start : start + asked.per_page]


def _page(shape: type[Paged[Item]], items: list[Item], total: int, asked: PageQuery) -> BaseModel:
    following = None
    if asked.page * asked.per_page < total:
        values = {**request.args.to_dict(), "page": str(asked.page + 1)}
        following = f"{request.base_url}?{urlencode(values)}"
    return shape(items=items, total=total, page=asked.page, per_page=asked.per_page, next=following)


def _vsco(session: Session) -> dict[int, str]:
    return dict(
        session.exec(select(Occupation.id, Occupation.vsco_code).order_by(col(Occupation.id))).all()
    )
