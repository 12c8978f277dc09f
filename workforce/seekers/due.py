"""What waits for the person's word: a held seat, a start to confirm, a check-in."""

import datetime as dt
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from workforce.models import (
    Course,
    Enrolment,
    EnrolmentStatus,
    Intake,
    IntakeMove,
    MoveAnswer,
    Opening,
    Person,
    Placement,
    SeatAnswer,
    SeatOffer,
)
from workforce.placements import ledger
from workforce.seekers.queries import mark_due


@dataclass(frozen=True)
class CheckIn:
    """A mark that has passed without an answer."""

    application_id: int
    job: str
    months: int


@dataclass(frozen=True)
class Start:
    """A start the employer recorded and the person has not confirmed."""

    application_id: int
    job: str
    day: dt.date


@dataclass(frozen=True)
class Seat:
    """A seat held for the person."""

    enrolment_id: int
    course: str
    until: dt.datetime


@dataclass(frozen=True)
class Due:
    """Everything the person's first page lists; false when nothing waits."""

    seats: list[Seat] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)
    checks: list[CheckIn] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether anything waits."""
        return bool(self.seats or self.starts or self.checks)


def gather_due(session: Session, *, person: Person, today: dt.date, now: dt.datetime) -> Due:
    """Return what waits for the person today, in at most three queries."""
    due = Due(seats=_seats(session, person, now))
    rows = session.exec(
        select(Placement, Opening.title)
        .join(Opening, col(Opening.id) == col(Placement.opening_id))
        .where(Placement.person_id == person.id, col(Placement.application_id).is_not(None))
        .order_by(col(Placement.id).desc())
    ).all()
    if not rows:
        return due
    episodes = ledger.episodes(session, [placement.id for placement, _title in rows])
    for placement, title in rows:
        episode = episodes.get(placement.id, ledger.Episode())
        application_id = placement.application_id or 0
        months = mark_due(episode, today)
        if months is not None:
            due.checks.append(CheckIn(application_id, title, months))
        elif _waits_for_yes(episode, today) and episode.started_on is not None:
            due.starts.append(Start(application_id, title, episode.started_on))
    return due


def _waits_for_yes(episode: ledger.Episode, today: dt.date) -> bool:
    one_sided = episode.confirmed_by_employer and not episode.confirmed_by_worker
    return one_sided and episode.is_working_on(today)


def _seats(session: Session, person: Person, now: dt.datetime) -> list[Seat]:
    rows = session.exec(
        select(Enrolment.id, Course.title, SeatOffer.answer_by)
        .join(SeatOffer, col(SeatOffer.enrolment_id) == col(Enrolment.id))
        .join(Intake, col(Intake.id) == col(Enrolment.intake_id))
        .join(Course, col(Course.id) == col(Intake.course_id))
        .where(
            Enrolment.person_id == person.id,
            Enrolment.status == EnrolmentStatus.WAITING,
            SeatOffer.answer == SeatAnswer.OPEN,
            SeatOffer.answer_by > now,
        )
        .order_by(col(SeatOffer.answer_by))
    )
    held = session.exec(
        select(Enrolment.id, Course.title, IntakeMove.answer_by)
        .join(IntakeMove, col(IntakeMove.enrolment_id) == col(Enrolment.id))
        .join(Intake, col(Intake.id) == col(IntakeMove.intake_id))
        .join(Course, col(Course.id) == col(Intake.course_id))
        .where(
            Enrolment.person_id == person.id,
            IntakeMove.answer == MoveAnswer.OPEN,
            IntakeMove.answer_by > now,
        )
    )
    seats = [Seat(*row) for row in (*rows, *held)]
    return sorted(seats, key=lambda seat: seat.until)
