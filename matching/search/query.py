"""One reading of a search query: the work, the skills, and the facets taken out of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from matching.places import Gazetteer, Place
from matching.reading.protected import neutral
from matching.reading.vietnamese import fold, word_key
from matching.reading.vietnamese import words as words_in
from matching.reading.wages import read_wage
from matching.search.spelling import Speller
from matching.search.terms import with_pairs, words_of
from matching.vocabulary.vocabulary import Candidate, Vocabulary

_WAGE_WORDS = re.compile(
    r"\b(?:luong|thu nhap|tren|tu|hon|den|toi|khoang|tro len|it nhat|up to|muc)\b"
    r"|\d[\d.,]*\s*(?:trieu|tr|cu|k|nghin|ngan)?\d*(?:/\s*(?:thang|ngay))?"
)
_WAGE_SIGN = re.compile(r"\d\s*(?:trieu|tr|cu|nghin|ngan|k)(?=\d|\b)|\d{6,}|\d\.\d{3}\.\d{3}")
# 'Có xe đưa rước' speaks of a benefit, 'tài xế xe đưa rước' of a trade.
_OFFERS = frozenset(["co", "cho", "duoc", "khong", "ko", "hong", "khoi", "bao", "ho", "tro"])

SHIFTS = frozenset(["ca đêm", "không ca đêm", "giờ hành chính", "xoay ca"])
NO_DIPLOMA, NO_EXPERIENCE = "không cần bằng cấp", "không cần kinh nghiệm"
SHORT_TERM, NEAR = "thời vụ", "làm gần nhà"
_ANY_WORK = "việc gì cũng được"
# A corrected spelling may be wrong where the typed one is right.
_CORRECTED = 0.85
NAMED = 0.3
# A guess at a misspelt word counts less once another spelling is found for the whole query.
_SURE, _GUESSED = 0.75, 0.6
# A spelling that needs one more slip must name a trade so much more surely.
_DEARER = 0.3


@dataclass(frozen=True)
class Understood:
    """What the query was taken to mean, for the page to show and to correct.

    ``benefits`` holds everything asked of an opening beside work, place and pay; the fields
    after it pick out of those what the page has filters for. ``near`` is 'gần nhà', which only
    the page can resolve. ``corrected`` is another spelling that was searched too, '' when none.
    """

    occupations: list[Candidate] = field(default_factory=list)
    skills: list[Candidate] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    wage_min: float | None = None
    benefits: list[str] = field(default_factory=list)
    leftover: str = ""
    shifts: list[str] = field(default_factory=list)
    no_diploma: bool = False
    no_experience: bool = False
    short_term: bool = False
    near: bool = False
    any_work: bool = False
    corrected: str = ""


@dataclass(frozen=True)
class Query:
    """A query in numbers: occupations have one cell each, terms are term → how sure."""

    occupations: np.ndarray
    terms: Mapping[str, float]
    words: Sequence[str]
    places: Sequence[Place]
    wage_min: float | None
    benefits: Sequence[str]
    any_work: bool
    understood: Understood

    @property
    def named(self) -> float:
        """How surely an occupation was named."""
        return float(self.occupations.max(initial=0.0))


class QueryReader:
    """Reads queries with a vocabulary, a gazetteer and what is known of spelling."""

    def __init__(self, vocabulary: Vocabulary, gazetteer: Gazetteer, speller: Speller) -> None:
        self.vocabulary = vocabulary
        self.gazetteer = gazetteer
        self.speller = speller

    def read(self, query: str) -> Query:
        """Return what a query means; an empty one means nothing."""
        text = neutral(query)
        places = self.gazetteer.places_in(text)
        wage_min = _wage(text)
        benefits = self.vocabulary.terms_in(text, "benefit")
        rest = self._rest(text, places, wage_min)
        corrected = self._best_spelling(without(text, [said for _, said in places]), benefits)
        places = places or self.gazetteer.places_in(corrected)
        benefits = self.vocabulary.terms_in(corrected, "benefit") | benefits
        other = self._rest(corrected, places, wage_min)
        occupations = self._occupations(rest, other, benefits)
        any_work = _ANY_WORK in (
            self.vocabulary.terms_in(text, "wish") | self.vocabulary.terms_in(corrected, "wish")
        )
        terms, words = self._terms(
            *(
                without(text, list(benefits.values())) if occupations.max() < NAMED else text
                for text in (rest, other)
            )
        )
        return Query(
            occupations=occupations,
            terms=terms,
            words=words,
            places=[place for place, _ in places],
            wage_min=wage_min,
            # How near an opening is depends on who asks: it is not the opening's to offer.
            benefits=[name for name in benefits if name != NEAR],
            any_work=any_work or list(benefits) == [NEAR],
            understood=self._understood(
                rest, other, places, wage_min, benefits, any_work, corrected
            ),
        )

    def _best_spelling(self, text: str, benefits: Mapping[str, str]) -> str:
        """Return the other spelling that names a trade most surely; '' when none is likely."""
        certain = {word for said in benefits.values() for word in said.split()}
        found = self.speller.spellings(text, certain)
        if not found:
            return ""
        worth = [
            max((sure for sure, _ in self.vocabulary.occupation_evidence(one).values()), default=0)
            - _DEARER * dearer
            for one, dearer in found
        ]
        return found[int(np.argmax(worth))][0]

    def _rest(self, text: str, places: Sequence[tuple[Place, str]], wage_min: float | None) -> str:
        rest = without(text, [words for _, words in places])
        return _without_wage(rest) if wage_min is not None else rest

    def _occupations(self, rest: str, other: str, benefits: Mapping[str, str]) -> np.ndarray:
        found = np.zeros(len(self.vocabulary.occupations), dtype=np.float32)
        for text, share in ((rest, 1.0), (other, _CORRECTED)):
            evidence = self.vocabulary.occupation_evidence(text)
            if text is rest and other and max((s for s, _ in evidence.values()), default=0) < _SURE:
                share = _GUESSED
            for key, (sure, words) in evidence.items():
                row = self.vocabulary.occupation_index[key]
                if not self._is_offer(text, words, benefits):
                    found[row] = max(found[row], share * sure)
        return found

    def _trades(self, text: str, benefits: Mapping[str, str]) -> list[Candidate]:
        return [
            one
            for one in self.vocabulary.occupations_in(text, limit=5)
            if not self._is_offer(text, one.matched_text, benefits)
        ]

    def _is_offer(self, text: str, words: str, benefits: Mapping[str, str]) -> bool:
        """Return whether words that could name a trade were said of a benefit.

        'Có xe đưa rước' is a benefit, 'tài xế xe đưa rước' a trade, 'giữ trẻ' alone is both.
        """
        tokens = [word_key(word) for word in words_in(text)]
        trade = _span(tokens, words.split())
        for said in benefits.values():
            offer = _span(tokens, said.split())
            if trade and offer and trade[0] < offer[0] < trade[1] < offer[1]:
                # 'làm ca đêm': 'làm cá' ends within the words of a benefit
                return True
            if trade and offer and offer[0] < trade[1] and trade[0] < offer[1]:
                first = min(offer[0], trade[0])
                if _OFFERS & {tokens[first], *tokens[max(first - 1, 0) : first]}:
                    return True
        return False

    def _terms(self, rest: str, other: str) -> tuple[dict[str, float], list[str]]:
        words = words_of(self.vocabulary, rest)
        terms = dict.fromkeys(with_pairs(words), 1.0)
        if other:
            better = words_of(self.vocabulary, other)
            for term in with_pairs(better):
                terms.setdefault(term, _CORRECTED)
            words = words + [word for word in better if word not in words]
        return terms, words

    def _understood(
        self,
        rest: str,
        other: str,
        places: Sequence[tuple[Place, str]],
        wage_min: float | None,
        benefits: Mapping[str, str],
        any_work: bool,
        corrected: str,
    ) -> Understood:
        text, candidates = rest, self._trades(rest, benefits)
        if not candidates and other:
            text, candidates = other, self._trades(other, benefits)
        return Understood(
            occupations=candidates,
            skills=self.vocabulary.skills_in(text, limit=5),
            places=[place.name for place, _ in places if place.kind != "zone"],
            zones=[place.key for place, _ in places if place.kind == "zone"],
            wage_min=wage_min,
            benefits=list(benefits),
            leftover=without(fold(text), [candidate.matched_text for candidate in candidates]),
            shifts=[name for name in benefits if name in SHIFTS],
            no_diploma=NO_DIPLOMA in benefits,
            no_experience=NO_EXPERIENCE in benefits,
            short_term=SHORT_TERM in benefits,
            near=NEAR in benefits,
            any_work=any_work,
            corrected=corrected,
        )


def _span(tokens: Sequence[str], words: Sequence[str]) -> tuple[int, int] | None:
    """Return (start, end) of words among tokens; None when they do not stand there."""
    for start in range(len(tokens) - len(words) + 1):
        if words and list(tokens[start : start + len(words)]) == list(words):
            return start, start + len(words)
    return None


def without(text: str, phrases: Sequence[str]) -> str:
    """Return the text without phrases given in folded form, accents of the rest kept."""
    folded = fold(text)
    if len(folded) != len(text):
        text = folded
    for phrase in phrases:
        found = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", folded)
        if found and phrase:
            text = text[: found.start()] + " " * len(phrase) + text[found.end() :]
            folded = fold_same_length(text)
    return " ".join(text.split())


def fold_same_length(text: str) -> str:
    """Fold letter by letter so that offsets in the result are offsets in the text."""
    return "".join(fold(char) or " " for char in text)


def _wage(text: str) -> float | None:
    """Return the least pay a query asks for, million VND a month; None when it names none."""
    if not _WAGE_SIGN.search(fold(text)):
        return None
    wage = read_wage(text, bare_millions=False)
    return wage.low if wage.low is not None else wage.high


def _without_wage(text: str) -> str:
    folded = fold_same_length(text)
    if len(folded) != len(text):
        text = folded
    for found in reversed(list(_WAGE_WORDS.finditer(folded))):
        text = text[: found.start()] + " " + text[found.end() :]
    return " ".join(text.split())
