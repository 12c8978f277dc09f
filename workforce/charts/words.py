"""Room for words: how wide they are, and where they stand free of lines and other words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Point = tuple[float, float]

#: average width of a letter in ems; wide enough for Vietnamese and Khmer, so nothing is cut
LETTER_EM = 0.6
TEXT_PX = 14
AXIS_PX = 13
LINE_PX = 18
#: height of letters above and below their base line, accents on capitals included
ABOVE, BELOW = 13, 4


@dataclass(frozen=True)
class Box:
    """A rectangle in px; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Return whether the two share any room."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: "Box") -> bool:
        """Return whether ``other`` lies wholly inside."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def count(self, points: Sequence[Point]) -> int:
        """Return how many points lie inside."""
        return sum(self.left <= x <= self.right and self.top <= y <= self.bottom for x, y in points)


def text_width(text: str, size: float = TEXT_PX) -> float:
    """Return a safe estimate in px of a text's width; signs above letters take no room."""
    return len(text) * size * LETTER_EM


def place(
    text: str, anchor: Point, *, room: Box, lines: Sequence[Point], taken: Sequence[Box]
) -> Box:
    """Return the box for a text near ``anchor``: inside the room, off other words and lines.

    Args:
        text: the words; their width is estimated.
        anchor: the point they name.
        room: where words may stand; a text wider than the room starts at its left edge.
        lines: points sampled along everything drawn.
        taken: boxes of the words placed before.

    The nearest free place wins: right of the point, above it, below it, then further off.
    """
    boxes = list(_candidates(text_width(text), anchor, room))
    return min(
        boxes,
        key=lambda box: (
            sum(box.overlaps(other) for other in taken),
            box.count(lines) + _distance(box, anchor) / 4 + (0 if box.left > anchor[0] else 2),
        ),
    )


def _candidates(width: float, anchor: Point, room: Box) -> Iterator[Box]:
    x, y = anchor
    off = [side * (8 + LINE_PX * step) for step in range(8) for side in (-1, 1)]
    for left, heights in ((x + 10, [5, *off]), (x - width / 2, off), (x + 6 - width, off)):
        kept = max(room.left, min(left, room.right - width))
        for height in heights:
            base = y + height + (ABOVE if height > 5 else 0)
            base = max(room.top + ABOVE, min(base, room.bottom - BELOW))
            yield Box(kept, base - ABOVE, kept + width, base + BELOW)


def _distance(box: Box, anchor: Point) -> float:
    """Return px from a point to the nearest side of a box; 0 inside."""
    x, y = anchor
    across = max(box.left - x, x - box.right, 0)
    return float((across**2 + max(box.top - y, y - box.bottom, 0) ** 2) ** 0.5)


def along(points: Sequence[Point], every: float = 4) -> list[Point]:
    """Return points at most ``every`` px apart along a drawn line; [] for no points."""
    found = list(points[:1])
    for (x, y), (next_x, next_y) in zip(points, points[1:], strict=False):
        steps = max(1, round(max(abs(next_x - x), abs(next_y - y)) / every))
        found += [
            (x + (next_x - x) * step / steps, y + (next_y - y) * step / steps)
            for step in range(1, steps + 1)
        ]
    return found
