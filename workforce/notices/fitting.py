"""A new opening is told to the people it suits, within minutes of being posted.

One process, the queue's worker, keeps everybody who looks for work ready for that: see
workforce.suggestions.standing.
"""

import datetime as dt
from collections.abc import Iterable

from sqlmodel import Session, col, select

from workforce import clock
from workforce.models import Opening, Person
from workforce.notices.actions import notify
from workforce.notices.compose import Outside
from workforce.notices.kinds import Kind
from workforce.notices.reminders import wants_openings
from workforce.suggestions.standing import Seekers, everybody, turn, whom

#: an opening posted before yesterday is no news
FRESH_DAYS = 1


def fitting_round(outside: Outside, seekers: Seekers = everybody) -> int:
    """Tell people of openings posted since yesterday that suit them; return how many were told.

    Each opening is asked about once in a process, and told once a person whoever asks again.
    """
    with turn:
        now = outside.clock()
        today = clock.local(now).date()
        with outside.sessions(write=False) as session:
            fresh = _fresh(session, today)
            news = [one for one, at in fresh.items() if seekers.told.get(one) != at]
            found = dict(whom(session, seekers, news, today=today)) if news else {}
        told = 0
        for opening_id, people in found.items():
            with outside.sessions(write=True) as session:
                told += tell(session, opening_id, people, now=now)
                session.commit()
        seekers.told = fresh
        return told


def tell(session: Session, opening_id: int, people: Iterable[int], *, now: dt.datetime) -> int:
    """Tell those who agreed to matching and want such news; return how many. Once a person."""
    opening, told = session.get(Opening, opening_id), 0
    if opening is None or not opening.is_open(clock.local(now).date()):
        return 0
    for person_id in people:
        person = session.get(Person, person_id)
        if person is None or person.erased_at is not None or not wants_openings(session, person_id):
            continue
        notify(
            session, account_or_person=person, kind=Kind.OPENING_SUITS,
            params={"opening": opening.title}, link=f"/viec-lam/{opening.id}", now=now,
            key=f"suits:{opening.id}",
        )  # fmt: skip
        told += 1
    return told


def _fresh(session: Session, today: dt.date) -> dict[int, dt.datetime]:
    """Return the new openings one can apply to, and when each was last edited."""
    rows = session.exec(
        select(Opening)
        .where(Opening.posted_on >= today - dt.timedelta(days=FRESH_DAYS))
        .order_by(col(Opening.id))
    )
    return {row.id: row.updated_at for row in rows if row.is_open(today)}
