"""Prices at which everyone's own choice fits the budgets: the dual of the assignment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.capacity.demand import BINS, Demand, demand
from matching.capacity.market import Market

_MOST_ROUNDS = 120
# Rounds on a sixteenth and a quarter of the people first: prices there are nearly right.
_LEVELS = ((16, 60), (4, 24))
_ENOUGH_PEOPLE = 5_000
# Stop when the steps still to take could improve the bound by no more than this share.
_SETTLED = 2e-6
_NARROW, _WIDE = 1e-4, 0.5


@dataclass(frozen=True)
class Prices:
    """Prices and what they prove.

    Attributes:
        values: float64 (n_items,), what a suggestion of the item costs in score; 0 where the
            budget suffices, infinite where the kept suggestions have used all of it.
        bound: no lists within the budgets are worth more: the lowest dual value seen.
        rounds: steps over everybody (a step over a sample counts as its share).
    """

    values: np.ndarray
    bound: float
    rounds: float


def solve(
    market: Market, start: np.ndarray | None = None, *, compiled: bool | None = None
) -> Prices:
    """Return prices that balance the market.

    The dual of showing as much worth as possible within budgets b is
    D(p) = sum of p_j b_j + sum over people of their best ``room`` values of worth - p, which
    is an upper limit for any p >= 0 (weak duality; Bertsekas, Network Optimization, 1998,
    ch. 7). Every round moves all prices towards the one at which exactly the budget is asked
    for while the others stay (coordinate minimum of D, read off counted offers), with a step
    of its own per item: longer while it keeps its direction, shorter when it turns.

    Args:
        start: prices of an earlier run, (n_items,): a warm start; not finite counts as 0.
    """
    left = market.left
    spent, prices = 0.0, np.zeros(len(left)) if start is None else _finite(start)
    window = 0.25 if start is None else 0.005
    if start is None:
        for one_in, rounds in _LEVELS:
            if len(market.item) >= one_in * _ENOUGH_PEOPLE:
                part = _descend(market.sample(one_in), prices, window, rounds, compiled)
                spent, window = spent + part.rounds / one_in, 0.02
                prices = _finite(part.values)
    done = _descend(market, prices, window, _MOST_ROUNDS, compiled)
    return Prices(done.values, done.bound, done.rounds + spent)


def _descend(
    market: Market, prices: np.ndarray, wide: float, most: int, compiled: bool | None
) -> Prices:
    left, settled = market.left, market.settled
    closed = left == 0
    prices = np.where(closed, np.inf, prices)
    window = np.full(len(left), wide)
    pace, before = np.full(len(left), 0.7), np.zeros(len(left))
    best, best_prices = np.inf, prices
    for done in range(1, most + 1):
        answer = demand(market, prices, window, compiled=compiled)
        value = settled + answer.surplus + float(prices[~closed] @ left[~closed])
        # Sums in another order differ in the last digits: that is no improvement.
        if value < best - abs(best) * 1e-12 or done == 1:
            best, best_prices = value, prices
        step, outside = _steps(answer, prices, window, left, closed)
        if np.abs(step * (answer.load - left)).sum() <= _SETTLED * max(value, 1e-12):
            break
        pace = np.where(step * before >= 0, np.minimum(pace * 1.3, 4.0), np.maximum(pace / 2, 0.1))
        before = step
        window = np.where(
            outside, np.minimum(window * 2, _WIDE), np.clip(np.abs(step) * 2.5, _NARROW, _WIDE)
        )
        prices = np.where(closed, np.inf, np.maximum(prices + pace * step, 0.0))
    return Prices(best_prices, best, done)


def _steps(
    answer: Demand, prices: np.ndarray, window: np.ndarray, left: np.ndarray, closed: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return how far each price is from its own balance, and where that lies out of sight."""
    offers = np.cumsum(answer.offers[:, ::-1], axis=1)[:, ::-1]
    rising, falling = offers[:, BINS] >= left, offers[:, 0] <= left
    place = np.clip((offers > left[:, None]).sum(axis=1) - 1, 0, BINS - 1)
    here = np.take_along_axis(offers, place[:, None], 1)[:, 0]
    above = np.take_along_axis(offers, place[:, None] + 1, 1)[:, 0]
    part = (here - left) / np.maximum(here - above, 1)
    step = ((place + part) / BINS * 2 - 1) * window
    step = np.where(rising, window, np.where(falling, -window, step))
    step = np.where(closed | (answer.load == left), 0.0, step)
    current = np.where(closed, 0.0, prices)
    return np.maximum(step, -current), rising | (falling & (current > window))


def _finite(prices: np.ndarray) -> np.ndarray:
    return np.where(np.isfinite(prices), np.maximum(prices, 0.0), 0.0)
