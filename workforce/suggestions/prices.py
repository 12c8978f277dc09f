"""Prices of openings: found from everybody's candidates, stored, and read by page and batch.

An opening may be suggested so many times for each post still open (rule ``suggestions.per_post``
in seeds/indicator_rules.csv). Prices at which people's own choice fits these budgets are worked
out once a night from everybody's best candidates (matching/capacity). They only reorder, and
each person's best three stay.
"""

import datetime as dt
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection
from sqlmodel import Session, col, delete, func, insert, select

from workforce.models import ExposurePrice, Opening
from workforce.openings.queries import find_open, hired_by_opening
from workforce.reference.rates import rule
from workforce.suggestions.candidates import Candidates

# NumPy and the matcher are loaded by whoever ranks, not by every worker.
if TYPE_CHECKING:
    from matching.capacity.lists import Exposure

#: suggestions a person sees first; the budgets are meant for these
SHOWN = 10
#: below it only a stray word agrees: such a job is left to the search page
PLAUSIBLE = 0.12
_RULE = "suggestions.per_post"


@dataclass(frozen=True)
class _Held:
    home: Any
    stamp: Any
    exposure: "Exposure"


_held: _Held | None = None
_reading = threading.Lock()


def exposure(session: Session) -> "Exposure":
    """Return the stored prices, read again only when a run has stored new ones."""
    from matching.capacity.lists import Exposure

    global _held
    newest = select(
        func.max(ExposurePrice.run_id),
        func.sum(ExposurePrice.opening_id),
        func.sum(ExposurePrice.price),
    )
    bind, stamp = session.get_bind(), tuple(session.exec(newest).one())
    # A lone connection may hold rows nobody else sees: it is its own home.
    home = bind if isinstance(bind, Connection) else str(bind.url)
    held = _held
    if held is None or held.home != home or held.stamp != stamp:
        with _reading:
            rows = session.exec(select(ExposurePrice.opening_id, ExposurePrice.price)).all()
            prices = {str(opening_id): price for opening_id, price in rows}
            held = _held = _Held(home, stamp, Exposure(prices, likely=PLAUSIBLE))
    return held.exposure


def per_post(session: Session, *, today: dt.date) -> float:
    """Return how many suggestions a post may receive.

    Raises:
        LookupError: the rules have no row for the day; the seeds are not loaded.
    """
    found = rule(session, _RULE, on=today)
    if found is None or found.value_number is None:
        raise LookupError(f"no {_RULE} in force on {today}: run `flask seed`")
    return found.value_number


def posts_left(session: Session, *, today: dt.date) -> dict[int, int]:
    """Return the posts still open of every opening people may apply to today."""
    ids = find_open(session, today=today)
    hired = hired_by_opening(session, ids)
    posts = select(Opening.id, Opening.posts).where(col(Opening.id).in_(ids))
    return {
        opening: count - hired.get(opening, 0)
        for opening, count in session.exec(posts)
        if count > hired.get(opening, 0)
    }


def price(
    candidates: Candidates, posts: Mapping[int, int], old: Mapping[int, float], each: float
) -> dict[int, float]:
    """Return the price of every opening that has one.

    Args:
        candidates: of everybody.
        posts: posts still open by opening id; an opening not in it gets no suggestions.
        old: prices of the last run, to start from.
        each: suggestions a post may receive.
    """
    import numpy as np

    from matching.capacity.assignment import reprice
    from matching.capacity.market import market, numbers
    from matching.capacity.prices import solve

    openings = np.array(sorted(posts), dtype=np.int32)
    if not len(openings) or not len(candidates.people):
        return {}
    item = np.searchsorted(openings, candidates.opening).astype(np.int32)
    item = np.minimum(item, np.int32(len(openings) - 1))
    likely = (openings[item] == candidates.opening) & (candidates.score >= PLAUSIBLE)
    made = market(
        np.where(likely, item, -1),
        candidates.score,
        each * np.array([posts[opening] for opening in openings.tolist()]),
        per_seeker=SHOWN,
        people=numbers([str(person) for person in candidates.people]),
        names=numbers([str(opening) for opening in openings]),
    )
    if old:
        start = np.array([old.get(opening, 0.0) for opening in openings.tolist()])
        values = reprice(made, start).values
    else:
        values = solve(made).values
    # What the best three alone use up costs as much as the whole range of scores.
    values = np.minimum(values, float(made.worth.max(initial=0.0)))
    return {
        opening: round(value, 6)
        for opening, value in zip(openings.tolist(), values.tolist(), strict=True)
        if value > 0
    }


def stored(session: Session) -> dict[int, float]:
    """Return the stored prices by opening id."""
    rows = session.exec(select(ExposurePrice.opening_id, ExposurePrice.price)).all()
    return dict(iter(rows))


def replace_all(
    session: Session, prices: Mapping[int, float], *, run_id: int, now: dt.datetime
) -> None:
    """Put these prices in the place of the old ones; flushes, never commits."""
    session.exec(delete(ExposurePrice))
    rows = [
        {"opening_id": opening, "price": value, "run_id": run_id, "computed_at": now}
        for opening, value in prices.items()
    ]
    if rows:
        session.exec(insert(ExposurePrice), params=rows)
