"""Workbooks of a test's own making, and imports worked to their end."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
import xlsxwriter

from workforce.imports import actions
from workforce.imports.engine import work
from workforce.imports.queries import problem_lines
from workforce.imports.running import kinds, works
from workforce.models import Account, Import, ImportKind

MEGABYTES = 10 * 1024 * 1024


def workbook_of(rows: Sequence[Sequence[Any]], *, above: Sequence[str] = ()) -> bytes:
    """Return an .xlsx of these rows; '=…' becomes a formula with the result beside it."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Dữ liệu")
        for number, row in enumerate([*([one] for one in above), *rows]):
            for column, value in enumerate(row):
                if isinstance(value, tuple):
                    sheet.write_formula(number, column, value[0], None, value[1])
                elif value is not None:
                    sheet.write(number, column, value)
    return file.getvalue()


@pytest.fixture
def bring(app, database, db) -> Callable[..., Import]:
    """Bring a workbook as an account and work it; return the import."""

    def bring(kind: ImportKind, account: Account, data: bytes, *, dry_run: bool = False) -> Import:
        with app.app_context():
            row = actions.receive(
                db, kind=kinds()[kind], file_name="tep.xlsx", data=data, is_dry_run=dry_run,
                by=account, data_key=app.extensions["data_key"], most_bytes=MEGABYTES,
                now=works().clock(),
            )  # fmt: skip
            database.publish()
            assert work(works(), row.id)
            db.expire_all()
            return db.get_one(Import, row.id)

    return bring


@pytest.fixture
def problems(app, db) -> Callable[[Import], dict[int, list[tuple[str, str]]]]:
    """Return (column, reason) of what was refused, or told, by number of the row."""

    def problems(row: Import, *, refused: bool = True) -> dict[int, list[tuple[str, str]]]:
        found: dict[int, list[tuple[str, str]]] = {}
        key = app.extensions["data_key"]
        for line in problem_lines(db, row, data_key=key, refused_only=refused):
            found.setdefault(line.number, []).append((line.column, line.reason))
        return found

    return problems


def counts(row: Import) -> tuple[int, int, int, int]:
    """Return accepted, updated, duplicate, refused."""
    return row.accepted, row.updated, row.duplicate, row.refused
