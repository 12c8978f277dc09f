"""What the schools' screens read. Every function starts from ``school_id``."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session, col, func, select

from workforce.clock import add_months
from workforce.errors import NotFound
from workforce.models import (
    Course,
    CourseSkill,
    CourseStatus,
    Enrolment,
    EnrolmentEvent,
    EnrolmentStatus,
    Intake,
    Person,
    Placement,
    PlacementEvent,
    PlacementEventKind,
    School,
    Skill,
)
from workforce.placements import ledger

T = TypeVar("T")
E = EnrolmentStatus
#: enrolments that hold or wait for a place; the others have ended
LIVE = frozenset({E.ACCEPTED, E.WAITING, E.ATTENDING})
#: an outcome of fewer people than this tells who they are
LEAST_OUTCOME = 5
OUTCOME_MONTHS = 6


@dataclass(frozen=True)
class CourseLine:
    """A course in the school's list, with its next intake if it has one."""

    course: Course
    next_intake: Intake | None
    waiting: int


@dataclass(frozen=True)
class EnrolmentLine:
    """Somebody in an intake: a name, a phone number to call, where it stands."""

    enrolment: Enrolment
    name: str
    phone: str | None


@dataclass(frozen=True)
class Outcome:
    """Of those who finished long enough ago, how many found work; shares hide small counts.

    Attributes:
        completed: finished at least six months ago.
        working: of them, started a confirmed job within six months of finishing.
    """

    completed: int
    working: int

    @property
    def share(self) -> float | None:
        """Share who found work; None below the threshold: 'chưa có số liệu'."""
        return self.working / self.completed if self.completed >= LEAST_OUTCOME else None


def school_of(session: Session, *, school_id: int) -> School:
    """Return the signed-in account's school."""
    return session.get_one(School, school_id)


def courses(session: Session, *, school_id: int, today: dt.date) -> list[CourseLine]:
    """Return the school's courses: on offer first, then drafts, then closed, by title."""
    order = list(CourseStatus)
    rows = session.exec(select(Course).where(Course.school_id == school_id)).all()
    ids = [row.id for row in rows]
    coming: dict[int, Intake] = {}
    for intake in session.exec(
        select(Intake)
        .where(
            col(Intake.course_id).in_(ids),
            col(Intake.is_cancelled).is_(False),
            col(Intake.starts_on) >= today,
        )
        .order_by(col(Intake.starts_on).desc())
    ):
        coming[intake.course_id] = intake
    waiting = dict(
        session.exec(
            select(Intake.course_id, func.count(col(Enrolment.id)))
            .join(Enrolment, col(Enrolment.intake_id) == col(Intake.id))
            .where(col(Intake.course_id).in_(ids), Enrolment.status == E.WAITING)
            .group_by(col(Intake.course_id))
        ).all()
    )
    lines = [CourseLine(row, coming.get(row.id), waiting.get(row.id, 0)) for row in rows]
    rank = {CourseStatus.OPEN: -1}
    return sorted(
        lines,
        key=lambda line: (
            rank.get(CourseStatus(line.course.status), order.index(line.course.status)),
            line.course.title,
            line.course.id,
        ),
    )


def course(session: Session, *, school_id: int, course_id: int) -> Course:
    """Return one course; NotFound when it is not this school's."""
    return _or_missing(
        session.exec(
            select(Course).where(Course.school_id == school_id, Course.id == course_id)
        ).first()
    )


def skill_ids(session: Session, course_id: int) -> list[int]:
    """Return the ids of the skills a course teaches."""
    return list(
        session.exec(select(CourseSkill.skill_id).where(CourseSkill.course_id == course_id))
    )


def skill_names(session: Session, course_id: int) -> list[str]:
    """Return the names of the skills a course teaches, by name."""
    return list(
        session.exec(
            select(Skill.name_vi)
            .join(CourseSkill, col(CourseSkill.skill_id) == col(Skill.id))
            .where(CourseSkill.course_id == course_id)
            .order_by(col(Skill.name_vi))
        )
    )


def intakes(session: Session, *, school_id: int, course_id: int | None = None) -> list[Intake]:
    """Return the school's intakes, or one course's, the latest start first."""
    statement = (
        select(Intake)
        .join(Course, col(Course.id) == col(Intake.course_id))
        .where(Course.school_id == school_id)
        .order_by(col(Intake.starts_on).desc(), col(Intake.id).desc())
    )
    if course_id is not None:
        statement = statement.where(Intake.course_id == course_id)
    return list(session.exec(statement))


