"""Schools, courses, intakes and enrolments with fixed values."""

import datetime as dt
from typing import Any

from sqlmodel import Session

from matching import fold
from tests.factories.vocabulary import new_commune, skill
from tests.fixed_clock import NOW, TODAY
from workforce.models import (
    Course,
    CourseSkill,
    CourseStatus,
    Enrolment,
    EnrolmentStatus,
    Intake,
    Person,
    School,
    Training,
)


def make_school(session: Session, **values: Any) -> School:
    """Add a verified school."""
    name = values.pop("name", "Trung tâm Dạy nghề Mẫu")
    defaults: dict[str, Any] = {
        "kind": "trung_tam",
        "unit_id": new_commune(session).id,
        "contact_phone": "+84903000001",
        "is_verified": True,
        "created_at": NOW,
    }
    school = School(name=name, name_folded=fold(name), **defaults | values)
    session.add(school)
    session.flush()
    return school


def make_course(
    session: Session,
    *,
    school: School | None = None,
    draft: bool = False,
    teaches: tuple[str, ...] = ("may-may-1-kim",),
    **values: Any,
) -> Course:
    """Add an open sewing course; ``teaches`` are keys of skills."""
    school = school or make_school(session)
    defaults: dict[str, Any] = {
        "title": "May công nghiệp cơ bản",
        "level": Training.UNDER_3_MONTHS,
        "unit_id": school.unit_id,
        "hours_total": 200,
        "hours_practice": 150,
        "duration_weeks": 8,
        "schedule": "Buổi tối các ngày trong tuần",
        "fee_vnd": 0,
        "funding": ["ngan_sach"],
        "description": "Học may máy một kim.",
        "status": CourseStatus.DRAFT if draft else CourseStatus.OPEN,
        "created_at": NOW,
        "updated_at": NOW,
    }
    course = Course(school_id=school.id, **defaults | values)
    session.add(course)
    session.flush()
    for key in teaches:
        session.add(CourseSkill(course_id=course.id, skill_id=skill(session, key).id))
    session.flush()
    return course


def make_intake(
    session: Session, *, course: Course | None = None, begun: bool = False, full: bool = False,
    **values: Any,
) -> Intake:  # fmt: skip
    """Add an intake of 20 seats that starts in two weeks."""
    course = course or make_course(session)
    seats = values.pop("seats", 20)
    starts_on = TODAY - dt.timedelta(days=1) if begun else TODAY + dt.timedelta(days=14)
    defaults: dict[str, Any] = {
        "starts_on": starts_on,
        "seats": seats,
        "seats_taken": seats if full else 0,
    }
    intake = Intake(course_id=course.id, **defaults | values)
    session.add(intake)
    session.flush()
    return intake


def make_enrolment(
    session: Session, *, person: Person, intake: Intake | None = None,
    status: EnrolmentStatus = EnrolmentStatus.ACCEPTED,
) -> Enrolment:  # fmt: skip
    """Add an enrolment, and take its seat when it has one."""
    intake = intake or make_intake(session)
    if status != EnrolmentStatus.WAITING:
        intake.seats_taken += 1
        session.add(intake)
    enrolment = Enrolment(
        person_id=person.id, intake_id=intake.id, status=status, created_at=NOW, updated_at=NOW
    )
    session.add(enrolment)
    session.flush()
    return enrolment
