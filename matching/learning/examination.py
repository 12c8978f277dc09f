"""How likely a place of the list is looked at, next to the first: position bias."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from matching.learning.exposures import Exposures
from matching.learning.outcomes import Stage

# Stated, until enough was opened to measure: the second place is looked at 62 % as often as
# the first, the tenth 20 %.
STATED_STEEPNESS = 0.7
ENOUGH_OPENED = 300
# No outcome is weighted more than this: a place hardly anyone looks at tells little.
CLIP = 10.0
# The log of a chance strays about this far from the stated one before openings are counted.
_STRAYS = 1.0
# More rows sharpen nothing.
_MOST_ROWS = 200_000


@dataclass(frozen=True)
class Examination:
    """Chances of being looked at, relative to the first place.

    Attributes:
        chances: (n_positions,), not rising, first 1.
        opened: suggestions opened, which they rest on; measured: False when the stated
            curve had to do.
        explored_opened, explored_expected: openings among randomly placed suggestions, and
            how many these chances led to expect there: a check chance itself provides.
    """

    chances: np.ndarray
    opened: int
    measured: bool
    explored_opened: int = 0
    explored_expected: float = 0.0

    def of(self, positions: np.ndarray) -> np.ndarray:
        """Return the chance at each position, (n,); beyond the last known, the last."""
        index = np.clip(np.asarray(positions, dtype=int) - 1, 0, len(self.chances) - 1)
        return self.chances[index]

    def inverse(self, positions: np.ndarray) -> np.ndarray:
        """Return one over the chance at each position, at most CLIP, (n,)."""
        return np.minimum(1.0 / self.of(positions), CLIP)

    def weights(self, positions: np.ndarray) -> np.ndarray:
        """Return the inverse chances scaled to a mean of 1 over these rows, (n,).

        Scaled so that neither the base rate nor what the prior is worth hangs on the unit.
        """
        weights = self.inverse(positions)
        return weights / weights.mean() if len(weights) else weights


def stated_examination(length: int) -> Examination:
    """Return the stated curve for lists of ``length`` places; at least one."""
    places = np.arange(1, max(1, length) + 1, dtype=float)
    return Examination(places**-STATED_STEEPNESS, 0, measured=False)


def estimate_examination(shown: Exposures) -> Examination:
    """Return the curve under which the openings are likeliest.

    An opening needs a look at its place and a liking for it: chance of the place times a
    logit of the features, both fitted at once. Explored suggestions part the two: there
    chance, not liking, chose the place. The chances lean weakly on the stated curve.
    """
    stated = stated_examination(int(shown.positions.max(initial=1)))
    opened = shown.reached(Stage.OPENED)
    if int(opened.sum()) < ENOUGH_OPENED or not shown.explored.any():
        return stated
    every = max(1, -(-len(shown) // _MOST_ROWS))
    places = shown.positions - 1
    logs, weights = _fit(
        shown.features[::every], places[::every], opened[::every].astype(float),
        np.log(stated.chances),
    )  # fmt: skip
    tried = shown.explored
    likes = expit(shown.features[tried] @ weights[:-1] + weights[-1])
    chances = np.minimum.accumulate(np.exp(logs))
    return Examination(
        chances,
        int(opened.sum()),
        measured=True,
        explored_opened=int(opened[tried].sum()),
        explored_expected=float((likes * chances[places[tried]]).sum()),
    )


def _fit(
    features: np.ndarray, places: np.ndarray, opened: np.ndarray, stated: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the log chance of each place (first 0) and the weights with the intercept last."""
    rows = np.column_stack([features, np.ones(len(features))])
    length, columns = len(stated), rows.shape[1]

    def cost(point: np.ndarray) -> tuple[float, np.ndarray]:
        logs, weights = np.append(0.0, point[: length - 1]), point[length - 1 :]
        margin = rows @ weights
        log_chance = np.minimum(logs[places] - np.logaddexp(0.0, -margin), -1e-9)
        chance = np.exp(log_chance)
        slope = opened - (1.0 - opened) * chance / (1.0 - chance)
        strayed = (logs - stated) / _STRAYS
        value = -(opened @ log_chance + (1.0 - opened) @ np.log1p(-chance))
        value += 0.5 * strayed @ strayed + 0.005 * weights @ weights
        by_place = -np.bincount(places, weights=slope, minlength=length) + strayed / _STRAYS
        by_weight = -rows.T @ (slope * expit(-margin)) + 0.01 * weights
        return float(value), np.append(by_place[1:], by_weight)

    start = np.append(stated[1:], np.zeros(columns))
    start[-1] = -2.0
    limits = [(-12.0, 0.0)] * (length - 1) + [(None, None)] * columns
    found = minimize(
        cost, start, jac=True, method="L-BFGS-B", bounds=limits, options={"maxiter": 500}
    ).x
    return np.append(0.0, found[: length - 1]), found[length - 1 :]
