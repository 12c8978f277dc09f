"""From a person to a job: the shortest way by one or two courses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from matching.courses.adviser import CourseAdviser
from matching.courses.steps import after_course
from matching.profiles.shapes import OpeningProfile, SeekerProfile
from matching.records import CourseRecord, OpeningRecord
from matching.vocabulary.vocabulary import Vocabulary

#: People → how well each fits the target, (n_people,).
Fit = Callable[[Sequence[SeekerProfile]], np.ndarray]

_FIRST_COURSES = 12
_A_STEP = 1e-4
_KEPT = 3


@dataclass(frozen=True)
class Path:
    """Courses to take one after the other.

    Attributes:
        courses: ids, in order; one or two.
        scores: how well the person fits the target before and after each course; one more
            than courses.
        missing: keys still lacking at the end.
        weeks: of courses together; None when a length is unknown.
        net_price_vnd: what the person pays for them; None when a price is unknown.
    """

    courses: tuple[str, ...]
    scores: tuple[float, ...]
    missing: tuple[str, ...]
    weeks: float | None
    net_price_vnd: float | None


class PathFinder:
    """Finds courses that lead a person to a target."""

    def __init__(self, adviser: CourseAdviser) -> None:
        self.adviser = adviser
        self.vocabulary = adviser.vocabulary

    def paths(
        self, person: SeekerProfile, target: OpeningProfile, fit: Fit, *, limit: int = _KEPT
    ) -> list[Path]:
        """Return ways to a target, the one that leaves least lacking first, then the shortest.

        A second course is added only where it closes what the first leaves open. Its entry is
        met by then, it starts after the first ends, and both have a seat. [] when no course
        helps or nothing is lacking.
        """
        start = self.missing(person, target)
        if not start:
            return []
        before = float(fit([person])[0])
        found: list[Path] = []
        for first, after, left in self._helpful(person, start, target):
            path = self._path(person, [first], [before, float(fit([after])[0])], left)
            found += [path] if path.scores[-1] > before + _A_STEP else []
            if not left:
                continue
            for second, later, rest in self._helpful(after, left, target):
                if second != first and self._in_order(first, second):
                    scores = [*path.scores, float(fit([later])[0])]
                    whole = self._path(person, [first, second], scores, rest)
                    found += [whole] if scores[-1] > max(scores[:-1]) + _A_STEP else []
        return sorted(found, key=_order)[:limit]

    def missing(self, person: SeekerProfile, target: OpeningProfile) -> tuple[str, ...]:
        """Return what the target asks for and the person lacks: skill keys, 'schooling'."""
        index = self.vocabulary.skill_index
        lacking = [key for key in target.required if not person.skills[index[key]]]
        if target.level and person.level is not None and person.level < target.level:
            lacking.append("schooling")
        return tuple(lacking)

    # -- inside -------------------------------------------------------------------------------

    def _helpful(
        self, person: SeekerProfile, lacking: Sequence[str], target: OpeningProfile
    ) -> list[tuple[int, SeekerProfile, tuple[str, ...]]]:
        """Return (course row, person after it, still lacking), the most helpful first.

        A course helps when it closes something, or opens the door of a course that does.
        """
        doors = self._doors(person, lacking)
        found = []
        for row in np.flatnonzero(self.adviser.may_enter(person)):
            after = after_course(person, self.adviser.courses[row], self.vocabulary)
            left = self.missing(after, target)
            if len(left) < len(lacking) or doors[row]:
                found.append((int(row), after, left))
        found.sort(key=lambda one: (len(one[2]), self._weeks(one[0]), one[0]))
        return found[:_FIRST_COURSES]

    def _doors(self, person: SeekerProfile, lacking: Sequence[str]) -> np.ndarray:
        """Return whether a course lets the person into one that teaches what is lacking."""
        adviser = self.adviser
        wanted = np.array(
            [bool(set(course.teaches) & set(lacking)) for course in adviser.courses], dtype=bool
        )
        closed = np.flatnonzero(wanted & ~adviser.may_enter(person))
        doors = np.zeros(len(adviser.courses), dtype=bool)
        if closed.size:
            for row in np.flatnonzero(adviser.may_enter(person)):
                after = after_course(person, adviser.courses[row], self.vocabulary)
                doors[row] = bool(adviser.may_enter(after)[closed].any())
        return doors

    def _in_order(self, first: int, second: int) -> bool:
        one, two = self._record(first), self._record(second)
        if one.start_date is None or two.start_date is None:
            return True
        weeks = one.duration_weeks or 0.0
        return two.start_date >= one.start_date + dt.timedelta(weeks=weeks)

    def _path(
        self,
        person: SeekerProfile,
        rows: Sequence[int],
        scores: Sequence[float],
        left: tuple[str, ...],
    ) -> Path:
        own = person.record.net_price_vnd or {}
        records = [self._record(row) for row in rows]
        weeks = [record.duration_weeks for record in records]
        costs = [own.get(record.id, record.fee_vnd) for record in records]
        return Path(
            tuple(record.id for record in records),
            tuple(scores),
            left,
            None if None in weeks else float(sum(one or 0.0 for one in weeks)),
            None if None in costs else float(sum(one or 0.0 for one in costs)),
        )

    def _weeks(self, row: int) -> float:
        return self._record(row).duration_weeks or 99.0

    def _record(self, row: int) -> CourseRecord:
        return self.adviser.courses[row].record


def trade_as_opening(occupation_key: str, vocabulary: Vocabulary) -> OpeningRecord:
    """Return an opening that asks for what an occupation rests on; KeyError when unknown."""
    return OpeningRecord(
        occupation_key,
        title=vocabulary.occupations[occupation_key].name_vi,
        occupation_key=occupation_key,
        required_skill_keys=tuple(vocabulary.essential.get(occupation_key, ())),
    )


def _order(path: Path) -> tuple[float, ...]:
    weeks = 999.0 if path.weeks is None else path.weeks
    price = 1e12 if path.net_price_vnd is None else path.net_price_vnd
    return (len(path.missing), len(path.courses), weeks, price, -path.scores[-1])
