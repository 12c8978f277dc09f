"""What another ranking would have been worth, on logs small enough to work out by hand."""

import numpy as np
import pytest

from matching.learning.estimates import bootstrap, interval, new_positions, reordered, replayed
from matching.learning.examination import Examination
from matching.learning.exposures import Exposures
from matching.learning.gaps import compare_gaps

LOOKED = Examination(np.array([1.0, 0.5, 0.25]), 0, measured=False)


def log(positions, persons, explored=None, propensities=None):
    count = len(positions)
    return Exposures(
        features=np.zeros((count, 1)),
        stages=np.zeros(count, dtype=int),
        positions=np.array(positions),
        propensities=np.ones(count) if propensities is None else np.array(propensities),
        explored=np.zeros(count, dtype=bool) if explored is None else np.array(explored),
        persons=np.array(persons),
        days=np.zeros(count, dtype=int),
    )


def test_each_list_is_put_in_the_new_order_over_its_own_places():
    shown = log([1, 2, 3, 2, 4], [7, 7, 7, 8, 8])

    moved = new_positions(shown, np.array([0.1, 0.9, 0.5, 0.2, 0.3]))

    assert moved.tolist() == [3, 1, 2, 4, 2]


def test_equal_scores_leave_a_list_as_it_was():
    shown = log([1, 2, 3], [7, 7, 7])

    assert new_positions(shown, np.zeros(3)).tolist() == [1, 2, 3]


def test_an_outcome_counts_by_how_much_likelier_its_new_place_is_looked_at():
    shown = log([1, 2, 3], [7, 7, 7])

    sums = reordered(shown, np.array([1.0, 2.0, 3.0]), np.array([0.0, 0.0, 1.0]), LOOKED)

    assert sums.value() == pytest.approx((1.0 / 0.25) / 3)


def test_the_order_that_was_shown_is_worth_what_happened():
    shown = log([1, 2, 3], [7, 7, 7])
    values = np.array([0.3, 0.0, 0.1])

    assert reordered(shown, np.array([3.0, 2.0, 1.0]), values, LOOKED).value() == (
        pytest.approx(values.mean())
    )


def test_replay_takes_the_explored_suggestions_a_ranking_likes_by_their_chance():
    shown = log([1, 4, 5, 6], [7, 7, 7, 7], [False, True, True, True], [1.0, 0.01, 0.02, 0.01])
    values = np.array([1.0, 1.0, 0.0, 0.0])

    sums = replayed(shown, np.array([9.0, 2.0, 3.0, 1.0]), values, share=2 / 3)

    assert sums.value() == pytest.approx(100 / (100 + 50))


def test_a_ranking_compared_with_itself_gains_nothing():
    shown = log([1, 2] * 50, np.repeat(np.arange(50), 2))
    sums = interval_of(shown)

    assert bootstrap(sums, sums).value == 0.0
    assert (bootstrap(sums, sums).low, bootstrap(sums, sums).high) == (0.0, 0.0)


def test_an_interval_holds_its_value_and_narrows_with_more_people():
    few, many = (log([1, 2] * n, np.repeat(np.arange(n), 2)) for n in (30, 3000))
    small, large = interval(interval_of(few)), interval(interval_of(many))

    assert small.low <= small.value <= small.high
    assert large.high - large.low < (small.high - small.low) / 3


def interval_of(shown):
    values = (np.random.default_rng(1).random(len(shown)) < 0.3).astype(float)
    return reordered(shown, np.zeros(len(shown)), values, LOOKED)


def test_nobody_gives_nothing():
    sums = reordered(log([], []), np.zeros(0), np.zeros(0), LOOKED)

    assert sums.value() == 0.0
    assert bootstrap(sums, sums).high == 0.0


def test_a_planted_disparity_is_found_and_an_even_market_is_not_accused():
    people = np.arange(400)
    shown = log([1] * 400, people)
    even = reordered(shown, np.zeros(400), np.ones(400), LOOKED)
    tilted = reordered(shown, np.zeros(400), np.where(people < 200, 1.0, 0.5), LOOKED)
    groups = {"sex": {person: int(person >= 200) for person in people.tolist()}}

    (found,) = compare_gaps(even, tilted, groups, outcome="suggestion")
    (none,) = compare_gaps(even, even, groups, outcome="suggestion")

    assert found.learned == pytest.approx(0.5)
    assert found.objection == "suggestion gap by sex is wider: 0.000 → 0.500"
    assert none.objection == ""


def test_a_small_group_is_not_judged():
    shown = log([1] * 100, range(100))
    sums = reordered(shown, np.zeros(100), np.ones(100), LOOKED)

    (gap,) = compare_gaps(sums, sums, {"age": {n: int(n < 10) for n in range(100)}}, outcome="x")

    assert gap.prior is None
    assert "cannot be judged" in gap.objection
