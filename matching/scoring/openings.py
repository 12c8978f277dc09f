"""Openings as arrays: sparse rows of words and skills, and the class each belongs to.

Many openings share a pay band, a schooling rung, a set of licences. A person's view of such a
class is worked out once (people.py) and looked up for every opening of the class.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import scipy.sparse as sp

from matching.profiles.shapes import OpeningProfile
from matching.scoring.bm25 import TermCounts, count_terms
from matching.vocabulary.vocabulary import Vocabulary

OCCUPATIONS_AN_OPENING = 4
# Confidences are kept in steps, so that openings alike share one signature.
_STEP = 0.05
CONDITIONS = (
    "mang-vac-nang",
    "dung-lam-viec-lau",
    "lam-viec-theo-ca",
    "lam-them-gio",
    "lam-viec-trong-moi-truong-lanh-am",
    "lam-viec-tren-cao",
    "di-cong-tac-di-xa",
    "lam-viec-voi-bui-mui-hoa-chat",
)

# What people ask of work beyond the trade, by the benefit terms of the vocabulary. Hours, rides
# and beds have features of their own.
NEEDS = (
    "ngồi làm",
    "lối xe lăn",
    "biết tiếng khmer",
    "môi trường mát",
    "việc nhẹ",
    "giữ trẻ",
    "nghỉ chủ nhật",
)

LANGUAGES = ("zh", "en", "ja", "ko")

# The classes an opening belongs to: name → what makes two openings alike.
_CLASS_OF: dict[str, Callable[[OpeningProfile, frozenset[str]], Hashable]] = {
    "occupations": lambda p, _: tuple(
        (key, round(round(sure / _STEP) * _STEP, 2))
        for key, sure in p.occupations[:OCCUPATIONS_AN_OPENING]
    ),
    "wage": lambda p, _: (p.wage_low, p.wage_high),
    "sectors": lambda p, _: tuple(round(float(sign), 2) for sign in p.sectors),
    "night": lambda p, _: p.night,
    "term": lambda p, _: p.short_term,
    "conditions": lambda p, _: tuple(name in p.conditions for name in CONDITIONS),
    "needs": lambda p, _: tuple(name in p.benefits for name in NEEDS),
    "months": lambda p, _: p.months_asked,
    "schooling": lambda p, _: p.level,
    "licences": lambda p, licensed: tuple(sorted(set(p.required) & licensed)),
    "rank": lambda p, _: p.rank,
    "languages": lambda p, _: p.languages,
    "home_work": lambda p, _: p.home_work,
    "crowding": lambda p, _: p.crowding,
    "place": lambda p, _: (p.point, p.has_shuttle, p.has_housing, p.elsewhere),
}
CLASS_NAMES = tuple(_CLASS_OF)


class Classes:
    """The classes met so far, one append-only list per name."""

    def __init__(self) -> None:
        self.values: dict[str, list[Any]] = {name: [] for name in CLASS_NAMES}
        self._ids: dict[str, dict[Hashable, int]] = {name: {} for name in CLASS_NAMES}

    def id_of(self, name: str, value: Hashable) -> int:
        """Return the number of a class, making it when it is new."""
        ids = self._ids[name]
        if value not in ids:
            ids[value] = len(ids)
            self.values[name].append(value)
        return ids[value]


@dataclass(frozen=True)
class OpeningArrays:
    """Openings in the order of their ids, one row each.

    Attributes:
        ids: the openings' ids; ``profiles`` what was read of them, same order.
        classes: int32 (n_classes, n_openings), rows named by CLASS_NAMES.
        counts: the words each opening uses; skills: float32 CSR (n, n_skills), a dot with
            the skills a person has is the share of what is asked and mentioned.
        tables: the classes behind the numbers, shared by all updates of one index.
    """

    profiles: tuple[OpeningProfile, ...]
    classes: np.ndarray
    counts: TermCounts
    skills: sp.csr_matrix
    tables: Classes = field(repr=False)

    @cached_property
    def ids(self) -> list[str]:
        """Return the openings' ids, row by row."""
        return [profile.record.id for profile in self.profiles]

    def __len__(self) -> int:
        """Return how many openings there are."""
        return int(self.classes.shape[1])

    def without(self, ids: set[str]) -> OpeningArrays:
        """Return the arrays without some openings."""
        keep = [row for row, profile in enumerate(self.profiles) if profile.record.id not in ids]
        return self if len(keep) == len(self) else self._take(keep)

    def merged(self, other: OpeningArrays) -> OpeningArrays:
        """Return both in the order of their ids; no id may stand in both."""
        joined = self._joined(other)
        order = sorted(range(len(joined)), key=lambda row: id_order(joined.profiles[row].record.id))
        return joined._take(order)

    def _joined(self, other: OpeningArrays) -> OpeningArrays:
        values: dict[str, Any] = {"tables": self.tables}
        values["profiles"] = (*self.profiles, *other.profiles)
        values["classes"] = np.hstack([self.classes, other.classes])
        values["counts"] = self.counts.joined(other.counts)
        values["skills"] = sp.vstack([self.skills, other.skills], format="csr")
        return OpeningArrays(**values)

    def _take(self, rows: Sequence[int]) -> OpeningArrays:
        index = np.asarray(rows, dtype=np.intp)
        return replace(
            self,
            profiles=tuple(self.profiles[row] for row in rows),
            classes=self.classes[:, index],
            counts=self.counts.take(index),
            skills=self.skills[index],
        )


