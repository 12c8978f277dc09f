"""A new opening is told to the people it suits, within the hour it is posted.

Everybody who looks for work is kept ready in one process, the queue's worker, and each new
opening is scored against all of them (matching.standing). At 280,000 people that takes some
hundreds of megabytes and minutes to read at the start, so no web worker does it. Who is found is
read and ranked once more before anything is told: what is said is true of this moment.
"""

import datetime as dt
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, select

from workforce import clock
from workforce.models import Opening, Person, SuggestionList
from workforce.notices.actions import notify
from workforce.notices.compose import Outside
from workforce.notices.kinds import Kind
from workforce.notices.reminders import SUITS_TOP, wants_openings

# NumPy and the matcher are loaded when something new was posted, not before.
if TYPE_CHECKING:
    import numpy as np

    from matching import SeekerRecord, StandingCrowd
    from workforce.suggestions.engine import Engine

READ_AT_ONCE = 500
#: an opening posted before yesterday is no news
FRESH_DAYS = 1


@dataclass
class Seekers:
    """Everybody who looks for work as one process holds them.

    Attributes:
        crowd: None until something is asked; read: when each person in it was last edited.
        third: score of the last of the best few in each person's stored list, by id; listed:
            when the newest of these lists was made.
        told: state of the openings everybody has been asked about.
        words: the vocabulary people were read with: another one reads them anew.
    """

    crowd: "StandingCrowd | None" = None
    read: dict[int, dt.datetime] = field(default_factory=dict)
    third: dict[str, float] = field(default_factory=dict)
    listed: dt.datetime | None = None
    told: dict[int, dt.datetime] = field(default_factory=dict)
    words: Any = None

    def refresh(self, session: Session, current: "Engine", *, today: dt.date) -> "StandingCrowd":
        """Return the crowd as of now; only who was edited since the last time is read."""
        from matching import StandingCrowd
        from workforce.suggestions.run import _seeking as seeking

        seen = dict(session.exec(select(Person.id, Person.updated_at).where(seeking())).all())
        words = current.matcher.vocabulary
        if self.crowd is None or self.words is not words:
            records = _records(session, sorted(seen), today)
            self.crowd = StandingCrowd.of(map(current.matcher.read, records), words)
        else:
            edited = [one for one, at in seen.items() if self.read.get(one) != at]
            gone = [str(one) for one in self.read.keys() - seen.keys()]
            if edited or gone:
                records = _records(session, edited, today)
                self.crowd = self.crowd.updated(map(current.matcher.read, records), gone)
        self.read, self.words = seen, words
        return self.crowd

    def bars(
        self, session: Session, crowd: "StandingCrowd", least: float
    ) -> "tuple[np.ndarray, ...]":
        """Return the score from which an opening is among each person's best few, and good."""
        rows = select(SuggestionList.person_id, SuggestionList.openings, SuggestionList.computed_at)
        if self.listed is not None:
            # One made at the same moment may have been committed later.
            rows = rows.where(SuggestionList.computed_at >= self.listed)
        for person_id, openings, at in session.exec(rows.execution_options(yield_per=READ_AT_ONCE)):
            few = openings[:SUITS_TOP]
            own = few[-1].get("score", least) if len(few) == SUITS_TOP else least
            self.third[str(person_id)] = max(least, own)
            self.listed = at if self.listed is None else max(self.listed, at)
        return crowd.aligned(self.third, least)


_seekers = Seekers()
_one_round = threading.Lock()


def fitting_round(outside: Outside, seekers: Seekers = _seekers) -> int:
    """Tell people of openings posted since yesterday that suit them; return how many were told.

    Each opening is asked about once in a process, and told once a person whoever asks again.
    """
    with _one_round:
        now = outside.clock()
        today = clock.local(now).date()
        with outside.sessions(write=False) as session:
            fresh = _fresh(session, today)
            news = [one for one, at in fresh.items() if seekers.told.get(one) != at]
            whom = dict(_whom(session, seekers, news, today)) if news else {}
        told = 0
        for opening_id, people in whom.items():
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


def _whom(
    session: Session, seekers: Seekers, news: list[int], today: dt.date
) -> Iterator[tuple[int, list[int]]]:
    """Yield each new opening with whom to tell: it is a good match and among their best few.

    At most as many as the opening may be suggested to, by the posts it has left.
    """
    from matching.scoring.weights import WEAK_FIT
    from workforce.suggestions import prices
    from workforce.suggestions.engine import engine

    current = engine(session, today=today)
    crowd = seekers.refresh(session, current, today=today)
    bars = seekers.bars(session, crowd, WEAK_FIT)
    posts, each = prices.posts_left(session, today=today), prices.per_post(session, today=today)
    for opening_id in news:
        found = current.matcher.suited(
            crowd, str(opening_id), int(each * posts.get(opening_id, 0)), bars=bars,
            adults_only=str(opening_id) in current.adults_only,
        )  # fmt: skip
        people = [int(identity) for identity, _ in found]
        yield opening_id, list(_at_the_top(session, current, opening_id, people, today))


def _at_the_top(
    session: Session, current: "Engine", opening_id: int, people: list[int], today: dt.date
) -> Iterator[int]:
    """Yield those of the people in whose list, made now, the opening is among the best few."""
    ranked = current.matcher.candidates(_records(session, people, today), SUITS_TOP)
    for identity, openings, _ in ranked:
        if str(opening_id) in openings:
            yield int(identity)


def _records(session: Session, ids: list[int], today: dt.date) -> Iterator["SeekerRecord"]:
    from workforce.suggestions import gather
    from workforce.suggestions.places import Places

    places = Places.load(session)
    for start in range(0, len(ids), READ_AT_ONCE):
        chunk = ids[start : start + READ_AT_ONCE]
        yield from gather.seeker_records(session, chunk, today=today, places=places)
