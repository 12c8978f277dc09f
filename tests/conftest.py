"""Fixtures every test may ask for. Data comes from tests/database, pages from tests/client."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.client import PageClient
from tests.database.prepared import Prepared
from tests.database.sandbox import Sandbox
from workforce import clock
from workforce.accounts.sessions import TOKEN_KEY, open_session
from workforce.models import Account, SessionOrigin

pytest_plugins = ["tests.database.fixtures", "tests.fixed_clock", "tests.network"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Keep what starts browsers and servers in one process."""
    from tests.scheduling import ServersTogether

    return ServersTogether(config, log)


@pytest.fixture
def app(prepared: Prepared, database: Sandbox) -> Flask:
    """The application on this test's database."""
    app = prepared.app
    app.test_client_class = PageClient
    return app


@pytest.fixture
def new_client(app: Flask) -> Callable[[], PageClient]:
    """Open another browser: somebody else at the same time."""
    return app.test_client


@pytest.fixture
def client(new_client: Callable[[], PageClient]) -> PageClient:
    """A browser in which nobody is signed in."""
    return new_client()


@pytest.fixture
def sign_in(client: PageClient, database: Sandbox) -> Callable[..., PageClient]:
    """Sign an account in, in ``client`` or the browser given; return that browser.

    The session is a row like any other: it can be revoked, and it grows old.
    """

    def sign_in(
        account: Account,
        browser: PageClient = client,
        origin: SessionOrigin = SessionOrigin.PASSWORD,
    ) -> PageClient:
        db = database.arranging()
        token = open_session(
            db, account=account, origin=origin, device="thử nghiệm", now=clock.now()
        )
        with browser.session_transaction() as cookie:
            cookie.clear()
            cookie[TOKEN_KEY] = token
            cookie["_fresh"] = True
        return browser

    return sign_in
