"""The zone map as numbers a template draws: our own SVG, no tiles, no script.

There are no borders in our data, so none are drawn: each commune is a faint dot, and
together they show the province.
"""

import math
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from workforce.models import Unit, UnitLevel
from workforce.zones.queries import ZoneRow

WIDTH = 720
MARGIN = 24


@dataclass(frozen=True)
class Mark:
    """A spot with one or more zones: several stand at one commune's centre.

    Attributes:
        x, y: of the drawing; ``left`` puts the words on the left of the spot.
        is_rough: the commune is a guess.
    """

    x: int
    y: int
    zones: list[ZoneRow]
    left: bool
    is_rough: bool


@dataclass(frozen=True)
class ZoneMap:
    """What the template draws.

    Attributes:
        communes: (x, y) of every commune's centre.
        unplaced: zones whose place nobody has recorded.
    """

    width: int
    height: int
    marks: list[Mark]
    communes: list[tuple[int, int]]
    unplaced: list[ZoneRow]
    scale_px: int
    scale_km: int = 10

    @property
    def placed_count(self) -> int:
        """How many zones stand on the map."""
        return sum(len(mark.zones) for mark in self.marks)


def zone_map(session: Session, rows: list[ZoneRow], *, bounds: dict[str, Any]) -> ZoneMap | None:
    """Return the map; None when the province's configuration gives no bounds.

    Args:
        bounds: ``[map]`` of PROVINCE_CONFIG: south, north, west, east in degrees.
    """
    if not {"south", "north", "west", "east"} <= bounds.keys():
        return None
    shrink = math.cos(math.radians((bounds["south"] + bounds["north"]) / 2))
    per_degree = (WIDTH - 2 * MARGIN) / ((bounds["east"] - bounds["west"]) * shrink)

    def point(lat: float, lon: float) -> tuple[int, int]:
        return (
            round(MARGIN + (lon - bounds["west"]) * shrink * per_degree),
            round(MARGIN + (bounds["north"] - lat) * per_degree),
        )

    spots: dict[tuple[int, int], list[ZoneRow]] = {}
    for row in rows:
        if row.zone.lat is not None and row.zone.lon is not None:
            spots.setdefault(point(row.zone.lat, row.zone.lon), []).append(row)
    communes = session.exec(
        select(Unit.lat, Unit.lon).where(
            Unit.level == UnitLevel.COMMUNE,
            col(Unit.valid_to).is_(None),
            col(Unit.lat).is_not(None),
        )
    )
    return ZoneMap(
        width=WIDTH,
        height=round(2 * MARGIN + (bounds["north"] - bounds["south"]) * per_degree),
        marks=[_mark(spot, zones) for spot, zones in spots.items()],
        communes=[point(lat, lon) for lat, lon in communes if lat is not None and lon is not None],
        unplaced=[row for row in rows if row.zone.lat is None],
        scale_px=round(10 / 111.2 * per_degree),
    )


def _mark(spot: tuple[int, int], zones: list[ZoneRow]) -> Mark:
    return Mark(
        x=spot[0],
        y=spot[1],
        zones=zones,
        left=spot[0] > WIDTH * 0.6,
        is_rough=all(row.zone.location_precision == "rough" for row in zones),
    )
