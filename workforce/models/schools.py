"""Vocational schools, their courses, intakes with seats, and enrolments."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import JSON, false, text

from workforce.models.base import (
    LINE,
    MONEY_MAX,
    SHORT,
    TEXT,
    Field,
    SQLModel,
    check,
    choice,
    index,
    unique,
    unique_index,
)
from workforce.models.people import Education, Training

EMPTY = {"server_default": text("''")}


class School(SQLModel, table=True):
    """A vocational school or training centre."""

    id: int = Field(default=None, primary_key=True)
    #: of seeds/institutions.csv; None for a school that registered here
    key: str | None = Field(default=None, max_length=40, unique=True)
    name: str = Field(max_length=LINE)
    name_folded: str = Field(max_length=LINE, index=True)
    kind: str = Field(default="", max_length=40)
    is_public: bool | None = None
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    district: str = Field(default="", max_length=SHORT)
    contact_phone: str = Field(default="", max_length=20)
    is_verified: bool = False
    verified_at: dt.datetime | None = None
    verified_by: int | None = Field(default=None)
    #: takes no new learners until lifted; the school reads why
    is_suspended: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    status_reason: str = Field(default="", max_length=LINE, sa_column_kwargs=EMPTY)
    tax_code: str | None = Field(default=None, max_length=14)
    #: number of its registration for vocational education, as the school states it
    licence: str = Field(default="", max_length=SHORT, sa_column_kwargs=EMPTY)
    source: str = Field(default="", max_length=LINE)
    created_at: dt.datetime
    is_sample: bool = False


class CourseStatus(StrEnum):
    """Whether a course is on offer."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class SkillStandard(StrEnum):
    """Whose occupational skill standard a certificate attests (resolution IV.6)."""

    NATIONAL = "national"
    INTERNATIONAL = "international"


class Audience(StrEnum):
    """Whom a course is made for (resolution IV.6)."""

    WORKER = "worker"
    TECHNICIAN = "technician"
    LINE_LEADER = "line_leader"
    MANAGER = "manager"


class Course(SQLModel, table=True):
    """A course; when it runs is an Intake."""

    __table_args__ = (
        unique_index("uq_course_import_key", "school_id", "import_key"),
        check(f"fee_vnd IS NULL OR fee_vnd BETWEEN 0 AND {MONEY_MAX}", "fee"),
        check("hours_total IS NULL OR hours_total BETWEEN 1 AND 20000", "hours_total"),
        check("hours_practice IS NULL OR hours_practice BETWEEN 0 AND 20000", "hours_practice"),
        check(
            "hours_total IS NULL OR hours_practice IS NULL OR hours_practice <= hours_total",
            "hours",
        ),
        check("duration_weeks IS NULL OR duration_weeks BETWEEN 1 AND 500", "weeks"),
        check("length(title) > 0", "has_title"),
    )

    id: int = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    title: str = Field(max_length=SHORT)
    level: Training = choice(Training, name="level")
    occupation_id: int | None = Field(default=None, foreign_key="occupation.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")  #: where it is taught
    hours_total: int | None = None
    hours_practice: int | None = None
    duration_weeks: int | None = None
    schedule: str = Field(default="", max_length=LINE)
    fee_vnd: int | None = None
    funding: list[str] | None = Field(default=None, sa_type=JSON)
    entry_education: Education | None = choice(
        Education, default=None, nullable=True, name="entry_education"
    )
    entry_requirement: str = Field(default="", max_length=LINE)
    description: str = Field(default="", max_length=TEXT)
    outcomes: str = Field(default="", max_length=TEXT)
    language: str = Field(default="vi", max_length=10)
    certificate: str = Field(default="", max_length=SHORT, sa_column_kwargs=EMPTY)
    #: SkillStandard of the certificate; '' none or not said
    skill_standard: str = Field(default="", max_length=20, sa_column_kwargs=EMPTY)
    hours_it: int | None = None  #: of hours_total, for informatics
    hours_language: int | None = None  #: of hours_total, for foreign languages
    audience: str = Field(default="", max_length=20, sa_column_kwargs=EMPTY)  #: Audience; '' all
    import_key: str | None = Field(default=None, max_length=80)
    status: CourseStatus = choice(CourseStatus, default=CourseStatus.DRAFT)
    created_at: dt.datetime
    updated_at: dt.datetime
    is_sample: bool = False


