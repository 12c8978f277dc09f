"""Puts a view of openings into the flat arrays kernel.py walks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

import numpy as np
import scipy.sparse as sp

from matching.scoring import kernel
from matching.scoring.features import FEATURES
from matching.scoring.openings import CLASS_NAMES, OpeningArrays
from matching.scoring.tables import Peak, Reach, Sparse, Table, View

_PLACE = "place"
# From this share of openings on, adding a term opening by opening beats looking up which.
_COMMON = 0.02


@dataclass(frozen=True)
class Shelf:
    """Openings in the order the kernel walks them: by place; and their words' postings.

    Made once per index, used for every block of people.
    """

    arrays: tuple[np.ndarray, ...]
    postings: dict[int, tuple[np.ndarray, ...]]


def shelf(openings: OpeningArrays, adults_only: np.ndarray) -> Shelf:
    """Return what the kernel needs of an index's openings.

    Args:
        adults_only: bool (n_openings,), not offered to minors.
    """
    place = openings.classes[CLASS_NAMES.index(_PLACE)]
    count = int(place.max(initial=-1)) + 1
    rows = np.argsort(place, kind="stable").astype(np.int32)
    pointers = np.zeros(count + 1, dtype=np.int32)
    np.cumsum(np.bincount(place, minlength=count), out=pointers[1:])
    # An opening's classes stand together: it is scored by all of them at once.
    classes = np.ascontiguousarray(openings.classes.T, dtype=np.int32)
    return Shelf((pointers, rows, classes, np.ascontiguousarray(adults_only)), {})


def best(
    view: View,
    shelved: Shelf,
    weights: np.ndarray,
    k: int,
    *,
    forbidden: np.ndarray,
    minor: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Return (rows int32, scores float64), both (n_people, k), best first; -1 and -inf for none.

    A weight of ``view.reach`` of 2 or more is taken for more than all other parts can make up.
    """
    count = len(forbidden)
    rows = np.full((count, k), -1, dtype=np.int32)
    scores = np.full((count, k), -np.inf)
    if not count or k < 1 or not len(shelved.arrays[3]):
        return rows, scores
    weigh = dict(zip(FEATURES, weights.astype(np.float64).tolist(), strict=True))
    told = [part for part in view.sparse if weigh[part.feature]]
    plain = _postings([part for part in told if not part.gated], weigh, shelved, count)
    gated = _postings([part for part in told if part.gated], weigh, shelved, count)
    lookups, out_of_reach = _lookups(view, weigh, shelved.arrays[2])
    pointers, *group = _groups(view, weigh, len(shelved.arrays[0]) - 1)
    groups = (pointers, *group, np.ascontiguousarray(forbidden), np.ascontiguousarray(minor))

    kernel.best_of_groups(
        groups,
        shelved.arrays,
        lookups,
        plain,
        gated,
        0,
        len(pointers) - 1,
        out_of_reach,
        rows,
        scores,
    )
    return rows, scores


def _groups(view: View, weigh: dict[str, float], places: int) -> tuple[np.ndarray, ...]:
    """Return people with the same ways: pointers, people, places best first, how many in reach."""
    ways = [view.reach, *(t for t in view.tables if t.axis == _PLACE)]
    stacked = np.stack([table.of_person for table in ways]).astype(np.int64)
    mark = reduce(lambda one, two: one * (int(two.max(initial=0)) + 1) + two, stacked)
    _, first, kind = np.unique(mark, return_index=True, return_inverse=True)
    # Who wishes alike speaks alike: their words are still at hand when the next one is scored.
    alike = view.gate.parts[0][0].of_person
    people = np.lexsort((alike, kind)).astype(np.int32)
    pointers = np.zeros(len(first) + 1, dtype=np.int32)
    np.cumsum(np.bincount(kind, minlength=len(first)), out=pointers[1:])
    worth = np.zeros((len(first), places))
    for table in ways[1:]:
        worth += weigh[table.feature] * table.rows[table.of_person[first], :places]
    inside = view.reach.rows[view.reach.of_person[first], :places] >= 0
    order = np.lexsort((-worth, ~inside), axis=1).astype(np.int32)
    return pointers, people, np.ascontiguousarray(order), inside.sum(axis=1).astype(np.int32)


