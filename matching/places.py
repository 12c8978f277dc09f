"""Where things are: old and new communes, old districts, zones; distance as people travel it."""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from matching.reading.vietnamese import fold

# Domain brief 2.5 [ours]: roads in the delta are about 1.3 times the straight line, and the
# island of Cù Lao Dung is reached by ferry, which costs about as much as 15 km.
ROAD_FACTOR = 1.3
FERRY_KM = 15.0
_EARTH_KM = 6371.0
_PREFIX = re.compile(
    r"^(?:thanh pho|thi xa|thi tran|phuong|huyen|xa|tinh|tp|tx|tt|h|p|x)\.? +(?=\D)|^(?:tp|tx|tt)\."
)
_ZONE_PREFIX = re.compile(r"^(?:khu cong nghiep|cum cong nghiep|khu kinh te|kcn|ccn|kkt)\.? +")


@dataclass(frozen=True)
class Place:
    """A unit or zone; ``kind`` is commune, district, province or zone."""

    key: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    is_island: bool = False
    district: str = ""


@dataclass(frozen=True)
class Point:
    """A spot to measure from; ``precise`` is False when only the district is known."""

    lat: float
    lon: float
    is_island: bool = False
    precise: bool = True


class Gazetteer:
    """The geography of the province, before and after the merger of 1 July 2025."""

    def __init__(self, places: list[Place], aliases: dict[str, list[Place]]) -> None:
        self.places = places
        self._aliases = aliases
        self._by_code = {place.key: place for place in places}
        self._names: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            for name in {place_key(place.name), fold(place.name)}:
                self._names[name].append(place)
        for name, found in aliases.items():
            self._names[place_key(name)] += found

    @classmethod
    def load(cls, seeds_dir: Path) -> Gazetteer:
        """Return the gazetteer of a seeds folder; without units.csv and zones.csv it is empty."""
        folder = Path(seeds_dir)
        districts: dict[str, str] = {}
        units: list[Place] = []
        for row in _rows(folder / "units.csv"):
            name = row.get("short_name") or row["name"]
            level = row.get("level") or "commune"
            if level == "district":
                districts[row["code"]] = place_key(name)
            units.append(
                Place(
                    row["code"],
                    name,
                    level,
                    _number(row.get("lat")),
                    _number(row.get("lon")),
                    row.get("is_island") == "yes",
                    districts.get(row.get("parent_code") or "", ""),
                )
            )
        # A code may name an old and a new unit: the one in force answers for the code.
        units.sort(key=lambda place: place.district == "")
        aliases: dict[str, list[Place]] = defaultdict(list)
        for row in _rows(folder / "zones.csv"):
            zone = Place(row["key"], row["name"], "zone", _number(row["lat"]), _number(row["lon"]))
            units.append(zone)
            for alias in (row.get("alt_names") or "").split(";"):
                if alias.strip():
                    aliases[alias.strip()].append(zone)
        return cls(units, dict(aliases))

    def locate(
        self,
        *,
        district: str | None = None,
        commune: str | None = None,
        zone: str | None = None,
        code: str | None = None,
        lat: float | None = None,
        lon: float | None = None,
    ) -> Point | None:
        """Return the best known spot: coordinates, unit code, zone, commune, then district.

        Names may be of old or new units, with or without 'xã', 'TT', 'TX'. None when nothing
        is known: callers treat that as unknown, never as far.
        """
        if lat is not None and lon is not None:
            return Point(lat, lon, self._on_island(district))
        place = (
            self._by_code.get(code or "") or self._zone(zone) or self._commune(commune, district)
        )
        if place is not None and place.lat is not None and place.lon is not None:
            return Point(place.lat, place.lon, place.is_island, place.kind != "district")
        for place in self._names.get(place_key(district or ""), ()):
            if place.kind == "district" and place.lat is not None and place.lon is not None:
                return Point(place.lat, place.lon, place.is_island, precise=False)
        return None

    def district_key(self, name: str | None) -> str:
        """Return the folded district name without its prefix: 'TX Vĩnh Châu' → 'vinh chau'."""
        return place_key(name or "")

    def places_in(self, text: str | None) -> list[tuple[Place, str]]:
        """Return places a text names with the words that named them, zones first.

        Only multi-word names count, so that 'phường 1' or a bare number never does.
        """
        plain = " ".join(re.findall(r"[^\W_]+", fold(text)))
        folded = f" {plain} "
        found: list[tuple[Place, str]] = []
        for name in sorted(self._searchable, key=len, reverse=True):
            if f" {name} " in folded:
                places = self._names[name]
                prefix = re.search(
                    rf"(?:khu cong nghiep|cum cong nghiep|kcn|ccn|khu kinh te|khu|cum) {name}\b",
                    folded,
                )
                zones = [place for place in places if place.kind == "zone"]
                kind = prefix.group().split(" ")[0] if prefix else ""
                zones = [zone for zone in zones if fold(zone.name).startswith(kind)] or zones
                units = [place for place in places if place.kind == "district"] or [
                    place for place in places if place.kind == "commune"
                ]
                chosen = zones if zones and (prefix or not units) else units
                found += [(place, prefix.group() if prefix else name) for place in chosen]
                folded = folded.replace(f" {name} ", " | ")
        return sorted(found, key=lambda pair: pair[0].kind != "zone")

    @cached_property
    def _searchable(self) -> list[str]:
        return [
            name
            for name, places in self._names.items()
            if " " in name
            and any(
                place.kind == "zone" or (place.kind != "province" and not re.search(r"\d", name))
                for place in places
            )
            and not _ZONE_PREFIX.match(name)
        ]

    def _on_island(self, district: str | None) -> bool:
        return any(
            place.is_island
            for place in self._names.get(place_key(district or ""), ())
            if place.kind == "district"
        )

    def _zone(self, zone: str | None) -> Place | None:
        for place in self._names.get(place_key(zone or ""), ()):
            if place.kind == "zone" and place.lat is not None:
                return place
        return None

    def _commune(self, commune: str | None, district: str | None) -> Place | None:
        if not commune:
            return None
        within = place_key(district or "")
        named = [
            place
            for key in (place_key(commune), fold(commune))
            for place in self._names.get(key, ())
            if place.kind == "commune"
        ]
        for place in named:
            if place.district == within:
                return place
        # 'Phường 1' is in three towns: without the right district it says nothing.
        unsure = len({place.district for place in named if place.district}) > 1
        return None if unsure or not named else named[0]


