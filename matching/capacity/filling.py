"""From prices to lists that keep every budget exactly."""

from __future__ import annotations

import numpy as np

from matching.capacity.demand import nets, taken_and_rivals
from matching.capacity.market import Market, blocks

_MOST_SWAPS = 60


def fill(market: Market, prices: np.ndarray) -> np.ndarray:
    """Return the chosen cells, bool (n_people, width).

    Everybody takes what is best after prices. Where more ask than the budget holds, those stay
    who would lose most by turning elsewhere. Then whoever has an empty place, or something
    worth less than what is still to be had, takes that, the largest gain first.
    Kept cells are chosen whatever the budget; all others stay within it.
    """
    chosen = np.zeros(market.item.shape, dtype=bool)
    chosen[:, : market.kept] = market.item[:, : market.kept] >= 0
    if market.room < 1 or market.item.shape[1] <= market.kept:
        return chosen
    loss = np.zeros(market.item.shape, dtype=np.float32)
    for rows in blocks(len(market.item)):
        net = nets(market, prices, rows)
        taken, rival = taken_and_rivals(net, market.room)
        chosen[rows, market.kept :] = taken
        loss[rows, market.kept :] = np.where(taken, net - rival, 0.0)
    left = market.left
    _refuse(market, chosen, loss, left)
    del loss
    left = left - market.load(np.where(chosen, market.item, -1)[:, market.kept :])
    _improve(market, chosen, left)
    return chosen


def _refuse(market: Market, chosen: np.ndarray, loss: np.ndarray, left: np.ndarray) -> None:
    """Take out the cells beyond each item's budget, those with least to lose."""
    free = market.item[:, market.kept :]
    over = market.load(np.where(chosen[:, market.kept :], free, -1)) > left
    asked = chosen & over[market.item]
    asked[:, : market.kept] = False
    rows, columns = np.nonzero(asked)
    refused = _beyond(market, rows, columns, loss[rows, columns], left)
    chosen[rows[refused], columns[refused]] = False


def _improve(market: Market, chosen: np.ndarray, left: np.ndarray) -> None:
    """Move people to what is still to be had, in place; every move adds worth."""
    rows = np.arange(len(chosen))
    for _ in range(_MOST_SWAPS):
        rows, columns, drop, gain = _wishes(market, chosen, left, rows)
        if not len(rows):
            return
        refused = _beyond(market, rows, columns, gain, left)
        moved = np.ones(len(rows), dtype=bool)
        moved[refused] = False
        changed, taken, dropped = rows[moved], columns[moved], drop[moved]
        chosen[changed, taken] = True
        left -= market.load(market.item[changed, taken])
        full = dropped >= 0
        chosen[changed[full], dropped[full]] = False
        left += market.load(market.item[changed[full], dropped[full]])


def _wishes(
    market: Market, chosen: np.ndarray, left: np.ndarray, rows: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return who would gain by what: rows, columns, the column dropped (-1: none), gain."""
    found = []
    for part in blocks(len(rows)):
        here = rows[part]
        item, worth = market.item[here, market.kept :], market.worth[here, market.kept :]
        held = chosen[here, market.kept :]
        open_to = (item >= 0) & ~held & (left[item] > 0)
        offered = np.where(open_to, worth, 0.0)
        held_worth = np.where(held, worth, np.inf)
        wish, worst = offered.argmax(axis=1), held_worth.argmin(axis=1)
        lines = np.arange(len(here))
        empty = held.sum(axis=1) < market.room
        gain = offered[lines, wish] - np.where(empty, 0.0, held_worth[lines, worst])
        want = gain > 1e-9
        drop = np.where(empty, -1, worst + market.kept)
        found.append((here[want], wish[want] + market.kept, drop[want], gain[want]))
    if not found:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, nothing, nothing
    first, second, third, fourth = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return first, second, third, fourth


def _beyond(
    market: Market, rows: np.ndarray, columns: np.ndarray, value: np.ndarray, left: np.ndarray
) -> np.ndarray:
    """Return which of the cells their item cannot hold, the highest value served first.

    Equal values go by the person's own number, so the order of the rows decides nothing.
    """
    items = market.item[rows, columns]
    order = np.lexsort((market.keys[rows], -value, items))
    ordered = items[order]
    place = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    return order[place >= left[ordered]]
