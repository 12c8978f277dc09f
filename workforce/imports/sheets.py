"""A workbook as rows: the sheet and line of the headings found, merged cells filled."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from matching import fold
from workforce import workbook
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.imports.cells import is_empty, plain, shown, spellings
from workforce.imports.kind import Column

LOOKED_AT = 30  #: rows in which the headings are looked for; titles stand above them
SHOWN_COLUMNS = 8
VERSION = "2026.1"  #: of the templates
_VERSION = re.compile(r"phien ban (\d{4}\.\d+)")


@dataclass
class Sheet:
    """The filled rows of a workbook under its headings.

    Attributes:
        columns: position in a row → column.
        unknown: headings nothing is read from.
        rows: (number as Excel counts it, cells), empty rows left out.
        said: what is to be told of the file as a whole.
    """

    columns: dict[int, Column]
    unknown: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def read_sheet(data: bytes, columns: Sequence[Column], *, most_bytes: int, most_rows: int) -> Sheet:
    """Return the rows of the sheet whose headings are those of ``columns``.

    Raises:
        InvalidInput: no workbook, too large, no such headings, or required ones missing.
    """
    best: tuple[int, int, dict[int, Column], list[list[Any]]] | None = None
    for cells in workbook.sheets(data, most_bytes=most_bytes, most_rows=most_rows + LOOKED_AT):
        for line, row in enumerate(cells[:LOOKED_AT]):
            found = _headings(row, columns)
            if best is None or len(found) > best[0]:
                best = (len(found), line, found, cells)
        if best is not None and not _missing(best[2], columns):
            break
    if best is None or best[0] < 2:
        titles = ", ".join(column.title for column in columns if column.is_required)
        raise InvalidInput(
            _("Không thấy dòng tên cột. Tệp cần có các cột: %(titles)s. Anh/chị tải mẫu về dùng.",
              titles=titles)
        )  # fmt: skip
    return _sheet(best[2], best[1], best[3], columns)


def _sheet(
    found: dict[int, Column], line: int, cells: list[list[Any]], columns: Sequence[Column]
) -> Sheet:
    missing = _missing(found, columns)
    if missing:
        raise InvalidInput(
            _("Tệp thiếu cột %(titles)s. Anh/chị thêm cột này, hoặc tải mẫu về dùng.",
              titles=", ".join(missing))
        )  # fmt: skip
    sheet = Sheet(found)
    sheet.unknown = [
        shown(cell) for place, cell in enumerate(cells[line])
        if place not in found and not is_empty(cell)
    ]  # fmt: skip
    sheet.rows = [
        (number, cells[number - 1])
        for number in range(line + 2, len(cells) + 1)
        if any(not is_empty(cells[number - 1][place]) for place in found)
    ]
    sheet.said = list(_told(sheet.unknown, cells[:line]))
    return sheet


def _told(unknown: list[str], above: list[list[Any]]) -> Iterator[str]:
    version = _VERSION.search(_words_of(above))
    if version and version[1] != VERSION:
        yield _("Mẫu này là phiên bản %(old)s. Lần sau anh/chị tải mẫu mới.", old=version[1])
    if unknown:
        names = ", ".join(name[:30] for name in unknown[:SHOWN_COLUMNS])
        yield _("Không đọc các cột: %(names)s.", names=names)


def _words_of(rows: list[list[Any]]) -> str:
    """Return all words of some rows for searching; a version keeps its point."""
    return " ".join(fold(shown(cell)) for row in rows for cell in row if not is_empty(cell))


def _headings(row: Sequence[Any], columns: Sequence[Column]) -> dict[int, Column]:
    names = {
        spelling: column
        for column in reversed(columns)
        for word in (*reversed(column.aliases), column.title)
        for spelling in spellings(word)
    }
    found: dict[int, Column] = {}
    for place, cell in enumerate(row):
        if not isinstance(cell, str) or is_empty(cell) or len(cell) > 120:
            continue
        column = next((names[one] for one in _ways(cell) if one in names), None)
        if column is not None and column not in found.values():
            found[place] = column
    return found


def _ways(cell: str) -> list[str]:
    return [plain(cell), plain(re.sub(r"\([^)]*\)", " ", cell))]


def _missing(found: dict[int, Column], columns: Sequence[Column]) -> list[str]:
    return [
        f"'{column.title}'" for column in columns
        if column.is_required and column not in found.values()
    ]  # fmt: skip
