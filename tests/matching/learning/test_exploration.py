"""Exploration: lawful places only, the same on a reload, by exactly the stated chance."""

import datetime as dt
from collections import Counter

import pytest

from matching.learning.exploration import KEPT, SHARE, Shown, explore

DAY = dt.date(2026, 11, 23)
BEST = [f"best-{place}" for place in range(1, 11)]
POOL = [f"other-{number}" for number in range(12)]


def days(count):
    return [DAY + dt.timedelta(days=number) for number in range(count)]


def test_a_page_loaded_again_shows_the_same():
    first = explore(BEST, POOL, person="7", day=DAY, share=0.5)

    assert explore(BEST, POOL, person="7", day=DAY, share=0.5) == first
    assert explore(BEST, POOL, person="8", day=DAY, share=0.5) != first
    assert explore(BEST, POOL, person="7", day=DAY, share=0.5, seed=1) != first


def test_the_best_three_of_a_person_stay():
    for day in days(200):
        shown = explore(BEST, POOL, person="7", day=day, share=0.9)

        assert shown[:KEPT] == [Shown(item, place, 1.0, False)
                                for place, item in enumerate(BEST[:3], start=1)]  # fmt: skip


def test_a_list_keeps_its_length_and_shows_nothing_twice():
    for day in days(200):
        shown = explore(BEST, POOL, person="7", day=day, share=0.9)

        assert [one.position for one in shown] == list(range(1, 11))
        assert len({one.item for one in shown}) == 10


def test_only_items_of_the_pool_are_tried():
    tried = {one.item for day in days(300) for one in explore(BEST, POOL, person="7", day=day)
             if one.explored}  # fmt: skip

    assert tried
    assert tried <= set(POOL)


@pytest.mark.parametrize("size", [3, 12], ids=["few to try", "many to try"])
def test_the_logged_propensity_is_the_chance_it_happens_by(size):
    rounds, pool = 20_000, POOL[:size]
    seen, said = Counter(), {}
    for number in range(rounds):
        for one in explore(BEST[:8], pool, person=str(number), day=DAY, share=0.2):
            seen[one.item, one.position] += 1
            said[one.item, one.position] = one.propensity

    assert len(said) == 8 + size * 5
    for key, propensity in said.items():
        noise = 4.5 * (propensity * (1 - propensity) / rounds) ** 0.5
        assert seen[key] / rounds == pytest.approx(propensity, abs=max(noise, 1e-12))


def test_about_one_place_in_twenty_is_explored():
    shown = [one for number in range(4_000)
             for one in explore(BEST, POOL, person=str(number), day=DAY)
             if one.position > KEPT]  # fmt: skip

    assert sum(one.explored for one in shown) / len(shown) == pytest.approx(SHARE, abs=0.005)


@pytest.mark.parametrize(
    ("ranked", "pool", "share"),
    [([], POOL, 0.5), (BEST[:3], POOL, 0.5), (BEST, [], 0.5), (BEST, BEST, 0.5), (BEST, POOL, 0.0)],
    ids=["empty list", "short list", "nothing to try", "all ranked already", "switched off"],
)
def test_where_there_is_nothing_to_explore_the_list_stays(ranked, pool, share):
    shown = explore(ranked, pool, person="7", day=DAY, share=share)

    assert [one.item for one in shown] == ranked
    assert all(one.propensity == 1.0 and not one.explored for one in shown)
