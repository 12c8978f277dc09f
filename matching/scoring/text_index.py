"""TF-IDF over folded words and over letter n-grams, fitted on openings and the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer

from matching.reading.tokens import STOP_WORDS
from matching.vocabulary.vocabulary import Vocabulary


class TextIndex:
    """Turns texts into unit vectors; rows are texts, a dot product is the cosine.

    ``words`` sees folded words and pairs of neighbours with abbreviations opened, ``letters``
    sees n-grams of three to five letters inside words, which survive slips and Telex.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._words = TfidfVectorizer(
            analyzer=self._word_terms, sublinear_tf=True, dtype=np.float32
        )
        self._letters = TfidfVectorizer(
            analyzer=self._letter_terms, sublinear_tf=True, dtype=np.float32
        )

    def fit(self, texts: Sequence[str]) -> TextIndex:
        """Learn how rare each term is from openings, courses and occupation names."""
        names = [o.name_vi for o in self.vocabulary.occupations.values()]
        corpus = [*texts, *names]
        self._words.fit(corpus)
        self._letters.fit(corpus)
        return self

    def words(self, texts: Sequence[str]) -> sp.csr_matrix:
        """Return word vectors, float32 of shape (n_texts, n_terms); an empty text is a zero row."""
        return self._transform(self._words, texts)

    def letters(self, texts: Sequence[str]) -> sp.csr_matrix:
        """Return letter n-gram vectors, same conventions."""
        return self._transform(self._letters, texts)

    def _transform(self, vectorizer: TfidfVectorizer, texts: Sequence[str]) -> sp.csr_matrix:
        if not len(texts):
            return sp.csr_matrix((0, len(vectorizer.vocabulary_)), dtype=np.float32)
        return sp.csr_matrix(vectorizer.transform(list(texts)))

    def terms(self, text: str) -> list[str]:
        """Return the content words of a text, folded, abbreviations opened."""
        reading = self.vocabulary.read(text)
        content = [key for key in reading.keys if key not in STOP_WORDS]
        for _, tokens in reading.alternates:
            content += [token.key for token in tokens if token.key not in STOP_WORDS]
        return content

    def _word_terms(self, text: str) -> list[str]:
        content = self.terms(text)
        pairs = [f"{one}_{two}" for one, two in zip(content, content[1:], strict=False)]
        return content + pairs

    def _letter_terms(self, text: str) -> list[str]:
        grams: list[str] = []
        for word in self.terms(text):
            grams += _word_grams(word)
        return grams


@lru_cache(maxsize=65536)
def _word_grams(word: str) -> tuple[str, ...]:
    padded = f"^{word}$"
    return tuple(
        padded[start : start + size]
        for size in (3, 4)
        for start in range(max(len(padded) - size + 1, 1))
    )


def cosine(left: sp.csr_matrix, right: sp.csr_matrix) -> np.ndarray:
    """Return the dense cosine of every row pair, float32 of shape (n_left, n_right)."""
    product: Callable[[], np.ndarray] = (left @ right.T).toarray
    return product()
