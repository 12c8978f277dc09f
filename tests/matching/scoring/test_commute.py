"""What nobody can travel to every day comes last."""

import numpy as np
import pytest

from matching.scoring.commute import is_reachable


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
