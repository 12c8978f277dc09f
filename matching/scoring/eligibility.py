"""The only reasons to leave an opening out: those the law sets."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from matching.places import in_force
from matching.profiles.shapes import OpeningProfile
from matching.records import OpeningRecord
from matching.vocabulary.vocabulary import Vocabulary


@dataclass(frozen=True)
class LegalLimits:
    """Limits in force on a day, passed in from the dated tables.

    ``minimum_age`` and ``adult_age`` in years; ``adults_only_skills`` are the skill keys that
    mark work forbidden under the adult age, where night work is forbidden too.
    """

    minimum_age: float = 15
    adult_age: float = 18
    adults_only_skills: frozenset[str] = frozenset()

    @classmethod
    def load(cls, seeds_dir: Path, *, today: dt.date) -> Self:
        """Return the limits of seeds/policy_rates.csv on a day; defaults where it says nothing.

        Rows of kind ``adults_only_skill`` name the skills that mark work a person under the
        adult age may not be given (Labour Code art. 147: heights, chemicals, pressure, machines).
        """
        path = Path(seeds_dir) / "policy_rates.csv"
        ages: dict[str, float] = {}
        skills: set[str] = set()
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    if row["kind"] == "working_age_years" and in_force(row, today):
                        ages[row["key"]] = float(row["value_number"])
                    elif row["kind"] == "adults_only_skill" and in_force(row, today):
                        skills.add(row["key"])
        return cls(
            ages.get("minimum", cls.minimum_age),
            ages.get("adult", cls.adult_age),
            frozenset(skills),
        )


def is_open(opening: OpeningRecord, today: dt.date) -> bool:
    """Return whether one can still apply: the deadline is not past and a post is left."""
    if opening.deadline is not None and opening.deadline < today:
        return False
    return opening.posts_left is None or opening.posts_left > 0


def adults_only(
    openings: Sequence[OpeningProfile], limits: LegalLimits, vocabulary: Vocabulary
) -> np.ndarray:
    """Return which openings nobody under the adult age is offered, bool (n_openings,).

    Night work, and work that is of a forbidden kind by its trade, by what it asks for or by its
    conditions.
    """
    closed = limits.adults_only_skills
    trades = [not closed.isdisjoint(vocabulary.essential[key]) for key in vocabulary.occupations]
    return np.array(
        [
            one.night
            or bool(one.occupations and trades[one.occupations[0][0]])
            or not (closed.isdisjoint(one.required) and closed.isdisjoint(one.conditions))
            for one in openings
        ],
        dtype=bool,
    )
