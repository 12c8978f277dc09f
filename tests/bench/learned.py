"""The learned stage: a trained ranker in place of the stated weights, and as a second look.

A trained model's weights go where the stated ones were (``Matcher(weights=…)``), so one pass
ranks by it. The page also logs what the fifty best are made of; the same features through the
ranker itself give the order a second stage would.
"""

import sys
from dataclasses import replace

import numpy as np

from matching.learning.ranker import GradedRanker
from matching.scoring.scorer import Scorer
from tests.bench.harness import each, measured, row, say, title
from tests.bench.province import Province, province, read_texts

PEOPLE = 28_000
CANDIDATES = 50
#: people whose made-up outcomes the ranker learns from
LEARNT_FROM = 500
_BLOCK = 256


def main(people: int = PEOPLE, openings: int = 5_000) -> None:
    """Print the report."""
    made = province(read_texts(openings), people)
    title(f"learned stage: {people:,} people × {openings:,} openings, {CANDIDATES} candidates")
    best(replace(made, crowd=made.crowd.take(slice(0, 64))), made.scorer)  # compiles
    with measured() as stated:
        found = best(made, made.scorer)
    size = f"{people:,}"
    row("first stage, stated weights", size, stated, each(stated, people))
    with measured() as learning:
        ranker = learnt(made, found)
    row("a ranker learnt from made-up outcomes", f"{LEARNT_FROM:,}", learning)
    scorer = Scorer(made.scorer.openings, made.scorer.vocabulary, ranker.coef_.astype(np.float32))
    best(replace(made, crowd=made.crowd.take(slice(0, 64))), scorer)  # its own shelf of openings
    with measured() as live:
        listed = best(made, scorer)
    row("learned weights in the same pass, as suggest", size, live, each(live, people))
    with measured() as looking:
        reranked = second_look(made, found, ranker)
    beside = f"{each(looking, people)}, {looking.cpu / stated.cpu:.1f}× the first stage's CPU"
    row("learned stage: features of fifty, ranker", size, looking, beside)
    same = np.mean(reranked[:, 0] == listed[:, 0])
    say("people whose first opening is the same both ways", f"{same:.1%}")


def best(made: Province, scorer: Scorer) -> np.ndarray:
    """Return everybody's candidates, best first, (n_people, CANDIDATES)."""
    crowd = made.crowd
    return scorer.best(
        replace(crowd.people), CANDIDATES, forbidden=crowd.forbidden, minor=crowd.minor,
        adults_only=made.adults_only,
    )[0]  # fmt: skip


def learnt(made: Province, found: np.ndarray) -> GradedRanker:
    """Return a ranker taught by people who like some features more than stated."""
    draw = np.random.default_rng(6)
    features = of_candidates(made, found, slice(0, LEARNT_FROM))[0]
    stated = made.scorer.weights.astype(np.float64)
    liked = features @ (stated * draw.choice([0.3, 1.0, 2.0], len(stated)))
    outcome = (liked + draw.normal(0, 0.1, len(liked)) > np.quantile(liked, 0.8)).astype(float)
    return GradedRanker(prior=stated, spread=np.maximum(np.abs(stated), 0.05)).fit(
        features, outcome
    )


def second_look(made: Province, found: np.ndarray, ranker: GradedRanker) -> np.ndarray:
    """Return everybody's candidates in the ranker's order; short lists end in -1."""
    order = np.full_like(found, -1)
    for start in range(0, len(found), _BLOCK):
        rows = slice(start, start + _BLOCK)
        features, held = of_candidates(made, found, rows)
        scores = np.full(held.shape, -np.inf)
        scores[held] = ranker.predict(features)
        by_score = np.argsort(-scores, axis=1, kind="stable")
        order[rows] = np.take_along_axis(found[rows], by_score, axis=1)
    return order


def of_candidates(made: Province, found: np.ndarray, rows: slice) -> tuple[np.ndarray, np.ndarray]:
    """Return the features of some people's candidates and which places of lists they fill."""
    held = found[rows] >= 0
    who, place = np.nonzero(held)
    people = made.crowd.people.take(rows)
    return made.scorer.pairs(people, who, found[rows][who, place])[0], held


if __name__ == "__main__":
    main(*(int(part) for part in sys.argv[1:]))
