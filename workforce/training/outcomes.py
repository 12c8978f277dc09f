"""What became of those who finished a course: work, trade, wage, further study.

People not yet due are left out of a month's row, not counted as without work. Where a course
has too few, it is pooled with the school's courses of the same trade, and says so. Small
numbers are suppressed for everybody: even a school could tell who they are from a share.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from statistics import quantiles

from sqlmodel import Session, col, select

from workforce.models import (
    Course,
    CourseStatus,
    Education,
    Enrolment,
    EnrolmentStatus,
    Intake,
    Occupation,
    Person,
    SensitiveAttributes,
    Sex,
)
from workforce.people.age import age_on
from workforce.reference.rates import rate_number
from workforce.training.cohorts import DUE_MONTHS, STABLE_MONTHS, Cohort, cohort

E = EnrolmentStatus
LOW_SCHOOLING = (Education.NONE, Education.PRIMARY, Education.LOWER_SECONDARY)
OVER = 45
WAGE_STEP = 500_000  #: ends of a wage band are rounded to half a million VND


@dataclass(frozen=True)
class AtMonth:
    """One month's row. None: too few to say.

    Attributes:
        due: finished at least so many months ago.
        working: have work on that day; in_trade: of the course's unit group.
        studying: began another class by then and have no work: apart, neither success nor not.
    """

    months: int
    due: int
    working: int | None
    in_trade: int | None
    studying: int | None


@dataclass(frozen=True)
class Mix:
    """Who entered, so that results are not compared blindly. None: too few to say."""

    people: int
    women: int | None
    over_45: int | None
    low_schooling: int | None
    told_ethnicity: int | None


@dataclass(frozen=True)
class Outcomes:
    """Results of a course, or of the courses it is pooled with.

    Attributes:
        begun, completed: of classes that have ended; None: too few to say.
        rows: one a month of DUE_MONTHS.
        wage: VND a month, from the lower to the upper quarter of those at work after six
            months; None when too few said.
        is_pooled: over the school's courses of the trade.
        least: suppression threshold.
    """

    begun: int | None
    completed: int | None
    rows: list[AtMonth]
    wage: tuple[int, int] | None
    is_pooled: bool
    least: int
    mix: Mix | None = field(default=None)

    @property
    def has_figures(self) -> bool:
        """Whether anything can be said at all."""
        return self.completed is not None or any(row.working is not None for row in self.rows)


def of_course(session: Session, course: Course, *, today: dt.date) -> Outcomes:
    """Return a course's results, pooled by trade within the school where it has too few."""
    least = int(rate_number(session, "suppression", "cell_min", on=today))
    own = cohort(session, today=today, course_ids=[course.id])
    if len(own.due(DUE_MONTHS[0], today=today)) >= least or course.occupation_id is None:
        return _outcomes(session, own, [course.id], today, least, is_pooled=False)
    alike = _same_trade(session, course)
    if alike == [course.id]:
        return _outcomes(session, own, alike, today, least, is_pooled=False)
    pooled = cohort(session, today=today, course_ids=alike)
    return _outcomes(session, pooled, alike, today, least, is_pooled=True)


def of_school(session: Session, *, school_id: int, today: dt.date) -> Outcomes:
    """Return the results of all courses of a school together."""
    least = int(rate_number(session, "suppression", "cell_min", on=today))
    ids = list(session.exec(select(Course.id).where(Course.school_id == school_id)))
    found = cohort(session, today=today, course_ids=ids)
    return _outcomes(session, found, ids, today, least, is_pooled=True)


def safe(part: int, whole: int, least: int) -> int | None:
    """Return a count, None where it or what is left of the whole is too small to publish."""
    small = (0 < part < least) or (0 < whole - part < least)
    return None if whole < least or small else part


def _outcomes(
    session: Session, found: Cohort, ids: Collection[int], today: dt.date, least: int, *,
    is_pooled: bool,
) -> Outcomes:  # fmt: skip
    return Outcomes(
        begun=found.begun if found.begun >= least else None,
        completed=safe(len(found.finished), found.begun, least),
        rows=[_at(found, months, today, least) for months in DUE_MONTHS],
        wage=_wage(found, today, least),
        is_pooled=is_pooled,
        least=least,
        mix=_mix(session, ids, today, least),
    )


def _at(found: Cohort, months: int, today: dt.date, least: int) -> AtMonth:
    due = found.due(months, today=today)
    held = [(one, found.working_at(one, months)) for one in due]
    working = sum(work is not None for _one, work in held)
    in_trade = sum(work is not None and work.trade == one.trade != "" for one, work in held)
    studying = sum(work is None and found.studying_at(one, months) for one, work in held)
    shown = safe(working, len(due), least)
    return AtMonth(
        months, len(due), shown,
        None if shown is None else safe(in_trade, len(due), least),
        safe(studying, len(due), least),
    )  # fmt: skip


def _wage(found: Cohort, today: dt.date, least: int) -> tuple[int, int] | None:
    wages = [
        work.episode.wage_vnd
        for one in found.due(STABLE_MONTHS, today=today)
        if (work := found.working_at(one, STABLE_MONTHS)) is not None
        and work.episode.wage_vnd is not None
    ]
    if len(wages) < least:
        return None
    low, _middle, high = quantiles(wages, n=4)
    return round(low / WAGE_STEP) * WAGE_STEP, round(high / WAGE_STEP) * WAGE_STEP


def _same_trade(session: Session, course: Course) -> list[int]:
    code = select(Occupation.vsco_code).where(Occupation.id == course.occupation_id)
    return list(
        session.exec(
            select(Course.id)
            .join(Occupation, col(Occupation.id) == col(Course.occupation_id))
            .where(
                Course.school_id == course.school_id,
                Course.status != CourseStatus.DRAFT,
                Occupation.vsco_code == code.scalar_subquery(),
            )
            .order_by(col(Course.id))
        )
    )


def _mix(session: Session, ids: Collection[int], today: dt.date, least: int) -> Mix | None:
    entered = (
        select(Enrolment.person_id)
        .join(Intake, col(Intake.id) == col(Enrolment.intake_id))
        .where(
            col(Intake.course_id).in_(ids),
            col(Enrolment.status).in_((E.ATTENDING, E.COMPLETED, E.DROPPED)),
        )
    )
    people: Sequence[Person] = session.exec(
        select(Person).where(col(Person.id).in_(entered), col(Person.erased_at).is_(None))
    ).all()
    whole = len(people)
    if whole < least:
        return None
    told = session.exec(
        select(SensitiveAttributes.person_id).where(
            col(SensitiveAttributes.person_id).in_([one.id for one in people]),
            col(SensitiveAttributes.ethnicity).is_not(None),
        )
    ).all()
    return Mix(
        whole,
        safe(sum(one.sex == Sex.FEMALE for one in people), whole, least),
        safe(sum((age_on(one, today) or 0) > OVER for one in people), whole, least),
        safe(sum(one.education in LOW_SCHOOLING for one in people), whole, least),
        safe(len(told), whole, least),
    )
