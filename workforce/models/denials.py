"""One side says that work which the other side reported never began."""

import datetime as dt
from enum import StrEnum

from workforce.models.base import Field, SQLModel, choice


class DenialReason(StrEnum):
    """Why a start is denied; the first two by the employer, the third by the worker."""

    NOT_COME = "not_come"
    NOT_HIRED = "not_hired"
    NEVER_STARTED = "never_started"


class StartDenial(SQLModel, table=True):
    """A denial of a reported start. Append-only; who confirms later has changed their mind."""

    __tablename__ = "start_denial"

    id: int = Field(default=None, primary_key=True)
    placement_id: int = Field(foreign_key="placement.id", index=True)
    reason: DenialReason = choice(DenialReason)
    recorded_at: dt.datetime
    recorded_by: int | None = Field(default=None, foreign_key="account.id")
    recorded_role: str = Field(max_length=20)
