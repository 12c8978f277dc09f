"""Demand for forklift drivers in one district, and a school near it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, select

from tests.client import PageClient
from tests.factories.accounts import make_account
from tests.factories.schools import make_school
from tests.factories.vocabulary import FORKLIFT
from tests.fixed_clock import TODAY
from workforce.models import Account, ClassDemand, Occupation, Role, School


def make_demand(db: Session, *, key: str = FORKLIFT, **values: Any) -> ClassDemand:
    """Add counts of one trade and district: 50 people, 100 posts, nothing measured."""
    numbers: dict[str, Any] = {
        "people": 50, "groups": {"over_45": 12, "low_schooling": 40, "land": 3}, "openings": 4,
        "posts": 100, "free_seats": 5, "begun": 0, "completed": 0, "placement_due": 0,
        "placed": 0, "stable_due": 0, "stable": 0,
    }  # fmt: skip
    district = values.pop("district", "Huyện Kế Sách")
    occupation = db.exec(select(Occupation).where(Occupation.key == key)).one()
    row = ClassDemand(
        occupation_id=occupation.id, district=district, computed_on=TODAY,
        numbers=numbers | values,
    )  # fmt: skip
    db.add(row)
    db.flush()
    return row


@pytest.fixture
def school(db: Session) -> School:
    return make_school(db)


@pytest.fixture
def clerk(db: Session, school: School) -> Account:
    return make_account(db, Role.SCHOOL, school=school)


@pytest.fixture
def at_school(clerk: Account, sign_in: Callable[..., PageClient]) -> PageClient:
    """The browser of the school's account."""
    return sign_in(clerk)
