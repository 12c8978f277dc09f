"""Turn one text into tokens the vocabulary can look up: abbreviations opened, accents kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from matching.reading.protected import neutral
from matching.reading.vietnamese import (
    WORD,
    accent_key,
    decode_typing,
    has_marks,
    is_khmer,
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
_ALTERNATES_KEPT = 6
_CACHE_SIZE = 32_768


class Token(NamedTuple):
    """One word: its folded key, its accented key, whether it showed marks."""

    key: str
    accent: str
    marked: bool


Alternate = tuple[int, tuple[Token, ...]]


@dataclass(frozen=True, eq=False)
class Reading:
    """The tokens of a text, other readings of its short forms, and its Khmer runs.

    ``segments`` tells per token in which clause it stands; ``spans`` is where the vocabulary
    keeps the phrases it found, so that a text is searched once.
    """

    tokens: tuple[Token, ...]
    segments: tuple[int, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    khmer: str = ""
    spans: dict[str, list[Any]] = field(default_factory=dict, repr=False)

    @cached_property
    def keys(self) -> list[str]:
        """Folded keys in order."""
        return [token.key for token in self.tokens]

    @cached_property
    def is_accented(self) -> bool:
        """Whether the writer used accents, so that a bare word was meant bare."""
        return sum(token.marked for token in self.tokens) * 4 >= len(self.tokens) > 0

    def decoded(self) -> Reading:
        """Return the reading with Telex and VNI leftovers turned into letters."""
        plain = tuple(
            Token(key, key, False) if (key := decode_typing(token.key)) != token.key else token
            for token in self.tokens
        )
        return self if plain == self.tokens else Reading(plain, self.segments, (), self.khmer)

    def replaced(self, position: int, tokens: Sequence[Token]) -> Reading:
        """Return the reading with other words in the place of one token."""
        segment = (self.segments[position],) * len(tokens)
        return Reading(
            (*self.tokens[:position], *tokens, *self.tokens[position + 1 :]),
            (*self.segments[:position], *segment, *self.segments[position + 1 :]),
        )


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text, nothing opened."""
    return tuple(map(_token, words(text)))


@lru_cache(maxsize=65536)
def _token(word: str) -> Token:
    """Adverts repeat their words: each is worked out once."""
    return Token(word_key(word), accent_key(word), has_marks(word))


class _Form(NamedTuple):
    """What one written word stands for: itself, its usual opening, its other openings."""

    itself: Token
    opened: tuple[Token, ...]
    others: tuple[tuple[Token, ...], ...]


class TextReader:
    """Reads texts with the abbreviations and southern words of a vocabulary.

    Args:
        abbreviations: folded short form → the readings it has, the usual one first.
        regional: accented southern word → the words the vocabulary uses.
    """

    def __init__(
        self,
        abbreviations: Mapping[str, Sequence[tuple[Token, ...]]],
        regional: Mapping[str, tuple[Token, ...]] | None = None,
    ) -> None:
        self._abbreviations = abbreviations
        self._regional = regional or {}
        self._forms: dict[str, _Form] = {}
        self._clauses: dict[str, tuple[list[Token], list[Alternate]]] = {}

    def read(self, text: str | None) -> Reading:
        """Return the reading of a text; ambiguous short forms keep their other meanings.

        Words about protected facts are left out. None and '' give an empty reading.
        """
        plain = neutral(text)
        tokens: list[Token] = []
        segments: list[int] = []
        alternates: list[Alternate] = []
        for segment, part in enumerate(_BREAK.split(plain)):
            if not part or part == " ":
                continue
            found, others = self._clause(part)
            if others:
                start = len(tokens)
                alternates += [(start + position, other) for position, other in others]
            tokens += found
            segments += [segment] * len(found)
        khmer = " ".join(filter(is_khmer, words(plain))) if is_khmer(plain) else ""
        return Reading(tuple(tokens), tuple(segments), tuple(alternates[:_ALTERNATES_KEPT]), khmer)

    def _clause(self, part: str) -> tuple[list[Token], list[Alternate]]:
        """Return tokens and alternates of one clause; an advert's clauses are asked for often."""
        cached = self._clauses.get(part)
        if cached is None:
            if len(self._clauses) >= _CACHE_SIZE:
                self._clauses.clear()
            cached = self._clauses[part] = self._read_clause(part)
        return cached

    def _read_clause(self, part: str) -> tuple[list[Token], list[Alternate]]:
        tokens: list[Token] = []
        alternates: list[Alternate] = []
        previous = ""
        for word in WORD.findall(part):
            form = self._forms.get(word) or self._form(word)
            # '7tr', '5k' and '40kg' are amounts, not short forms.
            if form.itself.key in _UNITS and previous[-1:].isdigit():
                tokens.append(form.itself)
            else:
                alternates += [(len(tokens), other) for other in form.others]
                tokens += form.opened
            previous = form.itself.key
        return tokens, alternates

    def _form(self, word: str) -> _Form:
        token = _token(word)
        opened: tuple[Token, ...] = (token,)
        others: tuple[tuple[Token, ...], ...] = ()
        readings = self._abbreviations.get(token.key)
        if token.accent in self._regional:
            opened = self._regional[token.accent]
        elif readings is not None and _is_short_form(token):
            # Opened forms say nothing about whether the writer types accents.
            opened, *rest = (tuple(t._replace(marked=False) for t in r) for r in readings)
            others = tuple(rest)
        if len(self._forms) >= _CACHE_SIZE:
            self._forms.clear()
        form = self._forms[word] = _Form(token, opened, others)
        return form


def _is_short_form(token: Token) -> bool:
    """An accented word is no short form unless it is written with đ (lđpt, đl)."""
    return token.accent.replace("đ", "d") == token.key
