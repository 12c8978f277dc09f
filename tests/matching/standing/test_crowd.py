"""One opening for everybody gives the scores of everybody's own list, whoever came or went."""

import random
from dataclasses import replace

import numpy as np
import pytest

from matching import LegalLimits, Matcher, SeekerRecord, StandingCrowd
from matching.scoring.openings import id_order
from matching.scoring.said_no import DAMPING
from matching.standing import crowd as crowds
from matching.standing import plain_walk
from tests.matching.conftest import SEEDS, TODAY
from tests.matching.made_up import some_opening, some_person


@pytest.fixture(scope="module")
def market(vocabulary, gazetteer):
    """A matcher over thirty made-up openings."""
    chance = random.Random(3)
    limits = LegalLimits.load(SEEDS, today=TODAY)
    matcher = Matcher(vocabulary, gazetteer, today=TODAY, limits=limits)
    return matcher.fit([some_opening(chance, number + 1) for number in range(30)], [])


@pytest.fixture(scope="module")
def everybody():
    chance = random.Random(5)
    return [some_person(chance, number + 1) for number in range(260)]


def crowd_of(matcher, records):
    return StandingCrowd.of(map(matcher.read, records), matcher.vocabulary)


@pytest.fixture(scope="module")
def crowd(market, everybody):
    return crowd_of(market, everybody)


def expected(matcher, records, opening):
    """Return who may be asked and with what score, by everybody's own scores, best first."""
    scores = {one.id: matcher.scores(matcher.read(one))[opening] for one in records}
    allowed = [(identity, score) for identity, score in scores.items() if np.isfinite(score)]
    return sorted(allowed, key=lambda pair: (-pair[1], id_order(pair[0])))


def assert_same(found, wanted):
    assert [identity for identity, _ in found] == [identity for identity, _ in wanted]
    assert [s for _, s in found] == pytest.approx([s for _, s in wanted], abs=1e-9)


def test_everybody_has_the_score_of_their_own_list(market, crowd, everybody):
    scores = {one.id: market.scores(market.read(one)) for one in everybody}
    for number in range(1, 31):
        found = market.suited(crowd, str(number), len(everybody))
        own = {one: mine[str(number)] for one, mine in scores.items()}

        assert dict(found).keys() == {one for one, score in own.items() if np.isfinite(score)}
        assert dict(found) == pytest.approx({one: own[one] for one, _ in found}, abs=1e-9)
        assert found == sorted(found, key=lambda pair: (-pair[1], id_order(pair[0])))


def test_fewer_are_the_first_of_all(market, crowd):
    for number in range(1, 31):
        everyone = market.suited(crowd, str(number), 260)
        for k in (1, 7, 40):
            assert market.suited(crowd, str(number), k) == everyone[:k]


def test_without_numba_it_is_the_same(market, crowd, monkeypatch):
    compiled = {str(n): market.suited(crowd, str(n), 20) for n in range(1, 31)}
    monkeypatch.setattr("matching.standing.crowd.walks", lambda: plain_walk)
    monkeypatch.setattr("matching.standing.opening.walks", lambda: plain_walk)

    for number, found in compiled.items():
        assert_same(market.suited(crowd, number, 20), found)


def test_the_law_keeps_the_young_from_night_work(market, crowd, everybody):
    age = {one.id: one.age for one in everybody}
    night = next(p.record.id for p in market._openings.profiles if p.night)

    asked = {age[identity] for identity, _ in market.suited(crowd, night, 260)}
    assert asked == {None, 25, 58}
    anywhere = {age[one] for n in range(1, 31) for one, _ in market.suited(crowd, str(n), 260)}
    assert 14 not in anywhere
    assert 16 in anywhere


def test_who_marks_work_as_dangerous_keeps_the_young_from_it(market, crowd, everybody):
    age = {one.id: one.age for one in everybody}
    found = [market.suited(crowd, str(n), 260, adults_only=True) for n in range(1, 31)]

    assert {age[one] for asked in found for one, _ in asked} == {None, 25, 58}


