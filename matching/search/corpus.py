"""The documents a search runs over: one row each, changed ones appended, old ones put to rest."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.search.postings import Block, Lexicon, Postings, Terms, overlap

# So many small updates are kept apart before they are put into one block.
_SMALL_BLOCKS = 16


@dataclass(frozen=True)
class Entry:
    """A document's words and letters, read once."""

    identity: str
    words: Terms
    letters: Terms


@dataclass(frozen=True)
class Lexicons:
    """The numbers of words and of runs of letters, shared by all states of a corpus."""

    words: Lexicon
    letters: Lexicon


class Corpus:
    """One state of the documents; ``updated`` gives the next and leaves this one as it is."""

    def __init__(self, lexicons: Lexicons, entries: Sequence[Entry]) -> None:
        self.lexicons = lexicons
        self.identities = [entry.identity for entry in entries]
        self.alive = np.ones(len(entries), dtype=bool)
        self._row_of = {identity: row for row, identity in enumerate(self.identities)}
        self._parts: list[Sequence[Entry]] = []
        self._words = [Postings([entry.words for entry in entries])]
        self._letters = [Postings([entry.letters for entry in entries])]

    @property
    def size(self) -> int:
        """How many documents count."""
        return len(self._row_of)

    def row_of(self, identity: str) -> int:
        """Return the row a document stands in; KeyError when it does not count."""
        return self._row_of[identity]

    def updated(self, changed: Sequence[Entry], removed: Collection[str]) -> Corpus:
        """Return the corpus with these documents new or changed and those gone."""
        other = object.__new__(Corpus)
        other.lexicons = self.lexicons
        other.identities = self.identities + [entry.identity for entry in changed]
        other.alive = np.concatenate([self.alive, np.ones(len(changed), dtype=bool)])
        other._row_of = dict(self._row_of)
        for identity in {*removed, *(entry.identity for entry in changed)}:
            row = other._row_of.pop(identity, None)
            if row is not None:
                other.alive[row] = False
        for row, entry in enumerate(changed, start=len(self.identities)):
            other._row_of[entry.identity] = row
        other._parts = [*self._parts, changed] if changed else self._parts
        other._words, other._letters = list(self._words), list(self._letters)
        if changed:
            other._words.append(Postings([entry.words for entry in changed]))
            other._letters.append(Postings([entry.letters for entry in changed]))
        if len(other._parts) > _SMALL_BLOCKS:
            other._merge()
        return other

    def overlap(
        self, words: Mapping[str, float], letters: Mapping[str, float]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return how much of the words and of the letters each row shares, 0 to 1 each."""
        return (
            overlap(self.lexicons.words, self._blocks(self._words), words, self.size),
            overlap(self.lexicons.letters, self._blocks(self._letters), letters, self.size),
        )

    def best(self, scores: np.ndarray, top_k: int, least: float) -> list[tuple[str, float]]:
        """Return (identity, score) of the best rows above ``least``; ties go to the earlier."""
        rows = np.flatnonzero(self.alive & (scores > least))
        # Rounded, so that adding up in another order does not part what is equal.
        values = np.round(scores[rows].astype(np.float64), 5)
        if len(rows) > top_k:
            enough = np.partition(values, -top_k)[-top_k] if top_k > 0 else np.inf
            rows, values = rows[values >= enough], values[values >= enough]
        found = [(self.identities[row], value) for row, value in zip(rows, values, strict=True)]
        # '9' before '10'
        found.sort(key=lambda hit: (-hit[1], len(hit[0]), hit[0]))
        return [(identity, float(value)) for identity, value in found[:top_k]]

    def _blocks(self, postings: Sequence[Postings]) -> list[Block]:
        blocks, start = [], 0
        for part in postings:
            alive = self.alive[start : start + part.size]
            blocks.append(Block(part, None if alive.all() else alive))
            start += part.size
        return blocks

    def _merge(self) -> None:
        """Put the small blocks into one, row by row as they are."""
        entries = [entry for part in self._parts for entry in part]
        self._parts = [entries]
        self._words[1:] = [Postings([entry.words for entry in entries])]
        self._letters[1:] = [Postings([entry.letters for entry in entries])]
