"""Occupation phrases under slips: southern spelling, glued words, letters wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from matching.reading.common_words import COMMON_WORDS
from matching.reading.tokens import STOP_WORDS, Reading
from matching.reading.vietnamese import southern_key
from matching.vocabulary.phrases import LONGEST_PHRASE, PhraseBook
from matching.vocabulary.recognition import Entry, Hit, claim

_SOUTHERN = 0.85
# Two spellings of one phrase: one slip, two in a long phrase (letters without spaces).
_LONG_PHRASE = 10
# Two real words are seldom the slip of two others ('gần chợ' is not 'bán chợ').
_REAL_WORDS = 0.4
# After these words a trade is named, so a slip of it is likely even among real words.
_TRADE_FOLLOWS = frozenset({"tho", "lai", "phu", "nau", "nuoi", "sua", "ban", "giu", "ki"})
_SHORTEST_COMPARED = 6
_SHORTEST_KNOWN = 5


class MisspeltPhrases:
    """Finds occupation phrases that are not written as the vocabulary writes them."""

    def __init__(self, book: PhraseBook) -> None:
        self._southern: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
        self._joined: dict[str, list[Entry]] = defaultdict(list)
        self._real = set(STOP_WORDS | COMMON_WORDS)
        for keys, entries in book.phrases():
            named = [entry for entry in entries if entry.kind == "occupation"]
            self._real.update(keys)
            if named and len(keys) > 1:
                self._southern[tuple(map(southern_key, keys))] += named
            if named and len("".join(keys)) >= _SHORTEST_KNOWN:
                self._joined["".join(keys)] += named
        self._names = np.array(list(self._joined), dtype=object)
        self._lengths = np.array([len(name) for name in self._joined], dtype=np.int64)
        self._letters = np.array([_letters(name) for name in self._joined], dtype=np.uint64)

    def by_sound(self, reading: Reading) -> list[Hit]:
        """Return phrases that sound alike in the Delta ('thợ hàng' for 'thợ hàn')."""
        sounds = [southern_key(key) for key in reading.keys]
        return claim(
            [
                Hit(start, length, entry, _SOUTHERN, length)
                for start in range(len(sounds))
                for length in range(min(LONGEST_PHRASE, len(sounds) - start), 1, -1)
                for entry in self._southern.get(tuple(sounds[start : start + length]), ())
            ]
        )

    def by_letters(self, reading: Reading) -> Iterator[tuple[str, float, str]]:
        """Yield (occupation key, confidence, words) of phrases one or two letters away.

        Windows of one to four words are compared with every known phrase, spaces left out.
        """
        tokens = reading.tokens
        for length in range(min(4, len(tokens)), 0, -1):
            for start in range(len(tokens) - length + 1):
                window = [token.key for token in tokens[start : start + length]]
                joined = "".join(window)
                if len(joined) < _SHORTEST_COMPARED or all(key in STOP_WORDS for key in window):
                    continue
                stray = self._real.issuperset(window) and window[0] not in _TRADE_FOLLOWS
                real = _REAL_WORDS if stray else 1.0
                for name, slips in self._nearest(joined):
                    confidence = real * (0.8 - 0.15 * slips * 6 / len(joined))
                    for entry in self._joined[name]:
                        yield entry.target, confidence, " ".join(window)

    def _nearest(self, joined: str) -> list[tuple[str, int]]:
        """Return up to two known phrases within the slips allowed, nearest first."""
        slips = 1 if len(joined) < _LONG_PHRASE else 2
        # One slip changes the set of letters by two at most: few phrases are left to compare.
        apart = np.bitwise_count(self._letters ^ np.uint64(_letters(joined)))
        near = (np.abs(self._lengths - len(joined)) <= slips) & (apart <= 2 * slips)
        names = self._names[near].tolist()
        if not names:
            return []
        found = process.extract(joined, names, scorer=OSA.distance, score_cutoff=slips, limit=2)
        return [(name, int(distance)) for name, distance, _ in found]


def _letters(text: str) -> int:
    """Return the set of characters of a text as bits (64 buckets)."""
    bits = 0
    for char in text:
        bits |= 1 << (ord(char) & 63)
    return bits
