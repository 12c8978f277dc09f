"""How crowded lists are, and what relieving them costs.

What is asked of such a report (congestion, coverage, inequality of exposure beside the quality
of the lists) follows ReCon (Mashayekhi and others, arXiv 2308.09516), which spreads candidates
over jobs by optimal transport; formulas and code are our own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import pdtr

from matching.capacity.market import Market, blocks


@dataclass(frozen=True)
class Congestion:
    """Figures of one set of lists.

    Attributes:
        overload: share of suggestions beyond the items' budgets, sum max(load - b, 0) / sum load.
        coverage: share of the items with a budget that are shown at least once.
        gini: inequality of load per unit of budget between items, each weighted by its budget:
            0 when every item gets the same share of its budget, near 1 when one gets all.
        worst: load / budget of the most crowded item.
        fills: places expected to be filled, if one suggestion in ``exposure`` leads to a hire,
            independently: sum of E min(places, Poisson(load / exposure)).
        ndcg: discounted gain of the lists ÷ that of everyone's own best, gain = the score
            itself (0 below 0), discount 1 / log2(rank + 1); mean over people, 1 before any
            change. What people judged is measured by ``matching evaluate``.
        length: suggestions a person, mean.
    """

    overload: float
    coverage: float
    gini: float
    worst: float
    fills: float
    ndcg: float
    length: float


def congestion(market: Market, chosen: np.ndarray, places: np.ndarray) -> Congestion:
    """Return the figures of the chosen cells (n_people, width).

    Args:
        places: posts or seats open, (n_items,); budget ÷ places is the exposure.
    """
    load = market.load(np.where(chosen, market.item, -1)).astype(float)
    budget = market.budget.astype(float)
    live = budget > 0
    total = max(load.sum(), 1.0)
    share = np.divide(load, budget, out=np.zeros_like(load), where=live)
    expected = np.divide(places * load, budget, out=np.zeros_like(load), where=live)
    return Congestion(
        overload=float(np.maximum(load - budget, 0).sum() / total),
        coverage=float((load[live] > 0).mean()) if live.any() else 0.0,
        gini=_gini(share[live], budget[live]),
        worst=float(share.max(initial=0.0)),
        fills=float(_filled(places[live], expected[live]).sum()),
        ndcg=_ndcg(market, chosen),
        length=float(chosen.sum() / max(len(chosen), 1)),
    )


def own_best(market: Market) -> np.ndarray:
    """Return everybody's own best cells, as if there were no budgets."""
    chosen = market.item >= 0
    chosen[:, market.per_seeker :] = False
    return chosen


def _gini(share: np.ndarray, weight: np.ndarray) -> float:
    """Return the Gini coefficient from the Lorenz curve of weighted shares (trapezoids)."""
    order = np.argsort(share, kind="stable")
    people = np.concatenate([[0.0], np.cumsum(weight[order])])
    wealth = np.concatenate([[0.0], np.cumsum((share * weight)[order])])
    if wealth[-1] <= 0:
        return 0.0
    area = np.diff(people) @ (wealth[1:] + wealth[:-1]) / 2
    return float(1 - 2 * area / (people[-1] * wealth[-1]))


def _filled(places: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Return E min(q, X) for X Poisson with mean m: m P(X <= q - 2) + q P(X >= q)."""
    places = np.floor(places)
    below = np.where(places >= 2, pdtr(np.maximum(places - 2, 0), expected), 0.0)
    reached = np.where(places >= 1, 1 - pdtr(np.maximum(places - 1, 0), expected), 0.0)
    return expected * below + places * reached


def _ndcg(market: Market, chosen: np.ndarray) -> float:
    ratios = []
    for rows in blocks(len(chosen)):
        real = market.item[rows] >= 0
        gain = np.where(real, np.maximum(market.worth[rows] + market.lowest, 0.0), 0.0)
        place = np.cumsum(chosen[rows], axis=1)
        gained = np.where(chosen[rows], gain / np.log2(np.maximum(place, 1) + 1.0), 0.0).sum(axis=1)
        own = gain[:, : market.per_seeker]
        best = (own / np.log2(np.arange(own.shape[1]) + 2.0)).sum(axis=1)
        ratios.append(gained[best > 0] / best[best > 0])
    together = np.concatenate(ratios) if ratios else np.zeros(0)
    return float(together.mean()) if len(together) else 1.0
