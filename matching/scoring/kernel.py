"""The best openings of many people, compiled: looks up, adds and compares, knows no formula.

Each opening in reach gets a bound first, in plain loops over arrays: its words, the way there
and what its kind of work is worth are in it exactly, the rest at its most. The most promising are
then scored in full, and after them whatever can still enter the list. Nothing is approximate: the
lists are those of reference.py.

One file on purpose: numba keeps compiled code by the date of the file a function stands in, and
would go on using what it compiled of another file that has changed.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

#: scores are compared in steps of 1e-9, so that the order of sums never decides a tie
STEPS = 1e9
# Below so many people per way to work, laying out the words of what is in reach costs more
# than it saves.
_WORTH_LAYING_OUT = 12
# A drop so large cannot be made up; after a smaller one (learned weights) all are looked at.
_FINAL = 2.0
# Slots for the words of what is out of reach: with a single one every addition would wait for
# the one before.
_ASIDE = 64

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
    count, wanted = len(adults_only), rows.shape[1]
    kind_of_row = classes[:, lookups[2][lookups[7][0]]].copy()
    order, where = np.empty(count, dtype=np.int32), np.empty(count, dtype=np.int32)
    kind_of, kinds = np.empty(count, dtype=np.int32), np.empty(count, dtype=np.int32)
    local = np.empty(lookups[6][3].shape[1], dtype=np.int32)
    way, hopeful = np.empty(count), np.empty(count)
    text, skill = np.zeros(count + _ASIDE), np.zeros(count + _ASIDE)
    by_row, bound = np.empty(count), np.empty(count)
    worth, gate = np.empty(count), np.empty(count)
    values = np.empty((lookups[7][1], count), dtype=np.float32)
    near = np.empty((len(lookups[6][3]), len(local)), dtype=np.float32)
    laid_out = np.empty(len(near), dtype=np.int8)
    edges = np.zeros(3, dtype=np.int64)
    trades = (near, laid_out, kinds, edges)
    head = (
        np.empty(2 * wanted), np.empty(2 * wanted, dtype=np.int32),
        np.empty(len(lookups[2]), dtype=np.int32),
    )  # fmt: skip
    most = max(plain[10][0], gated[10][0])
    common = (np.empty(most, dtype=np.int64), np.empty(most))
    wide_plain, wide_gated = np.empty(0, dtype=np.float32), np.empty(0, dtype=np.float32)
    for group in range(first, last):
        inside = _ordered(
            people[pointers[group]], place_order[group], in_reach[group], place_pointers,
            place_rows, lookups, order, way, hopeful,
        )  # fmt: skip
        local[:] = -1
        laid_out[:] = 0
        edges[1] = _kinds(order[:inside], kind_of_row, local, kind_of, kinds, 0)
        is_whole = False
        many = pointers[group + 1] - pointers[group] >= _WORTH_LAYING_OUT
        if many:
            for position in range(count):
                where[order[position]] = (
                    position if position < inside else inside + position % _ASIDE
                )
            wide_plain = _laid_out(order, inside, plain, wide_plain)
            wide_gated = _laid_out(order, inside, gated, wide_gated)
        for position in range(pointers[group], pointers[group + 1]):
            person = people[position]
            if banned[person]:
                continue
            if many:
                _add(person, plain, wide_plain, where, inside, common, text)
                _add(person, gated, wide_gated, where, inside, common, skill)
            else:
                _gather(person, plain, order, 0, inside, by_row, text)
                _gather(person, gated, order, 0, inside, by_row, skill)
            _relevance(person, 0, trades, lookups, values, worth, gate)
            found = _offer(
                person, minor[person], order, kind_of, 0, inside, text, skill, way,
                hopeful, classes, adults_only, lookups, values, worth, gate, bound, head,
                0.0, 0, rows[person], scores[person],
            )  # fmt: skip
            if (found < wanted or out_of_reach < _FINAL) and inside < count:
                if not is_whole:
                    is_whole = True
                    beyond = kind_of[inside:]
                    edges[2] = _kinds(order[inside:], kind_of_row, local, beyond, kinds, edges[1])
                _gather(person, plain, order, inside, count, by_row, text)
                _gather(person, gated, order, inside, count, by_row, skill)
                _relevance(person, 1, trades, lookups, values, worth, gate)
                found = _offer(
                    person, minor[person], order, kind_of, inside, count, text, skill, way,
                    hopeful, classes, adults_only, lookups, values, worth, gate, bound, head,
                    out_of_reach, found, rows[person], scores[person],
                )  # fmt: skip
            for rank in range(found):
                scores[person, rank] /= STEPS


@njit(**_FAST)
def _ordered(
    person: int,
    places: np.ndarray,
    in_reach: int,
    place_pointers: np.ndarray,
    place_rows: np.ndarray,
    lookups: tuple[np.ndarray, ...],
    order: np.ndarray,
    way: np.ndarray,
    hopeful: np.ndarray,
) -> int:
    """Write the openings place by place, what they and the way there are worth to everybody of
    a group, and what of it only for relevant work; return how many are in reach."""
    flat, starts, weights, is_gated, ways = *lookups[:2], *lookups[3:5], lookups[7][0]
    always, as_relevant = lookups[14], lookups[15]
    size, inside = 0, 0
    for number, place in enumerate(places):
        lasting, relevant = 0.0, 0.0
        for table in range(ways):
            value = np.float64(flat[starts[person, table] + place])
            if is_gated[table] and value > 0.0:
                relevant += weights[table] * value
            else:
                lasting += weights[table] * value
        for position in range(place_pointers[place], place_pointers[place + 1]):
            row = place_rows[position]
            order[size] = row
            way[size], hopeful[size] = lasting + always[row], relevant + as_relevant[row]
            size += 1
        if number < in_reach:
            inside = size
    return inside


@njit(**_FAST)
def _kinds(
    order: np.ndarray,
    kind_of_row: np.ndarray,
    local: np.ndarray,
    kind_of: np.ndarray,
    kinds: np.ndarray,
    held: int,
) -> int:
    """Number the kinds of work as they are met, from ``held`` on; return the next number."""
    for position in range(len(order)):
        kind = kind_of_row[order[position]]
        if local[kind] < 0:
            local[kind] = held
            kinds[held] = kind
            held += 1
        kind_of[position] = local[kind]
    return held


@njit(**_FAST)
def _near(
    trade: int, block: int, lookups: tuple[np.ndarray, ...], trades: tuple[np.ndarray, ...]
) -> np.ndarray:
    """Return how near a trade is to the kinds of work in reach (block 0), or met only beyond.

    Laid out when the first person of a group holds the trade.
    """
    near, laid_out, kinds, edges = trades
    line, asked = near[trade, edges[block] : edges[block + 1]], kinds[edges[block] :]
    if not laid_out[trade] & (1 << block):
        laid_out[trade] |= 1 << block
        own = lookups[6][3][trade]
        for number in range(len(line)):
            line[number] = own[asked[number]]
    return line


@njit(**_FAST)
def _laid_out(
    order: np.ndarray, inside: int, sparse: tuple[np.ndarray, ...], room: np.ndarray
) -> np.ndarray:
    """Return the common terms of what is in reach in full, term after term."""
    pointers, columns, data, common = sparse[7], sparse[8], sparse[9], sparse[10]
    if len(room) < common[0] * inside:
        room = np.empty(common[0] * len(order), dtype=np.float32)
    room[: common[0] * inside] = 0.0
    for position in range(inside):
        row = order[position]
        for cell in range(pointers[row], pointers[row + 1]):
            room[columns[cell] * inside + position] = data[cell]
    return room


@njit(**_FAST)
def _add(
    person: int,
    sparse: tuple[np.ndarray, ...],
    wide: np.ndarray,
    where: np.ndarray,
    inside: int,
    common: tuple[np.ndarray, np.ndarray],
    out: np.ndarray,
) -> None:
    """Write a person's sparse row times the rows of openings in reach, as they stand in a group.

    Common terms are added four at a time: half of the work is reading and writing the sums.
    """
    indptr, indices, data = sparse[0], sparse[1], sparse[2]
    pointers, rows, values, column_of = sparse[3], sparse[4], sparse[5], sparse[6]
    lines, shares = common
    out[:inside] = 0.0
    held = 0
    for cell in range(indptr[person], indptr[person + 1]):
        term, share = indices[cell], data[cell]
        if column_of[term] >= 0:
            lines[held], shares[held] = column_of[term] * inside, share
            held += 1
        else:
            for position in range(pointers[term], pointers[term + 1]):
                out[where[rows[position]]] += share * values[position]
    near = out[:inside]
    for first in range(0, held - held % 4, 4):
        one = wide[lines[first] : lines[first] + inside]
        two = wide[lines[first + 1] : lines[first + 1] + inside]
        three = wide[lines[first + 2] : lines[first + 2] + inside]
        four = wide[lines[first + 3] : lines[first + 3] + inside]
        by_one, by_two = shares[first], shares[first + 1]
        by_three, by_four = shares[first + 2], shares[first + 3]
        for position in range(inside):
            near[position] += (by_one * one[position] + by_two * two[position]) + (
                by_three * three[position] + by_four * four[position]
            )
    for last in range(held - held % 4, held):
        line, share = wide[lines[last] : lines[last] + inside], shares[last]
        for position in range(inside):
            near[position] += share * line[position]


@njit(**_FAST)
def _gather(
    person: int,
    sparse: tuple[np.ndarray, ...],
    order: np.ndarray,
    start: int,
    stop: int,
    by_row: np.ndarray,
    out: np.ndarray,
) -> None:
    """Write a person's sparse row times the openings' rows for part of an order."""
    indptr, indices, data = sparse[0], sparse[1], sparse[2]
    pointers, rows, values = sparse[3], sparse[4], sparse[5]
    by_row[:] = 0.0
    for cell in range(indptr[person], indptr[person + 1]):
        term, share = indices[cell], data[cell]
        for position in range(pointers[term], pointers[term + 1]):
            by_row[rows[position]] += share * values[position]
    for position in range(start, stop):
        out[position] = by_row[order[position]]


@njit(**_FAST)
def _relevance(
    person: int,
    block: int,
    trades: tuple[np.ndarray, ...],
    lookups: tuple[np.ndarray, ...],
    values: np.ndarray,
    worth: np.ndarray,
    gate: np.ndarray,
) -> None:
    """Write what kinds of work in reach (block 0) or beyond are worth to a person, and how
    relevant they are.

    Written so that the compiler takes eight numbers at a time, which it does with plain sums
    and products over whole arrays, not with max() and not from one index to another: the
    larger of two is chosen by a factor of 1 or 0.
    """
    weights, ways, peaked = lookups[3], lookups[7][0], lookups[7][1]
    part_pointers, part_tables, part_shares, limits = (
        lookups[8], lookups[9], lookups[10], lookups[11]
    )  # fmt: skip
    pointers, holds, sure = lookups[6][0], lookups[6][1], lookups[6][2]
    start, stop = trades[3][block], trades[3][block + 1]
    worthy, relevant = worth[start:stop], gate[start:stop]
    worthy[:] = 0.0
    relevant[:] = limits[0, 0]
    for table in range(ways, peaked):
        out, weight = values[table, start:stop], weights[table]
        out[:] = np.float32(0.0)
        first, last = pointers[table - ways, person], pointers[table - ways, person + 1]
        if first == last:
            continue
        for held in range(first, last):
            own, share = _near(holds[held], block, lookups, trades), sure[held]
            for number in range(len(own)):
                old, new = out[number], share * own[number]
                more = np.float32(new > old)
                out[number] = more * new + (np.float32(1.0) - more) * old
        for number in range(len(out)):
            worthy[number] += weight * out[number]
        for part in range(part_pointers[0], part_pointers[1]):
            if part_tables[part] == table:
                factor = part_shares[part]
                for number in range(len(out)):
                    old, new = relevant[number], factor * out[number]
                    above = np.float64(new > old)
                    relevant[number] = above * new + (1.0 - above) * old
    high = limits[0, 1]
    for number in range(len(relevant)):
        above = np.float64(relevant[number] > high)
        relevant[number] = above * high + (1.0 - above) * relevant[number]


@njit(**_FAST)
def _offer(  # noqa: C901 - called for every person: a call costs more than it tells
    person: int,
    is_minor: bool,
    order: np.ndarray,
    kind_of: np.ndarray,
    start: int,
    stop: int,
    text: np.ndarray,
    skill: np.ndarray,
    way: np.ndarray,
    hopeful: np.ndarray,
    classes: np.ndarray,
    adults_only: np.ndarray,
    lookups: tuple[np.ndarray, ...],
    values: np.ndarray,
    worth: np.ndarray,
    gate: np.ndarray,
    bound: np.ndarray,
    head: tuple[np.ndarray, np.ndarray, np.ndarray],
    drop: float,
    found: int,
    best_rows: np.ndarray,
    best_scores: np.ndarray,
) -> int:
    """Offer openings start..stop of an order to a person's list; return its new length."""
    rest, rest_gated = lookups[12][person, 0] - drop, lookups[13][person, 0]
    words, ways, skills = text[start:stop], way[start:stop], skill[start:stop]
    hopes, works, bounded = hopeful[start:stop], kind_of[start:stop], bound[start:stop]
    for place in range(len(bounded)):
        kind, gain = works[place], skills[place] + hopes[place] + rest_gated
        bounded[place] = words[place] + ways[place] + worth[kind] + gate[kind] * gain + rest
    if is_minor:
        for position in range(start, stop):
            if adults_only[order[position]]:
                bound[position] = -np.inf
    wanted = len(best_rows)
    worst = (best_scores[wanted - 1] - 2.0) / STEPS if found == wanted else -np.inf
    bounds, positions, tables = head
    telling = 0
    for table in range(lookups[7][1], len(lookups[2])):
        if lookups[1][person, table] >= 0:
            tables[telling] = table
            telling += 1
    held = _heads(bounded, worst, bounds, positions)
    for number in range(held):
        position = start + positions[number]
        if bounds[number] > worst:
            score = _score(
                person, order[position], position, kind_of[position], text, skill, way, hopeful,
                classes, lookups, tables[:telling], values, worth, gate, drop, worst,
            )  # fmt: skip
            found = _insert(score, order[position], found, best_rows, best_scores)
            if found == wanted:
                worst = (best_scores[wanted - 1] - 2.0) / STEPS
        bound[position] = -np.inf
    for place in range(len(bounded)):
        if bounded[place] > worst:
            position = start + place
            score = _score(
                person, order[position], position, kind_of[position], text, skill, way, hopeful,
                classes, lookups, tables[:telling], values, worth, gate, drop, worst,
            )  # fmt: skip
            found = _insert(score, order[position], found, best_rows, best_scores)
            if found == wanted:
                worst = (best_scores[wanted - 1] - 2.0) / STEPS
    return found


