"""Held-back data share neither a person nor a day with what was learnt from."""

import numpy as np
import pytest

from matching.learning.splits import by_time_and_person, later_days, some_people

PERSONS = np.repeat(np.arange(500), 20)
DAYS = np.tile(np.arange(20), 500)


def test_test_rows_are_later_and_of_other_people():
    learn, test = by_time_and_person(PERSONS, DAYS)

    assert DAYS[learn].max() < DAYS[test].min()
    assert not set(PERSONS[learn]) & set(PERSONS[test])


def test_about_the_stated_share_is_held_back():
    assert later_days(DAYS, 0.25).mean() == pytest.approx(0.25, abs=0.05)
    assert some_people(PERSONS, 0.25).mean() == pytest.approx(0.25, abs=0.06)


def test_more_people_move_nobody_across():
    more = np.concatenate([PERSONS, np.arange(500, 900)])

    assert (some_people(more, 0.3)[: len(PERSONS)] == some_people(PERSONS, 0.3)).all()


def test_a_single_day_is_not_split():
    assert not later_days(np.zeros(50), 0.4).any()


def test_nothing_gives_nothing():
    learn, test = by_time_and_person(np.zeros(0, dtype=int), np.zeros(0, dtype=int))

    assert len(learn) == len(test) == 0
