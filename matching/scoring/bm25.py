"""One space of words for people and openings: field-weighted BM25 as a plain dot product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

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
# Who writes fewer rare words than these says little: a single word is not a whole profile.
FEW_WORDS = 5


@dataclass(frozen=True)
class TermCounts:
    """How often openings use each word and pair of neighbours.

    Attributes:
        columns: term → column; never changed, a new one is made when new words appear.
        titles, texts: float32 CSR (n_openings, n_columns or fewer).
    """

    columns: dict[str, int]
    titles: sp.csr_matrix
    texts: sp.csr_matrix

    def take(self, rows: np.ndarray) -> TermCounts:
        """Return the counts of some openings."""
        return TermCounts(self.columns, self.titles[rows], self.texts[rows])

    def joined(self, other: TermCounts) -> TermCounts:
        """Return both, ``other`` (counted with these columns or more) last."""
        wide = len(other.columns)
        titles = sp.vstack([_widened(self.titles, wide), other.titles], format="csr")
        texts = sp.vstack([_widened(self.texts, wide), other.texts], format="csr")
        return TermCounts(other.columns, titles, texts)


def count_terms(
    titles: Sequence[str],
    texts: Sequence[str],
    vocabulary: Vocabulary,
    columns: dict[str, int] | None = None,
) -> TermCounts:
    """Return the counts of openings; words that ``columns`` lacks get columns after its own."""
    known = dict(columns or {})
    counted = [
        [Counter(terms(text, vocabulary)) for text in field_texts]
        for field_texts in (titles, texts)
    ]
    for field_counts in counted:
        for counts in field_counts:
            for term in counts:
                known.setdefault(term, len(known))
    return TermCounts(known, *(_counted_rows(counts, known) for counts in counted))


class Bm25Index:
    """How rare words are among openings, and people and openings weighed by it.

    A dot product of ``people`` and ``openings`` rows is the score: rarity and saturation are
    folded into the opening's side, the person's side is divided by the length of its rarity
    vector so that who writes much does not score more.

    Attributes:
        rarity: float64 (n_terms,), 0 for words no opening uses; least: the shortest length.
    """

    def __init__(self, counts: TermCounts, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._counts = counts
        wide = len(counts.columns)
        used = _widened(counts.titles + counts.texts, wide).tocsc()
        held = np.diff(used.indptr).astype(np.float64)
        rarity = np.log1p((used.shape[0] - held + 0.5) / (held + 0.5))
        # A word no opening uses any more is as unknown as one none ever used.
        self.rarity = np.where(held > 0, rarity, 0.0)
        self.least = max(FEW_WORDS**0.5 * float(np.log1p(used.shape[0])), 1.0)

    @property
    def columns(self) -> dict[str, int]:
        """Return term → column, in the order of the columns."""
        return self._counts.columns

    @cached_property
    def openings(self) -> sp.csr_matrix:
        """Return the openings' rows, float32 (n_openings, n_terms)."""
        wide = len(self._counts.columns)
        titles = _shortened(_widened(self._counts.titles, wide), TITLE_WEIGHT)
        rows = sp.csr_matrix(titles + _shortened(_widened(self._counts.texts, wide), 1.0))
        saturated = rows.data * (SATURATION + 1.0) / (rows.data + SATURATION)
        rows.data = (saturated * self.rarity[rows.indices]).astype(np.float32)
        return rows

    def people(self, texts: Sequence[str]) -> sp.csr_matrix:
        """Return rows of people, float32 (n_people, n_terms); an empty text is a zero row.

        Equal texts are read once.
        """
        read = {text: self._person(text) for text in dict.fromkeys(texts)}
        found = [read[text] for text in texts]
        pointers = np.cumsum([0, *(len(columns) for columns, _ in found)])
        columns = np.concatenate([np.zeros(0, dtype=np.int32), *(c for c, _ in found)])
        values = np.concatenate([np.zeros(0, dtype=np.float32), *(v for _, v in found)])
        shape = (len(found), len(self._counts.columns))
        return sp.csr_matrix((values, columns.astype(np.int32), pointers), shape=shape)

    def _person(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        known = self._counts.columns
        # Said once or five times: one trade told three ways is no surer than another.
        mine = np.array(
            [known[t] for t in dict.fromkeys(terms(text, self.vocabulary)) if t in known],
            dtype=np.int32,
        )
        mine = mine[self.rarity[mine] > 0]
        length = max(float(np.sqrt((self.rarity[mine] ** 2).sum())), self.least)
        return mine, np.full(len(mine), 1.0 / length, dtype=np.float32)


def terms(text: str, vocabulary: Vocabulary) -> list[str]:
    """Return the content words of a text, folded, and pairs of neighbours."""
    reading = vocabulary.read(text)
    content = [key for key in reading.keys if key not in STOP_WORDS]
    for _, tokens in reading.alternates:
        content += [token.key for token in tokens if token.key not in STOP_WORDS]
    return content + [f"{one}_{two}" for one, two in zip(content, content[1:], strict=False)]


def _counted_rows(counted: Sequence[Counter[str]], known: dict[str, int]) -> sp.csr_matrix:
    pointers = np.cumsum([0, *(len(counts) for counts in counted)])
    columns = [known[term] for counts in counted for term in counts]
    values = [count for counts in counted for count in counts.values()]
    return sp.csr_matrix(
        (np.array(values, dtype=np.float32), np.array(columns, dtype=np.int32), pointers),
        shape=(len(counted), len(known)),
    )


def _widened(rows: sp.csr_matrix, wide: int) -> sp.csr_matrix:
    """Return the rows with room for columns that came later."""
    if rows.shape[1] == wide:
        return rows
    return sp.csr_matrix((rows.data, rows.indices, rows.indptr), shape=(rows.shape[0], wide))


def _shortened(counts: sp.csr_matrix, weight: float) -> sp.csr_matrix:
    """Return counts weighted and divided by how long each text is against the usual."""
    lengths = np.asarray(counts.sum(axis=1), dtype=np.float64).ravel()
    usual = max(float(lengths.mean()), 1.0) if len(lengths) else 1.0
    shrink = 1.0 - LENGTH + LENGTH * lengths / usual
    return sp.diags_array(weight / shrink, format="csr") @ counts