@njit(**_FAST)
def _heads(bound: np.ndarray, worst: float, bounds: np.ndarray, positions: np.ndarray) -> int:
    """Write the highest bounds above ``worst``, best first; return how many."""
    held, room = 0, len(bounds)
    least = worst
    for position in range(len(bound)):
        value = bound[position]
        if value > least:
            place = held if held < room else room - 1
            while place > 0 and value > bounds[place - 1]:
                bounds[place], positions[place] = bounds[place - 1], positions[place - 1]
                place -= 1
            bounds[place], positions[place] = value, position
            if held < room:
                held += 1
            if held == room:
                least = bounds[room - 1]
    return held


@njit(**_FAST)
def _score(
    person: int,
    row: int,
    position: int,
    kind: int,
    text: np.ndarray,
    skill: np.ndarray,
    way: np.ndarray,
    hopeful: np.ndarray,
    classes: np.ndarray,
    lookups: tuple[np.ndarray, ...],
    tables: np.ndarray,
    values: np.ndarray,
    worth: np.ndarray,
    gate: np.ndarray,
    drop: float,
    worst: float,
) -> float:
    """Return a pair's score in steps, or -inf once it cannot be more than ``worst``."""
    flat, starts, axes, weights, is_gated, factor = lookups[:6]
    peaked, part_pointers, part_tables, part_shares, limits = (
        lookups[7][1], lookups[8], lookups[9], lookups[10], lookups[11]
    )  # fmt: skip
    plain_after, gated_after = lookups[12][person], lookups[13][person]
    mine, its = starts[person], classes[row]
    relevant = gate[kind]
    known = text[position] + way[position] + worth[kind]
    known += (skill[position] + hopeful[position]) * relevant - drop
    for table in tables:
        value = np.float64(flat[mine[table] + its[axes[table]]])
        if value != 0.0:
            counted = relevant if is_gated[table] and value > 0.0 else 1.0
            peak = factor[table]
            if peak >= 0:
                top = -np.inf
                for part in range(part_pointers[peak], part_pointers[peak + 1]):
                    top = max(top, part_shares[part] * values[part_tables[part], kind])
                counted *= min(max(top, limits[peak, 0]), limits[peak, 1])
            known += weights[table] * value * counted
        after = table + 1 - peaked
        if known + plain_after[after] + relevant * gated_after[after] < worst:
            return -np.inf
    return float(np.rint(known * STEPS))


@njit(**_FAST)
def _insert(
    score: float, row: int, found: int, best_rows: np.ndarray, best_scores: np.ndarray
) -> int:
    """Put an opening into a list where it belongs, ties by row; return the list's length."""
    wanted = len(best_rows)
    if found == wanted and (
        score < best_scores[wanted - 1]
        or (score == best_scores[wanted - 1] and row > best_rows[wanted - 1])
    ):
        return found
    place = found if found < wanted else wanted - 1
    while place > 0 and (
        score > best_scores[place - 1]
        or (score == best_scores[place - 1] and row < best_rows[place - 1])
    ):
        best_scores[place], best_rows[place] = best_scores[place - 1], best_rows[place - 1]
        place -= 1
    best_scores[place], best_rows[place] = score, row
    return found + 1 if found < wanted else found
