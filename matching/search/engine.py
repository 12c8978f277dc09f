"""The search box: one reading of the query, facets taken out, openings and courses scored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from matching.places import Gazetteer, Place
from matching.profiles.shapes import CourseProfile, OpeningProfile
from matching.reading.vietnamese import fold, neutral
from matching.reading.wages import read_wage
from matching.scoring.features import OpeningArrays
from matching.scoring.text_index import TextIndex, cosine
from matching.vocabulary.vocabulary import Candidate, Vocabulary

_WAGE_WORDS = re.compile(
    r"\b(?:luong|thu nhap|tren|tu|hon|den|toi|khoang|tro len|it nhat|up to|muc)\b"
    r"|\d[\d.,]*\s*(?:trieu|tr|cu|k|nghin|ngan)?\d*(?:/\s*(?:thang|ngay))?"
)
_WAGE_SIGN = re.compile(r"\d\s*(?:trieu|tr|cu|nghin|ngan|k)(?=\d|\b)|\d{6,}|\d\.\d{3}\.\d{3}")

# How a facet that an opening does not show scales its score: it may still be near or well paid.
_OTHER_PLACE = 0.45
_BELOW_WAGE = 0.5
_UNKNOWN_WAGE = 0.75
_NO_BENEFIT = 0.35


@dataclass(frozen=True)
class Understood:
    """What the query was taken to mean, for the page to show and to correct."""

    occupations: list[Candidate] = field(default_factory=list)
    skills: list[Candidate] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    wage_min: float | None = None
    benefits: list[str] = field(default_factory=list)
    leftover: str = ""


@dataclass(frozen=True)
class SearchResult:
    """What was understood and (id, score) pairs, best first."""

    understood: Understood
    hits: list[tuple[str, float]]


@dataclass
class _Query:
    text: str
    occupations: np.ndarray
    places: list[Place]
    wage_min: float | None
    benefits: list[str]
    any_work: bool
    understood: Understood


class SearchEngine:
    """Scores queries against the openings and courses a matcher holds."""

    def __init__(
        self,
        openings: OpeningArrays,
        courses: Sequence[CourseProfile],
        index: TextIndex,
        vocabulary: Vocabulary,
        gazetteer: Gazetteer,
    ) -> None:
        self.openings = openings
        self.courses = list(courses)
        self.index = index
        self.vocabulary = vocabulary
        self.gazetteer = gazetteer
        # A searcher means the trade itself; neighbours come after it.
        self.closeness = vocabulary.similarity**2
        profiles = openings.profiles
        self._body_letters = index.letters([p.text_all for p in profiles])
        self._extras = index.words([_extra_text(p) for p in profiles])
        self._course_title = index.words([c.text_title for c in self.courses])
        self._course_body = index.words([c.text_all for c in self.courses])
        self._course_letters = index.letters([c.text_title for c in self.courses])

    def search(self, query: str, top_k: int = 50) -> SearchResult:
        """Return what the query means and the openings it means, best first.

        An empty query gives no hits; hits with nothing in common are left out.
        """
        if not self.openings.profiles or not fold(query):
            return SearchResult(Understood(), [])
        read = self._understand(query)
        scores = self._occupation_scores(read) + self._text_scores(read)
        scores = scores * self._facets(read) + self._facet_only(read)
        ids = [profile.record.id for profile in self.openings.profiles]
        return SearchResult(read.understood, _best(ids, scores, top_k))

    def search_courses(self, query: str, top_k: int = 50) -> list[tuple[str, float]]:
        """Return (course id, score) pairs, best first; [] for an empty query."""
        if not self.courses or not fold(query):
            return []
        read = self._understand(query)
        words, letters = self.index.words([read.text]), self.index.letters([read.text])
        scores = (
            0.5 * cosine(words, self._course_title)[0]
            + 0.35 * cosine(words, self._course_body)[0]
            + 0.35 * cosine(letters, self._course_letters)[0]
        )
        reach = self._reach(read)
        for row, course in enumerate(self.courses):
            fit = max((reach[o] * sure for o, sure in course.occupations), default=0.0)
            scores[row] += 0.8 * fit
        return _best([course.record.id for course in self.courses], scores, top_k)

    # -- reading the query --------------------------------------------------------------------

    def _understand(self, query: str) -> _Query:
        text = neutral(query)
        folded = fold(text)
        places = self.gazetteer.places_in(text)
        wage = read_wage(text, bare_millions=False) if _WAGE_SIGN.search(folded) else None
        wage_min = wage.low if wage and wage.low is not None else wage.high if wage else None
        benefits = list(self.vocabulary.terms_in(text, "benefit"))
        rest = _without(text, [words for _, words in places])
        if wage_min is not None:
            rest = _without_wage(rest)
        evidence = self.vocabulary.occupation_evidence(rest)
        occupations = np.zeros(len(self.vocabulary.occupations), dtype=np.float32)
        for key, (confidence, _) in evidence.items():
            occupations[self.vocabulary.occupation_index[key]] = confidence
        any_work = "việc gì cũng được" in self.vocabulary.terms_in(text, "wish")
        candidates = self.vocabulary.occupations_in(rest, limit=5)
        used = [candidate.matched_text for candidate in candidates]
        understood = Understood(
            occupations=candidates,
            skills=self.vocabulary.skills_in(rest, limit=5),
            places=[place.name for place, _ in places if place.kind != "zone"],
            zones=[place.key for place, _ in places if place.kind == "zone"],
            wage_min=wage_min,
            benefits=benefits,
            leftover=_without(fold(rest), used),
        )
        return _Query(
            rest, occupations, [p for p, _ in places], wage_min, benefits, any_work, understood
        )

    # -- scoring ------------------------------------------------------------------------------

    def _reach(self, read: _Query) -> np.ndarray:
        held = np.flatnonzero(read.occupations > 0.1)
        if not held.size:
            return np.zeros(len(read.occupations), dtype=np.float32)
        return (read.occupations[held, None] * self.closeness[held]).max(axis=0)

    def _occupation_scores(self, read: _Query) -> np.ndarray:
        reach = self._reach(read)
        jobs = self.openings
        return (reach[jobs.occupation] * jobs.confidence).max(axis=1)

    def _text_scores(self, read: _Query) -> np.ndarray:
        words, letters = self.index.words([read.text]), self.index.letters([read.text])
        jobs = self.openings
        return (
            0.45 * cosine(words, jobs.title_words)[0]
            + 0.35 * cosine(words, jobs.body_words)[0]
            + 0.15 * cosine(words, self._extras)[0]
            + 0.30 * cosine(letters, jobs.title_letters)[0]
            + 0.15 * cosine(letters, self._body_letters)[0]
        )

    def _facets(self, read: _Query) -> np.ndarray:
        factor = np.ones(len(self.openings.profiles), dtype=np.float32)
        if read.places:
            inside = np.array([self._is_at(p, read.places) for p in self.openings.profiles])
            factor *= np.where(inside, 1.0, _OTHER_PLACE)
        if read.wage_min is not None:
            factor *= _wage_factor(self.openings.wage, read.wage_min)
        if read.benefits and read.occupations.max() > 0.3:
            factor *= np.where(self._offers(read.benefits) > 0, 1.0, _NO_BENEFIT)
        return factor

    def _facet_only(self, read: _Query) -> np.ndarray:
        """Score by place, benefit or 'any work' when no trade was named."""
        profiles = self.openings.profiles
        scores = np.zeros(len(profiles), dtype=np.float32)
        named = float(read.occupations.max(initial=0.0))
        if read.benefits:
            scores += (0.9 if named < 0.3 else 0.2) * self._offers(read.benefits)
        if read.any_work and named < 0.7:
            scores += 0.5 * np.array([_is_entry(p, self.vocabulary) for p in profiles])
        if read.places and named < 0.3:
            scores += 0.3 * np.array([self._is_at(p, read.places) for p in profiles])
        return scores

    def _offers(self, benefits: list[str]) -> np.ndarray:
        wanted = set(benefits)
        return np.array(
            [len(wanted & p.benefits) / len(wanted) for p in self.openings.profiles],
            dtype=np.float32,
        )

    def _is_at(self, profile: OpeningProfile, places: list[Place]) -> bool:
        record = profile.record
        spots = {
            self.gazetteer.district_key(record.zone),
            self.gazetteer.district_key(record.district),
            self.gazetteer.district_key(record.commune),
        }
        for place in places:
            if place.kind == "zone" and place.key == record.zone_key:
                return True
            name = self.gazetteer.district_key(place.name)
            if place.kind == "zone":
                if name == self.gazetteer.district_key(record.zone):
                    return True
            elif name in spots:
                return True
        return False


def _extra_text(profile: OpeningProfile) -> str:
    record = profile.record
    parts = (record.company, record.benefits, record.zone, record.commune, record.district)
    return neutral(". ".join(part for part in parts if part))


def _wage_factor(wage: np.ndarray, wished: float) -> np.ndarray:
    """Return 1 where the pay starts at the wish, a little less where only its top reaches it."""
    low = np.where(np.isnan(wage[:, 0]), wage[:, 1] * 0.8, wage[:, 0])
    high = np.where(np.isnan(wage[:, 1]), wage[:, 0] * 1.2, wage[:, 1])
    factor = np.where(low >= wished, 1.0, np.where(high >= wished, 0.9, _BELOW_WAGE))
    return np.where(np.isnan(low), _UNKNOWN_WAGE, factor).astype(np.float32)


def _is_entry(profile: OpeningProfile, vocabulary: Vocabulary) -> float:
    """Return how far an opening takes anyone: elementary work, no experience, no schooling."""
    if not profile.occupations:
        return 0.0
    occupation = list(vocabulary.occupations.values())[profile.occupations[0][0]]
    open_to_all = (profile.months_asked or 0) == 0 and (profile.level or 0) <= 2
    if occupation.is_residual:
        return 1.0
    if occupation.vsco_code.startswith("9"):
        return 0.8 if open_to_all else 0.6
    return 0.35 if open_to_all and occupation.vsco_code[0] in "78" else 0.0


def _without(text: str, phrases: Sequence[str]) -> str:
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


def _without_wage(text: str) -> str:
    folded = fold_same_length(text)
    if len(folded) != len(text):
        text = folded
    for found in reversed(list(_WAGE_WORDS.finditer(folded))):
        text = text[: found.start()] + " " + text[found.end() :]
    return " ".join(text.split())


def _best(ids: list[str], scores: np.ndarray, top_k: int) -> list[tuple[str, float]]:
    order = sorted(range(len(ids)), key=lambda row: (-scores[row], ids[row]))
    return [(ids[row], float(scores[row])) for row in order[:top_k] if scores[row] > 0]