def intake(session: Session, *, school_id: int, intake_id: int) -> tuple[Intake, Course]:
    """Return one intake and its course; NotFound when it is not this school's."""
    row = session.exec(
        select(Intake, Course)
        .join(Course, col(Course.id) == col(Intake.course_id))
        .where(Course.school_id == school_id, Intake.id == intake_id)
    ).first()
    found = _or_missing(row)
    return found[0], found[1]


def enrolment(
    session: Session, *, school_id: int, enrolment_id: int
) -> tuple[Enrolment, Intake, Course]:
    """Return one enrolment; NotFound when its intake is not this school's, or it was withdrawn.

    Somebody who withdrew took the phone number back with it.
    """
    row = session.exec(
        select(Enrolment, Intake, Course)
        .join(Intake, col(Intake.id) == col(Enrolment.intake_id))
        .join(Course, col(Course.id) == col(Intake.course_id))
        .where(
            Course.school_id == school_id,
            Enrolment.id == enrolment_id,
            Enrolment.status != E.WITHDRAWN,
        )
    ).first()
    found = _or_missing(row)
    return found[0], found[1], found[2]


def enrolment_lines(session: Session, *, school_id: int, intake_id: int) -> list[EnrolmentLine]:
    """Return who is in an intake and has not withdrawn, in order of arrival.

    Name and phone number only, and the number only while the place is held or waited for:
    the school calls people, nothing else of the profile is its business.
    """
    rows = session.exec(
        select(Enrolment, Person)
        .join(Intake, col(Intake.id) == col(Enrolment.intake_id))
        .join(Course, col(Course.id) == col(Intake.course_id))
        .join(Person, col(Person.id) == col(Enrolment.person_id))
        .where(
            Course.school_id == school_id,
            Intake.id == intake_id,
            Enrolment.status != E.WITHDRAWN,
        )
        .order_by(col(Enrolment.created_at), col(Enrolment.id))
    )
    return [
        EnrolmentLine(
            one,
            "" if person.erased_at else person.full_name,
            person.contact_phone if one.status in LIVE and not person.erased_at else None,
        )
        for one, person in rows
    ]


def status_counts(session: Session, *, school_id: int) -> dict[int, dict[EnrolmentStatus, int]]:
    """Return how many enrolments stand where, by intake of the school."""
    rows = session.exec(
        select(Enrolment.intake_id, Enrolment.status, func.count(col(Enrolment.id)))
        .join(Intake, col(Intake.id) == col(Enrolment.intake_id))
        .join(Course, col(Course.id) == col(Intake.course_id))
        .where(Course.school_id == school_id)
        .group_by(col(Enrolment.intake_id), col(Enrolment.status))
    )
    counts: dict[int, dict[EnrolmentStatus, int]] = {}
    for intake_id, status, count in rows:
        counts.setdefault(intake_id, {})[EnrolmentStatus(status)] = count
    return counts


def outcome(session: Session, *, school_id: int, today: dt.date) -> Outcome:
    """Return how many who finished at least six months ago found work within six months.

    Only placements the ledger counts; a job of any occupation, so this is not the
    training-related share.
    """
    finished: dict[int, dt.date] = {}
    rows = session.exec(
        select(Enrolment.person_id, EnrolmentEvent.at)
        .join(EnrolmentEvent, col(EnrolmentEvent.enrolment_id) == col(Enrolment.id))
        .join(Intake, col(Intake.id) == col(Enrolment.intake_id))
        .join(Course, col(Course.id) == col(Intake.course_id))
        .where(
            Course.school_id == school_id,
            Enrolment.status == E.COMPLETED,
            EnrolmentEvent.status == E.COMPLETED,
        )
    )
    for person_id, at in rows:
        if add_months(at.date(), OUTCOME_MONTHS) <= today:
            finished[person_id] = at.date()
    return Outcome(len(finished), len(_found_work(session, finished)))


def _found_work(session: Session, finished: dict[int, dt.date]) -> set[int]:
    """Return the people whose confirmed job began within six months of finishing."""
    rows = session.exec(
        select(Placement.id, Placement.person_id)
        .join(PlacementEvent, col(PlacementEvent.placement_id) == col(Placement.id))
        .where(
            col(Placement.person_id).in_(list(finished)),
            PlacementEvent.kind == PlacementEventKind.EMPLOYER_CONFIRMED,
        )
    ).all()
    people = {placement_id: person_id for placement_id, person_id in rows if person_id}
    known = ledger.episodes(session, list(people))
    return {
        people[placement_id]
        for placement_id, episode in known.items()
        if episode.is_placement
        and episode.started_on is not None
        and finished[people[placement_id]]
        <= episode.started_on
        <= add_months(finished[people[placement_id]], OUTCOME_MONTHS)
    }


def _or_missing(found: T | None) -> T:
    if found is None:
        raise NotFound
    return found
