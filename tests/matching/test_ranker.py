import numpy as np
import pytest
from sklearn.utils.estimator_checks import parametrize_with_checks

from matching.learning.ranker import StatedWeightsRanker
from matching.scoring.features import FEATURES
from matching.scoring.weights import STATED_WEIGHTS, stated_weights


@parametrize_with_checks([StatedWeightsRanker()])
@pytest.mark.filterwarnings("ignore")
def test_it_behaves_like_a_scikit_learn_estimator(estimator, check):
    check(estimator)


def test_each_feature_has_exactly_one_stated_weight():
    assert set(STATED_WEIGHTS) == set(FEATURES)
    assert stated_weights().shape == (len(FEATURES),)


def test_without_news_it_keeps_the_prior():
    prior = np.array([0.5, -0.2])
    pairs = np.array([[1.0, 0.0], [0.0, 1.0]])
    fitted = StatedWeightsRanker(prior=prior).fit(pairs, pairs @ prior)
    assert fitted.coef_ == pytest.approx(prior)


def test_enough_news_moves_it():
    pairs = np.tile([[1.0, 0.0], [0.0, 1.0]], (5000, 1))
    fitted = StatedWeightsRanker(prior=[0.0, 0.0], strength=1.0).fit(pairs, pairs @ [1.0, 2.0])
    assert fitted.coef_ == pytest.approx([1.0, 2.0], abs=1e-3)
