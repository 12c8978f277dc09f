"""Public figures: the targets word for word, what is known of each, small cells left out."""

from itertools import groupby
from typing import Any

from flask import current_app, render_template

from workforce import clock
from workforce.database import get_session
from workforce.formats import number
from workforce.i18n import _
from workforce.public.blueprint import blueprint
from workforce.reports.disclosure import SMALLEST_COUNT, PublicStock, public_stock
from workforce.reports.placements import counted_placements, flow
from workforce.reports.stock import declared_stock
from workforce.reports.targets import TargetStatus, statuses
from workforce.zones.words import source_words


@blueprint.get("/thong-ke")
def statistics() -> str:
    """Show progress to the targets of the resolution, as far as it may be published."""
    db, today = get_session(), clock.today()
    report = declared_stock(db, on=today)
    stock = public_stock(db, report)
    placed = flow(counted_placements(db, on=today))
    return render_template(
        "public/statistics.html",
        stock=stock,
        zone_table=_zone_table(stock),
        target_rows=_target_rows(statuses(db, stock=report), stock),
        placed=placed,
        placed_total=placed.total if placed.total >= SMALLEST_COUNT else None,
        smallest=SMALLEST_COUNT,
        resolution=current_app.extensions["province"].get("resolution", {}),
    )


def _zone_table(stock: PublicStock) -> list[dict[str, str]]:
    hidden = _("không công bố")
    return [
        {
            "name": zone.name,
            "declaring": number(cell.declaring) if cell else hidden,
            "workers": number(cell.workers) if cell else hidden,
            "stable": number(cell.stable) if cell else hidden,
        }
        for zone, cell in stock.zones
    ]


def _target_rows(found: list[TargetStatus], stock: PublicStock) -> list[dict[str, Any]]:
    """Return one row per sentence of the resolution; its figures beneath it."""
    rows = []
    for _key, same in groupby(found, key=lambda one: (one.target.target, one.target.text_vi)):
        group = list(same)
        first = group[0].target
        figures = [figure for one in group for figure in _figures(one, stock)]
        notes = [one.target.note for one in group if one.target.note]
        rows.append(
            {
                "title": _title(first.target, first.year),
                "text": first.text_vi,
                "figures": figures,
                "note": " ".join(dict.fromkeys(notes)),
                "source": source_words(first.source),
            }
        )
    return rows


def _title(code: str, year: int | None) -> str:
    return _("%(code)s, năm %(year)s", code=code, year=year) if year else code


def _figures(one: TargetStatus, stock: PublicStock) -> list[dict[str, str]]:
    """Return the target and the present value; a stock that may not be published is unknown."""
    target, value = one.target, one.value
    if target.code == "T5" and stock.total is None:
        value = None
    ends = "–".join(number(end) for end in (target.low, target.high) if end is not None)
    unit = {"zones": _("khu, cụm"), "percent": "%", "persons": _("người")}.get(target.unit, "")
    asked = [{"label": _("Mục tiêu"), "value": f"{ends} {unit}".strip()}] if ends else []
    known = f"{number(value)} {unit}".strip() if value is not None else _("chưa có số liệu")
    return [*asked, {"label": target.indicator_vi, "value": known}]
