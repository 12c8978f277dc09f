"""Read the zones of the resolution with what is known of each, and from where."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from workforce.models import Industry, Unit, Zone, ZoneFact, ZoneIndustry, ZoneKind, ZoneUnit

KIND_ORDER = {ZoneKind.PARK: 0, ZoneKind.CLUSTER: 1, ZoneKind.ECONOMIC_ZONE: 2}


@dataclass(frozen=True)
class ZoneRow:
    """A zone with its facts (oldest first), communes and industries.

    Attributes:
        industries: (name, code, source); the code '' where the source gives words only.
    """

    zone: Zone
    facts: list[ZoneFact] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    industries: list[tuple[str, str, str]] = field(default_factory=list)

    def all_of(self, *names: str) -> list[ZoneFact]:
        """Return every recorded value of these facts: two sources that disagree are two."""
        return [fact for fact in self.facts if fact.fact in names]

    def latest(self, name: str) -> ZoneFact | None:
        """Return the newest value of a fact; None when nothing is recorded."""
        return next(iter(reversed(self.all_of(name))), None)

    @property
    def status(self) -> str:
        """The latest recorded status in the source's words; '' unknown."""
        fact = self.latest("status")
        return fact.value_text if fact else ""


def all_rows(session: Session) -> list[ZoneRow]:
    """Return every zone: parks, clusters, then the economic zone, as the resolution lists them."""
    zones = session.exec(select(Zone).order_by(col(Zone.id))).all()
    rows = _rows(session, list(zones))
    return sorted(rows, key=lambda row: (KIND_ORDER[row.zone.kind], row.zone.id))


def row_of(session: Session, *, key: str) -> ZoneRow | None:
    """Return one zone by its key; None when there is no such zone."""
    zone = session.exec(select(Zone).where(Zone.key == key)).first()
    return _rows(session, [zone])[0] if zone is not None else None


def keys(session: Session) -> list[str]:
    """Return the keys of all zones."""
    return list(session.exec(select(Zone.key).order_by(col(Zone.id))))


def choices(session: Session) -> list[tuple[str, str, int]]:
    """Return (key, name, id) of every zone for a form, parks first."""
    zones = session.exec(select(Zone).order_by(col(Zone.id))).all()
    return [
        (zone.key, zone.name, zone.id)
        for zone in sorted(zones, key=lambda zone: (KIND_ORDER[zone.kind], zone.name))
    ]


def _rows(session: Session, zones: list[Zone]) -> list[ZoneRow]:
    ids = [zone.id for zone in zones]
    facts: dict[int, list[ZoneFact]] = defaultdict(list)
    for fact in session.exec(
        select(ZoneFact)
        .where(col(ZoneFact.zone_id).in_(ids))
        .order_by(col(ZoneFact.as_of), col(ZoneFact.id))
    ):
        facts[fact.zone_id].append(fact)
    units: dict[int, list[Unit]] = defaultdict(list)
    for zone_id, unit in session.exec(
        select(ZoneUnit.zone_id, Unit)
        .join(Unit, col(Unit.id) == col(ZoneUnit.unit_id))
        .where(col(ZoneUnit.zone_id).in_(ids))
        .order_by(col(Unit.name))
    ):
        units[zone_id].append(unit)
    industries: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for industry, name in session.exec(
        select(ZoneIndustry, Industry.name)
        .join(Industry, col(Industry.code) == col(ZoneIndustry.vsic_code), isouter=True)
        .where(col(ZoneIndustry.zone_id).in_(ids))
        .order_by(col(ZoneIndustry.id))
    ):
        industries[industry.zone_id].append(
            (industry.words or name or "", industry.vsic_code, industry.source)
        )
    return [ZoneRow(zone, facts[zone.id], units[zone.id], industries[zone.id]) for zone in zones]
