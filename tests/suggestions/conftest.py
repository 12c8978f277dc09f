"""What the tests of suggestions share: a short way to ask for a person's openings."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlmodel import Session

from tests.database.statements import statements
from tests.fixed_clock import TODAY
from workforce.models import Person
from workforce.suggestions.run import Suggestions, compute


@pytest.fixture
def suggested(db: Session) -> Callable[[Person], Suggestions]:
    """Compute what a person is suggested now, from the rows arranged so far."""

    def suggested(person: Person) -> Suggestions:
        db.flush()
        return compute(db, person.id, today=TODAY)

    return suggested


@pytest.fixture
def count_queries(db: Session) -> Callable[[], AbstractContextManager[list[str]]]:
    """Collect the statements the test's own session runs."""
    return lambda: statements(db.connection())
