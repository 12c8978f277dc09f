"""Texts to terms: folded words, pairs of neighbours, and letters of words."""

from __future__ import annotations

from functools import lru_cache

from matching.reading.tokens import STOP_WORDS
from matching.vocabulary.vocabulary import Vocabulary

_OTHER_READING = 0.7


def words_of(vocabulary: Vocabulary, text: str) -> list[str]:
    """Return the content words of a text, folded, short forms opened in every reading."""
    reading = vocabulary.read(text)
    content = [key for key in reading.keys if key not in STOP_WORDS]
    for _, tokens in reading.alternates:
        content += [token.key for token in tokens if token.key not in STOP_WORDS]
    return content


def with_pairs(words: list[str]) -> list[str]:
    """Return words and pairs of neighbours: 'may_mac' says more than 'may' and 'mac'."""
    return words + [f"{one}_{two}" for one, two in zip(words, words[1:], strict=False)]


def letters_of(words: list[str]) -> list[str]:
    """Return the runs of three and four letters of words, their ends marked."""
    return [gram for word in words for gram in _grams(word)]


@lru_cache(maxsize=65536)
def _grams(word: str) -> tuple[str, ...]:
    padded = f"^{word}$"
    return tuple(
        padded[start : start + size]
        for size in (3, 4)
        for start in range(max(len(padded) - size + 1, 1))
    )
