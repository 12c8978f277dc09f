"""Where messages of an account go. A number or address is read when it is needed."""

from workforce.crypto import DataKey
from workforce.models import Account, Channel, NoticeChoice

EMAIL_COLUMN = "notice_choice.email"


def address_of(
    account: Account, choice: NoticeChoice, *, channel: Channel, data_key: DataKey
) -> str | None:
    """Return the address of a channel, or None: none, or nobody has shown it is theirs."""
    if channel == Channel.EMAIL:
        return email_of(choice, data_key=data_key) if choice.email_confirmed_at else None
    return account.phone if account.phone_verified_at else None


def email_of(choice: NoticeChoice | None, *, data_key: DataKey) -> str | None:
    """Return the e-mail address the account gave, confirmed or not."""
    if choice is None or choice.email_encrypted is None:
        return None
    return data_key.decrypt(choice.email_encrypted, column=EMAIL_COLUMN, row=choice.account_id)


def index_of(email: str, *, data_key: DataKey) -> str:
    """Return the keyed hash that names an address in a confirmation link."""
    return data_key.blind_index(email.lower(), purpose="notice_email")[:24]
