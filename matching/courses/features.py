"""Person and course → named columns whose weighted sum is the score; 0 is neutral."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import scipy.sparse as sp

from matching.courses.arrays import CourseArrays, PeopleArrays, fit, road_km
from matching.vocabulary.vocabulary import Vocabulary

# Stated, not learnt: what the course leads to and adds, then whether this person can attend it.
# See LAB.md for what was tried.
COURSE_WEIGHTS: Mapping[str, float] = {
    "leads": 0.50,
    "gap": 0.15,
    "licence": 0.30,
    "completes": 0.15,
    "extends": 0.15,
    "known": 0.35,
    "entry": 3.00,
    "near": 0.10,
    "cost": 0.20,
    "text": 0.65,
}
COURSE_COLUMNS = tuple(COURSE_WEIGHTS)
# A rare essential skill of a trade weighs 3 to 5 in occupation_skill_weights.
_WHOLE_SKILL = 3.0
_USUAL_WAGE = 7.0
_USUAL_KM = 20.0
_WEEKS_A_MONTH = 4.345
# Below this closeness to anything done or learnt, a course 'for welders' is not for this person.
_HAS_TRADE = 0.25
_ENTRY_MET = 0.01
# Months out of work and of pay that are worth a training: the young have longer to earn it back,
# who wants work for a season has none to spare.
_PATIENCE_YOUNG, _PATIENCE, _PATIENCE_SEASON = 24.0, 12.0, 2.0
# Less than this share of one's patience is short and cheap: a point for the course.
_SHORT = 0.15


class CourseFeatures:
    """Computes the columns of a block of people against all courses."""

    def __init__(self, courses: CourseArrays, vocabulary: Vocabulary) -> None:
        self.courses = courses
        self._teach = sp.csr_matrix(courses.teach)
        self._skill_weights = vocabulary.occupation_skill_weights
        self._licence = np.array(
            [skill.kind == "licence" for skill in vocabulary.skills.values()], dtype=np.float32
        )
        users = np.maximum((self._skill_weights > 0).sum(axis=0), 1)
        self._rarity = np.log(1.0 + len(vocabulary.occupations) / users).astype(np.float32)

    def compute(
        self, people: PeopleArrays, needs: np.ndarray, texts: np.ndarray, prices: np.ndarray
    ) -> dict[str, np.ndarray]:
        """Return float32 columns of shape (n_people, n_courses), about -1 to 1 each.

        Args:
            needs: share of a person's good openings that ask for each skill, (n_people, n_skills).
            texts: closeness of words, (n_people, n_courses).
            prices: VND, (n_people or 1, n_courses), NaN when unknown.
        """
        courses = self.courses
        lacking = (people.skills == 0).astype(np.float32)
        wish = people.wish * people.wish  # a named trade stands well above 'anything'
        leads = fit(wish, courses.reach)
        done, trained = fit(people.done, courses.reach), fit(people.trained, courses.reach)
        wished = fit(wish, self._skill_weights) * lacking
        practised = fit(np.maximum(people.done, people.trained), self._skill_weights) * lacking
        licence = self._taught(wished * self._licence)
        known = self._known(people, done, trained) * (1.0 - licence)
        columns = {
            "leads": leads * (1.0 - known),
            "gap": np.minimum(self._over_taught(needs * lacking), 1.0),
            "licence": licence,
            "completes": self._taught(np.maximum(wished, 0.5 * practised)),
            "extends": np.maximum(done, trained),
            "known": -known,
            "entry": self._entry(people, done, trained),
            "near": self._near(people),
            "cost": self._cost(people, prices),
            "text": texts,
        }
        return {name: columns[name].astype(np.float32, copy=False) for name in COURSE_COLUMNS}

    def entry_unmet(self, people: PeopleArrays) -> np.ndarray:
        """Return whether a person is known not to meet what a course asks before it starts."""
        reach = self.courses.reach
        return self._entry(people, fit(people.done, reach), fit(people.trained, reach)) < 0

    def _entry(self, people: PeopleArrays, done: np.ndarray, trained: np.ndarray) -> np.ndarray:
        """Return -1 where something asked is known to be unmet, a little above 0 where met."""
        courses = self.courses
        with np.errstate(invalid="ignore"):
            below = people.level[:, None] < courses.entry_level
            young = people.age[:, None] < courses.entry_age
            met = people.level[:, None] >= courses.entry_level
        fresh = courses.needs_trade & (np.maximum(done, trained) < _HAS_TRADE)
        return np.where(below | young | fresh, -1.0, np.where(met, _ENTRY_MET, 0.0))

    def _taught(self, skills: np.ndarray) -> np.ndarray:
        return np.minimum(self._over_taught(skills) / _WHOLE_SKILL, 1.0)

    def _over_taught(self, skills: np.ndarray) -> np.ndarray:
        """Return the sum over what each course teaches, (n_people, n_courses)."""
        return np.ascontiguousarray((self._teach @ skills.T).T)

    def _known(self, people: PeopleArrays, done: np.ndarray, trained: np.ndarray) -> np.ndarray:
        """Return how far a person already has what a course gives (0..1)."""
        courses = self.courses
        level = np.nan_to_num(people.level, nan=0.0)[:, None]
        schooled = np.where((trained > 0.55) & (level >= courses.level - 0.1), trained, 0.0)
        practised = np.clip((done - 0.4) / 0.5, 0.0, 0.9) * (courses.level <= 3.0)
        held = self._over_taught((people.skills > 0) * self._rarity)
        share = held / np.maximum(courses.teach @ self._rarity, 1e-6)
        share *= share
        # All taught skills held: a shorter course adds nothing; nearly all: it still may. One
        # known skill is not a known trade: it counts in one's own line, or where no trade is named.
        own = np.minimum(np.maximum(done, trained) / 0.5, 1.0)
        own = np.where(courses.occupation.any(axis=1), own, 1.0)
        repeats = 0.5 * share * share * own * (courses.level <= np.maximum(level, 3.0))
        return np.where(
            courses.further, 0.3 * np.maximum(schooled, practised),
            np.maximum(np.maximum(schooled, practised), repeats),
        )  # fmt: skip

    def _near(self, people: PeopleArrays) -> np.ndarray:
        km = road_km(people.points, self.courses.points)
        # People travel farther to a course than to daily work, and some board.
        limit = np.maximum(1.5 * np.where(np.isnan(people.max_km), _USUAL_KM, people.max_km), 15.0)
        return np.nan_to_num(np.clip(1.0 - km / limit[:, None], -1.0, 1.0), nan=0.0)

    def _cost(self, people: PeopleArrays, prices: np.ndarray) -> np.ndarray:
        """Return -3..0.15: weeks out of work and the price, both in months of the wished wage."""
        wage = np.where(np.isnan(people.wage) | (people.wage <= 0), _USUAL_WAGE, people.wage)
        young = np.nan_to_num(people.age, nan=30.0) < 30
        patience = np.where(young, _PATIENCE_YOUNG, _PATIENCE)
        patience = np.where(people.season, _PATIENCE_SEASON, patience)
        months = np.nan_to_num(self.courses.weeks, nan=4.0)[None, :] / _WEEKS_A_MONTH
        paid = np.nan_to_num(prices, nan=0.0) / 1e6 / wage[:, None]
        most = np.where(people.season, 3.0, 1.0)[:, None]
        return _SHORT - np.minimum((months + paid) / patience[:, None], most)
