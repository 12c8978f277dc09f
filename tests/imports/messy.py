"""Workbooks as they come: wrong dates, lost zeros, merged cells, formulas, NFD text, repeats."""

import datetime as dt
import io
import random
import unicodedata
from dataclasses import dataclass
from typing import Any

import xlsxwriter

OPENING_HEAD = [
    "STT", "MÃ TIN", "Ten cong viec", "Số lượng", "Nhà máy", "Lương từ", "Lương đến",
    "Hạn nộp", "Ca làm việc", "Xe đưa đón", "Mô tả",
]  # fmt: skip
PEOPLE_HEAD = [
    "STT", "HỌ TÊN", "Năm sinh", "giới tính", "CCCD", "SĐT", "Đồng ý", "Nguyện vọng", "Ấp",
]  # fmt: skip
TRADES = (
    "Công nhân may công nghiệp", "Thợ hàn", "Lái xe nâng", "Công nhân chế biến thủy sản",
    "Nhân viên kho", "Thợ điện", "Kế toán", "Bảo vệ", "Công nhân đóng gói", "Thợ cơ khí",
)  # fmt: skip
FAMILIES = ("Nguyễn", "Trần", "Thạch", "Sơn", "Lâm", "Kim", "Lý", "Danh", "Huỳnh", "Võ")
GIVEN = ("Lan", "Hùng", "Út", "Phượng", "Tâm", "Dũng", "Yến", "Sang", "Đạt", "Mỹ")
MERGED = 4  #: rows that share one merged cell


@dataclass(frozen=True)
class Messy:
    """A workbook and what is to become of its rows."""

    data: bytes
    accepted: int
    duplicate: int
    refused: int

    @property
    def rows(self) -> int:
        """All rows that hold anything."""
        return self.accepted + self.duplicate + self.refused


def messy_openings(rows: int, *, place: str = "Nhà máy An Nghiệp") -> Messy:
    """Return a workbook of ``rows`` openings, one in ten wrong, one in twenty repeated."""
    made = [_opening(number, place) for number in range(rows)]
    for number in range(9, rows, 20):
        made[number] = made[number - 1]
    wrong = sum(_is_wrong_opening(number) for number in range(rows) if number % 20 != 9)
    return Messy(
        _workbook(OPENING_HEAD, made, merged=4, place=place),
        rows - wrong - len(range(9, rows, 20)), len(range(9, rows, 20)), wrong,
    )  # fmt: skip


def messy_people(rows: int) -> Messy:
    """Return a workbook of ``rows`` people, one in ten wrong, one in twenty repeated."""
    made = [_person(number) for number in range(rows)]
    for number in range(9, rows, 20):
        made[number] = made[number - 1]
    wrong = sum(number % 10 == 3 for number in range(rows))
    return Messy(
        _workbook(PEOPLE_HEAD, made),
        rows - wrong - len(range(9, rows, 20)), len(range(9, rows, 20)), wrong,
    )  # fmt: skip


def _opening(number: int, place: str) -> list[Any]:
    rng = random.Random(number)
    title = rng.choice(TRADES)
    row: list[Any] = [
        number + 1, f"M-{number:05d}" if number % 3 else "", title, rng.randint(1, 60), place,
        rng.choice([6.5, "7", "7,5", 7_000_000, "7.200.000"]), rng.choice(["9tr", 10, "9,5", ""]),
        rng.choice(["31/12/2027", "2027-3-5", 46_752, dt.datetime(2027, 6, 30), ""]),
        rng.choice(["Xoay ca", "Giờ hành chính", "ca đêm; ca ngày"]),
        rng.choice(["Có", "x", "không", ""]), f"Làm ở tổ {number}, chuyền {number % 7}.",
    ]  # fmt: skip
    if 0 < number % 100 < MERGED:
        row[4] = None  # under a merged cell
    if number % 5 == 1:
        row[2] = unicodedata.normalize("NFD", f"  {title.upper()} ")
    if number % 7 == 2:
        row[3] = ("=10+5", 15)
    if number % 20 == 3:
        row[7] = "31/02/2027"
    if number % 40 == 5:
        row[2] = None
    if number % 40 == 25:
        row[3] = "mười người"
    return row


def _is_wrong_opening(number: int) -> bool:
    return number % 20 == 3 or number % 40 in {5, 25}


def _person(number: int) -> list[Any]:
    rng = random.Random(number)
    name = f"{rng.choice(FAMILIES)} {rng.choice(('Văn', 'Thị', 'Ngọc'))} {rng.choice(GIVEN)}"
    card: Any = 94_000_000_000 + number  # eleven digits: Excel ate the zero
    row: list[Any] = [
        number + 1, name, rng.choice(["15/08/1990", 1985, 33_000, "2001-1-9", "3.4.1979"]),
        rng.choice(["Nữ", "NAM", ""]), card if number % 4 else f"0{card}",
        912_000_000 + number if number % 3 else f"0{912_000_000 + number}", "có",
        rng.choice(TRADES), f"Ấp {number % 9}",
    ]  # fmt: skip
    if number % 5 == 1:
        row[1] = unicodedata.normalize("NFD", f" {name}  ")
    if number % 8 == 6:
        row[4] = ""
    if number % 10 == 3:
        row[2 + number // 10 % 3 * 2] = "31/02/1990"  # a birth, a card or nobody's yes
    return row


def _workbook(
    head: list[str], rows: list[list[Any]], *, merged: int | None = None, place: str = ""
) -> bytes:
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet, day = book.add_worksheet("T1"), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range(0, 0, 0, 5, "DANH SÁCH CỦA CÔNG TY")
        sheet.write_row(2, 0, head)
        line = 3
        for number, row in enumerate(rows):
            line += number % 50 == 49  # an empty row now and then
            for column, value in enumerate(row):
                _cell(sheet, line, column, value, day)
            if merged is not None and number % 100 == 0 and number + MERGED <= len(rows):
                sheet.merge_range(line, merged, line + MERGED - 1, merged, place)
            line += 1
    return file.getvalue()


def _cell(sheet: Any, line: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, tuple):
        sheet.write_formula(line, column, value[0], None, value[1])
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(line, column, value, day)
    elif isinstance(value, str):
        sheet.write_string(line, column, value)
    elif value is not None:
        sheet.write_number(line, column, value)
