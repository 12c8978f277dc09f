"""The supply preview counts whom the matcher itself would suggest an opening to, near its place."""

import random
from dataclasses import replace

import numpy as np
import pytest

from matching import LegalLimits, Matcher, StandingCrowd
from matching.scoring.commute import points, road
from matching.supply.preview import changes_of, supply_of
from tests.matching.conftest import SEEDS, TODAY
from tests.matching.made_up import some_opening, some_person

LEAST, NEAR, USUAL = 0.3, 30.0, 15.0


@pytest.fixture(scope="module")
def market(vocabulary, gazetteer):
    chance = random.Random(3)
    limits = LegalLimits.load(SEEDS, today=TODAY)
    matcher = Matcher(vocabulary, gazetteer, today=TODAY, limits=limits)
    return matcher.fit([some_opening(chance, number + 1) for number in range(30)], [])


@pytest.fixture(scope="module")
def everybody():
    chance = random.Random(5)
    return [some_person(chance, number + 1) for number in range(260)]


@pytest.fixture(scope="module")
def crowd(market, everybody):
    return StandingCrowd.of(map(market.read, everybody), market.vocabulary)


@pytest.fixture(scope="module")
def drafts():
    chance = random.Random(11)
    return [replace(some_opening(chance, 100 + number), id=f"n{number}") for number in range(12)]


def own_count(market, everybody, profile):
    """Return whom it suits by everybody's own list, rank() over all, and their way to it."""
    posted = market.with_opening(profile)
    spot = points([profile.point])
    found = set()
    for person in everybody:
        ranked = {one.opening_id: one.score for one in posted.rank(person, top_k=99)}
        home = points([market.read(person).point])
        near = bool((road(home, spot) <= NEAR)[0])
        if near and ranked.get(profile.record.id, -np.inf) >= LEAST:
            found.add(person.id)
    return found


def test_the_count_is_that_of_everybodys_own_list(market, crowd, everybody, drafts):
    counts = []
    for draft in drafts:
        supply = supply_of(market, crowd, draft, within_km=NEAR, least=LEAST)
        profile = market.read_opening(draft)
        posted = market.with_opening(profile)

        assert set(posted.near(crowd, draft.id, least=LEAST, within_km=NEAR)) == own_count(
            market, everybody, profile
        )
        assert supply.people == len(own_count(market, everybody, profile))
        counts.append(supply.people)
    assert max(counts) > 5


def test_each_change_counts_as_if_it_were_posted_that_way(market, crowd, everybody, drafts):
    tried = 0
    for draft in drafts[:6]:
        profile = market.read_opening(draft)
        now = supply_of(market, crowd, draft, within_km=NEAR, least=LEAST, usual_wage=USUAL)
        told = {(one.kind, one.key): one.people for one in now.steps}
        true = {
            (kind, key): len(own_count(market, everybody, other))
            for kind, key, other in changes_of(market, profile, usual_wage=USUAL)
        }
        best = sorted((n for n in true.values() if n > now.people), reverse=True)[:3]

        assert [one.people for one in now.steps] == best
        assert told.items() <= true.items()
        tried += len(told)
    assert tried > 0


def test_the_young_are_never_counted_for_night_or_dangerous_work(market, everybody, drafts):
    young = [replace(one, age=16.0) for one in everybody]
    crowd = StandingCrowd.of(map(market.read, young), market.vocabulary)
    asked = {"within_km": NEAR, "least": LEAST}
    night = [draft for draft in drafts if market.read_opening(draft).night]
    assert night

    assert all(supply_of(market, crowd, draft, **asked).people == 0 for draft in night)
    assert any(supply_of(market, crowd, draft, **asked).people for draft in drafts)
    marked = [supply_of(market, crowd, draft, adults_only=True, **asked) for draft in drafts]
    assert [(one.people, one.steps) for one in marked] == [(0, [])] * len(drafts)


def test_a_licence_the_law_asks_for_is_not_among_the_changes(market):
    chance = random.Random(2)
    draft = replace(
        some_opening(chance, 1), id="lift", title="lái xe nâng", requirements="",
        required_skill_keys=("lai-xe-nang",),
    )  # fmt: skip
    changes = changes_of(market, market.read_opening(draft), usual_wage=None)

    assert "lai-xe-nang" not in {key for _, key, _ in changes}


def test_nobody_is_counted_where_the_place_of_work_is_unknown(market, crowd, drafts):
    nowhere = replace(drafts[0], district=None, commune=None, zone=None, zone_key=None,
                      commune_code=None, lat=None, lon=None, company=None, title="công nhân may",
                      description="", requirements="", benefits="")  # fmt: skip

    assert supply_of(market, crowd, nowhere, within_km=NEAR, least=LEAST).people == 0
