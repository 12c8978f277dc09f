"""Turn one text into tokens the vocabulary can look up: abbreviations opened, accents kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from matching.reading.vietnamese import (
    accent_key,
    decode_typing,
    has_marks,
    is_khmer,
    neutral,
    word_key,
    words,
)

_BREAK = re.compile(r"[,;/|()\n+–—•:.!?]| - |\b(?:hoặc|hoac|và|hay là|hay)\b")

# Words that carry no occupation, place or condition; folded with y→i as in word_key().
_STOP_LINES = (
    "a ạ anh ba bi bit bo cac cai can cho chi chac chua chut co con cua cung da dang",
    "day de den di do dong duoc em gap gi gia giup hai hang het hoac hoi hon khi",
    "khong kiem la lai lam len luon ma mien minh moi mot muon nay neu nha nhan nhe",
    "nhieu nhung nhu no nua o oi qua ra rat roi sao sau se sinh tai tam the thi thich",
    "thoi thu tim toi toan trong truoc tu tui tuyen uu tien va van vay ve vi viec vo",
    "voi vua xin yeu cau that lam bang dung nguoi ban cong ti cty dau dien",
)
STOP_WORDS = frozenset(word for line in _STOP_LINES for word in line.split())

_UNITS = frozenset({"tr", "k", "kg", "kh", "t", "h", "d", "m"})


@dataclass(frozen=True)
class Token:
    """One word: its folded key, its accented key, whether it showed marks, its segment."""

    key: str
    accent: str
    marked: bool
    segment: int


@dataclass(frozen=True)
class Reading:
    """The tokens of a text, other readings of its short forms, and its Khmer runs."""

    tokens: tuple[Token, ...]
    alternates: tuple[tuple[int, tuple[Token, ...]], ...] = ()
    khmer: str = ""

    @property
    def keys(self) -> list[str]:
        """Folded keys in order."""
        return [token.key for token in self.tokens]

    def is_accented(self) -> bool:
        """Return whether the writer used accents, so that a bare word was meant bare."""
        return sum(token.marked for token in self.tokens) * 4 >= len(self.tokens) > 0

    def decoded(self) -> Reading:
        """Return the reading with Telex and VNI leftovers turned into letters."""
        plain = tuple(
            Token(key, key, False, token.segment)
            if (key := decode_typing(token.key)) != token.key
            else token
            for token in self.tokens
        )
        return Reading(plain, (), self.khmer)


def tokens_of(text: str, segment: int = 0) -> tuple[Token, ...]:
    """Return the tokens of one segment."""
    return tuple(_token(word, segment) for word in words(text))


@lru_cache(maxsize=65536)
def _token(word: str, segment: int) -> Token:
    """Adverts repeat their words: each is worked out once."""
    return Token(word_key(word), accent_key(word), has_marks(word), segment)


def read(
    text: str | None,
    abbreviations: dict[str, list[tuple[Token, ...]]],
    regional: dict[str, tuple[Token, ...]] | None = None,
) -> Reading:
    """Return the reading of a text; ambiguous short forms keep their other meanings.

    Args:
        text: anything a person typed; words about protected facts are left out.
        abbreviations: folded short form → the readings it has, the usual one first.
        regional: accented southern word → the word the vocabulary uses.
    """
    plain = neutral(text)
    tokens: list[Token] = []
    alternates: list[tuple[int, tuple[Token, ...]]] = []
    previous = ""
    for segment, part in enumerate(_BREAK.split(plain)):
        for token in tokens_of(part, segment):
            if regional and token.accent in regional:
                tokens.extend(_at(regional[token.accent], segment))
                continue
            readings = abbreviations.get(token.key)
            # '7tr', '5k' and '40kg' are amounts, and an accented word is not a short form
            # unless it is one that is written with đ (lđpt, đl).
            amount = previous[-1:].isdigit() and token.key in _UNITS
            if readings is None or amount or not _is_short_form(token):
                tokens.append(token)
            else:
                for other in readings[1:]:
                    alternates.append((len(tokens), _at(other, segment, marked=False)))
                # Opened forms say nothing about whether the writer types accents.
                tokens.extend(_at(readings[0], segment, marked=False))
            previous = token.key
    khmer = " ".join(word for word in words(plain) if is_khmer(word))
    return Reading(tuple(tokens), tuple(alternates[:6]), khmer)


def _is_short_form(token: Token) -> bool:
    return token.accent.replace("đ", "d") == token.key


def _at(
    tokens: tuple[Token, ...], segment: int, *, marked: bool | None = None
) -> tuple[Token, ...]:
    return tuple(
        Token(t.key, t.accent, t.marked if marked is None else marked, segment) for t in tokens
    )
