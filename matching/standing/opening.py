"""One opening through the eyes of every kind of people: the formulas are those of tables.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching.scoring.features import FEATURES
from matching.scoring.openings import CLASS_NAMES, Classes, OpeningArrays
from matching.scoring.scorer import Scorer
from matching.scoring.tables import Peak, Table, TableMaker, peaks
from matching.standing.kinds import GROUPS, Part
from matching.standing.walks import walks


@dataclass(frozen=True)
class Worth:
    """What an opening is worth to each kind of people, float64 in the order of Part.starts.

    Attributes:
        plain: counts as it is; gated: as far as the work is relevant.
        gate, related: towards how relevant the work is, and how related to what they did.
        limits: (2, 2), lowest and highest of both; kin: what being wholly related weighs.
    """

    plain: np.ndarray
    gated: np.ndarray
    gate: np.ndarray
    related: np.ndarray
    limits: np.ndarray
    kin: float


class OneOpening(TableMaker):
    """Looks at one opening of an index; every table has one column.

    Args:
        row: of the opening in the scorer.
    """

    def __init__(self, scorer: Scorer, row: int) -> None:
        super().__init__(
            _alone(scorer.openings, row), scorer.index.openings[row], scorer.vocabulary
        )
        self._weigh = dict(zip(FEATURES, scorer.weights.astype(np.float64).tolist(), strict=True))

    @property
    def words(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the opening's columns in the index and what each counts."""
        return self._text.indices, self._text.data.astype(np.float64)

    def weight(self, feature: str) -> float:
        """Return what a feature weighs."""
        return self._weigh[feature]

    def worth(self, part: Part) -> Worth:
        """Return what the opening is worth to each kind of people."""
        size = int(part.starts[-1])
        plain, gated, gate, related = (np.zeros(size) for _ in range(4))
        trades = self._trades(part)
        relevant, kin = peaks(*trades.values())
        weight_of_kin = 0.0
        for number, group in enumerate(GROUPS):
            span = slice(part.starts[number], part.starts[number + 1])
            gate[span] = _towards(relevant, trades.get(group))
            related[span] = _towards(kin, trades.get(group))
            for feature, value, is_gated, times in self._values(part, group, trades, kin):
                weight = self._weigh[feature]
                if times is not None:
                    # The same for everybody, see TableMaker._experience_tables.
                    weight_of_kin += weight * float(value[0])
                    continue
                hoped = value > 0.0 if is_gated else np.zeros(len(value), dtype=bool)
                plain[span] += weight * np.where(hoped, 0.0, value)
                gated[span] += weight * np.where(hoped, value, 0.0)
        limits = np.array([(relevant.low, relevant.high), (kin.low, kin.high)])
        return Worth(plain, gated, gate, related, limits, weight_of_kin)

    def _alike(self, *parts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return everybody: there is one person of each kind."""
        each = np.arange(len(parts[0]), dtype=np.int32)
        return each, each

    def _trades(self, part: Part) -> dict[str, Table]:
        named = self._confidence[0] > 0.0
        closeness = np.ascontiguousarray(self._closeness[:, self._occupation[0, named]])
        shares = self._confidence[0, named].astype(np.float64)
        tables = {}
        for group, feature in (
            ("wish", "occupation_wanted"),
            ("done", "occupation_done"),
            ("trained", "occupation_trained"),
        ):
            signs = getattr(part.of_kind[group], group)
            close = walks().reached(signs.indptr, signs.indices, signs.data, closeness, shares)
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


def _towards(peak: Peak, table: Table | None) -> np.ndarray | float:
    shares = [share for part, share in peak.parts if part is table]
    return shares[0] * table.rows[:, 0] if shares and table is not None else 0.0


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
