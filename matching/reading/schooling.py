"""Schooling as a ladder: '9/12', 'hết cấp 2', 'TC/CĐ', 'Trung cấp trở lên', 'biết chữ'."""

from __future__ import annotations

import re

from matching.reading.experience import read_months
from matching.reading.vietnamese import fold
from matching.records import SeekerRecord

__all__ = ["LEVELS", "read_level", "read_levels", "read_months", "seeker_level"]

# Schooling as one ladder; a vocational level stands above the school level it needs.
LEVELS = {
    "khong": 0.0,
    "tieu_hoc": 1.0,
    "thcs": 2.0,
    "thpt": 3.0,
    "so_cap": 2.5,
    "trung_cap": 4.0,
    "cao_dang": 5.0,
    "dai_hoc": 6.0,
}
_LONGEST = 300
# Longer names first: what a pattern reads is not read again.
_RUNGS = (
    (8.0, r"tien si"),
    (7.0, r"thac si|(?:sau|tren) (?:dai hoc|dh)|cao hoc|master"),
    (2.0, r"trung hoc co so|thcs|cap (?:2|ii)\b"),
    (3.0, r"trung hoc pho thong|pho thong trung hoc|thpt|ptth|cap (?:3|iii)\b|tu tai|bo tuc"),
    (5.0, r"cao dang|\bcd(?:n|sp)?\b|college"),
    (4.0, r"trung cap|\btc(?:cn|n)?\b|trung hoc (?:chuyen nghiep|nghe)"),
    (6.0, r"dai hoc|\bdh\b|cu nhan|ky su|bachelor"),
    (2.5, r"so cap|chung chi nghe|bang nghe|tay nghe|chung chi"),
    (1.0, r"tieu hoc|cap (?:1|i)\b|biet chu|(?:doc|biet) (?:viet|doc)"),
    (3.0, r"trung hoc"),
)
_RUNG_SIGNS = tuple((rung, re.compile(pattern)) for rung, pattern in _RUNGS)
_GRADE = re.compile(r"\b(?:lop ?(\d{1,2})\b(?!/\d)|(?:lop ?)?(\d{1,2}) ?/ ?1[02]\b)")
_NONE = re.compile(
    r"\b(?:khong|ko|k) ?(?:yeu cau|can|gioi han|qua dao tao|doi hoi|phan biet)"
    r"|lao dong pho thong|\bldpt\b|mu chu|khong biet chu|^(?:khong|ko|k)$"
)


def seeker_level(record: SeekerRecord) -> float | None:
    """Return the rung a person reached by school or training; None when neither is known."""
    rungs: list[float] = []
    for said in (record.education, (record.training or "").split(":")[0].strip()):
        if said:
            rungs += [LEVELS[said]] if said in LEVELS else read_levels(said)
    return max(rungs, default=None)


def read_level(text: str | None) -> float | None:
    """Return the rung a requirement asks for: '9/12' 2, 'TC/CĐ' 4; None if unstated.

    Of several the lowest is what is asked; classes 6 to 8 lie between two rungs (1.5).
    """
    return min(read_levels(text), default=None)


def read_levels(text: str | None) -> list[float]:
    """Return every rung a text names, [] when it names none."""
    folded = fold(text)[:_LONGEST]
    if not folded:
        return []
    if _NONE.search(folded):
        return [0.0]
    rungs = [_rung_of_grade(int(match[1] or match[2])) for match in _GRADE.finditer(folded)]
    folded = _GRADE.sub(" ; ", folded)
    for rung, sign in _RUNG_SIGNS:
        if sign.search(folded):
            rungs.append(rung)
            folded = sign.sub(" ; ", folded)
    return rungs


def _rung_of_grade(grade: int) -> float:
    """Return the rung of a school year finished: 5 primary, 9 lower, 12 upper secondary."""
    if grade >= 12:
        return LEVELS["thpt"]
    if grade >= 9:
        return LEVELS["thcs"]
    return 1.5 if grade > 5 else LEVELS["tieu_hoc"] if grade else 0.0
