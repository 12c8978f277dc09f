"""What the school has to do first."""

import datetime as dt
from typing import Any

from flask import render_template, url_for

from workforce import clock
from workforce.database import get_session
from workforce.formats import date
from workforce.i18n import _
from workforce.models import Course, CourseStatus, EnrolmentStatus, Intake
from workforce.schools import queries
from workforce.schools.blueprint import blueprint, owner
from workforce.schools.queries import CourseLine

E = EnrolmentStatus
SOON = dt.timedelta(days=30)  #: an intake nobody chose is due when it starts this soon


@blueprint.get("/")
def home() -> str:
    """Show what is due, the nearest day first, with the action in the row."""
    db, today = get_session(), clock.today()
    _account, school_id = owner()
    lines = queries.courses(db, school_id=school_id, today=today)
    by_id = {line.course.id: line.course for line in lines}
    counts = queries.status_counts(db, school_id=school_id)
    intakes = [one for one in queries.intakes(db, school_id=school_id) if not one.is_cancelled]
    intakes.sort(key=lambda one: (one.starts_on, one.id))
    return render_template(
        "schools/home.html",
        school=queries.school_of(db, school_id=school_id),
        to_start=_to_record(intakes, by_id, counts, today),
        empty_intakes=_empty(intakes, by_id, counts, today),
        waiting=_waiting(intakes, by_id, counts, today),
        without_intake=_without_intake(lines),
        has_courses=bool(lines),
    )


def _to_record(
    intakes: list[Intake], courses: dict[int, Course], counts: dict, today: dt.date
) -> list[dict[str, Any]]:
    """Intakes that began with people nobody has recorded as attending, or ended unrecorded."""
    entries = []
    for one in intakes:
        here = counts.get(one.id, {})
        ended = one.ends_on is not None and one.ends_on < today
        if one.starts_on > today or not (here.get(E.ACCEPTED) or (ended and here.get(E.ATTENDING))):
            continue
        entries.append(
            _entry(
                one, courses, _("Ghi ai đã học xong") if ended else _("Ghi ai đang học"),
                _("đã kết thúc") if ended else _("đã khai giảng"), overdue=ended,
            )
        )  # fmt: skip
    return entries


def _empty(
    intakes: list[Intake], courses: dict[int, Course], counts: dict, today: dt.date
) -> list[dict[str, Any]]:
    """Intakes that start soon and that nobody has enrolled in."""
    return [
        _entry(one, courses, _("Xem lớp"), _("chưa có ai đăng ký"), overdue=True)
        for one in intakes
        if today <= one.starts_on <= today + SOON
        and not any(counts.get(one.id, {}).get(status) for status in queries.LIVE)
    ]


def _waiting(
    intakes: list[Intake], courses: dict[int, Course], counts: dict, today: dt.date
) -> list[dict[str, Any]]:
    """Intakes not begun with people on the waiting list."""
    return [
        _entry(one, courses, _("Thêm chỗ"),
               _("%(n)s người chờ chỗ", n=counts[one.id][E.WAITING]))
        for one in intakes
        if one.starts_on >= today and counts.get(one.id, {}).get(E.WAITING)
    ]  # fmt: skip


def _without_intake(lines: list[CourseLine]) -> list[dict[str, Any]]:
    """Courses on offer that nobody can enrol in."""
    return [
        {
            "title": line.course.title,
            "detail": _("%(n)s người đang chờ ở đợt trước", n=line.waiting) if line.waiting else "",
            "due_text": _("chưa có đợt khai giảng"),
            "action": _("Mở đợt khai giảng"),
            "action_url": url_for("schools.intake_new", course_id=line.course.id),
        }
        for line in lines
        if line.course.status == CourseStatus.OPEN and line.next_intake is None
    ]


def _entry(
    one: Intake, courses: dict[int, Course], action: str, due: str, *, overdue: bool = False
) -> dict[str, Any]:
    return {
        "title": courses[one.course_id].title,
        "detail": _("Khai giảng %(day)s · %(taken)s/%(seats)s chỗ", day=date(one.starts_on),
                    taken=one.seats_taken, seats=one.seats),
        "due_text": due,
        "overdue": overdue,
        "action": action,
        "action_url": url_for("schools.intake", intake_id=one.id),
    }  # fmt: skip
