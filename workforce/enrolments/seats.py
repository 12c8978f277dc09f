"""Seats of an intake: taken, given back, offered to who waits. Flush, never commit.

``Intake.seats_taken`` counts who has a seat and whom one is held for. Whoever moves seats
locks the intake first, so on either database nobody gets a seat twice.
"""

import datetime as dt

from sqlalchemy import update
from sqlmodel import Session, col, select

from workforce import clock
from workforce.models import (
    Account,
    Enrolment,
    EnrolmentEvent,
    EnrolmentStatus,
    Intake,
    SeatAnswer,
    SeatOffer,
)
from workforce.notices import events
from workforce.reference.rates import rate_number

E = EnrolmentStatus
HOLDS_SEAT = frozenset({E.ACCEPTED, E.ATTENDING, E.COMPLETED})
LAPSED_NOTE = "Không trả lời trong hạn"  #: kept in Vietnamese, as events are


def offer_seats(session: Session, *, intake_id: int, now: dt.datetime) -> int:
    """Offer free seats to those who wait, in order of arrival; return how many were offered.

    The seat is held until the offer's last moment: so many days as ``policy_rate``
    'seat_offer' says, the first day of the course at the latest. Once that day is over
    nobody is put into a running class. Who left and came back arrives anew.
    """
    intake = lock(session, intake_id)
    if intake.is_cancelled or intake.seats_taken >= intake.seats:
        return 0
    until = _answer_by(session, intake, now=now)
    if until <= now:
        return 0
    offered = 0
    for enrolment in waiting(session, intake_id):
        if open_offer(session, enrolment.id) is not None:
            continue
        if not take_seat(session, intake_id):
            break
        session.add(SeatOffer(enrolment_id=enrolment.id, offered_at=now, answer_by=until))
        session.flush()
        events.seat_offered(session, enrolment=enrolment, until=until, now=now)
        offered += 1
    return offered


def lapse_offers(session: Session, *, intake_id: int, now: dt.datetime) -> int:
    """End the intake's offers nobody answered in time; return how many.

    Who did not answer leaves the list and is told; the next in line is asked. They may
    enrol again with one tap, behind those who wait.
    """
    lock(session, intake_id)
    late = session.exec(
        select(SeatOffer, Enrolment)
        .join(Enrolment, col(Enrolment.id) == col(SeatOffer.enrolment_id))
        .where(
            Enrolment.intake_id == intake_id,
            SeatOffer.answer == SeatAnswer.OPEN,
            SeatOffer.answer_by <= now,
        )
        .order_by(col(SeatOffer.id))
    ).all()
    for offer, enrolment in late:
        answer(session, offer, SeatAnswer.LAPSED, now=now)
        step(session, enrolment, E.WITHDRAWN, by=None, now=now, note=LAPSED_NOTE)
        give_back(session, intake_id)
        events.seat_lapsed(session, enrolment=enrolment, now=now)
    if late:
        offer_seats(session, intake_id=intake_id, now=now)
    return len(late)


def lapse_all(session: Session, *, now: dt.datetime) -> int:
    """End every offer that is past its time, class by class; return how many."""
    intakes = session.exec(
        select(Enrolment.intake_id)
        .join(SeatOffer, col(SeatOffer.enrolment_id) == col(Enrolment.id))
        .where(SeatOffer.answer == SeatAnswer.OPEN, SeatOffer.answer_by <= now)
        .distinct()
        .order_by(col(Enrolment.intake_id))
    ).all()
    return sum(lapse_offers(session, intake_id=one, now=now) for one in intakes)


def lock(session: Session, intake_id: int) -> Intake:
    """Let nobody else move seats of the intake until this transaction ends.

    Without it somebody could queue up in the moment in which another gives a seat back,
    and wait beside a free seat; or one place could be given back twice.
    """
    return session.get_one(
        Intake, intake_id, with_for_update={"key_share": True}, populate_existing=True
    )


def waiting(session: Session, intake_id: int) -> list[Enrolment]:
    """Return who waits, in order of arrival."""
    return list(
        session.exec(
            select(Enrolment)
            .where(Enrolment.intake_id == intake_id, Enrolment.status == E.WAITING)
            .order_by(col(Enrolment.updated_at), col(Enrolment.id))
        )
    )


def open_offer(session: Session, enrolment_id: int) -> SeatOffer | None:
    """Return the seat held for somebody who waits, or None."""
    return session.exec(
        select(SeatOffer)
        .where(SeatOffer.enrolment_id == enrolment_id, SeatOffer.answer == SeatAnswer.OPEN)
        .execution_options(populate_existing=True)
    ).first()


def answer(session: Session, offer: SeatOffer, said: SeatAnswer, *, now: dt.datetime) -> None:
    """Write down what became of an offer."""
    offer.answer, offer.answered_at = said, now
    session.add(offer)
    session.flush()


def take_seat(session: Session, intake_id: int) -> bool:
    """Take a seat if there is one, by a conditional UPDATE; return whether there was."""
    result = session.exec(
        update(Intake)
        .where(col(Intake.id) == intake_id, col(Intake.seats_taken) < col(Intake.seats))
        .values(seats_taken=Intake.seats_taken + 1)
    )
    return result.rowcount == 1


def give_back(session: Session, intake_id: int) -> None:
    """Give one seat back."""
    session.exec(
        update(Intake)
        .where(col(Intake.id) == intake_id, col(Intake.seats_taken) > 0)
        .values(seats_taken=Intake.seats_taken - 1)
    )


def step(
    session: Session, enrolment: Enrolment, status: EnrolmentStatus, *, by: Account | None,
    now: dt.datetime, note: str = "",
) -> None:  # fmt: skip
    """Move an enrolment and keep the step."""
    enrolment.status, enrolment.updated_at = status, now
    session.add(enrolment)
    session.add(
        EnrolmentEvent(
            enrolment_id=enrolment.id, status=status, at=now, note=note,
            recorded_by=by.id if by else None,
        )
    )  # fmt: skip
    session.flush()


def _answer_by(session: Session, intake: Intake, *, now: dt.datetime) -> dt.datetime:
    days = rate_number(session, "seat_offer", "answer_days", on=clock.local(now).date())
    end = dt.time(23, 59, tzinfo=clock.PROVINCE_TIME)
    last = dt.datetime.combine(intake.starts_on, end).astimezone(dt.UTC)
    return min(now + dt.timedelta(days=int(days)), last)
