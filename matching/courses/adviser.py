"""From what is missing to the courses that teach it, and courses ranked for a person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from matching.profiles.shapes import CourseProfile, SeekerProfile
from matching.records import CourseMatch, Missing, Reason
from matching.scoring.features import _USUAL_KM, _points, _road_matrix, effective_wish
from matching.scoring.text_index import TextIndex, cosine
from matching.vocabulary.vocabulary import Vocabulary

# Stated like the weights of ranker.py: what the course leads to, then what it adds, then
# whether this person can attend it.
COURSE_WEIGHTS = {
    "leads": 0.42,
    "gap": 0.16,
    "licence": 0.20,
    "extends": 0.10,
    "known": 0.40,
    "entry": 0.18,
    "near": 0.05,
    "effort": 0.08,
    "text": 0.14,
}
_COLUMNS = tuple(COURSE_WEIGHTS)


class CourseAdviser:
    """Ranks courses for people and finds the courses that teach a missing skill."""

    def __init__(
        self, courses: Sequence[CourseProfile], index: TextIndex, vocabulary: Vocabulary
    ) -> None:
        self.courses = list(courses)
        self.index = index
        self.vocabulary = vocabulary
        self.closeness = vocabulary.similarity**1.6
        skills, occupations = len(vocabulary.skills), len(vocabulary.occupations)
        self._teach = np.zeros((len(self.courses), skills), dtype=np.float32)
        self._occupation = np.zeros((len(self.courses), occupations), dtype=np.float32)
        self._teachers: dict[str, list[int]] = defaultdict(list)
        for row, course in enumerate(self.courses):
            for key in course.teaches:
                self._teach[row, vocabulary.skill_index[key]] = 1.0
                self._teachers[key].append(row)
            for occupation, sure in course.occupations:
                self._occupation[row, occupation] = sure
        self._licence = np.array(
            [skill.kind == "licence" for skill in vocabulary.skills.values()], dtype=np.float32
        )
        self._rarity = np.log(1 + len(self.courses) / np.maximum(self._teach.sum(axis=0), 1))
        self._points = _points([course.point for course in self.courses])
        self._level = np.array([course.level for course in self.courses])
        self._further = np.array(
            [bool(re.search(r"nâng|chuyên sâu", c.text_title)) for c in self.courses]
        )
        self._title_words = index.words([course.text_title for course in self.courses])
        self._words = index.words([course.text_all for course in self.courses])
        self._letters = index.letters([course.text_title for course in self.courses])

    def teaching(
        self, missing: Sequence[Missing], seeker: SeekerProfile, limit: int = 3
    ) -> list[str]:
        """Return ids of courses that teach what is missing, most of it first, then short ones."""
        taught: dict[int, int] = defaultdict(int)
        for lack in missing:
            for row in self._teachers.get(lack.key, ()):
                if _can_enter(seeker, self.courses[row]):
                    taught[row] += 2 if lack.kind == "certificate" else 1
        ranked = sorted(
            taught,
            key=lambda row: (-taught[row], self.courses[row].record.duration_weeks or 99.0, row),
        )
        return [self.courses[row].record.id for row in ranked[:limit]]

    def text_scores(self, seekers: Sequence[SeekerProfile]) -> np.ndarray:
        """Return how much courses use each person's words, (n_seekers, n_courses)."""
        wish = self.index.words([s.text_wish for s in seekers])
        everything = self.index.words([s.text_all for s in seekers])
        letters = self.index.letters([s.text_wish for s in seekers])
        return (
            0.5 * cosine(wish, self._title_words)
            + 0.5 * cosine(wish, self._words)
            + 0.3 * cosine(letters, self._letters)
            + 0.3 * cosine(everything, self._words)
        )

    def rank(
        self, seeker: SeekerProfile, needs: np.ndarray, texts: np.ndarray, top_k: int = 5
    ) -> list[CourseMatch]:
        """Return the best courses for a person, best first.

        Args:
            needs: per skill, how much the openings that suit the person ask for it and the
                person is not known to have it; shape (n_skills,), zeros when unknown.
            texts: this person's row of text_scores().
        """
        if not self.courses or top_k < 1:
            return []
        features = self._features(seeker, needs, texts)
        weights = np.array([COURSE_WEIGHTS[name] for name in _COLUMNS], dtype=np.float32)
        scores = features @ weights
        open_rows = [row for row, course in enumerate(self.courses) if _has_seats(course)]
        best = sorted(open_rows, key=lambda row: (-scores[row], self.courses[row].record.id))
        return [
            CourseMatch(
                self.courses[row].record.id,
                float(scores[row]),
                self._reasons(features[row] * weights, seeker, needs, row),
                self.courses[row].teaches,
            )
            for row in best[:top_k]
        ]

    def _features(self, seeker: SeekerProfile, needs: np.ndarray, texts: np.ndarray) -> np.ndarray:
        wish = effective_wish(seeker)
        lacking = 1.0 - np.minimum(seeker.skills, 1.0)
        licences = self._teach * self._licence * lacking
        wished_skills = (wish @ (self.vocabulary.occupation_skill_weights > 0)) * lacking
        gives_licence = np.minimum((licences * wished_skills).max(axis=1), 1.0)
        need = (needs + 0.5 * wished_skills) * lacking
        gap = (self._teach * self._rarity) @ need
        leads = self._fit(wish)
        done, trained = self._fit(seeker.done), self._fit(seeker.trained)
        columns = {
            "leads": leads,
            "gap": gap / max(float(gap.max(initial=0.0)), 1.0),
            "licence": gives_licence,
            "extends": done,
            "known": -self._known(seeker, done, trained) * (1.0 - gives_licence),
            "entry": np.array([_entry(seeker, c) for c in self.courses]),
            "near": self._near(seeker),
            "effort": np.array([_effort(seeker, course) for course in self.courses]),
            "text": texts,
        }
        return np.column_stack([columns[name] for name in _COLUMNS]).astype(np.float32)

    def _fit(self, people: np.ndarray) -> np.ndarray:
        held = np.flatnonzero(people > 0.1)
        if not held.size:
            return np.zeros(len(self.courses), dtype=np.float32)
        reach = (people[held, None] * self.closeness[held]).max(axis=0)
        return (self._occupation * reach).max(axis=1)

    def _known(self, seeker: SeekerProfile, done: np.ndarray, trained: np.ndarray) -> np.ndarray:
        """Return how far a person already has what a course teaches (0..1)."""
        reached = seeker.level or 0.0
        schooled = np.where((trained > 0.55) & (reached >= self._level - 0.1), trained, 0.0)
        practised = np.where((done > 0.55) & (self._level <= 3.0), done * 0.8, 0.0)
        return np.where(self._further, 0.3, 1.0) * np.maximum(schooled, practised)

    def _near(self, seeker: SeekerProfile) -> np.ndarray:
        km = _road_matrix(_points([seeker.point]), self._points)[0]
        # People travel farther to a course than to daily work, and some boards.
        limit = max(1.5 * (seeker.record.max_km or _USUAL_KM), 15.0)
        return np.nan_to_num(np.clip(1.0 - km / limit, -1.0, 1.0), nan=0.0)

    def _reasons(
        self, contributions: np.ndarray, seeker: SeekerProfile, needs: np.ndarray, row: int
    ) -> list[Reason]:
        course = self.courses[row]
        occupation = (
            list(self.vocabulary.occupations)[course.occupations[0][0]]
            if course.occupations
            else None
        )
        index = self.vocabulary.skill_index
        new = [key for key in course.teaches if not seeker.skills[index[key]]]
        licences = [key for key in new if self.vocabulary.skills[key].kind == "licence"]
        effort = {"weeks": course.record.duration_weeks, "fee_vnd": course.record.fee_vnd}
        entry = {"asked": course.entry_level, "reached": seeker.level}
        worded: dict[str, tuple[str, str, dict[str, Any]]] = {
            "leads": ("course_leads_to_wish", "course_leads_to_wish", {"occupation": occupation}),
            "gap": (
                "course_closes_gap",
                "course_closes_gap",
                {"skills": [key for key in new if needs[index[key]] > 0] or new},
            ),
            "licence": (
                "course_gives_certificate",
                "course_gives_certificate",
                {"skills": licences},
            ),
            "extends": (
                "course_builds_on_experience",
                "course_builds_on_experience",
                {"occupation": occupation},
            ),
            "known": ("course_already_known", "course_already_known", {}),
            "entry": ("course_entry_met", "course_entry_above", entry),
            "near": ("course_near", "course_far", {}),
            "effort": ("course_short", "course_long", effort),
            "text": ("course_text", "course_text", {}),
        }
        reasons = []
        for name, value in zip(_COLUMNS, contributions, strict=True):
            if value:
                positive, negative, params = worded[name]
                code = positive if value > 0 else negative
                reasons.append(Reason(code, params, float(value)))
        return sorted(reasons, key=lambda reason: -abs(reason.weight))


def _has_seats(course: CourseProfile) -> bool:
    return course.record.seats_left is None or course.record.seats_left > 0


def _can_enter(seeker: SeekerProfile, course: CourseProfile) -> bool:
    return seeker.level is None or course.entry_level is None or seeker.level >= course.entry_level


def _entry(seeker: SeekerProfile, course: CourseProfile) -> float:
    if seeker.level is None or course.entry_level is None:
        return 0.0
    gap = course.entry_level - seeker.level
    return -min(0.5 * gap, 1.0) if gap > 0 else 0.1


def _effort(seeker: SeekerProfile, course: CourseProfile) -> float:
    """Return -1..0.5: months out of work cost more the fewer working years are ahead."""
    weeks = course.record.duration_weeks
    if weeks is None:
        return 0.0
    patience = 20.0 if (seeker.record.age or 30) < 30 else 10.0
    return max(-1.0, min(0.5, 0.5 - weeks / patience * 0.25))
