"""The best openings of many people, compiled: looks up, adds and compares, knows no formula.

Openings are walked place by place, the nearest first, so what is in reach is a prefix; an opening
that cannot enter the list any more is left after the first few look-ups. Nothing is approximate:
the lists are those of reference.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

#: scores are compared in steps of 1e-9, so that the order of sums never decides a tie
STEPS = 1e9
# Below so many people per way to work, restricting the index to what is in reach costs more
# than it saves.
_WORTH_AN_INDEX = 12
# A drop so large cannot be made up; after a smaller one (learned weights) all are looked at.
_FINAL = 2.0

# Compiled once a machine: numba keeps the code beside the module or in the user's cache.
_FAST: Any = {"cache": True, "nogil": True}


@njit(**_FAST)
def best_of_groups(
    groups: tuple[np.ndarray, ...],
    openings: tuple[np.ndarray, ...],
    lookups: tuple[np.ndarray, ...],
    plain: tuple[np.ndarray, ...],
    gated: tuple[np.ndarray, ...],
    first: int,
    last: int,
    out_of_reach: float,
    rows: np.ndarray,
    scores: np.ndarray,
) -> None:
    """Fill ``rows`` (−1: none) and ``scores``, both (n_people, k), for groups first..last.

    A group is people with the same way to every place. The tuples are those of compiled.py.
    """
    pointers, people, place_order, in_reach, banned, minor = groups
    place_pointers, place_rows, classes, adults_only = openings
    count = len(adults_only)
    order = np.empty(count, dtype=np.int32)
    place_of, kind_of = np.empty(count, dtype=np.int32), np.empty(count, dtype=np.int32)
    place_axis, kind_axis = lookups[2][0], lookups[2][lookups[9][0]]
    text = np.zeros(count)
    skill = np.zeros(count)
    # What a person makes of a class of work is worked out when it is first met.
    kinds, peaks = lookups[9][2], len(lookups[13])
    seen = np.full(kinds, -1, dtype=np.int64)
    memory = (seen, np.empty(kinds), np.empty((kinds, peaks)), np.empty(lookups[9][1]))
    for group in range(first, last):
        size, inside = _ordered(
            place_order[group], in_reach[group], place_pointers, place_rows, order
        )
        for position in range(size):
            place_of[position] = classes[place_axis, order[position]]
            kind_of[position] = classes[kind_axis, order[position]]
        many = pointers[group + 1] - pointers[group] >= _WORTH_AN_INDEX
        if many:
            local_plain = _restricted(order, inside, plain[3], plain[4], plain[5], plain[6])
            local_gated = _restricted(order, inside, gated[3], gated[4], gated[5], gated[6])
        else:
            local_plain = (plain[7], plain[8], plain[9])
            local_gated = (gated[7], gated[8], gated[9])
        for position in range(pointers[group], pointers[group + 1]):
            person = people[position]
            if banned[person]:
                continue
            found = 0
            text[: inside if many else count] = 0.0
            skill[: inside if many else count] = 0.0
            _add(person, plain[0], plain[1], plain[2], local_plain, text)
            _add(person, gated[0], gated[1], gated[2], local_gated, skill)
            found = _scan(
                person, minor[person], order, place_of, kind_of, 0, inside, many, text, skill,
                classes, adults_only, lookups, memory, 0.0, found, rows[person], scores[person],
            )  # fmt: skip
            if (found < rows.shape[1] or out_of_reach < _FINAL) and inside < size:
                if many:  # what was added stands in the order of the group
                    text[:] = 0.0
                    skill[:] = 0.0
                    whole_plain = (plain[7], plain[8], plain[9])
                    whole_gated = (gated[7], gated[8], gated[9])
                    _add(person, plain[0], plain[1], plain[2], whole_plain, text)
                    _add(person, gated[0], gated[1], gated[2], whole_gated, skill)
                found = _scan(
                    person, minor[person], order, place_of, kind_of, inside, size, False, text,
                    skill, classes, adults_only, lookups, memory, out_of_reach, found,
                    rows[person], scores[person],
                )  # fmt: skip
            for rank in range(found):
                scores[person, rank] /= STEPS


@njit(**_FAST)
def _ordered(
    places: np.ndarray,
    in_reach: int,
    place_pointers: np.ndarray,
    place_rows: np.ndarray,
    order: np.ndarray,
) -> tuple[int, int]:
    """Write the openings place by place; return how many, and how many of them are in reach."""
    size, inside = 0, 0
    for number, place in enumerate(places):
        for position in range(place_pointers[place], place_pointers[place + 1]):
            order[size] = place_rows[position]
            size += 1
        if number < in_reach:
            inside = size
    return size, inside


@njit(**_FAST)
def _restricted(
    order: np.ndarray,
    count: int,
    indptr: np.ndarray,
    indices: np.ndarray,
    data: np.ndarray,
    shape: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the postings of each term over the first openings of an order, numbered by it."""
    pointers = np.zeros(shape[1] + 1, dtype=np.int32)
    for position in range(count):
        row = order[position]
        for cell in range(indptr[row], indptr[row + 1]):
            pointers[indices[cell] + 1] += 1
    for term in range(shape[1]):
        pointers[term + 1] += pointers[term]
    rows = np.empty(pointers[shape[1]], dtype=np.int32)
    values = np.empty(pointers[shape[1]], dtype=np.float32)
    free = pointers[:-1].copy()
    for position in range(count):
        row = order[position]
        for cell in range(indptr[row], indptr[row + 1]):
            slot = free[indices[cell]]
            rows[slot] = position
            values[slot] = data[cell]
            free[indices[cell]] = slot + 1
    return pointers, rows, values


