"""How many an opening suits nearby is what everybody's own list says, for each single change."""

import random
from dataclasses import replace

import numpy as np
import pytest

from matching import LegalLimits, Matcher, StandingCrowd
from matching.places import road_km
from matching.scoring.weights import WEAK_FIT
from matching.supply.preview import SHOWN, changes_of, supply_of
from tests.matching.conftest import SEEDS, TODAY
from tests.matching.made_up import some_opening, some_person

NEAR_KM = 15.0


@pytest.fixture(scope="module")
def market(vocabulary, gazetteer):
    """A matcher over twenty made-up openings, which know nothing of the drafts."""
    chance = random.Random(11)
    limits = LegalLimits.load(SEEDS, today=TODAY)
    matcher = Matcher(vocabulary, gazetteer, today=TODAY, limits=limits)
    return matcher.fit([some_opening(chance, number + 1) for number in range(20)], [])


@pytest.fixture(scope="module")
def everybody():
    chance = random.Random(12)
    return [some_person(chance, number + 1) for number in range(120)]


@pytest.fixture(scope="module")
def crowd(market, everybody):
    return StandingCrowd.of(map(market.read, everybody), market.vocabulary)


@pytest.fixture(scope="module")
def drafts():
    chance = random.Random(13)
    return [some_opening(chance, 1000 + number) for number in range(7)]


def by_own_lists(market, everybody, profile, least: float) -> int:
    """Return the count by scoring every person's own list with the opening posted."""
    posted = market.with_opening(profile)
    count = 0
    for record in everybody:
        person = posted.read(record)
        score = posted.scores(person)[profile.record.id]
        if person.point is None or profile.point is None or not np.isfinite(score):
            continue
        count += road_km(person.point, profile.point) <= NEAR_KM and score >= least
    return count


@pytest.mark.parametrize("least", [0.0, 0.3, WEAK_FIT])
def test_the_count_is_that_of_everybodys_own_list(market, crowd, everybody, drafts, least):
    counts = [
        supply_of(market, crowd, draft, within_km=NEAR_KM, least=least).people for draft in drafts
    ]

    assert counts == [
        by_own_lists(market, everybody, market.read_opening(draft), least) for draft in drafts
    ]
    if least == 0.0:
        assert any(counts)


def test_each_change_counts_as_if_posted_that_way(market, crowd, everybody, drafts):
    told = 0
    for draft in drafts:
        found = supply_of(market, crowd, draft, within_km=NEAR_KM, least=0.3, usual_wage=9.0)
        changed = {
            (kind, key): by_own_lists(market, everybody, other, 0.3)
            for kind, key, other in changes_of(market, market.read_opening(draft), usual_wage=9.0)
        }
        told += len(found.steps)
        assert {(one.kind, one.key): one.people for one in found.steps}.items() <= changed.items()
        adding = sorted((count for count in changed.values() if count > found.people), reverse=True)
        assert [one.people for one in found.steps] == adding[:SHOWN]
    assert told


def test_of_a_place_nobody_knows_nobody_is_near(market, crowd, drafts):
    nowhere = replace(drafts[0], lat=None, lon=None, commune="", district="", zone="")

    assert supply_of(market, crowd, nowhere, within_km=NEAR_KM, least=0.0).people == 0


def test_who_is_known_to_be_under_age_is_never_counted_for_dangerous_work(
    market, drafts, everybody
):
    young = [replace(one, age=16) for one in everybody]
    crowd = StandingCrowd.of(map(market.read, young), market.vocabulary)

    for draft in drafts:
        found = supply_of(
            market, crowd, draft, within_km=NEAR_KM, least=0.0, adults_only=True, usual_wage=9.0
        )
        assert (found.people, found.steps) == (0, [])


def test_the_index_is_not_changed_by_asking(market, crowd, drafts):
    before = market.suited(crowd, "1", 120)

    supply_of(market, crowd, drafts[0], within_km=NEAR_KM)

    assert market.suited(crowd, "1", 120) == before
    assert market.suited(crowd, drafts[0].id, 1) == []
