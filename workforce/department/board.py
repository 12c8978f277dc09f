"""Everything the progress board shows, gathered once for a day and a moment."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session

from workforce.department.queries import ZoneRow, zone_rows
from workforce.reports import placements, stock, targets
from workforce.reports.placements import CountedPlacement, Flow, Retention
from workforce.reports.stock import Stock, StockReport
from workforce.reports.targets import StableTarget, TargetStatus

MONTHS_SHOWN = 12


@dataclass(frozen=True)
class Board:
    """The board as on ``on``, as known at ``known_at`` (None: now)."""

    on: dt.date
    known_at: dt.datetime | None
    target: StableTarget
    stock: StockReport
    history: list[tuple[dt.date, Stock]]
    counted: list[CountedPlacement]
    flow: Flow
    retention: list[Retention]
    zones: list[ZoneRow]
    targets: list[TargetStatus]
    pace: float | None

    @property
    def is_sample(self) -> bool:
        """Whether fictional data is among the figures."""
        return self.stock.total.sample or self.flow.sample

    @property
    def placements_by_month(self) -> list[tuple[dt.date, int]]:
        """Return (first of month, placements started), the last twelve months."""
        months = [day.replace(day=1) for day, _stock in self.history]
        return [(month, self.flow.by_month[month]) for month in months]


def gather(session: Session, *, on: dt.date, known_on: dt.date | None = None) -> Board:
    """Return the board for a day; ``known_on`` re-runs it as known at that day's end."""
    known_at = stock.end_of(known_on) if known_on else None
    report = stock.declared_stock(session, on=on, known_at=known_at)
    counted = placements.counted_placements(session, on=on, known_at=known_at)
    goal = targets.stable_target(session)
    return Board(
        on=on,
        known_at=known_at,
        target=goal,
        stock=report,
        history=stock.stock_by_month(session, until=on, months=MONTHS_SHOWN, known_at=known_at),
        counted=counted,
        flow=placements.flow(counted),
        retention=[placements.retention(counted, months=months, on=on) for months in (3, 6, 12)],
        zones=zone_rows(session, stock=report, counted=counted),
        targets=targets.statuses(session, stock=report),
        pace=targets.required_pace(report, goal.low),
    )
