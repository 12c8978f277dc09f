"""What is read of enrolments: the place in line, the seat that is held, the next best class."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, func, or_, select

from workforce.courses import queries as courses
from workforce.models import (
    Course,
    CourseSkill,
    Enrolment,
    EnrolmentStatus,
    Intake,
    SeatAnswer,
    SeatOffer,
)


@dataclass(frozen=True)
class InLine:
    """Where somebody who waits stands.

    Attributes:
        place: 1 is the first.
        answer_by: a seat is held until then; None: none is.
    """

    place: int
    answer_by: dt.datetime | None


def in_line(session: Session, *, enrolment: Enrolment) -> InLine | None:
    """Return the place in line of an enrolment that waits; None for any other."""
    if enrolment.status != EnrolmentStatus.WAITING:
        return None
    before = session.exec(
        select(func.count(col(Enrolment.id))).where(
            Enrolment.intake_id == enrolment.intake_id,
            Enrolment.status == EnrolmentStatus.WAITING,
            or_(
                col(Enrolment.updated_at) < enrolment.updated_at,
                (col(Enrolment.updated_at) == enrolment.updated_at)
                & (col(Enrolment.id) < enrolment.id),
            ),
        )
    ).one()
    until = session.exec(
        select(SeatOffer.answer_by).where(
            SeatOffer.enrolment_id == enrolment.id, SeatOffer.answer == SeatAnswer.OPEN
        )
    ).first()
    return InLine(before + 1, until)


def offers_of(session: Session, *, intake_id: int) -> dict[int, dt.datetime]:
    """Return until when a seat is held, by enrolment of the intake."""
    rows = session.exec(
        select(SeatOffer.enrolment_id, SeatOffer.answer_by)
        .join(Enrolment, col(Enrolment.id) == col(SeatOffer.enrolment_id))
        .where(Enrolment.intake_id == intake_id, SeatOffer.answer == SeatAnswer.OPEN)
    )
    return dict(rows.all())


def next_best(
    session: Session, intake: Intake, *, today: dt.date, limit: int = 3
) -> list[tuple[Intake, Course]]:
    """Return intakes with a free seat instead of this one, the best first.

    Other intakes of the course, then the soonest of each course that teaches most of the same.
    """
    same = courses.rows_of(session, [intake.course_id], today=today)
    found = [(one, row.course) for row in same for one in _free(row, intake)]
    for row in courses.rows_of(session, _alike(session, intake, today=today), today=today):
        found += [(one, row.course) for one in _free(row, intake)[:1]]
    return found[:limit]


def _alike(session: Session, intake: Intake, *, today: dt.date) -> list[int]:
    """Return courses on offer that teach something of the same, most first."""
    taught = select(CourseSkill.skill_id).where(CourseSkill.course_id == intake.course_id)
    shared = func.count(col(CourseSkill.skill_id))
    on_offer = set(courses.find_open(session, today=today))
    return [
        course_id
        for course_id, _count in session.exec(
            select(CourseSkill.course_id, shared)
            .where(col(CourseSkill.skill_id).in_(taught), CourseSkill.course_id != intake.course_id)
            .group_by(col(CourseSkill.course_id))
            .order_by(shared.desc(), col(CourseSkill.course_id))
        )
        if course_id in on_offer
    ]


def _free(row: courses.CourseRow, instead_of: Intake) -> list[Intake]:
    return [one for one in row.intakes if one.id != instead_of.id and one.seats_taken < one.seats]
