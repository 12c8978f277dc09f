"""Phrases found in a reading: how well accents agree and which phrase wins."""

from __future__ import annotations

from typing import Any, NamedTuple

from matching.reading.tokens import Reading, Token

ACCENT_MISMATCH = 0.35
CACHE_SIZE = 8_192


class Entry(NamedTuple):
    """What a phrase stands for; ``accents`` is None when the source wrote it without marks."""

    kind: str
    target: str
    accents: tuple[str, ...] | None


class Hit(NamedTuple):
    """A phrase found in a reading: where, how long, what it means."""

    start: int
    length: int
    entry: Entry
    factor: float
    content: int = 1


def accent_factor(entry: Entry, tokens: tuple[Token, ...], *, accented: bool) -> float:
    """Return 1 when the accents agree or were not typed, less for each word that differs."""
    if entry.accents is None:
        return 1.0
    plain = tuple(token.key for token in tokens)
    if len(tokens) == 1:
        return single_word_factor(entry.accents[0], tokens[0], accented=accented)
    if entry.accents == plain and any(token.marked for token in tokens):
        return 0.8
    factor = 1.0
    for wanted, token in zip(entry.accents, tokens, strict=True):
        if (token.marked or accented) and token.accent != wanted:
            factor *= ACCENT_MISMATCH if token.marked or wanted != token.key else 0.9
    return factor


def single_word_factor(wanted: str, token: Token, *, accented: bool) -> float:
    """One syllable alone is weak: 'mía' must be written so, or the text be without accents."""
    if wanted == token.accent:
        return 1.0 if wanted != token.key or accented or len(token.key) > 4 else 0.9
    return 0.0 if accented or token.marked else 0.6


def claim(spans: list[Hit], *, overlapping: bool = False) -> list[Hit]:
    """Keep the longest phrases; shorter ones inside them fall away unless ``overlapping``."""
    spans.sort(key=lambda hit: (-(hit.content + 0.1) * hit.factor, -hit.length, hit.start))
    taken: dict[int, tuple[int, int]] = {}
    kept = []
    for hit in spans:
        span = (hit.start, hit.length)
        cells = range(hit.start, hit.start + hit.length)
        if not overlapping and any(taken.get(cell, span) != span for cell in cells):
            continue
        for cell in cells:
            taken[cell] = span
        kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.start, -hit.length))


def covers(hit: Hit, position: int, length: int) -> bool:
    """Return whether a hit uses any of the words from ``position`` on."""
    return hit.start < position + length and position < hit.start + hit.length


def hit_words(reading: Reading, hit: Hit) -> str:
    """Return the folded words a hit stands on."""
    return " ".join(t.key for t in reading.tokens[hit.start : hit.start + hit.length])


def keep(found: dict[str, tuple[float, str]], key: str, sure: float, words: str) -> None:
    """Keep the surest reading of an occupation."""
    if sure > found.get(key, (0.0, ""))[0]:
        found[key] = (min(sure, 1.0), words)


def best(found: dict[str, tuple[float, str]]) -> float:
    """Return the surest confidence found, 0 for none."""
    return max((sure for sure, _ in found.values()), default=0.0)


def remember(cache: dict[str, Any], text: str, value: object) -> None:
    """Keep a result; texts repeat, and a full cache starts over."""
    if len(cache) >= CACHE_SIZE:
        cache.clear()
    cache[text] = value
