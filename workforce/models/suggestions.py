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


class SuggestionList(SQLModel, table=True):
    """The current suggestions of one person, one row: rewriting millions of pair rows a

    night costs far more than the matching. ``openings`` holds, best first, dicts with
    opening_id, score, want, can, reasons, missing, courses, met, asked; ``courses`` holds
    course_id, score, reasons, teaches.
    """

    __tablename__ = "suggestion_list"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    run_id: int | None = Field(default=None, foreign_key="suggestion_run.id")
    model_version: str = Field(max_length=60)
    computed_at: dt.datetime
    openings: list[dict[str, Any]] = Field(sa_type=JSON)
    courses: list[dict[str, Any]] = Field(sa_type=JSON)
