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

_FAST: Any = {"cache": True, "nogil": True}


@njit(**_FAST)
def reached(
    pointers: np.ndarray,
    held: np.ndarray,
    sure: np.ndarray,
    closeness: np.ndarray,
    shares: np.ndarray,
) -> np.ndarray:
    """Return how close each kind of people is to an opening's trades, float64 (n_kinds,).

    Args:
        pointers, held, sure: CSR of the occupations people hold.
        closeness: float32 (n_occupations, n_trades) to the opening's; shares: float64 (n_trades,).
    """
    out = np.zeros(len(pointers) - 1)
    for kind in range(len(out)):
        most = 0.0
        for trade in range(len(shares)):
            best = np.float32(0.0)
            for place in range(pointers[kind], pointers[kind + 1]):
                best = max(best, sure[place] * closeness[held[place], trade])
            most = max(most, np.float64(best) * shares[trade])
        out[kind] = most
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
    worth: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray],
    peaks: tuple[np.ndarray, float],
    text: tuple[np.ndarray, ...],
    least: float,
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
        kinds: int32 (n_groups, n_people), places in the arrays of ``worth``, trades and ways first.
        worth: what counts as it is, as far as relevant, towards the gate, towards being related.
        peaks: float64 (2, 2) lowest and highest gate and relatedness, and what the latter weighs.
        text: pointers and columns of both texts, words' rarity, and their worth in both.
        most, lost: (n_people,), the most words may add, what a no takes away.
        rest: float64 (3, 2): the most of plain and gated parts that what comes after the ways,
            after ways and trades, and after all but the words, can add.
        left_out: bool (n_people,); bars: float64 (n_people,), each one's least score, or (0,).
        bar: everybody's; step: 1 for everybody, n for one of n people.
    """
    plain, gated, _, _ = worth
    limits, related_worth = peaks
    constant = rest[0, 0] + max(related_worth * limits[1, 0], related_worth * limits[1, 1])
    rows, scores = np.empty(k * _ROOM, dtype=np.int64), np.empty(k * _ROOM)
    found, worst = 0, -np.inf
    for person in range(0, kinds.shape[1], step):
        way, needed = kinds[_TRADES, person], max(worst, bar) - _SLACK - most[person]
        hoped = gated[way] + rest[0, 1]
        hoped = max(hoped * limits[0, 0], hoped * limits[0, 1])
        if plain[way] + constant + hoped < needed or left_out[person]:
            continue
        own = bars[person] if len(bars) else bar
        needed = max(needed, own - _SLACK - most[person]) + lost[person]
        relevant, kin = _peaks(person, kinds, worth, limits)
        known, hoped = plain[way] + related_worth * kin, gated[way]
        for group in range(_TRADES):
            known += plain[kinds[group, person]]
            hoped += gated[kinds[group, person]]
        if known + rest[1, 0] + (hoped + rest[1, 1]) * relevant < needed:
            continue
        known = _known(person, kinds, worth, peaks)
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
    worth: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray],
    peaks: tuple[np.ndarray, float],
    text: tuple[np.ndarray, ...],
    least: float,
    lost: np.ndarray,
) -> np.ndarray:
    """Return the scores of these people, float64 (len(rows),); see best_people."""
    scores = np.empty(len(rows))
    for place in range(len(rows)):
        person = rows[place]
        known = _known(person, kinds, worth, peaks) + _words(person, text, least)
        scores[place] = np.rint(known * STEPS) / STEPS - lost[person]
    return scores


@njit(**_FAST)
def _known(
    person: int,
    kinds: np.ndarray,
    worth: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray],
    peaks: tuple[np.ndarray, float],
) -> float:
    """Return all of a score but the words."""
    plain, gated, _, _ = worth
    relevant, kin = _peaks(person, kinds, worth, peaks[0])
    known, hoped = 0.0, 0.0
    for group in range(len(kinds)):
        known += plain[kinds[group, person]]
        hoped += gated[kinds[group, person]]
    return known + hoped * relevant + peaks[1] * kin


@njit(**_FAST)
def _peaks(
    person: int,
    kinds: np.ndarray,
    worth: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray],
    limits: np.ndarray,
) -> tuple[float, float]:
    """Return how relevant the work is, and how related to what the person did."""
    _, _, gate, related = worth
    relevant, kin = limits[0, 0], limits[1, 0]
    for group in range(_TRADES):
        relevant = max(relevant, gate[kinds[group, person]])
        kin = max(kin, related[kinds[group, person]])
    return min(relevant, limits[0, 1]), min(kin, limits[1, 1])


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
