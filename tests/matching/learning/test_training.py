"""Planted preferences, read through position bias: found, told from noise, never unfair."""

import datetime as dt

import numpy as np
import pytest

from matching.learning.examination import estimate_examination
from matching.learning.exposures import Exposures
from matching.learning.training import train
from tests.bench.planted import (
    FEATURES,
    PLACES,
    build_market,
    likeness,
    naive_weights,
    planted_ndcg,
    shuffled,
)

DAY = dt.date(2026, 11, 23)


def card_of(market, **more):
    return train(
        market.shown, market.groups, features=FEATURES, prior=market.prior,
        prior_version="stated", day=DAY, **more,
    )  # fmt: skip


@pytest.fixture(scope="module")
def market():
    return build_market(seed=1)


@pytest.fixture(scope="module")
def card(market):
    return card_of(market)


def test_the_corrected_model_recovers_what_people_want(market, card):
    assert card.is_live
    assert likeness(np.array(card.weights), market) > 0.99
    assert planted_ndcg(np.array(card.weights), market) > 0.99


def test_the_naive_click_model_does_not(market, card):
    naive = naive_weights(market.shown)

    assert likeness(naive, market) < likeness(np.array(card.weights), market) - 0.01
    assert planted_ndcg(naive, market) < planted_ndcg(np.array(card.weights), market) - 0.005


def test_with_shuffled_outcomes_the_stated_weights_stay(market):
    card = card_of(shuffled(market))

    assert not card.is_live
    assert card.weights == tuple(market.prior)
    assert any("not better than the stated weights" in reason for reason in card.reasons)


def test_how_far_people_look_is_found(market):
    found = estimate_examination(market.shown)

    assert found.measured
    assert found.chances == pytest.approx(market.looked, rel=0.25)


def test_chance_agrees_with_what_was_found(market):
    found = estimate_examination(market.shown)

    assert found.explored_opened == pytest.approx(found.explored_expected, rel=0.5)


def test_probabilities_are_calibrated_on_held_back_people(card):
    assert len(card.metrics["calibration_curve"]) == 10
    assert card.metrics["calibration_error"] < 0.03


def test_a_ranking_that_widens_a_gap_does_not_go_live():
    card = card_of(build_market(contrary_share=0.2, looked=0.85 ** np.arange(PLACES)))

    assert card.metrics["gain"]["low"] > 0
    assert not card.is_live
    assert any("ethnicity is wider" in reason for reason in card.reasons)


def test_a_gap_nobody_could_judge_keeps_the_stated_weights(market):
    unknown = {"sex": market.groups["sex"], "age": market.groups["age"]}
    card = train(
        market.shown, unknown, features=FEATURES, prior=market.prior, prior_version="stated",
        day=DAY,
    )  # fmt: skip

    assert not card.is_live
    assert card.reasons == (
        "suggestion gap by ethnicity cannot be judged: too few people of two groups",
        "interview gap by ethnicity cannot be judged: too few people of two groups",
    )


def test_the_same_log_in_another_order_gives_the_same_fingerprint(market):
    order = np.random.default_rng(0).permutation(len(market.shown))

    assert market.shown.where(order).fingerprint() == market.shown.fingerprint()
    assert market.shown.where(order[1:]).fingerprint() != market.shown.fingerprint()


def test_the_card_says_what_it_rests_on(market, card):
    assert card.counts["shown"] == len(market.shown)
    assert card.counts["explored_share"] == pytest.approx(0.035, abs=0.005)
    assert (card.first_day, card.last_day) == ("2026-09-01", "2026-09-06")
    assert set(card.summaries["features"]) == set(FEATURES)
    assert len(card.gaps) == 6


def test_too_little_data_teaches_nothing():
    card = card_of(build_market(people=100, days=2))

    assert not card.is_live
    assert card.reasons[0].startswith("too little to learn from")


def test_no_data_at_all_teaches_nothing():
    none = Exposures(np.zeros((0, len(FEATURES))), *(np.zeros(0, dtype=int) for _ in range(6)))
    card = train(none, {}, features=FEATURES, prior=np.ones(len(FEATURES)),
                 prior_version="stated", day=DAY)  # fmt: skip

    assert not card.is_live
    assert card.counts["shown"] == 0
    assert card.weights == (1.0,) * len(FEATURES)
