"""An enterprise with one site, one opening, an account signed in, and people who apply."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlmodel import Session

from tests.client import PageClient
from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise, make_site
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.fixed_clock import NOW, TODAY
from workforce.applications.actions import apply_to_opening
from workforce.models import Account, Application, Enterprise, Opening, Role, Site


@dataclass
class Firm:
    """An enterprise and what belongs to it."""

    enterprise: Enterprise
    site: Site
    opening: Opening
    account: Account


def make_firm(db: Session, **values: Any) -> Firm:
    enterprise = make_enterprise(db, **values)
    site = make_site(db, enterprise=enterprise)
    opening = make_opening(db, site=site, requires=("may-may-1-kim",))
    account = make_account(db, Role.EMPLOYER, enterprise=enterprise)
    return Firm(enterprise, site, opening, account)


@pytest.fixture
def firm(db: Session) -> Firm:
    return make_firm(db)


@pytest.fixture
def other_firm(db: Session) -> Firm:
    return make_firm(db, name="Công ty Khác")


@pytest.fixture
def employer(firm: Firm, sign_in: Callable[..., PageClient]) -> PageClient:
    """The browser of the firm's account."""
    return sign_in(firm.account)


@pytest.fixture
def apply(db: Session) -> Callable[..., Application]:
    """Let somebody apply to an opening."""

    def apply(opening: Opening, *, name: str = "Lâm Thị Mẫu", now=NOW, **values: Any):
        person = make_person(db, full_name=name, **values)
        return apply_to_opening(
            db, person=person, opening=opening, message="Em làm được ngay.", sent_by=None,
            today=TODAY, now=now,
        )  # fmt: skip

    return apply


@pytest.fixture
def application(firm: Firm, apply: Callable[..., Application]) -> Application:
    return apply(firm.opening)
