"""Openings posted twice: the description gives it away, titles are rewritten or shared."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import CountVectorizer

from matching.reading.vietnamese import fold, words
from matching.records import OpeningRecord

_SHINGLE = 4
_LIKELY = 0.6
_FEWEST_SHINGLES = 5
# Two places or two pay bands named: rather one employer's template than one opening.
_OTHER_FACT = 0.75
_BLOCK = 1000


def duplicate_openings(
    openings: Sequence[OpeningRecord], *, likely: float = _LIKELY
) -> list[tuple[str, str, float]]:
    """Return (id_a, id_b, score 0..1) of likely duplicates, surest first; [] for none.

    The score is the share of four-word runs of the description two openings have in common
    (Jaccard), less when district, employer or pay say otherwise.
    """
    vectorizer = CountVectorizer(analyzer=shingles, binary=True, dtype=np.float32)
    texts = [opening.description for opening in openings]
    if not any(shingles(text) for text in texts):
        return []
    runs = sp.csr_matrix(vectorizer.fit_transform(texts))
    sizes = np.asarray(runs.sum(axis=1)).ravel()
    found = []
    for start in range(0, len(openings), _BLOCK):
        shared = sp.coo_matrix(runs[start : start + _BLOCK] @ runs.T)
        for row, column, count in zip(shared.row + start, shared.col, shared.data, strict=True):
            if row < column and min(sizes[row], sizes[column]) >= _FEWEST_SHINGLES:
                common = float(count) / float(sizes[row] + sizes[column] - count)
                if common >= likely:
                    score = common * _facts(openings[row], openings[column])
                    if score >= likely:
                        found.append((openings[row].id, openings[column].id, score))
    return sorted(found, key=lambda pair: (-pair[2], pair[0], pair[1]))


def shingles(text: str) -> set[str]:
    """Return the four-word runs of a text, folded; empty for shorter texts."""
    content = words(fold(text))
    return {
        " ".join(content[start : start + _SHINGLE]) for start in range(len(content) - _SHINGLE + 1)
    }


def _facts(one: OpeningRecord, two: OpeningRecord) -> float:
    factor = 1.0
    for name in ("district", "commune", "company"):
        first, second = fold(getattr(one, name)), fold(getattr(two, name))
        if first and second and first != second:
            factor *= _OTHER_FACT
    pays = (one.salary_min, one.salary_max), (two.salary_min, two.salary_max)
    if None not in (*pays[0], *pays[1]) and pays[0] != pays[1]:
        factor *= _OTHER_FACT
    return factor
