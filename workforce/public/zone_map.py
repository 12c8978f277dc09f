"""The zone map as numbers a template draws: our own SVG, no tiles, no script.

There are no borders in our data, so none are drawn: each commune is a faint dot, and
together they show the province. It is drawn at the width of a phone; words find a place
beside their spot where they cover nothing else.
"""

import math
import re
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from workforce.i18n import _
from workforce.models import Unit, UnitLevel
from workforce.zones.queries import ZoneRow

WIDTH = 320
MARGIN = 16
LINE = 16  #: height of a line of 13 px text
LETTER = 7.1  #: mean width of one of its letters
REACH = 12  #: from the middle of a spot to its words
KM_PER_DEGREE = 111.2
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Mark:
    """A spot with the names of the zones that stand there.

    Attributes:
        text_x, text_y: where the first line of words begins; ``anchor`` is SVG's.
        is_rough: the commune is a guess.
    """

    x: int
    y: int
    lines: list[str]
    text_x: int
    text_y: int
    anchor: str
    is_rough: bool


@dataclass(frozen=True)
class ZoneMap:
    """What the template draws.

    Attributes:
        communes: (x, y) of every commune's centre.
        placed_count: how many zones stand on the map; unplaced: the others.
        scale_px: length of ten kilometres.
    """

    width: int
    height: int
    marks: list[Mark]
    communes: list[tuple[int, int]]
    placed_count: int
    unplaced: list[ZoneRow]
    scale_px: int


def zone_map(session: Session, rows: list[ZoneRow], *, bounds: dict[str, Any]) -> ZoneMap | None:
    """Return the map; None when the province's configuration gives no bounds.

    Args:
        bounds: ``[map]`` of PROVINCE_CONFIG: south, north, west, east in degrees.
    """
    if not {"south", "north", "west", "east"} <= bounds.keys():
        return None
    shrink = math.cos(math.radians((bounds["south"] + bounds["north"]) / 2))
    per_degree = (WIDTH - 2 * MARGIN) / ((bounds["east"] - bounds["west"]) * shrink)
    height = round(2 * MARGIN + (bounds["north"] - bounds["south"]) * per_degree)

    def point(lat: float, lon: float) -> tuple[int, int]:
        return (
            round(MARGIN + (lon - bounds["west"]) * shrink * per_degree),
            round(MARGIN + (bounds["north"] - lat) * per_degree),
        )

    spots: dict[tuple[int, int], list[ZoneRow]] = {}
    for row in rows:
        if row.zone.lat is not None and row.zone.lon is not None:
            spots.setdefault(point(row.zone.lat, row.zone.lon), []).append(row)
    return ZoneMap(
        width=WIDTH,
        height=height,
        marks=_marks(spots, height),
        communes=[point(lat, lon) for lat, lon in _communes(session)],
        placed_count=sum(len(zones) for zones in spots.values()),
        unplaced=[row for row in rows if row.zone.lat is None],
        scale_px=round(10 / KM_PER_DEGREE * per_degree),
    )


def _communes(session: Session) -> list[tuple[float, float]]:
    rows = session.exec(
        select(Unit.lat, Unit.lon).where(
            Unit.level == UnitLevel.COMMUNE, col(Unit.valid_to).is_(None)
        )
    )
    return [(lat, lon) for lat, lon in rows if lat is not None and lon is not None]


def _marks(spots: dict[tuple[int, int], list[ZoneRow]], height: int) -> list[Mark]:
    """Return the spots with their words placed one after the other, the widest first."""
    taken: list[Box] = [(x - 8, y - 8, x + 8, y + 8) for x, y in spots]
    named = {spot: _names(zones) for spot, zones in spots.items()}
    marks = []
    for (x, y), lines in sorted(named.items(), key=lambda item: -max(map(len, item[1]))):
        text_x, text_y, anchor, box = min(
            _places(x, y, lines), key=lambda place: _cover(place[3], taken, height)
        )
        taken.append(box)
        rough = all(row.zone.location_precision == "rough" for row in spots[x, y])
        marks.append(Mark(x, y, lines, text_x, text_y, anchor, rough))
    return marks


def _names(zones: list[ZoneRow]) -> list[str]:
    """Return one line a zone; an expansion and 'Long Đức 1', '2' share a line."""
    by_id = {row.zone.id: row.zone.name for row in zones}
    lines: dict[str, list[str]] = {}
    for row in zones:
        if row.zone.parent_id in by_id:
            lines.setdefault(by_id[row.zone.parent_id], []).append(_("mở rộng"))
            continue
        stem = re.sub(r" \d$", "", row.zone.name)
        lines.setdefault(stem, []).extend([row.zone.name[len(stem) :].strip()])
    return [
        f"{stem} {', '.join(filter(None, parts))}".strip() if stem not in by_id.values()
        else ", ".join(filter(None, [stem, *parts]))
        for stem, parts in lines.items()
    ]  # fmt: skip


def _places(x: int, y: int, lines: list[str]) -> list[tuple[int, int, str, Box]]:
    """Return where the words may stand: right, left, above, below; with the box they fill."""
    width, tall = max(map(len, lines)) * LETTER, LINE * len(lines)
    middle = round(y - tall / 2 + LINE * 0.75)
    above, below = y - REACH - tall + LINE, y + REACH + LINE - 2
    spread = round(width / 2)
    return [
        (x + REACH, middle, "start", (x + REACH, y - tall / 2, x + REACH + width, y + tall / 2)),
        (x - REACH, middle, "end", (x - REACH - width, y - tall / 2, x - REACH, y + tall / 2)),
        (x, above, "middle", (x - spread, y - REACH - tall, x + spread, y - REACH)),
        (x, below, "middle", (x - spread, y + REACH, x + spread, y + REACH + tall)),
    ]


def _cover(box: Box, taken: list[Box], height: int) -> float:
    """Return how much of other words, spots and the edge a box would cover; 0 is free."""
    left, top, right, bottom = box
    outside = max(0, -left) + max(0, right - WIDTH) + max(0, -top) + max(0, bottom - height)
    shared = sum(
        max(0.0, min(right, other[2]) - max(left, other[0]))
        * max(0.0, min(bottom, other[3]) - max(top, other[1]))
        for other in taken
    )
    return outside * LINE * 2 + shared
