"""Lines over time, with a target and a forecast, named where they end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workforce.charts.scales import Frame, Range, Scales, Series
from workforce.charts.words import (
    AXIS_PX,
    BELOW,
    LINE_PX,
    Box,
    Point,
    along,
    place,
    text_width,
)

Formatter = Callable[[float], str]
#: more points than this melt into a bead string: then only the last one gets a dot
MOST_DOTS = 14


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

    left: float
    right: float
    y: float
    text: str
    kind: str
    leader_x: float
    leader_y: float
    is_moved: bool

    @property
    def anchor(self) -> str:
        """Return the svg text-anchor: words keep the side that is next to the thing."""
        return "start" if self.left >= self.leader_x else "end"

    @property
    def x(self) -> float:
        """Return the side of the words that stays when letters are narrower than guessed."""
        return self.left if self.anchor == "start" else self.right


@dataclass(frozen=True)
class Line:
    """A drawn series: its unbroken runs of points, its dots and its style."""

    name: str
    runs: tuple[tuple[Point, ...], ...]
    dots: tuple[Point, ...]
    kind: str

    @property
    def paths(self) -> tuple[str, ...]:
        """Return an svg point list for each run."""
        return tuple(_points(run) for run in self.runs)


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
    lines = tuple(_line(frame, one, rank) for rank, one in enumerate(series, start=1))
    return LineLayout(
        width, height, frame.left, frame.right, frame.top, frame.bottom,
        y_ticks=tuple(
            Tick(frame.y(value), word) for value, word in zip(scales.ticks, y_words, strict=True)
        ),
        x_ticks=_x_ticks(frame, x_labels, width),
        lines=lines,
        labels=_labels(frame, series, lines, target, forecast),
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
    if len(dots) > MOST_DOTS:
        dots = dots[-1:]
    return Line(one.name, tuple(tuple(run) for run in runs if run), dots, f"s{min(rank, 3)}")


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
    frame: Frame,
    series: Sequence[Series],
    lines: Sequence[Line],
    target: Range | None,
    forecast: Range | None,
) -> tuple[Label, ...]:
    """Name the target, each line and the forecast near their last point, words on free ground."""
    wanted: list[tuple[Point, str, str]] = []
    if target:
        wanted.append(((frame.right, frame.y(target.high)), target.name, "target"))
    for rank, one in enumerate(series, start=1):
        known = [(x, y) for x, y in one.points if y is not None]
        if known:
            wanted.append(((frame.x(known[-1][0]), frame.y(known[-1][1])), one.name, f"s{rank}"))
    if forecast and forecast.points:
        x, low, _ = forecast.points[-1]
        wanted.append(((frame.x(x), frame.y(low)), forecast.name, "forecast"))
    drawn = _drawn(frame, lines, target, forecast)
    room = Box(frame.left + 2, 2, frame.right, frame.bottom - 2)
    labels: list[Label] = []
    taken: list[Box] = []
    for (x, y), text, kind in wanted:
        box = place(text, (x, y), room=room, lines=drawn, taken=taken)
        taken.append(box)
        far = min(abs(box.top - y), abs(box.bottom - y)) > 2 * LINE_PX
        left, right, base = (round(v, 1) for v in (box.left, box.right, box.bottom - BELOW))
        labels.append(Label(left, right, base, text, kind, x, y, is_moved=far))
    return tuple(labels)


def _drawn(
    frame: Frame, lines: Sequence[Line], target: Range | None, forecast: Range | None
) -> list[Point]:
    """Return points along everything words should not cover."""
    drawn: list[Point] = []
    for line in lines:
        for path in line.runs:
            drawn += along(path)
        x, y = line.dots[-1] if line.dots else (0, 0)
        drawn += along([(x - 6, y), (x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)], every=2)
    if target:
        for edge in (target.low, target.high):
            drawn += along([(frame.left, frame.y(edge)), (frame.right, frame.y(edge))])
    if forecast:
        for side in (1, 2):
            drawn += along([(frame.x(point[0]), frame.y(point[side])) for point in forecast.points])
    return drawn
