"""How much a course speaks of what a person writes, by runs of letters inside words.

Courses are few and their words are many ('nobashi', 'MIG', 'PLC'): runs of letters also find
what the vocabulary does not know, and survive slips. Openings are compared by whole words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer

from matching.reading.tokens import STOP_WORDS
from matching.vocabulary.vocabulary import Vocabulary

_SIZES = (3, 4)
# A run in more texts than this tells nothing and costs most of the time.
_EVERYWHERE = 0.3


class CourseTexts:
    """Unit vectors of letter runs; what no course and no occupation name uses counts nothing."""

    def __init__(self, texts: Sequence[str], vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._vectorizer = TfidfVectorizer(
            analyzer=self._runs, sublinear_tf=True, max_df=_EVERYWHERE, dtype=np.float32
        ).fit([*texts, *(o.name_vi for o in vocabulary.occupations.values())])
        self._courses = self.vectors(texts).T.tocsr()

    def vectors(self, texts: Sequence[str]) -> sp.csr_matrix:
        """Return one row a text, float32; an empty text is a zero row."""
        if not len(texts):
            return sp.csr_matrix((0, len(self._vectorizer.vocabulary_)), dtype=np.float32)
        return sp.csr_matrix(self._vectorizer.transform(list(texts)))

    def closeness(self, people: sp.csr_matrix) -> np.ndarray:
        """Return the cosine of every person and course, float32 (n_people, n_courses)."""
        product: np.ndarray = (people @ self._courses).toarray()
        return product

    def _runs(self, text: str) -> list[str]:
        runs: list[str] = []
        for key in self._vocabulary.read(text).keys:
            if key not in STOP_WORDS:
                runs += _word_runs(key)
        return runs


@lru_cache(maxsize=65536)
def _word_runs(word: str) -> tuple[str, ...]:
    padded = f"^{word}$"
    return tuple(
        padded[start : start + size]
        for size in _SIZES
        for start in range(max(len(padded) - size + 1, 1))
    )
