"""People in kinds: who is alike in what a formula reads is worked out once, not once each.

A part of a crowd holds, for each group of formulas, one person of every kind and everybody's
kind. What differs from everybody to everybody, the words, is kept as which words a profile uses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
import scipy.sparse as sp

from matching.records import SeekerRecord
from matching.scoring.people import PeopleArrays
from matching.scoring.tables import alike, mark

#: group → what of a person its formulas read. Trades, then ways first: see walk.py.
GROUPS: dict[str, tuple[str, ...]] = {
    "wish": ("wish",),
    "done": ("done",),
    "trained": ("trained",),
    "ways": ("places", "max_km", "needs_shuttle"),
    "wage": ("wage_min",),
    "months": ("months",),
    "sectors": ("sectors",),
    "skills": ("skills",),
    "licences": ("skills",),
    "traits": ("nights", "days", "short_term", "avoids", "needs", "level", "rank", "languages",
               "wants_home_work"),
}  # fmt: skip
WAYS = list(GROUPS).index("ways")
TEXTS = ("text_wish", "text_all")


@dataclass(frozen=True)
class Nos:
    """What people said no to: opening or occupation → rows of people, int64."""

    openings: dict[str, np.ndarray]
    trades: dict[str, np.ndarray]

    def moved(self, place: np.ndarray) -> Nos:
        """Return the same when row n becomes row place[n], or goes where that is -1."""

        def follow(known: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
            new = {what: place[rows] for what, rows in known.items()}
            return {what: rows[rows >= 0] for what, rows in new.items() if (rows >= 0).any()}

        return Nos(follow(self.openings), follow(self.trades))

    def and_also(self, other: Nos) -> Nos:
        """Return both, of the same rows."""

        def both(one: dict[str, np.ndarray], two: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
            none = np.zeros(0, dtype=np.int64)
            return {
                what: np.concatenate([one.get(what, none), two.get(what, none)])
                for what in one.keys() | two.keys()
            }

        return Nos(both(self.openings, other.openings), both(self.trades, other.trades))


def nos_of(records: Sequence[SeekerRecord]) -> Nos:
    """Return what people said no to, rows in the order given."""
    openings: dict[str, list[int]] = {}
    trades: dict[str, list[int]] = {}
    for row, record in enumerate(records):
        for opening in dict.fromkeys(record.dismissed):
            openings.setdefault(opening, []).append(row)
        for trade in dict.fromkeys(record.disliked_occupation_keys):
            trades.setdefault(trade, []).append(row)
    return Nos(
        *({w: np.array(r, dtype=np.int64) for w, r in k.items()} for k in (openings, trades))
    )


@dataclass(frozen=True)
class Part:
    """Some of a crowd, in the order of their ids; never changes.

    Attributes:
        kinds: int32 (n_people, n_groups), where in ``starts`` each person's kind stands.
        of_kind: group → one person of each kind, in order; what others read of them is no matter.
        starts: int64 (n_groups + 1,), kinds of all groups stand in one row after each other.
        nos: what people said no to.
        text_wish, text_all: CSR, which words (standing.words) each uses.
        age: float32 (n_people,), NaN unknown.
    """

    ids: tuple[str, ...]
    kinds: np.ndarray
    of_kind: dict[str, PeopleArrays]
    starts: np.ndarray
    nos: Nos
    text_wish: sp.csr_matrix
    text_all: sp.csr_matrix
    age: np.ndarray

    def __len__(self) -> int:
        """Return how many people there are."""
        return len(self.ids)

    @cached_property
    def users(self) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
        """Return who uses each word, in the wish and in all: pointers and people."""
        return tuple(_by_word(rows) for rows in (self.text_wish, self.text_all))

    @cached_property
    def ways(self) -> np.ndarray:
        """Return everybody's kind of way by itself, int32 (n_people,)."""
        return np.ascontiguousarray(self.kinds[:, WAYS])

    @property
    def nbytes(self) -> int:
        """Return how much memory the arrays take, in bytes; ids left out."""
        held = [self.kinds, self.ways, self.age, self.text_wish, self.text_all]
        held += [array for pair in self.users for array in pair]
        for people in self.of_kind.values():
            held += [getattr(people, field.name) for field in fields(people)]
        return sum(map(_bytes, held))

    def people(self, rows: np.ndarray | slice) -> PeopleArrays:
        """Return some of the people as arrays again, words as they were read."""
        values: dict[str, Any] = {name: getattr(self, name)[rows] for name in (*TEXTS, "age")}
        for number, (group, names) in enumerate(GROUPS.items()):
            if group == "licences":
                continue
            kind = self.kinds[rows, number] - self.starts[number]
            values |= {name: getattr(self.of_kind[group], name)[kind] for name in names}
        return PeopleArrays(**values)


