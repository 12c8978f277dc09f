"""The one change that would help most, found by scoring the changed person again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from matching.courses import steps
from matching.courses.limits import limits_told
from matching.profiles.shapes import OpeningProfile, SeekerProfile
from matching.reading.schooling import LEVELS
from matching.records import Change
from matching.scoring.eligibility import LegalLimits
from matching.vocabulary.vocabulary import Vocabulary

#: People → scores, (n_people, n_openings), -inf where the law keeps a person out. The people of
#: one call differ in facts, never in words.
Rescore = Callable[[Sequence[SeekerProfile]], np.ndarray]

#: An opening is good for anybody from this score on, if every licence it asks for is held:
#: about as much as the wished work within reach of home, with nothing else known.
GOOD_SCORE = 0.5
# Where little is on offer, what comes near the best there is is good enough; a stray word is not.
_NEAR_BEST, _LEAST = 0.8, 0.25
#: kinds in the order of what is easier to change, which decides between equals; and how much
#: an opening counts when it is had that way: less pay and lost years are a price
KINDS = {
    "certificate": 1.0,
    "skill": 1.0,
    "distance": 1.0,
    "commute": 1.0,
    "shift": 1.0,
    "wage": 0.75,
    "experience": 0.5,
    "schooling": 0.35,
}
_EASE = {kind: place for place, kind in enumerate(KINDS)}
_LOOKED_AT = 100
_MOST_SKILLS = 12
# What an opening asks for counts less the farther it is below the best.
_BLUR = 0.15
_KM_STEPS = (5.0, 10.0)
_WAGE_STEPS = (0.5, 1.0)
_A_YEAR = 12.0
# Years of school for a job are proposed to the young, one rung at a time.
_OLD_FOR_SCHOOL = 35.0
_ONE_RUNG = 1.5
_NIGHT = "ca_dem"
# A larger step of the same kind must open half as much again.
_WORTH_MORE = 1.5
_NOTHING = 1e-4


@dataclass(frozen=True)
class Step:
    """A change not yet measured, and the person after it."""

    kind: str
    key: str
    label: str
    after: SeekerProfile


@dataclass(frozen=True)
class _Measured:
    steps: list[Step]
    changes: list[Change]
    before: np.ndarray
    after: np.ndarray


class ChangeFinder:
    """Finds changes for people among indexed openings."""

    def __init__(
        self,
        openings: Sequence[OpeningProfile],
        vocabulary: Vocabulary,
        rescore: Rescore,
        limits: LegalLimits,
        *,
        good_score: float = GOOD_SCORE,
    ) -> None:
        self.openings = openings
        self.vocabulary = vocabulary
        self.rescore = rescore
        self.limits = limits
        self.good_score = good_score
        self._licences = np.zeros((len(openings), len(vocabulary.skills)), dtype=np.float32)
        for row, opening in enumerate(openings):
            for key in opening.required:
                if vocabulary.skills[key].kind == "licence":
                    self._licences[row, vocabulary.skill_index[key]] = 1.0
        self._asks_licence = np.flatnonzero(self._licences.any(axis=1))
        self._pay = np.array([_pay(opening) for opening in openings], dtype=np.float64)

    def best(self, person: SeekerProfile) -> Change | None:
        """Return the change that opens most; None when none opens anything."""
        return next(iter(self.changes(person)), None)

    def changes(self, person: SeekerProfile) -> list[Change]:
        """Return the changes that open something, the one that opens most first."""
        found = [one for one in self._measure(person).changes if one.openings_opened]
        return sorted(_without_needless_steps(found), key=_order)

    def for_openings(self, person: SeekerProfile, rows: Sequence[int]) -> list[Change | None]:
        """Return per opening the change that helps most there; None when none does.

        What lets the person apply at all goes before what only makes the opening fit better.
        """
        measured = self._measure(person)
        if not measured.steps:
            return [None] * len(rows)
        now = self._licensed([person])[0]
        then = self._licensed([step.after for step in measured.steps])
        return [_most_helpful(measured, row, then[:, row] & ~now[row]) for row in rows]

    def good_from(self, scores: np.ndarray) -> float:
        """Return the score from which an opening is good for a person, given all their scores."""
        known = scores[np.isfinite(scores)]
        best = float(known.max(initial=0.0))
        return min(self.good_score, max(_LEAST, _NEAR_BEST * best))

    def opened_by(self, person: SeekerProfile, after: SeekerProfile) -> np.ndarray:
        """Return the rows of openings good for the person after a step and not now."""
        scores = self.rescore([person, after])
        good = self._good([person, after], scores, self.good_from(scores[0]))
        return np.flatnonzero(good[1] & ~good[0])

    def steps(self, person: SeekerProfile, scores: np.ndarray) -> list[Step]:
        """Return what could change about a person, given their scores (n_openings,)."""
        told = limits_told(person.record)
        finite = np.flatnonzero(np.isfinite(scores))
        near = finite[np.argsort(-scores[finite], kind="stable")[:_LOOKED_AT]]
        asked = [self.openings[row] for row in near]
        return [
            *self._skills(person, asked, scores[near]),
            *self._schooling(person, asked),
            *self._experience(person, asked),
            *_distance(person, told),
            *_commute(person, told),
            *self._shift(person, told),
            *_wage(person),
        ]

    # -- inside -------------------------------------------------------------------------------

    def _measure(self, person: SeekerProfile) -> _Measured:
        before = self.rescore([person])[0]
        made = self.steps(person, before)
        if not made:
            return _Measured([], [], before, np.zeros((0, len(before))))
        people = [step.after for step in made]
        after = self.rescore(people)
        bar = self.good_from(before)
        was, is_good = self._good([person], before[None, :], bar)[0], self._good(people, after, bar)
        measured = []
        for number, step in enumerate(made):
            new = np.flatnonzero(is_good[number] & ~was)
            pay = self._pay[new]
            pay = pay[np.isfinite(pay)]
            gain = float(np.mean(after[number, new] - before[new])) if len(new) else 0.0
            wage = round(float(median(pay)), 2) if len(pay) else None
            fit = float(np.mean(after[number, new])) if len(new) else 0.0
            opens = (len(new), wage, gain, fit, self._range(new))
            measured.append(Change(step.kind, step.key, step.label, *opens))
        return _Measured(made, measured, before, after)

    def _range(self, rows: np.ndarray) -> tuple[float, float] | None:
        """Return from what to what openings pay, an outlying tenth at each end left out."""
        ends = np.array([_ends(self.openings[row]) for row in rows], dtype=np.float64)
        ends = ends[np.isfinite(ends).all(axis=1)] if len(rows) else ends
        if not len(ends):
            return None
        low = np.quantile(ends[:, 0], 0.1, method="nearest")
        high = np.quantile(ends[:, 1], 0.9, method="nearest")
        return round(float(low), 2), round(float(high), 2)

    def _good(self, people: Sequence[SeekerProfile], scores: np.ndarray, bar: float) -> np.ndarray:
        return (scores >= bar) & self._licensed(people)

    def _licensed(self, people: Sequence[SeekerProfile]) -> np.ndarray:
        """Return whether every licence an opening asks for is held, (n_people, n_openings)."""
        held = np.ones((len(people), len(self.openings)), dtype=bool)
        rows = self._asks_licence
        lacking = np.stack([person.skills == 0 for person in people]).astype(np.float32)
        held[:, rows] = (lacking @ self._licences[rows].T) == 0
        return held

    def _skills(
        self, person: SeekerProfile, asked: Sequence[OpeningProfile], scores: np.ndarray
    ) -> list[Step]:
        """Return the skills lacking most where the person fits best, licences before others."""
        age = person.record.age
        young = age is not None and age < self.limits.adult_age
        lacking: dict[tuple[bool, str], float] = defaultdict(float)
        for opening, score in zip(asked, scores, strict=True):
            for key in opening.required:
                forbidden = young and key in self.limits.adults_only_skills
                if not person.skills[self.vocabulary.skill_index[key]] and not forbidden:
                    licence = self.vocabulary.skills[key].kind == "licence"
                    lacking[licence, key] += float(np.exp((score - scores[0]) / _BLUR))
        first = sorted(lacking, key=lambda one: (-one[0], -lacking[one], one[1]))
        found = []
        for licence, key in first[:_MOST_SKILLS]:
            name = self.vocabulary.skills[key].name_vi
            after = steps.with_skill(person, self.vocabulary.skill_index[key])
            found.append(Step("certificate" if licence else "skill", key, name, after))
        return found

    def _schooling(self, person: SeekerProfile, asked: Sequence[OpeningProfile]) -> list[Step]:
        """Return the next rung of schooling that is asked for, for those young enough."""
        if person.level is None or (person.record.age or 0.0) >= _OLD_FOR_SCHOOL:
            return []
        names = {rung: name for name, rung in LEVELS.items()}
        asked_rungs = {o.level for o in asked if o.level in names}
        above = sorted(
            rung for rung in asked_rungs if rung and 0 < rung - person.level <= _ONE_RUNG
        )
        return [
            Step("schooling", names[rung], "", steps.with_level(person, rung)) for rung in above[:1]
        ]

    def _experience(self, person: SeekerProfile, asked: Sequence[OpeningProfile]) -> list[Step]:
        wish = person.wish if person.wish.any() else person.done
        if not wish.any() or not any(opening.months_asked for opening in asked):
            return []
        row = int(np.argmax(wish))
        occupation = list(self.vocabulary.occupations.values())[row]
        after = steps.with_experience(person, row, _A_YEAR)
        return [Step("experience", occupation.key, occupation.name_vi, after)]

    def _shift(self, person: SeekerProfile, told: frozenset[str]) -> list[Step]:
        hours, age = person.record.shift_ok, person.record.age
        if hours is None or any("dem" in one or "xoay" in one for one in hours) or told:
            return []
        if age is not None and age < self.limits.adult_age:
            return []
        return [Step("shift", _NIGHT, "", steps.with_shift(person, _NIGHT))]


def _most_helpful(measured: _Measured, row: int, unlocks: np.ndarray) -> Change | None:
    with np.errstate(invalid="ignore"):
        gains = np.nan_to_num(measured.after[:, row] - measured.before[row], nan=0.0)
    changes = measured.changes
    best = min(range(len(changes)), key=lambda n: (-int(unlocks[n]), -gains[n], _order(changes[n])))
    if gains[best] <= _NOTHING and not unlocks[best]:
        return None
    return replace(changes[best], gain=float(gains[best]))


def _distance(person: SeekerProfile, told: frozenset[str]) -> list[Step]:
    limit = person.record.max_km
    if limit is None or told & {"health", "care"}:
        return []
    return [
        Step("distance", f"{step:g}", "", steps.with_reach(person, limit + step))
        for step in _KM_STEPS
    ]


def _commute(person: SeekerProfile, told: frozenset[str]) -> list[Step]:
    if not person.needs_shuttle or "health" in told:
        return []
    return [Step("commute", "own", "", steps.with_own_way(person))]


def _wage(person: SeekerProfile) -> list[Step]:
    wish = person.record.wage_min
    if wish is None:
        return []
    return [
        Step("wage", f"{-step:g}", "", steps.with_wage(person, wish - step))
        for step in _WAGE_STEPS
        if wish - step > 0
    ]


def _without_needless_steps(found: Sequence[Change]) -> list[Change]:
    """Return the changes without the larger step where the smaller one does nearly as much."""
    kept: dict[str, Change] = {}
    others = []
    for change in found:
        if change.kind not in ("distance", "wage"):
            others.append(change)
        elif change.kind not in kept or (
            change.openings_opened >= _WORTH_MORE * kept[change.kind].openings_opened
        ):
            kept[change.kind] = change
    return [*others, *kept.values()]


def _order(change: Change) -> tuple[float, ...]:
    pay = change.wage_median or 0.0
    worth = KINDS[change.kind] * change.openings_opened * change.fit
    return (-worth, -pay, _EASE[change.kind], -change.gain)


def _pay(opening: OpeningProfile) -> float:
    return _ends(opening)[0]


def _ends(opening: OpeningProfile) -> tuple[float, float]:
    """Return the lower and the upper pay, each standing for the other where one is unknown."""
    known = [pay for pay in (opening.wage_low, opening.wage_high) if pay is not None]
    return (float(known[0]), float(known[-1])) if known else (float("nan"), float("nan"))
