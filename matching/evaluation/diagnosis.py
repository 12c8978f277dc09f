"""Where the errors are: person by person, query by query."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching.evaluation.metrics import RELEVANT_GRADE, Judgements, ndcg_at_k

_TOLD = 3

ScoredRun = Mapping[str, Sequence[tuple[str, float]]]


@dataclass(frozen=True)
class Case:
    """One person or query.

    Attributes:
        missed: (item, grade, rank in the run or None) of the best items outside the top k.
        wrong: (item, rank) judged 0 within the top k; unjudged: (item, rank) nobody judged.
        best_score: of the run; NaN for an empty list. fits: whether anything relevant exists.
    """

    query: str
    ndcg: float
    missed: tuple[tuple[str, int, int | None], ...]
    wrong: tuple[tuple[str, int], ...]
    unjudged: tuple[tuple[str, int], ...]
    best_score: float
    fits: bool


def diagnose(run: ScoredRun, judged: Judgements, *, k: int = 10) -> list[Case]:
    """Return a case per judged query, the worst nDCG first; those without any grade last."""
    cases = [_case(query, run.get(query, ()), grades, k) for query, grades in judged.items()]
    return sorted(cases, key=lambda case: (math.isnan(case.ndcg), case.ndcg))


def standing(cases: Sequence[Case]) -> list[tuple[Case, float]]:
    """Return the cases that nothing fits, with the share of the others whose best score is lower.

    An honest score puts them near 0.
    """
    others = [case.best_score for case in cases if case.fits]
    return [
        (case, sum(score < case.best_score for score in others) / max(len(others), 1))
        for case in cases
        if not case.fits
    ]


def _case(query: str, hits: Sequence[tuple[str, float]], grades: Mapping[str, int], k: int) -> Case:
    items = [item for item, _ in hits]
    places = {item: rank for rank, item in enumerate(items, start=1)}
    outside = [item for item in grades if places.get(item, k + 1) > k and grades[item] > 0]
    outside.sort(key=lambda item: (-grades[item], places.get(item, len(items) + 1)))
    top = list(enumerate(items[:k], start=1))
    return Case(
        query,
        ndcg_at_k(items, grades, k),
        tuple((item, grades[item], places.get(item)) for item in outside[:_TOLD]),
        tuple((item, rank) for rank, item in top if grades.get(item) == 0)[:_TOLD],
        tuple((item, rank) for rank, item in top if item not in grades)[:_TOLD],
        hits[0][1] if hits else math.nan,
        any(grade >= RELEVANT_GRADE for grade in grades.values()),
    )
