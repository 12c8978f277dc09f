"""What walk.py does, by NumPy alone: for machines without numba, and for tests."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from matching.scoring.reference import PRECISION


def reached(
    pointers: np.ndarray, held: np.ndarray, sure: np.ndarray, closeness: np.ndarray
) -> np.ndarray:
    """Return how close each kind of people is to an opening's trades, float32 (n_kinds,)."""
    kind = np.repeat(np.arange(len(pointers) - 1), np.diff(pointers))
    best = np.zeros(len(pointers) - 1, dtype=np.float32)
    np.maximum.at(best, kind, sure * closeness[held])
    return best


def most_of_words(
    pointers: np.ndarray, people: np.ndarray, terms: np.ndarray, worth: np.ndarray, out: np.ndarray
) -> None:
    """Add to ``out`` what an opening's words are worth to who uses them, at most."""
    for term, value in zip(terms, worth, strict=True):
        out[people[pointers[term] : pointers[term + 1]]] += value


def best_people(
    kinds: np.ndarray,
    worth: np.ndarray,
    peaks: np.ndarray,
    text: tuple[np.ndarray, ...],
    least: float,
    ways: np.ndarray,
    most: np.ndarray,
    rest: np.ndarray,
    lost: np.ndarray,
    left_out: np.ndarray,
    bars: np.ndarray,
    bar: float,
    step: int,
    k: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Return (rows, scores) of the k best who reach their bar, best first, ties by row."""
    rows = np.flatnonzero(~left_out[::step]) * step
    scores = score_people(rows, kinds, worth, peaks, text, least, lost)
    held = scores >= (np.maximum(bars[rows], bar) if len(bars) else bar)
    rows, scores = rows[held], scores[held]
    order = np.argsort(-scores, kind="stable")[:k]
    return rows[order], scores[order]


def score_people(
    rows: np.ndarray,
    kinds: np.ndarray,
    worth: np.ndarray,
    peaks: np.ndarray,
    text: tuple[np.ndarray, ...],
    least: float,
    lost: np.ndarray,
) -> np.ndarray:
    """Return the scores of these people, float64 (len(rows),)."""
    plain, gated, towards_relevant, towards_kin = worth[kinds[rows]].transpose(2, 1, 0)
    relevant = np.clip(towards_relevant.max(axis=0), peaks[0, 0], peaks[0, 1])
    kin = np.clip(towards_kin.max(axis=0), peaks[1, 0], peaks[1, 1])
    known = plain.sum(axis=0) + gated.sum(axis=0) * relevant + peaks[1, 2] * kin
    rarity = text[4]
    for pointers, columns, counted in ((*text[:2], text[5]), (*text[2:4], text[6])):
        shape = (len(pointers) - 1, len(rarity))
        used = sp.csr_matrix((np.ones(len(columns)), columns, pointers), shape=shape)[rows]
        length = np.maximum(np.sqrt(used @ rarity**2), least)
        known += (used @ counted) * (1.0 / length).astype(np.float32)
    return np.rint(known * PRECISION) / PRECISION - lost[rows]
