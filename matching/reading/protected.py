"""Words about sex, ethnicity, poverty, land, disability and names leave a text first of all.

Neither people nor openings may gain or lose by them (privacy boundary, service rules). A text
is searched only when it holds one of the few words such phrases cannot do without.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from matching.reading.names import name_spans
from matching.reading.protected_words import (
    AFTER,
    BEFORE,
    CORE,
    ETHNIC_MAJORITY,
    TRIGGERS,
    WRITTEN,
)
from matching.reading.vietnamese import WORD, accent_key, plain_letters, word_key

# Letters of a line looked at on either side of a word that may belong to a fact.
_WINDOW = 60
# What is cut brings words together that may name a fact in their turn.
_ROUNDS = 3
_SENTENCE = re.compile(r"([.;!?()|•…]+)")


class Word(NamedTuple):
    """One word of a text: folded, accented, where it stands in the text and in the line."""

    key: str
    accent: str
    start: int
    end: int
    at: int


class Line(NamedTuple):
    """The folded words of a text, single spaces between, ' , ' where anything else was."""

    words: list[Word]
    text: str


def neutral(text: str | None) -> str:
    """Return the text without words about sex, ethnicity, poverty, land, disability or a name.

    The rest keeps its accents and punctuation, in lower case and with single spaces. Words of
    trades stay ('làm đất', 'thu hồi công nợ', 'biết tiếng Khmer', '5 năm'). None gives ''.
    """
    written = " ".join(plain_letters(text).split())
    if not _may_hold(written.casefold()):
        return written.casefold()
    return " ".join("".join(map(_neutral_sentence, _SENTENCE.split(written))).split())


@lru_cache(maxsize=32768)
def _neutral_sentence(written: str) -> str:
    """Return one sentence without protected facts; no fact goes beyond a sentence."""
    plain = written.casefold()
    if not _may_hold(plain):
        return plain
    if len(written) == len(plain):
        plain = _without(plain, name_spans(plain, written))
    for _ in range(_ROUNDS):
        cut = _facts(_line(plain))
        if not cut:
            break
        plain = _without(plain, cut)
    return plain


def _may_hold(plain: str) -> bool:
    return not TRIGGERS.isdisjoint(WORD.findall(plain)) or (
        "kinh" in plain and any(words in plain for words in ETHNIC_MAJORITY)
    )


@lru_cache(maxsize=32768)
def _keys(word: str) -> tuple[str, str]:
    return word_key(word), accent_key(word)


def _line(plain: str) -> Line:
    words: list[Word] = []
    parts: list[str] = []
    at = last = 0
    for match in WORD.finditer(plain):
        start, end = match.span()
        gap = plain[last:start]
        if words or gap.strip():
            parts.append(" " if gap == " " else " , " if words else ", ")
            at += len(parts[-1])
        key, accent = _keys(match.group())
        words.append(Word(key, accent, start, end, at))
        parts.append(key)
        at += len(key)
        last = end
    if words and plain[last:].strip():
        parts.append(" ,")
    return Line(words, "".join(parts))


def _facts(line: Line) -> list[tuple[int, int]]:
    """Return (start, end) in the text of every phrase about a protected fact."""
    spans = []
    for first, last in _windows(line):
        for found in CORE.finditer(line.text, first, last):
            start, end = found.span()
            said = [word for word in line.words if start <= word.at < end]
            # 'Mặt' is meant in 'giải phóng mặt bằng' only: elsewhere it is no 'mất'.
            cleared = found.group().endswith("mat bang")
            if not said or not (cleared or all(map(_is_meant, said))):
                continue
            kind = str(found.lastgroup)
            before = BEFORE[kind].search(line.text, max(0, start - _WINDOW), start)
            after = AFTER[kind].match(line.text, end)
            start = before.start() if before else start
            end = after.end() if after else end
            said = [word for word in line.words if start <= word.at < end]
            spans.append((said[0].start, said[-1].end))
    return spans


def _is_meant(word: Word) -> bool:
    """Return whether the marks typed, if any, are those of the word of a fact."""
    written = WRITTEN.get(word.key)
    return written is None or word.accent in written


def _windows(line: Line) -> list[tuple[int, int]]:
    """Return the parts of the line around words that may belong to a fact, apart from another."""
    windows: list[tuple[int, int]] = []
    for word in line.words:
        if word.key in _TRIGGER_KEYS:
            first, last = max(0, word.at - _WINDOW), word.at + len(word.key) + _WINDOW
            # A window starts and ends between words.
            first = line.text.rfind(" ", 0, first) + 1
            last = line.text.find(" ", last) % (len(line.text) + 1)
            if windows and first <= windows[-1][1]:
                windows[-1] = (windows[-1][0], last)
            else:
                windows.append((first, last))
    return windows


_TRIGGER_KEYS = frozenset(map(word_key, TRIGGERS)) | {"kinh"}


def _without(plain: str, spans: list[tuple[int, int]]) -> str:
    """Return the text without the spans, a space in the place of each."""
    if not spans:
        return plain
    kept, last = [], 0
    for start, end in sorted(spans):
        kept.append(plain[last : max(start, last)])
        last = max(end, last)
    kept.append(plain[last:])
    return " ".join(kept)
