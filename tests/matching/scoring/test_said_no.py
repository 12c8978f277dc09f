"""An opening a person said no to is gone; a trade they do not like comes later."""

from dataclasses import replace

import pytest

from matching import SeekerRecord
from matching.scoring.said_no import DAMPING

SEWER = SeekerRecord(
    "1", age=30, district="Châu Thành", commune="An Ninh", desired="công nhân may", max_km=40
)


def scores(matcher, seeker):
    return {match.opening_id: match.score for match in matcher.rank(seeker, 50)}


def test_what_a_person_said_no_to_is_on_no_list(matcher):
    away = replace(SEWER, dismissed=("may",))

    assert "may" in scores(matcher, SEWER)
    assert "may" not in scores(matcher, away)
    assert "may" not in matcher.best_with_features(away).ids
    (_, kept, _) = next(matcher.candidates([away]))
    assert "may" not in kept


def test_the_rest_of_the_list_stays_as_it_was(matcher):
    before = scores(matcher, SEWER)
    after = scores(matcher, replace(SEWER, dismissed=("may", "gone-long-ago")))

    before.pop("may")
    assert list(after.items()) == list(before.items())


def test_a_list_stays_as_long_as_there_is_something_to_put_on_it(matcher):
    everything = list(scores(matcher, SEWER))
    away = replace(SEWER, dismissed=tuple(everything[:2]))

    assert [match.opening_id for match in matcher.rank(away, 2)] == everything[2:4]
    all_away = replace(SEWER, dismissed=tuple(everything))
    assert matcher.rank(all_away, 50) == []


def test_a_trade_not_liked_loses_the_same_small_amount_once(matcher):
    before = scores(matcher, SEWER)
    trade = matcher.rank(SEWER, 1)[0].reasons[0].params["occupation"]
    after = scores(matcher, replace(SEWER, disliked_occupation_keys=(trade, trade, "không có")))

    lost = {one: round(before[one] - after[one], 4) for one in before}
    assert lost["may"] == lost["may-xa"] == DAMPING
    assert set(lost.values()) == {0.0, DAMPING}


def test_the_card_can_say_so_and_reasons_still_add_up(matcher):
    trade = matcher.rank(SEWER, 1)[0].reasons[0].params["occupation"]
    disliking = replace(SEWER, disliked_occupation_keys=(trade,))

    for match in matcher.rank(disliking, 50):
        assert match.score == pytest.approx(sum(r.weight for r in match.reasons), abs=1e-5)
        said = [r for r in match.reasons if r.code == "trade_disliked"]
        assert bool(said) == match.opening_id.startswith("may")


def test_lists_stay_in_order_of_the_score(matcher):
    trade = matcher.rank(SEWER, 1)[0].reasons[0].params["occupation"]
    found = list(scores(matcher, replace(SEWER, disliked_occupation_keys=(trade,))).values())

    assert found == sorted(found, reverse=True)


def test_others_in_the_same_block_are_ranked_as_alone(matcher):
    other = replace(SEWER, id="2", dismissed=("may",))
    together = {one: matches for one, matches, _ in matcher.rank_many([SEWER, other], 50)}

    assert together["1"] == matcher.rank(SEWER, 50)
    assert together["2"] == matcher.rank(other, 50)


def test_an_opening_said_no_to_does_not_count_as_one_a_change_would_open(matcher):
    lacking = replace(SEWER, desired="lái xe nâng", max_km=60)
    change = matcher.best_change(lacking)
    everything = tuple(one for one in scores(matcher, lacking))

    assert change is not None
    assert matcher.best_change(replace(lacking, dismissed=everything)) is None
