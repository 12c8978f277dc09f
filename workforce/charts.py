"""Geometry of the charts: numbers in, positions and words out; the templates only draw.

Nothing here knows Flask, colours or languages: callers pass ready labels and a formatter
(``workforce.formats.number``). A line chart is laid out twice, for phones and for wide
screens, so that its words keep their size; bars and funnels are percentages of a width.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Formatter = Callable[[float], str]
Point = tuple[float, float]

#: average width of a letter in ems; wide enough for Vietnamese and Khmer, so nothing is cut
LETTER_EM = 0.62
TEXT_PX = 14
AXIS_PX = 13
LINE_PX = 18


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


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: where, in px, and what it says."""

    position: float
    text: str


@dataclass(frozen=True)
class Label:
    """Words beside what they name; (leader_x, leader_y) is where the thing itself lies.

    ``is_moved``: other words pushed it away, so a thin line leads from it to the thing.
    """

    x: float
    y: float
    text: str
    kind: str
    leader_x: float
    leader_y: float
    is_moved: bool


@dataclass(frozen=True)
class Line:
    """A drawn series: svg point lists (one per unbroken run), its dots and its style."""

    name: str
    paths: tuple[str, ...]
    dots: tuple[Point, ...]
    kind: str


@dataclass(frozen=True)
class LineLayout:
    """A line chart at one width, all in px from the top left corner."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    y_ticks: tuple[Tick, ...] = ()
    x_ticks: tuple[Tick, ...] = ()
    lines: tuple[Line, ...] = ()
    labels: tuple[Label, ...] = ()
    forecast: str = ""
    target: tuple[float, float] | None = None  #: y of the high and of the low edge


@dataclass(frozen=True)
class LineChart:
    """The same chart for a phone and for a wide screen. ``is_empty``: no point at all."""

    narrow: LineLayout
    wide: LineLayout
    is_empty: bool = False


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


def text_width(text: str, size: float = TEXT_PX) -> float:
    """Return a safe estimate in px of a text's width; signs above letters take no room."""
    return len(text) * size * LETTER_EM


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return positions at least ``gap`` apart, near the wanted ones, within low..high.

    Keeps the order of ``wanted``. When they cannot all fit they share the room evenly.
    """
    if not wanted:
        return []
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    gap = min(gap, (high - low) / max(1, len(wanted) - 1))
    placed: list[float] = []
    for index in order:
        floor = placed[-1] + gap if placed else low
        placed.append(max(wanted[index], floor))
    ceiling = high
    for rank in range(len(placed) - 1, -1, -1):
        placed[rank] = min(placed[rank], ceiling)
        ceiling = placed[rank] - gap
    result = [0.0] * len(wanted)
    for rank, index in enumerate(order):
        result[index] = placed[rank]
    return result


def line_chart(
    series: Sequence[Series],
    *,
    formatter: Formatter,
    x_labels: Sequence[tuple[float, str]],
    target: Range | None = None,
    forecast: Range | None = None,
) -> LineChart:
    """Return a line chart laid out for a phone (340 px) and a wide screen (760 px).

    Args:
        series: at most three lines; the first is the message of the chart.
        formatter: writes a value on the y axis, such as '50.000'.
        x_labels: (x, words) for the horizontal axis; those that would touch are left out,
            the first and the last stay.
        target: labelled stretch of y values, drawn as a band across the plot.
        forecast: (x, low, high) points, drawn as a band; it may reach past the lines.

    Empty series give ``is_empty`` and no lines: the page then says 'chưa có số liệu'.
    """
    scales = _Scales.of(series, x_labels, target, forecast)
    charts = [
        _lay_out(width, height, scales, series, formatter, x_labels, target, forecast)
        for width, height in ((340, 300), (760, 360))
    ]
    empty = not any(y is not None for one in series for _, y in one.points)
    return LineChart(narrow=charts[0], wide=charts[1], is_empty=empty)


@dataclass(frozen=True)
class _Scales:
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
    ) -> "_Scales":
        bands = list(forecast.points) if forecast else []
        xs = [x for one in series for x, _ in one.points]
        xs += [x for x, _ in x_labels] + [x for x, _, _ in bands]
        ys = [y for one in series for _, y in one.points if y is not None]
        ys += [edge for _, *edges in bands for edge in edges]
        ys += [target.low, target.high] if target else []
        low, high = (min(xs), max(xs)) if xs else (0.0, 1.0)
        return cls(low, high if high > low else low + 1, nice_ticks(min([0, *ys]), max([0, *ys])))


@dataclass(frozen=True)
class _Frame:
    """Turns values into px."""

    left: float
    right: float
    top: float
    bottom: float
    scales: _Scales

    def x(self, value: float) -> float:
        share = (value - self.scales.x_low) / (self.scales.x_high - self.scales.x_low)
        return round(self.left + share * (self.right - self.left), 1)

    def y(self, value: float) -> float:
        low, high = self.scales.ticks[0], self.scales.ticks[-1]
        return round(self.bottom - (value - low) / (high - low) * (self.bottom - self.top), 1)


def _lay_out(
    width: float,
    height: float,
    scales: _Scales,
    series: Sequence[Series],
    formatter: Formatter,
    x_labels: Sequence[tuple[float, str]],
    target: Range | None,
    forecast: Range | None,
) -> LineLayout:
    y_words = [formatter(value) for value in scales.ticks]
    left = 8 + max(text_width(word, AXIS_PX) for word in y_words)
    frame = _Frame(left, width - 14, 26, height - 30, scales)
    labels = _labels(frame, series, target, forecast)
    return LineLayout(
        width, height, frame.left, frame.right, frame.top, frame.bottom,
        y_ticks=tuple(
            Tick(frame.y(value), word) for value, word in zip(scales.ticks, y_words, strict=True)
        ),
        x_ticks=_x_ticks(frame, x_labels, width),
        lines=tuple(_line(frame, one, rank) for rank, one in enumerate(series, start=1)),
        labels=labels,
        forecast=_band(frame, forecast) if forecast else "",
        target=(frame.y(target.high), frame.y(target.low)) if target else None,
    )  # fmt: skip


def _line(frame: _Frame, one: Series, rank: int) -> Line:
    runs: list[list[Point]] = [[]]
    for x, y in one.points:
        if y is None:
            runs.append([])
        else:
            runs[-1].append((frame.x(x), frame.y(y)))
    dots = tuple(point for run in runs for point in run)
    return Line(one.name, tuple(_points(run) for run in runs if run), dots, f"s{min(rank, 3)}")


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def _band(frame: _Frame, band: Range) -> str:
    upper = [(frame.x(x), frame.y(high)) for x, _, high in band.points]
    lower = [(frame.x(x), frame.y(low)) for x, low, _ in reversed(band.points)]
    return _points(upper + lower)


def _x_ticks(
    frame: _Frame, x_labels: Sequence[tuple[float, str]], width: float
) -> tuple[Tick, ...]:
    """Keep the first and the last label, and those between that touch neither neighbour."""
    boxes = []
    for value, text in x_labels:
        half = text_width(text, AXIS_PX) / 2
        middle = min(max(frame.x(value), half + 1), width - half - 1)
        boxes.append((middle - half, middle + half, Tick(round(middle, 1), text)))
    kept = boxes[:1]
    for box in boxes[1:-1]:
        if box[0] > kept[-1][1] + 8 and box[1] < boxes[-1][0] - 8:
            kept.append(box)
    if len(boxes) > 1 and boxes[-1][0] > kept[-1][1]:
        kept.append(boxes[-1])
    return tuple(tick for _, _, tick in kept)


def _labels(
    frame: _Frame, series: Sequence[Series], target: Range | None, forecast: Range | None
) -> tuple[Label, ...]:
    """Name each line, the forecast and the target where they are, without touching.

    Words end at the thing's last point: above it, or below for the forecast, whose upper
    side is where a line towards the target runs. They never start left of the plot.
    """
    wanted: list[tuple[float, float, float, str, str]] = []
    if target:
        wanted.append((frame.right, frame.y(target.high), -8, target.name, "target"))
    if forecast and forecast.points:
        x, low, _ = forecast.points[-1]
        wanted.append((frame.x(x), frame.y(low), 17, forecast.name, "forecast"))
    for rank, one in enumerate(series, start=1):
        known = [(x, y) for x, y in one.points if y is not None]
        if known:
            x, y = known[-1]
            wanted.append((frame.x(x), frame.y(y), -10, one.name, f"s{rank}"))
    best = [y + offset for _, y, offset, _, _ in wanted]
    heights = spread(best, LINE_PX, 14, frame.bottom - 6)
    return tuple(
        Label(
            x=round(min(max(x + 6, frame.left + 4 + text_width(text)), frame.right), 1),
            y=round(height, 1), text=text, kind=kind, leader_x=x, leader_y=y,
            is_moved=abs(height - wish) > LINE_PX / 2,
        )
        for (x, y, _, text, kind), height, wish in zip(wanted, heights, best, strict=True)
    )  # fmt: skip


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
