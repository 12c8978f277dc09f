"""The words people use, in columns of their own: openings come and go, these stay.

How much a word counts changes with every opening (its rarity, and with it the length of each
profile), so what is kept is which words stand in a profile. The index of the day weighs them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp

from matching.scoring.bm25 import Bm25Index, terms
from matching.vocabulary.vocabulary import Vocabulary


class Words:
    """Word or pair of neighbours → column; grows with the people, columns never move."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.columns: dict[str, int] = {}
        self._names: list[str] = []
        self._column_of = np.zeros(0, dtype=np.int32)

    def people(self, texts: Sequence[str]) -> sp.csr_matrix:
        """Return which words each text uses, float32 (n, n_words), 1 for each, once.

        In the place of Bm25Index.people, whose rows hold what each word weighs.
        """
        read = {text: self._read(text) for text in dict.fromkeys(texts)}
        found = [read[text] for text in texts]
        pointers = np.cumsum([0, *(len(one) for one in found)])
        columns = np.concatenate([np.zeros(0, dtype=np.int32), *found])
        values = np.ones(len(columns), dtype=np.float32)
        return sp.csr_matrix((values, columns, pointers), shape=(len(found), len(self.columns)))

    def _read(self, text: str) -> np.ndarray:
        known = self.columns
        found = dict.fromkeys(terms(text, self.vocabulary))
        return np.array([known.setdefault(term, len(known)) for term in found], dtype=np.int32)

    def in_index(self, index: Bm25Index) -> np.ndarray:
        """Return the column in the index of each of these words, int32 (n_words,), or -1.

        An index that only grew since the last call costs its new words alone.
        """
        names = list(index.columns)
        known = len(self._names)
        same = len(self._column_of) == len(self.columns) and names[:known] == self._names
        start = known if same and known else 0
        column_of = np.full(len(self.columns), -1, dtype=np.int32)
        if start:
            column_of[:] = self._column_of
        for column, name in enumerate(names[start:], start):
            mine = self.columns.get(name)
            if mine is not None:
                column_of[mine] = column
        self._names, self._column_of = names, column_of
        return column_of
