"""Cells as Excel leaves them, read into values: dates, money, numbers that lost their zeros."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from flask_babel import force_locale

from matching import fold
from workforce.errors import InvalidInput
from workforce.forms import FIRST_DAY, LAST_DAY, read_millions, read_phone
from workforce.i18n import _
from workforce.imports.kind import BadCell, Cell
from workforce.labels import LABELS
from workforce.models.base import MONEY_MAX
from workforce.people.national_id import read_national_id
from workforce.text import BrokenText, clean_text

Reader = Callable[[Any], Cell]
EXCEL_ZERO = dt.date(1899, 12, 30)  #: day 0 of Excel's calendar, its 1900 leap day counted
SERIALS = range(10_000, 73_051)  #: 1927 to 2099; smaller numbers are years or slips
YES = frozenset({"co", "x", "yes", "y", "1", "true", "dung", "duoc", "roi"})
NO = frozenset({"khong", "no", "n", "0", "false", "chua", "ko", "k"})
_DAY = re.compile(r"(\d{1,2})\s*[/\-. ]\s*(\d{1,2})\s*[/\-. ]\s*(\d{4}|\d{2})")
_ISO = re.compile(
    r"(\d{4})\s*[/\-.]\s*(\d{1,2})\s*[/\-.]\s*(\d{1,2})(?:[ t]\d{1,2}:\d{2}(:\d{2})?)?"
)
_SPOKEN = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) (?:nam )?(\d{4})")


def shown(value: Any) -> str:
    """Return a cell as the person sees it in Excel; '' for an empty one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.strftime("%d/%m/%Y")
    return str(value)


def is_empty(value: Any) -> bool:
    """Return whether nothing is in a cell: no value, or nothing but spaces."""
    return value is None or (isinstance(value, str) and not value.strip(" \t\r\n\xa0\u200b"))


def cleaned(value: Any, *, lines: bool = False) -> str:
    """Return a cell's text in NFC, spaces collapsed; raise BadCell on broken characters."""
    try:
        return clean_text(shown(value), lines=lines)
    except BrokenText:
        raise BadCell(_("Có ký tự lạ không đọc được. Anh/chị gõ lại ô này.")) from None


def text(most: int, *, lines: bool = False) -> Reader:
    """Return a reader of text of at most ``most`` characters."""

    def read(value: Any) -> Cell:
        said = cleaned(value, lines=lines)
        if len(said) > most:
            raise BadCell(_("Dài quá. Anh/chị viết tối đa %(max)s ký tự.", max=most))
        return Cell(said)

    return read


def whole(low: int, high: int) -> Reader:
    """Return a reader of whole numbers from ``low`` to ``high``; '1.200' and '20 người' are."""

    def read(value: Any) -> Cell:
        said = re.sub(r"\s*[^\W\d_]+\.?$", "", cleaned(value))
        if re.fullmatch(r"\d{1,3}([., ]\d{3}){1,3}", said):
            said = re.sub(r"[., ]", "", said)
        if not re.fullmatch(r"\d{1,12}", said):
            raise BadCell(_("Anh/chị ghi bằng chữ số. Ví dụ: 12."))
        number = int(said)
        if not low <= number <= high:
            raise BadCell(_("Số cần từ %(low)s đến %(high)s.", low=low, high=high))
        return Cell(number)

    return read


def money(value: Any) -> Cell:
    """Read '7,5', '7tr5', 7500000 and '7.500.000 đ' as VND; under 10.000 means millions."""
    said = cleaned(value)
    if isinstance(value, float) and not value.is_integer():
        said = f"{value:.6f}".rstrip("0").replace(".", ",")
    amount = read_millions(said)
    if amount is None or not 0 <= amount <= MONEY_MAX:
        raise BadCell(_("Anh/chị ghi số triệu đồng. Ví dụ: 7 hoặc 7,5."))
    return Cell(amount)


def day(value: Any) -> Cell:
    """Read a date: Excel's own, its number, 31/12/2026, 2026-12-31 or in words."""
    if isinstance(value, dt.datetime):
        return _in_range(value.date(), "")
    if isinstance(value, dt.date):
        return _in_range(value, "")
    said = cleaned(value)
    if re.fullmatch(r"\d{5}", said) and int(said) in SERIALS:
        found = EXCEL_ZERO + dt.timedelta(days=int(said))
        return _in_range(found, _("Đọc là ngày %(day)s.", day=shown(found)))
    return _in_range(_written_day(said), "")


