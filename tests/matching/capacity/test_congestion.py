"""The figures of crowding, each on an example worked out by hand."""

import math

import numpy as np
import pytest

from matching.capacity.congestion import congestion, own_best
from matching.capacity.market import market


@pytest.fixture
def shop():
    """Four people who all like item 0 best; each item may be shown twice, for one post."""
    item = np.tile([0, 1, 2], (4, 1))
    score = np.tile([0.9, 0.6, 0.3], (4, 1))
    return market(item, score, np.array([2, 2, 2]), per_seeker=1, kept=0)


def figures(shop, cells):
    return congestion(shop, cells, np.ones(3))


class TestEverybodysOwnBest:
    def test_half_of_four_suggestions_are_beyond_a_budget_of_two(self, shop):
        assert figures(shop, own_best(shop)).overload == 0.5

    def test_one_item_of_three_is_shown(self, shop):
        assert figures(shop, own_best(shop)).coverage == pytest.approx(1 / 3)

    def test_the_worst_is_at_twice_its_budget(self, shop):
        assert figures(shop, own_best(shop)).worst == 2

    def test_one_of_three_getting_all_is_a_gini_of_two_thirds(self, shop):
        assert figures(shop, own_best(shop)).gini == pytest.approx(2 / 3)

    def test_one_post_shown_four_times_at_one_in_two_fills_with_the_poisson_chance(self, shop):
        assert figures(shop, own_best(shop)).fills == pytest.approx(1 - math.exp(-2))

    def test_nobody_loses_anything(self, shop):
        assert figures(shop, own_best(shop)).ndcg == 1


class TestSpreadLists:
    @pytest.fixture
    def spread(self):
        cells = np.zeros((4, 3), dtype=bool)
        cells[[0, 1, 2, 3], [0, 0, 1, 2]] = True
        return cells

    def test_gains_are_compared_by_score(self, shop, spread):
        expected = (1 + 1 + 0.6 / 0.9 + 0.3 / 0.9) / 4
        assert figures(shop, spread).ndcg == pytest.approx(expected, abs=1e-4)

    def test_more_posts_are_expected_to_fill(self, shop, spread):
        assert figures(shop, spread).fills == pytest.approx(
            1 - math.exp(-1) + 2 * (1 - math.exp(-0.5))
        )

    def test_several_posts_fill_up_to_their_number(self, shop, spread):
        wide = market(shop.item, shop.worth, np.array([4, 4, 4]), per_seeker=1, kept=0)
        found = congestion(wide, own_best(wide), np.full(3, 2.0)).fills
        # Two posts, four suggestions, one in two leads to a hire: mean 2.
        assert found == pytest.approx(2 - 4 * math.exp(-2))

    def test_equal_shares_are_a_gini_of_nought(self, shop):
        cells = np.zeros((4, 3), dtype=bool)
        cells[:3] = np.eye(3, dtype=bool)
        assert figures(shop, cells).gini == pytest.approx(0)


def test_without_people_every_figure_is_defined():
    shop = market(np.zeros((0, 0)), np.zeros((0, 0)), np.zeros(0), per_seeker=10)
    found = congestion(shop, own_best(shop), np.zeros(0))
    assert (found.overload, found.coverage, found.ndcg, found.length) == (0, 0, 1, 0)
