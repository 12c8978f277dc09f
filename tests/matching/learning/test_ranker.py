"""The estimator: scikit-learn's own checks, the prior, its limits, graded targets."""

import numpy as np
import pytest
from scipy.special import expit
from sklearn.utils.estimator_checks import parametrize_with_checks

from matching.learning.ranker import GradedRanker
from matching.scoring.features import FEATURES
from matching.scoring.weights import STATED_WEIGHTS, stated_weights


@parametrize_with_checks([GradedRanker()])
@pytest.mark.filterwarnings("ignore")
def test_it_behaves_like_a_scikit_learn_estimator(estimator, check):
    check(estimator)


def pairs(weights, count=20_000, seed=1):
    """Return features in [0, 1] and the chances a logit with these weights gives them."""
    features = np.random.default_rng(seed).random((count, len(weights)))
    return features, expit(features @ np.asarray(weights) - 1.0)


def test_each_feature_has_exactly_one_stated_weight():
    assert set(STATED_WEIGHTS) == set(FEATURES)
    assert stated_weights().shape == (len(FEATURES),)


def test_without_news_it_keeps_the_prior():
    features, grades = pairs([0.5, -0.2], count=50)
    fitted = GradedRanker(prior=[2.0, 1.0], spread=1e-4, grades=(0, 1)).fit(features, grades)

    assert fitted.coef_ == pytest.approx([2.0, 1.0], abs=1e-3)


def test_enough_news_moves_it_to_the_truth():
    features, grades = pairs([1.0, 2.0])
    fitted = GradedRanker(prior=[0.0, 5.0], grades=(0, 1)).fit(features, grades)

    assert fitted.coef_ == pytest.approx([1.0, 2.0], abs=0.02)
    assert fitted.intercept_ == pytest.approx(-1.0, abs=0.02)


def test_it_learns_from_what_happened_not_only_from_chances():
    features, chances = pairs([3.0, -1.0])
    happened = np.random.default_rng(2).random(len(chances)) < chances

    fitted = GradedRanker(grades=(0, 1)).fit(features, happened.astype(float))

    assert fitted.coef_ == pytest.approx([3.0, -1.0], abs=0.15)


def test_a_weight_never_takes_a_sign_that_was_ruled_out():
    features, grades = pairs([1.0, -2.0, 0.5])
    fitted = GradedRanker(signs=[1, 1, -1], grades=(0, 1)).fit(features, grades)

    assert fitted.coef_[0] > 0.5
    assert fitted.coef_[1] == 0.0
    assert fitted.coef_[2] == 0.0


def test_targets_beyond_the_grades_average_out():
    features, chances = pairs([1.0, 2.0])
    seen = np.random.default_rng(3).random(len(chances)) < 0.25

    fitted = GradedRanker(grades=(0, 1)).fit(features, np.where(seen, chances / 0.25, 0.0))

    assert fitted.coef_ == pytest.approx([1.0, 2.0], abs=0.25)


def test_a_prior_of_another_length_is_refused():
    with pytest.raises(ValueError, match="prior has 3 values for 2 features"):
        GradedRanker(prior=[0.0, 0.0, 1.0]).fit(*pairs([1.0, 2.0], count=10))


def test_too_few_steps_are_admitted():
    assert not GradedRanker(max_iter=1).fit(*pairs([1.0, 2.0])).converged_
    assert GradedRanker().fit(*pairs([1.0, 2.0])).converged_
