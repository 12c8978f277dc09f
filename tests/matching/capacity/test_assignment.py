import numpy as np
import pytest

from matching.capacity.assignment import assign


def crowd(people=60, items=30, seed=4):
    """Everyone likes the same items best, with a little taste of their own."""
    draw = np.random.default_rng(seed)
    common = np.linspace(1.0, 0.4, items)
    return {
        f"s{person:02}": [
            (f"o{item:02}", float(common[item] + 0.2 * draw.random())) for item in range(items)
        ]
        for person in range(people)
    }


def times_suggested(lists):
    counts = {}
    for pairs in lists.values():
        for item, _ in pairs:
            counts[item] = counts.get(item, 0) + 1
    return counts


class TestSharingOut:
    def test_no_item_is_suggested_beyond_its_budget(self):
        done = assign(crowd(), {}, per_seeker=10, exposure=20, kept=0)
        assert max(times_suggested(done.lists).values()) <= 20
        assert done.overload_before > 0.3
        assert done.overload_after == 0

    def test_the_value_lies_close_below_its_own_bound(self):
        done = assign(crowd(), {}, per_seeker=10, exposure=25, kept=0)
        assert done.value <= done.bound + 1e-9
        assert done.gap < 0.05

    def test_everyones_own_best_three_stay(self):
        people = crowd()
        done = assign(people, {}, per_seeker=10, exposure=20)
        for seeker, pairs in people.items():
            best = sorted(pairs, key=lambda pair: -pair[1])[:3]
            assert done.lists[seeker][:3] == best

    def test_with_room_for_all_nothing_changes(self):
        done = assign(crowd(people=5), {}, per_seeker=10, exposure=100)
        assert done.gap == pytest.approx(0, abs=1e-9)
        assert all(len(pairs) == 10 for pairs in done.lists.values())

    def test_more_posts_mean_more_suggestions(self):
        done = assign(crowd(), {"o00": 2}, per_seeker=5, exposure=10, kept=0)
        counts = times_suggested(done.lists)
        assert 10 < counts["o00"] <= 20

    def test_an_empty_run_gives_empty_lists(self):
        assert assign({}, {}, per_seeker=10).lists == {}
