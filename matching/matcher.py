"""The matcher: people to openings and courses, with reasons; search; all from one index."""

from __future__ import annotations

import copy
import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from matching.capacity.lists import POOL, Exposure
from matching.courses.adviser import OPENINGS_ASKED, CourseAdviser
from matching.courses.arrays import people_arrays
from matching.courses.changes import ChangeFinder
from matching.courses.paths import Path, PathFinder, trade_as_opening
from matching.courses.province import SkillGap, one_class_away, one_course_away
from matching.explaining import Explainer
from matching.learning.candidates import Candidates
from matching.places import Gazetteer
from matching.profiles.reader import ProfileReader
from matching.profiles.shapes import CourseProfile, OpeningProfile, SeekerProfile
from matching.records import (
    Change,
    CourseMatch,
    CourseRecord,
    Match,
    Missing,
    OpeningRecord,
    SeekerRecord,
)
from matching.scoring.eligibility import LegalLimits, adults_only, is_open
from matching.scoring.people import PeopleArrays
from matching.scoring.said_no import SaidNo, best_of, said_any
from matching.scoring.scorer import Scorer
from matching.scoring.weights import stated_weights
from matching.search.engine import SearchEngine, SearchResult
from matching.search.wording import WrittenQuery
from matching.standing.crowd import StandingCrowd
from matching.vocabulary.vocabulary import Vocabulary

# People read and ranked at once: their texts and tables stay within some megabytes.
_BLOCK = 256


class Listed(NamedTuple):
    """One person's best openings, best first, and courses with their scores."""

    seeker_id: str
    opening_ids: list[str]
    scores: np.ndarray
    courses: list[tuple[str, float]]


