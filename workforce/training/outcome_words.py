"""Results in words: rows of the table, the wage, who entered."""

from typing import Any

from workforce.formats import number, percent, wage
from workforce.i18n import _
from workforce.training.outcomes import Outcomes

Row = dict[str, Any]


def outcome_view(found: Outcomes) -> dict[str, Any]:
    """Return what components of the two pages show of results."""
    return {
        "has_figures": found.has_figures,
        "completed": _of(found.completed, found.begun),
        "rows": [
            {
                "months": _("%(n)s tháng", n=row.months),
                "due": number(row.due) if row.due >= found.least or not row.due
                else _("dưới %(n)s", n=found.least),
                "working": _of(row.working, row.due),
                "in_trade": _of(row.in_trade, row.due),
                "studying": _of(row.studying, row.due),
            }
            for row in found.rows
        ],
        "wage": wage(*found.wage) if found.wage else _("chưa đủ người để công bố"),
        "is_pooled": found.is_pooled,
        "least": found.least,
        "mix": _mix(found),
    }  # fmt: skip


def _of(part: int | None, whole: int | None) -> str:
    if whole == 0:
        return _("chưa có số liệu")
    if part is None or not whole:
        return _("không công bố")
    return f"{percent(part / whole)} ({number(part)}/{number(whole)})"


def _mix(found: Outcomes) -> list[Row]:
    mix = found.mix
    if mix is None:
        return []
    parts = [
        (_("Nữ"), mix.women),
        (_("Trên 45 tuổi"), mix.over_45),
        (_("Học hết lớp 9 trở xuống"), mix.low_schooling),
        (_("Có trả lời về dân tộc"), mix.told_ethnicity),
    ]
    return [{"label": name, "value": _of(part, mix.people)} for name, part in parts]
