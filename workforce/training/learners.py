"""What a school sees of its own people after the course, and openings it may show them.

Only of who agreed to be asked afterwards; no employer, no wage. A school never applies in
anybody's name: the person gets a notice and decides.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session, col, select

from workforce import audit
from workforce.consents import consents
from workforce.errors import Conflict, NotFound
from workforce.i18n import _
from workforce.models import (
    Account,
    ConsentPurpose,
    Course,
    Enrolment,
    EnrolmentStatus,
    Intake,
    Opening,
    Person,
)
from workforce.notices import events
from workforce.openings.queries import find_open
from workforce.suggestions.run import compute
from workforce.training.cohorts import Cohort, Finished, cohort

E = EnrolmentStatus
OFFERED = 10  #: openings to choose from


class NextStep(StrEnum):
    """Where somebody stands after the course."""

    WORKING = "working"
    STUDYING = "studying"
    LOOKING = "looking"
    NOT_ASKED = "not_asked"  #: did not agree to be asked


@dataclass(frozen=True)
class Learner:
    """Somebody who finished a course of the school."""

    enrolment_id: int
    name: str
    course: str
    finished_on: dt.date
    step: NextStep


def learners(session: Session, *, school_id: int, today: dt.date) -> list[Learner]:
    """Return the school's people who finished, the latest first; erased ones are left out."""
    rows = session.exec(
        select(Enrolment.id, Course, Person)
        .join(Intake, col(Intake.id) == col(Enrolment.intake_id))
        .join(Course, col(Course.id) == col(Intake.course_id))
        .join(Person, col(Person.id) == col(Enrolment.person_id))
        .where(
            Course.school_id == school_id,
            Enrolment.status == E.COMPLETED,
            col(Person.erased_at).is_(None),
        )
    ).all()
    known = cohort(session, today=today, course_ids={course.id for _id, course, _p in rows})
    finished = {(one.person_id, one.course_id): one for one in known.finished}
    found = []
    for enrolment_id, course, person in rows:
        one = finished.get((person.id, course.id))
        if one is None:
            continue
        agreed = consents.has_consent(
            session, person_id=person.id, purpose=ConsentPurpose.FOLLOW_UP
        )
        step = NextStep.NOT_ASKED
        if agreed:
            is_working = any(
                work.episode.is_working_on(today) for work in known.work.get(person.id, ())
            )
            step = NextStep.WORKING if is_working else _otherwise(one, known, today)
        found.append(Learner(enrolment_id, person.full_name, course.title, one.on, step))
    return sorted(found, key=lambda one: (one.finished_on, one.enrolment_id), reverse=True)


def may_refer(session: Session, *, school_id: int, enrolment_id: int) -> tuple[Enrolment, Person]:
    """Return an enrolment of the school whose person may be shown an opening.

    Raises:
        NotFound: not this school's, or the course was not finished.
        Conflict: the person did not agree to be asked afterwards.
    """
    row = session.exec(
        select(Enrolment, Person)
        .join(Intake, col(Intake.id) == col(Enrolment.intake_id))
        .join(Course, col(Course.id) == col(Intake.course_id))
        .join(Person, col(Person.id) == col(Enrolment.person_id))
        .where(
            Course.school_id == school_id,
            Enrolment.id == enrolment_id,
            Enrolment.status == E.COMPLETED,
            col(Person.erased_at).is_(None),
        )
    ).first()
    if row is None:
        raise NotFound
    enrolment, person = row
    if not consents.has_consent(session, person_id=person.id, purpose=ConsentPurpose.FOLLOW_UP):
        raise Conflict(
            _("Người này chưa đồng ý cho hỏi thăm sau khi học nên chưa giới thiệu được.")
        )
    return enrolment, person


def openings_for(session: Session, *, person: Person, today: dt.date) -> list[Opening]:
    """Return the openings that suit somebody best; [] when they do not look for work."""
    if not person.is_seeking or not consents.has_consent(
        session, person_id=person.id, purpose=ConsentPurpose.MATCHING
    ):
        return []
    ids = [row["opening_id"] for row in compute(session, person.id, today=today).openings]
    rows = {
        one.id: one
        for one in session.exec(select(Opening).where(col(Opening.id).in_(ids[:OFFERED])))
    }
    return [rows[one] for one in ids[:OFFERED] if one in rows]


def refer(
    session: Session, *, person: Person, opening_id: int, by: Account, today: dt.date,
    now: dt.datetime,
) -> Opening:  # fmt: skip
    """Show somebody an opening; whether to apply is theirs. Twice a day is once.

    Raises:
        NotFound: the opening takes nobody any more.
    """
    if not find_open(session, today=today, among=[opening_id]):
        raise NotFound(_("Tin này không còn nhận hồ sơ."))
    opening = session.get_one(Opening, opening_id)
    events.opening_mentioned(session, person=person, opening=opening, by=by, now=now)
    audit.record(
        session, account=by, action="learner.referred", subject_type="person",
        subject_id=person.id, now=now,
    )  # fmt: skip
    session.flush()
    return opening


def _otherwise(one: Finished, known: Cohort, today: dt.date) -> NextStep:
    return NextStep.STUDYING if known.studies_by(one, today) else NextStep.LOOKING
