"""People with planted preferences who read lists from the top: a market whose truth is known.

The stated weights rank, chance explores, people look at a place with a planted chance, and
open, apply, get invited, are hired and stay by planted weights that differ from the stated
ones. Whatever learns from the log can be held against the truth.
"""

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit

from matching.learning.exploration import explore
from matching.learning.exposures import Exposures
from matching.learning.outcomes import Stage
from matching.learning.ranker import GradedRanker

FIRST_DAY = dt.date(2026, 9, 1)
#: invented, so that a change of the real weights changes no figure here
STATED = {
    "wish": 0.40, "text": 0.28, "sector": 0.05, "wage": 0.12, "near": 0.22, "shift": 0.12,
    "conditions": 0.16, "done": 0.14, "skills": 0.10, "schooling": 0.12, "licence": 0.05,
    "experience": 0.08,
}  # fmt: skip
FEATURES = tuple(STATED)
PLACES = 10
CANDIDATES = 60
#: chance of the next stage for a middling opening, as a logit, from opened to stayed
STEPS = (-2.2, -0.8, -0.4, -0.6, 0.8)
#: logits of one standard deviation of what people like
STRENGTH = 1.3


@dataclass(frozen=True)
class Market:
    """A log, and the truth behind it.

    Attributes:
        shown: what a service would have logged.
        groups: attribute → person → group, for the audit; without effect unless planted.
        prior, planted: (n_features,) weights that ranked, weights people follow.
        looked: (PLACES,) planted chance of being looked at.
        deviations: (n_features,) standard deviation of each feature.
    """

    shown: Exposures
    groups: dict[str, dict[int, int]]
    prior: np.ndarray
    planted: np.ndarray
    looked: np.ndarray
    deviations: np.ndarray


def planted_weights(prior: np.ndarray, seed: int, *, swapped: bool = False) -> np.ndarray:
    """Return the stated weights with a quarter trebled and a quarter cut to a fifth.

    ``swapped`` trebles what the others cut and cuts what they treble.
    """
    order = np.random.default_rng(seed).permutation(len(prior))
    factors = np.ones(len(prior))
    up, down = (1, 0) if swapped else (0, 1)
    factors[order[up::4]], factors[order[down::4]] = 3.0, 0.2
    return prior * factors


def draw_features(chance: np.random.Generator, lists: int) -> np.ndarray:
    """Return features (lists, CANDIDATES, n_features) in [0, 1], correlated by closeness."""
    common = chance.normal(size=(lists, CANDIDATES, 1))
    own = chance.normal(size=(lists, CANDIDATES, len(FEATURES)))
    return expit(0.6 * common + 1.4 * own)


