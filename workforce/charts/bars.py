"""Bars and funnels: lengths in percent, so that they fit every width."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Formatter = Callable[[float], str]


@dataclass(frozen=True)
class Bar:
    """One horizontal bar: its length in percent of the track, its words."""

    name: str
    percent: float
    text: str
    note: str = ""
    target_percent: float | None = None


@dataclass(frozen=True)
class Bars:
    """Horizontal bars on one scale that starts at zero."""

    bars: tuple[Bar, ...] = ()
    target_text: str = ""

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to draw."""
        return not self.bars


def bars(
    rows: Sequence[tuple[str, float]],
    *,
    formatter: Formatter,
    notes: Sequence[str] = (),
    targets: Sequence[float | None] = (),
    target_text: str = "",
) -> Bars:
    """Return horizontal bars, from zero, as shares of the longest value or target.

    Args:
        rows: (name, value), in the order shown; values below zero are drawn as zero.
        formatter: writes a value beside its bar.
        notes: a line under each bar, or nothing.
        targets: a mark on each bar, or None.
        target_text: what the mark means, said once above.
    """
    goals = [*targets, *[None] * (len(rows) - len(targets))]
    words = [*notes, *[""] * (len(rows) - len(notes))]
    top = max([0.0, *(value for _, value in rows), *(goal for goal in goals if goal)])
    return Bars(
        tuple(
            Bar(
                name, _percent(value, top), formatter(value), note,
                None if goal is None else _percent(goal, top),
            )
            for (name, value), note, goal in zip(rows, words, goals, strict=True)
        ),
        target_text,
    )  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One step of a funnel; ``of_previous`` is '' for the first step."""

    name: str
    percent: float
    text: str
    of_previous: str = ""


@dataclass(frozen=True)
class Funnel:
    """Steps from all to those who reached the end."""

    steps: tuple[Step, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to draw."""
        return not self.steps


def funnel(
    rows: Sequence[tuple[str, float]], *, formatter: Formatter, percent: Formatter
) -> Funnel:
    """Return the steps of a path, each as a share of the first and of the one before.

    Args:
        rows: (name, number of people), from all to few.
        formatter: writes a number of people.
        percent: writes a share from 0 to 1, such as '62 %'.

    A step after an empty one has no share of it: nothing is divided by zero.
    """
    first = rows[0][1] if rows else 0
    steps = []
    for rank, (name, value) in enumerate(rows):
        before = rows[rank - 1][1] if rank else 0
        share = percent(value / before) if before > 0 else ""
        steps.append(Step(name, _percent(value, first), formatter(value), share))
    return Funnel(tuple(steps))


def _percent(value: float, top: float) -> float:
    """Return a length from 0 to 100 with one decimal; 0 when the scale is empty."""
    return round(min(100.0, max(0.0, 100 * value / top)), 1) if top > 0 else 0.0
