"""Prices: tight against the linear programme, the same in every way of computing them."""

import numpy as np
import pytest

from matching.capacity.assignment import assign, reprice
from matching.capacity.demand import BINS, demand
from matching.capacity.filling import fill
from matching.capacity.market import market
from matching.capacity.prices import solve
from tests.bench.capacity import programme
from tests.matching.capacity.crowds import named_crowd, small_market


def value(shop, prices):
    return float(shop.worth[fill(shop, prices)].sum(dtype=np.float64))


@pytest.mark.parametrize(
    ("people", "items", "width", "budget", "per_seeker", "kept"),
    [
        (300, 40, 20, 30, 6, 1),
        (60, 30, 30, 20, 10, 0),
        (100, 20, 12, 15, 5, 2),
        (10, 6, 6, 3, 3, 0),
    ],
)
class TestAgainstTheLinearProgramme:
    def test_the_bound_is_above_the_optimum_and_close(
        self, people, items, width, budget, per_seeker, kept
    ):
        shop = small_market(people, items, width, budget, 1, per_seeker, kept)
        best, bound = programme(shop), solve(shop).bound
        assert best - 1e-6 <= bound <= best * 1.001

    def test_the_lists_come_close_to_the_optimum(
        self, people, items, width, budget, per_seeker, kept
    ):
        shop = small_market(people, items, width, budget, 1, per_seeker, kept)
        best = programme(shop)
        assert best * 0.995 <= value(shop, solve(shop).values) <= best + 1e-6


class TestWaysOfComputing:
    def test_compiled_and_plain_answer_the_same(self):
        shop = small_market()
        draw = np.random.default_rng(3)
        prices = 0.3 * draw.random(len(shop.budget))
        prices[5] = np.inf
        window = np.full(len(prices), 0.1)
        plain = demand(shop, prices, window, compiled=False)
        fast = demand(shop, prices, window, compiled=True)
        assert fast.surplus == pytest.approx(plain.surplus, rel=1e-12)
        np.testing.assert_array_equal(fast.load, plain.load)
        np.testing.assert_array_equal(fast.offers, plain.offers)

    def test_compiled_and_plain_find_the_same_prices(self):
        shop = small_market()
        plain, fast = solve(shop, compiled=False), solve(shop, compiled=True)
        assert fast.rounds == plain.rounds
        np.testing.assert_allclose(fast.values, plain.values, atol=1e-9)

    def test_equal_worth_above_price_is_taken_in_order_of_the_row_by_both(self):
        item = np.tile(np.arange(4, dtype=np.int32), (5, 1))
        shop = market(item, np.full((5, 4), 0.5), np.full(4, 9), per_seeker=2, kept=0)
        shop.worth[:] = 0.5
        for compiled in (False, True):
            load = demand(shop, np.zeros(4), np.ones(4), compiled=compiled).load
            assert load.tolist() == [5, 5, 0, 0]

    def test_an_offer_is_the_price_at_which_a_person_would_still_take_it(self):
        shop = market(
            np.array([[0, 1]]), np.array([[0.9, 0.5]]), np.array([1, 1]), per_seeker=1, kept=0
        )
        # The first is worth 0.4 more than the second: its offer lies 0.4 above its price of 0.
        offers = demand(shop, np.zeros(2), np.ones(2)).offers
        assert np.flatnonzero(offers[0]).tolist() == [int((0.4 + 1) / 2 * BINS)]


class TestAfterAChange:
    def test_a_warm_start_reaches_the_same_bound_in_fewer_rounds(self):
        shop = small_market(people=2000, items=200, width=40, budget=50, per_seeker=8, kept=2)
        cold = solve(shop)
        budget = shop.budget.copy()
        budget[7] //= 2
        score = np.where(shop.item >= 0, shop.worth, -np.inf)
        later = market(shop.item, score, budget, per_seeker=8, kept=2)
        anew, warm = solve(later), reprice(later, cold.values)
        assert warm.bound == pytest.approx(anew.bound, rel=2e-4)
        assert value(later, warm.values) == pytest.approx(value(later, anew.values), rel=1e-3)
        assert warm.rounds < anew.rounds

    def test_prices_that_balance_stay_as_they_are(self):
        shop = small_market()
        first = solve(shop)
        again = reprice(shop, first.values)
        assert again.rounds < first.rounds / 2
        np.testing.assert_allclose(again.values, first.values, atol=5e-3)

    def test_an_opening_that_lost_posts_costs_more_a_new_one_nothing_at_first(self):
        people = named_crowd()
        before = assign(people, {}, per_seeker=5, exposure=20, kept=0)
        after = assign(
            people, {"o01": 0.25}, per_seeker=5, exposure=20, kept=0, prices=before.prices
        )
        assert after.prices["o01"] > before.prices["o01"]
        assert after.value <= after.bound + 1e-6

    def test_what_the_kept_use_up_costs_more_than_anybody_would_give(self):
        people = {f"s{number}": [("a", 0.9), ("b", 0.5)] for number in range(5)}
        done = assign(people, {"a": 1}, per_seeker=2, exposure=2, kept=1)
        assert np.isinf(done.prices["a"])
        assert np.isfinite(done.prices["b"])
