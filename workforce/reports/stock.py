"""The stock the target counts: workers enterprises declare, and how complete that is.

Indicators I1–I3 of seeds/indicator_rules.csv. A site's latest declaration up to the day
counts, never an estimate for those that did not declare; a flagged one counts, marked.
Placements are a flow and are never added here.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from workforce.clock import PROVINCE_TIME
from workforce.models import (
    AuditLog,
    DeclarationKind,
    Enterprise,
    EnterpriseStatus,
    Site,
    WorkforceDeclaration,
    Zone,
)

#: declarations older than this are still counted, and counted as old
FRESH_FOR = dt.timedelta(days=183)


@dataclass
class Stock:
    """Declared workers of a zone, or of all zones that count toward T5.

    Attributes:
        workers, stable: sums of the latest declarations.
        stable_unknown_sites: declared headcount but not who is stable.
        declaring, enterprises: enterprises that declared, of those with an active site.
        fresh_workers: of ``workers``, declared within ``FRESH_FOR`` of the day.
        flagged: declarations marked as odd; they are in the sums.
        newest: day of the newest declaration in the sums; None when there is none.
    """

    workers: int = 0
    stable: int = 0
    stable_unknown_sites: int = 0
    declaring: int = 0
    enterprises: int = 0
    fresh_workers: int = 0
    flagged: int = 0
    newest: dt.date | None = None
    sample: bool = False
    _declared_by: set[int] = field(default_factory=set, repr=False)
    _enterprises: set[int] = field(default_factory=set, repr=False)

    @property
    def has_figures(self) -> bool:
        """False where nobody declared: the screen says 'chưa có số liệu', not 0."""
        return self.declaring > 0

    @property
    def fresh_share(self) -> float | None:
        """Share of the last known headcount that was declared lately; None without any."""
        return self.fresh_workers / self.workers if self.workers else None

    def ratio(self, target: float) -> float | None:
        """Return stable workers over ``target``; None where nobody declared."""
        return self.stable / target if self.has_figures else None


@dataclass(frozen=True)
class StockReport:
    """The total over zones that count toward T5, and each zone by key."""

    on: dt.date
    known_at: dt.datetime | None
    total: Stock
    zones: dict[str, Stock]


def declared_stock(
    session: Session, *, on: dt.date, known_at: dt.datetime | None = None
) -> StockReport:
    """Return the declared stock on a day, as known at a moment (now unless given).

    The economic zone itself is outside the total; its parks and clusters are in.
    Suspended enterprises count while their declaration stands; closed ones do not, from
    the day they were closed. One that registered later is not in an earlier coverage.
    """
    moment = end_of(on) if known_at is None else min(end_of(on), known_at)
    total = Stock()
    zones: dict[str, Stock] = {}
    latest = _latest_declarations(session, on=on, known_at=known_at)
    still_open = _closed_only_after(session, moment)
    rows = session.exec(
        select(Site, Zone, Enterprise)
        .join(Zone, col(Zone.id) == col(Site.zone_id))
        .join(Enterprise, col(Enterprise.id) == col(Site.enterprise_id))
        .where(col(Site.is_active))
    )
    for site, zone, enterprise in rows:
        if enterprise.status == EnterpriseStatus.CLOSED and enterprise.id not in still_open:
            continue
        if enterprise.created_at > moment and site.id not in latest:
            continue
        of_zone = zones.setdefault(zone.key, Stock())
        for stock in (of_zone, total) if zone.counts_in_target else (of_zone,):
            _count(stock, enterprise, latest.get(site.id), on=on)
    return StockReport(on=on, known_at=known_at, total=total, zones=zones)


def end_of(day: dt.date) -> dt.datetime:
    """Return the last moment of a day in the province."""
    return dt.datetime.combine(day, dt.time.max, tzinfo=PROVINCE_TIME)


def stock_by_month(
    session: Session, *, until: dt.date, months: int, known_at: dt.datetime | None = None
) -> list[tuple[dt.date, Stock]]:
    """Return (last day of month, total stock) for the past ``months``, oldest first."""
    days, day = [], until
    for _month in range(months):
        days.append(day)
        day = day.replace(day=1) - dt.timedelta(days=1)
    return [
        (day, declared_stock(session, on=day, known_at=known_at).total) for day in reversed(days)
    ]


def _count(
    stock: Stock, enterprise: Enterprise, declaration: WorkforceDeclaration | None, *, on: dt.date
) -> None:
    stock._enterprises.add(enterprise.id)
    stock.enterprises = len(stock._enterprises)
    if declaration is None:
        return
    stock._declared_by.add(enterprise.id)
    stock.declaring = len(stock._declared_by)
    stock.workers += declaration.workers
    stock.stable += declaration.stable_workers or 0
    stock.stable_unknown_sites += declaration.stable_workers is None
    stock.flagged += bool(declaration.flag)
    stock.sample = stock.sample or enterprise.is_sample
    if on - declaration.as_of <= FRESH_FOR:
        stock.fresh_workers += declaration.workers
    stock.newest = max(filter(None, (stock.newest, declaration.as_of)))


def _closed_only_after(session: Session, moment: dt.datetime) -> set[int]:
    """Return the enterprises whose closing, kept in the audit log, came after ``moment``."""
    return {
        enterprise_id
        for enterprise_id in session.exec(
            select(AuditLog.subject_id).where(
                AuditLog.action == f"enterprise.{EnterpriseStatus.CLOSED.value}",
                AuditLog.at > moment,
            )
        )
        if enterprise_id is not None
    }


def _latest_declarations(
    session: Session, *, on: dt.date, known_at: dt.datetime | None
) -> dict[int, WorkforceDeclaration]:
    """Return, per site, the declaration that stands on the day."""
    statement = select(WorkforceDeclaration).where(WorkforceDeclaration.as_of <= on)
    if known_at is not None:
        statement = statement.where(WorkforceDeclaration.recorded_at <= known_at)
    return latest_standing(session.exec(statement))


def latest_standing(
    declarations: Iterable[WorkforceDeclaration],
) -> dict[int, WorkforceDeclaration]:
    """Return, per site, the newest day's last word; a VOIDED last word falls back a day."""
    last_word: dict[tuple[int, dt.date], WorkforceDeclaration] = {}
    for row in sorted(declarations, key=lambda row: (row.recorded_at, row.id)):
        last_word[row.site_id, row.as_of] = row
    standing: dict[int, WorkforceDeclaration] = {}
    for (site_id, as_of), row in last_word.items():
        if row.kind == DeclarationKind.VOIDED:
            continue
        if site_id not in standing or standing[site_id].as_of < as_of:
            standing[site_id] = row
    return standing
