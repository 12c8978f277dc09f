"""Read courses with their next intake, in a fixed number of queries."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_
from sqlmodel import Session, col, func, select

from workforce.courses.filters import ANY, CourseFilters
from workforce.models import (
    Course,
    CourseSkill,
    CourseStatus,
    Intake,
    OpeningSkill,
    School,
    Skill,
    Unit,
)


@dataclass(frozen=True)
class CourseRow:
    """A course, its school and the intakes people may still enrol in, soonest first."""

    course: Course
    school: School
    unit: Unit | None
    intakes: list[Intake] = field(default_factory=list)

    @property
    def next_intake(self) -> Intake | None:
        """The soonest intake with a free seat, else the soonest; None when none is planned."""
        free = [intake for intake in self.intakes if intake.seats_taken < intake.seats]
        return next(iter(free or self.intakes), None)

    @property
    def seats_left(self) -> int | None:
        """Seats free in the next intake; None when none is planned."""
        intake = self.next_intake
        return intake.seats - intake.seats_taken if intake else None


def find_open(
    session: Session, *, today: dt.date, samples: bool = True, limit: int | None = None,
    filters: CourseFilters = ANY,
) -> list[int]:  # fmt: skip
    """Return ids of courses on offer: those starting soon first, without a date last.

    Args:
        samples: False leaves fictional records out.
    """
    starts = func.min(Intake.starts_on)
    statement = (
        select(Course.id, starts)
        .join(
            Intake,
            and_(col(Intake.course_id) == col(Course.id), _takes_people(today)),
            isouter=True,
        )
        .where(Course.status == CourseStatus.OPEN, *filters.conditions())
        .where(~_of_suspended())
        .group_by(col(Course.id))
        .order_by(starts.is_(None), starts, col(Course.id))
        .limit(limit)
    )
    if not samples:
        statement = statement.where(col(Course.is_sample).is_(False))
    return [course_id for course_id, _start in session.exec(statement)]


def count_open(session: Session, *, today: dt.date) -> tuple[int, int]:
    """Return (courses on offer, seats left in intakes that take people)."""
    courses = session.exec(
        select(func.count(col(Course.id))).where(
            Course.status == CourseStatus.OPEN, ~_of_suspended()
        )
    ).one()
    seats = session.exec(
        select(func.coalesce(func.sum(Intake.seats - Intake.seats_taken), 0))
        .join(Course, col(Course.id) == col(Intake.course_id))
        .where(Course.status == CourseStatus.OPEN, _takes_people(today), ~_of_suspended())
    ).one()
    return courses, int(seats)


def rows_of(session: Session, ids: Sequence[int], *, today: dt.date) -> list[CourseRow]:
    """Return the rows of these courses in the given order; unknown ids are left out."""
    if not ids:
        return []
    found = {
        row[0].id: CourseRow(*row)
        for row in session.exec(_with_school().where(col(Course.id).in_(ids)))
    }
    intakes = session.exec(
        select(Intake)
        .where(col(Intake.course_id).in_(ids), _takes_people(today))
        .order_by(col(Intake.starts_on), col(Intake.id))
    )
    for intake in intakes:
        if intake.course_id in found:
            found[intake.course_id].intakes.append(intake)
    return [found[identity] for identity in ids if identity in found]


def public_row(session: Session, course_id: int, *, today: dt.date) -> CourseRow | None:
    """Return a course that is or was on offer; None for a draft or no such id."""
    return next(
        (
            row
            for row in rows_of(session, [course_id], today=today)
            if row.course.status != CourseStatus.DRAFT
        ),
        None,
    )


def similar_open(session: Session, course: Course, *, today: dt.date, limit: int = 4) -> list[int]:
    """Return courses on offer like this one: sharing most skills, then of the same trade."""
    among = [one for one in find_open(session, today=today) if one != course.id]
    if not among:
        return []
    taught = select(CourseSkill.skill_id).where(CourseSkill.course_id == course.id)
    shared = dict(
        session.exec(
            select(CourseSkill.course_id, func.count(col(CourseSkill.skill_id)))
            .where(col(CourseSkill.skill_id).in_(taught), col(CourseSkill.course_id).in_(among))
            .group_by(col(CourseSkill.course_id))
        ).all()
    )
    same = set()
    if course.occupation_id is not None:
        same = set(
            session.exec(select(Course.id).where(Course.occupation_id == course.occupation_id))
        )
    # Sorting keeps the soonest first among equals.
    return sorted(among, key=lambda one: (-shared.get(one, 0), one not in same))[:limit]


def changed_at(session: Session, ids: Sequence[int]) -> dict[int, dt.datetime]:
    """Return when each of these courses was last changed."""
    rows = session.exec(select(Course.id, Course.updated_at).where(col(Course.id).in_(ids)))
    return dict(rows.all())


def skills_of(session: Session, course_id: int) -> list[Skill]:
    """Return the skills a course teaches, by name."""
    return list(
        session.exec(
            select(Skill)
            .join(CourseSkill, col(CourseSkill.skill_id) == col(Skill.id))
            .where(CourseSkill.course_id == course_id)
            .order_by(col(Skill.name_vi))
        )
    )


def openings_asking_for(session: Session, course_id: int, *, among: Sequence[int]) -> list[int]:
    """Return which of these openings ask for a skill the course teaches, most skills first."""
    taught = select(CourseSkill.skill_id).where(CourseSkill.course_id == course_id)
    shared = func.count(col(OpeningSkill.skill_id))
    return [
        opening_id
        for opening_id, _count in session.exec(
            select(OpeningSkill.opening_id, shared)
            .where(col(OpeningSkill.skill_id).in_(taught), col(OpeningSkill.opening_id).in_(among))
            .group_by(col(OpeningSkill.opening_id))
            .order_by(shared.desc(), col(OpeningSkill.opening_id).desc())
        )
    ]


def _of_suspended() -> Any:
    """Return the condition on Course: its school takes no new learners for now."""
    return col(Course.school_id).in_(select(School.id).where(col(School.is_suspended)))


def _takes_people(today: dt.date):
    last_day = func.coalesce(Intake.enrol_by, Intake.starts_on)
    return and_(col(Intake.is_cancelled).is_(False), last_day >= today)


def _with_school():
    return (
        select(Course, School, Unit)
        .join(School, col(School.id) == col(Course.school_id))
        .join(Unit, col(Unit.id) == func.coalesce(Course.unit_id, School.unit_id), isouter=True)
    )
