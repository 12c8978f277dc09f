"""From a score to a chance: the kind that fits, and a curve to check it by."""

import numpy as np
import pytest
from scipy.special import expit

from matching.learning.calibration import calibrate, calibration_error, curve

RNG = np.random.default_rng(5)
SCORES = RNG.uniform(-3, 3, 6_000)


def happened(chances):
    return (RNG.random(len(chances)) < chances).astype(float)


def fitted(chances):
    outcome = happened(chances)
    return calibrate(SCORES[:4_000], outcome[:4_000], (SCORES[4_000:], outcome[4_000:]))


def test_an_s_curve_is_kept_as_two_numbers():
    found = fitted(expit(2 * SCORES - 1))

    assert found.kind == "platt"
    assert found.points[0] == pytest.approx((2.0, -1.0), abs=0.2)


def test_a_step_is_kept_as_steps():
    found = fitted(np.where(SCORES > 1, 0.8, 0.1))

    assert found.kind == "isotonic"
    assert found.probability(np.array([-2.0, 2.0])) == pytest.approx([0.1, 0.8], abs=0.05)


def test_more_score_is_never_less_chance():
    for chances in (expit(-SCORES), np.where(SCORES > 1, 0.8, 0.1)):
        told = fitted(chances).probability(np.linspace(-4, 4, 50))
        assert (np.diff(told) >= -1e-12).all()
        assert ((told >= 0) & (told <= 1)).all()


def test_true_chances_lie_on_the_diagonal():
    chances = expit(SCORES)

    assert calibration_error(curve(chances, happened(chances))) < 0.03
    assert calibration_error(curve(chances, happened(chances**3))) > 0.08


def test_without_rows_there_is_no_curve():
    assert curve(np.zeros(0), np.zeros(0)) == []
    assert calibration_error([]) == 0.0
    assert calibrate(np.zeros(0), np.zeros(0), (np.zeros(0),) * 2).probability([0.3]) == 0.0
