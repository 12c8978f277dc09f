"""A class that does not take place: its people are offered the next one, a seat held for each.

Flush, never commit. A held seat counts among ``Intake.seats_taken``, as one offered to who
waits does; whoever moves seats locks the intake first.
"""

import datetime as dt
from collections.abc import Sequence

from sqlmodel import Session, col, select

from workforce import clock
from workforce.enrolments import seats
from workforce.enrolments.queries import next_best
from workforce.errors import Conflict
from workforce.i18n import _
from workforce.models import (
    Account,
    Course,
    Enrolment,
    EnrolmentStatus,
    Intake,
    IntakeMove,
    MoveAnswer,
)
from workforce.notices import events
from workforce.once import add_once
from workforce.reference.rates import rate_number

E = EnrolmentStatus
MOVED_NOTE = "Chuyển từ lớp không mở"  #: kept in Vietnamese, as events are
#: intakes looked at for a class that does not take place
CHOICES = 10


def offer_moves(
    session: Session, *, intake: Intake, enrolments: Sequence[Enrolment], now: dt.datetime
) -> int:
    """Hold a seat in the next class for each of these people, in order; return for how many.

    Who is in that class already keeps what they have. Where no class has a seat left nobody is
    offered one: they were told that theirs is cancelled.
    """
    today = clock.local(now).date()
    options = [one for one, _course in next_best(session, intake, today=today, limit=CHOICES)]
    offered = 0
    for enrolment in enrolments:
        for option in options:
            if _is_in(session, enrolment.person_id, option.id) or not _take(session, option, now):
                continue
            move = IntakeMove(
                enrolment_id=enrolment.id, intake_id=option.id, offered_at=now,
                answer_by=_answer_by(session, option, now=now),
            )  # fmt: skip
            session.add(move)
            session.flush()
            events.class_moved(session, enrolment=enrolment, move=move, now=now)
            offered += 1
            break
    return offered


def take_move(
    session: Session, *, move: IntakeMove, by: Account | None, now: dt.datetime
) -> Enrolment:
    """Say yes: the held seat becomes a place in the other class; twice is once.

    Raises:
        Conflict: the answer was no, or the time to answer is over.
    """
    _lock(session, move)
    old = session.get_one(Enrolment, move.enrolment_id)
    if move.answer == MoveAnswer.TAKEN:
        return _found(session, old.person_id, move.intake_id)
    if move.answer != MoveAnswer.OPEN or move.answer_by <= now:
        raise Conflict(_("Đã hết hạn nhận lớp thay thế. Anh/chị đăng ký lớp khác."))
    _answer(session, move, MoveAnswer.TAKEN, now)
    made = Enrolment(
        person_id=old.person_id, intake_id=move.intake_id, status=E.ACCEPTED, created_at=now,
        updated_at=now,
    )  # fmt: skip
    kept, is_new = add_once(
        session, made, lambda: _enrolment(session, old.person_id, move.intake_id)
    )
    if not is_new and kept.status in seats.HOLDS_SEAT:
        seats.give_back(session, move.intake_id)  # they took another seat there meanwhile
        return kept
    seats.step(session, kept, E.ACCEPTED, by=by, now=now, note=MOVED_NOTE)
    return kept


def decline_move(session: Session, *, move: IntakeMove, now: dt.datetime) -> None:
    """Say no: the seat goes to who waits; twice is once."""
    _lock(session, move)
    if move.answer == MoveAnswer.OPEN:
        _release(session, move, MoveAnswer.DECLINED, now)


def lapse_moves(session: Session, *, now: dt.datetime) -> int:
    """End every offer nobody answered in time; return how many."""
    late = session.exec(
        select(IntakeMove)
        .where(IntakeMove.answer == MoveAnswer.OPEN, IntakeMove.answer_by <= now)
        .order_by(col(IntakeMove.intake_id), col(IntakeMove.id))
    ).all()
    ended = 0
    for move in late:
        _lock(session, move)
        if move.answer == MoveAnswer.OPEN:
            _release(session, move, MoveAnswer.LAPSED, now)
            ended += 1
    return ended


