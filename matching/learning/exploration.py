"""A few places of each list go to other plausible openings, by a known chance.

Without it nobody would ever learn whether what the ranking puts low is wanted. The best
three of a person are never touched; what may fill a place is for the caller to say: lawful
openings, plausible and in reach.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

# Of the places after a person's own best three (issue: 5 % exploration).
SHARE = 0.05
KEPT = 3

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True)
class Shown(Generic[Item]):
    """One item as shown.

    Attributes:
        position: from 1.
        propensity: the chance that this item was shown at this position, in (0, 1].
        explored: whether chance put it there.
    """

    item: Item
    position: int
    propensity: float
    explored: bool


def explore(
    ranked: Sequence[Item],
    pool: Sequence[Item],
    *,
    person: str,
    day: dt.date,
    seed: int = 0,
    share: float = SHARE,
    kept: int = KEPT,
) -> list[Shown[Item]]:
    """Return the list to show: ``ranked`` with a few places given to items of ``pool``.

    Each place after the first ``kept`` is drawn with chance ``share``, on its own; a drawn
    place gets an item of the pool, each alike, none twice. The same person, day and seed
    give the same list, so a page loaded again shows the same and a nudge by reloading does
    not work.

    With S places to draw from and T items in the pool, an item of the pool is at a given
    place with chance share / max(S, T), and the place keeps its own item with chance
    1 - share · min(1, T / S): both exact.

    Args:
        ranked: the best items, best first; empty gives an empty list.
        pool: what may be tried instead; items that are ranked already are left out.
    """
    held = set(ranked)
    tries = [item for item in dict.fromkeys(pool) if item not in held]
    places = max(0, len(ranked) - kept)
    if not tries or not places or share <= 0.0:
        return [Shown(item, place, 1.0, False) for place, item in enumerate(ranked, start=1)]
    size = max(places, len(tries))
    chance = np.random.default_rng(_seed(person, day, seed))
    drawn = chance.random(places) < share
    order = chance.permutation(size)[:places]
    own = 1.0 - share * min(1.0, len(tries) / places)
    shown = []
    for index, item in enumerate(ranked):
        place = index - kept
        if place < 0:
            shown.append(Shown(item, index + 1, 1.0, False))
        elif drawn[place] and order[place] < len(tries):
            shown.append(Shown(tries[order[place]], index + 1, share / size, True))
        else:
            shown.append(Shown(item, index + 1, own, False))
    return shown


def _seed(person: str, day: dt.date, seed: int) -> int:
    text = f"{seed}|{day.isoformat()}|{person}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
