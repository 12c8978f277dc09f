"""Certificates of finished courses, which anybody may verify, and the keys that sign them."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import JSON

from workforce.models.base import LINE, SHORT, Field, SQLModel, check, choice


class NameShown(StrEnum):
    """How much of the name the holder lets others read on the public page."""

    HIDDEN = "hidden"
    INITIALS = "initials"
    FULL = "full"


class Certificate(SQLModel, table=True):
    """A school says that somebody finished a course; the words are those of that day.

    The name is not kept here: it is read from the person, as far as the holder released it,
    so nothing of it is left when the person is erased.
    """

    __table_args__ = (
        check("revoked_at IS NULL OR revoked_reason <> ''", "revoked_with_reason"),
        check("length(token) >= 20", "token_long"),
    )

    id: int = Field(default=None, primary_key=True)
    enrolment_id: int = Field(foreign_key="enrolment.id", unique=True)
    #: the public address; nobody guesses it
    token: str = Field(max_length=40, unique=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    school_name: str = Field(max_length=LINE)
    course_title: str = Field(max_length=SHORT)
    hours_total: int | None = None
    skills: list[str] = Field(default_factory=list, sa_type=JSON)
    completed_on: dt.date
    issued_at: dt.datetime
    issued_by: int | None = Field(default=None, foreign_key="account.id")
    name_shown: NameShown = choice(NameShown, default=NameShown.HIDDEN)
    revoked_at: dt.datetime | None = None
    revoked_by: int | None = Field(default=None, foreign_key="account.id")
    revoked_reason: str = Field(default="", max_length=LINE)
    is_sample: bool = False


class SigningKey(SQLModel, table=True):
    """A key pair for signing certificates.

    The public half stays for good: what was signed once can be verified later.
    """

    __tablename__ = "signing_key"

    id: int = Field(default=None, primary_key=True)
    kid: str = Field(max_length=64, unique=True)
    public_jwk: dict[str, str] = Field(sa_type=JSON)
    private_encrypted: bytes | None = None  #: with the data key; None once retired
    created_at: dt.datetime
    retired_at: dt.datetime | None = None