def road_km(first: Point | None, second: Point | None) -> float | None:
    """Return kilometres by road between two spots, None when either is unknown.

    Great-circle distance × 1.3, plus 15 km when exactly one end is on Cù Lao Dung.
    """
    if first is None or second is None:
        return None
    one, two = math.radians(first.lat), math.radians(second.lat)
    half = (
        math.sin((two - one) / 2) ** 2
        + math.cos(one) * math.cos(two) * math.sin(math.radians(second.lon - first.lon) / 2) ** 2
    )
    straight = 2 * _EARTH_KM * math.asin(math.sqrt(half))
    ferry = FERRY_KM if first.is_island != second.is_island else 0.0
    return straight * ROAD_FACTOR + ferry


def place_key(name: str) -> str:
    """Return a unit's or zone's name folded and without its kind: 'TT Trần Đề' → 'tran de'."""
    folded = " ".join(fold(name).replace(".", ". ").split())
    return _ZONE_PREFIX.sub("", _PREFIX.sub("", folded))


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def in_force(row: dict[str, str], today: dt.date) -> bool:
    """Return whether a dated row of seeds holds on a day; empty dates are open."""
    start = row.get("effective_from") or row.get("valid_from") or ""
    end = row.get("effective_to") or row.get("valid_to") or ""
    return (not start or start <= today.isoformat()) and (not end or today.isoformat() <= end)