def open_move(session: Session, *, enrolment_id: int, now: dt.datetime) -> IntakeMove | None:
    """Return the class somebody is offered instead of a cancelled one; None when none is."""
    return session.exec(
        select(IntakeMove)
        .where(
            IntakeMove.enrolment_id == enrolment_id,
            IntakeMove.answer == MoveAnswer.OPEN,
            IntakeMove.answer_by > now,
        )
        .order_by(col(IntakeMove.id).desc())
    ).first()


def open_moves_of(
    session: Session, *, person_id: int, now: dt.datetime
) -> list[tuple[IntakeMove, Intake, Course]]:
    """Return what a person is offered now instead of cancelled classes, the first due first."""
    rows = session.exec(
        select(IntakeMove, Intake, Course)
        .join(Enrolment, col(Enrolment.id) == col(IntakeMove.enrolment_id))
        .join(Intake, col(Intake.id) == col(IntakeMove.intake_id))
        .join(Course, col(Course.id) == col(Intake.course_id))
        .where(
            Enrolment.person_id == person_id,
            IntakeMove.answer == MoveAnswer.OPEN,
            IntakeMove.answer_by > now,
        )
        .order_by(col(IntakeMove.answer_by), col(IntakeMove.id))
    )
    return list(rows)


def move_into(
    session: Session, *, person_id: int, intake_id: int, now: dt.datetime
) -> IntakeMove | None:
    """Return the seat held for somebody in this very class; None when none is."""
    return session.exec(
        select(IntakeMove)
        .join(Enrolment, col(Enrolment.id) == col(IntakeMove.enrolment_id))
        .where(
            Enrolment.person_id == person_id,
            IntakeMove.intake_id == intake_id,
            IntakeMove.answer == MoveAnswer.OPEN,
            IntakeMove.answer_by > now,
        )
    ).first()


def close_moves_into(session: Session, *, intake_id: int, now: dt.datetime) -> list[Enrolment]:
    """End offers of a class that is cancelled itself; return the enrolments they were made for.

    The seats are not given back one by one: the class has none any more.
    """
    moves = session.exec(
        select(IntakeMove)
        .where(IntakeMove.intake_id == intake_id, IntakeMove.answer == MoveAnswer.OPEN)
        .order_by(col(IntakeMove.id))
    ).all()
    for move in moves:
        _answer(session, move, MoveAnswer.LAPSED, now)
    return [session.get_one(Enrolment, move.enrolment_id) for move in moves]


def _take(session: Session, option: Intake, now: dt.datetime) -> bool:
    locked = seats.lock(session, option.id)
    is_over = locked.is_cancelled or _answer_by(session, locked, now=now) <= now
    return not is_over and seats.take_seat(session, option.id)


def _release(session: Session, move: IntakeMove, said: MoveAnswer, now: dt.datetime) -> None:
    _answer(session, move, said, now)
    seats.give_back(session, move.intake_id)
    seats.offer_seats(session, intake_id=move.intake_id, now=now)


def _answer(session: Session, move: IntakeMove, said: MoveAnswer, now: dt.datetime) -> None:
    move.answer, move.answered_at = said, now
    session.add(move)
    session.flush()


def _lock(session: Session, move: IntakeMove) -> None:
    seats.lock(session, move.intake_id)
    session.refresh(move)


def _is_in(session: Session, person_id: int, intake_id: int) -> bool:
    return _enrolment(session, person_id, intake_id) is not None


def _found(session: Session, person_id: int, intake_id: int) -> Enrolment:
    found = _enrolment(session, person_id, intake_id)
    if found is None:
        raise Conflict(_("Không tìm thấy đăng ký này. Anh/chị tải lại trang."))
    return found


def _enrolment(session: Session, person_id: int, intake_id: int) -> Enrolment | None:
    return session.exec(
        select(Enrolment)
        .where(Enrolment.person_id == person_id, Enrolment.intake_id == intake_id)
        .execution_options(populate_existing=True)
    ).first()


def _answer_by(session: Session, intake: Intake, *, now: dt.datetime) -> dt.datetime:
    days = rate_number(session, "intake_move", "answer_days", on=clock.local(now).date())
    end = dt.time(23, 59, tzinfo=clock.PROVINCE_TIME)
    last = dt.datetime.combine(intake.starts_on, end).astimezone(dt.UTC)
    return min(now + dt.timedelta(days=int(days)), last)
