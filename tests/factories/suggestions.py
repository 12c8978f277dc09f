"""Stored suggestions with fixed values."""

from typing import Any

from sqlmodel import Session

from tests.fixed_clock import NOW
from workforce.models import Person, SuggestionList, SuggestionRun


def make_suggestion_run(session: Session, **values: Any) -> SuggestionRun:
    """Add a run that has just begun."""
    run = SuggestionRun(**{"model_version": "test", "started_at": NOW} | values)
    session.add(run)
    session.flush()
    return run


def make_suggestion_list(session: Session, *, person: Person, **values: Any) -> SuggestionList:
    """Add an empty list of suggestions for a person."""
    defaults: dict[str, Any] = {
        "model_version": "test",
        "computed_at": NOW,
        "openings": [],
        "courses": [],
    }
    row = SuggestionList(person_id=person.id, **defaults | values)
    session.add(row)
    session.flush()
    return row
