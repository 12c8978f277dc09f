"""An administrator, signed in."""

from collections.abc import Callable

import pytest
from sqlmodel import Session

from tests.client import PageClient
from tests.factories.accounts import make_account
from workforce.models import Account, Role


@pytest.fixture
def admin_account(db: Session) -> Account:
    return make_account(db, Role.ADMIN, display_name="Quản Trị Thử")


@pytest.fixture
def admin(admin_account: Account, sign_in: Callable[..., PageClient]) -> PageClient:
    """The administrator's browser."""
    return sign_in(admin_account)
