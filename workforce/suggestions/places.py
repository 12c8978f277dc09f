"""Communes as records name them: commune, former district, one spot on the map."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from workforce.models import Site, Unit, UnitLevel, UnitSuccession, Zone

KNOWN = "places"  #: in the session's notes, with the transaction they were read in


@dataclass(frozen=True)
class Places:
    """All units by id, with the former district each lies in; built with two queries."""

    units: dict[int, Unit]
    districts: dict[int, str]

    @classmethod
    def load(cls, session: Session) -> "Places":
        """Read the units and who became whom, once in a transaction.

        A new commune that was put together from several old districts has none.
        """
        transaction, known = session.info.get(KNOWN, (None, None))
        if known is None or transaction is not session.get_transaction():
            known = cls._read(session)
            session.info[KNOWN] = (session.get_transaction(), known)
        return known

    @classmethod
    def _read(cls, session: Session) -> "Places":
        units = {unit.id: unit for unit in session.exec(select(Unit))}
        districts = {
            unit.id: units[unit.parent_id].name
            for unit in units.values()
            if unit.level == UnitLevel.COMMUNE
            and unit.parent_id in units
            and units[unit.parent_id].level == UnitLevel.DISTRICT
        }
        came_from: dict[int, set[str]] = {}
        for step in session.exec(select(UnitSuccession)):
            came_from.setdefault(step.new_unit_id, set()).add(districts.get(step.old_unit_id, ""))
        for unit_id, names in came_from.items():
            if len(names) == 1:
                districts[unit_id] = next(iter(names))
        return cls(units, districts)

    def home(self, old_unit_id: int | None, new_unit_id: int | None) -> dict[str, Any]:
        """Return the place fields of a person's record: the smaller, old commune first.

        The new commune fills in what is not known of the old one; {} when neither is.
        """
        known = [
            self.units[unit_id] for unit_id in (old_unit_id, new_unit_id) if unit_id in self.units
        ]
        if not known:
            return {}
        first = known[0]
        districts = [self.districts[unit.id] for unit in known if unit.id in self.districts]
        return {
            "commune": first.name,
            "commune_code": known[-1].code,
            "district": next(iter(districts), None),
            **self._spot(known),
        }

    def work(self, site: Site, zone: Zone | None) -> dict[str, Any]:
        """Return the place fields of an opening's record: site, then zone, then commune."""
        unit = self.units.get(site.unit_id) if site.unit_id else None
        district = self.districts.get(unit.id) if unit else None
        if district is None and zone is not None:
            district = zone.old_district.split(";")[0].strip() or None
        return {
            "zone": zone.name if zone else None,
            "zone_key": zone.key if zone else None,
            "commune": unit.name if unit else None,
            "commune_code": unit.code if unit else None,
            "district": district,
            **self._spot([site, zone, unit]),
        }

    def taught_at(self, unit_id: int | None, district: str) -> dict[str, Any]:
        """Return the place fields of a course's record."""
        unit = self.units.get(unit_id) if unit_id else None
        if unit is None:
            return {"district": district or None}
        return {
            "commune": unit.name,
            "commune_code": unit.code,
            "district": self.districts.get(unit.id) or district or None,
            **self._spot([unit]),
        }

    @staticmethod
    def _spot(places: list[Any]) -> dict[str, float]:
        for place in places:
            if place is not None and place.lat is not None and place.lon is not None:
                return {"lat": place.lat, "lon": place.lon}
        return {}