class CourseSkill(SQLModel, table=True):
    """A course teaches a skill."""

    __tablename__ = "course_skill"

    course_id: int = Field(foreign_key="course.id", primary_key=True)
    skill_id: int = Field(foreign_key="skill.id", primary_key=True)


class Intake(SQLModel, table=True):
    """One run of a course. ``seats_taken`` is the last line of defence against overselling:

    it moves with ``UPDATE … WHERE seats_taken < seats`` only.
    """

    __table_args__ = (
        check("seats BETWEEN 1 AND 10000", "seats"),
        check("seats_taken BETWEEN 0 AND seats", "seats_taken"),
        check("ends_on IS NULL OR ends_on >= starts_on", "dates"),
    )

    id: int = Field(default=None, primary_key=True)
    course_id: int = Field(foreign_key="course.id", index=True)
    starts_on: dt.date = Field(index=True)
    ends_on: dt.date | None = None
    enrol_by: dt.date | None = None
    seats: int
    seats_taken: int = 0
    minimum: int | None = None  #: with fewer learners the school may not hold it
    is_cancelled: bool = False
    cancel_reason: str = Field(default="", max_length=LINE, sa_column_kwargs=EMPTY)
    agreement_id: int | None = Field(default=None)  #: an ordered class; TrainingAgreement.id


class EnrolmentStatus(StrEnum):
    """Where an enrolment stands."""

    ACCEPTED = "accepted"  #: has a seat
    WAITING = "waiting"  #: waiting list, in order of arrival
    ATTENDING = "attending"
    COMPLETED = "completed"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"


class Enrolment(SQLModel, table=True):
    """A person and an intake, once."""

    __table_args__ = (unique("person_id", "intake_id"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    intake_id: int = Field(foreign_key="intake.id", index=True)
    status: EnrolmentStatus = choice(EnrolmentStatus)
    created_at: dt.datetime
    updated_at: dt.datetime


class EnrolmentEvent(SQLModel, table=True):
    """A step of an enrolment. Append-only."""

    __tablename__ = "enrolment_event"
    __table_args__ = (index("ix_enrolment_event_enrolment", "enrolment_id", "at"),)

    id: int = Field(default=None, primary_key=True)
    enrolment_id: int = Field(foreign_key="enrolment.id")
    status: EnrolmentStatus = choice(EnrolmentStatus)
    at: dt.datetime
    recorded_by: int | None = Field(default=None, foreign_key="account.id")
    note: str = Field(default="", max_length=LINE)


class Attendance(SQLModel, table=True):
    """A learner was there on a day of class, or was not; the last word of the day stands."""

    enrolment_id: int = Field(foreign_key="enrolment.id", primary_key=True)
    day: dt.date = Field(primary_key=True)
    is_present: bool
    recorded_at: dt.datetime
    recorded_by: int | None = Field(default=None, foreign_key="account.id")


class MoveAnswer(StrEnum):
    """What a learner said to another class."""

    OPEN = "open"  #: the seat is held until ``answer_by``
    TAKEN = "taken"
    DECLINED = "declined"
    LAPSED = "lapsed"


class IntakeMove(SQLModel, table=True):
    """A class does not take place: its learners are offered the next one, seat held."""

    __tablename__ = "intake_move"
    __table_args__ = (unique("enrolment_id", "intake_id"),)

    id: int = Field(default=None, primary_key=True)
    enrolment_id: int = Field(foreign_key="enrolment.id")  #: in the class that is cancelled
    intake_id: int = Field(foreign_key="intake.id", index=True)  #: the one offered
    offered_at: dt.datetime
    answer_by: dt.datetime
    answer: MoveAnswer = choice(MoveAnswer, default=MoveAnswer.OPEN)
    answered_at: dt.datetime | None = None
