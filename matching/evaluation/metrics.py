"""How good a ranking is against judgements: nDCG, MRR, recall, with bootstrap intervals."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

RELEVANT_GRADE = 2
_RESAMPLES = 1000

Run = Mapping[str, Sequence[str]]
Judgements = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Scores:
    """Means over queries with 95 % bootstrap intervals; NaN when no query counts."""

    ndcg: float
    ndcg_interval: tuple[float, float]
    condensed: float
    mrr: float
    recall: float
    judged: float
    n: int
    n_relevant: int


def dcg(grades: Sequence[int]) -> float:
    """Return the discounted gain of grades in rank order, gain 2^grade - 1."""
    return sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades))


def ndcg_at_k(ranked: Sequence[str], judged: Mapping[str, int], k: int) -> float:
    """Return nDCG@k of one list, unjudged items counting 0; NaN when nothing has a grade ≥ 1."""
    ideal = dcg(sorted((g for g in judged.values() if g > 0), reverse=True)[:k])
    if not ideal:
        return math.nan
    return dcg([max(judged.get(item, 0), 0) for item in ranked[:k]]) / ideal


def reciprocal_rank(ranked: Sequence[str], judged: Mapping[str, int], k: int) -> float:
    """Return 1/rank of the first relevant item in the top k, else 0; NaN when none is relevant."""
    if not any(grade >= RELEVANT_GRADE for grade in judged.values()):
        return math.nan
    for rank, item in enumerate(ranked[:k], start=1):
        if judged.get(item, 0) >= RELEVANT_GRADE:
            return 1 / rank
    return 0.0


def recall_at_k(ranked: Sequence[str], judged: Mapping[str, int], k: int) -> float:
    """Return relevant items in the top k ÷ min(k, relevant); NaN when none is relevant."""
    relevant = {item for item, grade in judged.items() if grade >= RELEVANT_GRADE}
    if not relevant:
        return math.nan
    return len(relevant & set(ranked[:k])) / min(k, len(relevant))


def evaluate(run: Run, judgements: Judgements, *, k: int = 10, seed: int = 0) -> Scores:
    """Return the mean scores of a run over the judged queries.

    A query missing from the run counts as an empty list; queries without judgements are left
    out. Condensed nDCG drops unjudged items before ranking.
    """
    plain, condensed, mrr, recall, share = [], [], [], [], []
    for query, judged in judgements.items():
        ranked = list(run.get(query, ()))
        plain.append(ndcg_at_k(ranked, judged, k))
        condensed.append(ndcg_at_k([item for item in ranked if item in judged], judged, k))
        mrr.append(reciprocal_rank(ranked, judged, k))
        recall.append(recall_at_k(ranked, judged, k))
        share.append(sum(item in judged for item in ranked[:k]) / max(len(ranked[:k]), 1))
    counted = np.array([value for value in plain if not math.isnan(value)])
    return Scores(
        ndcg=_mean(plain),
        ndcg_interval=bootstrap(counted, seed=seed),
        condensed=_mean(condensed),
        mrr=_mean(mrr),
        recall=_mean(recall),
        judged=_mean(share),
        n=len(counted),
        n_relevant=sum(not math.isnan(value) for value in mrr),
    )


def bootstrap(values: np.ndarray, *, seed: int = 0) -> tuple[float, float]:
    """Return the 95 % interval of the mean by resampling queries; NaN for no values."""
    if not len(values):
        return (math.nan, math.nan)
    draws = np.random.default_rng(seed).integers(0, len(values), (_RESAMPLES, len(values)))
    low, high = np.percentile(values[draws].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def evaluate_by(
    run: Run, judgements: Judgements, values: Mapping[str, str], *, k: int = 10
) -> dict[str, Scores]:
    """Return the scores per value (a query's kind, a person's group), sorted by value."""
    parts: dict[str, dict[str, Mapping[str, int]]] = defaultdict(dict)
    for query, judged in judgements.items():
        if query in values:
            parts[values[query]][query] = judged
    return {value: evaluate(run, part, k=k) for value, part in sorted(parts.items())}


def _mean(values: Sequence[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return float(np.mean(known)) if known else math.nan
