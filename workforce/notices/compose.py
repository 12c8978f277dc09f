"""Put a waiting message into words, with the address and wishes of this very moment."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from workforce.accounts import codes, numbers
from workforce.crypto import DataKey
from workforce.models import (
    Account,
    Channel,
    Delivery,
    Frequency,
    NoticeChoice,
    OutboxMessage,
    PhoneChange,
)
from workforce.notices import addresses, texts
from workforce.notices.links import confirm_token, stop_token
from workforce.notices.notifier import Message, Notifier

NEWS, CODE, CONFIRM = "news", "code", "confirm_email"


@dataclass(frozen=True)
class Outside:
    """What sending needs from the application.

    Attributes:
        sessions: opens a session, ``Database.session``.
        clock: the present moment, ``clock.now``.
    """

    sessions: Callable[..., Session]
    notifiers: dict[Channel, Notifier]
    data_key: DataKey
    secret_key: str
    site_url: str
    clock: Callable[[], dt.datetime]


class NotWanted(Exception):
    """The message should not go any more; the word says why."""


def message_for(session: Session, outside: Outside, delivery: Delivery) -> Message:
    """Return what to send now.

    Raises:
        NotWanted: the account is closed, stopped its messages or has no address any more,
            or a code has run out.
    """
    account = session.get_one(Account, delivery.account_id)
    if not account.is_active:
        raise NotWanted("closed")
    if delivery.template == CODE:
        return _code(session, outside, delivery, account)
    choice = session.get(NoticeChoice, account.id)
    if choice is None:
        raise NotWanted("stopped")
    compose = _confirm if delivery.template == CONFIRM else _news
    return compose(outside, delivery, account, choice)


def _code(session: Session, outside: Outside, delivery: Delivery, account: Account) -> Message:
    outbox = session.get_one(OutboxMessage, delivery.message_id)
    if outbox.created_at <= outside.clock() - codes.LIFETIME:
        raise NotWanted("expired")
    # A code that proves a new number goes to that number, not to the one it replaces.
    asked = session.get(PhoneChange, account.id)
    is_asked = asked is not None and asked.code_id == outbox.code_id
    phone = asked.phone if asked and is_asked else numbers.phone_of(session, account)
    if phone is None:
        raise NotWanted("no address")
    text = codes.body(outbox, data_key=outside.data_key)
    return texts.code(phone, key=delivery.key, text=text)


def _confirm(
    outside: Outside, delivery: Delivery, account: Account, choice: NoticeChoice
) -> Message:
    email = addresses.email_of(choice, data_key=outside.data_key)
    if email is None or choice.email_confirmed_at is not None:
        raise NotWanted("no address")
    index = addresses.index_of(email, data_key=outside.data_key)
    token = confirm_token(outside.secret_key, account.id, index)
    return texts.confirm_email(
        email, key=delivery.key, url=f"{outside.site_url}/tin-nhan/e-mail/{token}",
        language=account.language,
    )  # fmt: skip


def _news(outside: Outside, delivery: Delivery, account: Account, choice: NoticeChoice) -> Message:
    if choice.frequency == Frequency.SITE:
        raise NotWanted("stopped")
    address = addresses.address_of(
        account, choice, channel=delivery.channel, data_key=outside.data_key
    )
    if address is None:
        raise NotWanted("no address")
    token = stop_token(outside.secret_key, account.id)
    return texts.news(
        address, key=delivery.key, url=f"{outside.site_url}/tin-nhan",
        stop_url=f"{outside.site_url}/thoi-nhan/{token}", language=account.language,
    )  # fmt: skip
