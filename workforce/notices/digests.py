"""One message a day or a week for who asked for that: only when something is unread."""

import datetime as dt

from sqlmodel import Session, col, func, or_, select

from workforce import clock
from workforce.models import Account, Frequency, Notice, NoticeChoice
from workforce.notices.actions import queue_news
from workforce.notices.timing import timing_on


def queue_digests(session: Session, *, now: dt.datetime) -> int:
    """Queue the digests that are due; return how many. Twice at once queues one.

    What was counted is remembered with the message, in one transaction.
    """
    timing = timing_on(session, clock.local(now).date())
    queued = 0
    for frequency in (Frequency.DAILY, Frequency.WEEKLY):
        due = timing.last_digest(frequency, now)
        choices = session.exec(
            select(NoticeChoice)
            .join(Account, col(Account.id) == col(NoticeChoice.account_id))
            .where(
                NoticeChoice.frequency == frequency,
                col(Account.is_active).is_(True),
                or_(col(NoticeChoice.told_until).is_(None), col(NoticeChoice.told_until) < due),
            )
            .order_by(col(NoticeChoice.account_id))
        ).all()
        for choice in choices:
            if _has_news(session, choice, due):
                key = f"digest:{choice.account_id}:{due.isoformat()}"
                queued += queue_news(session, choice=choice, key=key, now=now) is not None
            choice.told_until = due
            session.add(choice)
    session.flush()
    return queued


def _has_news(session: Session, choice: NoticeChoice, due: dt.datetime) -> bool:
    """Return whether something unread came after the last digest and before this one."""
    account = session.get_one(Account, choice.account_id)
    mine = col(Notice.account_id) == account.id
    if account.person_id is not None:
        mine = or_(mine, col(Notice.person_id) == account.person_id)
    unread = select(func.count(col(Notice.id))).where(mine, col(Notice.read_at).is_(None))
    unread = unread.where(col(Notice.created_at) <= due)
    if choice.told_until is not None:
        unread = unread.where(col(Notice.created_at) > choice.told_until)
    return session.exec(unread).one() > 0
