"""Households, decisions and members with fixed values."""

import datetime as dt
from typing import Any

from sqlmodel import Session

from tests.factories.people import make_person
from tests.factories.vocabulary import new_commune, old_commune
from tests.fixed_clock import NOW
from workforce.models import (
    Household,
    HouseholdMember,
    HouseholdRecovery,
    LandType,
    MemberWish,
    Person,
    RecoveryDecision,
)


def make_decision(session: Session, **values: Any) -> RecoveryDecision:
    """Add a decision of 15 October 2024 in Xã An Ninh."""
    defaults: dict[str, Any] = {
        "number": "123/QĐ-UBND",
        "decided_on": dt.date(2024, 10, 15),
        "project": "Khu công nghiệp mẫu",
        "unit_id": new_commune(session).id,
        "recorded_at": NOW,
    }
    decision = RecoveryDecision(**defaults | values)
    session.add(decision)
    session.flush()
    return decision


def make_household(
    session: Session, *, decision: RecoveryDecision | None = None, **values: Any
) -> Household:
    """Add a household of Xã An Ninh whose farm land a decision took."""
    decision = decision or make_decision(session)
    defaults: dict[str, Any] = {
        "code": "AN-0001",
        "old_unit_id": old_commune(session).id,
        "new_unit_id": new_commune(session).id,
        "hamlet": "Ấp Mẫu",
        "recorded_at": NOW,
    }
    household = Household(**defaults | values)
    session.add(household)
    session.flush()
    session.add(
        HouseholdRecovery(
            household_id=household.id, decision_id=decision.id, land_type=LandType.AGRICULTURAL,
            area_m2=1_500.0,
        )
    )  # fmt: skip
    session.flush()
    return household


def make_member(
    session: Session,
    *,
    household: Household,
    person: Person | None = None,
    wish: MemberWish | None = MemberWish.WORK,
) -> HouseholdMember:
    """Add a member who wants work."""
    person = person or make_person(session)
    member = HouseholdMember(
        household_id=household.id, person_id=person.id, relation="con", wish=wish
    )
    session.add(member)
    session.flush()
    return member