def _postings(
    parts: Sequence[Sparse], weigh: dict[str, float], shelved: Shelf, people: int
) -> tuple[np.ndarray, ...]:
    """Return people's rows with the weights in them, openings' rows, and openings by term."""
    alike: dict[int, list[Sparse]] = {}
    for part in parts:
        alike.setdefault(id(part.openings), []).append(part)
    sides = [
        (reduce(add, [_weighed(p.people, weigh[p.feature]) for p in same]), same[0].openings)
        for same in alike.values()
    ]
    if not sides:
        empty = sp.csr_matrix((len(shelved.arrays[3]), 1), dtype=np.float32)
        sides = [(sp.csr_matrix((people, 1), dtype=np.float64), empty)]
    mine = sides[0][0] if len(sides) == 1 else sp.hstack([p for p, _ in sides], format="csr")
    key = hash(tuple(alike))
    if key not in shelved.postings:
        theirs = sp.csr_matrix(sides[0][1] if len(sides) == 1 else sp.hstack([o for _, o in sides]))
        shelved.postings[key] = _by_term(theirs)
    return (*_arrays(mine, np.float64), *shelved.postings[key])


def _weighed(people: sp.csr_matrix, weight: float) -> sp.csr_matrix:
    cells = (people.data.astype(np.float64) * weight, people.indices, people.indptr)
    return sp.csr_matrix(cells, shape=people.shape)


def _by_term(openings: sp.csr_matrix) -> tuple[np.ndarray, ...]:
    """Return postings (pointers, rows, values), and the common terms' cells opening by opening:
    their column or -1 by term, pointers, columns, values, and how many are common."""
    by_term = openings.tocsc()
    common = np.flatnonzero(np.diff(by_term.indptr) >= max(1.0, _COMMON * openings.shape[0]))
    column_of = np.full(openings.shape[1], -1, dtype=np.int32)
    column_of[common] = np.arange(len(common))
    return (
        *_arrays(by_term, np.float32),
        column_of,
        *_arrays(by_term[:, common].tocsr(), np.float32),
        np.array([len(common)], dtype=np.int64),
    )