def build_market(
    people: int = 2_000,
    days: int = 6,
    *,
    seed: int = 1,
    looked: np.ndarray | None = None,
    share: float = 0.05,
    contrary_share: float = 0.0,
) -> Market:
    """Return a market of ``people`` who each look at ``days`` lists.

    Args:
        looked: planted chance of looking at each place; one over its number if None.
        contrary_share: of the people, these (ethnicity group 1) want the opposite: the stated
            weights serve all alike, a ranking learnt from the others serves them worse.
    """
    chance = np.random.default_rng(seed)
    prior = np.array(list(STATED.values()))
    planted = planted_weights(prior, seed)
    wants = (planted, planted_weights(prior, seed, swapped=True))
    looked = 1.0 / np.arange(1, PLACES + 1) if looked is None else looked
    contrary = chance.random(people) < contrary_share
    parts = [
        _one_day(chance, prior, wants, looked, contrary, day, share, seed) for day in range(days)
    ]
    shown = Exposures(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    ethnicity = contrary if contrary_share else chance.random(people) < 0.3
    groups = {
        "sex": dict(enumerate(chance.integers(2, size=people).tolist())),
        "age": dict(enumerate(chance.integers(3, size=people).tolist())),
        "ethnicity": dict(enumerate(ethnicity.astype(int).tolist())),
    }
    deviations = draw_features(chance, 500).std(axis=(0, 1))
    return Market(shown, groups, prior, planted, looked, deviations)


def shuffled(market: Market, seed: int = 0) -> Market:
    """Return the market with outcomes dealt out again within each place: nothing to learn."""
    stages = market.shown.stages.copy()
    chance = np.random.default_rng(seed)
    for place in np.unique(market.shown.positions):
        rows = np.flatnonzero(market.shown.positions == place)
        stages[rows] = stages[chance.permutation(rows)]
    return replace(market, shown=replace(market.shown, stages=stages))


def naive_weights(shown: Exposures) -> np.ndarray:
    """Return what plain logistic regression makes of what was opened, places forgotten."""
    opened = shown.reached(Stage.OPENED).astype(float)
    return GradedRanker(spread=10.0, grades=(0, 1)).fit(shown.features, opened).coef_


def likeness(weights: np.ndarray, market: Market) -> float:
    """Return the cosine with the planted weights, each in units of its feature's spread."""
    first, second = weights * market.deviations, market.planted * market.deviations
    return float(first @ second / (np.linalg.norm(first) * np.linalg.norm(second)))


def planted_ndcg(weights: np.ndarray, market: Market, *, lists: int = 1_000, k: int = 10) -> float:
    """Return nDCG@k of a ranking of new lists against the planted chance of being opened."""
    features = draw_features(np.random.default_rng(99), lists)
    gains = expit(_liking(features, market.planted) + STEPS[0])
    order = np.argsort(-(features @ weights), axis=1, kind="stable")[:, :k]
    discount = 1.0 / np.log2(np.arange(2, k + 2))
    got = np.take_along_axis(gains, order, axis=1) @ discount
    best = -np.sort(-gains, axis=1)[:, :k] @ discount
    return float((got / best).mean())


def _one_day(
    chance: np.random.Generator,
    prior: np.ndarray,
    wants: tuple[np.ndarray, np.ndarray],
    looked: np.ndarray,
    contrary: np.ndarray,
    day: int,
    share: float,
    seed: int,
) -> tuple[np.ndarray, ...]:
    people = len(contrary)
    features = draw_features(chance, people)
    order = np.argsort(-(features @ prior), axis=1, kind="stable")
    date = FIRST_DAY + dt.timedelta(days=day)
    lists = [
        explore(
            row[:PLACES].tolist(), row[PLACES:].tolist(),
            person=str(person), day=date, seed=seed, share=share,
        )
        for person, row in enumerate(order)
    ]  # fmt: skip
    items = np.array([[one.item for one in row] for row in lists])
    liking = np.where(contrary[:, None], _liking(features, wants[1]), _liking(features, wants[0]))
    stages = _outcomes(chance, np.take_along_axis(liking, items, axis=1), looked)
    return (
        np.take_along_axis(features, items[:, :, None], axis=1).reshape(-1, features.shape[2]),
        stages.ravel(),
        np.tile(np.arange(1, PLACES + 1), people),
        np.array([[one.propensity for one in row] for row in lists]).ravel(),
        np.array([[one.explored for one in row] for row in lists]).ravel(),
        np.repeat(np.arange(people), PLACES),
        np.full(people * PLACES, date.toordinal()),
    )


def _liking(features: np.ndarray, weights: np.ndarray) -> np.ndarray:
    scores = features @ weights
    return STRENGTH * (scores - scores.mean()) / scores.std()


def _outcomes(chance: np.random.Generator, liking: np.ndarray, looked: np.ndarray) -> np.ndarray:
    goes_on = chance.random(liking.shape) < looked
    stages = np.zeros(liking.shape, dtype=int)
    for step in STEPS:
        goes_on = goes_on & (chance.random(liking.shape) < expit(liking + step))
        stages += goes_on
    return stages
