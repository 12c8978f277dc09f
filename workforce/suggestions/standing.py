"""Everybody who looks for work, kept ready in one process: whom does a new opening suit?

The queue's worker holds them (matching.standing): at 280,000 people that takes some hundreds of
megabytes and minutes to read at the start, so no web worker does it. Who is found is read and
ranked once more before anybody is told: what is said is true of this moment.
"""

import datetime as dt
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, select

from workforce.models import Person, SuggestionList
from workforce.openings.crowded import crowded

# NumPy and the matcher are loaded when something new was posted, not before.
if TYPE_CHECKING:
    import numpy as np

    from matching import SeekerRecord, StandingCrowd
    from workforce.suggestions.engine import Engine

READ_AT_ONCE = 500
FEW = 3  #: of a person's list; further down is no news


@dataclass
class Seekers:
    """Everybody who looks for work as one process holds them.

    Attributes:
        crowd: None until something is asked; read: when each person in it was last edited.
        third: score of the last of the best few in each person's stored list, by id; listed:
            when the newest of these lists was made.
        told: state of the openings everybody has been asked about.
        words: the vocabulary people were read with: another one reads them anew.
        home: the database they were read from.
    """

    crowd: "StandingCrowd | None" = None
    read: dict[int, dt.datetime] = field(default_factory=dict)
    third: dict[str, float] = field(default_factory=dict)
    listed: dt.datetime | None = None
    told: dict[int, dt.datetime] = field(default_factory=dict)
    words: Any = None
    home: Any = None

    def refresh(self, session: Session, current: "Engine", *, today: dt.date) -> "StandingCrowd":
        """Return the crowd as of now; only who was edited since the last time is read."""
        from matching import StandingCrowd
        from workforce.suggestions.run import seeking

        seen = dict(session.exec(select(Person.id, Person.updated_at).where(seeking())).all())
        words = current.matcher.vocabulary
        if self.crowd is None or self.words is not words or self.home != current.home:
            records = _records(session, sorted(seen), today)
            self.crowd = StandingCrowd.of(map(current.matcher.read, records), words)
        else:
            edited = [one for one, at in seen.items() if self.read.get(one) != at]
            gone = [str(one) for one in self.read.keys() - seen.keys()]
            if edited or gone:
                records = _records(session, edited, today)
                self.crowd = self.crowd.updated(map(current.matcher.read, records), gone)
        self.read, self.words, self.home = seen, words, current.home
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
            few = openings[:FEW]
            own = few[-1].get("score", least) if len(few) == FEW else least
            self.third[str(person_id)] = max(least, own)
            self.listed = at if self.listed is None else max(self.listed, at)
        return crowd.aligned(self.third, least)


#: those of this process, and whose turn it is to bring them up to date
everybody = Seekers()
turn = threading.Lock()


def whom(
    session: Session, seekers: Seekers, news: list[int], *, today: dt.date
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
    full = crowded(session, news, today=today)
    for opening_id in news:
        if opening_id in full:
            yield opening_id, []
            continue
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
    ranked = current.matcher.candidates(_records(session, people, today), FEW)
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
