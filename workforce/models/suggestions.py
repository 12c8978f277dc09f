"""Stored suggestions: what was recommended, why, and by which model."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON

from workforce.models.base import Field, SQLModel, choice


class RunStatus(StrEnum):
    """Where a run stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class SuggestionRun(SQLModel, table=True):
    """One computation over many people. ``last_person_id`` lets a killed one resume."""

    __tablename__ = "suggestion_run"

    id: int = Field(default=None, primary_key=True)
    model_version: str = Field(max_length=60)
    status: RunStatus = choice(RunStatus, default=RunStatus.RUNNING)
    started_at: dt.datetime
    finished_at: dt.datetime | None = None
    people_total: int = 0
    people_done: int = 0
    last_person_id: int = 0
    #: when the prices of this run were stored: before it lists are made at the old ones, after
    #: it they are put in order at the new ones
    priced_at: dt.datetime | None = None


class CandidateChunk(SQLModel, table=True):
    """The candidates of some people, kept from the first half of a run to its end.

    ``data`` holds, as bytes of the machine that wrote them, int32 person ids, int32 opening ids
    and float64 scores, the latter two ``width`` a person, best first, opening -1 for none.
    Removed when the run ends.
    """

    __tablename__ = "candidate_chunk"

    run_id: int = Field(foreign_key="suggestion_run.id", primary_key=True)
    last_person_id: int = Field(primary_key=True)
    width: int
    data: bytes


class ExposurePrice(SQLModel, table=True):
    """What a suggestion of an opening costs in score, so that attention is shared out.

    No row: nothing. Prices only reorder what a person is suggested after the best three.
    """

    __tablename__ = "exposure_price"

    opening_id: int = Field(foreign_key="opening.id", primary_key=True)
    run_id: int = Field(foreign_key="suggestion_run.id")
    price: float
    computed_at: dt.datetime


class SuggestionList(SQLModel, table=True):
    """The current suggestions of one person, one row: rewriting millions of pair rows a

    night costs far more than the matching. ``openings`` holds, best first, dicts with
    opening_id and score; ``courses`` with course_id and score. Reasons are worked out for
    whoever looks: they are ten times the bytes and true only of that moment.
    """

    __tablename__ = "suggestion_list"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    run_id: int | None = Field(default=None, foreign_key="suggestion_run.id")
    model_version: str = Field(max_length=60)
    computed_at: dt.datetime
    openings: list[dict[str, Any]] = Field(sa_type=JSON)
    courses: list[dict[str, Any]] = Field(sa_type=JSON)