@njit(**_FAST)
def _add(
    person: int,
    indptr: np.ndarray,
    indices: np.ndarray,
    data: np.ndarray,
    postings: tuple[np.ndarray, np.ndarray, np.ndarray],
    out: np.ndarray,
) -> None:
    """Add a person's sparse row times the postings to ``out``."""
    pointers, rows, values = postings
    for cell in range(indptr[person], indptr[person + 1]):
        term, share = indices[cell], data[cell]
        for position in range(pointers[term], pointers[term + 1]):
            out[rows[position]] += share * values[position]


@njit(**_FAST)
def _scan(  # noqa: C901 - one loop, called for every pair: calls would cost more than they tell
    person: int,
    is_minor: bool,
    order: np.ndarray,
    place_of: np.ndarray,
    kind_of: np.ndarray,
    start: int,
    stop: int,
    is_local: bool,
    text: np.ndarray,
    skill: np.ndarray,
    classes: np.ndarray,
    adults_only: np.ndarray,
    lookups: tuple[np.ndarray, ...],
    memory: tuple[np.ndarray, ...],
    drop: float,
    found: int,
    best_rows: np.ndarray,
    best_scores: np.ndarray,
) -> int:
    """Offer openings start..stop of an order to a person's list; return its new length."""
    (
        flat, starts, axes, weights, is_gated, factor, is_mix, mix_columns, mix_shares, spans,
        part_pointers, part_tables, part_shares, limits, bound_plain, bound_gated,
    ) = lookups  # fmt: skip
    ways, peaked, tables = spans[0], spans[1], len(axes)
    base = starts[person]
    seen, known_of, peaks_of, values = memory
    plain_after, gated_after = bound_plain[person], bound_gated[person]
    wanted = len(best_rows)
    worst = -np.inf
    if found == wanted:
        worst = (best_scores[wanted - 1] - 2.0) / STEPS
    last_place, hopeful, lasting = -1, 0.0, 0.0
    # What the tables after the ways, and after the peaks' parts, can add at most.
    after_ways = bound_plain[person, ways] + bound_gated[person, ways] - drop
    rest_plain, rest_gated = bound_plain[person, peaked] - drop, bound_gated[person, peaked]
    for position in range(start, stop):
        row = order[position]
        slot = position if is_local else row
        if is_minor and adults_only[row]:
            continue
        if place_of[position] != last_place:
            last_place = place_of[position]
            hopeful, lasting = 0.0, 0.0
            for table in range(ways):
                value = np.float64(flat[base[table] + last_place])
                if is_gated[table] and value > 0.0:
                    hopeful += weights[table] * value
                else:
                    lasting += weights[table] * value
        known = text[slot] + lasting
        gain = skill[slot] + hopeful
        if known + max(gain, 0.0) + after_ways < worst:
            continue
        kind = kind_of[position]
        if seen[kind] != person:
            seen[kind] = person
            worth = 0.0
            for table in range(ways, peaked):
                start_cell = base[table]
                if is_mix[table]:
                    value = flat[start_cell + mix_columns[kind, 0]] * np.float64(
                        mix_shares[kind, 0]
                    )
                    for number in range(1, mix_shares.shape[1]):
                        share = np.float64(mix_shares[kind, number])
                        if share == 0.0:
                            break
                        value = max(value, flat[start_cell + mix_columns[kind, number]] * share)
                else:
                    value = np.float64(flat[start_cell + kind])
                values[table] = value
                worth += weights[table] * value
            known_of[kind] = worth
            for peak in range(len(limits)):
                top = -np.inf
                for part in range(part_pointers[peak], part_pointers[peak + 1]):
                    top = max(top, part_shares[part] * values[part_tables[part]])
                peaks_of[kind, peak] = min(max(top, limits[peak, 0]), limits[peak, 1])
        gate = peaks_of[kind, 0]
        known += known_of[kind] + gain * gate
        if known + rest_plain + gate * rest_gated < worst:
            continue
        for table in range(peaked, tables):
            value = flat[base[table] + classes[axes[table], row]]
            if value != 0.0:
                counted = gate if is_gated[table] and value > 0.0 else 1.0
                if factor[table] >= 0:
                    counted *= peaks_of[kind, factor[table]]
                known += weights[table] * value * counted
            if known + plain_after[table + 1] + gate * gated_after[table + 1] - drop < worst:
                known += -np.inf
                break
        score = np.rint((known - drop) * STEPS)
        if found == wanted and (
            score < best_scores[wanted - 1]
            or (score == best_scores[wanted - 1] and row > best_rows[wanted - 1])
        ):
            continue
        place = found if found < wanted else wanted - 1
        while place > 0 and (
            score > best_scores[place - 1]
            or (score == best_scores[place - 1] and row < best_rows[place - 1])
        ):
            best_scores[place], best_rows[place] = best_scores[place - 1], best_rows[place - 1]
            place -= 1
        best_scores[place], best_rows[place] = score, row
        if found < wanted:
            found += 1
        if found == wanted:
            worst = (best_scores[wanted - 1] - 2.0) / STEPS
    return found
