"""Places a person can choose on a search form, and what a choice stands for."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from workforce.i18n import _
from workforce.models import Unit, UnitLevel


@dataclass(frozen=True)
class Places:
    """Communes of today and former districts, by the code in the address.

    Commune codes are reused, so a code says which kind it is of: 'x31594' is a commune of
    today, 'h942' a former district.
    """

    communes: dict[str, Unit]
    districts: dict[str, Unit]

    def unit(self, code: str | None) -> Unit | None:
        """Return the unit of a code; None for '' or an unknown one."""
        return self.communes.get(code or "") or self.districts.get(code or "")

    def work_choices(self) -> list[tuple[str, str]]:
        """Return choices of where to work: former districts first, people still say them."""
        return [
            ("", _("Chỗ nào cũng được")),
            *((code, _("%(name)s (cũ)", name=unit.name)) for code, unit in self.districts.items()),
            *((code, unit.name) for code, unit in self.communes.items()),
        ]

    def home_choices(self) -> list[tuple[str, str]]:
        """Return choices of where one lives."""
        return [("", _("Chưa chọn")), *((code, unit.name) for code, unit in self.communes.items())]


def places(session: Session, *, today: dt.date) -> Places:
    """Return the communes in force today and the districts that were."""
    units = session.exec(
        select(Unit)
        .where(
            or_(
                col(Unit.level) == UnitLevel.DISTRICT,
                (col(Unit.level) == UnitLevel.COMMUNE) & (col(Unit.valid_to).is_(None)),
            )
        )
        .order_by(col(Unit.name_folded), col(Unit.code))
    ).all()
    return Places(
        communes={
            f"x{unit.code}": unit
            for unit in units
            if unit.level == UnitLevel.COMMUNE and unit.is_current(today)
        },
        districts={f"h{unit.code}": unit for unit in units if unit.level == UnitLevel.DISTRICT},
    )
