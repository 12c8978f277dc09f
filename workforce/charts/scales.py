"""From values to px: round ticks, the ends of the axes, the frame of a plot."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    """One line: a name and its points in time order; a y of None is a gap."""

    name: str
    points: Sequence[tuple[float, float | None]]


@dataclass(frozen=True)
class Range:
    """A stretch of values: the target (one height) or the forecast (per point).

    ``points`` holds (x, low, high); a target gives low and high alone.
    """

    name: str
    low: float = 0
    high: float = 0
    points: Sequence[tuple[float, float, float]] = ()


def nice_ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Return round values that cover ``low`` to ``high``, about ``count`` of them.

    Steps are 1, 2, 2.5 or 5 times a power of ten. Equal ends get room above: [0, 1] for
    zero, else from zero to past the value.
    """
    if high < low:
        low, high = high, low
    if high == low:
        low, high = min(low, 0), max(high, 0) or (1 if low == 0 else 0)
    rough = (high - low) / max(1, count - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(i * step, 10) for i in range(first, last + 1)]


@dataclass(frozen=True)
class Scales:
    """The data's own ends; y always starts at zero."""

    x_low: float
    x_high: float
    ticks: list[float]

    @classmethod
    def of(
        cls,
        series: Sequence[Series],
        x_labels: Sequence[tuple[float, str]],
        target: Range | None,
        forecast: Range | None,
    ) -> "Scales":
        """Return scales that hold every line, label, band and the target."""
        bands = list(forecast.points) if forecast else []
        xs = [x for one in series for x, _ in one.points]
        xs += [x for x, _ in x_labels] + [x for x, _, _ in bands]
        ys = [y for one in series for _, y in one.points if y is not None]
        ys += [edge for _, *edges in bands for edge in edges]
        ys += [target.low, target.high] if target else []
        low, high = (min(xs), max(xs)) if xs else (0.0, 1.0)
        return cls(low, high if high > low else low + 1, nice_ticks(min([0, *ys]), max([0, *ys])))


@dataclass(frozen=True)
class Frame:
    """Turns values into px."""

    left: float
    right: float
    top: float
    bottom: float
    scales: Scales

    def x(self, value: float) -> float:
        """Return px from the left."""
        share = (value - self.scales.x_low) / (self.scales.x_high - self.scales.x_low)
        return round(self.left + share * (self.right - self.left), 1)

    def y(self, value: float) -> float:
        """Return px from the top."""
        low, high = self.scales.ticks[0], self.scales.ticks[-1]
        return round(self.bottom - (value - low) / (high - low) * (self.bottom - self.top), 1)
