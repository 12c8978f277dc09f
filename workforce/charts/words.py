"""Room for words: how wide they are, and how to keep them off each other."""

import math
from collections.abc import Sequence

#: average width of a letter in ems; wide enough for Vietnamese and Khmer, so nothing is cut
LETTER_EM = 0.62
TEXT_PX = 14
AXIS_PX = 13
LINE_PX = 18


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


def spread_neighbours(
    wanted: Sequence[float], spans: Sequence[tuple[float, float]], low: float, high: float
) -> list[float]:
    """Spread only words that stand over one another; words side by side may share a height."""
    heights = list(wanted)
    group: list[int] = []
    reach = -math.inf
    for index in [*sorted(range(len(spans)), key=lambda i: spans[i]), None]:
        if index is not None and group and spans[index][0] < reach:
            group.append(index)
        else:
            placed = spread([wanted[i] for i in group], LINE_PX, low, high)
            for member, height in zip(group, placed, strict=True):
                heights[member] = height
            group = [] if index is None else [index]
            reach = -math.inf
        if index is not None:
            reach = max(reach, spans[index][1])
    return heights
