"""An opening as the card and the page show it: words ready to read."""

import datetime as dt
from typing import Any

from flask import url_for

from workforce.formats import days_left, kilometres, wage
from workforce.i18n import _
from workforce.labels import shift_label
from workforce.openings.queries import OpeningRow


def opening_card(row: OpeningRow, *, today: dt.date, km: float | None = None) -> dict[str, Any]:
    """Return the dict ``cards.opening_card`` takes; what is unknown is left empty.

    Args:
        km: kilometres from the reader's home, when both ends are known.
    """
    opening = row.opening
    return {
        "id": opening.id,
        "title": opening.title,
        "url": url_for("public.opening", opening_id=opening.id),
        "company": row.enterprise.name,
        "pay": pay(row),
        "place": place(row),
        "distance_text": distance(km),
        **transport(row),
        "hours": hours(row),
        "posts_left": row.posts_left or None,
        "deadline_text": days_left(opening.deadline, today),
        "verified": row.is_verified,
        "is_sample": opening.is_sample,
    }


def pay(row: OpeningRow) -> str:
    """Return '7–9 triệu/tháng', or that the employer did not say."""
    opening = row.opening
    return wage(opening.wage_min_vnd, opening.wage_max_vnd, opening.wage_type)


def place(row: OpeningRow) -> str:
    """Return the zone and the commune, as far as known."""
    names = [part.name for part in (row.zone, row.unit) if part is not None]
    return " · ".join(names) or row.site.address


def distance(km: float | None) -> str:
    """Return 'cách nhà khoảng 6 km', '' when unknown."""
    return _("cách nhà %(distance)s", distance=kilometres(km)) if km is not None else ""


def hours(row: OpeningRow) -> str:
    """Return 'Ca ngày, nghỉ Chủ nhật'; '' when nobody said."""
    words = [shift_label(shift) for shift in row.opening.shifts or ()] + [row.opening.rest_days]
    line = ", ".join(word for word in words if word).lower()
    # Only the first letter is a capital, and the names of days.
    return (line[:1].upper() + line[1:]).replace("chủ nhật", "Chủ nhật")


def transport(row: OpeningRow) -> dict[str, str]:
    """Return the mark beside the distance: a shuttle before a ferry."""
    if row.opening.has_shuttle:
        return {"transport": "bus", "transport_text": _("Có xe đưa đón")}
    if row.unit is not None and row.unit.needs_ferry:
        return {"transport": "ferry", "transport_text": _("Phải qua phà")}
    return {}
