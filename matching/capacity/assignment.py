"""Lists that respect capacity: openings have posts, so attention is shared out by prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

# Service rules: the budgets only reorder; everyone's own best three stay where they are.
KEPT = 3
_ROUNDS = 120
_REPAIRS = 100


@dataclass(frozen=True)
class Assignment:
    """The lists with what they are worth: ``bound`` is a proven upper limit of ``value``."""

    lists: dict[str, list[tuple[str, float]]]
    value: float
    bound: float
    overload_before: float
    overload_after: float

    @property
    def gap(self) -> float:
        """Share of the bound not reached, 0 when nothing could be better."""
        return 0.0 if self.bound <= 0 else max(0.0, (self.bound - self.value) / self.bound)


def assign(
    candidates: Mapping[str, list[tuple[str, float]]],
    posts: Mapping[str, float],
    *,
    per_seeker: int,
    exposure: float = 100.0,
    kept: int = KEPT,
) -> Assignment:
    """Return lists of at most ``per_seeker`` items that stay inside every item's budget.

    Args:
        candidates: seeker id → (item id, score), best first; more candidates, better lists.
        posts: item id → open posts or seats; unknown counts as one.
        exposure: suggestions a post may receive (budget = exposure × posts).
        kept: how many of each person's own best stay untouched, whatever the budget.

    A list gets shorter when nothing suitable has budget left. Prices come from subgradient
    steps on the dual; every dual value is an upper bound, the lowest one is returned.
    """
    market = _Market(candidates, posts, per_seeker, exposure, min(kept, per_seeker))
    prices, bound = market.prices()
    chosen = market.fill(prices)
    return Assignment(
        market.lists(chosen),
        float(market.worth[chosen].sum()),
        bound,
        market.overload(market.plain()),
        market.overload(chosen),
    )


class _Market:
    """Candidates as a matrix (seekers × candidates), best first, padded with minus infinity."""

    def __init__(
        self,
        candidates: Mapping[str, list[tuple[str, float]]],
        posts: Mapping[str, float],
        per_seeker: int,
        exposure: float,
        kept: int,
    ) -> None:
        self.seekers = list(candidates)
        self.items = sorted({item for pairs in candidates.values() for item, _ in pairs})
        position = {item: row for row, item in enumerate(self.items)}
        width = max((len(pairs) for pairs in candidates.values()), default=0)
        self.width, self.per_seeker, self.kept = width, per_seeker, kept
        self.item = np.zeros((len(self.seekers), width), dtype=np.int32)
        self.score = np.full((len(self.seekers), width), -np.inf)
        for row, pairs in enumerate(candidates.values()):
            for column, (item, score) in enumerate(sorted(pairs, key=lambda pair: -pair[1])):
                self.item[row, column], self.score[row, column] = position[item], score
        real = np.isfinite(self.score)
        # Any suggestion is worth more than none: the lowest score of the run counts a little.
        lowest = float(self.score[real].min()) - 0.01 if real.any() else 0.0
        self.worth = np.where(real, self.score - lowest, 0.0)
        self.real = real
        self.budget = np.floor([exposure * max(posts.get(item, 1.0), 0.0) for item in self.items])
        fixed = real.copy()
        fixed[:, kept:] = False
        self.fixed = fixed
        self.left = np.maximum(self.budget - self._load(fixed), 0.0)
        self.free = real & ~fixed & (self.left[self.item] > 0 if self.items else False)

    def prices(self) -> tuple[np.ndarray, float]:
        """Return item prices and the lowest dual value found."""
        prices = np.zeros(len(self.items))
        best, best_prices = np.inf, prices
        settled = float(self.worth[self.fixed].sum())
        scale = float(self.worth[self.real].std()) if self.real.any() else 0.0
        for step in range(_ROUNDS):
            taken = self._favourites(prices, self.free)
            gains = np.where(taken, self.worth - prices[self.item], 0.0).sum()
            value = settled + float(gains) + float(prices @ self.left)
            if value < best:
                best, best_prices = value, prices
            excess = self._load(taken) - self.left
            if not (excess > 0).any() and not prices.any():
                break
            pace = excess / np.maximum(np.maximum(self.left, self._load(taken)), 1.0)
            prices = np.maximum(prices + scale / (1 + step) ** 0.5 * pace, 0.0)
        return best_prices, (best if np.isfinite(best) else settled)

    def fill(self, prices: np.ndarray) -> np.ndarray:
        """Return the chosen cells: people ask by worth after prices, full items refuse."""
        open_cells = self.free.copy()
        taken = np.zeros_like(open_cells)
        for _ in range(_REPAIRS):
            taken = self._favourites(prices, open_cells, paid=False)
            if not (self._load(taken) > self.left).any():
                break
            open_cells &= ~self._refused(taken)
            taken &= open_cells
        return self.fixed | taken

    def plain(self) -> np.ndarray:
        """Return everyone's own best, as if there were no budgets."""
        cells = self.real.copy()
        cells[:, self.per_seeker :] = False
        return cells

    def overload(self, chosen: np.ndarray) -> float:
        """Return the share of suggestions beyond the items' budgets."""
        load = self._load(chosen)
        return float(np.maximum(load - self.budget, 0).sum() / max(load.sum(), 1.0))

    def lists(self, chosen: np.ndarray) -> dict[str, list[tuple[str, float]]]:
        """Return the chosen items with their own scores, best first."""
        return {
            seeker: [
                (self.items[self.item[row, column]], float(self.score[row, column]))
                for column in np.flatnonzero(chosen[row])
            ]
            for row, seeker in enumerate(self.seekers)
        }

    def _favourites(
        self, prices: np.ndarray, cells: np.ndarray, *, paid: bool = True
    ) -> np.ndarray:
        """Return per person the best free cells after prices, at most per_seeker - kept."""
        room = self.per_seeker - self.kept
        taken = np.zeros_like(cells)
        if room < 1 or not self.items:
            return taken
        value = np.where(cells, self.worth - prices[self.item], -np.inf)
        order = np.argsort(-value, axis=1, kind="stable")[:, :room]
        np.put_along_axis(taken, order, True, axis=1)
        return taken & (value > 0 if paid else np.isfinite(value))

    def _refused(self, taken: np.ndarray) -> np.ndarray:
        """Return the taken cells beyond each item's budget, the least worthy refused."""
        rows, columns = np.nonzero(taken)
        items = self.item[rows, columns]
        order = np.lexsort((-self.worth[rows, columns], items))
        ordered = items[order]
        place = np.arange(len(order)) - np.searchsorted(ordered, ordered)
        over = order[place >= self.left[ordered]]
        refused = np.zeros_like(taken)
        refused[rows[over], columns[over]] = True
        return refused

    def _load(self, cells: np.ndarray) -> np.ndarray:
        return np.bincount(self.item[cells], minlength=len(self.items)).astype(float)