def test_who_said_no_is_not_asked_and_a_trade_not_liked_counts_less(market):
    sewer = SeekerRecord("1", age=30, district="Châu Thành", desired="công nhân may")
    sewing = next(p for p in market._openings.profiles if "may công nghiệp" in p.record.title)
    trade = list(market.vocabulary.occupations)[sewing.occupations[0][0]]
    away = replace(sewer, id="2", dismissed=(sewing.record.id,))
    disliking = replace(sewer, id="3", disliked_occupation_keys=(trade,))
    crowd = crowd_of(market, [disliking, away, sewer])

    (one, score), (other, less) = market.suited(crowd, sewing.record.id, 9)
    assert (one, other) == ("1", "3")
    assert score - less == pytest.approx(DAMPING)


def test_only_who_would_gain_by_it_is_asked(market, crowd, everybody):
    everyone = market.suited(crowd, "1", 260)
    least = everyone[30][1]
    own = {everyone[0][0]: 9.0, everyone[2][0]: everyone[2][1], everyone[99][0]: -9.0}
    bars = crowd.aligned(own, least)

    wanted = [pair for pair in everyone if pair[1] >= own.get(pair[0], least)]
    assert_same(market.suited(crowd, "1", 260, bars=bars), wanted)
    assert_same(market.suited(crowd, "1", 3, bars=bars), wanted[:3])


class TestChange:
    def test_an_edited_a_new_and_a_gone_person_are_as_if_made_anew(self, market, everybody):
        before, kept = crowd_of(market, everybody[:200]), everybody[:200]
        leaving = next(one for one in kept if one.age == 25)
        edited = replace(kept[7], desired="thợ hàn hồ quang", about="hàn tàu biển năm năm")
        after = before.updated(
            [market.read(edited), *map(market.read, everybody[200:210])], removed=[leaving.id]
        )

        now = [*(one for one in kept if one.id not in {leaving.id, edited.id}), edited]
        now += everybody[200:210]
        anew = crowd_of(market, now)
        assert (len(before), len(after)) == (200, 209)
        for number in range(1, 31):
            found = market.suited(after, str(number), 300)
            assert_same(found, market.suited(anew, str(number), 300))
        # Whoever still reads the crowd from before finds it as it was.
        score = dict(market.suited(before, "1", 300))[leaving.id]
        assert score == pytest.approx(market.scores(market.read(leaving))["1"])

    def test_after_many_edits_all_become_one_part_again(self, market, everybody, monkeypatch):
        monkeypatch.setattr(crowds, "_LATE", 5)
        said_no = replace(everybody[4], dismissed=("2",))
        crowd = crowd_of(market, [*everybody[:4], said_no, *everybody[5:60]])
        for one in everybody[60:80]:
            crowd = crowd.updated([market.read(one)], removed=[everybody[0].id])

        now = [*everybody[1:4], said_no, *everybody[5:80]]
        assert len(crowd) == 79
        for opening in ("1", "2"):
            assert_same(market.suited(crowd, opening, 99), expected(market, now, opening))

    def test_new_openings_bring_words_and_rarity_of_their_own(self, market, crowd, everybody):
        news = replace(
            some_opening(random.Random(8), 31), title="May MISA lạ", description="làm may 2 năm"
        )
        later = market.updated([news], removed=["5"])

        assert market.suited(crowd, "31", 5) == []
        assert_same(later.suited(crowd, "31", 260), expected(later, everybody, "31"))
        assert_same(later.suited(crowd, "2", 30), expected(later, everybody, "2")[:30])
        assert_same(market.suited(crowd, "2", 30), expected(market, everybody, "2")[:30])

    def test_nobody_is_found_in_an_empty_crowd(self, market, everybody):
        nobody = crowd_of(market, [])
        one = nobody.updated([market.read(everybody[0])])

        assert (len(nobody), market.suited(nobody, "1", 5)) == (0, [])
        assert len(one) == 1
        assert len(one.updated([], removed=[everybody[0].id, "never seen"])) == 0
