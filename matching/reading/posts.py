"""Read how many people an advert takes: 'tuyển 20 người', 'SL: 05', 'cần gấp 100 CN', 'hai thợ'."""

import re

from matching.reading.vietnamese import fold

_LONGEST = 400
_MOST = 5000
_WORDS = {
    **{"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8},
    **{"chin": 9, "muoi": 10, "vai": None},
}
_WHO = (
    r"(?:nguoi|lao dong|ld|cong nhan|cn|nhan vien|nv|nhan su|tho|ban|vi tri|chi tieu|suat|ung vien"
    r"|tai xe|bao ve|ky su|nam|nu|em|anh chi|slot|thoi vu|tap vu|phu kho|ktv)\b"
)
_NUMBER = r"(?<![\d.,/-])(\d{1,4})(?![\d%]|[.,/-]\d)"
_STATED = re.compile(
    rf"\b(?:so luong|sl|so nguoi|chi tieu)(?: tuyen| can| can tuyen)? ?:? ?{_NUMBER}"
)
_HIRED = re.compile(
    rf"\b(?:tuyen|can|nhan|thieu|lay)(?: dung| gap| them| tuyen| ngay| khoang| hon){{0,3}} "
    rf"{_NUMBER} {_WHO}"
)
_COUNTED = re.compile(rf"{_NUMBER} {_WHO}")
_SPELT = re.compile(rf"\b(?:tuyen|can|nhan)(?: gap| them){{0,2}} ({'|'.join(_WORDS)}) {_WHO}")


def read_posts(text: str | None) -> int | None:
    """Return the number of posts a text names (1 to 5,000); None when it names none."""
    folded = fold(text)[:_LONGEST]
    for sign in (_STATED, _HIRED, _COUNTED):
        found = sign.search(folded)
        if found and 0 < int(found[1]) <= _MOST:
            return int(found[1])
    spelt = _SPELT.search(folded)
    return _WORDS[spelt[1]] if spelt else None
