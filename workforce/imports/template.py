"""The template of a kind: headings, drop-downs, and a sheet that says how to fill it in."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from workforce.imports.kind import Column, Kind
from workforce.imports.sheets import VERSION

ROWS = 5_000  #: so many rows have drop-downs
HEAD = 2  #: the headings' row, counted from nought: title and a hint stand above
LISTED = "Danh mục"
#: kept as text, or Excel eats their zeros
AS_TEXT = frozenset({"national_id", "contact_phone", "code", "contact"})


def template(kind: Kind, columns: Sequence[Column]) -> bytes:
    """Return the .xlsx to fill in, with its version in the title."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(kind.title[:31])
        _data_sheet(book, sheet, kind, columns)
        _instructions(book, kind, columns)
        _lists(book, sheet, columns)
    return file.getvalue()


def _data_sheet(
    book: xlsxwriter.Workbook, sheet: Any, kind: Kind, columns: Sequence[Column]
) -> None:
    bold = book.add_format({"bold": True, "font_size": 14})
    must = book.add_format({"bold": True, "bg_color": "#084737", "font_color": "#FFFFFF",
                            "text_wrap": True, "valign": "top"})  # fmt: skip
    may = book.add_format({"bold": True, "bg_color": "#E3EFE9", "text_wrap": True,
                           "valign": "top"})  # fmt: skip
    as_text = book.add_format({"num_format": "@"})
    sheet.write_string(0, 0, f"{kind.title} (mẫu phiên bản {VERSION})", bold)
    sheet.write_string(1, 0, "Cột đậm là bắt buộc. Mỗi dòng một mục. Xem trang Hướng dẫn.")
    for place, column in enumerate(columns):
        sheet.write_string(HEAD, place, column.title, must if column.is_required else may)
        width = max(14, min(32, len(column.title) + 4))
        sheet.set_column(place, place, width, as_text if column.key in AS_TEXT else None)
    sheet.freeze_panes(HEAD + 1, 0)


def _instructions(book: xlsxwriter.Workbook, kind: Kind, columns: Sequence[Column]) -> None:
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "valign": "top"})
    sheet = book.add_worksheet("Hướng dẫn")
    sheet.set_column(0, 0, 32, wrap)
    sheet.set_column(1, 1, 10, wrap)
    sheet.set_column(2, 3, 60, wrap)
    sheet.write_string(0, 0, f"{kind.title} (mẫu phiên bản {VERSION})", bold)
    for place, words in enumerate(("Cột", "Bắt buộc", "Cách ghi", "Ví dụ")):
        sheet.write_string(2, place, words, bold)
    for number, column in enumerate(columns, start=3):
        sheet.write_string(number, 0, column.title, bold)
        sheet.write_string(number, 1, "Có" if column.is_required else "")
        offered = "; ".join(column.choices)
        sheet.write_string(number, 2, column.hint or (f"Một trong: {offered}." if offered else ""))
        sheet.write_string(number, 3, column.example)


def _lists(book: xlsxwriter.Workbook, sheet: Any, columns: Sequence[Column]) -> None:
    """Put what can be picked on a sheet of its own: a drop-down's own text ends at 255 letters."""
    lists = book.add_worksheet(LISTED)
    lists.hide()
    picked = [(place, column) for place, column in enumerate(columns) if column.choices]
    for at, (place, column) in enumerate(picked):
        lists.write_column(0, at, list(column.choices))
        letter = xlsxwriter.utility.xl_col_to_name(at, col_abs=True)
        sheet.data_validation(HEAD + 1, place, HEAD + ROWS, place, {
            "validate": "list",
            "source": f"='{LISTED}'!{letter}$1:{letter}${len(column.choices)}",
            "error_type": "warning", "error_title": "Chưa có trong danh sách",
            "error_message": "Anh/chị chọn một mục trong danh sách.",
        })  # fmt: skip