def _arrays(matrix: Any, kind: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return (
        matrix.indptr.astype(np.int32, copy=False),
        matrix.indices.astype(np.int32, copy=False),
        matrix.data.astype(kind, copy=False),
    )


def _lookups(
    view: View, weigh: dict[str, float], classes: np.ndarray
) -> tuple[tuple[Any, ...], float]:
    """Return the tables as the kernel reads them and the drop for what is out of reach.

    What an opening is worth to everybody alike is added up beforehand.

    Order: ways first, then what the peaks (gate first) are made of, then the rest.
    """
    peaks = [view.gate]
    for table in view.tables:
        if table.times is not None and not any(table.times is peak for peak in peaks):
            peaks.append(table.times)
    parts = [peak.parts for peak in peaks]
    needed = {id(table): table for peak in parts for table, _ in peak}
    ways = [t for t in view.tables if t.axis == _PLACE]
    made = [*needed.values()]
    rest = [t for t in view.tables if t.axis != _PLACE and id(t) not in needed]
    shared = [t for t in rest if _is_shared(t)]
    rest = [t for t in rest if not _is_shared(t)]
    ordered = [*ways, *made, *sorted(rest, key=lambda t: -_span(t, weigh))]
    if len({table.axis for table in made}) != 1:
        raise ValueError("what peaks are made of must be one kind of class")
    held = _held(made)
    own = {id(table) for table in view.tables}
    weights = np.array([weigh[t.feature] if id(t) in own else 0.0 for t in ordered])
    place = {id(table): number for number, table in enumerate(ordered)}
    starts, flat = _flattened(ordered)
    bounds = _bounds(ordered, weights, len(ways) + len(made))
    lookups = (
        flat,
        starts,
        np.array([CLASS_NAMES.index(t.axis) for t in ordered], dtype=np.int32),
        weights,
        np.array([t.gated for t in ordered], dtype=np.bool_),
        np.array([_peak_of(t, peaks) for t in ordered], dtype=np.int32),
        held,
        np.array([len(ways), len(ways) + len(made)], dtype=np.int64),
        np.cumsum([0, *(len(peak) for peak in parts)]).astype(np.int64),
        np.array([place[id(t)] for peak in parts for t, _ in peak], dtype=np.int64),
        np.array([share for peak in parts for _, share in peak], dtype=np.float64),
        np.array([(peak.low, peak.high) for peak in peaks], dtype=np.float64),
        *bounds,
        *_to_everybody(shared, weigh, classes),
    )
    return lookups, weigh[view.reach.feature]


def _is_shared(table: Table) -> bool:
    """Whether many people share the one row there is."""
    return len(table.rows) == 1 < len(table.of_person) and table.times is None


def _to_everybody(
    tables: Sequence[Table], weigh: dict[str, float], classes: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return what openings are worth to everybody, and what of it only as relevant work."""
    always, relevant = np.zeros(len(classes)), np.zeros(len(classes))
    for table in tables:
        value = table.rows[0, classes[:, CLASS_NAMES.index(table.axis)]].astype(np.float64)
        counted = weigh[table.feature] * value
        is_hope = table.gated & (value > 0)
        always += np.where(is_hope, 0.0, counted)
        relevant += np.where(is_hope, counted, 0.0)
    return always, relevant


def _held(tables: Sequence[Table]) -> tuple[np.ndarray, ...]:
    """Return what people hold, table after table: pointers (n_tables, n_people + 1), what, how
    sure, and how close all of it is to each class."""
    reaches = [table.cells for table in tables if isinstance(table.cells, Reach)]
    if len(reaches) != len(tables) or len({id(one.closeness) for one in reaches}) != 1:
        raise ValueError("the compiled scorer makes the cells of peaks from one closeness")
    pointers, offset = [], 0
    for one in reaches:
        pointers.append(one.people.indptr.astype(np.int32) + np.int32(offset))
        offset += len(one.people.indices)
    return (
        np.stack(pointers),
        np.concatenate([one.people.indices for one in reaches]).astype(np.int32),
        np.concatenate([one.people.data for one in reaches]).astype(np.float32),
        np.ascontiguousarray(reaches[0].closeness, dtype=np.float32),
    )


def _peak_of(table: Table, peaks: Sequence[Peak]) -> int:
    return next((number for number, peak in enumerate(peaks) if peak is table.times), -1)


def _span(table: Table, weigh: dict[str, float]) -> float:
    return abs(weigh[table.feature]) * float(np.ptp(table.rows)) if table.rows.size else 0.0


def _flattened(tables: Sequence[Table]) -> tuple[np.ndarray, np.ndarray]:
    """Return where each person's row of each table starts, (n_people, n_tables), and all cells.

    -1 where all the row's cells are 0, and for a Reach, whose cells the kernel makes itself.
    """
    starts, cells, offset = [], [], 0
    for table in tables:
        if isinstance(table.cells, Reach):
            starts.append(np.full(len(table.of_person), -1, dtype=np.int64))
            continue
        start = np.arange(len(table.cells)) * table.cells.shape[1] + offset
        if table.axis != _PLACE:
            start[~table.cells.any(axis=1)] = -1
        starts.append(start[table.of_person])
        cells.append(np.ascontiguousarray(table.cells, dtype=np.float32).ravel())
        offset += table.cells.size
    flat = np.concatenate(cells)
    return np.ascontiguousarray(np.stack(starts, axis=1)), flat


def _bounds(
    tables: Sequence[Table], weights: np.ndarray, peaked: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the most that tables from a position on can add, from ``peaked`` on (before it all
    is known exactly), (n_people, n_tables - peaked + 1) twice.

    The second part counts only as far as the work is relevant (gate at most 1).
    """
    people = len(tables[0].of_person)
    plain = np.zeros((people, len(tables) - peaked + 1))
    gated = np.zeros((people, len(tables) - peaked + 1))
    for number in range(len(tables) - 1, peaked - 1, -1):
        table, weight = tables[number], weights[number]
        worth = table.rows * weight
        most = worth.max(axis=1, initial=-np.inf)
        if table.times is not None:
            own, relevant = np.maximum(most, 0.0), np.zeros_like(most)
        elif table.gated:
            good = np.where(table.rows > 0, worth, -np.inf).max(axis=1, initial=-np.inf)
            bad = np.where(table.rows > 0, -np.inf, worth).max(axis=1, initial=-np.inf)
            relevant = np.maximum(good, 0.0)
            own = np.where(np.isneginf(good), bad, np.maximum(bad, 0.0))
        else:
            own, relevant = most, np.zeros_like(most)
        after = number - peaked + 1
        plain[:, after - 1] = plain[:, after] + own[table.of_person]
        gated[:, after - 1] = gated[:, after] + relevant[table.of_person]
    return plain, gated
