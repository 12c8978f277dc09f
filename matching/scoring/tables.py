"""What each class of openings is worth to each person: every formula of the score is here.

Values are about -1 to 1 and 0 is neutral, so unknown is 0. The weights come later. People alike
in what a formula reads share one row, so a province takes little more than its variety.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from matching.scoring.commute import is_reachable, nearness, points, road, road_matrix, within_reach
from matching.scoring.openings import (
    CLASS_NAMES,
    LANGUAGES,
    NEEDS,
    OCCUPATIONS_AN_OPENING,
    Classes,
    OpeningArrays,
)
from matching.scoring.people import PeopleArrays
from matching.vocabulary.vocabulary import Occupation, Vocabulary

# A condition in the way of work counts by how far it rules the work out.
_CONDITION_COST = np.array([1.0, 0.8, 0.9, 0.5, 0.8, 0.8, 0.5, 0.6], dtype=np.float32)
# Two years short of the experience asked for, by a person who told what they have done.
_SHORT_MONTHS = 24.0
_LACKING = 2.0
_NO_EXPERIENCE_NEEDED = 0.4
_UNKNOWN = -9876.5
# So sure a wish or an advert names its work.
_NAMED = 0.5


@dataclass(frozen=True)
class Table:
    """One feature, or a part of one, looked up by a person's row and an opening's class.

    Attributes:
        axis: which of an opening's classes (openings.CLASS_NAMES) is the column.
        cells: float32 (n_rows, n_classes), or what they are made of.
        of_person: int32 (n_people,), each person's row.
        gated: a positive value counts as far as the work is relevant to the person.
        times: a peak within 0..1 whose value multiplies this one.
    """

    feature: str
    axis: str
    cells: np.ndarray | Reach
    of_person: np.ndarray
    gated: bool = False
    times: Peak | None = None

    @property
    def rows(self) -> np.ndarray:
        """The cells themselves, made when first asked for where they are a Reach."""
        return self.cells.rows if isinstance(self.cells, Reach) else self.cells


@dataclass(frozen=True)
class Reach:
    """Cells made of what people hold: the best of it all, each times how close it is.

    Attributes:
        people: float32 csr (n_people, n), what each person holds and how surely.
        kinds: int (n_rows,), a person for each kind of people who hold the same.
        closeness: float32 (n, n_classes) of 0 to 1, of what is held to each class.
    """

    people: sp.csr_matrix
    kinds: np.ndarray
    closeness: np.ndarray

    @cached_property
    def rows(self) -> np.ndarray:
        """float32 (n_rows, n_classes); 0 where nothing is held."""
        if self.people.shape[0] == 1:
            close = self.people.data[:, None] * self.closeness[self.people.indices]
            return np.asarray(close.max(axis=0, initial=0.0))[None, :]
        return self._many()

    def _many(self) -> np.ndarray:
        columns = self.people[self.kinds].tocsc()
        reach = np.zeros((len(self.kinds), self.closeness.shape[1]), dtype=np.float32)
        for held in np.flatnonzero(np.diff(columns.indptr)):
            span = slice(columns.indptr[held], columns.indptr[held + 1])
            rows = columns.indices[span]
            close = columns.data[span][:, None] * self.closeness[held]
            reach[rows] = np.maximum(reach[rows], close)
        return reach


@dataclass(frozen=True)
class Peak:
    """The highest of some tables' values, each times its share, kept within bounds.

    Worked out pair by pair: people differ too much in all their trades together for a table.
    """

    parts: tuple[tuple[Table, float], ...]
    low: float
    high: float


@dataclass(frozen=True)
class Sparse:
    """One feature as a dot product: people (n_people, n) with openings (n_openings, n)."""

    feature: str
    people: sp.csr_matrix
    openings: sp.csr_matrix
    gated: bool = False


@dataclass(frozen=True)
class View:
    """All that people's scores are made of; parts with one feature's name add up.

    Attributes:
        gate: how relevant the work is at all, 0.15..1.
        reach: 0 where the way is possible at all, -1 where it is not, over places.
    """

    tables: tuple[Table, ...]
    sparse: tuple[Sparse, ...]
    gate: Peak
    reach: Table


class TableMaker:
    """Looks at the openings of an index through people's eyes."""

    def __init__(
        self, openings: OpeningArrays, text: sp.csr_matrix, vocabulary: Vocabulary
    ) -> None:
        self._text, self._skills = text, openings.skills
        self._seen: tuple[PeopleArrays, View] | None = None
        values = openings.tables.values
        self.sizes = {name: len(values[name]) for name in CLASS_NAMES}
        self._occupation, self._confidence = _signatures(openings.tables)
        close = vocabulary.similarity[:, self._occupation] * self._confidence
        #: float32 (n_occupations, n_classes): an advert of several trades is as close as the best
        self._closeness = np.ascontiguousarray(close.max(axis=2, initial=0.0))
        self._wage = np.array(
            [[_nan(low), _nan(high)] for low, high in values["wage"]], dtype=np.float32
        ).reshape(-1, 2)
        self._sectors = np.array(values["sectors"], dtype=np.float32)
        self._night = np.array([_nan(night) for night in values["night"]], dtype=np.float32)
        self._term = np.array(values["term"], dtype=bool)
        self._conditions = np.array(values["conditions"], dtype=np.float32)
        self._needs = np.array(values["needs"], dtype=np.float32).reshape(-1, len(NEEDS))
        self._months = np.array([_nan(m) for m in values["months"]], dtype=np.float32)
        self._level = np.array([_nan(level) for level in values["schooling"]], dtype=np.float32)
        self._licences, self._licence_column = _licences(values["licences"], vocabulary)
        self._desk = np.array([_is_desk(o) for o in vocabulary.occupations.values()], dtype=bool)
        self._rank = np.array(values["rank"], dtype=np.float32)
        self._languages = np.array(
            [[name in asked for name in LANGUAGES] for asked in values["languages"]],
            dtype=np.float32,
        ).reshape(-1, len(LANGUAGES))
        self._home_work = np.array(values["home_work"], dtype=bool)
        self._crowding = np.array(values["crowding"], dtype=np.float32)
        self._points = points([point for point, *_ in values["place"]])
        flags = np.array([flags for _, *flags in values["place"]], dtype=bool).reshape(-1, 3)
        self._shuttle, self._housing, self._elsewhere = flags.T

    def _alike(self, *parts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return alike(); a maker for people who already differ need not look."""
        return alike(*parts)

    def view(self, people: PeopleArrays) -> View:
        """Return how these people see the openings; looking twice at the same ones is free."""
        seen = self._seen
        if seen is None or seen[0] is not people:
            seen = self._seen = (people, self._look(people))
        return seen[1]

    def _look(self, people: PeopleArrays) -> View:
        wanted, done, trained = occupations = self._occupation_tables(people)
        gate, related = peaks(wanted, done, trained)
        near, within, reach = self._ways(people)
        return View(
            tables=(
                *occupations,
                self._wage_table(people),
                near,
                self._shift_table(people),
                self._sector_table(people),
                self._term_table(people),
                self._condition_table(people),
                self._needs_table(people),
                self._schooling_table(people),
                self._licence_table(people),
                self._kind_table(people, wanted),
                self._rank_table(people),
                self._language_table(people),
                self._home_table(people),
                self._crowding_table(people),
                within,
                *self._experience_tables(people, related),
            ),
            sparse=(
                Sparse("wish_text", people.text_wish, self._text),
                Sparse("profile_text", people.text_all, self._text),
                Sparse("skills", people.skills, self._skills, gated=True),
            ),
            gate=gate,
            reach=reach,
        )

    # -- the work itself ----------------------------------------------------------------------

    def _occupation_tables(self, people: PeopleArrays) -> tuple[Table, Table, Table]:
        def table(name: str, signs: sp.csr_matrix) -> Table:
            first, row = self._alike(mark(signs))
            reach = Reach(signs, first, self._closeness)
            return Table(name, "occupations", reach, row)

        return (
            table("occupation_wanted", people.wish),
            table("occupation_done", people.done),
            table("occupation_trained", people.trained),
        )

    def _sector_table(self, people: PeopleArrays) -> Table:
        """Return 1 for the person's own industry, -1 for another; a foreman of shrimp is not one
        of garments. 0 when either shows no industry."""
        first, row = self._alike(people.sectors)
        mine = people.sectors[first]
        # Sector by sector: each person shows few, and all at once would be twenty tables.
        shared = np.zeros((len(mine), len(self._sectors)), dtype=np.float32)
        for sector in range(mine.shape[1]):
            who = np.flatnonzero(mine[:, sector])
            both_show = np.outer(mine[who, sector], self._sectors[:, sector])
            shared[who] = np.maximum(shared[who], both_show)
        both = mine.max(axis=1)[:, None] * self._sectors.max(axis=1)[None, :]
        fit = np.where(shared > 0.05, np.sqrt(shared), -np.minimum(both, 1.0))
        fit = np.where(both > 0, fit, 0.0).astype(np.float32)
        return Table("sector", "sectors", fit, row, gated=True)

    def _kind_table(self, people: PeopleArrays, wanted: Table) -> Table:
        """Return -1 for work with one's hands where all that is wished for is at a desk, in a
        laboratory or in charge of others: a food technologist does not come to peel shrimp."""
        wish = people.wish
        named = wish.data >= _NAMED
        person = np.repeat(np.arange(len(people)), np.diff(wish.indptr))
        count = np.bincount(person[named], minlength=len(people))
        desk = np.bincount(person[named & self._desk[wish.indices]], minlength=len(people))
        hands = (self._confidence[:, 0] >= _NAMED) & ~self._desk[self._occupation[:, 0]]
        rows = np.stack([np.zeros(len(hands)), -1.0 * hands]).astype(np.float32)
        return Table(
            "other_kind", wanted.axis, rows, ((count > 0) & (desk == count)).astype(np.int32)
        )

    # -- what it pays and asks for ------------------------------------------------------------

    def _wage_table(self, people: PeopleArrays) -> Table:
        first, row = self._alike(people.wage_min)
        wish = people.wage_min[first][:, None]
        low, high = self._wage[:, 0], self._wage[:, 1]
        # One open end: pay bands in adverts are about a quarter wide.
        top = np.where(np.isnan(high), low * 1.25, high)
        middle = np.where(np.isnan(low), top * 0.85, (low + top) / 2)
        with np.errstate(invalid="ignore", divide="ignore"):
            above = np.clip(0.4 + 2.0 * (middle - wish) / wish, 0.0, 1.0)
            below = -np.clip(4.0 * (wish - top) / wish, 0.0, 1.0)
            fit = np.where(top < wish, below, above)
        fit = np.nan_to_num(fit, nan=0.0).astype(np.float32)
        return Table("wage", "wage", fit, row, gated=True)

    def _shift_table(self, people: PeopleArrays) -> Table:
        first, row = self._alike(people.nights, people.days)
        nights, days = people.nights[first][:, None], people.days[first][:, None]
        fit = np.where(self._night > 0, nights, days)
        fit = np.where(np.isnan(self._night), 0.0, fit).astype(np.float32)
        return Table("shift", "night", fit, row, gated=True)

    def _term_table(self, people: PeopleArrays) -> Table:
        seasonal = np.where(self._term, 1.0, -0.3)
        lasting = np.where(self._term, -0.3, 0.0)
        fit = np.stack([lasting, seasonal]).astype(np.float32)
        return Table("term", "term", fit, people.short_term.astype(np.int32), gated=True)

    def _condition_table(self, people: PeopleArrays) -> Table:
        first, row = self._alike(people.avoids)
        cost = (people.avoids[first] * _CONDITION_COST) @ self._conditions.T
        return Table("conditions", "conditions", -np.minimum(cost, 1.5), row)

    def _needs_table(self, people: PeopleArrays) -> Table:
        """Return the share of a person's stated needs an advert meets; silence is neutral."""
        first, row = self._alike(people.needs)
        return Table("needs", "needs", people.needs[first] @ self._needs.T, row)

    def _schooling_table(self, people: PeopleArrays) -> Table:
        first, row = self._alike(people.level)
        # Employers bend on school classes, hardly on a college degree.
        cost = np.where(self._level >= 4.0, 0.45, 0.2)
        gap = np.clip((self._level - people.level[first][:, None]) * cost, 0.0, 1.3)
        fit = -np.nan_to_num(gap, nan=0.0).astype(np.float32)
        return Table("schooling", "schooling", fit, row)

    def _licence_table(self, people: PeopleArrays) -> Table:
        held = np.zeros((len(people), self._licences.shape[1]), dtype=np.float32)
        person = np.repeat(np.arange(len(people)), np.diff(people.skills.indptr))
        column = self._licence_column[people.skills.indices]
        held[person[column >= 0], column[column >= 0]] = 1.0
        first, row = self._alike(held)
        asked = self._licences.sum(axis=1)
        share = held[first] @ self._licences.T / np.maximum(asked, 1.0)
        fit = np.where(asked > 0, np.where(share > 0, 0.5 * share, -1.0), 0.0)
        return Table("licence", "licences", fit.astype(np.float32), row)

    def _rank_table(self, people: PeopleArrays) -> Table:
        first, row = self._alike(people.rank)
        above = np.maximum(self._rank - people.rank[first][:, None], 0.0)
        return Table("rank", "rank", -above.astype(np.float32), row)

    def _language_table(self, people: PeopleArrays) -> Table:
        first, row = self._alike(people.languages)
        unknown = (1.0 - people.languages[first]) @ self._languages.T
        return Table("language", "languages", -np.minimum(unknown, 1.0).astype(np.float32), row)

    def _crowding_table(self, people: PeopleArrays) -> Table:
        rows = -np.array([self._crowding], dtype=np.float32)
        return Table("competition", "crowding", rows, np.zeros(len(people), dtype=np.int32))

    def _home_table(self, people: PeopleArrays) -> Table:
        rows = np.stack([np.zeros(len(self._home_work)), self._home_work]).astype(np.float32)
        return Table("home_work", "home_work", rows, people.wants_home_work.astype(np.int32))

    def _experience_tables(self, people: PeopleArrays, related: Peak) -> tuple[Table, ...]:
        """Return what is lacking of what is asked, more for a stranger to the work; a job that
        asks for none is a little better."""
        first, row = self._alike(people.months)
        asked = self._months
        with np.errstate(invalid="ignore"):
            lacking = np.clip((asked - people.months[first][:, None]) / _SHORT_MONTHS, 0.0, 1.0)
            lacking = np.nan_to_num(np.where(asked > 0, -_LACKING * lacking, 0.0), nan=0.0)
            short = np.where(asked > 0, -np.clip(asked / 36.0, 0.15, 1.0), 0.0)
            free = np.where(asked == 0, _NO_EXPERIENCE_NEEDED, 0.0)
        everyone = np.zeros(len(people), dtype=np.int32)

        def part(
            values: np.ndarray,
            rows: np.ndarray,
            *,
            gated: bool = False,
            times: Peak | None = None,
        ) -> Table:
            cells = values.astype(np.float32)
            return Table("experience", "months", cells, rows, gated=gated, times=times)

        return (
            part(lacking, row),
            part(short[None, :], everyone),
            part(-short[None, :], everyone, times=related),
            part(free[None, :], everyone, gated=True),
        )

    # -- the way there ------------------------------------------------------------------------

    def _ways(self, people: PeopleArrays) -> tuple[Table, Table, Table]:
        first, row = self._alike(people.places, people.max_km, people.needs_shuttle)
        distance = road_matrix(people.places[first], self._points)
        limit = people.max_km[first][:, None]
        near = nearness(
            distance,
            limit,
            people.needs_shuttle[first][:, None],
            shuttle=self._shuttle,
            housing=self._housing,
            elsewhere=self._elsewhere,
        )
        reach = is_reachable(distance, limit, housing=self._housing).astype(np.float32)
        return (
            Table("near", "place", near, row, gated=True),
            Table("reach", "place", within_reach(distance, limit), row),
            Table("out_of_reach", "place", reach - 1.0, row),
        )

    def kilometres(self, places: np.ndarray, classes: np.ndarray) -> np.ndarray:
        """Return road kilometres from people's places to place classes, one by one."""
        return road(places, self._points[classes])


def peaks(wanted: Table, done: Table, trained: Table) -> tuple[Peak, Peak]:
    """Return how relevant the work is to people, and how related to what they did or learnt."""
    gate = Peak(((wanted, 1.6), (done, 1.12), (trained, 1.12)), 0.15, 1.0)
    return gate, Peak(((done, 1.4), (trained, 0.7)), 0.0, 1.0)


def _signatures(classes: Classes) -> tuple[np.ndarray, np.ndarray]:
    signatures = classes.values["occupations"]
    occupation = np.zeros((len(signatures), OCCUPATIONS_AN_OPENING), dtype=np.int32)
    confidence = np.zeros((len(signatures), OCCUPATIONS_AN_OPENING), dtype=np.float32)
    for row, signature in enumerate(signatures):
        for place, (key, sure) in enumerate(signature):
            occupation[row, place], confidence[row, place] = key, sure
    return occupation, confidence


def _licences(sets: list[tuple[str, ...]], vocabulary: Vocabulary) -> tuple[np.ndarray, np.ndarray]:
    """Return which licences each class asks for, float32 (n_classes, n_licences), and the
    column of each skill among the licences, -1 for the others."""
    asked = sorted({key for keys in sets for key in keys})
    column = np.full(len(vocabulary.skills), -1, dtype=np.int32)
    column[[vocabulary.skill_index[key] for key in asked]] = np.arange(len(asked))
    rows = np.array([[key in keys for key in asked] for keys in sets], dtype=np.float32)
    return rows.reshape(len(sets), len(asked)), column


def alike(*parts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (a person for each kind, each person's kind) of people equal in these columns."""
    columns = np.column_stack([np.where(np.isnan(part), _UNKNOWN, part) for part in parts])
    if len(columns) == 1:
        return np.zeros(1, dtype=np.intp), np.zeros(1, dtype=np.int32)
    # Sorting one number a person is many times faster than sorting rows. The draws make equal
    # sums of unequal rows all but impossible.
    draws = np.random.default_rng(1).random(columns.shape[1])
    _, first, kind = np.unique(columns @ draws, return_index=True, return_inverse=True)
    return first, kind.reshape(-1).astype(np.int32)


def mark(rows: sp.csr_matrix) -> np.ndarray:
    """Return a number per row that equal rows share and others all but surely do not."""
    draws = np.random.default_rng(0).random(rows.shape[1])
    return np.asarray(rows @ draws).ravel()


def _is_desk(occupation: Occupation) -> bool:
    """VSCO groups 1 to 4 lead, study, measure or write; so do quality controllers (group 75)."""
    return occupation.vsco_code[0] in "1234" or occupation.key.startswith("nhan-vien-qc")


def _nan(value: float | bool | None) -> float:
    return float("nan") if value is None else float(value)
