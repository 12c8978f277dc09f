"""What another ranking would have been worth, from logs of the one that was shown.

The unit is the value of outcomes per suggestion (matching.learning.outcomes). Each list is
put into the other ranking's order over the places it really filled.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.learning.examination import CLIP, Examination
from matching.learning.exposures import Exposures

ROUNDS = 400
# The fifth of the randomly placed suggestions that a ranking likes best.
PICKED = 0.2


@dataclass(frozen=True)
class Estimate:
    """A figure with a bootstrap interval over people (95 %)."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Sums:
    """Weighted outcomes of each person and what they are divided by.

    Attributes:
        persons: (n_people,) their numbers; worth, weight: (n_people,) sums over each.
    """

    persons: np.ndarray
    worth: np.ndarray
    weight: np.ndarray

    def value(self) -> float:
        """Return outcomes per unit of weight; 0 without any."""
        return _ratio(np.ones(len(self.persons)), self)


def new_positions(shown: Exposures, scores: np.ndarray) -> np.ndarray:
    """Return where each row would stand if its list were ordered by ``scores``, (n,).

    The places a list filled are kept; of equal scores the one shown higher comes first.
    """
    lists = shown.lists()
    by_place = np.lexsort([shown.positions, lists])
    by_score = np.lexsort([shown.positions, -scores, lists])
    moved = np.empty(len(shown), dtype=int)
    moved[by_score] = shown.positions[by_place]
    return moved


def reordered(
    shown: Exposures, scores: np.ndarray, values: np.ndarray, examination: Examination
) -> Sums:
    """Return outcomes per suggestion in the list order of ``scores`` (IPS by position).

    An outcome counts by how much likelier its new place is looked at than the old one, at
    most CLIP times. Right as far as the chances of being looked at are.

    Args:
        scores, values: (n,) the ranking asked about, and what came of each suggestion.
    """
    moved = examination.of(new_positions(shown, scores))
    weights = np.minimum(moved / examination.of(shown.positions), CLIP)
    return _per_person(shown.persons, values * weights, np.ones(len(shown)))


def replayed(
    shown: Exposures, scores: np.ndarray, values: np.ndarray, share: float = PICKED
) -> Sums:
    """Return outcomes of the explored suggestions the ranking rates highest (SNIPS).

    Chance chose these items and their places, so the ones a ranking would have picked are a
    fair sample of what it would pick; each counts by one over its logged chance, normalised
    by the sum of those. Needs no idea of how people read lists, but little data is left.

    Args:
        share: of the explored suggestions, how many the ranking picks.
    """
    tried = np.flatnonzero(shown.explored)
    count = round(share * len(tried))
    picked = tried[np.argsort(-scores[tried], kind="stable")[:count]]
    weights = np.zeros(len(shown))
    weights[picked] = 1.0 / shown.propensities[picked]
    return _per_person(shown.persons, values * weights, weights)


def bootstrap(first: Sums, second: Sums, *, seed: int = 0, rounds: int = ROUNDS) -> Estimate:
    """Return the value of ``first`` minus that of ``second``, people drawn again in pairs.

    Both must be of the same people. One person's suggestions hang together, so people are
    drawn, not suggestions. Nobody gives zeros.
    """
    value = first.value() - second.value()
    people = len(first.persons)
    if not people:
        return Estimate(0.0, 0.0, 0.0)
    chance = np.random.default_rng(seed)
    drawn = np.empty(rounds)
    for number in range(rounds):
        times = np.bincount(chance.integers(people, size=people), minlength=people)
        drawn[number] = _ratio(times, first) - _ratio(times, second)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Estimate(value, float(low), float(high))


def interval(sums: Sums, *, seed: int = 0, rounds: int = ROUNDS) -> Estimate:
    """Return the value with its interval."""
    nothing = Sums(sums.persons, np.zeros_like(sums.worth), sums.weight)
    return bootstrap(sums, nothing, seed=seed, rounds=rounds)


def _ratio(times: np.ndarray, sums: Sums) -> float:
    weight = float(times @ sums.weight)
    return float(times @ sums.worth) / weight if weight else 0.0


def _per_person(persons: np.ndarray, worth: np.ndarray, weights: np.ndarray) -> Sums:
    known, index = np.unique(persons, return_inverse=True)
    index = index.ravel()
    count = len(known)
    return Sums(
        known,
        np.bincount(index, weights=worth, minlength=count),
        np.bincount(index, weights=weights, minlength=count),
    )