class Matcher:
    """Ranks openings and courses for people.

    Args:
        vocabulary, gazetteer: loaded from seeds/.
        today: decides which deadlines have passed.
        limits: legal ages in force on that day.
        weights: (n_features,) learned ones, in the order of FEATURES; None: the stated ones.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        gazetteer: Gazetteer,
        *,
        today: dt.date,
        limits: LegalLimits,
        weights: Sequence[float] | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self.gazetteer = gazetteer
        self.today = today
        self.limits = limits
        learned = None if weights is None else np.asarray(weights, dtype=np.float32)
        self.weights = stated_weights() if learned is None else learned
        self._reader = ProfileReader(vocabulary, gazetteer)

    def fit(self, openings: Iterable[OpeningRecord], courses: Iterable[CourseRecord]) -> Matcher:
        """Index the openings one can still apply to and the courses; returns self."""
        profiles = [self._reader.opening(o) for o in openings if is_open(o, self.today)]
        courses_read = [self._reader.course(course) for course in courses]
        self._engine = SearchEngine(profiles, courses_read, self.vocabulary, self.gazetteer)
        self._look_at(Scorer.fit(profiles, self.vocabulary, self.weights))
        self._teach(courses_read)
        # The scorer is compiled at its first call: now, not while somebody waits for a page.
        self._best(self._scorer.people([self._person(SeekerRecord(id="nobody"))]), 1)
        return self

    def updated(
        self,
        changed: Iterable[OpeningRecord],
        removed: Iterable[str] = (),
        *,
        courses: Iterable[CourseRecord] | None = None,
    ) -> Matcher:
        """Return a matcher that knows new and changed openings and has lost the removed ones.

        This one stays as it is, so whoever still reads it reads one consistent state. Only the
        changed records are read again. Updates must come one after the other.

        Args:
            changed: whole records; one that is no longer open counts as removed.
            courses: all courses when any has changed; None when none has.
        """
        records = list(changed)
        found = [self._reader.opening(o) for o in records if is_open(o, self.today)]
        gone = {*removed, *(o.id for o in records)} - {p.record.id for p in found}
        known = {c.record.id: c for c in self._courses}
        taught = self._courses if courses is None else self._taught(courses, known)
        other = copy.copy(self)
        other._engine = self._engine.updated(
            found,
            gone,
            courses=[c for c in taught if known.get(c.record.id) is not c],
            courses_removed=set(known) - {c.record.id for c in taught},
        )
        other._look_at(self._scorer.updated(found, gone))
        if courses is not None:
            other._teach(taught)
        return other

    def _taught(
        self, courses: Iterable[CourseRecord], known: dict[str, CourseProfile]
    ) -> list[CourseProfile]:
        return [
            known[c.id] if c.id in known and known[c.id].record == c else self._reader.course(c)
            for c in courses
        ]

    def _teach(self, courses: Sequence[CourseProfile]) -> None:
        self._courses = courses
        self._adviser = CourseAdviser(courses, self.vocabulary)

    def _look_at(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._openings = scorer.openings
        self._finder: ChangeFinder | None = None
        self._said_no = SaidNo(self._openings.profiles, self.vocabulary)
        self._adults_only = adults_only(self._openings.profiles, self.limits, self.vocabulary)

    def rank(self, seeker: SeekerRecord, top_k: int = 10) -> list[Match]:
        """Return the best openings for one person, best first; [] when none may be offered."""
        _, matches, _ = next(self.rank_many([seeker], top_k))
        return matches

    def rank_many(
        self,
        seekers: Iterable[SeekerRecord],
        top_k: int = 10,
        course_k: int = 5,
        *,
        changes: bool = False,
        exposure: Exposure | None = None,
        without: frozenset[str] = frozenset(),
    ) -> Iterator[tuple[str, list[Match], list[CourseMatch]]]:
        """Yield (seeker id, openings, courses) for each person, in order.

        Works in blocks, so memory does not grow with the number of people. With ``changes``
        each opening carries the one change that would help most there, which takes about as
        long again as twenty people. With ``exposure`` the list is put in order by prices from
        each person's best POOL. Openings in ``without`` are not offered.
        """
        pool = top_k if exposure is None else max(top_k, POOL)
        for block in _batched(seekers, _BLOCK):
            people = [self._person(record) for record in block]
            arrays = self._scorer.people(people)
            count = max(pool + len(without), OPENINGS_ASKED)
            best, scores = self._best_for(people, arrays, count)
            needs = np.stack([self._needs(*pair) for pair in zip(best, scores, strict=True)])
            advised = self._adviser.advise(people, needs, course_k)
            chosen = []
            for row, person in enumerate(people):
                rows, known = self._allowed(best[row], scores[row], without)
                if exposure is not None:
                    names = [self._openings.ids[opening] for opening in rows[:pool]]
                    rows = rows[exposure.order(person.record.id, names, known[:pool])]
                chosen.append(rows[:top_k])
            listed = self._matches(people, arrays, chosen)
            for row, person in enumerate(people):
                matches = listed[row]
                if changes:
                    matches = self._with_changes(person, matches, chosen[row])
                yield person.record.id, matches, advised[row]

    def lists(
        self,
        seekers: Iterable[SeekerRecord],
        pool: int = POOL,
        course_k: int = 5,
        *,
        without: frozenset[str] = frozenset(),
    ) -> Iterator[Listed]:
        """Yield what rank_many() would list of each person, before prices and without reasons.

        For lists of very many people: reasons are most of the work, and nobody reads them all.
        """
        for block in _batched(seekers, _BLOCK):
            people = [self._person(record) for record in block]
            count = max(pool + len(without), OPENINGS_ASKED)
            best, scores = self._best_for(people, self._scorer.people(people), count)
            needs = np.stack([self._needs(*pair) for pair in zip(best, scores, strict=True)])
            advised = self._adviser.best(people, needs, course_k)
            for row, record in enumerate(block):
                rows, known = self._allowed(best[row], scores[row], without)
                ids = [self._openings.ids[opening] for opening in rows[:pool]]
                yield Listed(record.id, ids, known[:pool], advised[row])

    def candidates(
        self,
        seekers: Iterable[SeekerRecord],
        count: int = POOL,
        *,
        without: frozenset[str] = frozenset(),
    ) -> Iterator[tuple[str, list[str], np.ndarray]]:
        """Yield (seeker id, opening ids, scores) of each person's best, without reasons."""
        for block in _batched(seekers, _BLOCK):
            people = [self._person(record) for record in block]
            arrays = self._scorer.people(people)
            best, scores = self._best_for(people, arrays, count + len(without))
            for row, record in enumerate(block):
                rows, known = self._allowed(best[row], scores[row], without)
                ids = [self._openings.ids[opening] for opening in rows[:count]]
                yield record.id, ids, known[:count]

    def rank_courses(self, seeker: SeekerRecord, top_k: int = 5) -> list[CourseMatch]:
        """Return the best courses for one person, best first."""
        _, _, courses = next(self.rank_many([seeker], 10, top_k))
        return courses

    def best_change(self, seeker: SeekerRecord) -> Change | None:
        """Return the one change that would open most good openings; None when none does."""
        return self._change_finder().best(self._person(seeker))

    def courses_teaching(self, seeker: SeekerRecord, skill_key: str) -> list[str]:
        """Return ids of courses a person may enter that teach a skill, the most specific first."""
        skill = self.vocabulary.skills.get(skill_key)
        if skill is None:
            return []
        kind = "certificate" if skill.kind == "licence" else "skill"
        return self._adviser.teaching(
            [Missing(kind, skill_key, skill.name_vi)], self._person(seeker)
        )

    def paths(self, seeker: SeekerRecord, opening_id: str, limit: int = 3) -> list[Path]:
        """Return ways by one or two courses to an opening, the shortest first.

        [] for one the law or the person's own no keeps away. Raises ValueError when the opening
        is not indexed.
        """
        row, person = self._openings.ids.index(opening_id), self._person(seeker)
        if not np.isfinite(self._rescore([person])[0, row]):
            return []
        return PathFinder(self._adviser).paths(
            person,
            self._openings.profiles[row],
            lambda people: self._scorer.of_one_opening(self._scorer.people(people), row),
            limit=limit,
        )

    def paths_to_occupation(
        self, seeker: SeekerRecord, occupation_key: str, limit: int = 3
    ) -> list[Path]:
        """Return ways to an occupation; scores are the share held of what the trade rests on.

        Raises KeyError when the occupation is unknown.
        """
        trade = self._reader.opening(trade_as_opening(occupation_key, self.vocabulary))
        asked = [self.vocabulary.skill_index[key] for key in trade.required]
        return PathFinder(self._adviser).paths(
            self._person(seeker),
            trade,
            lambda people: np.stack([p.skills[asked] > 0 for p in people]).mean(axis=1),
            limit=limit,
        )

    def one_course_away(self, seekers: Iterable[SeekerRecord]) -> list[SkillGap]:
        """Return per skill how many people are one course away from how many open posts."""
        people = people_arrays([self._person(seeker) for seeker in seekers])
        return one_course_away(people, self._openings.profiles, self._adviser)

    def trades_one_class_away(self, seekers: Iterable[SeekerRecord]) -> list[tuple[str, str]]:
        """Return (seeker id, occupation key) of people a class would bring to open posts.

        Each pair once; [] without people or openings.
        """
        profiles = [self._person(seeker) for seeker in seekers]
        people, trades = one_class_away(
            people_arrays(profiles), self._openings.profiles, self._adviser
        )
        keys = list(self.vocabulary.occupations)
        return [
            (profiles[person].record.id, keys[trade])
            for person, trade in zip(people.tolist(), trades.tolist(), strict=True)
        ]

    def opening_trades(self) -> dict[str, str]:
        """Return the occupation key each opening was read as; openings without one are absent."""
        keys = list(self.vocabulary.occupations)
        return {
            one.record.id: keys[one.occupations[0][0]]
            for one in self._openings.profiles
            if one.occupations
        }

    def best_with_features(self, seeker: SeekerRecord, top_k: int = 50) -> Candidates:
        """Return the best openings the law allows with their features, without reasons."""
        people = [self._person(seeker)]
        arrays = self._scorer.people(people)
        best, scores = self._best_for(people, arrays, top_k)
        held = best[0] >= 0
        rows = best[0, held]
        features, _ = self._scorer.pairs(arrays, np.zeros(len(rows), dtype=int), rows)
        ids = tuple(self._openings.profiles[row].record.id for row in rows)
        return Candidates(ids, scores[0, held], features)

    def suited(
        self,
        crowd: StandingCrowd,
        opening_id: str,
        k: int,
        *,
        bars: Sequence[np.ndarray] | None = None,
        adults_only: bool = False,
    ) -> list[tuple[str, float]]:
        """Return (seeker id, score) of the k people an opening suits best, best first.

        Those the law or their own no keeps away are left out, the scores are those of rank().
        [] when the opening is not indexed.

        Args:
            bars: the least score at which each is asked, by crowd.aligned(); None: any.
            adults_only: kept from the under-aged whatever is read of it.
        """
        if opening_id not in self._openings.ids:
            return []
        row, limits = self._openings.ids.index(opening_id), self.limits
        grown = adults_only or self._adults_only[row]
        youngest = limits.adult_age if grown else limits.minimum_age
        ids, scores = crowd.best(self._scorer, row, k, youngest=youngest, bars=bars)
        return list(zip(ids, scores.tolist(), strict=True))

    def near(
        self,
        crowd: StandingCrowd,
        opening_id: str,
        *,
        least: float,
        within_km: float,
        adults_only: bool = False,
        read_as: OpeningProfile | None = None,
    ) -> list[str]:
        """Return whom of those who live near an opening suits, by id, as suited() decides.

        [] when the opening is not indexed or nobody knows where it is.

        Args:
            least: the score from which it suits; within_km: by road.
            adults_only: kept from the under-aged whatever is read of it.
            read_as: the facts it would have with the same words, for the same ages.
        """
        if opening_id not in self._openings.ids:
            return []
        row, limits = self._openings.ids.index(opening_id), self.limits
        grown = adults_only or self._adults_only[row]
        youngest = limits.adult_age if grown else limits.minimum_age
        return crowd.near(
            self._scorer, row, youngest=youngest, least=least, within_km=within_km, read_as=read_as
        )

    def read_opening(self, opening: OpeningRecord) -> OpeningProfile:
        """Return what is read of an opening."""
        return self._reader.opening(opening)

    def with_opening(self, profile: OpeningProfile) -> Matcher:
        """Return a matcher that also scores an opening not posted yet; search stays as it is."""
        other = copy.copy(self)
        other._look_at(self._scorer.updated([profile], ()))
        return other

    def explain(self, seeker: SeekerRecord, opening_ids: Sequence[str]) -> list[Match]:
        """Return these openings for a person with reasons, in the order given; unknown: none."""
        return self.explain_read(self._person(seeker), opening_ids)

    def read(self, seeker: SeekerRecord) -> SeekerProfile:
        """Return what is read of a person."""
        return self._person(seeker)

    def explain_read(self, person: SeekerProfile, opening_ids: Sequence[str]) -> list[Match]:
        """Return explain() of somebody already read: for asking what one fact less would do."""
        rows = {identity: row for row, identity in enumerate(self._openings.ids)}
        chosen = np.array([rows[one] for one in opening_ids if one in rows], dtype=int)
        return self._matches([person], self._scorer.people([person]), [chosen])[0]

    def scores(self, person: SeekerProfile) -> dict[str, float]:
        """Return the score of every opening by id, -inf where the law forbids it."""
        return dict(zip(self._openings.ids, self._rescore([person])[0].tolist(), strict=True))

    def with_profiles(self, change: Callable[[OpeningProfile], OpeningProfile]) -> Matcher:
        """Return a matcher whose openings are read otherwise; search stays as it is."""
        other = copy.copy(self)
        changed = [change(profile) for profile in self._openings.profiles]
        other._look_at(Scorer.fit(changed, self.vocabulary, self.weights))
        return other

    def needs(self, seeker: SeekerRecord) -> tuple[bool, bool]:
        """Return whether a person says they need a shuttle, and housing."""
        person = self._reader.seeker(seeker)
        return person.needs_shuttle, person.needs_housing

    def search(self, query: str, top_k: int = 50) -> SearchResult:
        """Return what a search query means and the openings it finds."""
        return self._engine.search(query, top_k)

    def written(self, query: str, found: SearchResult) -> WrittenQuery:
        """Return where in a query what was understood stands, and how it would be written."""
        places = [said for _, said in self.gazetteer.places_in(query)]
        return self._engine.wording.read(query, found.understood, places)

    def search_courses(self, query: str, top_k: int = 50) -> list[tuple[str, float]]:
        """Return (course id, score) pairs a search query finds."""
        return self._engine.search_courses(query, top_k)

    def feature_matrix(self, seekers: Sequence[SeekerRecord]) -> tuple[np.ndarray, list[str]]:
        """Return features of every pair (n_seekers, n_openings, n_features) and the opening ids."""
        people = [self._person(record) for record in seekers]
        return self._scorer.columns(self._scorer.people(people)), self._openings.ids

    # -- inside -------------------------------------------------------------------------------

    def _person(self, record: SeekerRecord) -> SeekerProfile:
        return self._reader.seeker(record)

    def _best(self, people: PeopleArrays, k: int) -> tuple[np.ndarray, np.ndarray]:
        """Return (rows, scores) of the k best openings the law allows each person."""
        with np.errstate(invalid="ignore"):
            forbidden = people.age < self.limits.minimum_age
            minor = people.age < self.limits.adult_age
        return self._scorer.best(
            people, k, forbidden=forbidden, minor=minor, adults_only=self._adults_only
        )

    def _best_for(
        self, people: Sequence[SeekerProfile], arrays: PeopleArrays, k: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return _best() with what each person said no to left out or later in the list."""
        spare = max((len(person.record.dismissed) for person in people), default=0)
        rows, scores = self._best(arrays, k + spare)
        for place, person in enumerate(people):
            if person.record.disliked_occupation_keys:
                rows[place], scores[place] = best_of(self._rescore([person])[0], k + spare)
            elif person.record.dismissed:
                self._said_no.drop(person.record, rows[place], scores[place])
        return rows[:, :k], scores[:, :k]

    def _allowed(
        self, rows: np.ndarray, scores: np.ndarray, without: frozenset[str]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the rows that are openings and not left out, with their scores."""
        held = rows >= 0
        if without:
            held &= [self._openings.ids[row] not in without for row in rows]
        return rows[held], scores[held]

    def _rescore(self, people: Sequence[SeekerProfile]) -> np.ndarray:
        """Return the scores of all openings, -inf where the law forbids; for what-if questions."""
        arrays = self._scorer.people(people)
        scored = self._scorer.scores(arrays)
        with np.errstate(invalid="ignore"):
            scored[np.ix_(arrays.age < self.limits.adult_age, self._adults_only)] = -np.inf
            scored[arrays.age < self.limits.minimum_age] = -np.inf
        for row, person in enumerate(people):
            if said_any(person.record):
                scored[row] -= self._said_no.loss(person.record)
        return scored

    def _change_finder(self) -> ChangeFinder:
        # Made when first asked for: lists without changes do not pay for it.
        if self._finder is None:
            profiles = self._openings.profiles
            self._finder = ChangeFinder(profiles, self.vocabulary, self._rescore, self.limits)
        return self._finder

    def _with_changes(
        self, person: SeekerProfile, matches: Sequence[Match], chosen: np.ndarray
    ) -> list[Match]:
        helping = self._change_finder().for_openings(person, [int(row) for row in chosen])
        return [
            replace(match, change=change) for match, change in zip(matches, helping, strict=True)
        ]

    def _matches(
        self,
        people: Sequence[SeekerProfile],
        arrays: PeopleArrays,
        chosen: Sequence[np.ndarray],
    ) -> list[list[Match]]:
        """Return each person's chosen openings with reasons."""
        explainer = Explainer(
            self._scorer, self._said_no, self._adviser, self.weights, self.vocabulary
        )
        return explainer.matches(people, arrays, chosen)

    def _needs(self, rows: np.ndarray, scores: np.ndarray) -> np.ndarray:
        """Return per skill which share of the openings good for a person asks for it."""
        return self._adviser.needs(
            [
                (self._openings.profiles[row], float(score))
                for row, score in zip(rows[:OPENINGS_ASKED], scores, strict=False)
                if row >= 0
            ]
        )


def _batched(items: Iterable[SeekerRecord], size: int) -> Iterator[tuple[SeekerRecord, ...]]:
    iterator = iter(items)
    while block := tuple(itertools.islice(iterator, size)):
        yield block
