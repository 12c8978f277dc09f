"""The targets of the resolution and what is known of each; what is unknown says so."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from workforce.models import Target, Zone, ZoneFact, ZoneKind
from workforce.reports.stock import StockReport

LAST_DAY_2030 = dt.date(2030, 12, 31)
OPERATING = "đang hoạt động"


@dataclass(frozen=True)
class TargetStatus:
    """A target and its present value.

    Attributes:
        value: in the target's unit; None is 'chưa có số liệu'.
        note: what the value is made of, or why there is none.
    """

    target: Target
    value: float | None
    note: str = ""


@dataclass(frozen=True)
class StableTarget:
    """T5: low and high number of workers in stable jobs by 2030."""

    low: int
    high: int
    text: str
    source: str


def targets(session: Session) -> list[Target]:
    """Return all targets in the order of the resolution."""
    return list(session.exec(select(Target).order_by(col(Target.target), col(Target.code))))


def stable_target(session: Session) -> StableTarget:
    """Return T5; raise LookupError when the reference data is not loaded."""
    row = session.get(Target, "T5")
    if row is None or row.low is None or row.high is None:
        raise LookupError("target T5 is missing: run `flask seed`")
    return StableTarget(int(row.low), int(row.high), row.text_vi, row.source)


def required_pace(stock: StockReport, low: int) -> float | None:
    """Return stable workers needed per month from the day to the end of 2030 for ``low``.

    None where nobody declared or the time is over. It is arithmetic, not a target
    anybody was given ('không phải chỉ tiêu giao').
    """
    months = (LAST_DAY_2030 - stock.on).days / 30.4375
    if not stock.total.has_figures or months <= 0:
        return None
    return max(0.0, (low - stock.total.stable) / months)


def operating_zones(
    session: Session, *, kind: ZoneKind, known_at: dt.datetime | None = None
) -> list[Zone]:
    """Return the zones of a kind whose latest recorded status says that they operate."""
    facts = {fact.zone_id: fact for fact in _facts(session, "status", known_at=known_at)}
    zones = session.exec(select(Zone).where(Zone.kind == kind).order_by(Zone.name)).all()
    return [
        zone
        for zone in zones
        if zone.id in facts and OPERATING in facts[zone.id].value_text.lower()
    ]


def occupancy(
    session: Session, zone_ids: list[int], *, known_at: dt.datetime | None = None
) -> float | None:
    """Return leased over leasable hectares of these zones (I6), or None.

    None unless both figures are recorded for every one of them: a share of gross area
    would be a different, better-looking number.
    """
    leased, leasable = (
        {fact.zone_id: fact.value_number for fact in _facts(session, name, known_at=known_at)}
        for name in ("leased_ha", "leasable_ha")
    )
    if any(leased.get(zone) is None or not leasable.get(zone) for zone in zone_ids):
        return None
    whole = sum(leasable[zone] or 0 for zone in zone_ids)
    return sum(leased[zone] or 0 for zone in zone_ids) / whole if whole else None


def statuses(session: Session, *, stock: StockReport) -> list[TargetStatus]:
    """Return every target with its present value, where the data has one.

    As known when the stock was: a status recorded since then does not change the past.
    """
    known_at = stock.known_at
    parks = operating_zones(session, kind=ZoneKind.PARK, known_at=known_at)
    clusters = operating_zones(session, kind=ZoneKind.CLUSTER, known_at=known_at)
    share = occupancy(session, [zone.id for zone in parks + clusters], known_at=known_at)
    is_status_known = bool(_facts(session, "status", known_at=known_at))
    values: dict[str, float | None] = {
        "T2-KCN": float(len(parks)) if is_status_known else None,
        "T2-CCN": float(len(clusters)) if is_status_known else None,
        "T3": share * 100 if share is not None else None,
        "T4": share * 100 if share is not None else None,
        "T5": float(stock.total.stable) if stock.total.has_figures else None,
    }
    return [TargetStatus(target, values.get(target.code)) for target in targets(session)]


def _facts(session: Session, name: str, *, known_at: dt.datetime | None) -> list[ZoneFact]:
    """Return the facts of a name, the latest last."""
    statement = select(ZoneFact).where(ZoneFact.fact == name)
    if known_at is not None:
        statement = statement.where(ZoneFact.recorded_at <= known_at)
    return list(session.exec(statement.order_by(col(ZoneFact.as_of), col(ZoneFact.id))))
