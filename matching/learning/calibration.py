"""From a score to the chance of applying when looked at. Internal: no screen shows it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit
from sklearn.isotonic import IsotonicRegression

from matching.learning.ranker import GradedRanker

# Steps kept of an isotonic curve: enough for a model card, few enough to read.
_STEPS = 40


@dataclass(frozen=True)
class Calibration:
    """A rising map from score to probability.

    Attributes:
        kind: 'platt', with (slope, intercept) as points; or 'isotonic', with scores and
            their chances, straight lines between and flat outside.
    """

    kind: str
    points: tuple[tuple[float, ...], ...]

    def probability(self, scores: np.ndarray) -> np.ndarray:
        """Return the probability of each score, (n,) in [0, 1]."""
        if self.kind == "platt":
            (slope, intercept), *_ = self.points
            return expit(slope * np.asarray(scores, dtype=float) + intercept)
        at, chances = self.points
        return np.interp(scores, at, chances)


def calibrate(
    scores: np.ndarray, happened: np.ndarray, held: tuple[np.ndarray, np.ndarray]
) -> Calibration:
    """Return the better of Platt's curve and an isotonic one on the held-back pair.

    Args:
        scores, happened: (n,) to fit on; ``happened`` may be weighted by how likely the
            place was looked at, so that its mean is a chance. Fewer than two rows give a
            flat curve.
        held: the same of other people; the mean squared error there decides.
    """
    if len(scores) < 2:
        chance = float(np.clip(happened.mean(), 0.0, 1.0)) if len(happened) else 0.0
        return Calibration("isotonic", ((0.0, 1.0), (chance, chance)))
    choices = [_platt(scores, happened), _isotonic(scores, happened)]
    held_scores, held_happened = held
    if not len(held_scores):
        return choices[0]
    errors = [
        float(np.mean((one.probability(held_scores) - held_happened) ** 2)) for one in choices
    ]
    return choices[int(np.argmin(errors))]


def curve(
    probabilities: np.ndarray, happened: np.ndarray, bins: int = 10
) -> list[tuple[float, float, int]]:
    """Return (mean probability, share that happened, rows) of equally full bins, rising.

    Empty without rows.
    """
    order = np.argsort(probabilities, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    return [
        (float(probabilities[part].mean()), float(happened[part].mean()), len(part))
        for part in parts
    ]


def calibration_error(points: list[tuple[float, float, int]]) -> float:
    """Return the mean distance of a calibration curve from the diagonal, by rows; 0 if empty."""
    rows = sum(count for _, _, count in points)
    return sum(abs(said - seen) * count for said, seen, count in points) / rows if rows else 0.0


def _platt(scores: np.ndarray, happened: np.ndarray) -> Calibration:
    fitted = GradedRanker(spread=100.0, signs=[1], grades=(0, 1)).fit(scores[:, None], happened)
    return Calibration("platt", ((float(fitted.coef_[0]), fitted.intercept_),))


def _isotonic(scores: np.ndarray, happened: np.ndarray) -> Calibration:
    fitted = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(scores, happened)
    at = np.unique(np.quantile(scores, np.linspace(0.0, 1.0, _STEPS)))
    return Calibration("isotonic", (tuple(at.tolist()), tuple(fitted.predict(at).tolist())))
