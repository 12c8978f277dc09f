"""'Không phù hợp với tôi': what a person said no to, and why."""

import datetime as dt
from enum import StrEnum

from workforce.models.base import Field, SQLModel, choice, index


class DismissalReason(StrEnum):
    """Why an opening does not suit, in the words on the button."""

    FAR = "xa_qua"
    PAY = "luong_thap"
    NIGHT = "ca_dem"
    HARD = "dung_nang_lanh"
    TRADE = "khong_thich_nghe"
    BEEN_THERE = "da_lam_o_do"
    OTHER = "khac"


class Dismissal(SQLModel, table=True):
    """A person said that a suggested opening does not suit, or took that back.

    The latest row of a person and an opening decides; ``reason`` None takes it back. Rows are
    added, never changed, which the database itself refuses. They go when the person withdraws
    consent to matching or erases the profile: a reason may speak of health.
    """

    __table_args__ = (index("ix_dismissal_person", "person_id", "opening_id", "id"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    opening_id: int = Field(foreign_key="opening.id")
    reason: DismissalReason | None = choice(DismissalReason, default=None, nullable=True)
    at: dt.datetime
