"""Small crowds for the tests of capacity."""

import numpy as np

from matching.capacity.market import market


def named_crowd(people=60, items=30, seed=4):
    """Everyone likes the same items best, with a little taste of their own."""
    draw = np.random.default_rng(seed)
    common = np.linspace(1.0, 0.4, items)
    return {
        f"s{person:02}": [
            (f"o{item:02}", float(common[item] + 0.2 * draw.random())) for item in range(items)
        ]
        for person in range(people)
    }


def small_market(people=300, items=40, width=20, budget=30, seed=1, per_seeker=6, kept=1):
    """The same as a market of numbers; every item has the same budget."""
    draw = np.random.default_rng(seed)
    score = np.linspace(1.0, 0.4, items) + 0.5 * draw.random((people, items))
    item = np.argsort(-score, axis=1)[:, :width]
    score = np.take_along_axis(score, item, 1)
    return market(item, score, np.full(items, budget), per_seeker=per_seeker, kept=kept)


def times_suggested(lists):
    """How often each item stands in the lists."""
    counts = {}
    for pairs in lists.values():
        for item, _ in pairs:
            counts[item] = counts.get(item, 0) + 1
    return counts
