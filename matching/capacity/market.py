"""The market of attention: who might be shown what, and how often an item may be shown."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

# Service rules: the budgets only reorder; everyone's own best three stay where they are.
KEPT = 3
# Equal people are told apart by a fixed draw of this size, so that two hundred of them do not
# all turn to the same opening; scores are told to four digits, so it never changes their order.
_DRAW = 1e-5


@dataclass(frozen=True)
class Market:
    """Candidates as rows, best first, with what is left of each item's budget.

    Attributes:
        item: int32 (n_people, width), the item of each candidate; -1 where a row is short.
        worth: float32 of the same shape, above 0, falling along a row; 0 where a row is short.
        keys: uint64 (n_people,), a number that belongs to the person, not to the row.
        budget: int64 (n_items,), times each item may be shown.
        per_seeker, kept: length of a list; how many of each row's first stay untouched.
        lowest: what was taken off every score to make its worth.
    """

    item: np.ndarray
    worth: np.ndarray
    keys: np.ndarray
    budget: np.ndarray
    per_seeker: int
    kept: int
    lowest: float = 0.0

    @property
    def room(self) -> int:
        """Places of a list that prices decide on."""
        return self.per_seeker - self.kept

    @property
    def left(self) -> np.ndarray:
        """Budget that the kept suggestions leave, int64 (n_items,), never below 0."""
        return np.maximum(self.budget - self.load(self.item[:, : self.kept]), 0)

    @property
    def settled(self) -> float:
        """Worth of the kept suggestions."""
        return float(self.worth[:, : self.kept].sum(dtype=np.float64))

    def load(self, items: np.ndarray) -> np.ndarray:
        """Return how often each item occurs, int64 (n_items,); -1 is nothing."""
        return np.bincount(items[items >= 0], minlength=len(self.budget)).astype(np.int64)

    def sample(self, one_in: int) -> Market:
        """Return about one person in so many, with budgets to match; the same for any order."""
        rows = self.keys % np.uint64(one_in) == 0
        share = rows.sum() / max(len(rows), 1)
        budget = self.load(self.item[rows, : self.kept]) + np.ceil(self.left * share)
        budget = np.where(self.left > 0, budget, 0).astype(np.int64)
        return Market(
            self.item[rows], self.worth[rows], self.keys[rows], budget,
            self.per_seeker, self.kept, self.lowest,
        )  # fmt: skip


def market(
    item: np.ndarray,
    score: np.ndarray,
    budget: np.ndarray,
    *,
    per_seeker: int,
    kept: int = KEPT,
    people: np.ndarray | None = None,
    names: np.ndarray | None = None,
) -> Market:
    """Return the market of these candidates.

    Args:
        item: (n_people, width) item numbers, -1 or an item without budget is no candidate.
        score: (n_people, width), best first; minus infinity where there is no candidate.
        budget: (n_items,) times an item may be shown.
        people, names: uint64, a number for each person and item that stays theirs from run to
            run, as ``numbers`` gives; row and item numbers when not given.

    The worth of a suggestion is its score above the lowest of all, and a little: any
    suggestion is worth more than none.
    """
    budget = np.maximum(np.floor(np.asarray(budget, dtype=float)), 0).astype(np.int64)
    item = np.ascontiguousarray(item, dtype=np.int32)
    real = (item >= 0) & np.isfinite(score)
    if len(budget):
        real &= budget[item] > 0
    if not real.all():
        item, score = _packed(item, score, real)
        real = item >= 0
    people = np.arange(len(item), dtype=np.uint64) if people is None else people
    worth, lowest = np.zeros(item.shape, dtype=np.float32), 0.0
    if real.any():
        names = np.arange(len(budget), dtype=np.uint64) if names is None else names
        lowest = float(score[real].min()) - 0.01
        for rows in blocks(len(item)):
            draw = draws(people[rows, None], names[item[rows]])
            worth[rows] = np.where(real[rows], score[rows] - lowest + draw, 0.0)
    return Market(item, worth, _mixed(people), budget, per_seeker, min(kept, per_seeker), lowest)


def draws(people: np.ndarray, names: np.ndarray) -> np.ndarray:
    """Return what is added to a score for person and item, float64, at least 0."""
    return _mixed(_mixed(people) ^ _mixed(~names)).astype(np.float64) * (_DRAW / 2.0**64)


def numbers(names: Sequence[str]) -> np.ndarray:
    """Return a whole number for each name, the same on every machine, uint64."""
    return np.array(
        [zlib.crc32(name.encode()) << 32 | zlib.adler32(name.encode()) for name in names],
        dtype=np.uint64,
    ).reshape(len(names))


def market_of_lists(
    candidates: Mapping[str, Sequence[tuple[str, float]]],
    budgets: Mapping[str, float],
    *,
    per_seeker: int,
    kept: int,
) -> tuple[Market, np.ndarray, list[str]]:
    """Return the market, its scores (n_people, width) and the item ids, from named lists.

    Candidates are put in order of score, equal ones in order of id. A list whose items have no
    budget at all is an empty row.
    """
    items = sorted({item for pairs in candidates.values() for item, _ in pairs})
    position = {item: row for row, item in enumerate(items)}
    budget = np.array([budgets.get(item, 0.0) for item in items])
    rows = [
        sorted(((position[i], s) for i, s in pairs if budgets.get(i, 0.0) >= 1), key=_best_first)
        for pairs in candidates.values()
    ]
    width = max((len(row) for row in rows), default=0)
    item = np.full((len(rows), width), -1, dtype=np.int32)
    score = np.full((len(rows), width), -np.inf)
    for row, pairs in enumerate(rows):
        for column, (number, value) in enumerate(pairs):
            item[row, column], score[row, column] = number, value
    made = market(
        item, score, budget, per_seeker=per_seeker, kept=kept,
        people=numbers(list(candidates)), names=numbers(items),
    )  # fmt: skip
    return made, score, items


def blocks(count: int, size: int = 16_384) -> list[slice]:
    """Return slices that cover so many rows: temporary arrays stay small."""
    return [slice(start, min(start + size, count)) for start in range(0, count, size)]


def _best_first(pair: tuple[int, float]) -> tuple[float, int]:
    return -pair[1], pair[0]


def _packed(item: np.ndarray, score: np.ndarray, real: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows without the cells that are no candidates, the rest moved up."""
    items, scores = np.full(item.shape, -1, dtype=np.int32), np.array(score)
    for rows in blocks(len(item)):
        order = np.argsort(~real[rows], axis=1, kind="stable")
        held = np.take_along_axis(real[rows], order, 1)
        items[rows] = np.where(held, np.take_along_axis(item[rows], order, 1), -1)
        scores[rows] = np.where(held, np.take_along_axis(score[rows], order, 1), -np.inf)
    return items, scores


def _mixed(numbers: np.ndarray) -> np.ndarray:
    """Return the numbers stirred, near ones far apart (splitmix64, Steele and others, 2014)."""
    with np.errstate(over="ignore"):
        value = np.asarray(numbers).astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
        value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return value ^ (value >> np.uint64(31))
