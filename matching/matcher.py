"""The matcher: people to openings and courses, with reasons; search; all from one index."""

from __future__ import annotations

import copy
import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from matching.courses.adviser import OPENINGS_ASKED, CourseAdviser
from matching.places import Gazetteer
from matching.profiles.reader import ProfileReader
from matching.profiles.shapes import CourseProfile, OpeningProfile, SeekerProfile
from matching.records import CourseMatch, CourseRecord, Match, OpeningRecord, SeekerRecord
from matching.scoring.eligibility import LegalLimits, is_open
from matching.scoring.features import FEATURES, WANT, PairFeatures, opening_arrays
from matching.scoring.reasons import reasons_for, requirements
from matching.scoring.text_index import TextIndex
from matching.scoring.weights import stated_weights
from matching.search.engine import SearchEngine, SearchResult
from matching.vocabulary.vocabulary import Vocabulary

# People scored at once: the feature block stays near 64 MB at 5,000 openings.
_BLOCK_CELLS = 1_200_000
# A trade at least so well practised or learnt brings its essential skills with it.
_IMPLIES_SKILLS = 0.6


class Matcher:
    """Ranks openings and courses for people.

    Args:
        vocabulary, gazetteer: loaded from seeds/.
        today: decides which deadlines have passed.
        limits: legal ages in force on that day.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        gazetteer: Gazetteer,
        *,
        today: dt.date,
        limits: LegalLimits,
    ) -> None:
        self.vocabulary = vocabulary
        self.gazetteer = gazetteer
        self.today = today
        self.limits = limits
        self.weights = stated_weights()
        self._reader = ProfileReader(vocabulary, gazetteer)

    def fit(self, openings: Iterable[OpeningRecord], courses: Iterable[CourseRecord]) -> Matcher:
        """Index the openings one can still apply to and the courses; returns self."""
        profiles = [self._reader.opening(o) for o in openings if is_open(o, self.today)]
        courses_read = [self._reader.course(course) for course in courses]
        self._engine = SearchEngine(profiles, courses_read, self.vocabulary, self.gazetteer)
        self._arrange(profiles, courses_read)
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
        found = {o.id: self._reader.opening(o) for o in records if is_open(o, self.today)}
        gone = {*removed, *(o.id for o in records)} - set(found)
        kept = {p.record.id: p for p in self._openings.profiles if p.record.id not in gone}
        known = {c.record.id: c for c in self._courses}
        taught = (
            self._courses
            if courses is None
            else [
                known[c.id] if c.id in known and known[c.id].record == c else self._reader.course(c)
                for c in courses
            ]
        )
        other = copy.copy(self)
        other._engine = self._engine.updated(
            list(found.values()),
            gone,
            courses=[c for c in taught if known.get(c.record.id) is not c],
            courses_removed=set(known) - {c.record.id for c in taught},
        )
        other._arrange(sorted((kept | found).values(), key=_in_order), taught)
        return other

    def _arrange(
        self, profiles: Sequence[OpeningProfile], courses_read: Sequence[CourseProfile]
    ) -> None:
        self._courses = courses_read
        self._index = TextIndex(self.vocabulary).fit(
            [p.text_all for p in profiles] + [c.text_all for c in courses_read]
        )
        self._openings = opening_arrays(profiles, self._index, self.vocabulary)
        self._pairs = PairFeatures(self._openings, self._index, self.vocabulary)
        self._adviser = CourseAdviser(courses_read, self.vocabulary)
        self._adults_only = np.array([self._is_adults_only(p) for p in profiles], dtype=bool)

    def rank(self, seeker: SeekerRecord, top_k: int = 10) -> list[Match]:
        """Return the best openings for one person, best first; [] when none may be offered."""
        _, matches, _ = next(self.rank_many([seeker], top_k))
        return matches

    def rank_many(
        self, seekers: Iterable[SeekerRecord], top_k: int = 10, course_k: int = 5
    ) -> Iterator[tuple[str, list[Match], list[CourseMatch]]]:
        """Yield (seeker id, openings, courses) for each person, in order.

        Works in blocks, so memory does not grow with the number of people.
        """
        size = max(1, _BLOCK_CELLS // max(1, len(self._openings.profiles) * len(FEATURES)))
        for block in _batched(seekers, size):
            people = [self._person(record) for record in block]
            features, scores, kilometres = self._score(people)
            needs = np.stack([self._needs(scores[row]) for row in range(len(people))])
            advised = self._adviser.advise(people, needs, course_k)
            for row, person in enumerate(people):
                best = self._best(scores[row], top_k)
                matches = [
                    self._match(person, int(column), features[row, column], kilometres[row, column])
                    for column in best
                ]
                yield person.record.id, matches, advised[row]

    def rank_courses(self, seeker: SeekerRecord, top_k: int = 5) -> list[CourseMatch]:
        """Return the best courses for one person, best first."""
        _, _, courses = next(self.rank_many([seeker], 10, top_k))
        return courses

    def search(self, query: str, top_k: int = 50) -> SearchResult:
        """Return what a search query means and the openings it finds."""
        return self._engine.search(query, top_k)

    def search_courses(self, query: str, top_k: int = 50) -> list[tuple[str, float]]:
        """Return (course id, score) pairs a search query finds."""
        return self._engine.search_courses(query, top_k)

    def feature_matrix(self, seekers: Sequence[SeekerRecord]) -> tuple[np.ndarray, list[str]]:
        """Return features of every pair (n_seekers, n_openings, n_features) and the opening ids."""
        people = [self._person(record) for record in seekers]
        return self._pairs.compute(people), [p.record.id for p in self._openings.profiles]

    # -- inside -------------------------------------------------------------------------------

    def _person(self, record: SeekerRecord) -> SeekerProfile:
        person = self._reader.seeker(record)
        # Who sewed for a year can thread a machine, though nobody writes that down.
        held = np.maximum(person.done, person.trained) >= _IMPLIES_SKILLS
        keys = list(self.vocabulary.occupations)
        for row in np.flatnonzero(held):
            for skill in self.vocabulary.essential[keys[row]]:
                if self.vocabulary.skills[skill].kind != "licence":
                    person.skills[self.vocabulary.skill_index[skill]] = 1.0
        return person

    def _score(self, people: Sequence[SeekerProfile]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        features = self._pairs.compute(people)
        scores = features @ self.weights
        for row, person in enumerate(people):
            age = person.record.age
            if age is not None and age < self.limits.minimum_age:
                scores[row] = -np.inf
            elif age is not None and age < self.limits.adult_age:
                scores[row, self._adults_only] = -np.inf
        return features, scores, self._pairs.kilometres(people)

    def _best(self, scores: np.ndarray, top_k: int) -> np.ndarray:
        count = min(top_k, len(scores))
        if count < 1:
            return np.array([], dtype=int)
        # Ties go to the earlier opening, so that site, batch and command give one list.
        chosen = np.argsort(-scores, kind="stable")[:count]
        return chosen[np.isfinite(scores[chosen])]

    def _match(self, person: SeekerProfile, column: int, row: np.ndarray, km: float) -> Match:
        opening = self._openings.profiles[column]
        distance = None if np.isnan(km) else float(km)
        contributions = row * self.weights
        want = float(sum(c for n, c in zip(FEATURES, contributions, strict=True) if n in WANT))
        related = float(max(row[FEATURES.index("occupation_done")], row[_TRAINED] * 0.5))
        met, asked, missing = requirements(
            person, opening, related=related, vocabulary=self.vocabulary
        )
        return Match(
            opening_id=opening.record.id,
            score=float(contributions.sum()),
            want=want,
            can=float(contributions.sum()) - want,
            reasons=reasons_for(
                row, self.weights, person, opening, km=distance, vocabulary=self.vocabulary
            ),
            missing=missing,
            courses=self._adviser.teaching(missing, person),
            met=met,
            asked=asked,
        )

    def _needs(self, scores: np.ndarray) -> np.ndarray:
        """Return per skill which share of the openings good for a person asks for it."""
        best = self._best(scores, OPENINGS_ASKED)
        return self._adviser.needs(
            [(self._openings.profiles[column], float(scores[column])) for column in best]
        )

    def _is_adults_only(self, opening: OpeningProfile) -> bool:
        skills = set(opening.required) | set(opening.conditions)
        if opening.occupations:
            key = list(self.vocabulary.occupations)[opening.occupations[0][0]]
            skills |= set(self.vocabulary.essential[key])
        return bool(opening.night) or bool(skills & self.limits.adults_only_skills)


_TRAINED = FEATURES.index("occupation_trained")


def _in_order(profile: OpeningProfile) -> tuple[int, str]:
    """Order by number: '9' before '10', as records come from the site."""
    return len(profile.record.id), profile.record.id


def _batched(items: Iterable[SeekerRecord], size: int) -> Iterator[tuple[SeekerRecord, ...]]:
    iterator = iter(items)
    while block := tuple(itertools.islice(iterator, size)):
        yield block
