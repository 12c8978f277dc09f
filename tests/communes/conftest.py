"""An officer of Xã An Ninh at the desk, and a person of the commune before it."""

import pytest

from tests.factories.accounts import make_account
from tests.factories.people import make_person
from workforce.models import Role


@pytest.fixture
def officer(db):
    return make_account(db, Role.COMMUNE, display_name="Cán bộ An Ninh")


@pytest.fixture
def desk(officer, sign_in):
    """The officer's browser."""
    return sign_in(officer)


@pytest.fixture
def person(db):
    return make_person(db, full_name="Thạch Thị Sóc Kha")
