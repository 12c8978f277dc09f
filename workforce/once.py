"""Adding a row that may be there only once, when two people do it at the same moment."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel

Row = TypeVar("Row", bound=SQLModel)


def add_once(session: Session, row: Row, find: Callable[[], Row | None]) -> tuple[Row, bool]:
    """Add a row, or find the one of who was faster; return it and whether it is new.

    Flushes, never commits; what the transaction did before stays.

    Args:
        find: looks for the row by what makes it the only one.

    Raises:
        IntegrityError: something else is wrong with the row: there is no other.
    """
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        winner = find()
        if winner is None:
            raise
        return winner, False
    return row, True
