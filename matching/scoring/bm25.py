"""One space of words for people and openings: field-weighted BM25 as a plain dot product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import scipy.sparse as sp

from matching.reading.tokens import STOP_WORDS
from matching.vocabulary.vocabulary import Vocabulary

# Robertson & Zaragoza (2009), BM25F: counts of a field are divided by its relative length and
# weighted, then added and saturated once. Stated, not tuned: see LAB.md for what was tried.
SATURATION = 1.2
LENGTH = 0.75
# A title also stands in the whole text, so its words count 3 to 1.
TITLE_WEIGHT = 2.0


class Bm25Index:
    """Learns how rare words are; afterwards new openings are weighed with what was learnt.

    A dot product of ``people`` and ``openings`` rows is the score: rarity and saturation are
    folded into the opening's side, the person's side is divided by the length of its rarity
    vector so that who writes much does not score more.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.columns: dict[str, int] = {}
        self._rarity = np.zeros(0, dtype=np.float64)
        self._usual = (1.0, 1.0)

    def fit(self, titles: Sequence[str], texts: Sequence[str]) -> sp.csr_matrix:
        """Learn from openings and return their rows, float32 (n_openings, n_terms)."""
        counted = [
            (Counter(self._terms(t)), Counter(self._terms(x))) for t, x in _both(titles, texts)
        ]
        seen: Counter[str] = Counter()
        for title, text in counted:
            seen.update(title.keys() | text.keys())
        self.columns = {term: column for column, term in enumerate(seen)}
        held = np.fromiter(seen.values(), dtype=np.float64, count=len(seen))
        self._rarity = np.log1p((len(counted) - held + 0.5) / (held + 0.5))
        self._usual = (
            _usual_length(title for title, _ in counted),
            _usual_length(text for _, text in counted),
        )
        return self._rows(counted)

    def openings(self, titles: Sequence[str], texts: Sequence[str]) -> sp.csr_matrix:
        """Return rows of openings weighed with what was learnt; unknown words are left out."""
        return self._rows(
            [(Counter(self._terms(t)), Counter(self._terms(x))) for t, x in _both(titles, texts)]
        )

    def people(self, texts: Sequence[str]) -> sp.csr_matrix:
        """Return rows of people, float32 (n_people, n_terms); an empty text is a zero row."""
        pointers: list[int] = [0]
        columns: list[int] = []
        values: list[float] = []
        for text in texts:
            # Said once or five times: one trade told three ways is no surer than another.
            terms = dict.fromkeys(t for t in self._terms(text) if t in self.columns)
            mine = [self.columns[term] for term in terms]
            length = float(np.sqrt((self._rarity[mine] ** 2).sum())) if mine else 1.0
            columns += mine
            values += [1.0 / max(length, 1.0) for _ in mine]
            pointers.append(len(columns))
        return self._matrix(values, columns, pointers)

    def _rows(self, counted: Sequence[tuple[Counter[str], Counter[str]]]) -> sp.csr_matrix:
        pointers: list[int] = [0]
        columns: list[int] = []
        values: list[float] = []
        for title, text in counted:
            weighed: dict[int, float] = {}
            for counts, usual, weight in (
                (title, self._usual[0], TITLE_WEIGHT),
                (text, self._usual[1], 1.0),
            ):
                shrink = 1.0 - LENGTH + LENGTH * sum(counts.values()) / usual
                for term, count in counts.items():
                    column = self.columns.get(term)
                    if column is not None:
                        weighed[column] = weighed.get(column, 0.0) + weight * count / shrink
            columns += weighed
            values += [
                self._rarity[column] * x * (SATURATION + 1.0) / (x + SATURATION)
                for column, x in weighed.items()
            ]
            pointers.append(len(columns))
        return self._matrix(values, columns, pointers)

    def _matrix(
        self, values: list[float], columns: list[int], pointers: list[int]
    ) -> sp.csr_matrix:
        shape = (len(pointers) - 1, len(self.columns))
        return sp.csr_matrix(
            (np.array(values, dtype=np.float32), np.array(columns, dtype=np.int32), pointers),
            shape=shape,
        )

    def _terms(self, text: str) -> list[str]:
        """Return the content words of a text, folded, and pairs of neighbours."""
        reading = self.vocabulary.read(text)
        content = [key for key in reading.keys if key not in STOP_WORDS]
        for _, tokens in reading.alternates:
            content += [token.key for token in tokens if token.key not in STOP_WORDS]
        return content + [f"{one}_{two}" for one, two in zip(content, content[1:], strict=False)]


def _both(titles: Sequence[str], texts: Sequence[str]) -> Iterable[tuple[str, str]]:
    return zip(titles, texts, strict=True)


def _usual_length(counts: Iterable[Counter[str]]) -> float:
    lengths = [sum(count.values()) for count in counts]
    return max(sum(lengths) / len(lengths), 1.0) if lengths else 1.0
