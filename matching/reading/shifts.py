"""Read hours of work: 'ca đêm 22h-6h', '3 ca 4 kíp', 'hành chính + TC', 'theo nguyên liệu'."""

import re
from dataclasses import dataclass

from matching.reading.vietnamese import fold

_LONGEST = 400
# Night work is 22:00 to 6:00 (Labour Code art. 106).
_NIGHT_FROM, _NIGHT_TO = 22.0, 6.0
_CLOCK = r"(?<![\d.,])(\d{1,2}) ?(?:h|g|gio|:) ?([0-5]\d)?"
_HOURS = re.compile(rf"{_CLOCK} ?(?:-|–|—|~|den|toi) ?{_CLOCK}(?!\d)")
_KINDS = (
    ("live-in", r"an o tai|o lai trai|o tai cho|an o lai"),
    ("rotating", r"xoay ca|doi ca|\b[23] ca\b|hai ca|ba ca|luan phien|[34] kip|ca kip|doi tuan"),
    ("night", r"\b(?:ca|lam|truc|di ca) dem\b"),
    ("long", r"\bca 12\b|\b12 ?(?:h|gio|tieng)\b"),
    ("office", r"hanh chinh|gio hanh|\bhc\b"),
    ("day", r"\bca ngay\b|\bban ngay\b|\bca sang\b|^ngay\b|\bgio ngay\b"),
    ("by-work", r"theo (?:nguyen lieu|chuyen|lich|ghe|tau|don hang|vu|mua|cong trinh|san luong)"),
    ("free", r"tu do|linh hoat|tuy y|tuy chon|part.?time|ban thoi gian"),
)
_KIND_SIGNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_NOT = (
    r"(?:\b(?:khong|ko|k|hong|hok|khoi|mien)\b(?: (?:co|phai|can|lam|di|bi|yeu|cau|xep)){0,2}"
    r"|\bdung (?:xep|bat|cho|bo tri|phan cong)(?: (?:em|toi|lam|di)){0,2})"
)
_NO_NIGHT = re.compile(rf"{_NOT} (?:ca |lam )?(?:dem|xoay ca|ca kip)")
_NO_OVERTIME = re.compile(rf"{_NOT} (?:tang ca|tc\b|lam them|ot\b)")
_NIGHT = re.compile(r"\bdem\b|[34] ?ca\b|ba ca|[34] kip|ca kip|luan phien")
_ROTATING = re.compile(r"xoay ca")
_OVERTIME = re.compile(r"tang ca|\btc\b|lam them|\bot\b|overtime")
_SUNDAY_OFF = re.compile(r"(?:chu nhat|cn|cnhat) ?(?:duoc )?nghi|nghi (?:chu nhat|cn)")


@dataclass(frozen=True)
class Shift:
    """Hours of work as a text states them; None where it does not say.

    ``kind`` is office, day, night, rotating, long (12 hours), by-work, live-in or free;
    ``start`` and ``end`` are hours of the day (7.5 is 7:30).
    """

    kind: str | None = None
    night: bool | None = None
    overtime: bool | None = None
    start: float | None = None
    end: float | None = None
    sunday_off: bool | None = None


def read_shift(text: str | None) -> Shift | None:
    """Return the hours a text names, None when it names none."""
    folded = fold(text)[:_LONGEST]
    spans = [span for match in _HOURS.finditer(folded) if (span := _span(match)) is not None]
    kind = next((kind for kind, sign in _KIND_SIGNS if sign.search(folded)), None)
    at_night = [_is_night(start, end) for start, end in spans]
    if kind is None and spans:
        kind = "night" if all(at_night) else "day"
    overtime = _overtime(folded)
    sunday = True if _SUNDAY_OFF.search(folded) else None
    if kind is None and overtime is None and sunday is None:
        return None
    start, end = spans[0] if len(spans) == 1 else (None, None)
    return Shift(kind, _night(folded, kind, at_night), overtime, start, end, sunday)


def names_overtime(text: str | None) -> bool:
    """Return whether a text of any length speaks of overtime, wanted or not."""
    return _OVERTIME.search(fold(text)) is not None


def _night(folded: str, kind: str | None, at_night: list[bool]) -> bool | None:
    if _NO_NIGHT.search(folded):
        return False
    if any(at_night) or _NIGHT.search(folded) or _ROTATING.search(folded):
        return True
    return False if kind in ("office", "day") else None


def _overtime(folded: str) -> bool | None:
    if _NO_OVERTIME.search(folded):
        return False
    return True if _OVERTIME.search(folded) else None


def _span(match: re.Match[str]) -> tuple[float, float] | None:
    start = int(match[1]) + int(match[2] or 0) / 60
    end = int(match[3]) + int(match[4] or 0) / 60
    return (start, end) if start < 24 and end <= 24 and start != end else None


def _is_night(start: float, end: float) -> bool:
    """Return whether a span reaches into the hours the law calls night."""
    return end < start or start < _NIGHT_TO - 1 or end > _NIGHT_FROM
