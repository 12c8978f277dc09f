"""What is read out of each record once, so that pairs can be scored by arithmetic alone."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from matching.places import Point
from matching.records import CourseRecord, OpeningRecord, SeekerRecord


@dataclass
class SeekerProfile:
    """A person in numbers; occupation vectors have one cell per occupation."""

    record: SeekerRecord
    wish: np.ndarray
    done: np.ndarray
    trained: np.ndarray
    skills: np.ndarray
    text_wish: str
    text_all: str
    point: Point | None
    level: float | None
    months_total: float
    avoids: frozenset[str]
    sectors: np.ndarray
    any_work: bool
    short_term: bool
    needs_shuttle: bool
    needs_housing: bool
    rank: int = 0
    languages: frozenset[str] = frozenset()
    wants_home_work: bool = False
    needs: frozenset[str] = frozenset()


@dataclass
class OpeningProfile:
    """An opening in numbers; ``occupations`` are (row, confidence), surest first."""

    record: OpeningRecord
    occupations: list[tuple[int, float]]
    required: list[str]
    optional: list[str]
    sectors: np.ndarray
    conditions: frozenset[str]
    text_title: str
    text_all: str
    point: Point | None
    wage_low: float | None
    wage_high: float | None
    level: float | None
    months_asked: float | None
    has_shuttle: bool
    has_housing: bool
    night: bool | None
    short_term: bool
    elsewhere: bool = False
    benefits: frozenset[str] = field(default_factory=frozenset)
    rank: int = 0
    languages: tuple[str, ...] = ()
    home_work: bool = False
    crowding: float = 0.0


@dataclass
class CourseProfile:
    """A course in numbers."""

    record: CourseRecord
    occupations: list[tuple[int, float]]
    teaches: list[str]
    text_title: str
    text_all: str
    point: Point | None
    entry_level: float | None
    level: float
