"""A proposal's arithmetic, by hand."""

import pytest

from workforce.training.calculation import Terms, calculate

TERMS = Terms(
    class_seats=30, least=10, measured_from=20,
    assumed={"completion": 0.8, "placement": 0.6, "stable": 0.5},
)  # fmt: skip


def counted(**values):
    return {
        "people": 50, "groups": {"over_45": 12, "low_schooling": 40, "land": 3}, "openings": 4,
        "posts": 100, "free_seats": 5, "begun": 0, "completed": 0, "placement_due": 0,
        "placed": 0, "stable_due": 0, "stable": 0,
    } | values  # fmt: skip


def test_thirty_seats_bring_seven_point_two_people_to_lasting_work():
    found = calculate(counted(), TERMS)

    assert (found.people_left, found.posts_left, found.seats) == (45, 95, 30)
    assert found.finishing == pytest.approx(24.0)
    assert found.placed == pytest.approx(14.4)
    assert found.stable == pytest.approx(7.2)
    assert found.per_seat == pytest.approx(0.24)


def test_a_rate_enough_people_stand_behind_is_counted_not_assumed():
    found = calculate(counted(begun=40, completed=36, placement_due=19, placed=19), TERMS)

    assert (found.rates["completion"].value, found.rates["completion"].is_assumed) == (0.9, False)
    assert (found.rates["placement"].value, found.rates["placement"].is_assumed) == (0.6, True)


def test_without_an_assumption_an_uncounted_rate_is_unknown_and_so_is_what_follows():
    found = calculate(counted(), Terms(30, 10, 20, {"completion": 0.8, "stable": 0.5}))

    assert found.finishing == pytest.approx(24.0)
    assert (found.placed, found.stable, found.per_seat) == (None, None, None)


def test_seats_follow_the_least_of_class_people_and_posts():
    assert calculate(counted(posts=20), TERMS).seats == 15
    assert calculate(counted(people=17), TERMS).seats == 12
    assert calculate(counted(posts=14), TERMS) is None


def test_classes_with_free_seats_are_filled_before_another_is_proposed():
    assert calculate(counted(free_seats=45), TERMS) is None


def test_within_a_group_only_its_people_count():
    assert calculate(counted(), TERMS, group="low_schooling").people == 40
    assert calculate(counted(), TERMS, group="land") is None
