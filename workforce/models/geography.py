"""Administrative units, old and new, and how one became the other.

Commune codes are reused (31507 was Phường 6 and is now Phường Sóc Trăng), so a unit is
its code and the day it came into force. 'Old district' belongs to the old commune only:
three new communes cross former district lines.
"""

import datetime as dt
from enum import StrEnum

from workforce.models.base import LINE, SHORT, Field, SQLModel, check, choice, unique


class UnitLevel(StrEnum):
    """How high a unit stands."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Unit(SQLModel, table=True):
    """A province, district or commune during the time it existed."""

    __table_args__ = (
        unique("code", "level", "valid_from"),
        check("valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", "validity"),
        check("lat IS NULL OR lat BETWEEN -90 AND 90", "lat"),
        check("lon IS NULL OR lon BETWEEN -180 AND 180", "lon"),
    )

    id: int = Field(default=None, primary_key=True)
    code: str = Field(max_length=10, index=True)
    level: UnitLevel = choice(UnitLevel)
    name: str = Field(max_length=SHORT)  #: 'Xã An Hiệp'
    name_folded: str = Field(max_length=SHORT, index=True)
    kind: str = Field(max_length=40)  #: 'Xã', 'Phường', 'Thị trấn', 'Huyện' …
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    #: None where the brief does not say since when: before the merger of 1 July 2025
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    lat: float | None = None
    lon: float | None = None
    area_km2: float | None = None
    wage_region: str | None = Field(default=None, max_length=3)  #: I–IV, minimum wage
    needs_ferry: bool = False  #: Cù Lao Dung, an island district
    source: str = Field(max_length=LINE)

    def is_current(self, on: dt.date) -> bool:
        """Return whether the unit existed on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


class UnitSuccession(SQLModel, table=True):
    """An old commune went into a new one on a day."""

    __tablename__ = "unit_succession"
    __table_args__ = (unique("old_unit_id", "new_unit_id"),)

    id: int = Field(default=None, primary_key=True)
    old_unit_id: int = Field(foreign_key="unit.id")
    new_unit_id: int = Field(foreign_key="unit.id", index=True)
    effective_on: dt.date
    note: str = Field(default="", max_length=LINE)
    source: str = Field(max_length=LINE)
