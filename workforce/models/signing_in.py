"""More than one person on a number, numbers waiting for proof, codes printed on paper."""

import datetime as dt

from workforce.models.base import LINE, Field, SQLModel, check


class SharedPhone(SQLModel, table=True):
    """An account that signs in with a number another account has as its own.

    Relatives share a phone. ``Account.phone`` names one of them; the others stand here, each
    with a password and a profile of their own. ``label`` is what the choice of persons says,
    and only to a browser that has proven to hold the phone.
    """

    __tablename__ = "shared_phone"

    account_id: int = Field(foreign_key="account.id", primary_key=True)
    phone: str = Field(max_length=20, index=True)  #: E.164
    label: str = Field(default="", max_length=40)
    added_at: dt.datetime
    added_by: int | None = Field(default=None, foreign_key="account.id")  #: None: registered


class PhoneChange(SQLModel, table=True):
    """A new number an account asked for, until a code sent to that number proves it."""

    __tablename__ = "phone_change"

    account_id: int = Field(foreign_key="account.id", primary_key=True)
    phone: str = Field(max_length=20)
    code_id: int = Field(foreign_key="one_time_code.id")
    asked_at: dt.datetime


class PrintedCode(SQLModel, table=True):
    """A code on a printed sheet, for somebody without a phone at hand.

    The sheet's number and the code together open the account once. ``code_encrypted`` lets
    the officer who made it print it again for a while; it goes when the code is used.
    """

    __tablename__ = "printed_code"
    __table_args__ = (check("attempts >= 0", "attempts"),)

    id: int = Field(default=None, primary_key=True)  #: the number of the sheet, in its QR
    account_id: int = Field(foreign_key="account.id", index=True)
    code_hash: str = Field(max_length=64)
    code_encrypted: bytes | None = None  #: AES-SIV bound to this column and row
    created_at: dt.datetime
    expires_at: dt.datetime
    used_at: dt.datetime | None = None
    attempts: int = 0
    printed_by: int = Field(foreign_key="account.id")
    reason: str = Field(default="", max_length=LINE)
    identity_check: str = Field(default="", max_length=LINE)
