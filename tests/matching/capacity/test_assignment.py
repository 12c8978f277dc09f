"""Lists within budgets: what holds whatever people like."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.capacity.assignment import assign
from tests.matching.capacity.crowds import named_crowd, times_suggested

SCORES = st.integers(0, 20).map(lambda number: number / 20)
PEOPLE = st.dictionaries(
    st.sampled_from([f"s{number}" for number in range(12)]),
    st.dictionaries(st.sampled_from("abcdefgh"), SCORES, max_size=8).map(
        lambda liked: list(liked.items())
    ),
    max_size=12,
)
POSTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 3), max_size=8)


def best_first(pairs):
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


class TestWhateverPeopleLike:
    @settings(max_examples=60, deadline=None)
    @given(PEOPLE, POSTS, st.integers(1, 3))
    def test_no_item_is_suggested_beyond_its_budget(self, people, posts, exposure):
        done = assign(people, posts, per_seeker=4, exposure=exposure, kept=0)
        for item, count in times_suggested(done.lists).items():
            assert count <= exposure * posts.get(item, 1)

    @settings(max_examples=60, deadline=None)
    @given(PEOPLE, POSTS)
    def test_everyones_own_best_three_stay_and_a_full_opening_is_nobodys(self, people, posts):
        done = assign(people, posts, per_seeker=5, exposure=1)
        for seeker, pairs in people.items():
            open_to_all = [pair for pair in best_first(pairs) if posts.get(pair[0], 1) > 0]
            assert done.lists[seeker][:3] == open_to_all[:3]
            assert {item for item, _ in done.lists[seeker]} <= {item for item, _ in open_to_all}

    @settings(max_examples=60, deadline=None)
    @given(PEOPLE, POSTS)
    def test_the_value_never_passes_the_bound(self, people, posts):
        done = assign(people, posts, per_seeker=4, exposure=1, kept=1)
        assert done.value <= done.bound + 1e-6

    @settings(max_examples=60, deadline=None)
    @given(PEOPLE, POSTS, st.randoms(use_true_random=False))
    def test_the_order_of_people_and_candidates_changes_nothing(self, people, posts, chance):
        shuffled = list(people.items())
        chance.shuffle(shuffled)
        other = {seeker: chance.sample(pairs, len(pairs)) for seeker, pairs in shuffled}
        first = assign(people, posts, per_seeker=3, exposure=1, kept=1)
        assert assign(other, posts, per_seeker=3, exposure=1, kept=1).lists == first.lists


class TestSharingOut:
    def test_crowding_ends_where_nothing_is_kept(self):
        done = assign(named_crowd(), {}, per_seeker=10, exposure=20, kept=0)
        assert done.overload_before > 0.3
        assert done.overload_after == 0

    def test_the_value_lies_close_below_its_own_bound(self):
        done = assign(named_crowd(), {}, per_seeker=10, exposure=25, kept=0)
        assert done.gap < 0.002

    def test_with_room_for_all_nothing_changes(self):
        done = assign(named_crowd(people=5), {}, per_seeker=10, exposure=100)
        assert done.gap == pytest.approx(0, abs=1e-9)
        assert dataclasses.astuple(done.before) == dataclasses.astuple(done.after)
        assert not any(done.prices.values())

    def test_more_posts_mean_more_suggestions(self):
        done = assign(named_crowd(), {"o00": 2}, per_seeker=5, exposure=10, kept=0)
        assert 10 < times_suggested(done.lists)["o00"] <= 20

    def test_a_list_is_short_when_no_budget_is_left(self):
        done = assign(named_crowd(people=10, items=4), {}, per_seeker=4, exposure=5, kept=0)
        assert sum(map(len, done.lists.values())) == 4 * 5

    def test_who_would_lose_most_by_turning_elsewhere_stays(self):
        people = {
            "has-a-second": [("asked", 0.9), ("quiet", 0.8)],
            "has-none": [("asked", 0.7)],
            "elsewhere": [("far", 0.1)],
        }
        done = assign(people, {}, per_seeker=1, exposure=1, kept=0)
        assert done.lists["has-a-second"] == [("quiet", 0.8)]
        assert done.lists["has-none"] == [("asked", 0.7)]

    def test_people_alike_in_everything_are_spread_and_always_the_same_way(self):
        people = {f"s{number}": [("a", 0.9), ("b", 0.9)] for number in range(20)}
        first = assign(people, {}, per_seeker=1, exposure=10, kept=0)
        assert times_suggested(first.lists) == {"a": 10, "b": 10}
        assert assign(people, {}, per_seeker=1, exposure=10, kept=0).lists == first.lists

    def test_an_empty_run_gives_empty_lists(self):
        assert assign({}, {}, per_seeker=10).lists == {}

    def test_a_person_without_candidates_gets_an_empty_list(self):
        done = assign({"s1": [], "s2": [("a", 0.5)]}, {}, per_seeker=3)
        assert done.lists == {"s1": [], "s2": [("a", 0.5)]}

    def test_seats_of_courses_are_shared_out_like_posts(self):
        people = {f"s{number}": [("k1", 0.9), ("k2", 0.4)] for number in range(6)}
        done = assign(people, {"k1": 2, "k2": 4}, per_seeker=1, exposure=1, kept=0)
        assert times_suggested(done.lists) == {"k1": 2, "k2": 4}
