"""What the department's charts draw: figures of the board, in words and positions."""

import datetime as dt

from workforce import charts
from workforce.department.board import Board
from workforce.formats import number, percent
from workforce.households.queries import Funnel
from workforce.i18n import _
from workforce.reports.targets import LAST_DAY_2030


def stock_chart(board: Board) -> charts.LineChart:
    """Return declared workers by month against the target range, up to the end of 2030.

    The axis runs to the target's year on purpose: the distance is part of the message.
    """
    days = [day for day, _stock in board.history]
    declared = [
        (_year(day), float(stock.workers) if stock.has_figures else None)
        for day, stock in board.history
    ]
    stable = [
        (_year(day), float(stock.stable) if stock.has_figures else None)
        for day, stock in board.history
    ]
    return charts.line_chart(
        [
            charts.Series(_("Ổn định theo khai báo"), stable),
            charts.Series(_("Lao động đã khai"), declared),
        ],
        formatter=number,
        x_labels=[
            (_year(days[0]), days[0].strftime("%m/%Y")),
            *((float(year), str(year)) for year in range(days[-1].year + 1, 2031)),
            (_year(LAST_DAY_2030), "12/2030"),
        ],
        target=charts.Range(
            _("Mục tiêu 2030: %(low)s–%(high)s", low=number(board.target.low),
              high=number(board.target.high)),
            low=board.target.low,
            high=board.target.high,
        ),
    )  # fmt: skip


def flow_bars(board: Board) -> charts.Bars:
    """Return placements by month, newest first."""
    return charts.bars(
        [
            (month.strftime("%m/%Y"), float(count))
            for month, count in reversed(board.placements_by_month)
        ],
        formatter=number,
    )


def land_bars(funnel: Funnel) -> charts.Bars:
    """Return how many reached each step, each as a share of those who want work.

    Not a share of the step before: people find work without a course, too.
    """
    steps = [
        (_("Muốn làm việc, đã ghi nhận"), funnel.registered),
        (_("Đã tư vấn"), funnel.counselled),
        (_("Đã lập phương án"), funnel.planned),
        (_("Đã học nghề"), funnel.trained),
        (_("Đã có việc"), funnel.working),
        (_("Đã theo dõi đủ 6 tháng"), funnel.stable),
    ]
    if not funnel.registered:
        return charts.bars([], formatter=number)
    return charts.bars(
        [(name, float(count)) for name, count in steps],
        formatter=number,
        notes=[""] + [percent(count / funnel.registered) for _name, count in steps[1:]],
    )


def _year(day: dt.date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 366
