"""What of the declared stock may be published: no cell that shows one enterprise.

A cell is left out when fewer than three enterprises are in it or one of them makes up
most of it. When exactly one zone would be left out, the total minus the others would
give it away, so the smallest of the others is left out as well.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlmodel import Session, col, select

from workforce.models import Site, WorkforceDeclaration, Zone
from workforce.reports.stock import Stock, StockReport, latest_standing

FEWEST_ENTERPRISES = 3
#: a public count of people below this says too much about each of them
SMALLEST_COUNT = 5
DOMINANT_SHARE = 0.8


@dataclass(frozen=True)
class PublicStock:
    """The stock as published.

    Attributes:
        total: None where publishing it would show one enterprise, or nobody declared.
        zones: (zone, stock) in the zones' order; stock None is left out on purpose.
        hidden: how many zones are left out.
    """

    total: Stock | None
    zones: list[tuple[Zone, Stock | None]]
    hidden: int


def public_stock(session: Session, report: StockReport) -> PublicStock:
    """Return what of the report may be published; zones nobody declared for are absent."""
    by_enterprise = _workers(session, report)
    shown: dict[str, Stock | None] = {
        key: stock if _is_safe(by_enterprise[key]) else None
        for key, stock in report.zones.items()
        if stock.has_figures
    }
    hidden = [key for key, stock in shown.items() if stock is None]
    rest = [key for key, stock in shown.items() if stock is not None]
    if len(hidden) == 1 and rest:
        shown[min(rest, key=lambda key: report.zones[key].workers)] = None
    zones = session.exec(select(Zone).order_by(col(Zone.id)))
    everyone: Counter[int] = Counter()
    for zone in session.exec(select(Zone).where(col(Zone.counts_in_target))):
        everyone.update(by_enterprise[zone.key])
    return PublicStock(
        total=report.total if report.total.has_figures and _is_safe(everyone) else None,
        zones=[(zone, shown[zone.key]) for zone in zones if zone.key in shown],
        hidden=sum(stock is None for stock in shown.values()),
    )


def _is_safe(workers: Counter[int]) -> bool:
    total = workers.total()
    return len(workers) >= FEWEST_ENTERPRISES and (
        total == 0 or max(workers.values()) <= DOMINANT_SHARE * total
    )


def _workers(session: Session, report: StockReport) -> defaultdict[str, Counter[int]]:
    """Return declared workers by zone key and enterprise id."""
    statement = select(WorkforceDeclaration).where(WorkforceDeclaration.as_of <= report.on)
    if report.known_at is not None:
        statement = statement.where(WorkforceDeclaration.recorded_at <= report.known_at)
    standing = latest_standing(session.exec(statement))
    cells: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for site, key in session.exec(
        select(Site, Zone.key)
        .join(Zone, col(Zone.id) == col(Site.zone_id))
        .where(col(Site.id).in_(standing.keys()), col(Site.is_active))
    ):
        cells[key][site.enterprise_id] += standing[site.id].workers
    return cells
