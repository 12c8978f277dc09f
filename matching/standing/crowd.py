"""Everybody who looks for work, kept ready so that one opening is scored for all of them.

The lists of people (Matcher.rank) ask which openings suit one person; a standing crowd asks whom
one opening suits, with the same formulas, the same index of words and the same scores. It is the
thing to hold where new openings are told to people; at 280,000 people it takes some hundreds of
megabytes (LAB.md), so one process of a service holds it, never each of its web workers.

A crowd is one large part and one small of who came or changed lately; crowds never change.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Self

import numpy as np

from matching.profiles.shapes import OpeningProfile, SeekerProfile
from matching.scoring.bm25 import Bm25Index
from matching.scoring.commute import points, road
from matching.scoring.openings import id_order
from matching.scoring.people import PeopleArrays, people_arrays
from matching.scoring.said_no import DAMPING
from matching.scoring.scorer import Scorer
from matching.standing.kinds import WAYS, Nos, Part, joined, nos_of, part
from matching.standing.opening import OneOpening
from matching.standing.walks import walks
from matching.standing.words import Words
from matching.vocabulary.vocabulary import Vocabulary

# People read at once: their dense profiles stay within some megabytes.
_BLOCK = 1024
# When more people than this, and than a twentieth of all, changed, all become one part again.
_LATE = 2_000
_LATE_SHARE = 0.05
# A score's worth of common words that everybody is taken to use until it is known.
_GRANTED = 0.02
# The guess at how good the k best are comes from one person of so many; from so many at least.
_SAMPLE = 16
_FEW = 8


@dataclass(frozen=True)
class _Weighed:
    """The words of a crowd as one index weighs them."""

    index: Bm25Index
    column_of: np.ndarray
    rarity: np.ndarray


class StandingCrowd:
    """People kept ready for one opening at a time."""

    def __init__(self, words: Words, parts: Sequence[Part], gone: Sequence[np.ndarray]) -> None:
        self._words, self._parts, self._gone = words, tuple(parts), tuple(gone)
        self._seen: _Weighed | None = None

    @classmethod
    def of(cls, people: Iterable[SeekerProfile], vocabulary: Vocabulary) -> Self:
        """Return a crowd of people who were read; ids must differ."""
        crowd = cls(Words(vocabulary), (), ())
        rest = iter(people)
        read = []
        while block := list(islice(rest, _BLOCK)):
            read.append(crowd._read(block))
        return cls(crowd._words, *crowd._one_part(read))

    @classmethod
    def of_arrays(cls, ids: Sequence[str], people: PeopleArrays, words: Words) -> Self:
        """Return a crowd of people in arrays whose texts are rows of ``words``."""
        crowd = cls(words, (), ())
        return cls(words, *crowd._one_part([(list(ids), people, Nos({}, {}))]))

    def __len__(self) -> int:
        """Return how many people there are."""
        return sum(int((~gone).sum()) for gone in self._gone)

    @property
    def nbytes(self) -> int:
        """Return how much memory the arrays take, in bytes; ids and words left out."""
        return sum(one.nbytes for one in self._parts)

    def updated(self, changed: Iterable[SeekerProfile], removed: Collection[str] = ()) -> Self:
        """Return a crowd with people added or replaced and others gone, as if made anew.

        Only the changed people are read.
        """
        profiles = list(changed)
        left = {*removed, *(person.record.id for person in profiles)}
        gone = [self._without(*pair, left) for pair in zip(self._parts, self._gone, strict=True)]
        read = [self._read(profiles)] if profiles else []
        late = sum(len(one) for one in self._parts[1:]) + len(profiles)
        kept = 0 if late > max(_LATE, _LATE_SHARE * len(self)) else 1
        read += [_held(*pair) for pair in zip(self._parts[kept:], gone[kept:], strict=True)]
        parts, none_gone = self._one_part(read)
        return type(self)(self._words, (*self._parts[:kept], *parts), (*gone[:kept], *none_gone))

    def best(
        self,
        scorer: Scorer,
        row: int,
        k: int,
        *,
        youngest: float,
        bars: Sequence[np.ndarray] | None = None,
    ) -> tuple[list[str], np.ndarray]:
        """Return (ids, scores) of the k people an opening suits best, best first, ties by id.

        Args:
            row: of the opening among the scorer's.
            youngest: nobody known to be under this age in years is asked.
            bars: aligned(): the least score at which each is asked; None: any.
        """
        if k < 1:
            return [], np.zeros(0)
        opening = OneOpening(scorer, row)
        identity = scorer.openings.profiles[row].record.id
        found: list[tuple[float, tuple[int, str]]] = []
        for number, (held, gone) in enumerate(zip(self._parts, self._gone, strict=True)):
            asked = self._asked(held, opening, scorer)
            rows, scores = _walk(
                *asked,
                held.ways,
                *_most(held, asked),
                self._lost(held, scorer, row),
                _left_out(held, gone, youngest, identity),
                np.zeros(0) if bars is None else bars[number],
                k=k,
            )
            found += [
                (-score, id_order(held.ids[r])) for r, score in zip(rows, scores, strict=True)
            ]
        best = sorted(found)[:k]
        return [order[1] for _, order in best], np.array([-score for score, _ in best])

    def near(
        self,
        scorer: Scorer,
        row: int,
        *,
        youngest: float,
        least: float,
        within_km: float,
        read_as: OpeningProfile | None = None,
    ) -> list[str]:
        """Return who lives near an opening and is suited by it, by id; [] where it is unknown.

        Args:
            youngest: nobody known to be under this age in years is asked.
            least: the score from which it suits; within_km: by road, of homes that are known.
            read_as: the facts the opening would have with the same words; None: its own.
        """
        opening = OneOpening(scorer, row, read_as)
        profile = scorer.openings.profiles[row]
        spot, found = points([profile.point]), []
        for held, gone in zip(self._parts, self._gone, strict=True):
            with np.errstate(invalid="ignore"):
                is_near = road(held.of_kind["ways"].places, spot) <= within_km
            away = ~is_near[held.ways - held.starts[WAYS]]
            asked = self._asked(held, opening, scorer)
            rows, _ = walks().best_people(
                *asked,
                held.ways,
                *_most(held, asked),
                self._lost(held, scorer, row),
                away | _left_out(held, gone, youngest, profile.record.id),
                np.zeros(0),
                least,
                1,
                max(1, int((~away).sum())),
            )
            found += [held.ids[one] for one in np.sort(rows)]
        return found

    def scores(self, scorer: Scorer, row: int, ids: Sequence[str]) -> np.ndarray:
        """Return the score of an opening for these people, float64; NaN for who is not here.

        The law and openings people said no to are not asked; a trade they like less counts.
        """
        opening = OneOpening(scorer, row)
        out = np.full(len(ids), np.nan)
        for held, gone in zip(self._parts, self._gone, strict=True):
            rows = np.array([_row(held, identity) for identity in ids], dtype=np.int64)
            here = (rows >= 0) & ~gone[rows]
            lost = self._lost(held, scorer, row)
            asked = self._asked(held, opening, scorer)
            out[here] = walks().score_people(rows[here], *asked, lost)
        return out

    def aligned(self, values: Mapping[str, float], other: float) -> tuple[np.ndarray, ...]:
        """Return a number for each person by id, ``other`` where none is given, for best()."""
        return tuple(
            np.array([values.get(identity, other) for identity in held.ids], dtype=np.float64)
            for held in self._parts
        )

    # -- inside -------------------------------------------------------------------------------

    def _read(self, people: Sequence[SeekerProfile]) -> _Read:
        records = [person.record for person in people]
        arrays = people_arrays(people, self._words)
        return [record.id for record in records], arrays, nos_of(records)

    def _one_part(self, read: Sequence[_Read]) -> tuple[list[Part], list[np.ndarray]]:
        """Return everybody in one part in the order of their ids, and that nobody of it is gone."""
        ids = [identity for one, _, _ in read for identity in one]
        if not ids:
            return [], []
        people, starts = (
            joined([arrays for _, arrays, _ in read]),
            np.cumsum([0, *map(_size, read)]),
        )
        order = np.array(sorted(range(len(ids)), key=lambda at: id_order(ids[at])), dtype=np.int64)
        place = np.argsort(order)
        nos = Nos({}, {})
        for start, (_, _, said) in zip(starts, read, strict=False):
            nos = nos.and_also(said.moved(place[start:]))
        skills = self._words.vocabulary.skills.values()
        licences = np.flatnonzero([skill.kind == "licence" for skill in skills])
        made = part([ids[at] for at in order], people.take(order), nos, licences)
        return [made], [np.zeros(len(ids), dtype=bool)]

    def _without(self, held: Part, gone: np.ndarray, ids: Collection[str]) -> np.ndarray:
        rows = [row for row in (_row(held, identity) for identity in ids) if row >= 0]
        if not rows:
            return gone
        left = gone.copy()
        left[rows] = True
        return left

    def _weigh(self, index: Bm25Index) -> _Weighed:
        seen = self._seen
        if seen is None or seen.index is not index:
            column_of = self._words.in_index(index)
            rarity = np.where(column_of >= 0, index.rarity[column_of], 0.0)
            seen = self._seen = _Weighed(index, column_of, rarity)
        return seen

    def _asked(self, held: Part, opening: OneOpening, scorer: Scorer) -> tuple[Any, ...]:
        """Return the first arguments of walk.best_people and walk.score_people."""
        weighed = self._weigh(scorer.index)
        columns, counted = opening.words
        by_column = np.zeros(len(scorer.index.columns))
        by_column[columns] = counted
        word = np.where(weighed.column_of >= 0, by_column[weighed.column_of], 0.0)
        return (
            held.kinds,
            *opening.worth(held),
            (
                held.text_wish.indptr,
                held.text_wish.indices,
                held.text_all.indptr,
                held.text_all.indices,
                weighed.rarity,
                word * opening.weight("wish_text"),
                word * opening.weight("profile_text"),
            ),
            scorer.index.least,
        )

    def _lost(self, held: Part, scorer: Scorer, row: int) -> np.ndarray:
        """Return what the opening loses for each person by its trade, float64 (n_people,)."""
        lost = np.zeros(len(held))
        trades = scorer.openings.profiles[row].occupations
        if trades:
            key = scorer.vocabulary.occupation_keys[trades[0][0]]
            lost[held.nos.trades.get(key, [])] = DAMPING
        return lost


_Read = tuple[list[str], PeopleArrays, Nos]


def _size(read: _Read) -> int:
    return len(read[0])


def _held(part_: Part, gone: np.ndarray) -> _Read:
    """Return the people of a part who are still there."""
    rows = np.flatnonzero(~gone)
    place = np.full(len(part_), -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    return [part_.ids[row] for row in rows], part_.people(rows), part_.nos.moved(place)


def _row(held: Part, identity: str) -> int:
    """Return a person's row, -1 when not here."""
    row = bisect_left(held.ids, id_order(identity), key=id_order)
    return row if row < len(held) and held.ids[row] == identity else -1


