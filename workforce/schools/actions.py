"""Write courses and intakes. Flush, never commit."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, delete

from matching import fold
from workforce import audit
from workforce.enrolments import actions as enrolments
from workforce.enrolments.seats import lapse_offers, offer_seats
from workforce.errors import InvalidInput, NotAllowed
from workforce.i18n import _
from workforce.models import (
    Account,
    Course,
    CourseSkill,
    CourseStatus,
    Intake,
    School,
)


def save_course(
    session: Session,
    *,
    course: Course | None,
    school_id: int,
    values: dict[str, Any],
    skills: Iterable[int],
    by: Account,
    now: dt.datetime,
) -> Course:
    """Add a course as a draft, or change one; what it teaches is replaced as a whole."""
    if course is None:
        course = Course(school_id=school_id, created_at=now, updated_at=now, **values)
    else:
        for name, value in values.items():
            setattr(course, name, value)
        course.updated_at = now
    session.add(course)
    session.flush()
    session.exec(delete(CourseSkill).where(col(CourseSkill.course_id) == course.id))
    session.add_all(
        CourseSkill(course_id=course.id, skill_id=skill_id) for skill_id in sorted(set(skills))
    )
    _log(session, by, "course.saved", "course", course.id, now)
    return course


def set_status(
    session: Session, *, course: Course, status: CourseStatus, by: Account, now: dt.datetime
) -> Course:
    """Put a course on offer or close it; twice is once.

    Raises:
        NotAllowed: a suspended school puts nothing on offer.
    """
    school = session.get_one(School, course.school_id)
    if status == CourseStatus.OPEN and school.is_suspended:
        raise NotAllowed(_("Cơ sở đang tạm ngừng tuyển sinh: %(why)s", why=school.status_reason))
    if course.status != status:
        course.status, course.updated_at = status, now
        session.add(course)
        _log(session, by, f"course.{status.value}", "course", course.id, now)
    return course


def add_intake(
    session: Session, *, course: Course, values: dict[str, Any], by: Account, today: dt.date,
    now: dt.datetime,
) -> Intake:  # fmt: skip
    """Add an intake of a course.

    Raises:
        InvalidInput: a start that has passed, or dates out of order.
    """
    if values["starts_on"] < today:
        raise InvalidInput(_("Ngày khai giảng cần từ hôm nay trở đi."), "starts_on")
    _check_days(values)
    intake = Intake(course_id=course.id, **values)
    session.add(intake)
    session.flush()
    _log(session, by, "intake.added", "intake", intake.id, now)
    return intake


def change_intake(
    session: Session, *, intake: Intake, values: dict[str, Any], by: Account, now: dt.datetime
) -> Intake:
    """Change an intake; its seats never fall below those taken.

    The seats move by a conditional UPDATE: somebody may take one at this very moment.

    Raises:
        InvalidInput: fewer seats than people, or dates out of order.
    """
    _check_days(values)
    seats = values["seats"]
    result = session.exec(
        update(Intake)
        .where(col(Intake.id) == intake.id, col(Intake.seats_taken) <= seats)
        .values(seats=seats)
    )
    if result.rowcount != 1:
        raise InvalidInput(
            _("Đã có %(n)s người giữ chỗ. Số chỗ không thể ít hơn.", n=intake.seats_taken), "seats"
        )
    session.refresh(intake)
    for name, value in values.items():
        setattr(intake, name, value)
    session.add(intake)
    session.flush()
    lapse_offers(session, intake_id=intake.id, now=now)
    offer_seats(session, intake_id=intake.id, now=now)
    _log(session, by, "intake.changed", "intake", intake.id, now)
    return intake


def cancel_intake(
    session: Session, *, intake: Intake, reason: str, by: Account, now: dt.datetime
) -> int:
    """Cancel an intake; return how many people were told and let go. Twice is once.

    Raises:
        Conflict: somebody has finished the course already.
    """
    if intake.is_cancelled:
        return 0
    told = enrolments.cancel(session, intake=intake, by=by, now=now, reason=reason)
    _log(session, by, "intake.cancelled", "intake", intake.id, now)
    return told


def change_school(
    session: Session, *, school: School, values: dict[str, Any], by: Account, now: dt.datetime
) -> School:
    """Change what the school says of itself; its name stays with the administrator."""
    for name, value in values.items():
        setattr(school, name, value)
    school.name_folded = fold(school.name)
    session.add(school)
    _log(session, by, "school.changed", "school", school.id, now)
    return school


def _check_days(values: dict[str, Any]) -> None:
    starts_on = values["starts_on"]
    if values.get("ends_on") is not None and values["ends_on"] < starts_on:
        raise InvalidInput(_("Ngày kết thúc cần sau ngày khai giảng."), "ends_on")
    if values.get("enrol_by") is not None and values["enrol_by"] > starts_on:
        raise InvalidInput(_("Hạn đăng ký cần trước hoặc đúng ngày khai giảng."), "enrol_by")


def _log(
    session: Session, by: Account, action: str, subject: str, subject_id: int, now: dt.datetime
) -> None:
    audit.record(
        session, account=by, action=action, subject_type=subject, subject_id=subject_id, now=now
    )
    session.flush()
