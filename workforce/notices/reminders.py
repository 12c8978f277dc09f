"""What nobody did, but time: answers that wait, check-ins that are due, new fitting work."""

import datetime as dt

from sqlmodel import Session, col, func, select

from workforce import clock
from workforce.clock import add_months
from workforce.consents import consents
from workforce.models import (
    CHECK_MONTHS,
    Account,
    Application,
    ApplicationEvent,
    ApplicationStatus,
    ConsentPurpose,
    NoticeChoice,
    Opening,
    Person,
    Placement,
    SuggestionList,
)
from workforce.notices.actions import notify
from workforce.notices.events import staff_of
from workforce.notices.kinds import Kind
from workforce.notices.timing import timing_on
from workforce.placements import ledger

UNANSWERED = (ApplicationStatus.SENT, ApplicationStatus.SEEN)
OLDEST_DAYS = 60  #: an opening nobody answers is no longer worth a reminder
SUITS_TOP = 3  #: of a person's list; further down is no news
CHECK_WINDOW_DAYS = 30


def remind_employers(session: Session, *, now: dt.datetime) -> int:
    """Tell enterprises which openings have applications past the days; return how many.

    One reminder an opening for what became late on one day; 'seen' is no answer.
    """
    timing = timing_on(session, clock.local(now).date())
    days = dt.timedelta(days=timing.answer_days)
    sent = func.max(ApplicationEvent.at)
    late: dict[int, list[int]] = {}
    for opening_id, application_id in session.exec(
        select(Application.opening_id, Application.id)
        .join(ApplicationEvent, col(ApplicationEvent.application_id) == col(Application.id))
        .where(
            col(Application.status).in_(UNANSWERED),
            ApplicationEvent.status == ApplicationStatus.SENT,
        )
        .group_by(col(Application.id), col(Application.opening_id))
        .having(sent <= now - days, sent > now - dt.timedelta(days=OLDEST_DAYS))
        .order_by(col(Application.id))
    ):
        late.setdefault(opening_id, []).append(application_id)
    for opening_id, applications in late.items():
        opening = session.get_one(Opening, opening_id)
        for account in staff_of(session, opening.enterprise_id):
            notify(
                session, account_or_person=account, kind=Kind.APPLICATIONS_WAIT,
                params={"count": len(applications), "opening": opening.title,
                        "days": timing.answer_days},
                link=f"/doanh-nghiep/tin-tuyen-dung/{opening.id}", now=now,
                key=f"waiting:{opening.id}:{applications[-1]}",
            )  # fmt: skip
    return len(late)


def remind_check_ins(session: Session, *, now: dt.datetime) -> int:
    """Ask people 1, 3, 6, 12 months after their start; return how many were asked.

    Only with consent to follow-up, which is one of its own (Law 91/2025 art. 25).
    """
    today, asked = clock.local(now).date(), 0
    rows = session.exec(
        select(Placement)
        .where(col(Placement.person_id).is_not(None), col(Placement.application_id).is_not(None))
        .where(Placement.created_at > now - dt.timedelta(days=800))
        .order_by(col(Placement.id))
    ).all()
    episodes = ledger.episodes(session, [row.id for row in rows])
    for row in rows:
        months = _due(episodes.get(row.id), today)
        if months is None or row.person_id is None:
            continue
        person = session.get_one(Person, row.person_id)
        if person.erased_at is not None or not consents.has_consent(
            session, person_id=person.id, purpose=ConsentPurpose.FOLLOW_UP
        ):
            continue
        notify(
            session, account_or_person=person, kind=Kind.CHECK_IN_DUE, params={"months": months},
            link=f"/nguoi-tim-viec/viec-da-nop/{row.application_id}", now=now,
            key=f"check:{row.id}:{months}",
        )  # fmt: skip
        asked += 1
    return asked


def tell_fitting_openings(session: Session, *, now: dt.datetime) -> int:
    """Tell who agreed to matching of openings posted since yesterday at the top of their list.

    Each opening once a person; nobody who does not look or said they do not want this.
    """
    today, told = clock.local(now).date(), 0
    fresh = {
        row.id: row
        for row in session.exec(
            select(Opening).where(Opening.posted_on >= today - dt.timedelta(days=1))
        )
        if row.is_open(today)
    }
    if not fresh:
        return 0
    lists = session.exec(
        select(SuggestionList, Person)
        .join(Person, col(Person.id) == col(SuggestionList.person_id))
        .where(col(Person.is_seeking).is_(True), col(Person.erased_at).is_(None))
        .where(SuggestionList.computed_at > now - dt.timedelta(days=1))
        .order_by(col(Person.id))
    )
    for stored, person in lists.all():
        for row in stored.openings[:SUITS_TOP]:
            opening = fresh.get(int(row["opening_id"]))
            if opening is None or not wants_openings(session, person.id):
                continue
            notify(
                session, account_or_person=person, kind=Kind.OPENING_SUITS,
                params={"opening": opening.title}, link=f"/viec-lam/{opening.id}", now=now,
                key=f"suits:{opening.id}",
            )  # fmt: skip
            told += 1
    return told


def _due(episode: ledger.Episode | None, today: dt.date) -> int | None:
    """Return the mark that passed within the last month without an answer, or None."""
    if episode is None or episode.started_on is None or episode.ended_on is not None:
        return None
    since = today - dt.timedelta(days=CHECK_WINDOW_DAYS)
    for months in CHECK_MONTHS:
        if months not in episode.checks and since < add_months(episode.started_on, months) <= today:
            return months
    return None


def wants_openings(session: Session, person_id: int) -> bool:
    """Return whether somebody agreed to matching and did not say no to such news."""
    if not consents.has_consent(session, person_id=person_id, purpose=ConsentPurpose.MATCHING):
        return False
    no = session.exec(
        select(NoticeChoice.account_id)
        .join(Account, col(Account.id) == col(NoticeChoice.account_id))
        .where(Account.person_id == person_id, col(NoticeChoice.wants_openings).is_(False))
    ).first()
    return no is None
