"""The compiled scorer gives the lists of the plain one, whatever people and openings are like."""

import random

import numpy as np
import pytest
from dask.distributed import Client, LocalCluster

from matching import OpeningRecord, SeekerRecord
from matching.profiles.reader import ProfileReader
from matching.scoring import compiled, reference
from matching.scoring.features import FEATURES
from matching.scoring.ranking import Crowd, Ranking
from matching.scoring.scorer import Scorer
from matching.scoring.weights import stated_weights
from tests.matching.made_up import some_opening, some_person


@pytest.fixture(scope="module")
def market(vocabulary, gazetteer):
    """Return a ranking of 90 openings, some of them alike, and 150 people."""
    chance = random.Random(20261123)
    reader = ProfileReader(vocabulary, gazetteer)
    openings = [reader.opening(some_opening(chance, n)) for n in range(90)]
    people = [reader.seeker(some_person(chance, n)) for n in range(150)]
    scorer = Scorer.fit(openings, vocabulary, stated_weights())
    arrays = scorer.people(people)
    with np.errstate(invalid="ignore"):
        crowd = Crowd(arrays, arrays.age < 15, arrays.age < 18)
    adults_only = np.array([chance.random() < 0.3 for _ in openings])
    return ranking_of(scorer, stated_weights(), adults_only), crowd


def ranking_of(scorer, weights, adults_only):
    return Ranking(scorer._maker, scorer.openings, weights, adults_only)


def assert_equal_lists(found, expected):
    assert found[0].tolist() == expected[0].tolist()
    offered = expected[0] >= 0
    assert np.abs(found[1][offered] - expected[1][offered]).max() <= 1e-9
    assert np.isneginf(found[1][~offered]).all()


class TestEqualToThePlainScorer:
    @pytest.mark.parametrize("k", [1, 10, 50, 90, 200])
    def test_for_any_length_of_list(self, market, k):
        ranking, crowd = market
        assert_equal_lists(ranking.best_together(crowd, k), ranking.best_plainly(crowd, k))

    def test_for_one_person_at_a_time(self, market):
        ranking, crowd = market
        together = ranking.best_together(crowd, 10)
        for row in range(0, len(crowd), 7):
            alone = ranking.best_together(crowd.take(slice(row, row + 1)), 10)
            assert alone[0][0].tolist() == together[0][row].tolist()

    @pytest.mark.parametrize("drop", [10.0, 0.1, -0.2])
    @pytest.mark.parametrize("seed", range(4))
    def test_for_any_weights_also_negative_ones(self, market, seed, drop):
        ranking, crowd = market
        weights = np.random.default_rng(seed).normal(0, 0.3, len(ranking.weights))
        weights[FEATURES.index("out_of_reach")] = drop
        other = Ranking(ranking.maker, ranking.openings, weights, ranking.adults_only)
        assert_equal_lists(other.best_together(crowd, 10), other.best_plainly(crowd, 10))

    def test_when_many_share_one_way_to_work(self, market):
        ranking, crowd = market
        crowded = crowd.take(np.tile(np.arange(20), 15))
        assert_equal_lists(ranking.best_together(crowded, 10), ranking.best_plainly(crowded, 10))

    def test_without_openings_and_without_people(self, vocabulary, market):
        ranking, crowd = market
        nobody = crowd.take(slice(0, 0))
        assert ranking.best_together(nobody, 10)[0].shape == (0, 10)
        empty = ranking_of(
            Scorer.fit([], vocabulary, stated_weights()), stated_weights(), np.zeros(0, dtype=bool)
        )
        assert (empty.best_together(crowd, 3)[0] == -1).all()


class TestWhatTheLawSays:
    def test_children_get_no_list_and_minors_nothing_for_adults(self, market):
        ranking, crowd = market
        rows, _ = ranking.best_together(crowd, 90)
        assert (rows[crowd.forbidden] == -1).all()
        given = rows[crowd.minor]
        assert not ranking.adults_only[given[given >= 0]].any()
        assert (rows[~crowd.minor] >= 0).all()


