"""One person's list at given prices: the rule that page, night run and command share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from matching.capacity.market import KEPT

#: candidates a person's list is chosen from
POOL = 50


def by_price(
    items: Sequence[str],
    scores: Sequence[float] | np.ndarray,
    prices: Mapping[str, float],
    *,
    kept: int = KEPT,
) -> list[int]:
    """Return the places of the candidates in the order to show them.

    The first ``kept`` by score stay where they are; the others follow by score minus price,
    equal ones in the order given. Nothing is left out and nothing added: prices only reorder.

    Args:
        items, scores: candidates, best first.
        prices: what a suggestion of an item costs; one without a price costs nothing, one
            whose budget the kept suggestions have used up comes last (price infinite).
    """
    paid = [-(score - prices.get(item, 0.0)) for item, score in zip(items, scores, strict=True)]
    rest = range(min(kept, len(paid)), len(paid))
    return [*range(min(kept, len(paid))), *sorted(rest, key=paid.__getitem__)]
