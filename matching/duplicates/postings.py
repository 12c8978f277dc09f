"""Openings posted twice: the description gives it away, titles are rewritten or shared.

The same words for another place, employer or pay are an employer's template, not one opening
entered twice; both are told apart and nothing is ever merged here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import CountVectorizer

from matching.reading.vietnamese import fold, words
from matching.records import OpeningRecord

_SHINGLE = 4
_LINE_ENDS = re.compile(r"[.;!?•\n]+")
_LIKELY = 0.6
_FEWEST_SHINGLES = 5
# Two places or two pay bands named: rather one employer's template than one opening.
_OTHER_FACT = 0.75
# One text within another with a paragraph about the firm added.
_WITHIN = 0.8
_LEAST_SIZE = 0.5
# Runs of words in more adverts than this belong to a form, not to an opening.
_COMMON = 100
_BLOCK = 1000


@dataclass(frozen=True)
class Likeness:
    """Two openings of (nearly) the same words; ``kind`` is 'duplicate' or 'template'."""

    id_a: str
    id_b: str
    score: float
    kind: str


def duplicate_openings(
    openings: Sequence[OpeningRecord], *, likely: float = _LIKELY
) -> list[tuple[str, str, float]]:
    """Return (id_a, id_b, score 0..1) of likely duplicates, surest first; [] for none.

    The score is the share of four-word runs of the description two openings have in common
    (Jaccard, or the smaller within the larger), less when district, employer or pay say otherwise.
    """
    told = like_openings(openings, likely=likely)
    return [(one.id_a, one.id_b, one.score) for one in told if one.kind == "duplicate"]


def like_openings(openings: Sequence[OpeningRecord], *, likely: float = _LIKELY) -> list[Likeness]:
    """Return pairs with the same words, duplicates and templates, surest first; [] for none.

    A template is the same text for another place, employer or pay.
    """
    found = []
    for row, column, common in _same_words(openings, likely):
        one, two = openings[row], openings[column]
        factor = _facts(one, two)
        kind = "duplicate" if factor == 1.0 and common >= likely else "template"
        found.append(Likeness(one.id, two.id, common * factor, kind))
    return sorted(found, key=lambda pair: (-pair.score, pair.id_a, pair.id_b))


def shingles(text: str) -> set[str]:
    """Return the four-word runs of each line of a text, folded; empty for texts too short.

    Line by line, so that lines in another order are the same text; a list's short lines count
    as they are.
    """
    lines = [words(fold(line)) for line in _LINE_ENDS.split(text)]
    found = {
        " ".join(line[start : start + _SHINGLE])
        for line in lines
        for start in range(max(len(line) - _SHINGLE + 1, 1 if line else 0))
    }
    return found if sum(map(len, lines)) >= _SHINGLE else set()


def _same_words(
    openings: Sequence[OpeningRecord], likely: float
) -> Iterator[tuple[int, int, float]]:
    vectorizer = CountVectorizer(analyzer=shingles, binary=True, dtype=np.float32)
    texts = [opening.description for opening in openings]
    if not any(shingles(text) for text in texts):
        return
    runs = sp.csr_matrix(vectorizer.fit_transform(texts))
    runs = runs[:, np.asarray(runs.sum(axis=0)).ravel() <= max(_COMMON, 2)].tocsr()
    sizes = np.asarray(runs.sum(axis=1)).ravel()
    across = runs.T.tocsr()
    for start in range(0, len(openings), _BLOCK):
        shared = sp.coo_matrix(runs[start : start + _BLOCK] @ across)
        rows, columns, counts = shared.row + start, shared.col, shared.data
        smaller = np.minimum(sizes[rows], sizes[columns])
        larger = np.maximum(sizes[rows], sizes[columns])
        jaccard = counts / (smaller + larger - counts)
        # A short text within a long one proves little: sizes must be of the same kind.
        within = np.where(smaller >= _LEAST_SIZE * larger, _WITHIN * counts / smaller, 0.0)
        common = np.maximum(jaccard, within)
        kept = (rows < columns) & (smaller >= _FEWEST_SHINGLES) & (common >= likely)
        for place in np.flatnonzero(kept):
            yield int(rows[place]), int(columns[place]), float(common[place])


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
