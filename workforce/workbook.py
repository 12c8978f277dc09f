"""Excel workbooks in and out: XlsxWriter writes them, Calamine reads them.

What goes out is typed, text never becomes a formula. What comes in is guarded before it is
unpacked: a few kilobytes can unfold into gigabytes.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, SheetTypeEnum, SheetVisibleEnum, load_workbook

from workforce.errors import InvalidInput
from workforce.i18n import _

#: unpacked bytes a workbook may have for each packed one; a real one has five to twenty
MOST_UNFOLDING = 100
SHEET_NAME = 31  #: Excel's limit


def write(name: str, rows: Iterable[Sequence[str | int | float]]) -> bytes:
    """Return an .xlsx with one sheet; text that looks like a formula stays text.

    Args:
        name: of the sheet, cut to Excel's 31 characters.
    """
    file = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(name[:SHEET_NAME])
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                _write(sheet, number, column, value)
    return file.getvalue()


def read(data: bytes, *, most_bytes: int, most_rows: int) -> list[list[Any]]:
    """Return the first sheet's cells; an empty cell is ''.

    Args:
        most_bytes: of the file as it came.
        most_rows: more than these is refused, not cut.

    Raises:
        InvalidInput: not a workbook, damaged, empty, too large, or one that unfolds too far.
    """
    if len(data) > most_bytes or _unfolds_too_far(data):
        raise InvalidInput(_("Tệp Excel lớn quá. Anh/chị chia thành nhiều tệp nhỏ hơn."))
    try:
        book = load_workbook(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).to_python(nrows=most_rows + 1)
    except (CalamineError, IndexError, ValueError, OSError):
        raise InvalidInput(
            _("Không đọc được tệp Excel này. Anh/chị mở ra, lưu lại rồi gửi lại.")
        ) from None
    if len(rows) > most_rows:
        raise InvalidInput(
            _("Tệp có hơn %(most)s dòng. Anh/chị chia thành nhiều tệp.", most=most_rows)
        )
    return rows


def sheets(data: bytes, *, most_bytes: int, most_rows: int) -> Iterator[list[list[Any]]]:
    """Yield each visible sheet's cells from its very first row, so that rows keep their numbers.

    Cells merged over several rows all hold the value Excel shows once; formulas their result.

    Raises:
        InvalidInput: as ``read``.
    """
    if len(data) > most_bytes or _unfolds_too_far(data):
        raise InvalidInput(_("Tệp Excel lớn quá. Anh/chị chia thành nhiều tệp nhỏ hơn."))
    try:
        book = load_workbook(io.BytesIO(data))
        for place, about in enumerate(book.sheets_metadata):
            if about.visible != SheetVisibleEnum.Visible or about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(place)
            if sheet.total_height > most_rows:
                raise InvalidInput(
                    _("Tệp có hơn %(most)s dòng. Anh/chị chia thành nhiều tệp.", most=most_rows)
                )
            yield _filled(sheet)
    except (CalamineError, IndexError, ValueError, OSError):
        raise InvalidInput(
            _("Không đọc được tệp Excel này. Anh/chị mở ra, lưu lại rồi gửi lại.")
        ) from None


def _filled(sheet: Any) -> list[list[Any]]:
    rows = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left != right or top >= len(rows):
            continue  # a title over several columns is said once
        for number in range(top + 1, min(bottom, len(rows) - 1) + 1):
            if left < len(rows[number]):
                rows[number][left] = rows[top][left]
    return rows


def _write(sheet: Any, row: int, column: int, value: str | int | float) -> None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, _printable(str(value)))


def _printable(text: str) -> str:
    """Leave out control characters, which XML cannot hold."""
    return "".join(one for one in text if one in "\t\n" or ord(one) >= 32)


def _unfolds_too_far(data: bytes) -> bool:
    """Return whether a zip says it becomes far larger; an old .xls is no zip and cannot."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            whole = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return False  # the reader says what is wrong with it
    return whole > MOST_UNFOLDING * len(data)
