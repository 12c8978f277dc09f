"""One opening through the eyes of every kind of people: the formulas are those of tables.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from matching.profiles.shapes import OpeningProfile
from matching.scoring.features import FEATURES
from matching.scoring.openings import CLASS_NAMES, Classes, OpeningArrays, opening_arrays
from matching.scoring.scorer import Scorer
from matching.scoring.tables import Peak, Table, TableMaker, peaks
from matching.standing.kinds import GROUPS, Part
from matching.standing.walks import walks


class OneOpening(TableMaker):
    """Looks at one opening of an index; every table has one column.

    Args:
        row: of the opening in the scorer.
        read_as: the facts it would have with the same words; None: its own.
    """

    def __init__(self, scorer: Scorer, row: int, read_as: OpeningProfile | None = None) -> None:
        if read_as is None:
            alone = _alone(scorer.openings, row)
        else:
            alone = replace(opening_arrays([read_as], scorer.vocabulary), profiles=())
        super().__init__(alone, scorer.index.openings[row], scorer.vocabulary)
        self._weigh = dict(zip(FEATURES, scorer.weights.astype(np.float64).tolist(), strict=True))

    @property
    def words(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the opening's columns in the index and what each counts."""
        return self._text.indices, self._text.data.astype(np.float64)

    def weight(self, feature: str) -> float:
        """Return what a feature weighs."""
        return self._weigh[feature]

    def worth(self, part: Part) -> tuple[np.ndarray, np.ndarray]:
        """Return what the opening is worth to each kind of people, as walk.py takes it.

        float64 (n_kinds, 4) in the order of Part.starts: what counts as it is, as far as the
        work is relevant, towards its being relevant, towards its being related to what they
        did; and float64 (2, 3): lowest, highest and weight of both peaks.
        """
        worth = np.zeros((int(part.starts[-1]), 4))
        trades = self._trades(part)
        relevant, kin = peaks(*trades.values())
        weight_of_kin = 0.0
        for number, group in enumerate(GROUPS):
            mine = worth[part.starts[number] : part.starts[number + 1]]
            if group in trades:
                mine[:, 2] = _towards(relevant, trades[group])
                mine[:, 3] = _towards(kin, trades[group])
            for feature, value, is_gated, times in self._values(part, group, trades, kin):
                weighed = self._weigh[feature] * value
                if times is not None:
                    # The same for everybody, see TableMaker._experience_tables.
                    weight_of_kin += float(weighed[0])
                elif is_gated:
                    mine[:, 0] += np.where(value > 0.0, 0.0, weighed)
                    mine[:, 1] += np.where(value > 0.0, weighed, 0.0)
                else:
                    mine[:, 0] += weighed
        limits = [(relevant.low, relevant.high, 0.0), (kin.low, kin.high, weight_of_kin)]
        return worth, np.array(limits)

    def _alike(self, *parts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return everybody: there is one person of each kind."""
        each = np.arange(len(parts[0]), dtype=np.int32)
        return each, each

    def _trades(self, part: Part) -> dict[str, Table]:
        closeness = self._closeness[:, 0]
        tables = {}
        for group, feature in (
            ("wish", "occupation_wanted"),
            ("done", "occupation_done"),
            ("trained", "occupation_trained"),
        ):
            signs = getattr(part.of_kind[group], group)
            close = walks().reached(signs.indptr, signs.indices, signs.data, closeness)
            each = np.arange(len(close), dtype=np.int32)
            tables[group] = Table(feature, "occupations", close[:, None], each)
        return tables

    def _values(
        self, part: Part, group: str, trades: dict[str, Table], related: Peak
    ) -> Iterator[tuple[str, np.ndarray, bool, Peak | None]]:
        """Yield (feature, each kind's value, whether gated, by what peak it is multiplied)."""
        for table in self._tables(part, group, trades, related):
            value = table.rows[table.of_person, 0].astype(np.float64)
            yield table.feature, value, table.gated, table.times
        if group == "skills":
            asked = np.zeros(self._skills.shape[1])
            asked[self._skills.indices] = self._skills.data
            yield "skills", part.of_kind[group].skills @ asked, True, None

    def _tables(
        self, part: Part, group: str, trades: dict[str, Table], related: Peak
    ) -> Sequence[Table]:
        people = part.of_kind[group]
        if group == "wish":
            return trades["wish"], self._kind_table(people, trades["wish"])
        if group in trades:
            return (trades[group],)
        if group == "ways":
            return self._ways(people)
        if group == "wage":
            return (self._wage_table(people),)
        if group == "months":
            return self._experience_tables(people, related)
        if group == "sectors":
            return (self._sector_table(people),)
        if group == "licences":
            return (self._licence_table(people),)
        if group == "traits":
            return (
                self._shift_table(people),
                self._term_table(people),
                self._condition_table(people),
                self._needs_table(people),
                self._schooling_table(people),
                self._rank_table(people),
                self._language_table(people),
                self._home_table(people),
                self._crowding_table(people),
            )
        return ()


def _towards(peak: Peak, table: Table) -> np.ndarray:
    shares = [share for part, share in peak.parts if part is table]
    return sum(shares) * table.rows[:, 0].astype(np.float64)


def _alone(openings: OpeningArrays, row: int) -> OpeningArrays:
    """Return one opening as if there were no other: a class of each name, all numbered 0."""
    tables = Classes()
    for name, number in zip(CLASS_NAMES, openings.classes[:, row], strict=True):
        tables.id_of(name, openings.tables.values[name][number])
    return replace(
        openings,
        profiles=(),
        classes=np.zeros((len(CLASS_NAMES), 1), dtype=np.int32),
        skills=openings.skills[row],
        tables=tables,
    )
