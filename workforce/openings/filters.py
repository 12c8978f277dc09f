"""What a person may narrow the list of openings by, as conditions of a query."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import ColumnElement, and_, cast, or_
from sqlalchemy.types import Text
from sqlmodel import col, select

from workforce.models import (
    ContractType,
    Education,
    Opening,
    OpeningStatus,
    Site,
    Training,
    Unit,
    UnitSuccession,
    WageType,
    ZoneUnit,
)

#: pay by the day or hour is compared as a month: 26 days of 8 hours (Labour Code art. 105)
PER_MONTH = {WageType.MONTH: 1, WageType.DAY: 26, WageType.HOUR: 26 * 8}
#: shifts that are less than a whole job
SHORT_SHIFTS = ("ban_thoi_gian", "thoi_vu")


@dataclass(frozen=True)
class OpeningFilters:
    """Conditions on openings; None or False is 'any'.

    Attributes:
        zone_id: works in this zone.
        unit_id: works in this commune, or in the communes an old district became.
        wage_vnd: pays at least this much a month (the upper end counts; pay by the day
            or hour is turned into a month, unknown pay does not match).
        shift: one of workforce.labels.SHIFTS.
        has_shuttle, has_housing, has_meals: the employer offers it.
        no_experience: none is asked for, said in so many words.
        no_diploma: no schooling beyond reading and writing, and no training, is asked for;
            who asks for none need not say so.
        contract: one of ContractType.
        is_short: part-time or seasonal, by shift or by contract.
    """

    zone_id: int | None = None
    unit_id: int | None = None
    wage_vnd: int | None = None
    shift: str | None = None
    has_shuttle: bool = False
    has_housing: bool = False
    has_meals: bool = False
    no_experience: bool = False
    no_diploma: bool = False
    contract: str | None = None
    is_short: bool = False

    def active(self) -> list[str]:
        """Return the names of the conditions that are set."""
        return [field.name for field in fields(self) if getattr(self, field.name)]

    def without(self, name: str) -> "OpeningFilters":
        """Return the same filters with one condition dropped."""
        default: Any = getattr(type(self), name)  # a dataclass keeps defaults on the class
        return replace(self, **{name: default})

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions for a query over Opening joined with Site; [] for none."""
        return [_CONDITIONS[name](getattr(self, name)) for name in self.active()]


def is_open(today: dt.date) -> ColumnElement[bool]:
    """Return the condition that people may apply to an opening today."""
    return and_(
        col(Opening.status) == OpeningStatus.OPEN,
        or_(col(Opening.deadline).is_(None), col(Opening.deadline) >= today),
    )


def in_unit(unit_id: int) -> ColumnElement[bool]:
    """Return the condition that a site lies in a unit, old or new.

    A commune is itself and what it became; a former district is all that its communes
    became. A site without a commune is where its zone is.
    """
    old = select(Unit.id).where(or_(col(Unit.id) == unit_id, col(Unit.parent_id) == unit_id))
    became = select(UnitSuccession.new_unit_id).where(col(UnitSuccession.old_unit_id).in_(old))
    units = or_(
        col(Site.unit_id).in_(old),
        col(Site.unit_id).in_(became),
    )
    zones = select(ZoneUnit.zone_id).where(
        or_(col(ZoneUnit.unit_id).in_(old), col(ZoneUnit.unit_id).in_(became))
    )
    return or_(units, and_(col(Site.unit_id).is_(None), col(Site.zone_id).in_(zones)))


def pays_at_least(amount: int) -> ColumnElement[bool]:
    """Return the condition that the upper end of the pay reaches ``amount`` VND a month."""
    return or_(
        *(
            and_(
                col(Opening.wage_type) == unit,
                or_(
                    col(Opening.wage_max_vnd) * factor >= amount,
                    and_(
                        col(Opening.wage_max_vnd).is_(None),
                        col(Opening.wage_min_vnd) * factor >= amount,
                    ),
                ),
            )
            for unit, factor in PER_MONTH.items()
        )
    )


def _works(shift: str) -> ColumnElement[bool]:
    # A JSON list of codes; the quotes keep 'ca_ngay' from matching 'ca_ngay_le'.
    return cast(col(Opening.shifts), Text).like(f'%"{shift}"%')


_CONDITIONS: dict[str, Callable[..., ColumnElement[bool]]] = {
    "zone_id": lambda value: col(Site.zone_id) == value,
    "unit_id": in_unit,
    "wage_vnd": pays_at_least,
    "shift": _works,
    "has_shuttle": lambda _: col(Opening.has_shuttle).is_(True),
    "has_housing": lambda _: col(Opening.has_housing).is_(True),
    "has_meals": lambda _: col(Opening.has_meals).is_(True),
    "no_experience": lambda _: col(Opening.experience_months) == 0,
    "no_diploma": lambda _: and_(
        or_(col(Opening.training).is_(None), col(Opening.training) == Training.NONE),
        or_(
            col(Opening.education).is_(None),
            col(Opening.education).in_([Education.NONE, Education.PRIMARY]),
        ),
    ),
    "contract": lambda value: col(Opening.contract_type) == ContractType(value),
    "is_short": lambda _: or_(
        col(Opening.contract_type) == ContractType.SEASONAL, *map(_works, SHORT_SHIFTS)
    ),
}
