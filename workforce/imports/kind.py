"""What a kind of import is made of: columns, rows, who a row is about, how rows are written.

The engine knows no role; employers, schools and communes each bring their kinds.
"""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from workforce.crypto import DataKey
from workforce.errors import WorkforceError
from workforce.models import Account, ImportKind, Role, RowOutcome


class BadCell(ValueError):
    """A cell cannot be read; the sentence says what to do."""


@dataclass(frozen=True)
class Cell:
    """A cell as it was read; ``note`` says what was read otherwise than written."""

    value: Any
    note: str = ""


@dataclass(frozen=True)
class Column:
    """One column of a workbook.

    Attributes:
        key: name of the value in ``Row.values``.
        title: heading in the template, always Vietnamese: headings are matched on it.
        read: turns a filled cell into a ``Cell``; raises BadCell.
        aliases: other headings people write.
        choices: what the template's drop-down offers.
        hint: how to fill it in, for the sheet of instructions.
    """

    key: str
    title: str
    read: Callable[[Any], Cell]
    is_required: bool = False
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    hint: str = ""
    example: str = ""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, or was read otherwise than written."""

    column: str
    value: str
    reason: str


@dataclass
class Row:
    """A row whose cells could be read; empty cells are not in ``values``."""

    number: int
    values: dict[str, Any]
    notes: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Identity:
    """One thing a row is about: rows with the same key must agree on ``columns``.

    Attributes:
        columns: keys of columns; None is all of them.
        is_row: the row as a whole; a second row of the same key is a duplicate.
    """

    key: str
    columns: frozenset[str] | None = None
    is_row: bool = True


@dataclass(frozen=True)
class Result:
    """What became of a row."""

    outcome: RowOutcome
    record_id: int | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Job:
    """Who brings the rows, and when."""

    account: Account
    data_key: DataKey
    today: dt.date
    now: dt.datetime


class Batch(ABC):
    """The rows of one workbook on their way in; keeps what is looked up once."""

    @abstractmethod
    def identities(self, row: Row) -> tuple[Identity, ...]:
        """Return what the row is about; may complete ``row.values``. Asks no database.

        Raises:
            Refused: the row contradicts itself or cannot be told from others.
        """

    @abstractmethod
    def write(self, session: Session, rows: Sequence[Row], job: Job) -> list[Result]:
        """Write rows, none of which is about the same thing; flush, never commit."""


@dataclass(frozen=True)
class Kind:
    """A kind of workbook.

    Attributes:
        slug: in addresses.
        roles: who may bring it.
        columns: of the owner's template, in order.
        begin: looks up what all rows need; WorkforceError refuses the file.
    """

    kind: ImportKind
    slug: str
    title: str
    roles: frozenset[Role]
    columns: Callable[[Session, Account], tuple[Column, ...]]
    begin: Callable[[Session, Job], Batch]


class Refused(Exception):
    """A row cannot be taken."""

    def __init__(self, column: str, value: object, reason: str):
        super().__init__(reason)
        self.problem = Problem(column, str(value), reason)


def refused(row: Row, problem: Problem) -> Result:
    """Return the result of a row refused while it was written: only what is to be mended."""
    return Result(RowOutcome.REFUSED, problems=(problem,))


def taken(row: Row, outcome: RowOutcome, record_id: int | None) -> Result:
    """Return the result of a row that was taken; its notes stay readable."""
    return Result(outcome, record_id, tuple(row.notes))


def one_by_one(
    session: Session, rows: Sequence[Row], write: Callable[[Row], tuple[RowOutcome, int | None]]
) -> list[Result]:
    """Write each row by the form's own action; a broken rule undoes that row alone."""
    results = []
    for row in rows:
        try:
            with session.begin_nested():
                outcome, record_id = write(row)
                session.flush()
        except Refused as error:
            results.append(refused(row, error.problem))
        except WorkforceError as error:
            results.append(refused(row, Problem("", "", str(error))))
        else:
            results.append(taken(row, outcome, record_id))
    return results
