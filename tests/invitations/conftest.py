"""A firm with an opening, somebody who agreed to be found, and both their browsers."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from tests.client import PageClient
from tests.employers.conftest import Firm, make_firm
from tests.factories.people import add_skill, add_wish, add_work, make_person
from tests.factories.vocabulary import SEWING
from workforce.models import ConsentPurpose, Person

FOUND = (ConsentPurpose.MATCHING, ConsentPurpose.INVITED)


@pytest.fixture
def firm(db: Session) -> Firm:
    return make_firm(db)


@pytest.fixture
def findable(db: Session) -> Callable[..., Person]:
    """Add somebody who sews and agreed to be found."""

    def findable(**values) -> Person:
        person = make_person(db, consents_to=values.pop("consents_to", FOUND), **values)
        add_wish(db, person, SEWING)
        add_skill(db, person, "may-may-1-kim")
        add_work(db, person, "Thợ may gia công", 24)
        return person

    return findable


@pytest.fixture
def employer(firm: Firm, sign_in: Callable[..., PageClient]) -> PageClient:
    return sign_in(firm.account)
