"""Which documents hold a term, and how strongly: BM25F over fields, kept block by block.

Weights of a document depend on that document alone (field lengths are compared with stated
usual lengths, not with the mean of the moment), and how rare a term is gets counted when a
query asks. So adding or removing one opening gives the very scores a new index would give.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

# How soon repeating a word stops counting, and how far long fields are discounted
# (Robertson and Zaragoza 2009, 'The Probabilistic Relevance Framework', section 3.6).
SATURATION = 1.0
LENGTH_SHARE = 0.4


@dataclass(frozen=True)
class Field:
    """A part of a document: how much a word in it counts, and how many terms it usually has."""

    weight: float
    usual_length: float


@dataclass(frozen=True)
class Terms:
    """One document's terms as rows of the index and their saturated weights, 0 to 1."""

    rows: np.ndarray
    weights: np.ndarray


class Lexicon:
    """Numbers for terms, in order of appearance; numbers never change, so copies share it."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def known(self, term: str) -> int | None:
        """Return the number of a term, None when no document ever held it."""
        return self._numbers.get(term)

    def encode(self, fields: Iterable[tuple[Field, Sequence[str]]]) -> Terms:
        """Return a document's weights; fields are (field, its terms in any order)."""
        strength: dict[int, float] = {}
        numbers = self._numbers
        for field, terms in fields:
            length = 1 - LENGTH_SHARE + LENGTH_SHARE * len(terms) / field.usual_length
            weight = field.weight / length
            for term in terms:
                row = numbers.setdefault(term, len(numbers))
                strength[row] = strength.get(row, 0.0) + weight
        rows = np.fromiter(strength, dtype=np.int32, count=len(strength))
        found = np.fromiter(strength.values(), dtype=np.float32, count=len(strength))
        return Terms(rows, found / (SATURATION + found))


class Postings:
    """The documents of one block, term by term; never changes once built."""

    def __init__(self, documents: Sequence[Terms]) -> None:
        self.size = len(documents)
        rows = np.concatenate([d.rows for d in documents] or [np.zeros(0, dtype=np.int32)])
        weights = np.concatenate([d.weights for d in documents] or [np.zeros(0, np.float32)])
        owners = np.repeat(np.arange(self.size, dtype=np.int32), [len(d.rows) for d in documents])
        order = np.argsort(rows, kind="stable")
        self._documents, self._weights = owners[order], weights[order]
        highest = int(rows.max()) + 1 if rows.size else 0
        self._starts = np.searchsorted(rows[order], np.arange(highest + 1)).astype(np.int64)

    def of(self, row: int) -> tuple[np.ndarray, np.ndarray]:
        """Return (documents, weights) of a term; empty for a term this block does not hold."""
        if row + 1 >= len(self._starts):
            return self._documents[:0], self._weights[:0]
        span = slice(self._starts[row], self._starts[row + 1])
        return self._documents[span], self._weights[span]


@dataclass(frozen=True)
class Block:
    """Postings and which of their documents still count (None: all of them)."""

    postings: Postings
    alive: np.ndarray | None = None

    def of(self, row: int) -> tuple[np.ndarray, np.ndarray]:
        """Return (documents, weights) of a term among the documents that count."""
        documents, weights = self.postings.of(row)
        if self.alive is None or not documents.size:
            return documents, weights
        kept = self.alive[documents]
        return documents[kept], weights[kept]


def overlap(
    lexicon: Lexicon, blocks: Sequence[Block], query: Mapping[str, float], documents: int
) -> np.ndarray:
    """Return how much of what a query says each document says too.

    Args:
        query: term → how sure it was meant, 0 to 1.
        documents: how many documents count, for rarity.

    Returns:
        float32 over the rows of all blocks in order, 0 (nothing) to 1 (everything, repeatedly).
        Terms nobody holds count as said and not found, as the rarest of terms.
    """
    starts = np.cumsum([0, *(block.postings.size for block in blocks)])
    scores = np.zeros(int(starts[-1]), dtype=np.float32)
    possible = 0.0
    for term, sure in query.items():
        row = lexicon.known(term)
        found = [block.of(row) for block in blocks] if row is not None else []
        rarity = sure * _rarity(sum(len(held) for held, _ in found), documents)
        possible += rarity
        for start, (held, weights) in zip(starts, found, strict=False):
            scores[start + held] += rarity * weights
    return scores / np.float32(possible) if possible else scores


def _rarity(holders: int, documents: int) -> float:
    return float(np.log1p((documents - holders + 0.5) / (holders + 0.5)))
