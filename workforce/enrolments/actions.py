"""Enrol, leave, progress. No intake is ever sold beyond its seats."""

import datetime as dt

from sqlalchemy import update
from sqlmodel import Session, col, select

from workforce.errors import Conflict
from workforce.i18n import _
from workforce.models import (
    Account,
    Course,
    CourseStatus,
    Enrolment,
    EnrolmentEvent,
    EnrolmentStatus,
    Intake,
    Person,
)
from workforce.notices import events

E = EnrolmentStatus
#: steps a school may record
SCHOOL_STEPS: dict[EnrolmentStatus, frozenset[EnrolmentStatus]] = {
    E.ACCEPTED: frozenset({E.ATTENDING, E.DROPPED}),
    E.ATTENDING: frozenset({E.COMPLETED, E.DROPPED}),
}
HOLDS_SEAT = frozenset({E.ACCEPTED, E.ATTENDING, E.COMPLETED})


def enrol(
    session: Session,
    *,
    person: Person,
    intake: Intake,
    by: Account | None,
    today: dt.date,
    now: dt.datetime,
) -> Enrolment:
    """Return the person's enrolment, with a seat or on the waiting list.

    Repeating it finds the first. A seat is taken by a conditional UPDATE, so two people
    never get the last one on either database; free seats go to those who wait first.

    Raises:
        Conflict: the intake is cancelled, has begun or is past its last day to enrol.
    """
    _lock(session, intake.id)
    found = _enrolment(session, person_id=person.id, intake_id=intake.id)
    if found is not None and found.status not in {E.WITHDRAWN, E.DROPPED}:
        return found
    course = session.get_one(Course, intake.course_id)
    last_day = intake.enrol_by or intake.starts_on
    if intake.is_cancelled or course.status != CourseStatus.OPEN or today > last_day:
        raise Conflict(_("Lớp này không còn nhận đăng ký. Anh/chị xem đợt sau."))
    seat_waiting(session, intake_id=intake.id, now=now)
    if found is None:
        found = Enrolment(
            person_id=person.id, intake_id=intake.id, status=E.WAITING, created_at=now,
            updated_at=now,
        )  # fmt: skip
        session.add(found)
        session.flush()
    status = E.ACCEPTED if _take_seat(session, intake.id) else E.WAITING
    _step(session, found, status, by=by, now=now)
    return found


def seat_waiting(session: Session, *, intake_id: int, now: dt.datetime) -> int:
    """Give free seats to those who wait, in order of arrival; return how many got one.

    Somebody who left and came back arrives anew. A school that adds seats calls this.
    """
    _lock(session, intake_id)
    waiting = session.exec(
        select(Enrolment)
        .where(Enrolment.intake_id == intake_id, Enrolment.status == E.WAITING)
        .order_by(col(Enrolment.updated_at), col(Enrolment.id))
    ).all()
    seated = 0
    for enrolment in waiting:
        if not _take_seat(session, intake_id):
            break
        _step(session, enrolment, E.ACCEPTED, by=None, now=now)
        events.seat_given(session, enrolment=enrolment, now=now)
        seated += 1
    return seated


def leave(session: Session, *, enrolment: Enrolment, by: Account, now: dt.datetime) -> Enrolment:
    """Give the place up; the first on the waiting list moves into the seat.

    Raises:
        Conflict: the course was already finished or left.
    """
    _lock(session, enrolment.intake_id)
    session.refresh(enrolment)
    if enrolment.status == E.WITHDRAWN:
        return enrolment
    if enrolment.status not in {E.ACCEPTED, E.WAITING, E.ATTENDING}:
        raise Conflict(_("Khóa học này đã kết thúc với anh/chị nên không rút được."))
    had_seat = enrolment.status in HOLDS_SEAT
    _step(session, enrolment, E.WITHDRAWN, by=by, now=now)
    if had_seat:
        _pass_seat_on(session, enrolment.intake_id, now=now)
    return enrolment


def record_progress(
    session: Session, *, enrolment: Enrolment, status: EnrolmentStatus, by: Account,
    now: dt.datetime,
) -> Enrolment:  # fmt: skip
    """Record attending, completed or dropped, for the school.

    Raises:
        Conflict: the step does not follow from where the enrolment stands.
    """
    _lock(session, enrolment.intake_id)
    session.refresh(enrolment)
    if enrolment.status == status:
        return enrolment
    if status not in SCHOOL_STEPS.get(enrolment.status, frozenset()):
        raise Conflict(_("Bước này không nối tiếp trạng thái hiện tại. Anh/chị tải lại trang."))
    had_seat = enrolment.status in HOLDS_SEAT
    _step(session, enrolment, status, by=by, now=now)
    if had_seat and status == E.DROPPED:
        _pass_seat_on(session, enrolment.intake_id, now=now)
    return enrolment


def _lock(session: Session, intake_id: int) -> None:
    """Let nobody else move seats of the intake until this transaction ends.

    Without it somebody could queue up in the moment in which another gives a seat back,
    and wait beside a free seat; or one place could be given back twice.
    """
    session.get_one(Intake, intake_id, with_for_update={"key_share": True}, populate_existing=True)


def _take_seat(session: Session, intake_id: int) -> bool:
    result = session.exec(
        update(Intake)
        .where(col(Intake.id) == intake_id, col(Intake.seats_taken) < col(Intake.seats))
        .values(seats_taken=Intake.seats_taken + 1)
    )
    return result.rowcount == 1


def _pass_seat_on(session: Session, intake_id: int, *, now: dt.datetime) -> None:
    session.exec(
        update(Intake)
        .where(col(Intake.id) == intake_id, col(Intake.seats_taken) > 0)
        .values(seats_taken=Intake.seats_taken - 1)
    )
    seat_waiting(session, intake_id=intake_id, now=now)


def _enrolment(session: Session, *, person_id: int, intake_id: int) -> Enrolment | None:
    return session.exec(
        select(Enrolment)
        .where(Enrolment.person_id == person_id, Enrolment.intake_id == intake_id)
        .execution_options(populate_existing=True)
    ).first()


def _step(
    session: Session, enrolment: Enrolment, status: EnrolmentStatus, *, by: Account | None,
    now: dt.datetime,
) -> None:  # fmt: skip
    enrolment.status, enrolment.updated_at = status, now
    session.add(enrolment)
    session.add(
        EnrolmentEvent(
            enrolment_id=enrolment.id, status=status, at=now,
            recorded_by=by.id if by else None,
        )
    )  # fmt: skip
    session.flush()
