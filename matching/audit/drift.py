"""Has what people and enterprises write changed, or what comes of it? Two periods side by side.

A field counts as moved when the change is large enough to matter and too large for chance, the
chance shared among all looks taken; two random halves of one month stay quiet.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from scipy import stats

from matching.reading.vietnamese import fold, words
from matching.records import Experience, OpeningRecord, SeekerRecord

ALARM = 0.01
# What is worth telling: a twentieth more unknown, a tenth of everybody on another side, and the
# usual 0.1 of the population stability index.
_UNKNOWN_STEP = 0.05
_DISTANCE = 0.1
_INDEX = 0.1
_CATEGORIES = 12
_RARE = 5
_TOLD_WORDS = 8
_LEFT_OUT = frozenset({"id", "net_price_vnd", "dismissed", "posted_at", "deadline", "lat", "lon"})

Record = SeekerRecord | OpeningRecord


@dataclass(frozen=True)
class Look:
    """One thing looked at in one field.

    Attributes:
        what: 'unknown' (share of records), 'number' (Kolmogorov-Smirnov distance), 'kind'
            (population stability index) or 'word' (share of texts with the word).
        before, after: shares, or medians of numbers; NaN where neither says it.
        size: how far it moved, in the unit of ``what``.
        chance: probability of as much by luck alone; large: the size is worth telling.
    """

    field: str
    what: str
    before: float
    after: float
    size: float
    chance: float
    large: bool
    detail: str = ""


@dataclass(frozen=True)
class FieldDrift:
    """A look with its verdict."""

    look: Look
    moved: bool


@dataclass(frozen=True)
class Outcome:
    """One suggestion shown: its score and whether something came of it."""

    score: float
    happened: bool


@dataclass(frozen=True)
class Band:
    """A tenth of the scores of the first period, and what came of them in both."""

    low: float
    high: float
    n_before: int
    rate_before: float
    n_after: int
    rate_after: float
    moved: bool


def input_drift(before: Sequence[Record], after: Sequence[Record]) -> list[FieldDrift]:
    """Return every look at every field, moved ones first; [] when a period has no records."""
    if not before or not after:
        return []
    looks = [
        look
        for name in _names(before[0])
        for look in _looks(name, _values(before, name), _values(after, name))
    ]
    limit = ALARM / max(len(looks), 1)
    told = [FieldDrift(look, look.large and look.chance <= limit) for look in looks]
    return sorted(told, key=lambda one: not one.moved)


def outcome_drift(
    before: Sequence[Outcome], after: Sequence[Outcome], bands: int = 10
) -> list[Band]:
    """Return how often something came of suggestions, by bands of the first period's scores.

    [] when a period is empty. Bands without anybody on one side have a rate of NaN there.
    """
    if not before or not after:
        return []
    known = np.array([one.score for one in before])
    edges = np.unique(np.quantile(known, np.linspace(0, 1, bands + 1)[1:-1]))
    first, second = _by_band(before, edges), _by_band(after, edges)
    limits = [-math.inf, *edges.tolist(), math.inf]
    told = []
    for band, (one, two) in enumerate(zip(first, second, strict=True)):
        chance = _proportions(sum(one), len(one), sum(two), len(two))
        told.append(
            Band(
                limits[band], limits[band + 1], len(one), _share(one), len(two), _share(two),
                chance <= ALARM / len(first),
            )
        )  # fmt: skip
    return told


def calibration(outcomes: Sequence[Outcome], bands: int = 10) -> float:
    """Return the mean distance between promised and seen shares (scores as probabilities)."""
    if not outcomes:
        return math.nan
    edges = np.linspace(0, 1, bands + 1)[1:-1]
    places = np.searchsorted(edges, [one.score for one in outcomes], side="right")
    apart = 0.0
    for band in set(places.tolist()):
        inside = [one for one, place in zip(outcomes, places, strict=True) if place == band]
        promised = float(np.mean([one.score for one in inside]))
        apart += abs(promised - _share([one.happened for one in inside])) * len(inside)
    return apart / len(outcomes)


def _looks(name: str, before: list[Any], after: list[Any]) -> list[Look]:
    lacking = [sum(v is None for v in values) for values in (before, after)]
    shares = [lacking[0] / len(before), lacking[1] / len(after)]
    step = shares[1] - shares[0]
    chance = _proportions(lacking[0], len(before), lacking[1], len(after))
    found = [Look(name, "unknown", shares[0], shares[1], step, chance, abs(step) >= _UNKNOWN_STEP)]
    one, two = ([v for v in values if v is not None] for values in (before, after))
    if not one or not two:
        return found
    if isinstance(one[0], float):
        return [*found, _numbers(name, one, two)]
    if len({*one, *two}) <= _CATEGORIES:
        return [*found, _kinds(name, one, two)]
    return [*found, *_words(name, one, two)]


def _numbers(name: str, before: list[float], after: list[float]) -> Look:
    tested = stats.ks_2samp(before, after, method="asymp")
    distance = float(tested.statistic)
    index = _number_index(np.array(before), np.array(after))
    return Look(
        name, "number", float(np.median(before)), float(np.median(after)), distance,
        float(tested.pvalue), distance >= _DISTANCE, f"index {index:.2f}",
    )  # fmt: skip


def _number_index(before: np.ndarray, after: np.ndarray) -> float:
    edges = np.unique(np.quantile(before, np.linspace(0, 1, 11)[1:-1]))
    counts = [
        np.bincount(np.searchsorted(edges, part, side="right"), minlength=len(edges) + 1)
        for part in (before, after)
    ]
    return _index(counts[0], counts[1])


def _index(before: np.ndarray, after: np.ndarray) -> float:
    """Return the population stability index of counts; half a person is added to each cell."""
    one, two = before + 0.5, after + 0.5
    one, two = one / one.sum(), two / two.sum()
    return float(((two - one) * np.log(two / one)).sum())


def _kinds(name: str, before: list[Any], after: list[Any]) -> Look:
    kinds = sorted({*before, *after}, key=str)
    counted = [Counter(values) for values in (before, after)]
    table = np.array([[counts[kind] for kind in kinds] for counts in counted])
    chance = 1.0 if len(kinds) < 2 else float(stats.chi2_contingency(table).pvalue)
    index = _index(table[0], table[1])
    shares = table / table.sum(axis=1, keepdims=True)
    most = int(np.abs(shares[1] - shares[0]).argmax())
    told = f"{kinds[most]}: {shares[0, most]:.0%} -> {shares[1, most]:.0%}"
    return Look(
        name, "kind", float(shares[0, most]), float(shares[1, most]), index, chance,
        index >= _INDEX, told,
    )  # fmt: skip


def _words(name: str, before: list[str], after: list[str]) -> list[Look]:
    """Return looks at the words whose share of texts changed most; one look per known word."""
    counted = [
        Counter(w for text in texts for w in set(words(fold(text)))) for texts in (before, after)
    ]
    known = sorted(w for w in {*counted[0], *counted[1]} if counted[0][w] + counted[1][w] >= _RARE)
    looks = []
    for word in known:
        one, two = counted[0][word], counted[1][word]
        shares = one / len(before), two / len(after)
        step = shares[1] - shares[0]
        # All words of the field share the chance of one look.
        chance = min(1.0, _proportions(one, len(before), two, len(after)) * len(known))
        looks.append(
            Look(name, "word", shares[0], shares[1], step, chance, abs(step) >= _UNKNOWN_STEP, word)
        )
    return sorted(looks, key=lambda look: (look.chance, -abs(look.size)))[:_TOLD_WORDS]


def _names(record: Record) -> list[str]:
    return [part.name for part in fields(record) if part.name not in _LEFT_OUT]


def _values(records: Sequence[Record], name: str) -> list[Any]:
    return [_value(getattr(record, name)) for record in records]


def _value(value: Any) -> Any:
    """Return a number as float, texts as one text, and None for nothing told."""
    if isinstance(value, Mapping):
        return None
    if isinstance(value, tuple):
        parts = [part.title if isinstance(part, Experience) else str(part) for part in value]
        value = "; ".join(parts)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return float(value)
    return str(value) if value else None


def _by_band(outcomes: Sequence[Outcome], edges: np.ndarray) -> list[list[bool]]:
    found: list[list[bool]] = [[] for _ in range(len(edges) + 1)]
    for one in outcomes:
        found[int(np.searchsorted(edges, one.score, side="right"))].append(one.happened)
    return found


def _share(happened: Sequence[bool]) -> float:
    return sum(happened) / len(happened) if happened else math.nan


def _proportions(one: int, of_one: int, two: int, of_two: int) -> float:
    """Return the chance of two shares as far apart; 1 where one side has nobody."""
    if not of_one or not of_two:
        return 1.0
    both = (one + two) / (of_one + of_two)
    spread = math.sqrt(both * (1 - both) * (1 / of_one + 1 / of_two))
    if not spread:
        return 1.0
    return float(2 * stats.norm.sf(abs(one / of_one - two / of_two) / spread))
