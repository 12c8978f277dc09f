"""Read experience asked for or held: '2 năm', 'Dưới 1 năm', 'ko cần kn', 'biết nghề'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from matching.reading.vietnamese import fold

_LONGEST = 300
_NOT = r"(?:khong|ko|k|hong|hok|chua)"
_NONE = re.compile(
    rf"\b{_NOT} ?(?:yeu ?cau|can|doi ?hoi|bat ?buoc)|\bchua (?:biet|tung|lam)|duoc dao ?tao"
    rf"|{_NOT} ?(?:co ?)?(?:kinh ?nghiem|kn\b)|cho hoc|day nghe"
    r"|^(?:khong|ko|k|0)$|^khong can$"
)
_BOUND = r"(\d{1,2}(?:[.,]\d)?)"
_UNIT = r" ?(nam|thang|year|month|nam kinh nghiem|y)?"
_BETWEEN = re.compile(rf"{_BOUND}{_UNIT} ?(?:-|–|—|~|den|toi) ?{_BOUND}{_UNIT}")
_AT_MOST = re.compile(rf"(?:duoi|len den|len toi|toi da|khong qua) ?{_BOUND}{_UNIT}")
_AT_LEAST = re.compile(
    rf"(?:tren|tu|it nhat|toi thieu|hon) ?{_BOUND}{_UNIT}|{_BOUND}{_UNIT} tro len"
    rf"|{_BOUND}{_UNIT} ?\+"
)
_EXACT = re.compile(rf"(?<![-\d]){_BOUND}{_UNIT}")
_WORDS = {"nua nam": "6 thang", "mot nam": "1 nam", "hai nam": "2 nam", "ba nam": "3 nam"}
_SKILLED = re.compile(
    r"biet nghe|tay nghe|co (?:kinh nghiem|kn)|^biet \w|da (?:lam|tung)|thao nghe"
)
_PREFERRED = re.compile(r"uu tien")
# Months for 'biết nghề' and for 'dưới 1 năm', where a number is wanted (stated, not measured).
_SKILLED_MONTHS, _LITTLE_MONTHS = 12.0, 3.0


@dataclass(frozen=True)
class Experience:
    """Months of experience; None where the text leaves a bound open.

    ``skilled`` is True when the trade must be known without saying for how long;
    ``preferred`` when experience is welcome, not asked.
    """

    low: float | None = None
    high: float | None = None
    skilled: bool = False
    preferred: bool = False


def read_experience(text: str | None) -> Experience | None:
    """Return the experience a field asks for, None when it does not say.

    A bare number is years. 'Không yêu cầu' and 'chưa biết được đào tạo' are 0 months.
    """
    folded = fold(text)[:_LONGEST]
    for words, digits in _WORDS.items():
        folded = folded.replace(words, digits)
    preferred = bool(_PREFERRED.search(folded))
    if _NONE.search(folded):
        return Experience(0.0, None, preferred=preferred)
    bounds = _bounds(folded)
    if bounds is not None:
        return Experience(*bounds, preferred=preferred)
    if preferred:
        return Experience(0.0, None, preferred=True)
    return Experience(skilled=True) if _SKILLED.search(folded) else None


def read_months(text: str | None) -> float | None:
    """Return months of experience asked for; 0 for 'không yêu cầu', None when unstated."""
    found = read_experience(text)
    if found is None:
        return None
    if found.skilled:
        return _SKILLED_MONTHS
    if found.low == 0.0 and found.high:
        return _LITTLE_MONTHS
    return found.low


def _bounds(folded: str) -> tuple[float | None, float | None] | None:
    if between := _BETWEEN.search(folded):
        unit = between[4] or between[2]
        low, high = sorted((_months(between[1], between[2] or unit), _months(between[3], unit)))
        return low, high
    if most := _AT_MOST.search(folded):
        return 0.0, _months(most[1], most[2])
    if least := _AT_LEAST.search(folded):
        number, unit = next((least[n], least[n + 1]) for n in (1, 3, 5) if least[n] is not None)
        return _months(number, unit), None
    if exact := _EXACT.search(folded):
        months = _months(exact[1], exact[2])
        return months, months if months else None
    return None


def _months(number: str, unit: str | None) -> float:
    count = float(number.replace(",", "."))
    return count if unit in ("thang", "month") else count * 12
