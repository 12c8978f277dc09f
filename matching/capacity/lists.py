"""One person's list at given prices: the rule that page, night run and command share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from matching.capacity.market import KEPT, draws, numbers

#: candidates a person's list is chosen from
POOL = 50


@dataclass(frozen=True)
class Exposure:
    """What decides how often an opening is shown.

    Attributes:
        prices: what a suggestion costs in score, by opening id; one not named costs nothing.
        likely: a score below it is no suggestion, only the end of the list: it stays there.
    """

    prices: Mapping[str, float] = field(default_factory=dict)
    likely: float = -np.inf

    def order(
        self,
        person: str,
        items: Sequence[str],
        scores: Sequence[float] | np.ndarray,
        *,
        kept: int = KEPT,
    ) -> list[int]:
        """Return the places of one person's candidates in the order to show them.

        The first ``kept`` by score stay where they are; the other likely ones follow by score
        minus price, where what is equal for many is told apart by a draw that is fixed for
        person and opening; then the rest as they were. Nothing is left out and nothing added:
        prices only reorder, and without prices nothing moves.

        Args:
            items, scores: candidates, best first.
        """
        count = sum(1 for score in scores if score >= self.likely)
        first, last = min(kept, len(items)), max(count, min(kept, len(items)))
        costs = [self.prices.get(item, 0.0) for item in items[first:last]]
        if not any(costs):
            return list(range(len(items)))
        value = np.asarray(scores[first:last], dtype=float) - np.array(costs)
        value += draws(numbers([person]), numbers(items[first:last]))
        middle = first + np.argsort(-value, kind="stable")
        return [*range(first), *middle.tolist(), *range(last, len(items))]
