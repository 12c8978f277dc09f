"""Whom an officer serves: the people of the commune, old geography and new.

A counsellor of the centre serves all communes. Somebody who registered and has not said
where they live belongs to nobody yet, and so to whoever they come to.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select, true

from workforce.errors import NotAllowed, NotFound
from workforce.i18n import _
from workforce.models import Account, Household, Person, Role, Unit, UnitSuccession


@dataclass(frozen=True)
class Scope:
    """An officer's territory.

    Attributes:
        unit_id: today's commune, None for the centre: everywhere.
        old_unit_ids: the communes that went into it.
    """

    unit_id: int | None
    old_unit_ids: tuple[int, ...] = ()

    def people(self) -> ColumnElement[bool]:
        """Return the condition on Person: at home in the territory, not erased, not merged."""
        return and_(_seen(), self._here(Person))

    def reachable_people(self) -> ColumnElement[bool]:
        """Return the condition on Person: of the territory, or of no known place."""
        nowhere = and_(col(Person.new_unit_id).is_(None), col(Person.old_unit_id).is_(None))
        return and_(_seen(), or_(self._here(Person), nowhere))

    def households(self) -> ColumnElement[bool]:
        """Return the condition on Household: in the territory."""
        return self._here(Household)

    def _here(self, table: Any) -> ColumnElement[bool]:
        if self.unit_id is None:
            return true()
        return or_(
            table.new_unit_id == self.unit_id,
            and_(table.new_unit_id.is_(None), table.old_unit_id.in_(self.old_unit_ids)),
        )


def _seen() -> ColumnElement[bool]:
    """Return the condition on Person: neither erased nor merged into another record."""
    return and_(col(Person.erased_at).is_(None), col(Person.merged_into_id).is_(None))


def scope_of(session: Session, account: Account) -> Scope:
    """Return the territory of an officer's account."""
    if account.role == Role.CENTRE:
        return Scope(unit_id=None)
    if account.unit_id is None:
        raise NotAllowed(_("Tài khoản này chưa gắn với xã, phường nào."))
    old = session.exec(
        select(UnitSuccession.old_unit_id).where(UnitSuccession.new_unit_id == account.unit_id)
    ).all()
    return Scope(unit_id=account.unit_id, old_unit_ids=tuple(old))


def get_person(session: Session, *, scope: Scope, person_id: int) -> Person:
    """Return a person the officer may see; NotFound for all others, as for nobody."""
    person = session.exec(
        select(Person).where(Person.id == person_id, scope.reachable_people())
    ).first()
    if person is None:
        raise NotFound(_("Không có hồ sơ này."))
    return person


def get_household(session: Session, *, scope: Scope, household_id: int) -> Household:
    """Return a household of the territory; NotFound for all others."""
    household = session.exec(
        select(Household).where(Household.id == household_id, scope.households())
    ).first()
    if household is None:
        raise NotFound(_("Không có gia đình này."))
    return household


def old_units(session: Session, scope: Scope) -> list[Unit]:
    """Return the former communes of the territory, by name; [] for the centre."""
    return list(
        session.exec(
            select(Unit).where(col(Unit.id).in_(scope.old_unit_ids)).order_by(col(Unit.name))
        )
    )


def new_units(session: Session, scope: Scope) -> list[Unit]:
    """Return today's communes of the territory, by name."""
    statement = (
        select(Unit)
        .where(col(Unit.id).in_(select(UnitSuccession.new_unit_id)))
        .order_by(col(Unit.name_folded))
    )
    if scope.unit_id is not None:
        statement = statement.where(Unit.id == scope.unit_id)
    return list(session.exec(statement))
