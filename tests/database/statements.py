"""Which statements the database was asked while a piece of code ran."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event


@contextmanager
def statements(asked: Any) -> Iterator[list[str]]:
    """Collect what an engine or a connection runs; savepoints are not questions."""
    found: list[str] = []

    def record(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            found.append(statement)

    event.listen(asked, "before_cursor_execute", record)
    try:
        yield found
    finally:
        event.remove(asked, "before_cursor_execute", record)
