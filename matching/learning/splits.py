"""Held-back data: later than what was learnt from, and of other people."""

from __future__ import annotations

import hashlib

import numpy as np


def later_days(days: np.ndarray, share: float) -> np.ndarray:
    """Return which rows are of the last days holding about ``share`` of all rows, (n,).

    Whole days only: never one day on both sides. Nothing is held back of a single day.
    """
    if not len(days):
        return np.zeros(0, dtype=bool)
    cut = np.quantile(days, 1.0 - share, method="higher")
    return days >= cut if (days < cut).any() else np.zeros(len(days), dtype=bool)


def some_people(persons: np.ndarray, share: float, seed: int = 0) -> np.ndarray:
    """Return which rows are of held-back people, (n,): about ``share`` of the people.

    Decided by each person's number alone, so more data later moves nobody across.
    """
    known, index = np.unique(persons, return_inverse=True)
    if not len(known):
        return np.zeros(0, dtype=bool)
    held = np.array([_draw(person, seed) < share for person in known.tolist()])
    return held[index.ravel()]


def by_time_and_person(
    persons: np.ndarray, days: np.ndarray, *, share: float = 0.4, seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Return (rows to learn from, rows to test on): earlier days of some, later of others.

    Early rows of the held-back people and late rows of the others are in neither: a test
    that shared people or days with the training would flatter.
    """
    late, others = later_days(days, share), some_people(persons, share, seed)
    return ~late & ~others, late & others


def _draw(person: int, seed: int) -> float:
    digest = hashlib.sha256(f"{seed}|{person}".encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48
