"""What happened to an application, an opening, a course, told to those concerned.

Called in the transaction of the step itself; each call twice tells once.
"""

import datetime as dt
from collections.abc import Collection

from sqlmodel import Session, col, select

from workforce.courses import queries as courses
from workforce.formats import date
from workforce.models import (
    ACTIVE_STATUSES,
    Account,
    Application,
    Course,
    CourseSkill,
    Enrolment,
    EnrolmentStatus,
    Intake,
    Opening,
    Person,
    Role,
    SuggestionList,
)
from workforce.notices.actions import notify
from workforce.notices.kinds import Kind
from workforce.openings import queries as openings

CONCERNED = (EnrolmentStatus.ACCEPTED, EnrolmentStatus.WAITING, EnrolmentStatus.ATTENDING)


def application_moved(session: Session, *, application: Application, now: dt.datetime) -> None:
    """Tell the person that there is news of their application; not which."""
    notify(
        session, account_or_person=session.get_one(Person, application.person_id),
        kind=Kind.APPLICATION_MOVED, params={"opening": _title(session, application)},
        link=f"/nguoi-tim-viec/viec-da-nop/{application.id}", now=now,
        key=f"application:{application.id}:{application.updated_at.isoformat()}",
    )  # fmt: skip


def application_received(session: Session, *, application: Application, now: dt.datetime) -> None:
    """Tell everybody at the enterprise that somebody applied; not who."""
    opening = session.get_one(Opening, application.opening_id)
    for account in staff_of(session, opening.enterprise_id):
        notify(
            session, account_or_person=account, kind=Kind.APPLICATION_RECEIVED,
            params={"opening": opening.title}, link=f"/doanh-nghiep/ho-so/{application.id}",
            now=now, key=f"received:{application.id}:{now.isoformat()}",
        )  # fmt: skip


def staff_of(session: Session, enterprise_id: int) -> list[Account]:
    """Return the accounts that act for an enterprise."""
    return list(
        session.exec(
            select(Account)
            .where(
                Account.enterprise_id == enterprise_id, Account.role == Role.EMPLOYER,
                col(Account.is_active).is_(True),
            )
            .order_by(col(Account.id))
        )
    )  # fmt: skip


def opening_closed(session: Session, *, opening: Opening, today: dt.date, now: dt.datetime) -> int:
    """Tell who still waits for an answer, with the next best opening; return how many."""
    waiting = session.exec(
        select(Person)
        .join(Application, col(Application.person_id) == col(Person.id))
        .where(
            Application.opening_id == opening.id,
            col(Application.status).in_(ACTIVE_STATUSES),
            col(Person.erased_at).is_(None),
        )
        .order_by(col(Person.id))
    ).all()
    alike = [
        row.opening
        for row in openings.rows_of(session, openings.similar_open(session, opening, today=today))
        if row.opening.occupation_id == opening.occupation_id
    ]
    for person in waiting:
        best = _next_best(session, person, opening, alike, today)
        notify(
            session, account_or_person=person,
            kind=Kind.OPENING_CLOSED_NEXT if best else Kind.OPENING_CLOSED,
            params={"opening": opening.title, **({"next": best.title} if best else {})},
            link=f"/viec-lam/{best.id}" if best else "/nguoi-tim-viec/goi-y",
            now=now, key=f"opening_closed:{opening.id}:{opening.closed_at or today}",
        )  # fmt: skip
    return len(waiting)


def intake_cancelled(session: Session, *, intake: Intake, today: dt.date, now: dt.datetime) -> int:
    """Tell who has a seat or waits for one, with the next best intake; return how many."""
    people = session.exec(
        select(Person)
        .join(Enrolment, col(Enrolment.person_id) == col(Person.id))
        .where(
            Enrolment.intake_id == intake.id,
            col(Enrolment.status).in_(CONCERNED),
            col(Person.erased_at).is_(None),
        )
        .order_by(col(Person.id))
    ).all()
    course = session.get_one(Course, intake.course_id)
    params = {"course": course.title, "day": date(intake.starts_on)}
    link = "/khoa-hoc"
    if best := _next_intake(session, intake, today):
        title = session.get_one(Course, best.course_id).title
        params |= {"next": title, "next_day": date(best.starts_on)}
        link = f"/khoa-hoc/{best.course_id}"
    for person in people:
        notify(
            session, account_or_person=person,
            kind=Kind.INTAKE_CANCELLED_NEXT if best else Kind.INTAKE_CANCELLED,
            params=params, link=link, now=now, key=f"intake_cancelled:{intake.id}",
        )  # fmt: skip
    return len(people)


def seat_given(session: Session, *, enrolment: Enrolment, now: dt.datetime) -> None:
    """Tell somebody on the waiting list that they have a seat."""
    intake = session.get_one(Intake, enrolment.intake_id)
    course = session.get_one(Course, intake.course_id)
    notify(
        session, account_or_person=session.get_one(Person, enrolment.person_id),
        kind=Kind.SEAT_GIVEN, params={"course": course.title, "day": date(intake.starts_on)},
        link=f"/khoa-hoc/{course.id}", now=now,
        key=f"seat:{enrolment.id}:{enrolment.updated_at.isoformat()}",
    )  # fmt: skip


def _title(session: Session, application: Application) -> str:
    return session.get_one(Opening, application.opening_id).title


def _next_best(
    session: Session, person: Person, closed: Opening, alike: Collection[Opening], today: dt.date
) -> Opening | None:
    """Return the same work elsewhere, else the best of the person's own list; None if neither.

    Never what they have applied to.
    """
    done = set(
        session.exec(select(Application.opening_id).where(Application.person_id == person.id))
    ) | {closed.id}
    if found := next((one for one in alike if one.id not in done), None):
        return found
    stored = session.get(SuggestionList, person.id)
    for row in stored.openings if stored else ():
        opening = session.get(Opening, row["opening_id"])
        if opening is not None and opening.id not in done and opening.is_open(today):
            return opening
    return None


def _next_intake(session: Session, cancelled: Intake, today: dt.date) -> Intake | None:
    """Return another intake of the course, else of one that teaches most of the same."""
    same = courses.rows_of(session, [cancelled.course_id], today=today)
    if same and (found := _free(same[0], cancelled)):
        return found
    taught = select(CourseSkill.skill_id).where(CourseSkill.course_id == cancelled.course_id)
    shared: dict[int, int] = {}
    for course_id in session.exec(
        select(CourseSkill.course_id).where(
            col(CourseSkill.skill_id).in_(taught), CourseSkill.course_id != cancelled.course_id
        )
    ):
        shared[course_id] = shared.get(course_id, 0) + 1
    order = sorted(shared, key=lambda course_id: (-shared[course_id], course_id))
    on_offer = set(courses.find_open(session, today=today))
    rows = courses.rows_of(session, [one for one in order if one in on_offer], today=today)
    return next((found for row in rows if (found := _free(row, cancelled))), None)


def _free(row: courses.CourseRow, cancelled: Intake) -> Intake | None:
    return next(
        (
            intake
            for intake in row.intakes
            if intake.id != cancelled.id and intake.seats_taken < intake.seats
        ),
        None,
    )
