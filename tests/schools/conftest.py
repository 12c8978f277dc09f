"""A school with a course, an intake to come and one that has begun, and an account."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlmodel import Session

from tests.client import PageClient
from tests.factories.accounts import make_account
from tests.factories.schools import make_course, make_intake, make_school
from workforce.models import Account, Course, Intake, Role, School


@dataclass
class Place:
    """A school and what belongs to it."""

    school: School
    course: Course
    coming: Intake
    begun: Intake
    account: Account


def make_place(db: Session, **values: Any) -> Place:
    school = make_school(db, **values)
    course = make_course(db, school=school)
    return Place(
        school,
        course,
        make_intake(db, course=course),
        make_intake(db, course=course, begun=True),
        make_account(db, Role.SCHOOL, school=school),
    )


@pytest.fixture
def place(db: Session) -> Place:
    return make_place(db)


@pytest.fixture
def other_place(db: Session) -> Place:
    return make_place(db, name="Trường Khác")


@pytest.fixture
def school(place: Place, sign_in: Callable[..., PageClient]) -> PageClient:
    """The browser of the school's account."""
    return sign_in(place.account)
