"""Do groups of people fare differently? Groups come from the caller, for this only.

Nothing here is ever scored: the record types have no such field. A gap is told with its size and
with how often chance alone would make one as large (labels shuffled among people), so a small
group is not accused by luck. That groups differ does not say why: where people live and what
they learnt differ too.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.evaluation.metrics import Judgements, ndcg_at_k

# The four-fifths rule of thumb: a rate under 80 % of the others' wants a look.
LEAST_RATIO = 0.8
# How often a fair list may be called unfair by one measure over one grouping.
ALARM = 0.05
SMALLEST = 10
OTHERS = "other small groups"

Shown = Mapping[str, Sequence[str]]
ScoredRun = Mapping[str, Sequence[tuple[str, float]]]


@dataclass(frozen=True)
class GroupRow:
    """One group against all others told of.

    Attributes:
        n: people who count; value: their mean; interval: 95 %, by resampling people.
        ratio: value ÷ the others' value with its interval; NaN without others or when theirs
            is not above 0.
        chance: how often shuffled labels give a difference as large, 0..1.
    """

    group: str
    n: int
    value: float
    interval: tuple[float, float]
    ratio: float
    ratio_interval: tuple[float, float]
    chance: float


@dataclass(frozen=True)
class Gaps:
    """One measure by group; ``suppressed`` are groups too small to tell of, with their size."""

    measure: str
    rows: tuple[GroupRow, ...]
    suppressed: Mapping[str, int]
    least: float = LEAST_RATIO

    @property
    def unfair(self) -> list[str]:
        """Groups below ``least`` times the others by more than chance explains."""
        limit = ALARM / max(len(self.rows), 1)
        return [r.group for r in self.rows if r.ratio < self.least and r.chance <= limit]

    @property
    def is_fair(self) -> bool:
        """True when no group is found to be worse off."""
        return not self.unfair


def exposure_gaps(
    shown: Shown,
    groups: Mapping[str, str],
    *,
    good: Collection[str] | None = None,
    smallest: int = SMALLEST,
    least: float = LEAST_RATIO,
    resamples: int = 1000,
    seed: int = 0,
) -> Gaps:
    """Return who is shown good openings, by group.

    Args:
        shown: person → openings on the list, best first.
        groups: person → group; people without one are left out.
        good: openings whose share of attention (1 / log2(rank + 1)) is compared, well-paid ones
            for instance; None: how full the lists are.
    """
    longest = max((len(items) for items in shown.values()), default=0)
    values = {
        person: _attention(items, None if good is None else set(good), longest)
        for person, items in shown.items()
    }
    name = "list filled" if good is None else "attention for good openings"
    return gaps(name, values, groups, smallest, least=least, resamples=resamples, seed=seed)


def audit(
    run: ScoredRun,
    groups: Mapping[str, str],
    *,
    judgements: Judgements | None = None,
    well_paid: Collection[str] | None = None,
    good_score: float | None = None,
    k: int = 10,
    smallest: int = SMALLEST,
    resamples: int = 1000,
) -> list[Gaps]:
    """Return all measures that the given files allow, each by group.

    ``good_score`` is what a person's best opening must reach to count as good; None: the median
    best score of everybody.
    """
    best = {person: hits[0][1] for person, hits in run.items() if hits}
    level = good_score
    if level is None:
        level = float(np.median(list(best.values()))) if best else 0.0
    measures = {
        "best score": best,
        f"share with a best score >= {level:.2f}": {p: float(s >= level) for p, s in best.items()},
    }
    if judgements is not None:
        lists = {person: [item for item, _ in hits] for person, hits in run.items()}
        measures[f"nDCG@{k}"] = {
            person: ndcg_at_k(lists.get(person, []), judged, k)
            for person, judged in judgements.items()
        }
    told = [gaps(name, v, groups, smallest, resamples=resamples) for name, v in measures.items()]
    shown = {person: [item for item, _ in hits[:k]] for person, hits in run.items()}
    if well_paid is not None:
        told.append(
            exposure_gaps(shown, groups, good=well_paid, smallest=smallest, resamples=resamples)
        )
    return told


def gaps(
    measure: str,
    values: Mapping[str, float],
    groups: Mapping[str, str],
    smallest: int = SMALLEST,
    *,
    least: float = LEAST_RATIO,
    resamples: int = 1000,
    seed: int = 0,
) -> Gaps:
    """Return a measure by group; people without a value (NaN) or a group are left out.

    Groups smaller than ``smallest`` are put together; when that is still too small it is left
    out altogether, of the others' mean too, so that nobody can work it out by subtraction.
    """
    people = [p for p, v in values.items() if not math.isnan(v) and groups.get(p)]
    sizes = Counter(groups[p] for p in people)
    small = {group: n for group, n in sizes.items() if n < smallest}
    merged = len(small) > 1 and sum(small.values()) >= smallest
    labels = [OTHERS if merged and groups[p] in small else groups[p] for p in people]
    kept = [i for i, label in enumerate(labels) if merged or label not in small]
    label_of = np.array([labels[i] for i in kept], dtype=object)
    value_of = np.array([values[people[i]] for i in kept], dtype=np.float64)
    draw = np.random.default_rng(seed)
    names = sorted(set(label_of))
    rows = [_row(name, label_of == name, value_of, resamples, draw) for name in names]
    return Gaps(measure, tuple(rows), small, least)


def _row(
    group: str, mine: np.ndarray, values: np.ndarray, resamples: int, draw: np.random.Generator
) -> GroupRow:
    own, rest = values[mine], values[~mine]
    draws = _means(own, resamples, draw)
    low, high = np.percentile(draws, [2.5, 97.5])
    value, nothing = float(own.mean()), (math.nan, math.nan)
    if not len(rest):
        return GroupRow(group, len(own), value, (float(low), float(high)), math.nan, nothing, 1.0)
    others = _means(rest, resamples, draw)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = np.where(others > 0, draws / others, np.nan)
    usable = ratios[~np.isnan(ratios)]
    between = np.percentile(usable, [2.5, 97.5]) if len(usable) else nothing
    return GroupRow(
        group,
        len(own),
        value,
        (float(low), float(high)),
        value / float(rest.mean()) if rest.mean() > 0 else math.nan,
        (float(between[0]), float(between[1])),
        _chance(mine, values, resamples, draw),
    )


def _means(values: np.ndarray, resamples: int, draw: np.random.Generator) -> np.ndarray:
    # One resample at a time: a province's people in a thousand resamples fill no memory.
    count = len(values)
    return np.array([values[draw.integers(0, count, count)].mean() for _ in range(resamples)])


def _chance(
    mine: np.ndarray, values: np.ndarray, resamples: int, draw: np.random.Generator
) -> float:
    """Return how often shuffled labels differ as much, either way; never 0 (the data count)."""
    count, total = int(mine.sum()), float(values.sum())
    rest = len(values) - count

    def difference(own: float) -> float:
        return abs(own / count - (total - own) / rest)

    seen = difference(float(values[mine].sum()))
    shuffled = [
        difference(float(values[draw.permutation(len(values))[:count]].sum()))
        for _ in range(resamples)
    ]
    return (1 + sum(one >= seen - 1e-12 for one in shuffled)) / (1 + resamples)


def _attention(items: Sequence[str], good: Collection[str] | None, longest: int) -> float:
    """Return the share of a reader's attention that goes to good items; NaN for no list at all."""
    if good is not None and not items:
        return math.nan
    weights = [1 / math.log2(rank + 2) for rank in range(longest if good is None else len(items))]
    held = [w for w, item in zip(weights, items, strict=False) if good is None or item in good]
    return sum(held) / sum(weights) if weights else math.nan
