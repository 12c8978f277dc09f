"""What one search asks for: the words, the conditions, the order; and what may be let go."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlmodel import Session

from matching.places import Point
from workforce.formats import millions
from workforce.i18n import _
from workforce.labels import shift_label
from workforce.openings import queries
from workforce.openings.filters import OpeningFilters

#: condition of a search → parameter of its address
PARAMETERS = {
    "zone_id": "khu", "unit_id": "noi", "wage_vnd": "luong", "shift": "ca", "has_shuttle": "xe",
    "has_housing": "cho_o", "has_meals": "com", "no_experience": "moi",
}  # fmt: skip


@dataclass(frozen=True)
class Criteria:
    """A search for openings.

    Attributes:
        order: '' best match (newest without words), 'moi', 'luong' or 'gan'.
        found: what the words find, best first; None without words.
        origin: where the reader lives; None unknown, then 'gan' falls back to the newest.
    """

    query: str = ""
    found: list[int] | None = None
    filters: OpeningFilters = queries.ANY
    order: str = ""
    origin: Point | None = None


@dataclass(frozen=True)
class Relaxed:
    """A condition that, dropped, leaves something to show.

    Attributes:
        parameter: of the address; 'q' for the words.
    """

    name: str
    parameter: str
    ids: list[int]


def find(session: Session, criteria: Criteria, *, today: dt.date) -> list[int]:
    """Return ids of open openings that meet the criteria, in the order asked for."""
    among = criteria.found
    ids = queries.find_open(
        session,
        today=today,
        filters=criteria.filters,
        among=among,
        order="wage" if criteria.order == "luong" else "newest",
    )
    if criteria.order == "gan" and criteria.origin is not None:
        return [pair[0] for pair in queries.by_distance(session, ids, origin=criteria.origin)]
    if among is not None and not criteria.order:
        position = {identity: place for place, identity in enumerate(among)}
        ids.sort(key=position.__getitem__)
    return ids


def relaxations(
    session: Session, criteria: Criteria, *, today: dt.date, names: dict[str, str]
) -> list[Relaxed]:
    """Return, for a search that found nothing, each single condition worth dropping.

    Those that leave the fewest go first: they stay closest to what was asked.

    Args:
        names: condition → words, from ``names_of``; 'query' for the words typed.
    """
    found = [
        Relaxed(names[name], PARAMETERS.get(name, "q"), find(session, looser, today=today))
        for name, looser in _looser(criteria)
    ]
    return sorted((one for one in found if one.ids), key=lambda one: len(one.ids))


def names_of(criteria: Criteria, *, zone: str, unit: str) -> dict[str, str]:
    """Return each condition that is set, in words; zone and unit are their names."""
    filters = criteria.filters
    words = {
        "zone_id": zone,
        "unit_id": unit,
        "wage_vnd": _("từ %(amount)s triệu/tháng", amount=millions(filters.wage_vnd or 0)),
        "shift": shift_label(filters.shift or ""),
        "has_shuttle": _("có xe đưa đón"),
        "has_housing": _("có chỗ ở"),
        "has_meals": _("có bữa ăn"),
        "no_experience": _("không cần kinh nghiệm"),
    }
    chosen = {name: words[name] for name in filters.active()}
    return {"query": f"“{criteria.query}”", **chosen} if criteria.query else chosen


def _looser(criteria: Criteria) -> Iterator[tuple[str, Criteria]]:
    for name in criteria.filters.active():
        yield name, replace(criteria, filters=criteria.filters.without(name))
    if criteria.query and criteria.filters.active():
        yield "query", replace(criteria, query="", found=None)
