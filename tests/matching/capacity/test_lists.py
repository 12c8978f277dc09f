"""One person's list at given prices."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.capacity.lists import Exposure

ITEMS = ["a", "b", "c", "d", "e", "f"]
SCORES = [0.9, 0.8, 0.7, 0.6, 0.5, 0.05]


def shown(prices, likely=0.1, **options):
    order = Exposure(prices, likely).order("17", ITEMS, SCORES, **options)
    return "".join(ITEMS[place] for place in order)


def test_without_prices_nothing_moves():
    assert shown({}) == "abcdef"


def test_what_everybody_is_shown_comes_later():
    assert shown({"d": 0.2}) == "abcedf"


def test_the_own_best_three_stay_whatever_they_cost():
    assert shown({"a": 9.0, "b": 9.0, "c": 9.0}) == "abcdef"


def test_what_is_unlikely_stays_at_the_end():
    assert shown({"d": 9.0, "e": 9.0}) == "abcdef"
    assert shown({"d": 9.0, "e": 8.0}) == "abcedf"


def test_a_price_beyond_everything_is_only_last_among_the_likely():
    assert shown({"d": float("inf")}) == "abcedf"


def test_what_is_equal_after_prices_is_spread_over_people_but_fixed_for_each():
    exposure = Exposure({"c": 0.1, "d": 0.1, "e": 0.1})
    scores = [0.9, 0.8, 0.5, 0.5, 0.5]

    def first(person):
        return exposure.order(person, ITEMS[:5], scores, kept=2)[2]

    firsts = [first(str(number)) for number in range(60)]
    assert set(firsts) == {2, 3, 4}
    assert [first(str(number)) for number in range(60)] == firsts


@given(
    st.lists(st.floats(0, 1), max_size=12),
    st.dictionaries(st.sampled_from([str(n) for n in range(12)]), st.floats(0, 2)),
)
def test_nothing_is_lost_and_nothing_added(scores, prices):
    scores = sorted(scores, reverse=True)
    order = Exposure(prices).order("1", [str(n) for n in range(len(scores))], np.array(scores))
    assert sorted(order) == list(range(len(scores)))
    assert order[:3] == list(range(len(scores)))[:3]
