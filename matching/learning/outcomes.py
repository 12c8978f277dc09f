"""What came of a suggestion: stages in order, and what each is worth to a learner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import IntEnum

import numpy as np


class Stage(IntEnum):
    """How far one suggestion got; each stage holds those before it.

    One the person opened and then said no to got no farther than being shown: interest that
    was answered counts for nothing. Exposures.dismissed tells it from one nobody looked at.
    """

    SHOWN = 0
    OPENED = 1
    APPLIED = 2
    INTERVIEWED = 3
    HIRED = 4
    STAYED = 5


# Stated, not learnt: (in force from, value of each stage). Never hires alone: they are few,
# they come late and they carry the employer's choice; opening is plenty but cheap curiosity.
# Who stayed half a year is what the province is after, so staying is the whole point.
STAGE_VALUES: Sequence[tuple[dt.date, tuple[float, ...]]] = (
    (dt.date(2026, 11, 23), (0.0, 0.1, 0.3, 0.55, 0.8, 1.0)),
)


def stage_values(day: dt.date) -> np.ndarray:
    """Return the value of each stage in force on a day, (n_stages,), rising from 0 to 1.

    Before the first table the first one holds: there is none older.
    """
    held = [values for since, values in STAGE_VALUES if since <= day]
    return np.array(held[-1] if held else STAGE_VALUES[0][1])