def part(ids: Sequence[str], people: PeopleArrays, nos: Nos, licences: np.ndarray) -> Part:
    """Return people as part of a crowd.

    Args:
        people: in the order of ``ids``, with which words each uses (standing.words) for texts.
        licences: which skills are licences: who holds the same ones is of one kind.
    """
    kinds = np.empty((len(people), len(GROUPS)), dtype=np.int32)
    of_kind, starts = {}, [0]
    for number, (group, names) in enumerate(GROUPS.items()):
        read = [getattr(people, name) for name in names]
        if group == "licences":
            read = [people.skills[:, licences]]
        first, kind = alike(*(mark(one) if sp.issparse(one) else one for one in read))
        of_kind[group] = _only(people, first, names)
        kinds[:, number] = kind + starts[-1]
        starts.append(starts[-1] + len(first))
    texts = {name: _light(getattr(people, name)) for name in TEXTS}
    return Part(tuple(ids), kinds, of_kind, np.array(starts), nos, age=people.age, **texts)


def joined(people: Sequence[PeopleArrays]) -> PeopleArrays:
    """Return people of several arrays in one, in order; texts may know more words each time."""
    wide = max(one.text_all.shape[1] for one in people)
    values: dict[str, Any] = {}
    for field in fields(PeopleArrays):
        columns = [getattr(one, field.name) for one in people]
        if field.name in TEXTS:
            columns = [widened(rows, wide) for rows in columns]
        is_sparse = sp.issparse(columns[0])
        stack: Callable[..., Any] = sp.vstack if is_sparse else np.concatenate
        values[field.name] = stack(columns, format="csr") if is_sparse else stack(columns)
    return PeopleArrays(**values)


def widened(rows: sp.csr_matrix, wide: int) -> sp.csr_matrix:
    """Return the rows with room for columns that came later."""
    return sp.csr_matrix((rows.data, rows.indices, rows.indptr), shape=(rows.shape[0], wide))


def _only(people: PeopleArrays, rows: np.ndarray, names: Sequence[str]) -> PeopleArrays:
    """Return some people with nothing known but these columns: the rest takes no memory."""
    none = np.broadcast_to(np.float32(0.0), (len(rows),))
    nothing = sp.csr_matrix((len(rows), 0), dtype=np.float32)
    values: dict[str, Any] = {
        field.name: nothing if sp.issparse(getattr(people, field.name)) else none
        for field in fields(people)
    }
    return PeopleArrays(**values | {name: getattr(people, name)[rows] for name in names})


def _light(rows: sp.csr_matrix) -> sp.csr_matrix:
    """Return the rows with values that take one byte: only which words matters."""
    ones = np.ones(rows.nnz, dtype=np.int8)
    return sp.csr_matrix((ones, rows.indices.astype(np.int32), rows.indptr), shape=rows.shape)


def _by_word(rows: sp.csr_matrix) -> tuple[np.ndarray, np.ndarray]:
    by_word = rows.tocsc()
    return by_word.indptr.astype(np.int64), by_word.indices.astype(np.int32)


def _bytes(values: Any) -> int:
    if sp.issparse(values):
        return int(values.indptr.nbytes + values.indices.nbytes + values.data.nbytes)
    # A broadcast column takes one cell.
    return int(values.nbytes) if all(values.strides) else int(values.itemsize)
