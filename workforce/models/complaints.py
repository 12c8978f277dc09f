"""What readers report about an opening, and what an officer made of it."""

import datetime as dt
from enum import StrEnum

from workforce.models.base import LINE, TEXT, Field, SQLModel, check, choice, index, unique


class ComplaintReason(StrEnum):
    """What is wrong with an opening, in the words beside the button."""

    FEE = "thu_phi"
    WRONG = "sai_thong_tin"
    FILLED = "da_tuyen_du"
    FRAUD = "lua_dao"
    OTHER = "khac"


class ComplaintDecision(StrEnum):
    """What an officer decided: the opening stays, goes back to be put right, or is closed."""

    WAITING = "waiting"
    KEPT = "kept"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Complaint(SQLModel, table=True):
    """One reader's report about one opening.

    ``account_id`` is None for who was not signed in, and after the account's person erased the
    profile. ``form_key`` is the form's own: a form sent twice is one report.
    """

    __table_args__ = (
        unique("form_key"),
        check("decision = 'waiting' OR decided_at IS NOT NULL", "decided_when"),
        check("decision = 'waiting' OR answer <> ''", "decided_with_reason"),
        index("ix_complaint_decision_answer_by", "decision", "answer_by"),
    )

    id: int = Field(default=None, primary_key=True)
    opening_id: int = Field(foreign_key="opening.id", index=True)
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    form_key: str = Field(max_length=32)
    reason: ComplaintReason = choice(ComplaintReason)
    note: str = Field(default="", max_length=TEXT)
    made_at: dt.datetime
    answer_by: dt.date
    decision: ComplaintDecision = choice(ComplaintDecision, default=ComplaintDecision.WAITING)
    decided_at: dt.datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="account.id")
    answer: str = Field(default="", max_length=LINE)
