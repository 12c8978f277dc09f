"""What everybody would take at given prices: the inner step, compiled or in NumPy alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.capacity.market import Market, blocks

try:
    import numba
except ImportError:  # pragma: no cover - the NumPy path below is tested by itself
    numba = None  # type: ignore[assignment]

#: bins in which an item's offers are counted, over the window around its price
BINS = 64
# Below this many candidates NumPy is done before the compiler has been loaded.
_WORTH_COMPILING = 2_000_000


@dataclass(frozen=True)
class Demand:
    """Answer to prices.

    Attributes:
        surplus: worth above price that people keep, summed.
        load: int64 (n_items,), takers of each item.
        offers: int64 (n_items, BINS + 1). An offer is the price at which a person would just
            still take the item; offers are counted by their distance to the price, from
            ``-window`` to ``window``; the last bin holds all above.
    """

    surplus: float
    load: np.ndarray
    offers: np.ndarray


def demand(
    market: Market, prices: np.ndarray, window: np.ndarray, *, compiled: bool | None = None
) -> Demand:
    """Return who would take what.

    Each person takes the best ``room`` candidates by worth above price, none below zero, equal
    ones in order of the row.

    Args:
        prices: float64 (n_items,), infinite where nothing may be taken.
        window: float64 (n_items,), above 0.
        compiled: force one path; by size when None. Both give the same numbers.
    """
    people, width = market.item.shape
    if market.room < 1 or width <= market.kept or not people:
        load = np.zeros(len(prices), dtype=np.int64)
        return Demand(0.0, load, np.zeros((len(prices), BINS + 1), dtype=np.int64))
    if compiled is None:
        compiled = numba is not None and market.item.size >= _WORTH_COMPILING
    surplus = np.zeros(people)
    if not compiled:
        return _plain(market, prices, window, surplus)
    threads = numba.get_num_threads()
    load = np.zeros((threads, len(prices)), dtype=np.int64)
    offers = np.zeros((threads, len(prices), BINS + 1), dtype=np.int32)
    _count(
        market.item, market.worth, prices, window, market.kept, market.room, surplus, load, offers
    )
    return Demand(float(surplus.sum()), load.sum(axis=0), offers.sum(axis=0, dtype=np.int64))


def nets(market: Market, prices: np.ndarray, rows: slice) -> np.ndarray:
    """Return worth above price of the free candidates, float64 (n_rows, width - kept)."""
    item = market.item[rows, market.kept :]
    return np.where(item < 0, -np.inf, market.worth[rows, market.kept :] - prices[item])


def taken_and_rivals(net: np.ndarray, room: int) -> tuple[np.ndarray, np.ndarray]:
    """Return which cells are taken, and for each cell the worth above price it competes with.

    A taken cell competes with the best one left, one not taken with the last one taken.
    """
    order = np.argsort(-net, axis=1, kind="stable")
    falling = np.take_along_axis(net, order[:, : room + 1], 1)
    short = room + 1 - falling.shape[1]
    falling = np.maximum(np.pad(falling, ((0, 0), (0, max(short, 0)))), 0.0)
    taken = np.zeros(net.shape, dtype=bool)
    np.put_along_axis(taken, order[:, :room], True, axis=1)
    taken &= net > 0
    return taken, np.where(taken, falling[:, room : room + 1], falling[:, room - 1 : room])


def _plain(market: Market, prices: np.ndarray, window: np.ndarray, surplus: np.ndarray) -> Demand:
    count = len(prices)
    load = np.zeros(count, dtype=np.int64)
    offers = np.zeros(count * (BINS + 1), dtype=np.int64)
    for rows in blocks(len(market.item)):
        net = nets(market, prices, rows)
        taken, rival = taken_and_rivals(net, market.room)
        surplus[rows] = np.where(taken, net, 0.0).sum(axis=1)
        item = market.item[rows, market.kept :]
        load += np.bincount(item[taken], minlength=count)
        wide = window[item]
        real = np.isfinite(net)
        above = np.where(real, net, 0.0) - rival + wide
        near = real & (above >= 0)
        bins = np.minimum((above[near] / (2 * wide[near]) * BINS).astype(np.int64), BINS)
        offers += np.bincount(item[near] * (BINS + 1) + bins, minlength=len(offers))
    return Demand(float(surplus.sum()), load, offers.reshape(count, BINS + 1))


def _count_rows(  # noqa: C901 - one loop over candidates, kept whole for the compiler
    item: Any, worth: Any, prices: Any, window: Any, kept: int, room: int, surplus: Any,
    load: Any, offers: Any,
) -> None:  # fmt: skip
    people, width = item.shape
    parts = load.shape[0]
    for part in _range(parts):
        best = np.empty(room + 1)
        net = np.empty(width)
        for row in range(part * people // parts, (part + 1) * people // parts):
            best[:] = 0.0
            for column in range(kept, width):
                name = item[row, column]
                value = -np.inf if name < 0 else worth[row, column] - prices[name]
                net[column] = value
                if value > best[room]:
                    place = room
                    while place > 0 and best[place - 1] < value:
                        best[place] = best[place - 1]
                        place -= 1
                    best[place] = value
            last, rest = best[room - 1], best[room]
            equal = 0
            for place in range(room):
                surplus[row] += best[place]
                equal += best[place] == last
            for column in range(kept, width):
                value = net[column]
                if value == -np.inf:
                    continue
                name = item[row, column]
                rival = last
                if value > 0 and (value > last or (value == last and equal > 0)):
                    if value == last:
                        equal -= 1
                    load[part, name] += 1
                    rival = rest
                above = value - rival + window[name]
                if above >= 0:
                    place = min(int(above / (2 * window[name]) * BINS), BINS)
                    offers[part, name, place] += 1


_range: Any = range if numba is None else numba.prange
_count: Callable[..., None] = (
    _count_rows if numba is None else numba.njit(parallel=True, nogil=True, cache=True)(_count_rows)
)
