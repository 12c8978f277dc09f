"""Sheets for the wall of a hamlet house or a job fair, A4 or A3, with a QR code."""

from typing import Any

from flask import abort, render_template, request, url_for

from workforce import clock, qr
from workforce.courses import queries as courses
from workforce.courses.cards import course_card
from workforce.database import get_session
from workforce.errors import Gone
from workforce.formats import date, number
from workforce.i18n import _
from workforce.models import CourseStatus
from workforce.openings import queries as openings
from workforce.openings.cards import opening_card
from workforce.openings.filters import OpeningFilters
from workforce.public.blueprint import blueprint
from workforce.public.zones import KEY
from workforce.zones import queries as zones

#: openings that can be read from two steps away on one sheet
MOST_ITEMS = 8


@blueprint.get("/viec-lam/<id:opening_id>/to-roi")
def opening_poster(opening_id: int) -> str:
    """Show one opening as a sheet; a closed one is gone."""
    db, today = get_session(), clock.today()
    row = openings.public_row(db, opening_id) or abort(404)
    if not openings.takes_people(row, today=today):
        raise Gone(_("Tin này đã đóng."))
    card, opening = opening_card(row, today=today), row.opening
    lines = [
        card["place"],
        card["hours"],
        _("Còn tuyển %(n)s người", n=number(card["posts_left"])) if card["posts_left"] else "",
        _("Có xe đưa đón") if opening.has_shuttle else "",
        _("Có chỗ ở") if opening.has_housing else "",
        _("Có bữa ăn") if opening.has_meals else "",
        _("Không cần kinh nghiệm") if opening.experience_months == 0 else "",
        _("Nhận hồ sơ đến %(day)s", day=date(opening.deadline)) if opening.deadline else "",
    ]
    poster = {
        "title": card["title"], "who": card["company"], "pay": card["pay"], "lines": lines,
        "is_sample": opening.is_sample,
    }  # fmt: skip
    return _sheet(poster, page=url_for("public.opening", opening_id=opening_id, _external=True))


@blueprint.get("/khoa-hoc/<id:course_id>/to-roi")
def course_poster(course_id: int) -> str:
    """Show one course as a sheet; a closed one is gone."""
    db, today = get_session(), clock.today()
    row = courses.public_row(db, course_id, today=today) or abort(404)
    if row.course.status == CourseStatus.CLOSED:
        raise Gone(_("Khóa học này đã đóng."))
    card = course_card(row)
    seats = card["seats_left"]
    lines = [
        card["starts_text"], card["duration_text"], card["schedule_text"], card["place"],
        _("Còn %(n)s chỗ", n=number(seats)) if seats else "",
    ]  # fmt: skip
    poster = {
        "title": card["title"], "who": card["provider"], "pay": card["fee_text"], "lines": lines,
        "is_sample": row.course.is_sample,
    }  # fmt: skip
    return _sheet(poster, page=url_for("public.course", course_id=course_id, _external=True))


@blueprint.get("/khu-cong-nghiep/<key>/to-roi")
def zone_poster(key: str) -> str:
    """Show what a zone is hiring for as one sheet."""
    db, today = get_session(), clock.today()
    row = zones.row_of(db, key=key) if KEY.fullmatch(key) else None
    if row is None:
        abort(404)
    ids = openings.find_open(db, today=today, filters=OpeningFilters(zone_id=row.zone.id))
    found = openings.rows_of(db, ids[:MOST_ITEMS])
    posts = openings.posts_left_by_zone(db, today=today).get(row.zone.id, 0)
    more = len(ids) - len(found)
    lines = [
        _("%(n)s tin, còn tuyển %(posts)s người.", n=number(len(ids)), posts=number(posts)),
        _("Quét mã để xem %(n)s tin nữa", n=number(more)) if more else "",
    ]
    poster = {
        "title": _("Việc làm ở %(zone)s", zone=row.zone.name), "who": "", "pay": "",
        "lines": lines, "items": [opening_card(one, today=today) for one in found],
        "is_sample": any(one.opening.is_sample for one in found),
    }  # fmt: skip
    return _sheet(poster, page=url_for("public.zone", key=key, _external=True))


def _sheet(poster: dict[str, Any], *, page: str) -> str:
    large = request.args.get("kho") == "a3"
    poster |= {"url": page, "lines": [line for line in poster["lines"] if line]}
    poster.setdefault("items", [])
    return render_template(
        "public/poster.html",
        poster=poster,
        code=qr.svg(page, label=_("Mã QR của trang này")),
        large=large,
        other_url=request.path if large else f"{request.path}?kho=a3",
        back_url=page,
    )
