"""Courses and people as arrays, so that any number of pairs is scored by the same arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from matching.courses.entry import Entry, read_entry
from matching.profiles.shapes import CourseProfile, SeekerProfile
from matching.scoring.commute import points, road_matrix
from matching.scoring.people import effective_wish
from matching.vocabulary.vocabulary import Vocabulary

# Retraining stays mostly inside one line of work; occupations of a line are this close at least.
_LINE_CLOSENESS = 0.3
_SHARPNESS = 1.6
_NOTHING = 0.1
# Lines of work by VSCO sub-major groups, where people change trade with a short course.
_LINES = (
    ("33", "34", "41", "42", "43", "44", "24"),
    ("818", "83"),
    ("72", "74", "311", "313"),
    ("753", "8152", "8153", "8154", "8156", "8157"),
)
_NO_SECTOR = frozenset({"chung", "dich_vu", "ho_thu_hoi_dat", "nong_nghiep"})


@dataclass
class CourseArrays:
    """Courses, one row each; unknown numbers are NaN."""

    profiles: list[CourseProfile]
    entries: list[Entry]
    teach: np.ndarray
    occupation: np.ndarray
    reach: np.ndarray
    points: np.ndarray
    level: np.ndarray
    entry_level: np.ndarray
    entry_age: np.ndarray
    needs_trade: np.ndarray
    further: np.ndarray
    weeks: np.ndarray
    fee: np.ndarray
    seats: np.ndarray


def course_arrays(profiles: Sequence[CourseProfile], vocabulary: Vocabulary) -> CourseArrays:
    """Return the courses as arrays; ``teach`` is courses × skills, ``reach`` occupations ×
    courses: how far a wish for an occupation is met by each course (0..1)."""
    entries = [read_entry(course.record) for course in profiles]
    teach = np.zeros((len(profiles), len(vocabulary.skills)), dtype=np.float32)
    occupation = np.zeros((len(profiles), len(vocabulary.occupations)), dtype=np.float32)
    for row, course in enumerate(profiles):
        teach[row, [vocabulary.skill_index[key] for key in course.teaches]] = 1.0
        for column, sure in course.occupations:
            occupation[row, column] = sure
    close = line_closeness(vocabulary)
    reach = np.zeros((len(vocabulary.occupations), len(profiles)), dtype=np.float32)
    for row in range(len(profiles)):
        if profiles[row].occupations:
            reach[:, row] = (close * occupation[row][None, :]).max(axis=1)
    return CourseArrays(
        profiles=list(profiles),
        entries=entries,
        teach=teach,
        occupation=occupation,
        reach=reach,
        points=points([course.point for course in profiles]),
        level=np.array([course.level for course in profiles], dtype=np.float32),
        entry_level=_numbers([entry.level for entry in entries]),
        entry_age=_numbers([entry.age for entry in entries]),
        needs_trade=np.array([entry.trade for entry in entries], dtype=bool),
        further=np.array([entry.further for entry in entries], dtype=bool),
        weeks=_numbers([course.record.duration_weeks for course in profiles]),
        fee=_numbers([course.record.fee_vnd for course in profiles]),
        seats=_numbers([course.record.seats_left for course in profiles]),
    )


@dataclass
class PeopleArrays:
    """People, one row each; unknown numbers are NaN."""

    wish: np.ndarray
    done: np.ndarray
    trained: np.ndarray
    skills: np.ndarray
    points: np.ndarray
    level: np.ndarray
    age: np.ndarray
    max_km: np.ndarray
    wage: np.ndarray
    season: np.ndarray

    def __len__(self) -> int:
        """Return how many people."""
        return len(self.level)

    def rows(self, chosen: slice) -> PeopleArrays:
        """Return some of the people."""
        return PeopleArrays(**{f.name: getattr(self, f.name)[chosen] for f in fields(self)})


def people_arrays(people: Sequence[SeekerProfile]) -> PeopleArrays:
    """Return people as arrays; empty people give arrays without rows."""
    return PeopleArrays(
        wish=_rows([effective_wish(person) for person in people]),
        done=_rows([person.done for person in people]),
        trained=_rows([person.trained for person in people]),
        skills=_rows([person.skills for person in people]),
        points=points([person.point for person in people]),
        level=_numbers([person.level for person in people]),
        age=_numbers([person.record.age for person in people]),
        max_km=_numbers([person.record.max_km for person in people]),
        wage=_numbers([person.record.wage_min for person in people]),
        season=np.array([person.short_term for person in people], dtype=bool),
    )


def line_closeness(vocabulary: Vocabulary) -> np.ndarray:
    """Return occupation × occupation closeness for retraining, float32 in [0, 1]."""
    codes = [o.vsco_code for o in vocabulary.occupations.values()]
    lines = np.array(
        [next((n for n, p in enumerate(_LINES) if c.startswith(p)), -1) for c in codes]
    )
    sectors = [o.sector for o in vocabulary.occupations.values()]
    named = np.array([s if s not in _NO_SECTOR else "" for s in sectors])
    same = (lines[:, None] == lines[None, :]) & (lines[:, None] >= 0)
    same |= (named[:, None] == named[None, :]) & (named[:, None] != "")
    close: np.ndarray = np.maximum(vocabulary.similarity**_SHARPNESS, _LINE_CLOSENESS * same)
    return close.astype(np.float32)


def per_distinct_row(matrix: np.ndarray, compute: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Return compute() of each row, worked out once per distinct row: many people are alike."""
    seen: dict[bytes, int] = {}
    rows: list[int] = []
    place = np.empty(len(matrix), dtype=np.int64)
    for row, cells in enumerate(matrix):
        key = cells.tobytes()
        if key not in seen:
            seen[key] = len(rows)
            rows.append(row)
        place[row] = seen[key]
    return compute(matrix[rows])[place]


