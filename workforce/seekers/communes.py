"""Find a commune by an old or new name, typed with or without marks."""

import datetime as dt
from dataclasses import dataclass

from rapidfuzz import fuzz
from sqlmodel import Session, col, or_, select

from matching.places import place_key
from workforce.i18n import _
from workforce.models import Unit, UnitLevel, UnitSuccession

#: of 100; lets one slip through in a short name
CLOSE = 80
EXACT, STARTS_LIKE = 100.0, 95.0
MOST = 12


@dataclass(frozen=True)
class Commune:
    """One commune to choose: its id and its words, with the name of today beside an old one."""

    unit_id: int
    label: str


def find_communes(session: Session, text: str, *, today: dt.date) -> list[Commune]:
    """Return communes whose old or new name or former district fits, best first.

    'an hiep', 'Xã An Hiệp', 'ah hiep' all find An Hiệp; [] when nothing comes close. An
    old commune says what it became, since people keep saying the old name.
    """
    wanted = place_key(text)
    if not wanted:
        return []
    units = {unit.id: unit for unit in session.exec(_communes_of(today))}
    parents = {
        unit.id: unit for unit in session.exec(select(Unit).where(Unit.level == UnitLevel.DISTRICT))
    }
    became = {row.old_unit_id: row.new_unit_id for row in session.exec(select(UnitSuccession))}
    ranked = []
    for unit in units.values():
        district = parents.get(unit.parent_id or 0)
        score = _score(wanted, unit, district)
        if score >= CLOSE:
            ranked.append((-score, unit.valid_to is None, unit.name_folded, unit.id, district))
    ranked.sort(key=lambda row: row[:4])
    if ranked and ranked[0][0] == -EXACT:  # then what only looks alike is noise
        ranked = [row for row in ranked if row[0] <= -STARTS_LIKE]
    return [
        Commune(unit_id, _label(units[unit_id], district, units.get(became.get(unit_id, 0))))
        for _rank, _is_new, _name, unit_id, district in ranked[:MOST]
    ]


def commune_label(session: Session, old: Unit | None, new: Unit | None) -> str:
    """Return 'Xã An Hiệp (cũ), nay là Xã An Ninh', or only what is known; '' for nothing."""
    if old is not None:
        district = session.get(Unit, old.parent_id) if old.parent_id else None
        return _label(old, district, new)
    return new.name if new is not None else ""


def _communes_of(today: dt.date):
    return select(Unit).where(
        Unit.level == UnitLevel.COMMUNE,
        or_(col(Unit.valid_from).is_(None), col(Unit.valid_from) <= today),
    )


def _score(wanted: str, unit: Unit, district: Unit | None) -> float:
    name = place_key(unit.name)
    if name == wanted:
        return EXACT
    if name.startswith(wanted) and len(wanted) >= 3:
        return STARTS_LIKE
    if f" {wanted} " in f" {name} " and len(wanted) >= 3:
        return 90.0
    near = fuzz.ratio(wanted, name)
    if district is not None and place_key(district.name) == wanted:
        return max(near, 85.0)
    # People type name and district together: 'an hiep chau thanh'.
    if district is not None and fuzz.ratio(wanted, f"{name} {place_key(district.name)}") >= 92:
        return 99.0
    return near


def _label(unit: Unit, district: Unit | None, new: Unit | None) -> str:
    if unit.valid_to is None:
        return _("%(name)s (tên mới)", name=unit.name)
    place = f"{unit.name}, {district.name}" if district is not None else unit.name
    if new is None:
        return _("%(place)s (tên cũ)", place=place)
    return _("%(place)s (tên cũ), nay là %(new)s", place=place, new=new.name)
