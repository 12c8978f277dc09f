"""The search box: openings and courses scored against one reading of the query."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from matching.places import Gazetteer
from matching.profiles.shapes import CourseProfile, OpeningProfile
from matching.reading.protected import neutral
from matching.reading.vietnamese import fold
from matching.search.corpus import Corpus, Entry, Lexicons
from matching.search.facets import (
    benefit_columns,
    opening_facets,
    place_spot,
    road_km_to,
)
from matching.search.postings import Field, Lexicon
from matching.search.query import NAMED, Query, QueryReader, Understood
from matching.search.spelling import Speller
from matching.search.terms import letters_of, with_pairs, words_of
from matching.search.wording import Wording
from matching.vocabulary.vocabulary import Vocabulary

# What agrees, and how much it counts beside the trade (1): chosen on the dev queries, where
# the neighbourhood of these figures is flat (LAB.md, 'Search').
_WORDS, _LETTERS = 0.3, 0.4
_COURSE_TRADE = 0.8

# How a facet that an opening does not show scales its score: it may still be near or well paid.
_OTHER_PLACE, _NEARBY, _NEARBY_KM = 0.45, 0.3, 10.0
_BELOW_WAGE, _UNKNOWN_WAGE = 0.5, 0.75
_NO_BENEFIT = 0.35
# What an opening gains by a facet when the query named a trade, and when it named none.
_BENEFIT_BESIDE, _BENEFIT_ALONE = 0.2, 0.9
_ANY_WORK, _PLACE_ALONE = 0.5, 0.3
_SURE_TRADE = 0.7
# So close a trade is the one that was asked for; so surely a benefit is offered.
_SAME_TRADE, _OFFERED = 0.7, 0.5
# What work of the named trade keeps of its score when nothing else of the query is met.
_TRADE_KEEPS = 0.3
# Below it only stray letters agree.
_LEAST = 0.1

# Fields: weight of a word in it, and how many terms (words and pairs, letters) it usually has.
_TITLE, _DUTIES = Field(3.0, 8), Field(1.0, 80)
_ASKED, _EXTRAS = Field(0.7, 40), Field(0.5, 50)
_TITLE_LETTERS, _DUTY_LETTERS = Field(2.0, 30), Field(0.4, 400)


@dataclass(frozen=True)
class SearchResult:
    """What was understood and (id, score) pairs, best first.

    ``lacking`` holds, for hits that do not meet all that was asked, what they do not: 'work',
    'place', 'wage' or the name of a benefit. Unknown pay does not meet a wage.
    """

    understood: Understood
    hits: list[tuple[str, float]]
    lacking: Mapping[str, frozenset[str]] = field(default_factory=dict)


class SearchEngine:
    """Scores queries against openings and courses.

    One engine never changes, so readers need no lock; ``updated`` gives the next. Updates must
    come one after the other.
    """

    def __init__(
        self,
        openings: Sequence[OpeningProfile],
        courses: Sequence[CourseProfile],
        vocabulary: Vocabulary,
        gazetteer: Gazetteer,
    ) -> None:
        self.vocabulary = vocabulary
        self.gazetteer = gazetteer
        names = [place.name for place in gazetteer.places]
        self.reader = QueryReader(vocabulary, gazetteer, Speller(vocabulary, names))
        self.wording = Wording(vocabulary, names)
        self._columns = benefit_columns(vocabulary)
        lexicons = Lexicons(Lexicon(), Lexicon())
        self._openings = Corpus(lexicons, [self._opening(lexicons, p) for p in openings])
        self._facets = opening_facets(openings, vocabulary, gazetteer)
        lexicons = Lexicons(Lexicon(), Lexicon())
        self._courses = Corpus(lexicons, [self._course(lexicons, c) for c in courses])
        self._course_facets = [self._course_facet(course) for course in courses]

    def updated(
        self,
        openings: Sequence[OpeningProfile] = (),
        removed: Collection[str] = (),
        *,
        courses: Sequence[CourseProfile] = (),
        courses_removed: Collection[str] = (),
    ) -> SearchEngine:
        """Return an engine that knows these new or changed records and has lost the removed.

        Its answers are those of an engine built anew; the work is that of the changed records.
        """
        other = copy.copy(self)
        read = [self._opening(self._openings.lexicons, profile) for profile in openings]
        other._openings = self._openings.updated(read, removed)
        if openings:
            fresh = opening_facets(openings, self.vocabulary, self.gazetteer)
            other._facets = self._facets.joined(fresh)
        taught = [self._course(self._courses.lexicons, course) for course in courses]
        other._courses = self._courses.updated(taught, courses_removed)
        other._course_facets = self._course_facets + [self._course_facet(c) for c in courses]
        return other

    def search(self, query: str, top_k: int = 50) -> SearchResult:
        """Return what the query means and the openings it means, best first.

        An empty query gives no hits; openings with nothing in common are left out.
        """
        if not fold(query):
            return SearchResult(Understood(), [])
        read = self.reader.read(query)
        if not self._openings.size:
            return SearchResult(read.understood, [])
        words, letters = self._openings.overlap(read.terms, _letter_terms(read))
        trade = self._trade(read)
        scores = trade + _WORDS * words + _LETTERS * letters + self._facet_gain(read)
        scores = scores * self._factor(read, trade)
        hits = self._openings.best(scores, top_k, _LEAST)
        return SearchResult(read.understood, hits, self._lacking(read, trade, hits))

    def search_courses(self, query: str, top_k: int = 50) -> list[tuple[str, float]]:
        """Return (course id, score) pairs, best first; [] for an empty query."""
        if not self._courses.size or not fold(query):
            return []
        read = self.reader.read(query)
        words, letters = self._courses.overlap(read.terms, _letter_terms(read))
        scores = _WORDS * words + _LETTERS * letters
        reach = self._reach(read)
        wanted = {place_spot(place, self.gazetteer) for place in read.places}
        for row, (trades, spots) in enumerate(self._course_facets):
            scores[row] += _COURSE_TRADE * max((reach[o] * sure for o, sure in trades), default=0)
            scores[row] += _PLACE_ALONE * bool(wanted & spots)
        return self._courses.best(scores, top_k, _LEAST)

    # -- reading documents --------------------------------------------------------------------

    def _opening(self, lexicons: Lexicons, profile: OpeningProfile) -> Entry:
        record = profile.record
        extras = (record.company, record.benefits, record.zone, record.commune, record.district)
        title = words_of(self.vocabulary, profile.text_title)
        duties = words_of(self.vocabulary, neutral(record.description))
        asked = words_of(self.vocabulary, neutral(record.requirements))
        more = words_of(self.vocabulary, neutral(". ".join(filter(None, extras))))
        return Entry(
            record.id,
            lexicons.words.encode(
                [
                    (_TITLE, with_pairs(title)),
                    (_DUTIES, with_pairs(duties)),
                    (_ASKED, with_pairs(asked)),
                    (_EXTRAS, with_pairs(more)),
                ]
            ),
            lexicons.letters.encode(
                [(_TITLE_LETTERS, letters_of(title)), (_DUTY_LETTERS, letters_of(duties))]
            ),
        )

    def _course(self, lexicons: Lexicons, course: CourseProfile) -> Entry:
        record = course.record
        title = words_of(self.vocabulary, course.text_title)
        body = words_of(self.vocabulary, neutral(f"{record.description}. {record.outcomes}"))
        extras = (record.provider, record.commune, record.district)
        more = words_of(self.vocabulary, neutral(". ".join(filter(None, extras))))
        return Entry(
            record.id,
            lexicons.words.encode(
                [
                    (_TITLE, with_pairs(title)),
                    (_DUTIES, with_pairs(body)),
                    (_EXTRAS, with_pairs(more)),
                ]
            ),
            lexicons.letters.encode([(_TITLE_LETTERS, letters_of(title))]),
        )

    def _course_facet(self, course: CourseProfile) -> tuple[list[tuple[int, float]], set[str]]:
        """Return a course's trades and the places it is taught at."""
        names = (course.record.district, course.record.commune)
        return course.occupations, {self.gazetteer.district_key(name) for name in names if name}

    # -- scoring ------------------------------------------------------------------------------

    def _reach(self, read: Query) -> np.ndarray:
        """Return per occupation how close it is to what the query named, 0 to 1."""
        held = np.flatnonzero(read.occupations > 0.1)
        if not held.size:
            return np.zeros(len(read.occupations), dtype=np.float32)
        reach: np.ndarray = (read.occupations[held, None] * self.vocabulary.similarity[held]).max(
            axis=0
        )
        return reach

    def _trade(self, read: Query) -> np.ndarray:
        fits = self._reach(read)[self._facets.occupation] * self._facets.confidence
        trade: np.ndarray = fits.max(axis=0)
        return trade

    def _facet_gain(self, read: Query) -> np.ndarray:
        """Score by place, benefit or 'any work' where no trade, or none surely, was named."""
        gain = np.zeros(self._facets.size, dtype=np.float32)
        alone = read.named < NAMED
        if read.benefits:
            gain += (_BENEFIT_ALONE if alone else _BENEFIT_BESIDE) * self._offers(read)
        if read.any_work and read.named < _SURE_TRADE:
            gain += _ANY_WORK * self._facets.entry
        if read.places and alone:
            gain += _PLACE_ALONE * self._inside(read)
        return gain

    def _facet_factor(self, read: Query) -> np.ndarray:
        factor = np.ones(self._facets.size, dtype=np.float32)
        if read.places:
            factor *= self._nearness(read)
        if read.wage_min is not None:
            factor *= _wage_factor(self._facets.wage, read.wage_min)
        if read.benefits and read.named >= NAMED:
            factor *= np.where(self._offers(read) > 0, 1.0, _NO_BENEFIT)
        return factor

    def _factor(self, read: Query, trade: np.ndarray) -> np.ndarray:
        """Return what facets leave of a score; where a trade is named, work of that trade keeps
        a share whatever else it lacks, so that other work never stands above it by place alone.
        """
        factor = self._facet_factor(read)
        if read.named < NAMED:
            return factor
        kept = _TRADE_KEEPS * _same_trade(read, trade)
        return (kept + (1.0 - kept) * factor).astype(np.float32)

    def _lacking(
        self, read: Query, trade: np.ndarray, hits: Sequence[tuple[str, float]]
    ) -> dict[str, frozenset[str]]:
        """Return id → what of the query a hit does not meet; hits that meet all are left out."""
        unmet: dict[str, np.ndarray] = {}
        if read.named >= NAMED:
            unmet["work"] = ~_same_trade(read, trade)
        if read.places:
            unmet["place"] = ~self._inside(read)
        if read.wage_min is not None:
            unmet["wage"] = ~(np.nanmax(self._facets.wage, axis=1, initial=0.0) >= read.wage_min)
        for name in read.benefits:
            if name in self._columns:
                unmet[name] = self._facets.benefits[:, self._columns[name]] < _OFFERED
        found = {}
        for identity, _score in hits if unmet else ():
            row = self._openings.row_of(identity)
            lacks = frozenset(name for name, rows in unmet.items() if rows[row])
            if lacks:
                found[identity] = lacks
        return found

    def _offers(self, read: Query) -> np.ndarray:
        """Return which share of the benefits asked for each opening offers."""
        columns = [self._columns[name] for name in read.benefits if name in self._columns]
        if not columns:
            return np.zeros(self._facets.size, dtype=np.float32)
        share: np.ndarray = self._facets.benefits[:, columns].mean(axis=1)
        return share

    def _inside(self, read: Query) -> np.ndarray:
        inside = np.zeros(self._facets.size, dtype=bool)
        for place in read.places:
            rows = self._facets.at.get(place_spot(place, self.gazetteer))
            if rows is not None:
                inside[rows] = True
        return inside

    def _nearness(self, read: Query) -> np.ndarray:
        """Return 1 at the place named, less by the road from there, _OTHER_PLACE far away."""
        km = np.full(self._facets.size, np.inf)
        for place in read.places:
            km = np.fmin(km, road_km_to(place, self._facets.points))
        near = _OTHER_PLACE + _NEARBY * np.exp(-km / _NEARBY_KM)
        return np.where(self._inside(read), 1.0, near).astype(np.float32)


def _same_trade(read: Query, trade: np.ndarray) -> np.ndarray:
    """Return which openings are of the trade that was named, bool."""
    same: np.ndarray = trade >= _SAME_TRADE * min(read.named, float(trade.max(initial=0.0)))
    return same


def _letter_terms(read: Query) -> dict[str, float]:
    return dict.fromkeys(letters_of(list(read.words)), 1.0)


def _wage_factor(wage: np.ndarray, wished: float) -> np.ndarray:
    """Return 1 where the pay starts at the wish, a little less where only its top reaches it."""
    low = np.where(np.isnan(wage[:, 0]), wage[:, 1] * 0.8, wage[:, 0])
    high = np.where(np.isnan(wage[:, 1]), wage[:, 0] * 1.2, wage[:, 1])
    factor = np.where(low >= wished, 1.0, np.where(high >= wished, 0.9, _BELOW_WAGE))
    return np.where(np.isnan(low), _UNKNOWN_WAGE, factor).astype(np.float32)
