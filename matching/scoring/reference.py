"""Scores by NumPy alone: what the compiled scorer must equal, and what explanations are made of."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import scipy.sparse as sp

from matching.scoring.features import FEATURES
from matching.scoring.openings import CLASS_NAMES
from matching.scoring.tables import Peak, Sparse, Table, View

# Sums are rounded to this before they are compared, so that the order of adding never decides.
PRECISION = 1e9


def columns(view: View, classes: np.ndarray) -> np.ndarray:
    """Return the features of every pair, float64 (n_people, n_openings, n_features).

    Args:
        classes: int32 (n_classes, n_openings) of all openings, see OpeningArrays.
    """
    people = np.arange(len(view.reach.of_person))[:, None]
    every = np.arange(classes.shape[1])[None, :]
    return _features(view, classes, people, every, _every_dot)


def pairs(view: View, classes: np.ndarray, people: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return the features of some pairs, float64 (n_pairs, n_features).

    Args:
        people, rows: int (n_pairs,), who and which opening; pairs of one person together.
    """
    return _features(view, classes, people, rows, _pair_dot)


def column(view: View, classes: np.ndarray, row: int) -> np.ndarray:
    """Return everybody's features of one opening, float64 (n_people, n_features)."""
    people = np.arange(len(view.reach.of_person))
    return _features(view, classes, people, np.full(len(people), row), _column_dot)


def _features(
    view: View,
    classes: np.ndarray,
    people: np.ndarray,
    rows: np.ndarray,
    dot: Callable[[Sparse, np.ndarray, np.ndarray], np.ndarray],
) -> np.ndarray:
    def looked_up(table: Table) -> np.ndarray:
        axis, row = classes[CLASS_NAMES.index(table.axis)][rows], table.of_person[people]
        return table.rows[row, axis].astype(np.float64)

    def highest(peak: Peak) -> np.ndarray:
        shared = [share * looked_up(table) for table, share in peak.parts]
        return np.clip(np.maximum.reduce(shared), peak.low, peak.high)

    gate = highest(view.gate)
    out = np.zeros((*gate.shape, len(FEATURES)))
    for table in view.tables:
        value = looked_up(table)
        if table.times is not None:
            value = value * highest(table.times)
        out[..., FEATURES.index(table.feature)] += _gated(value, gate, table.gated)
    for part in view.sparse:
        value = dot(part, people, rows)
        out[..., FEATURES.index(part.feature)] += _gated(value, gate, part.gated)
    out[..., FEATURES.index(view.reach.feature)] += looked_up(view.reach)
    return out


def scores(features: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the weighted sums, float64 without the last axis, rounded for comparing."""
    return np.rint((features @ weights.astype(np.float64)) * PRECISION) / PRECISION


def best(scored: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Return (rows int32, scores) of the k best per person, -1 and -inf where there are fewer.

    Ties go to the earlier row; openings scored -inf are left out.
    """
    people, count = scored.shape
    kept = min(k, count)
    order = np.argsort(-scored, axis=1, kind="stable")[:, :kept]
    found = np.take_along_axis(scored, order, axis=1)
    rows = np.full((people, k), -1, dtype=np.int32)
    values = np.full((people, k), -np.inf)
    rows[:, :kept] = np.where(np.isfinite(found), order, -1)
    values[:, :kept] = found
    return rows, values


def _every_dot(part: Sparse, people: np.ndarray, rows: np.ndarray) -> np.ndarray:
    if _are_alike(part.people):
        # One person asked about many times ('what if …') writes the same each time.
        mine = np.zeros(part.people.shape[1])
        span = slice(0, part.people.indptr[1])
        mine[part.people.indices[span]] = part.people.data[span]
        return np.broadcast_to(part.openings @ mine, (len(people), rows.size))
    product = part.people.astype(np.float64) @ part.openings.astype(np.float64).T
    return np.asarray(product.toarray())


def _column_dot(part: Sparse, people: np.ndarray, rows: np.ndarray) -> np.ndarray:
    opening = np.zeros(part.openings.shape[1])
    span = slice(part.openings.indptr[rows[0]], part.openings.indptr[rows[0] + 1])
    opening[part.openings.indices[span]] = part.openings.data[span]
    return np.asarray(part.people @ opening)


def _are_alike(rows: sp.csr_matrix) -> bool:
    sizes = np.diff(rows.indptr)
    if not len(sizes) or sizes.min() != sizes.max():
        return False
    shape = (len(sizes), int(sizes[0]))
    columns, values = rows.indices.reshape(shape), rows.data.reshape(shape)
    return bool((columns == columns[0]).all() and (values == values[0]).all())


def _pair_dot(part: Sparse, people: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return the products of pairs; slicing matrices would cost far more for so few."""
    mine = np.zeros(part.people.shape[1])
    out = np.zeros(len(rows))
    laid_out: int | None = None
    for place, (person, row) in enumerate(zip(people.tolist(), rows.tolist(), strict=True)):
        if person != laid_out:
            mine[:] = 0.0
            span = slice(part.people.indptr[person], part.people.indptr[person + 1])
            mine[part.people.indices[span]] = part.people.data[span]
            laid_out = person
        span = slice(part.openings.indptr[row], part.openings.indptr[row + 1])
        out[place] = mine[part.openings.indices[span]] @ part.openings.data[span].astype(np.float64)
    return out


def _gated(value: np.ndarray, gate: np.ndarray, is_gated: bool) -> np.ndarray:
    return np.where(value > 0, value * gate, value) if is_gated else value
