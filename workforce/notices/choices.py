"""Choose how to be told outside the site, and take that back. Flush, never commit."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, select

from workforce.crypto import DataKey
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import Account, Channel, Delivery, Frequency, NoticeChoice
from workforce.notices.addresses import EMAIL_COLUMN, email_of, index_of
from workforce.notices.compose import CONFIRM

MOST_ADDRESSES = 5  #: in a day


@dataclass(frozen=True)
class Wish:
    """What somebody asks for on the form."""

    frequency: Frequency
    channel: Channel | None
    email: str
    wants_openings: bool


def choose(
    session: Session,
    *,
    account: Account,
    wish: Wish,
    available: Collection[Channel],
    data_key: DataKey,
    now: dt.datetime,
) -> NoticeChoice:
    """Keep what the account wants; a new e-mail address is asked whether it is theirs.

    Raises:
        InvalidInput: a channel nobody set up, a number nobody confirmed, no address.
    """
    _check(account, wish, available)
    choice = session.get(NoticeChoice, account.id) or NoticeChoice(
        account_id=account.id, updated_at=now
    )
    if choice.frequency == Frequency.SITE and wish.frequency != Frequency.SITE:
        choice.told_until, choice.stopped_at = now, None  # older notices are no news
    choice.frequency, choice.wants_openings = wish.frequency, wish.wants_openings
    choice.channel = wish.channel or choice.channel or Channel.SMS
    choice.updated_at = now
    session.add(choice)
    session.flush()
    if wish.email and wish.email != email_of(choice, data_key=data_key):
        _keep_email(session, choice, wish.email, data_key, now)
    return choice


def confirm_email(
    session: Session, *, account_id: int, address_index: str, data_key: DataKey, now: dt.datetime
) -> bool:
    """Confirm the address a link names; False when it has been changed since."""
    choice = session.get(NoticeChoice, account_id)
    email = email_of(choice, data_key=data_key)
    if choice is None or email is None or index_of(email, data_key=data_key) != address_index:
        return False
    choice.email_confirmed_at = choice.email_confirmed_at or now
    session.add(choice)
    session.flush()
    return True


def _check(account: Account, wish: Wish, available: Collection[Channel]) -> None:
    if wish.frequency == Frequency.SITE:
        return
    if wish.channel not in available:
        raise InvalidInput(_("Anh/chị chọn nhận tin bằng cách nào."), "channel")
    if wish.channel == Channel.EMAIL:
        if not wish.email:
            raise InvalidInput(_("Anh/chị ghi địa chỉ e-mail."), "email")
    elif account.phone_verified_at is None:
        raise InvalidInput(
            _("Số điện thoại chưa xác minh. Anh/chị mang điện thoại đến xã, phường trước."),
            "channel",
        )


def _keep_email(
    session: Session, choice: NoticeChoice, email: str, data_key: DataKey, now: dt.datetime
) -> None:
    since = now - dt.timedelta(days=1)
    asked = session.exec(
        select(Delivery.id).where(
            Delivery.account_id == choice.account_id, Delivery.template == CONFIRM,
            Delivery.created_at > since,
        )
    ).all()  # fmt: skip
    if len(asked) >= MOST_ADDRESSES:  # or anybody's letter box could be filled from here
        raise InvalidInput(_("Hôm nay anh/chị đã đổi e-mail nhiều lần. Mai đổi tiếp."), "email")
    choice.email_encrypted = data_key.encrypt(email, column=EMAIL_COLUMN, row=choice.account_id)
    choice.email_confirmed_at = None
    session.add(choice)
    index = index_of(email, data_key=data_key)
    key = f"confirm:{choice.account_id}:{index}:{now.isoformat()}"
    session.add(
        Delivery(
            account_id=choice.account_id, channel=Channel.EMAIL, template=CONFIRM, params={},
            key=key, next_try_at=now, created_at=now,
        )
    )  # fmt: skip
    session.flush()
