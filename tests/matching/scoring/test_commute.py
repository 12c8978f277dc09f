"""What lies beyond the stated limit loses; what nobody can travel to comes last."""

import itertools

import numpy as np
import pytest

from matching.scoring.commute import is_reachable, nearness


def nearness_of(km, limit, *, shuttle=False, housing=False):
    found = nearness(
        np.array([[km]], dtype=np.float32),
        np.array([[limit]], dtype=np.float32),
        np.array([[False]]),
        shuttle=np.array([shuttle]),
        housing=np.array([housing]),
        elsewhere=np.array([False]),
    )
    return float(found[0, 0])


def reachable(km, limit, *, housing=False):
    found = is_reachable(
        np.array([[km]], dtype=np.float32), np.array([[limit]]), housing=np.array([housing])
    )
    return bool(found[0, 0])


@pytest.mark.parametrize(
    "km, limit, expected",
    [(59, 5, True), (61, 5, False), (61, 25, True), (76, 25, False), (76, 15, False)],
)
def test_three_times_the_limit_or_sixty_kilometres_can_be_reached(km, limit, expected):
    assert reachable(km, limit) is expected


def test_who_states_no_limit_may_be_ready_to_move():
    assert reachable(99, np.nan)
    assert not reachable(101, np.nan)


def test_housing_at_the_work_makes_any_distance_possible():
    assert reachable(300, 5, housing=True)


def test_an_unknown_distance_counts_against_nobody():
    assert reachable(np.nan, 5)


@pytest.mark.parametrize("limit", [5, 10, 20, 30])
@pytest.mark.parametrize("carried", [{}, {"shuttle": True}, {"housing": True}])
def test_farther_beyond_the_stated_limit_is_always_worth_less(limit, carried):
    way = [nearness_of(km, limit, **carried) for km in range(limit, limit + 45, 5)]

    assert all(farther < nearer for nearer, farther in itertools.pairwise(way))
    assert way[-1] < 0 < way[0]


@pytest.mark.parametrize("limit", [5, 10, 20, 30])
def test_a_bus_makes_the_same_way_better_but_not_as_good_as_one_within_the_limit(limit):
    far = limit + 15

    assert nearness_of(far, limit) < nearness_of(far, limit, shuttle=True)
    assert nearness_of(far, limit, shuttle=True) < nearness_of(limit, limit)


def test_who_states_no_limit_loses_nothing_by_distance():
    assert nearness_of(55, np.nan) == 0


def test_an_unknown_way_is_neither_near_nor_far():
    assert nearness_of(np.nan, 5) == 0
