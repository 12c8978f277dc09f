"""A course as the card and the page show it: words ready to read."""

from typing import Any

from flask import url_for

from workforce.courses.queries import CourseRow
from workforce.formats import date, number, vnd
from workforce.i18n import _


def course_card(row: CourseRow) -> dict[str, Any]:
    """Return the dict ``cards.course_card`` takes; what is unknown is left empty."""
    intake = row.next_intake
    return {
        "id": row.course.id,
        "title": row.course.title,
        "url": url_for("public.course", course_id=row.course.id),
        "provider": row.school.name,
        "fee_text": fee(row),
        "place": place(row),
        "starts_text": _("Khai giảng %(day)s", day=date(intake.starts_on)) if intake else "",
        "duration_text": duration(row),
        "schedule_text": row.course.schedule,
        "seats_left": row.seats_left,
        "verified": row.school.is_verified,
        "is_sample": row.course.is_sample,
    }


def fee(row: CourseRow) -> str:
    """Return 'Không thu học phí', the amount, or '' when the school did not say."""
    amount = row.course.fee_vnd
    if amount is None:
        return _("Chưa ghi học phí")
    return _("Học phí %(amount)s", amount=vnd(amount)) if amount else _("Không thu học phí")


def duration(row: CourseRow) -> str:
    """Return '12 tuần, 300 giờ, trong đó 210 giờ thực hành', as far as known."""
    course = row.course
    parts = []
    if course.duration_weeks:
        parts.append(_("%(weeks)s tuần", weeks=number(course.duration_weeks)))
    if course.hours_total:
        parts.append(_("%(hours)s giờ", hours=number(course.hours_total)))
    if course.hours_practice:
        parts.append(_("trong đó %(hours)s giờ thực hành", hours=number(course.hours_practice)))
    return ", ".join(parts)


def place(row: CourseRow) -> str:
    """Return where it is taught: the commune, else the former district; '' unknown."""
    return row.unit.name if row.unit else row.school.district
