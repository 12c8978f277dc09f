"""Schooling and experience as ladders: '9/12', 'TC/CĐ', '2 năm', 'không cần kinh nghiệm'."""

from __future__ import annotations

import re

from matching.reading.vietnamese import fold
from matching.records import SeekerRecord

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
_SCHOOLING = (
    (r"thac si|sau dai hoc|cao hoc|tien si", 7.0),
    (r"(?:cd|cao dang)\s*/\s*(?:dh|dai hoc)", 5.0),
    (r"(?:tc|trung cap)\s*[/,]\s*(?:cd|cao dang)", 4.0),
    (r"trung cap|\btc\b|tccn", 4.0),
    (r"cao dang|\bcd\b", 5.0),
    (r"dai hoc|\bdh\b|cu nhan|ky su|bachelor", 6.0),
    (r"so cap|chung chi|bang nghe|tay nghe", 2.5),
    (r"thpt|12/12|cap 3|lop 12|trung hoc pho thong|tu tai|bo tuc", 3.0),
    (r"thcs|9/12|cap 2|lop 9|lop [678]\b|trung hoc co so|trung hoc", 2.0),
    (r"tieu hoc|cap 1|5/12|lop 5|biet chu|doc viet|biet doc", 1.0),
    (r"khong|mu chu", 0.0),
)
_NO_EXPERIENCE = re.compile(
    r"khong (?:yeu cau|can|doi hoi)|ko (?:can|yeu cau)|k can|chua (?:biet|co|tung|lam)|duoc dao tao"
    r"|khong kinh nghiem|cho hoc|day nghe|^(?:khong|0|-1)$"
)
_YEARS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:-\s*\d+\s*)?(nam|thang|year|month)?")


def seeker_level(record: SeekerRecord) -> float | None:
    """Return the rung a person reached by school or training; None when neither is known."""
    rungs = []
    if record.education is not None:
        rung = LEVELS.get(record.education)
        rungs.append(rung if rung is not None else read_level(record.education))
    if record.training:
        rungs.append(LEVELS.get(record.training.split(":")[0].strip()))
        if rungs[-1] is None:
            rungs[-1] = read_level(record.training)
    known = [rung for rung in rungs if rung is not None]
    return max(known) if known else None


def read_level(text: str | None) -> float | None:
    """Return the rung a schooling requirement asks for: '9/12' 2, 'TC/CĐ' 4; None if unstated."""
    folded = fold(text)
    if not folded:
        return None
    if re.search(r"khong (?:yeu cau|can|gioi han|qua dao tao)|ko can|lao dong pho thong", folded):
        return 0.0
    return next((rung for pattern, rung in _SCHOOLING if re.search(pattern, folded)), None)


def read_months(text: str | None) -> float | None:
    """Return months of experience asked for; 0 for 'không yêu cầu', None when unstated."""
    folded = fold(text)
    if not folded:
        return None
    if _NO_EXPERIENCE.search(folded):
        return 0.0
    if folded.startswith("duoi"):
        return 3.0
    number = _YEARS.search(folded)
    if number:
        count = float(number[1].replace(",", "."))
        return count if number[2] in ("thang", "month") else count * 12
    return 12.0 if re.search(r"biet nghe|tay nghe|co kinh nghiem", folded) else None