class TestTies:
    def test_of_equal_openings_the_earlier_comes_first(self, vocabulary, gazetteer, market):
        _, crowd = market
        reader = ProfileReader(vocabulary, gazetteer)
        same = [
            reader.opening(OpeningRecord.from_dict({"id": str(n), "title": "Thợ hàn"}))
            for n in (3, 1, 2)
        ]
        scorer = Scorer.fit(same, vocabulary, stated_weights())
        reader_crowd = Crowd(
            scorer.people([reader.seeker(SeekerRecord(id="a", desired="thợ hàn"))]),
            np.array([False]),
            np.array([False]),
        )
        ranking = ranking_of(scorer, stated_weights(), np.zeros(3, dtype=bool))
        rows, _ = ranking.best_together(reader_crowd, 3)
        assert [scorer.openings.ids[row] for row in rows[0]] == ["1", "2", "3"]


class TestReach:
    def test_what_is_out_of_reach_comes_last_and_only_then(self, market):
        ranking, crowd = market
        view = ranking.maker.view(crowd.people)
        place = ranking.openings.classes[-1]
        far = view.reach.rows[view.reach.of_person][:, place] < 0
        rows, _ = ranking.best_together(crowd, 90)
        for person, listed in enumerate(rows):
            is_far = far[person][listed[listed >= 0]]
            assert is_far.tolist() == sorted(is_far.tolist())
        assert far.any()


class TestParts:
    @pytest.mark.parametrize("backend", ["threads", "processes"])
    def test_two_at_a_time_give_the_same_lists(self, market, backend):
        ranking, crowd = market
        assert_equal_lists(
            ranking.best(crowd, 10, jobs=2, backend=backend), ranking.best_plainly(crowd, 10)
        )

    @pytest.mark.filterwarnings("ignore")  # distributed warns of ports and of its own pickles
    def test_a_dask_cluster_of_two_workers_gives_the_same_lists(self, market):
        ranking, crowd = market
        with (
            LocalCluster(
                n_workers=2,
                threads_per_worker=1,
                processes=False,
                protocol="tcp",
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",
            ) as cluster,
            Client(cluster),
        ):
            found = ranking.best(crowd, 10, jobs=2, backend="dask")
        assert_equal_lists(found, ranking.best_plainly(crowd, 10))


def test_the_flat_arrays_are_made_once_per_index(market, monkeypatch):
    ranking, crowd = market
    ranking.best_together(crowd, 10)
    made = []
    monkeypatch.setattr(compiled, "shelf", lambda *_: made.append("again"))
    ranking.best_together(crowd, 10)
    assert made == []


class TestOneArithmeticForAllQuestions:
    def test_some_pairs_have_the_features_of_all_pairs(self, market):
        ranking, crowd = market
        view, classes = ranking.maker.view(crowd.people), ranking.openings.classes
        every = reference.columns(view, classes)
        who = np.array([3, 3, 3, 17, 90])
        rows = np.array([0, 41, 89, 41, 5])
        assert np.abs(reference.pairs(view, classes, who, rows) - every[who, rows]).max() < 1e-9

    def test_one_opening_has_the_same_features_for_everybody(self, market):
        ranking, crowd = market
        view, classes = ranking.maker.view(crowd.people), ranking.openings.classes
        every = reference.columns(view, classes)
        assert np.abs(reference.column(view, classes, 41) - every[:, 41]).max() < 1e-9

    def test_one_person_asked_about_twice_scores_as_when_asked_once(self, market):
        ranking, crowd = market
        once = ranking.maker.view(crowd.people.take(slice(4, 5)))
        twice = ranking.maker.view(crowd.people.take(np.array([4, 4])))
        classes = ranking.openings.classes
        alone = reference.columns(once, classes)[0]
        assert np.abs(reference.columns(twice, classes) - alone).max() < 1e-9