def opening_arrays(
    profiles: Sequence[OpeningProfile],
    vocabulary: Vocabulary,
    joining: OpeningArrays | None = None,
) -> OpeningArrays:
    """Return openings as arrays; with ``joining``, ready for its merged()."""
    tables = joining.tables if joining is not None else None
    counts = count_terms(
        [p.text_title for p in profiles],
        [p.text_all for p in profiles],
        vocabulary,
        joining.counts.columns if joining is not None else None,
    )
    tables = Classes() if tables is None else tables
    licensed = frozenset(key for key, skill in vocabulary.skills.items() if skill.kind == "licence")
    classes = [
        [tables.id_of(name, rule(profile, licensed)) for profile in profiles]
        for name, rule in _CLASS_OF.items()
    ]
    arrays = OpeningArrays(
        profiles=tuple(profiles),
        classes=np.array(classes, dtype=np.int32).reshape(len(CLASS_NAMES), len(profiles)),
        counts=counts,
        skills=_skill_shares(profiles, licensed, vocabulary),
        tables=tables,
    )
    return arrays._take(sorted(range(len(profiles)), key=lambda r: id_order(profiles[r].record.id)))


def id_order(identity: str) -> tuple[int, str]:
    """Return the key that puts '9' before '10' and keeps letters in order: ties go to it."""
    return len(identity), identity


def _skill_shares(
    profiles: Sequence[OpeningProfile], licensed: frozenset[str], vocabulary: Vocabulary
) -> sp.csr_matrix:
    """Return each opening's skills, rare ones counting more, as shares of what it asks."""
    users = (vocabulary.occupation_skill_weights > 0).sum(axis=0)
    rarity = np.log(len(vocabulary.occupations) / np.maximum(users, 1))
    pointers, columns, values = [0], [], []
    for profile in profiles:
        keys = sorted((set(profile.required) | set(profile.optional)) - licensed)
        mine = [vocabulary.skill_index[key] for key in keys if key in vocabulary.skill_index]
        asked = max(float(rarity[mine].sum()), 4.0)
        columns += mine
        values += [float(rarity[column]) / asked for column in mine]
        pointers.append(len(columns))
    return sp.csr_matrix(
        (np.array(values, dtype=np.float32), np.array(columns, dtype=np.int32), pointers),
        shape=(len(profiles), len(vocabulary.skills)),
    )
