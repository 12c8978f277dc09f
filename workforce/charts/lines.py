"""Lines over time, with a target and a forecast, named where they end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workforce.charts.scales import Frame, Range, Scales, Series
from workforce.charts.words import AXIS_PX, LINE_PX, spread_neighbours, text_width

Formatter = Callable[[float], str]
Point = tuple[float, float]


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
    scales = Scales.of(series, x_labels, target, forecast)
    charts = [
        _lay_out(width, height, scales, series, formatter, x_labels, target, forecast)
        for width, height in ((340, 300), (760, 360))
    ]
    empty = not any(y is not None for one in series for _, y in one.points)
    return LineChart(narrow=charts[0], wide=charts[1], is_empty=empty)


def _lay_out(
    width: float,
    height: float,
    scales: Scales,
    series: Sequence[Series],
    formatter: Formatter,
    x_labels: Sequence[tuple[float, str]],
    target: Range | None,
    forecast: Range | None,
) -> LineLayout:
    y_words = [formatter(value) for value in scales.ticks]
    left = 8 + max(text_width(word, AXIS_PX) for word in y_words)
    frame = Frame(left, width - 14, 26, height - 30, scales)
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


def _line(frame: Frame, one: Series, rank: int) -> Line:
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


def _band(frame: Frame, band: Range) -> str:
    upper = [(frame.x(x), frame.y(high)) for x, _, high in band.points]
    lower = [(frame.x(x), frame.y(low)) for x, low, _ in reversed(band.points)]
    return _points(upper + lower)


def _x_ticks(frame: Frame, x_labels: Sequence[tuple[float, str]], width: float) -> tuple[Tick, ...]:
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
    frame: Frame, series: Sequence[Series], target: Range | None, forecast: Range | None
) -> tuple[Label, ...]:
    """Name each line, the forecast and the target where they are, without touching.

    Words end at the thing's last point: above it, or below for the forecast, whose upper
    side is where a line towards the target runs. They never start left of the plot.
    """
    wanted: list[tuple[float, float, float, str, str]] = []
    if target:
        wanted.append((frame.right, frame.y(target.high), -8, target.name, "target"))
    if forecast and forecast.points:
        x = forecast.points[-1][0]
        lowest = max(frame.y(low) for _, low, _ in forecast.points)
        wanted.append((frame.x(x), lowest, 28, forecast.name, "forecast"))
    for rank, one in enumerate(series, start=1):
        known = [(x, y) for x, y in one.points if y is not None]
        if known:
            x, y = known[-1]
            wanted.append((frame.x(x), frame.y(y), -10, one.name, f"s{rank}"))
    best = [y + offset for _, y, offset, _, _ in wanted]
    ends = [
        round(min(max(x + 6, frame.left + 4 + text_width(text)), frame.right), 1)
        for x, _, _, text, _ in wanted
    ]
    spans = [(end - text_width(text), end) for end, (*_, text, _) in zip(ends, wanted, strict=True)]
    heights = spread_neighbours(best, spans, low=14, high=frame.bottom - 6)
    return tuple(
        Label(
            ends[i], round(heights[i], 1), text, kind, x, y, abs(heights[i] - best[i]) > LINE_PX / 2
        )
        for i, (x, y, _, text, kind) in enumerate(wanted)
    )
