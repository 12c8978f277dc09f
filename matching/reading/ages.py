"""Read ages an advert asks for: '18-40t', 'đủ 18 tuổi, không quá 50', 'trên 30'.

Only for showing and for the legal minimum: an age wish of an employer never scores.
"""

import re
from dataclasses import dataclass

from matching.reading.vietnamese import fold

_YOUNGEST, _OLDEST = 13, 80
_LONGEST = 300
_UNIT = r"(?: ?(?:tuoi|t)\b)"
_AGE = r"(?<![\d.,/])(\d\d)(?![\d/%]|[.,]\d| ?(?:tr|k|km|kg|h|gio|nam|thang|trieu|nguoi|phut|cm)\b)"
_RANGE = re.compile(rf"{_AGE}{_UNIT}? ?(?:-|–|—|~|den(?: khoang| duoi)?|toi) ?{_AGE}{_UNIT}?")
_LOW = re.compile(rf"\b(?:tren|tu|du|it nhat|toi thieu|hon)(?: du)? {_AGE}{_UNIT}?")
_UPWARDS = re.compile(rf"{_AGE}{_UNIT}? (?:tro len|do len)|{_AGE}{_UNIT}? ?\+")
_HIGH = re.compile(
    rf"\b(?:duoi|khong qua|toi da|toi|den|chua qua|khong lon hon|<=?) ?{_AGE}{_UNIT}?"
    rf"|{_AGE}{_UNIT}? (?:tro xuong|do lai)"
)
_SINGLE = re.compile(rf"{_AGE}{_UNIT}")
_SPOKEN = re.compile(r"\btuoi\b|\d\d ?t\b")
# What is said in brackets is about papers for the young, not the age asked for.
_ASIDE = re.compile(r"\([^()]{0,80}\)")


@dataclass(frozen=True)
class Ages:
    """Years of age; None where the text sets no bound."""

    low: int | None = None
    high: int | None = None


def read_ages(text: str | None, *, bare: bool = True) -> Ages | None:
    """Return the ages a text names, None when it names none.

    Args:
        bare: whether '18-40' without 'tuổi' counts (true in an age field, false in free text).
    """
    folded = _ASIDE.sub(" ", fold(text)[:_LONGEST])
    if not bare and not _SPOKEN.search(folded):
        return None
    found = _RANGE.search(folded)
    if found:
        low, high = sorted((int(found[1]), int(found[2])))
        return _within(low, high)
    low_match = _LOW.search(folded) or _UPWARDS.search(folded)
    high_match = _HIGH.search(folded)
    if low_match or high_match:
        return _within(_number(low_match), _number(high_match))
    single = _SINGLE.search(folded)
    return _within(int(single[1]), int(single[1])) if single else None


def _number(match: re.Match[str] | None) -> int | None:
    return next((int(group) for group in match.groups() if group), None) if match else None


def _within(low: int | None, high: int | None) -> Ages | None:
    low = low if low is not None and _YOUNGEST <= low <= _OLDEST else None
    high = high if high is not None and _YOUNGEST <= high <= _OLDEST else None
    return None if low is None and high is None else Ages(low, high)
