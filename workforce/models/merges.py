"""Records that may be one person, and merges of two that an officer decided."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON

from workforce.models.base import LINE, Field, SQLModel, check, choice, index, unique


class PairDecision(StrEnum):
    """What an officer made of two records that look alike."""

    WAITING = "waiting"
    DIFFERENT = "different"
    MERGED = "merged"


class DuplicatePair(SQLModel, table=True):
    """Two records that may be one person; nothing is merged before an officer says so.

    ``evidence`` holds what each field said as [field, log-odds], no values.
    """

    __tablename__ = "duplicate_pair"
    __table_args__ = (
        unique("first_id", "second_id"),
        check("first_id < second_id", "lower_first"),
        index("ix_duplicate_pair_decision_score", "decision", "score"),
    )

    id: int = Field(default=None, primary_key=True)
    first_id: int = Field(foreign_key="person.id")
    second_id: int = Field(foreign_key="person.id", index=True)
    score: float
    band: str = Field(max_length=10)  #: 'same' or 'ask'
    evidence: list[Any] = Field(sa_type=JSON)
    found_at: dt.datetime
    decision: PairDecision = choice(PairDecision, default=PairDecision.WAITING)
    decided_at: dt.datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="account.id")
    reason: str = Field(default="", max_length=LINE)


class PersonMerge(SQLModel, table=True):
    """An officer decided that ``gone`` is the same human as ``kept``; can be undone."""

    __tablename__ = "person_merge"
    __table_args__ = (check("kept_id <> gone_id", "two_records"),)

    id: int = Field(default=None, primary_key=True)
    kept_id: int = Field(foreign_key="person.id", index=True)
    gone_id: int = Field(foreign_key="person.id", index=True)
    reason: str = Field(max_length=LINE)
    at: dt.datetime
    decided_by: int = Field(foreign_key="account.id")
    undone_at: dt.datetime | None = None
    undone_by: int | None = Field(default=None, foreign_key="account.id")
    undone_reason: str = Field(default="", max_length=LINE)


class MergeChange(SQLModel, table=True):
    """One row a merge touched: what is needed to put it back, in order.

    ``before`` and ``after`` hold keys and the columns that changed. They go when the person
    erases the profile.
    """

    __tablename__ = "merge_change"

    id: int = Field(default=None, primary_key=True)
    merge_id: int = Field(foreign_key="person_merge.id", index=True)
    table_name: str = Field(max_length=60)
    kind: str = Field(max_length=10)  #: 'moved' or 'changed'
    key: dict[str, Any] = Field(sa_type=JSON)  #: primary key before the merge
    before: dict[str, Any] = Field(sa_type=JSON)
    after: dict[str, Any] = Field(sa_type=JSON)