def fit(people: np.ndarray, reach: np.ndarray) -> np.ndarray:
    """Return the best product of each person's cells with a table's rows.

    With courses: how far each meets an occupation vector; with skills: how much it rests on each.

    Args:
        people: (n_people, n_occupations); cells up to 0.1 count as nothing.
        reach: (n_occupations, n_columns), not negative.
    """

    def distinct(rows: np.ndarray) -> np.ndarray:
        out = np.zeros((len(rows), reach.shape[1]), dtype=np.float32)
        person, occupation = np.nonzero(rows > _NOTHING)
        place = np.arange(len(person)) - np.searchsorted(person, person)
        # Person by person would be a loop over all; by first, second, … cell it is a few.
        for turn in range(int(place.max(initial=-1)) + 1):
            chosen = place == turn
            who, what = person[chosen], occupation[chosen]
            out[who] = np.maximum(out[who], rows[who, what][:, None] * reach[what])
        return out

    return per_distinct_row(people, distinct)


def road_km(people: np.ndarray, courses: np.ndarray) -> np.ndarray:
    """Return road kilometres, (n_people, n_courses), NaN when unknown."""
    return per_distinct_row(people, lambda rows: road_matrix(rows, courses))


def prices(courses: CourseArrays, nets: Sequence[Mapping[str, float] | None]) -> np.ndarray:
    """Return each person's price of each course in VND, NaN when unknown; the fee by default.

    One row stands for all when nobody has a price of their own.
    """
    if not any(nets):
        return courses.fee[None, :]
    out = np.repeat(courses.fee[None, :], len(nets), axis=0)
    position = {course.record.id: row for row, course in enumerate(courses.profiles)}
    for row, own in enumerate(nets):
        for identity, price in (own or {}).items():
            if identity in position:
                out[row, position[identity]] = price
    return out


def _rows(vectors: Sequence[np.ndarray]) -> np.ndarray:
    return np.stack(vectors) if vectors else np.zeros((0, 1), dtype=np.float32)


def _numbers(values: Sequence[float | None]) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float32)
