"""What one search asks for: the words, the conditions, the order; and what may be let go."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlmodel import Session

from matching.places import Point
from workforce.formats import millions
from workforce.i18n import _
from workforce.labels import label, shift_label
from workforce.models import ContractType
from workforce.openings import queries
from workforce.openings.filters import OpeningFilters
from workforce.suggestions.search import Found, find_openings

#: condition of a search → parameter of its address
PARAMETERS = {
    "zone_id": "khu", "unit_id": "noi", "wage_vnd": "luong", "shift": "ca", "has_shuttle": "xe",
    "has_housing": "cho_o", "has_meals": "com", "no_experience": "moi", "no_diploma": "bang",
    "contract": "hd", "is_short": "ngan", "max_km": "kc",
}  # fmt: skip
ORDERS = ("toi", "moi", "luong", "gan")


@dataclass(frozen=True)
class Criteria:
    """A search for openings.

    Attributes:
        found: what the words mean and find, best first; None without words.
        order: '' as the words find them (newest without words), or one of ORDERS.
        origin: where the reader lives; None unknown, then 'gan' falls back to the newest.
        max_km: by road from there; counts only with an origin, unknown places are left out.
        mine: ids in the order that suits the reader; for the order 'toi'.
    """

    query: str = ""
    found: Found | None = None
    filters: OpeningFilters = queries.ANY
    order: str = ""
    origin: Point | None = None
    max_km: int | None = None
    mine: Sequence[int] = ()

    def active(self) -> list[str]:
        """Return the names of the conditions that are set beside the words."""
        near = ["max_km"] if self.max_km and self.origin else []
        return [*self.filters.active(), *near]

    def without(self, name: str) -> "Criteria":
        """Return the same search with one condition dropped."""
        if name == "max_km":
            return replace(self, max_km=None)
        return replace(self, filters=self.filters.without(name))


@dataclass(frozen=True)
class Relaxed:
    """What, dropped, leaves something to show.

    Attributes:
        name: the condition in words; several only where no single one is enough.
        parameters: of the address that searches without it; None drops one.
        ids: what is found then; count: how many of these meet all that is left.
    """

    name: str
    parameters: dict[str, str | None]
    ids: list[int]
    count: int


@dataclass(frozen=True)
class _Looser:
    """A search with one condition dropped: its words, its parameter and the value left.

    ``search`` makes it; looking for other words takes time, so it is made when it is needed.
    """

    name: str
    parameter: str
    value: str | None
    search: Callable[[], Criteria]


def find(session: Session, criteria: Criteria, *, today: dt.date) -> list[int]:
    """Return ids of open openings that meet the conditions, in the order asked for."""
    among = criteria.found.ids if criteria.found is not None else None
    ids = queries.find_open(
        session,
        today=today,
        filters=criteria.filters,
        among=among,
        order="wage" if criteria.order == "luong" else "newest",
    )
    if criteria.origin is not None and (criteria.order == "gan" or criteria.max_km):
        measured = queries.by_distance(session, ids, origin=criteria.origin)
        limit = criteria.max_km
        near = [one for one, km in measured if not limit or (km is not None and km <= limit)]
        if criteria.order == "gan":
            return near
        kept = set(near)
        ids = [one for one in ids if one in kept]
    if criteria.order == "toi":
        return _in_order(ids, criteria.mine)
    return ids if among is None or criteria.order else _in_order(ids, among)


def meeting_all(criteria: Criteria, ids: Collection[int]) -> int:
    """Return how many of these meet all that the words ask for."""
    lacking = criteria.found.lacking if criteria.found is not None else {}
    return sum(one not in lacking for one in ids)


def relaxations(
    session: Session, criteria: Criteria, *, today: dt.date, names: dict[str, str]
) -> list[Relaxed]:
    """Return, for a search that nothing meets, each single condition worth dropping.

    Those that leave the fewest go first: they stay closest to what was asked.

    Args:
        names: condition → words, from ``names_of``; 'query' for the words typed.
    """
    found = []
    for looser in _looser(session, criteria, names, today=today):
        one = _relaxed(session, [looser], looser.search(), today=today)
        if one.count:
            found.append(one)
    if found:
        return sorted(found, key=lambda one: one.count)
    several = _one_after_another(session, criteria, names, today=today)
    return [several] if several is not None else []


def _one_after_another(
    session: Session, criteria: Criteria, names: dict[str, str], *, today: dt.date
) -> Relaxed | None:
    """Return the search with conditions dropped until something meets the rest.

    What was said last goes first; the work itself, said first, goes last.
    """
    dropped: list[_Looser] = []
    while options := _looser(session, criteria, names, today=today):
        whole = [one for one in options if one.value is not None or one.parameter != "q"]
        dropped.append((whole or options)[-1])
        criteria = dropped[-1].search()
        # Of one alone it is known by now that it is not enough.
        if len(dropped) > 1:
            relaxed = _relaxed(session, dropped, criteria, today=today)
            if relaxed.count:
                return relaxed
    return None


def _relaxed(
    session: Session, dropped: Sequence[_Looser], criteria: Criteria, *, today: dt.date
) -> Relaxed:
    ids = find(session, criteria, today=today)
    return Relaxed(
        name=_(" và ").join(one.name for one in dropped),
        parameters={one.parameter: one.value for one in dropped},
        ids=ids,
        count=meeting_all(criteria, ids),
    )


def names_of(criteria: Criteria, *, zone: str, unit: str, home: str) -> dict[str, str]:
    """Return each condition that is set, in words; zone, unit and home are names of places."""
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
        "no_diploma": _("không cần bằng cấp"),
        "contract": _("hợp đồng %(kind)s", kind=_kind(filters.contract).lower()),
        "is_short": _("bán thời gian hoặc thời vụ"),
        "max_km": _("cách %(home)s không quá %(km)s km", home=home, km=criteria.max_km),
    }
    chosen = {name: words[name] for name in criteria.active()}
    return {"query": f"“{criteria.query}”", **chosen} if criteria.query else chosen


def _kind(contract: str | None) -> str:
    return str(label(ContractType(contract))) if contract else ""


def _in_order(ids: list[int], order: Sequence[int]) -> list[int]:
    """Return ids as they stand in ``order``; those not in it stay last, as they were."""
    position = {identity: place for place, identity in enumerate(order)}
    return sorted(ids, key=lambda one: position.get(one, len(position)))


def _looser(
    session: Session, criteria: Criteria, names: dict[str, str], *, today: dt.date
) -> list[_Looser]:
    """Return the search without each of its conditions; the words are several of them."""

    def saying(rest: str) -> Criteria:
        found = find_openings(session, rest, today=today)
        return replace(criteria, query=rest, found=found)

    parts = criteria.found.parts if criteria.found is not None else []
    found = [
        _Looser(part.label, "q", part.rest, partial(saying, part.rest))
        for part in parts
        if part.rest
    ]
    found += [
        _Looser(names[name], PARAMETERS[name], None, partial(criteria.without, name))
        for name in criteria.active()
    ]
    if criteria.query and criteria.active():
        silent = replace(criteria, query="", found=None)
        found.append(_Looser(names["query"], "q", None, lambda: silent))
    return found
