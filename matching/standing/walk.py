"""The walk over everybody, compiled: looks up, adds, bounds; knows no formula.

Each person gets a bound first: all is in it exactly but the words, which count as if the profile
were as short as one can be. Only who can still come among the best has the words weighed.

One file on purpose, as scoring/kernel.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

#: scores are compared in steps of 1e-9, as in scoring/reference.py
STEPS = 1e9
# Sums in another order, and of float32, differ by far less.
_SLACK = 1e-4
# So many are gathered before all but the best are let go.
_ROOM = 4
#: groups of kinds that say what trades people wish for, did and learnt; then come the ways
_TRADES = 3

#: columns of what an opening is worth to a kind of people
_PLAIN, _GATED, _TOWARDS_RELEVANT, _TOWARDS_KIN = range(4)

_FAST: Any = {"cache": True, "nogil": True}


@njit(**_FAST)
def reached(
    pointers: np.ndarray, held: np.ndarray, sure: np.ndarray, closeness: np.ndarray
) -> np.ndarray:
    """Return how close each kind of people is to an opening's trades, float32 (n_kinds,).

    Args:
        pointers, held, sure: CSR of the occupations people hold.
        closeness: float32 (n_occupations,), to the opening.
    """
    out = np.zeros(len(pointers) - 1, dtype=np.float32)
    for kind in range(len(out)):
        for place in range(pointers[kind], pointers[kind + 1]):
            out[kind] = max(out[kind], sure[place] * closeness[held[place]])
    return out


@njit(**_FAST)
def most_of_words(
    pointers: np.ndarray,
    people: np.ndarray,
    terms: np.ndarray,
    worth: np.ndarray,
    out: np.ndarray,
) -> None:
    """Add to ``out`` what an opening's words are worth to who uses them, at most.

    Args:
        pointers, people: who uses each word; terms, worth: the opening's words.
        out: float32 (n_people,): half the memory to run through counts more than digits.
    """
    for place in range(len(terms)):
        value, term = worth[place], terms[place]
        for at in range(pointers[term], pointers[term + 1]):
            out[people[at]] += value


@njit(**_FAST)
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
    """Return (rows, scores) of the k best who reach their bar, best first, ties by row.

    Args:
        kinds: int32 (n_people, n_groups), rows of ``worth``, trades and ways first.
        worth: float64 (n_kinds, 4), what counts as it is, as far as the work is relevant,
            towards its being relevant, and towards its being related to what they did.
        peaks: float64 (2, 3), lowest, highest and weight of both.
        text: pointers and columns of both texts, words' rarity, and their worth in both.
        ways: int32 (n_people,), that column of ``kinds`` alone: most are passed by after it.
        most, lost: (n_people,), the most words may add, what a no takes away.
        rest: float64 (3, 2): the most of plain and gated parts that what comes after the ways,
            after ways and trades, and after all but the words, can add.
        left_out: bool (n_people,); bars: float64 (n_people,), each one's least score, or (0,).
        bar: everybody's; step: 1 for everybody, n for one of n people.
    """
    lowest, highest = peaks[0, 0], peaks[0, 1]
    least_kin, most_kin, weight_of_kin = peaks[1, 0], peaks[1, 1], peaks[1, 2]
    constant = rest[0, 0] + max(weight_of_kin * least_kin, weight_of_kin * most_kin)
    rows, scores = np.empty(k * _ROOM, dtype=np.int64), np.empty(k * _ROOM)
    found, worst = 0, -np.inf
    for person in range(0, len(ways), step):
        way, needed = ways[person], max(worst, bar) - _SLACK - most[person]
        known, hoped = worth[way, _PLAIN], worth[way, _GATED]
        hope = max((hoped + rest[0, 1]) * lowest, (hoped + rest[0, 1]) * highest)
        if known + constant + hope < needed or left_out[person]:
            continue
        own = bars[person] if len(bars) else bar
        needed = max(needed, own - _SLACK - most[person]) + lost[person]
        relevant, kin = lowest, least_kin
        for group in range(_TRADES):
            kind = kinds[person, group]
            known += worth[kind, _PLAIN]
            hoped += worth[kind, _GATED]
            relevant = max(relevant, worth[kind, _TOWARDS_RELEVANT])
            kin = max(kin, worth[kind, _TOWARDS_KIN])
        relevant = min(relevant, highest)
        known += weight_of_kin * min(kin, most_kin)
        if known + rest[1, 0] + (hoped + rest[1, 1]) * relevant < needed:
            continue
        for group in range(_TRADES + 1, kinds.shape[1]):
            known += worth[kinds[person, group], _PLAIN]
            hoped += worth[kinds[person, group], _GATED]
        known += hoped * relevant
        if known + rest[2, 0] < needed:
            continue
        score = np.rint((known + _words(person, text, least)) * STEPS) / STEPS - lost[person]
        if score <= worst or score < bar or score < own:
            continue
        rows[found], scores[found] = person, score
        found += 1
        if found == len(rows):
            found = _keep_best(rows, scores, found, k)
            worst = scores[found - 1]
    found = _keep_best(rows, scores, found, k)
    return rows[:found].copy(), scores[:found].copy()


@njit(**_FAST)
def score_people(
    rows: np.ndarray,
    kinds: np.ndarray,
    worth: np.ndarray,
    peaks: np.ndarray,
    text: tuple[np.ndarray, ...],
    least: float,
    lost: np.ndarray,
) -> np.ndarray:
    """Return the scores of these people, float64 (len(rows),); see best_people."""
    scores = np.empty(len(rows))
    for place in range(len(rows)):
        person, known, hoped = rows[place], 0.0, 0.0
        relevant, kin = peaks[0, 0], peaks[1, 0]
        for group in range(kinds.shape[1]):
            kind = kinds[person, group]
            known += worth[kind, _PLAIN]
            hoped += worth[kind, _GATED]
            relevant = max(relevant, worth[kind, _TOWARDS_RELEVANT])
            kin = max(kin, worth[kind, _TOWARDS_KIN])
        known += hoped * min(relevant, peaks[0, 1]) + peaks[1, 2] * min(kin, peaks[1, 1])
        known += _words(person, text, least)
        scores[place] = np.rint(known * STEPS) / STEPS - lost[person]
    return scores


@njit(**_FAST)
def _words(person: int, text: tuple[np.ndarray, ...], least: float) -> float:
    wish_pointers, wish, all_pointers, every, rarity, wish_worth, all_worth = text
    return _product(
        wish_pointers[person], wish_pointers[person + 1], wish, rarity, wish_worth, least
    ) + _product(all_pointers[person], all_pointers[person + 1], every, rarity, all_worth, least)


@njit(**_FAST)
def _product(
    start: int,
    stop: int,
    columns: np.ndarray,
    rarity: np.ndarray,
    worth: np.ndarray,
    least: float,
) -> float:
    """Return a profile's product with an opening: Bm25Index.people @ Bm25Index.openings."""
    dot, length = 0.0, 0.0
    for place in range(start, stop):
        term = columns[place]
        dot += worth[term]
        length += rarity[term] * rarity[term]
    return dot * np.float64(np.float32(1.0 / max(np.sqrt(length), least)))


@njit(**_FAST)
def _keep_best(rows: np.ndarray, scores: np.ndarray, found: int, k: int) -> int:
    """Put the k best first, best first, of equal ones those found first; return how many."""
    order = np.argsort(-scores[:found], kind="mergesort")[:k]
    rows[: len(order)], scores[: len(order)] = rows[order], scores[order]
    return len(order)
