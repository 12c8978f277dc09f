"""Scores by NumPy alone: what the compiled scorer must equal, and what explanations are made of."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import scipy.sparse as sp

from matching.scoring.features import FEATURES
from matching.scoring.openings import CLASS_NAMES
from matching.scoring.tables import Peak, Sparse, Table, View

# Sums are rounded to this before they are compared, so that the order of adding never decides.
PRECISION = 1e9


def columns(
    view: View,
    classes: np.ndarray,
    rows: np.ndarray | slice = slice(None),
    people: slice = slice(None),
) -> np.ndarray:
    """Return the features of every pair, float64 (n_people, n_openings, n_features).

    Args:
        classes: int32 (n_classes, n_openings) of all openings, see OpeningArrays.
        rows: which openings are asked for; people: which people; all by default.
    """
    chosen = classes[:, rows]
    view = _of(view, people)
    gate = _peak(view.gate, chosen)
    out = np.zeros((*gate.shape, len(FEATURES)))
    for table in view.tables:
        value = _looked_up(table, chosen)
        if table.times is not None:
            value = value * _peak(table.times, chosen)
        out[:, :, FEATURES.index(table.feature)] += _gated(value, gate, table.gated)
    for part in view.sparse:
        value = _dot(part, rows)
        out[:, :, FEATURES.index(part.feature)] += _gated(value, gate, part.gated)
    out[:, :, FEATURES.index(view.reach.feature)] += _looked_up(view.reach, chosen)
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


def _looked_up(table: Table, classes: np.ndarray) -> np.ndarray:
    axis = classes[CLASS_NAMES.index(table.axis)]
    rows = table.rows[table.of_person].astype(np.float64)
    if table.mix is None:
        return rows[:, axis]
    columns, shares = table.mix.columns[axis], table.mix.shares[axis].astype(np.float64)
    mixed = [rows[:, columns[:, n]] * shares[:, n] for n in range(shares.shape[1])]
    return np.asarray(np.maximum.reduce(mixed))


def _peak(peak: Peak, classes: np.ndarray) -> np.ndarray:
    shares = [share * _looked_up(table, classes) for table, share in peak.parts]
    return np.clip(np.maximum.reduce(shares), peak.low, peak.high)


def _of(view: View, people: slice) -> View:
    """Return the view of some of the people."""
    if people == slice(None) or len(view.reach.of_person) == 1:
        return view

    def peak(whole: Peak) -> Peak:
        return replace(whole, parts=tuple((table(part), share) for part, share in whole.parts))

    def table(whole: Table) -> Table:
        times = None if whole.times is None else peak(whole.times)
        return replace(whole, of_person=whole.of_person[people], times=times)

    return View(
        tables=tuple(table(part) for part in view.tables),
        sparse=tuple(replace(part, people=part.people[people]) for part in view.sparse),
        gate=peak(view.gate),
        reach=table(view.reach),
    )


def _dot(part: Sparse, rows: np.ndarray | slice) -> np.ndarray:
    people, openings = part.people, part.openings
    if people.shape[0] == 1 and not isinstance(rows, slice):
        return _dot_of_one(people, openings, rows)
    product = people.astype(np.float64) @ openings[rows].astype(np.float64).T
    return np.asarray(product.toarray())


def _dot_of_one(person: sp.csr_matrix, openings: sp.csr_matrix, rows: np.ndarray) -> np.ndarray:
    """Return one person's products with a few openings; slicing matrices would cost far more."""
    mine = np.zeros(person.shape[1])
    mine[person.indices] = person.data
    out = np.zeros((1, len(rows)))
    for place, row in enumerate(rows):
        span = slice(openings.indptr[row], openings.indptr[row + 1])
        out[0, place] = mine[openings.indices[span]] @ openings.data[span].astype(np.float64)
    return out


def _gated(value: np.ndarray, gate: np.ndarray, is_gated: bool) -> np.ndarray:
    return np.where(value > 0, value * gate, value) if is_gated else value
