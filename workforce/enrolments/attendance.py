"""Who was in class on which day. Flush, never commit; the last word of a day stands."""

import datetime as dt
from collections.abc import Collection

from sqlmodel import Session, col, func, select

from workforce.enrolments.seats import HOLDS_SEAT
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import Account, Attendance, Enrolment, EnrolmentStatus, Intake

E = EnrolmentStatus


def record_day(
    session: Session, *, intake: Intake, day: dt.date, present: Collection[int], by: Account,
    today: dt.date, now: dt.datetime,
) -> int:  # fmt: skip
    """Record who of the class was there and who was not; return how many were.

    Args:
        present: enrolment ids; one that is not of the class counts for nothing.

    Raises:
        InvalidInput: a day before the class began, after it ended, or that has not come.
    """
    if not intake.starts_on <= day <= min(today, intake.ends_on or today):
        raise InvalidInput(_("Ngày này không nằm trong thời gian học của lớp."), "day")
    there = 0
    for enrolment_id in learners(session, intake_id=intake.id):
        row = session.get(Attendance, (enrolment_id, day)) or Attendance(
            enrolment_id=enrolment_id, day=day, is_present=False, recorded_at=now
        )
        row.is_present = enrolment_id in present
        row.recorded_at, row.recorded_by = now, by.id
        there += row.is_present
        session.add(row)
    session.flush()
    return there


def learners(session: Session, *, intake_id: int) -> list[int]:
    """Return the enrolments that have a seat in the class, in order of arrival."""
    return list(
        session.exec(
            select(Enrolment.id)
            .where(Enrolment.intake_id == intake_id, col(Enrolment.status).in_(HOLDS_SEAT))
            .order_by(col(Enrolment.created_at), col(Enrolment.id))
        )
    )


def present_on(session: Session, *, intake_id: int, day: dt.date) -> dict[int, bool]:
    """Return what was recorded of a day, by enrolment; {} when nothing was."""
    rows = session.exec(
        select(Attendance.enrolment_id, Attendance.is_present)
        .join(Enrolment, col(Enrolment.id) == col(Attendance.enrolment_id))
        .where(Enrolment.intake_id == intake_id, Attendance.day == day)
    )
    return dict(rows.all())


def days_of(session: Session, *, intake_id: int) -> dict[int, tuple[int, int]]:
    """Return (days there, days recorded) by enrolment; who has none is absent."""
    rows = session.exec(
        select(Attendance.enrolment_id, Attendance.is_present, func.count())
        .join(Enrolment, col(Enrolment.id) == col(Attendance.enrolment_id))
        .where(Enrolment.intake_id == intake_id)
        .group_by(col(Attendance.enrolment_id), col(Attendance.is_present))
    )
    found: dict[int, tuple[int, int]] = {}
    for enrolment_id, was_there, days in rows:
        there, whole = found.get(enrolment_id, (0, 0))
        found[enrolment_id] = (there + days * was_there, whole + days)
    return found
