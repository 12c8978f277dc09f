"""From what is missing to the courses that teach it, and courses ranked for people."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp

from matching.courses.arrays import PeopleArrays, course_arrays, people_arrays, prices
from matching.courses.features import COURSE_COLUMNS, COURSE_WEIGHTS, CourseFeatures
from matching.courses.texts import CourseTexts
from matching.profiles.shapes import CourseProfile, OpeningProfile, SeekerProfile
from matching.records import CourseMatch, Missing, Reason
from matching.vocabulary.vocabulary import Vocabulary

# People scored at once: ten columns of a block stay near 80 MB at 500 courses.
_BLOCK_CELLS = 1_000_000
# An opening this much below the person's best no longer says what the person needs.
_GOOD_SPAN = 0.3
_TIE = 1e-10
#: openings that say what a person needs, however long a list is asked for
OPENINGS_ASKED = 50


class CourseAdviser:
    """Ranks courses for people and finds the courses that teach a missing skill.

    One person, a block and a whole province go through the same arithmetic.
    """

    def __init__(self, courses: Sequence[CourseProfile], vocabulary: Vocabulary) -> None:
        self.courses = list(courses)
        self.vocabulary = vocabulary
        self.arrays = course_arrays(self.courses, vocabulary)
        self.texts = CourseTexts([course.text_all for course in self.courses], vocabulary)
        self._features = CourseFeatures(self.arrays, vocabulary)
        self._weights = np.array([COURSE_WEIGHTS[name] for name in COURSE_COLUMNS], np.float32)
        self._asked: tuple[SeekerProfile, np.ndarray] | None = None
        self._teachers: dict[str, list[int]] = defaultdict(list)
        for row, course in enumerate(self.courses):
            for key in course.teaches:
                self._teachers[key].append(row)
        # Of two that teach as much of what is missing: the more specific, then the shorter.
        by_merit = sorted(
            range(len(self.courses)),
            key=lambda row: (
                len(self.courses[row].teaches),
                self.courses[row].record.duration_weeks or 99.0,
                row,
            ),
        )
        self._by_merit = by_merit
        self._merit = {row: place for place, row in enumerate(by_merit)}
        # Ties go to the earlier id; a full course is never offered.
        order = sorted(range(len(self.courses)), key=lambda row: self.courses[row].record.id)
        seats = np.nan_to_num(self.arrays.seats, nan=1.0)
        self._offered = np.array([row for row in order if seats[row] > 0], dtype=np.int64)

    def teaching(
        self, missing: Sequence[Missing], seeker: SeekerProfile, limit: int = 3
    ) -> list[str]:
        """Return ids of courses that teach what is missing, the most specific first.

        A course counts only when it teaches the very skill, the person may enter it and a seat
        is left. Of two that teach as much, the one that teaches less besides, then the shorter.
        """
        taught: dict[int, int] = defaultdict(int)
        for lack in missing:
            for row in self._teachers.get(lack.key, ()):
                taught[row] += 2 if lack.kind == "certificate" else 1
        if not taught:
            return []
        entered = self._entered(seeker)
        merit, many = self._merit, len(self.courses)
        ranked = heapq.nsmallest(
            limit, (merit[row] - many * held for row, held in taught.items() if entered[row])
        )
        return [self.courses[self._by_merit[key % many]].record.id for key in ranked]

    def needs(self, best: Sequence[tuple[OpeningProfile, float]]) -> np.ndarray:
        """Return per skill which share of a person's good openings asks for it, (n_skills,).

        Args:
            best: openings with their scores for the person, best first; [] gives zeros.
        """
        found = np.zeros(len(self.vocabulary.skills), dtype=np.float32)
        total = 0.0
        for opening, score in best[:OPENINGS_ASKED]:
            good = 1.0 - (best[0][1] - score) / _GOOD_SPAN
            if good <= 0:
                break
            total += good
            for key in opening.required:
                found[self.vocabulary.skill_index[key]] += good
        return found / max(total, 1.0)

    def advise(
        self, people: Sequence[SeekerProfile], needs: np.ndarray, top_k: int = 5
    ) -> list[list[CourseMatch]]:
        """Return the best courses of each person with reasons, best first.

        Args:
            needs: rows of needs(), shape (n_people, n_skills).
        """
        if not self.courses or top_k < 1:
            return [[] for _ in people]
        columns, own = self._columns_of(people, needs)
        chosen, _ = self._best(columns, top_k)
        stacked = np.stack([columns[name] for name in COURSE_COLUMNS], axis=-1) * self._weights
        return [
            [
                self._match(
                    person, int(course), stacked[row, course], needs[row], own[row % len(own)]
                )
                for course in chosen[row]
            ]
            for row, person in enumerate(people)
        ]

    def best(
        self, people: Sequence[SeekerProfile], needs: np.ndarray, top_k: int = 5
    ) -> list[list[tuple[str, float]]]:
        """Return (course id, score) of each person's best, those of advise() without reasons."""
        if not self.courses or top_k < 1:
            return [[] for _ in people]
        columns, _ = self._columns_of(people, needs)
        chosen, scores = self._best(columns, top_k)
        return [
            [(self.courses[row].record.id, score) for row, score in zip(rows, of, strict=True)]
            for rows, of in zip(chosen.tolist(), scores.tolist(), strict=True)
        ]

    def rank_everyone(
        self,
        people: PeopleArrays,
        needs: sp.csr_matrix,
        words: sp.csr_matrix,
        *,
        own_prices: np.ndarray | None = None,
        top_k: int = 10,
    ) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Yield (course rows, scores) of shape (n_block, top_k) for blocks of people, in order.

        For a whole province: no reasons, the same scores as advise().

        Args:
            needs: (n_people, n_skills), rows of needs().
            words: (n_people, n_terms), rows of ``texts.vectors``.
            own_prices: VND, (n_people, n_courses); the fee when None.
        """
        size = max(1, _BLOCK_CELLS // max(1, len(self.courses)))
        for start in range(0, len(people), size):
            block = slice(start, start + size)
            own = self.arrays.fee[None, :] if own_prices is None else own_prices[block]
            dense = np.asarray(needs[block].toarray(), dtype=np.float32)
            columns = self._columns(people.rows(block), dense, words[block], own)
            yield self._best(columns, top_k)

    def may_enter(self, seeker: SeekerProfile) -> np.ndarray:
        """Return whether a person meets a course's entry and a seat is left, (n_courses,)."""
        found: np.ndarray = self.may_enter_many(people_arrays([seeker]))[0]
        return found

    def _entered(self, seeker: SeekerProfile) -> np.ndarray:
        """Return may_enter(); a list asks the same of one person for each of its openings."""
        asked = self._asked
        if asked is None or asked[0] is not seeker:
            asked = self._asked = (seeker, self.may_enter(seeker))
        return asked[1]

    def may_enter_many(self, people: PeopleArrays, *, with_seats: bool = True) -> np.ndarray:
        """Return may_enter() for people, (n_people, n_courses).

        Args:
            with_seats: False asks only whether the entry is met, for a class yet to be opened.
        """
        if not with_seats:
            met: np.ndarray = ~self._features.entry_unmet(people)
            return met
        free = np.nan_to_num(self.arrays.seats, nan=1.0) > 0
        return ~self._features.entry_unmet(people) & free[None, :]

    # -- inside -------------------------------------------------------------------------------

    def _columns_of(
        self, people: Sequence[SeekerProfile], needs: np.ndarray
    ) -> tuple[dict[str, np.ndarray], np.ndarray]:
        """Return the columns of people as read, and what each course costs them."""
        words = self.texts.vectors([person.text_all for person in people])
        own = prices(self.arrays, [person.record.net_price_vnd for person in people])
        return self._columns(people_arrays(people), needs, words, own), own

    def _columns(
        self, people: PeopleArrays, needs: np.ndarray, words: sp.csr_matrix, own: np.ndarray
    ) -> dict[str, np.ndarray]:
        return self._features.compute(people, needs, self.texts.closeness(words), own)

    def _best(self, columns: Mapping[str, np.ndarray], top_k: int) -> tuple[np.ndarray, np.ndarray]:
        scores = np.zeros_like(columns["leads"])
        for name, weight in zip(COURSE_COLUMNS, self._weights, strict=True):
            scores += weight * columns[name]
        offered = scores[:, self._offered]
        kept = min(top_k, offered.shape[1])
        # A difference far below any in the scores lets equal courses keep their order.
        keys = np.arange(offered.shape[1]) * _TIE - offered.astype(np.float64)
        if kept < offered.shape[1]:
            first = np.argpartition(keys, kept, axis=1)[:, :kept]
        else:
            first = np.broadcast_to(np.arange(kept), (len(keys), kept))
        inner = np.argsort(np.take_along_axis(keys, first, axis=1), axis=1, kind="stable")
        order = np.take_along_axis(first, inner, axis=1)
        return self._offered[order], np.take_along_axis(offered, order, axis=1)

    def _match(
        self,
        seeker: SeekerProfile,
        row: int,
        contributions: np.ndarray,
        needs: np.ndarray,
        own: np.ndarray,
    ) -> CourseMatch:
        course = self.courses[row]
        price = None if np.isnan(own[row]) else float(own[row])
        return CourseMatch(
            course.record.id,
            float(contributions.sum()),
            self._reasons(contributions, seeker, needs, row, price),
            course.teaches,
        )

    def _reasons(
        self,
        contributions: np.ndarray,
        seeker: SeekerProfile,
        needs: np.ndarray,
        row: int,
        price: float | None,
    ) -> list[Reason]:
        course = self.courses[row]
        occupation = (
            self.vocabulary.occupation_keys[course.occupations[0][0]]
            if course.occupations
            else None
        )
        index = self.vocabulary.skill_index
        new = [key for key in course.teaches if not seeker.skills[index[key]]]
        licences = [key for key in new if self.vocabulary.skills[key].kind == "licence"]
        asked = [key for key in new if needs[index[key]] > 0]
        effort = {"weeks": course.record.duration_weeks, "fee_vnd": price}
        entry = self.arrays.entries[row]
        entered = {"asked": entry.level, "reached": seeker.level, "age": entry.age}
        worded: dict[str, tuple[str, str, dict[str, Any]]] = {
            "leads": ("course_leads_to_wish", "course_leads_to_wish", {"occupation": occupation}),
            "gap": ("course_closes_gap", "course_closes_gap", {"skills": asked or new}),
            "licence": (
                "course_gives_certificate",
                "course_gives_certificate",
                {"skills": licences},
            ),
            "completes": ("course_completes_trade", "course_completes_trade", {"skills": new}),
            "extends": (
                "course_builds_on_experience",
                "course_builds_on_experience",
                {"occupation": occupation},
            ),
            "known": ("course_already_known", "course_already_known", {}),
            "entry": ("course_entry_met", "course_entry_above", entered),
            "near": ("course_near", "course_far", {}),
            "cost": ("course_short", "course_long", effort),
            "text": ("course_text", "course_text", {}),
        }
        reasons = []
        for name, value in zip(COURSE_COLUMNS, contributions, strict=True):
            if value:
                positive, negative, params = worded[name]
                code = positive if value > 0 else negative
                reasons.append(Reason(code, params, float(value)))
        return sorted(reasons, key=lambda reason: -abs(reason.weight))
