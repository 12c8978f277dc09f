"""The published figures: the same rules of what is left out as on the public page."""

import datetime as dt

from sqlmodel import Session

from workforce.api.shapes import FigureOut, StatisticsOut, ZoneStockOut
from workforce.i18n import _
from workforce.reports.disclosure import SMALLEST_COUNT, PublicStock, public_stock
from workforce.reports.placements import counted_placements, flow
from workforce.reports.stock import declared_stock
from workforce.reports.targets import TargetStatus, statuses

STOCK = "T5"  #: the target counted by what enterprises declare


def statistics(session: Session, *, today: dt.date) -> StatisticsOut:
    """Return progress to the targets, as far as it may be published."""
    report = declared_stock(session, on=today)
    stock = public_stock(session, report)
    placed = flow(counted_placements(session, on=today)).total
    return StatisticsOut(
        as_of=today,
        figures=[_figure(one, stock, today) for one in statuses(session, stock=report)],
        stock_by_zone=[
            ZoneStockOut(
                zone=zone.key,
                enterprises_declaring=cell.declaring if cell else None,
                workers=cell.workers if cell else None,
                stable_workers=cell.stable if cell else None,
            )
            for zone, cell in stock.zones
        ],
        placements=placed if placed >= SMALLEST_COUNT else None,
        notes=[
            _("Nghị quyết không định nghĩa việc làm ổn định."),
            _("Số lượt nhận việc không cộng vào số lao động khai báo."),
        ],
    )


def _figure(one: TargetStatus, stock: PublicStock, today: dt.date) -> FigureOut:
    target = one.target
    is_hidden = target.code == STOCK and stock.total is None
    return FigureOut(
        id=target.code,
        name=target.indicator_vi,
        definition=target.text_vi,
        value=None if is_hidden else one.value,
        unit=target.unit,
        target_low=target.low,
        target_high=target.high,
        as_of=today,
        source=target.source,
        note=" ".join(part for part in (one.note, target.note) if part),
    )
