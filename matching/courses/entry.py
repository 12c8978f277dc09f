"""What a course asks of people before it starts: schooling, age, a trade already in hand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from matching.reading.schooling import read_level
from matching.reading.vietnamese import fold
from matching.records import CourseRecord

_AGE = re.compile(r"(\d{2}) ?tuoi")
# 'THPT hoặc trung cấp': either will do, so the lower rung is what is asked.
_EITHER = re.compile(r"\bhoac\b|\bor\b|/(?=\D)")
_TRADE_FIRST = re.compile(
    r"da (?:co|biet|hoc|lam|qua)\b.*(?:tay nghe|nghe|kinh nghiem|han|may|lai|co ban)"
    r"|co (?:tay nghe|kinh nghiem|gplx|giay phep lai xe|bang lai)"
    r"|danh cho (?:tho|nguoi) da|cho tai xe da|tay nghe"
)
# At the start of a title only: 'xe nâng hàng' is a forklift.
_UPGRADE = re.compile(r"^(?:lop |khoa )?(?:nang (?:cao|hang|bac)|boi duong nang)\b")
_FURTHER = re.compile(r"chuyen sau|\bnang cao\b|cho tho\b|cho can bo")


@dataclass(frozen=True)
class Entry:
    """What a course asks; None where it states nothing.

    Attributes:
        level: rung of reading.schooling.LEVELS.
        age: years.
        trade: it builds on a trade the person must have done or learnt.
        further: it takes a trade further, so knowing the trade is no reason against it.
    """

    level: float | None
    age: float | None
    trade: bool
    further: bool


def read_entry(record: CourseRecord) -> Entry:
    """Return what a course asks for, read from its entry requirement, title and description."""
    asked = fold(record.entry_requirement)
    rungs = [read_level(part) for part in _EITHER.split(asked)]
    known = [rung for rung in rungs if rung is not None]
    age = _AGE.search(asked)
    trade = bool(_TRADE_FIRST.search(asked))
    title = fold(record.title)
    return Entry(
        level=None if trade or not known else min(known),
        age=float(age[1]) if age else None,
        trade=trade or bool(_UPGRADE.search(title)),
        further=bool(_UPGRADE.search(title) or _FURTHER.search(title)),
    )