def birth(value: Any) -> Cell:
    """Read a date of birth, or only the year: a date or an int."""
    if re.fullmatch(r"(19|20)\d{2}", cleaned(value)):
        return Cell(int(cleaned(value)))
    cell = day(value)
    return cell


def phone(value: Any) -> Cell:
    """Read a Vietnamese mobile number as E.164; gives back the zero Excel ate."""
    said = re.sub(r"[\s.\-()]", "", cleaned(value))
    note = ""
    if re.fullmatch(r"[1-9]\d{8}", said):
        said, note = f"0{said}", _("Excel làm mất số 0 ở đầu. Đã thêm lại.")
    number = read_phone(said)
    if number is None:
        raise BadCell(_("Số điện thoại cần 10 chữ số, bắt đầu bằng 0. Ví dụ: 0912 345 678."))
    return Cell(number, note)


def citizen_number(value: Any) -> Cell:
    """Read a citizen number of twelve digits; gives back the zero Excel ate."""
    said = re.sub(r"[\s.\-']", "", cleaned(value))
    if re.fullmatch(r"\d[.,]?\d*[eE]\+?\d+", said):
        raise BadCell(
            _("Excel đã làm tròn số này. Anh/chị định dạng cột là Văn bản rồi gõ lại số căn cước.")
        )
    note = ""
    if re.fullmatch(r"[1-9]\d{10}", said):
        said, note = f"0{said}", _("Excel làm mất số 0 ở đầu. Đã thêm lại.")
    try:
        return Cell(read_national_id(said), note)
    except InvalidInput as error:
        raise BadCell(str(error)) from None


def yes_no(value: Any) -> Cell:
    """Read 'Có', 'Không' and how else people tick."""
    said = fold(cleaned(value)).strip(" .")
    if said in YES:
        return Cell(True)
    if said in NO:
        return Cell(False)
    raise BadCell(_("Anh/chị ghi Có hoặc Không."))


def one_of(words: Mapping[str, Any]) -> Reader:
    """Return a reader of one of some words, in any case and without diacritics.

    Args:
        words: as the drop-down shows them → value; the part in brackets may be left out.
    """
    known = {spelling: value for word, value in words.items() for spelling in spellings(word)}
    offered = "; ".join(list(words)[:12])

    def read(value: Any) -> Cell:
        said = plain(cleaned(value))
        if said not in known:
            raise BadCell(_("Anh/chị chọn một mục: %(words)s.", words=offered))
        return Cell(known[said])

    return read


def many_of(words: Mapping[str, Any]) -> Reader:
    """Return a reader of several of some words, parted by ';' ',' '+' or a new line."""
    known = {spelling: value for word, value in words.items() for spelling in spellings(word)}
    offered = "; ".join(list(words)[:12])

    def read(value: Any) -> Cell:
        parts = [plain(part) for part in re.split(r"[;,+\n]", cleaned(value, lines=True))]
        found = [known.get(part) for part in parts if part]
        if not found or None in found:
            raise BadCell(_("Anh/chị chọn trong các mục: %(words)s.", words=offered))
        return Cell(list(dict.fromkeys(found)))

    return read


def labels(values: type[StrEnum]) -> dict[str, Any]:
    """Return the Vietnamese words of a choice → the stored member, in the enum's order."""
    return {vietnamese(LABELS[values][member]): member for member in values}


def vietnamese(words: object) -> str:
    """Return words in Vietnamese whoever asks: workbooks have one language."""
    with force_locale("vi"):
        return str(words)


def plain(words: str) -> str:
    """Return words for comparing: no diacritics, case or punctuation."""
    return " ".join(re.sub(r"[^\w]+", " ", fold(words)).split())


def spellings(word: str) -> set[str]:
    """Return how a word may be written: whole, and without what stands in brackets."""
    return {plain(word), plain(re.sub(r"\([^)]*\)", " ", word))}


def _written_day(said: str) -> dt.date:
    folded = fold(said)
    try:
        if found := _ISO.fullmatch(folded):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY.fullmatch(folded) or _SPOKEN.fullmatch(folded):
            year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
            return dt.date(year, int(found[2]), int(found[1]))
    except ValueError:
        raise BadCell(
            _("Không có ngày này trong lịch. Anh/chị ghi ngày/tháng/năm, như 23/11/2026.")
        ) from None
    raise BadCell(_("Ngày cần ghi như 23/11/2026."))


def _in_range(found: dt.date, note: str) -> Cell:
    if not FIRST_DAY <= found <= LAST_DAY:
        raise BadCell(_("Ngày cần ghi như 23/11/2026."))
    return Cell(found, note)
