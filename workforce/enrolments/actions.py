"""Enrol, answer an offered seat, leave, progress, cancel. Flush, never commit."""

import datetime as dt

from sqlmodel import Session, col, select

from workforce import clock
from workforce.certificates import actions as certificates
from workforce.enrolments import moves, seats
from workforce.enrolments.seats import HOLDS_SEAT
from workforce.errors import Conflict
from workforce.i18n import _
from workforce.models import (
    Account,
    Course,
    CourseStatus,
    Enrolment,
    EnrolmentStatus,
    Intake,
    Person,
    School,
    SeatAnswer,
)
from workforce.notices import events

E = EnrolmentStatus
#: steps a school may record
SCHOOL_STEPS: dict[EnrolmentStatus, frozenset[EnrolmentStatus]] = {
    E.ACCEPTED: frozenset({E.ATTENDING, E.DROPPED}),
    E.ATTENDING: frozenset({E.COMPLETED, E.DROPPED}),
}
#: a seat or a place in line; the rest has ended
CONCERNED = (E.ACCEPTED, E.WAITING, E.ATTENDING)
CANCELLED_NOTE = "Lớp đã hủy"  #: kept in Vietnamese, as events are


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
    never get the last one on either database; free seats are offered first to those who wait.

    Raises:
        Conflict: the intake is cancelled, has begun or is past its last day to enrol, or the
            school is suspended.
    """
    seats.lapse_offers(session, intake_id=intake.id, now=now)
    found = _enrolment(session, person_id=person.id, intake_id=intake.id)
    if found is not None and found.status not in {E.WITHDRAWN, E.DROPPED}:
        return found
    held = moves.move_into(session, person_id=person.id, intake_id=intake.id, now=now)
    if held is not None:
        return moves.take_move(session, move=held, by=by, now=now)
    course = session.get_one(Course, intake.course_id)
    if session.get_one(School, course.school_id).is_suspended:
        raise Conflict(_("Cơ sở này đang tạm ngừng tuyển sinh. Anh/chị xem khóa học khác."))
    last_day = intake.enrol_by or intake.starts_on
    if intake.is_cancelled or course.status != CourseStatus.OPEN or today > last_day:
        raise Conflict(_("Lớp này không còn nhận đăng ký. Anh/chị xem đợt sau."))
    seats.offer_seats(session, intake_id=intake.id, now=now)
    if found is None:
        found = Enrolment(
            person_id=person.id, intake_id=intake.id, status=E.WAITING, created_at=now,
            updated_at=now,
        )  # fmt: skip
        session.add(found)
        session.flush()
    status = E.ACCEPTED if seats.take_seat(session, intake.id) else E.WAITING
    seats.step(session, found, status, by=by, now=now)
    return found


def take_offered_seat(
    session: Session, *, enrolment: Enrolment, by: Account, now: dt.datetime
) -> Enrolment:
    """Say yes to the seat that is held; twice is once.

    Raises:
        Conflict: no seat is held for this person, or the time to answer is over.
    """
    _lock(session, enrolment)
    if enrolment.status in HOLDS_SEAT:
        return enrolment
    offer = seats.open_offer(session, enrolment.id)
    if offer is None or offer.answer_by <= now:
        raise Conflict(_("Đã hết hạn nhận chỗ này. Anh/chị đăng ký lại hoặc xem đợt sau."))
    seats.answer(session, offer, SeatAnswer.TAKEN, now=now)
    seats.step(session, enrolment, E.ACCEPTED, by=by, now=now)
    return enrolment


def leave(session: Session, *, enrolment: Enrolment, by: Account, now: dt.datetime) -> Enrolment:
    """Give the place up, or say no to an offered seat; the first in line is offered it.

    Raises:
        Conflict: the course was already finished or left.
    """
    _lock(session, enrolment)
    if enrolment.status == E.WITHDRAWN:
        return enrolment
    if enrolment.status not in CONCERNED:
        raise Conflict(_("Khóa học này đã kết thúc với anh/chị nên không rút được."))
    had_seat = enrolment.status in HOLDS_SEAT
    if offer := seats.open_offer(session, enrolment.id):
        seats.answer(session, offer, SeatAnswer.DECLINED, now=now)
        had_seat = True
    seats.step(session, enrolment, E.WITHDRAWN, by=by, now=now)
    if had_seat:
        _pass_seat_on(session, enrolment.intake_id, now=now)
    return enrolment


def record_progress(
    session: Session, *, enrolment: Enrolment, status: EnrolmentStatus, by: Account,
    now: dt.datetime,
) -> Enrolment:  # fmt: skip
    """Record attending, completed or dropped, for the school.

    Who has completed gets a certificate and is told.

    Raises:
        Conflict: the step does not follow from where the enrolment stands.
    """
    _lock(session, enrolment)
    if enrolment.status == status:
        return enrolment
    if status not in SCHOOL_STEPS.get(enrolment.status, frozenset()):
        raise Conflict(_("Bước này không nối tiếp trạng thái hiện tại. Anh/chị tải lại trang."))
    had_seat = enrolment.status in HOLDS_SEAT
    seats.step(session, enrolment, status, by=by, now=now)
    if status == E.COMPLETED:
        certificates.issue(session, enrolment=enrolment, by=by, now=now)
        events.course_finished(session, enrolment=enrolment, now=now)
    if had_seat and status == E.DROPPED:
        _pass_seat_on(session, enrolment.intake_id, now=now)
    return enrolment


def cancel(
    session: Session, *, intake: Intake, by: Account, now: dt.datetime, reason: str = ""
) -> int:
    """Cancel an intake; return how many people were told and let go. Twice is once.

    Who has a seat or waits is told with the next best intake, and their seats are released.
    For each of them a seat is held in the next class that has one, first for those who had a
    seat, in order of arrival.

    Raises:
        Conflict: somebody has finished the course already.
    """
    locked = seats.lock(session, intake.id)
    if locked.is_cancelled:
        return 0
    enrolments = session.exec(
        select(Enrolment)
        .where(Enrolment.intake_id == intake.id)
        .order_by(col(Enrolment.id))
        .execution_options(populate_existing=True)
    ).all()
    if any(one.status == E.COMPLETED for one in enrolments):
        raise Conflict(_("Lớp này đã có người học xong nên không hủy được."))
    locked.is_cancelled, locked.cancel_reason = True, reason
    session.add(locked)
    session.flush()
    events.intake_cancelled(session, intake=locked, today=clock.local(now).date(), now=now)
    concerned = [one for one in enrolments if one.status in CONCERNED]
    in_order = sorted(concerned, key=lambda one: (one.status == E.WAITING, one.updated_at, one.id))
    passed_on = moves.close_moves_into(session, intake_id=locked.id, now=now)
    for enrolment in concerned:
        if offer := seats.open_offer(session, enrolment.id):
            seats.answer(session, offer, SeatAnswer.CANCELLED, now=now)
        seats.step(session, enrolment, E.WITHDRAWN, by=by, now=now, note=CANCELLED_NOTE)
    locked.seats_taken = 0
    session.add(locked)
    session.flush()
    moves.offer_moves(session, intake=locked, enrolments=[*in_order, *passed_on], now=now)
    return len(concerned)


def _lock(session: Session, enrolment: Enrolment) -> None:
    seats.lock(session, enrolment.intake_id)
    session.refresh(enrolment)


def _pass_seat_on(session: Session, intake_id: int, *, now: dt.datetime) -> None:
    seats.give_back(session, intake_id)
    seats.offer_seats(session, intake_id=intake_id, now=now)


def _enrolment(session: Session, *, person_id: int, intake_id: int) -> Enrolment | None:
    return session.exec(
        select(Enrolment)
        .where(Enrolment.person_id == person_id, Enrolment.intake_id == intake_id)
        .execution_options(populate_existing=True)
    ).first()
