"""Tell somebody something, in the transaction of its cause. Flush, never commit.

The notice inside the site is the message; what leaves the site only says that there is
one. Nothing is sent here: ``workforce.notices.delivery`` does, after the commit.
"""

import datetime as dt
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, or_, select, update

from workforce import clock
from workforce.models import (
    Account,
    Delivery,
    DeliveryState,
    Frequency,
    Notice,
    NoticeChoice,
    Person,
)
from workforce.notices.compose import NEWS
from workforce.notices.kinds import Kind, params_of
from workforce.notices.timing import timing_on


def notify(
    session: Session,
    *,
    account_or_person: Account | Person,
    kind: Kind | str,
    params: dict[str, Any] | None = None,
    link: str = "",
    now: dt.datetime,
    key: str | None = None,
) -> Notice:
    """Add a notice for the reader, and a message over the channel they chose, if any.

    Args:
        account_or_person: a person without an account finds it once they have one.
        kind: one of ``workforce.notices.kinds.Kind``.
        params: what the kind's sentence names: titles, numbers, days already written as
            people read them. Never a person's data.
        link: a path of this site, '/viec-lam/12'; '' when there is nothing to open.
        key: what makes it the same notice, at most 100 letters: 'opening_closed:12'. A second
            call for the same reader returns the first notice and sends nothing.

    Raises:
        ValueError: a param is missing, or the link is not a path of this site.
    """
    kind = Kind(kind)
    params = params or {}
    if missing := params_of(kind) - params.keys():
        raise ValueError(f"a notice of {kind} needs {sorted(missing)}")
    if link and (not link.startswith("/") or link.startswith("//")):
        raise ValueError("the link of a notice is a path of this site")
    person_id, account_id = _reader(account_or_person)
    reader = f"p{person_id}" if person_id is not None else f"a{account_id}"
    notice = Notice(
        person_id=person_id, account_id=account_id, kind=kind.value, params=params, link=link,
        key=f"{reader}:{key}" if key else None, created_at=now,
    )  # fmt: skip
    added = _insert_once(session, notice)
    if added is notice:
        _queue_at_once(session, account_or_person, notice, now)
    return added


def mark_read(session: Session, *, notice: Notice, now: dt.datetime) -> None:
    """Note that the reader opened it; the first time counts."""
    if notice.read_at is None:
        notice.read_at = now
        session.add(notice)
        session.flush()


def mark_all_read(session: Session, *, account: Account, now: dt.datetime) -> int:
    """Note that the account has read all its notices; return how many were new."""
    done = session.exec(
        update(Notice)
        .where(readable_by(account), col(Notice.read_at).is_(None))
        .values(read_at=now)
    )
    return done.rowcount


def readable_by(account: Account) -> Any:
    """Return the condition that a notice is this account's or its person's."""
    own = col(Notice.account_id) == account.id
    if account.person_id is None:
        return own
    return or_(own, col(Notice.person_id) == account.person_id)


def choice_of(session: Session, account_id: int) -> NoticeChoice | None:
    """Return what the account chose; None: never asked, notices stay inside the site."""
    return session.get(NoticeChoice, account_id)


def stop(session: Session, *, account_id: int, now: dt.datetime) -> None:
    """Send this account nothing more, what already waits included; twice is once.

    Saved searches and the inbox stay: they live inside the site.
    """
    choice = session.get(NoticeChoice, account_id)
    if choice is not None and choice.frequency != Frequency.SITE:
        choice.frequency, choice.stopped_at, choice.updated_at = Frequency.SITE, now, now
        session.add(choice)
    session.exec(
        update(Delivery)
        .where(
            col(Delivery.account_id) == account_id,
            col(Delivery.template) == NEWS,
            col(Delivery.state) == DeliveryState.QUEUED,
        )
        .values(state=DeliveryState.GIVEN_UP, error="stopped", ended_at=now)
    )
    session.flush()


def queue_news(
    session: Session, *, choice: NoticeChoice, key: str, now: dt.datetime
) -> Delivery | None:
    """Queue 'Anh/chị có tin mới' unless one waits already; quiet hours move it to morning."""
    waiting = session.exec(
        select(Delivery.id).where(
            Delivery.account_id == choice.account_id,
            Delivery.template == NEWS,
            Delivery.state == DeliveryState.QUEUED,
        )
    ).first()
    if waiting is not None:
        return None  # it says the same
    timing = timing_on(session, clock.local(now).date())
    delivery = Delivery(
        account_id=choice.account_id, channel=choice.channel, template=NEWS, params={}, key=key,
        next_try_at=timing.allowed_at(now), created_at=now,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(delivery)
    except IntegrityError:
        return None  # another worker queued the very same
    return delivery


def _reader(reader: Account | Person) -> tuple[int | None, int | None]:
    """Return (person id, account id), exactly one: what is a person's stays with the person."""
    if isinstance(reader, Person):
        return reader.id, None
    return (reader.person_id, None) if reader.person_id is not None else (None, reader.id)


def _insert_once(session: Session, notice: Notice) -> Notice:
    """Insert, or return the notice of the same key."""
    if notice.key is None:
        session.add(notice)
        session.flush()
        return notice
    same = select(Notice).where(Notice.key == notice.key)
    found = session.exec(same).first()
    if found is not None:
        return found
    try:
        with session.begin_nested():
            session.add(notice)
    except IntegrityError:
        return session.exec(same).one()
    return notice


def _queue_at_once(
    session: Session, reader: Account | Person, notice: Notice, now: dt.datetime
) -> None:
    who = Account.person_id == reader.id if isinstance(reader, Person) else Account.id == reader.id
    choice = session.exec(
        select(NoticeChoice)
        .join(Account, col(Account.id) == col(NoticeChoice.account_id))
        .where(who, NoticeChoice.frequency == Frequency.AT_ONCE)
    ).first()
    if choice is not None:
        queue_news(session, choice=choice, key=f"notice:{notice.id}", now=now)
