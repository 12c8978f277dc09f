"""A seeker who is signed in, with a profile and consent to matching."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from tests.client import PageClient
from tests.factories.accounts import make_account
from tests.factories.people import make_person
from workforce.models import Account, Person


@pytest.fixture
def person(db: Session) -> Person:
    """The person whose screens these are."""
    return make_person(db)


@pytest.fixture
def account(db: Session, person: Person) -> Account:
    """The person's account."""
    return make_account(db, person=person)


@pytest.fixture
def seeker(sign_in: Callable[..., PageClient], account: Account) -> PageClient:
    """A browser in which the person is signed in with a password."""
    return sign_in(account)


@pytest.fixture
def any_token() -> Callable[[PageClient], str]:
    """Return a token this browser holds, for forms its own pages would never show."""

    def any_token(browser: PageClient) -> str:
        page = browser.get("/nguoi-tim-viec/ho-so").page
        return page.select_one("input[name=csrf_token]")["value"]

    return any_token
