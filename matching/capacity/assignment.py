"""Lists that respect capacity: openings have posts, so attention is shared out by prices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.capacity.congestion import Congestion, congestion, own_best
from matching.capacity.filling import fill
from matching.capacity.market import KEPT, Market, market_of_lists
from matching.capacity.prices import Prices, solve

Lists = dict[str, list[tuple[str, float]]]


@dataclass(frozen=True)
class Assignment:
    """The lists with what they are worth: ``bound`` is a proven upper limit of ``value``.

    Attributes:
        prices: item id → price; infinite where the kept suggestions use up the budget.
        rounds: steps of the solver, fewer after a warm start.
    """

    lists: Lists
    value: float
    bound: float
    before: Congestion
    after: Congestion
    prices: dict[str, float]
    rounds: float

    @property
    def gap(self) -> float:
        """Share of the bound not reached, 0 when nothing could be better."""
        return 0.0 if self.bound <= 0 else max(0.0, (self.bound - self.value) / self.bound)

    @property
    def overload_before(self) -> float:
        """Share of suggestions beyond the budgets if everyone got their own best."""
        return self.before.overload

    @property
    def overload_after(self) -> float:
        """Share of suggestions beyond the budgets in these lists: kept ones only."""
        return self.after.overload


def assign(
    candidates: Mapping[str, Sequence[tuple[str, float]]],
    posts: Mapping[str, float],
    *,
    per_seeker: int,
    exposure: float = 100.0,
    kept: int = KEPT,
    prices: Mapping[str, float] | None = None,
) -> Assignment:
    """Return lists of at most ``per_seeker`` items that stay inside every item's budget.

    Args:
        candidates: seeker id → (item id, score), in any order; more candidates, better lists.
        posts: item id → open posts or seats; unknown counts as one, none is never suggested.
        exposure: suggestions a post may receive (budget = exposure × posts).
        kept: how many of each person's own best stay untouched, whatever the budget.
        prices: of an earlier run, to start from: the same lists within the gap, sooner.

    A list gets shorter when nothing suitable has budget left. The order of people and of
    candidates decides nothing.
    """
    names = {item for pairs in candidates.values() for item, _ in pairs}
    places = {item: max(posts.get(item, 1.0), 0.0) for item in names}
    # An item with a post open may be shown at least once, however small the exposure.
    budgets = {item: max(exposure * n, 1.0) if n > 0 else 0.0 for item, n in places.items()}
    market, scores, items = market_of_lists(
        candidates, budgets, per_seeker=per_seeker, kept=min(kept, per_seeker)
    )
    start = None if prices is None else np.array([prices.get(item, 0.0) for item in items])
    solved = solve(market, start)
    chosen = fill(market, solved.values)
    count = np.array([places[item] for item in items])
    return Assignment(
        _named(market, chosen, scores, items, list(candidates)),
        float(market.worth[chosen].sum(dtype=np.float64)),
        solved.bound,
        congestion(market, own_best(market), count),
        congestion(market, chosen, count),
        dict(zip(items, solved.values.tolist(), strict=True)),
        solved.rounds,
    )


def reprice(market: Market, old: np.ndarray) -> Prices:
    """Return prices after openings filled, closed or arrived, starting from the old ones.

    Only items out of balance move, and those their neighbours' moves reach: a price whose item
    is asked for exactly as often as its budget allows stays as it is.

    Args:
        market: as it is now.
        old: (n_items,) prices so far; 0 for a new item.
    """
    return solve(market, old)


def _named(
    market: Market, chosen: np.ndarray, scores: np.ndarray, items: list[str], seekers: list[str]
) -> Lists:
    """Return the chosen items with their own scores, best first."""
    return {
        seeker: [
            (items[market.item[row, column]], float(scores[row, column]))
            for column in np.flatnonzero(chosen[row])
        ]
        for row, seeker in enumerate(seekers)
    }
