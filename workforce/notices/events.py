"""What happened to an application, an opening, a course, told to those concerned.

Called in the transaction of the step itself; each call twice tells once.
"""

import datetime as dt
from collections.abc import Collection

from sqlmodel import Session, col, select

from workforce.enrolments.queries import next_best
from workforce.formats import date, moment
from workforce.models import (
    ACTIVE_STATUSES,
    Account,
    Application,
    Course,
    Enrolment,
    EnrolmentStatus,
    EnterpriseChange,
    Intake,
    IntakeMove,
    Invitation,
    Opening,
    Person,
    Placement,
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


def invited(session: Session, *, invitation: Invitation, now: dt.datetime) -> None:
    """Tell the person that an enterprise invites them to apply."""
    opening = session.get_one(Opening, invitation.opening_id)
    notify(
        session, account_or_person=session.get_one(Person, invitation.person_id),
        kind=Kind.INVITED, params={"opening": opening.title}, link="/nguoi-tim-viec/loi-moi",
        now=now, key=f"invited:{invitation.id}",
    )  # fmt: skip


def workplace_changes(
    session: Session, *, change: EnterpriseChange, people: Collection[Person], now: dt.datetime
) -> int:
    """Tell those who work at a place that it changes, before it does; return how many."""
    for person in people:
        notify(
            session, account_or_person=person, kind=Kind.WORKPLACE_CHANGES,
            link="/nguoi-tim-viec/goi-y", now=now, key=f"workplace:{change.id}",
        )  # fmt: skip
    return len(people)


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
    best = next(iter(next_best(session, intake, today=today, limit=1)), None)
    if best is not None:
        params |= {"next": best[1].title, "next_day": date(best[0].starts_on)}
        link = f"/khoa-hoc/{best[1].id}"
    for person in people:
        notify(
            session, account_or_person=person,
            kind=Kind.INTAKE_CANCELLED_NEXT if best else Kind.INTAKE_CANCELLED,
            params=params, link=link, now=now, key=f"intake_cancelled:{intake.id}",
        )  # fmt: skip
    return len(people)


def seat_offered(
    session: Session, *, enrolment: Enrolment, until: dt.datetime, now: dt.datetime
) -> None:
    """Tell the first in line that a seat is held, and until when."""
    _about_class(
        session, enrolment, Kind.SEAT_OFFERED, now=now, key="seat_offered", until=moment(until)
    )


def class_moved(
    session: Session, *, enrolment: Enrolment, move: IntakeMove, now: dt.datetime
) -> None:
    """Tell somebody whose class is cancelled that a seat is held in another, and until when."""
    intake = session.get_one(Intake, move.intake_id)
    params = {
        "course": _course(session, enrolment).title,
        "next": session.get_one(Course, intake.course_id).title,
        "next_day": date(intake.starts_on),
        "until": moment(move.answer_by),
    }
    notify(
        session, account_or_person=session.get_one(Person, enrolment.person_id),
        kind=Kind.CLASS_MOVED, params=params, link=f"/nguoi-tim-viec/lop-hoc/{enrolment.id}",
        now=now, key=f"class_moved:{move.id}",
    )  # fmt: skip


def opening_mentioned(
    session: Session, *, person: Person, opening: Opening, by: Account, now: dt.datetime
) -> None:
    """Show somebody an opening their school thinks of; twice a day is once."""
    notify(
        session, account_or_person=person, kind=Kind.OPENING_MENTIONED,
        params={"opening": opening.title}, link=f"/viec-lam/{opening.id}", now=now,
        key=f"mentioned:{by.school_id}:{opening.id}:{now.date()}",
    )  # fmt: skip


def seat_lapsed(session: Session, *, enrolment: Enrolment, now: dt.datetime) -> None:
    """Tell somebody who did not answer that the seat went on."""
    _about_class(session, enrolment, Kind.SEAT_LAPSED, now=now, key="seat_lapsed")


def course_finished(session: Session, *, enrolment: Enrolment, now: dt.datetime) -> None:
    """Tell somebody that the school recorded the end of their course."""
    course = _course(session, enrolment)
    notify(
        session, account_or_person=session.get_one(Person, enrolment.person_id),
        kind=Kind.COURSE_FINISHED, params={"course": course.title},
        link="/nguoi-tim-viec/chung-chi", now=now, key=f"finished:{enrolment.id}",
    )  # fmt: skip


def hire_recorded(session: Session, *, placement: Placement, now: dt.datetime) -> None:
    """Tell the worker that the enterprise recorded their start, to say whether it is so."""
    if placement.person_id is None or placement.opening_id is None:
        return
    notify(
        session, account_or_person=session.get_one(Person, placement.person_id),
        kind=Kind.HIRE_RECORDED, params={"opening": _job(session, placement)},
        link=_own_application(placement), now=now, key=f"hired:{placement.id}:{now.isoformat()}",
    )  # fmt: skip


def start_claimed(session: Session, *, placement: Placement, now: dt.datetime) -> None:
    """Ask everybody at the enterprise to confirm a start somebody reported."""
    if placement.enterprise_id is None or placement.opening_id is None:
        return
    for account in staff_of(session, placement.enterprise_id):
        notify(
            session, account_or_person=account, kind=Kind.START_CLAIMED,
            params={"opening": _job(session, placement)},
            link=f"/doanh-nghiep/lao-dong-da-nhan/{placement.id}", now=now,
            key=f"claimed:{placement.id}:{now.isoformat()}",
        )  # fmt: skip


def start_disputed(
    session: Session, *, placement: Placement, to_worker: bool, now: dt.datetime
) -> None:
    """Tell one side that the other says something else about the start; not what."""
    if placement.opening_id is None:
        return
    readers: list[tuple[Account | Person, str]] = []
    if to_worker and placement.person_id is not None:
        person = session.get_one(Person, placement.person_id)
        readers = [(person, _own_application(placement))]
    elif not to_worker and placement.enterprise_id is not None:
        link = f"/doanh-nghiep/lao-dong-da-nhan/{placement.id}"
        readers = [(one, link) for one in staff_of(session, placement.enterprise_id)]
    for reader, link in readers:
        notify(
            session, account_or_person=reader, kind=Kind.START_DISPUTED,
            params={"opening": _job(session, placement)}, link=link, now=now,
            key=f"disputed:{placement.id}:{now.isoformat()}",
        )  # fmt: skip


def code_read_out(session: Session, *, account: Account, now: dt.datetime) -> None:
    """Tell an account's holder that staff read a sign-in code out for them."""
    notify(
        session, account_or_person=account, kind=Kind.CODE_READ_OUT,
        link="/tai-khoan/", now=now, key=f"read_out:{now.isoformat()}",
    )  # fmt: skip


def _about_class(
    session: Session, enrolment: Enrolment, kind: Kind, *, now: dt.datetime, key: str, **more: str
) -> None:
    intake = session.get_one(Intake, enrolment.intake_id)
    params = {"course": _course(session, enrolment).title, "day": date(intake.starts_on), **more}
    notify(
        session, account_or_person=session.get_one(Person, enrolment.person_id), kind=kind,
        params=params, link=f"/nguoi-tim-viec/lop-hoc/{enrolment.id}", now=now,
        key=f"{key}:{enrolment.id}:{now.isoformat()}",
    )  # fmt: skip


def _course(session: Session, enrolment: Enrolment) -> Course:
    intake = session.get_one(Intake, enrolment.intake_id)
    return session.get_one(Course, intake.course_id)


def _job(session: Session, placement: Placement) -> str:
    opening = session.get(Opening, placement.opening_id) if placement.opening_id else None
    return opening.title if opening else ""


def _own_application(placement: Placement) -> str:
    if placement.application_id is None:
        return "/nguoi-tim-viec/viec-da-nop"
    return f"/nguoi-tim-viec/viec-da-nop/{placement.application_id}"


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
