"""What the tests of suggestions share: a short way to ask for a person's openings."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from sqlalchemy import event
from sqlmodel import Session

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


class QueryCounter:
    """How many statements ran while it was open."""

    count = 0


@pytest.fixture
def count_queries(db: Session) -> Callable[[], AbstractContextManager[QueryCounter]]:
    """Count the statements the test's own session runs."""

    @contextmanager
    def count() -> Iterator[QueryCounter]:
        counter, connection = QueryCounter(), db.connection()

        def seen(*_: object) -> None:
            counter.count += 1

        event.listen(connection, "before_cursor_execute", seen)
        yield counter
        event.remove(connection, "before_cursor_execute", seen)

    return count
