"""Capacity at the size of a province: `python -m tests.bench.capacity`.

280,000 people with fifty candidates each, 5,000 openings with about 30,000 posts, lists of ten,
a hundred suggestions a post. Prints the gap to the proven bound, the bound against the linear
programme of HiGHS on a sample, what happens to crowding and to the lists, and what it takes.
"""

import sys
import time

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, vstack

from matching.capacity.assignment import reprice
from matching.capacity.congestion import congestion, own_best
from matching.capacity.filling import fill
from matching.capacity.market import KEPT, Market, blocks, draws, market
from matching.capacity.prices import Prices, solve
from tests.bench.congestion import Crowd, crowd
from tests.bench.harness import measured, peak_mib

EXPOSURE, SHOWN = 100, 10


def main(people: int = 280_000) -> None:
    """Run the bench and print it."""
    size = people / 280_000
    with measured() as taken:
        made = crowd(people, posts=30_000)
    each = EXPOSURE * size
    told(f"{len(made.item):,} people, {len(made.posts):,} openings, {made.posts.sum():,} posts, "
         f"{each:g} suggestions a post (made in {taken.wall:.1f} s)")  # fmt: skip
    warm_up(made)
    for kept in (KEPT, 0):
        whole(made, each, kept)
    against_the_programme(made, each)


def told(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


def warm_up(made: Crowd) -> None:
    """Compile before the clock runs: the compiled code is kept on disk between runs."""
    start = time.perf_counter()
    few = market(made.item[:2000], made.score[:2000], made.posts, per_seeker=SHOWN)
    solve(few, compiled=True)
    told(f"compiling or loading compiled code: {time.perf_counter() - start:.1f} s")


def whole(made: Crowd, each: float, kept: int) -> None:
    """Solve, fill and report, cold and after a change."""
    told(f"\nlists of {SHOWN}, own best {kept} kept")
    with measured() as building:
        shop = market(made.item, made.score, made.posts * each, per_seeker=SHOWN, kept=kept)
    with measured() as solving:
        prices = solve(shop)
    with measured() as filling:
        chosen = fill(shop, prices.values)
    value = float(shop.worth[chosen].sum(dtype=np.float64))
    gap = prices.bound - value
    told(f"worth {value:,.1f}, bound {prices.bound:,.1f}: gap {gap / prices.bound:.4%} "
         f"(of what prices decide on: {gap / (prices.bound - shop.settled):.4%})")  # fmt: skip
    told(f"build {building.wall:.1f} s, prices {solving.wall:.1f} s ({prices.rounds:.1f} rounds), "
         f"fill {filling.wall:.1f} s; CPU {building.cpu + solving.cpu + filling.cpu:.1f} s; "
         f"peak {peak_mib():.0f} MiB with the crowd itself")  # fmt: skip
    lists = {"own best": own_best(shop), "within budgets": chosen,
             "by price alone, as the page": by_price(shop, made, prices)}  # fmt: skip
    told(f"{'':28} overload coverage   Gini  worst   fills   nDCG length")
    for name, cells in lists.items():
        one = congestion(shop, cells, made.posts)
        told(f"{name:28} {one.overload:8.2%} {one.coverage:8.2%} {one.gini:6.3f} {one.worst:6.1f} "
             f"{one.fills:7.0f} {one.ndcg:6.4f} {one.length:6.2f}")  # fmt: skip
    changed(made, each, kept, prices)


def by_price(shop: Market, made: Crowd, prices: Prices) -> np.ndarray:
    """Return everybody's first ten as ``Exposure.order`` puts them, for all at once."""
    most = float(shop.worth.max())
    values = np.minimum(prices.values, most)
    chosen = np.zeros(shop.item.shape, dtype=bool)
    chosen[:, : shop.kept] = True
    people = np.arange(len(shop.item), dtype=np.uint64)
    for rows in blocks(len(shop.item)):
        item = shop.item[rows, shop.kept :]
        net = made.score[rows, shop.kept :] - values[item]
        net = net + draws(people[rows, None], item.astype(np.uint64))
        best = np.argsort(-net, axis=1, kind="stable")[:, : shop.room]
        np.put_along_axis(chosen[rows, shop.kept :], best, True, axis=1)
    return chosen


def changed(made: Crowd, each: float, kept: int, prices: Prices) -> None:
    """Fill one opening in a hundred and halve the posts of as many; price cold and warm."""
    draw = np.random.default_rng(7)
    posts = made.posts.copy()
    touched = draw.permutation(len(posts))[: len(posts) // 50]
    full, half = np.array_split(touched, 2)
    posts[full], posts[half] = 0, np.maximum(posts[half] // 2, 1)
    shop = market(made.item, made.score, posts * each, per_seeker=SHOWN, kept=kept)
    with measured() as warm_taken:
        warm = reprice(shop, prices.values)
    with measured() as cold_taken:
        cold = solve(shop)
    told(f"{len(full)} openings filled, {len(half)} halved: warm {warm.rounds:.1f} rounds "
         f"{warm_taken.wall:.1f} s bound {warm.bound:,.1f}; cold {cold.rounds:.1f} rounds "
         f"{cold_taken.wall:.1f} s bound {cold.bound:,.1f} "
         f"(warm against cold {warm.bound / cold.bound - 1:+.4%})")  # fmt: skip


def against_the_programme(made: Crowd, each: float, one_in: int = 64) -> None:
    """Compare the bound and the lists with the exact optimum of a sample."""
    shop = market(made.item, made.score, made.posts * each, per_seeker=SHOWN).sample(one_in)
    with measured() as ours:
        prices = solve(shop)
        value = float(shop.worth[fill(shop, prices.values)].sum(dtype=np.float64))
    with measured() as theirs:
        best = programme(shop)
    told(f"\n{len(shop.item):,} people against HiGHS: optimum {best:,.3f}, "
         f"our bound {prices.bound / best - 1:+.5%}, our lists {value / best - 1:+.5%}; "
         f"{ours.wall:.1f} s against {theirs.wall:.1f} s")  # fmt: skip


def programme(shop: Market) -> float:
    """Return the optimum of the linear programme (scipy.optimize.linprog, HiGHS)."""
    item = shop.item[:, shop.kept :]
    rows, columns = np.nonzero(item >= 0)
    items, cells = item[rows, columns], np.arange(len(rows))
    worth = shop.worth[:, shop.kept :].astype(float)[rows, columns]
    ones = np.ones(len(rows))
    asked = vstack([
        csr_matrix((ones, (rows, cells)), shape=(len(item), len(rows))),
        csr_matrix((ones, (items, cells)), shape=(len(shop.budget), len(rows))),
    ])  # fmt: skip
    limits = np.concatenate([np.full(len(item), shop.room), shop.left])
    found = linprog(-worth, A_ub=asked, b_ub=limits, bounds=(0, 1), method="highs")
    return float(shop.settled - found.fun)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
