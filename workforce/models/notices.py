"""Notices inside the site, messages that wait to go out, what each account chose."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON

from workforce.models.base import SHORT, TEXT, Field, SQLModel, check, choice, index


class Notice(SQLModel, table=True):
    """Something happened that a person, or an account without a profile, should read.

    Words are made when it is read, from ``kind`` and ``params``, in the reader's language.
    A person without an account finds it the day they get one.
    """

    __table_args__ = (
        check("(person_id IS NULL) <> (account_id IS NULL)", "one_reader"),
        index("ix_notice_person_id_read_at", "person_id", "read_at"),
        index("ix_notice_account_id_read_at", "account_id", "read_at"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    account_id: int | None = Field(default=None, foreign_key="account.id")
    kind: str = Field(max_length=40)  #: workforce.notices.kinds
    params: dict[str, Any] = Field(sa_type=JSON)  #: titles and numbers, no person's data
    link: str = Field(default="", max_length=SHORT)  #: a path of this site
    #: what makes it the same notice: telling it a second time changes nothing
    key: str | None = Field(default=None, max_length=SHORT, unique=True)
    created_at: dt.datetime
    read_at: dt.datetime | None = None


class Channel(StrEnum):
    """How a message leaves the site."""

    SMS = "sms"
    ZALO = "zalo"
    EMAIL = "email"


class DeliveryState(StrEnum):
    """Where a message stands.

    FAILED: the provider refused it for good. GIVEN_UP: too many tries, or nobody knows
    whether it arrived and a second one is worse than none.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    GIVEN_UP = "given_up"


class Delivery(SQLModel, table=True):
    """A message to one account over one channel, written in the transaction of its cause.

    The address is not copied: it is read from the account when the message goes.
    """

    __table_args__ = (
        check("tries >= 0", "tries"),
        index("ix_delivery_state_next_try_at", "state", "next_try_at"),
    )

    id: int = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    message_id: int | None = Field(default=None, foreign_key="outbox_message.id")  #: a code
    channel: Channel = choice(Channel)
    template: str = Field(max_length=40)
    params: dict[str, Any] = Field(sa_type=JSON)
    key: str = Field(max_length=SHORT, unique=True)  #: the provider gets it too
    state: DeliveryState = choice(DeliveryState, default=DeliveryState.QUEUED)
    tries: int = 0
    next_try_at: dt.datetime
    created_at: dt.datetime
    claimed_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None  #: sent, failed or given up
    error: str = Field(default="", max_length=40)  #: a word for the kind of fault


class Frequency(StrEnum):
    """How often an account wants to be told outside the site."""

    SITE = "site"
    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


class NoticeChoice(SQLModel, table=True):
    """What an account chose; no row: notices stay inside the site."""

    __tablename__ = "notice_choice"

    account_id: int = Field(foreign_key="account.id", primary_key=True)
    frequency: Frequency = choice(Frequency, default=Frequency.SITE)
    channel: Channel = choice(Channel, default=Channel.SMS)
    email_encrypted: bytes | None = None  #: AES-SIV bound to this column and row
    email_confirmed_at: dt.datetime | None = None
    wants_openings: bool = True  #: 'việc mới hợp với anh/chị'
    told_until: dt.datetime | None = None  #: notices up to here were counted in a digest
    stopped_at: dt.datetime | None = None
    updated_at: dt.datetime


class SavedSearch(SQLModel, table=True):
    """A search of openings an account wants repeated."""

    __tablename__ = "saved_search"
    __table_args__ = (
        index("ix_saved_search_due", "stopped_at", "next_check_at"),
        check("frequency IN ('daily', 'weekly')", "frequency_known"),
    )

    id: int = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    name: str = Field(max_length=SHORT)
    query: str = Field(max_length=TEXT)  #: of the address: 'q=may&luong=8'
    frequency: Frequency = choice(Frequency, default=Frequency.DAILY)
    created_at: dt.datetime
    next_check_at: dt.datetime
    checked_on: dt.date  #: openings posted on this day or later may be new
    told: list[int] = Field(sa_type=JSON)  #: openings posted since then that are known
    stopped_at: dt.datetime | None = None
