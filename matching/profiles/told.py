"""What people's own words fill in where they left a field empty: age, distance, hours, pay."""

from __future__ import annotations

import re
from dataclasses import replace

from matching.reading.ages import read_ages
from matching.reading.distances import read_distance
from matching.reading.shifts import read_shift
from matching.reading.vietnamese import fold
from matching.reading.wages import read_wage
from matching.records import SeekerRecord

_CLAUSE = re.compile(r"[^.;\n]+")
# Only who speaks of themselves: 'con 15 tuổi', 'mẹ 70 tuổi' are others' ages.
_OWN_AGE = re.compile(
    r"^(?:(?:em|toi|minh|chau|nam nay|hien|da|duoc|moi|du|la|hoc sinh) )*\d\d ?(?:tuoi|t)\b"
)
_PAY = re.compile(r"\b(?:luong|thu nhap|tr|trieu)\b|\dtr")
_LEAST_PAY, _MOST_PAY = 1.0, 100.0
# A motorbike on our roads, stops included.
_KM_A_MINUTE = 0.5
# Stated, not measured: 'gần nhà' without a number, and the farthest anybody rides every day.
_NEAR_KM, _ANYWHERE_KM = 10.0, 60.0
_HOURS = {
    "office": "hanh_chinh",
    "day": "ca_ngay",
    "night": "ca_dem",
    "rotating": "xoay_ca",
}


def as_told(record: SeekerRecord) -> SeekerRecord:
    """Return the record with unknown fields read from the words; what was stated stays."""
    wishes = [part for text in (record.constraints, record.desired) for part in _clauses(text)]
    return replace(
        record,
        age=record.age if record.age is not None else _age(_clauses(record.about)),
        max_km=record.max_km if record.max_km is not None else _kilometres(wishes),
        shift_ok=record.shift_ok if record.shift_ok is not None else _hours(wishes),
        wage_min=record.wage_min if record.wage_min is not None else _pay(wishes),
    )


def _clauses(text: str) -> list[str]:
    return [part.strip() for part in _CLAUSE.findall(text) if part.strip()]


def _age(clauses: list[str]) -> float | None:
    for part in clauses:
        for said in part.split(","):
            ages = read_ages(said, bare=False) if _OWN_AGE.search(fold(said).strip()) else None
            if ages is not None and ages.low is not None and ages.low == ages.high:
                return float(ages.low)
    return None


def _kilometres(clauses: list[str]) -> float | None:
    for distance in filter(None, map(read_distance, clauses)):
        if distance.km is not None:
            return distance.km
        if distance.minutes is not None:
            return distance.minutes * _KM_A_MINUTE
        if distance.anywhere:
            return _ANYWHERE_KM
        if distance.near:
            return _NEAR_KM
    return None


def _hours(clauses: list[str]) -> tuple[str, ...] | None:
    shifts = [shift for part in clauses if (shift := read_shift(part)) is not None]
    # 'Không làm đêm' says what is out, not what is in: conditions tell that.
    named = {_HOURS[s.kind] for s in shifts if s.kind in _HOURS and _is_meant(s.kind, s.night)}
    return tuple(sorted(named)) or None


def _is_meant(kind: str, night: bool | None) -> bool:
    return night is True if kind in ("night", "rotating") else night is not True


def _pay(clauses: list[str]) -> float | None:
    for part in clauses:
        if _PAY.search(fold(part)):
            low = read_wage(part, bare_millions=False).low
            if low is not None and _LEAST_PAY <= low <= _MOST_PAY:
                return low
    return None
