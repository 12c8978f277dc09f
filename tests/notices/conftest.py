"""A provider that can fail, and all that sending needs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import Session

from tests.factories.accounts import make_account
from tests.factories.people import make_person
from tests.fixed_clock import NOW
from tests.notices.provider import FakeProvider
from workforce import clock
from workforce.crypto import DataKey
from workforce.models import Account, Channel, Frequency, NoticeChoice, Role
from workforce.notices.compose import Outside
from workforce.settings import load_settings

SITE = "https://vieclam.example"


@pytest.fixture
def provider(tmp_path: Path) -> FakeProvider:
    """A provider for SMS that works."""
    return FakeProvider(tmp_path / "phones")


def outside_of(sessions: Callable[..., Session], provider: FakeProvider) -> Outside:
    """Return what sending needs, with ``provider`` behind every channel."""
    return Outside(
        sessions=sessions,
        notifiers=dict.fromkeys(Channel, provider),
        data_key=DataKey(load_settings({}).data_key),
        secret_key="chỉ để thử",
        site_url=SITE,
        clock=clock.now,
    )


@pytest.fixture
def outside(app: Flask, database, provider: FakeProvider):
    """Sending on this test's database."""
    with app.app_context():  # sentences of another language need the catalogues
        yield outside_of(database.session, provider)


def make_reader(
    session: Session,
    frequency: Frequency = Frequency.AT_ONCE,
    channel: Channel = Channel.SMS,
    **values,
) -> Account:
    """Add a seeker's account that wants messages."""
    person = make_person(session)
    account = make_account(session, Role.SEEKER, person=person, **values)
    session.add(
        NoticeChoice(
            account_id=account.id, frequency=frequency, channel=channel, updated_at=NOW
        )
    )  # fmt: skip
    session.flush()
    return account