def _walk(*asked: Any, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the k best of a part: how good they are is guessed first from one of _SAMPLE.

    A walk that knows what is not good enough passes by nearly everybody.
    """
    few = max(_FEW, 2 * k // _SAMPLE)
    _, scores = walks().best_people(*asked, -np.inf, _SAMPLE, few)
    if len(scores) == few:
        found: tuple[np.ndarray, np.ndarray] = walks().best_people(*asked, scores[-1], 1, k)
        if len(found[0]) == k:
            return found
    found = walks().best_people(*asked, -np.inf, 1, k)
    return found


def _most(held: Part, asked: tuple[Any, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Return the most that words can be worth to each person, float32 (n_people,), and the rest.

    Words that many use say little of each: together they are taken for granted, up to _GRANTED.
    """
    *_, wish_worth, all_worth = asked[3]
    shortest = np.float64(np.float32(1.0 / asked[4]))
    most, rest = np.zeros(len(held), dtype=np.float32), _rest(held, asked[1])
    for (pointers, people), worth in zip(held.users, (wish_worth, all_worth), strict=True):
        # Words that came with people of another part are no words of this one.
        terms = np.flatnonzero(worth[: len(pointers) - 1] > 0.0)
        value, users = worth[terms] * shortest, pointers[terms + 1] - pointers[terms]
        dearest = np.argsort(value / np.maximum(users, 1))
        granted = np.cumsum(value[dearest]) <= _GRANTED
        rest[:, 0] += value[dearest][granted].sum()
        told = dearest[~granted]
        walks().most_of_words(pointers, people, terms[told], value[told].astype(np.float32), most)
    return most, rest


def _rest(held: Part, worth: np.ndarray) -> np.ndarray:
    """Return what is left after the ways, the trades and all but words, at most; see walk.py."""
    most = np.maximum.reduceat(worth[:, :2], held.starts[:-1], axis=0)
    after_ways, after_trades = most.sum(axis=0) - most[WAYS], most[WAYS + 1 :].sum(axis=0)
    return np.stack([after_ways, after_trades, np.zeros(2)])


def _left_out(held: Part, gone: np.ndarray, youngest: float, opening: str) -> np.ndarray:
    """Return whom the law or their own no keeps away, bool (n_people,)."""
    with np.errstate(invalid="ignore"):
        left_out = gone | (held.age < youngest)
    left_out[held.nos.openings.get(opening, [])] = True
    return np.asarray(left_out)
