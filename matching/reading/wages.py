"""Read pay as people write it: '7tr5', '250k/ngày', '7-9tr', 'trên 9 triệu', 'up to 13tr'."""

import re
from dataclasses import dataclass

from matching.reading.amounts import Amount, amounts_in, is_range
from matching.reading.vietnamese import fold

# Full-time month in the zones: six days of eight hours a week (Labour Code art. 105).
WORKING_DAYS_A_MONTH = 26
_MONTHS = {
    "month": 1.0,
    "day": WORKING_DAYS_A_MONTH,
    "hour": WORKING_DAYS_A_MONTH * 8,
    "week": WORKING_DAYS_A_MONTH / 6,
    "year": 1 / 12,
}
# Million VND a month nobody is offered less or more than: such a sum is something else.
_LEAST, _MOST = 0.3, 500.0
# A pay field is short; of a long text only the beginning is read.
_LONGEST = 400

_PERIODS = (
    ("hour", re.compile(r"/ ?(?:gio|hour|h)\b|(?:moi|mot|1|theo) gio\b")),
    ("day", re.compile(r"/ ?(?:ngay|cong|ng|day|ca)\b|(?:mot|moi|1) (?:ngay|cong)\b")),
    ("week", re.compile(r"/ ?(?:tuan|week)\b|(?:mot|moi|1) tuan\b")),
    ("year", re.compile(r"/ ?(?:nam|year|nien)\b|(?:mot|moi|1) nam\b")),
)
_MONTHLY = re.compile(r"/ ?(?:thang|th|month)\b|(?:mot|moi|1|hang) thang\b")
_FOREIGN = re.compile(r"\$|\busd\b|\bdo la\b|\bdollars?\b")
_EACH_PIECE = re.compile(
    r"/ ?(?:sp|san pham|cai|kg|ky|ki|tan|con|thung|chiec|doi|bo|m2|met|don|chuyen|cong lua|giay)\b"
)
_BY_PIECE = re.compile(
    r"\b(?:luong|an|khoan|tinh|huong|theo)(?: theo| luong| tien)* (?:sp|san pham|nang suat|ky|kg)\b"
    r"|\bluong khoan\b|\bkhoan sp\b|^(?:sp|san pham)\b"
)
_NEGOTIABLE = re.compile(
    r"thoa thuan|thuong luong|canh tranh|theo nang luc|\bdeal\b|^tl$|trao doi|khi pv|phong van"
)
_TOTAL = re.compile(r"\b(?:tong(?: thu nhap| cong| luong)?|thu nhap|tn)\b")
_BASE = re.compile(r"\b(?:lcb|luong (?:co ban|cung|can ban|cb))\b")
# Paid on top: never counted as pay.
_EXTRA = re.compile(
    r"\b(?:thuong|phu cap|pc|tro cap|chuyen can|tien com|com trua|com ca|xang(?: xe)?|hoa hong"
    r"|nha tro|tien nha|le tet|tham nien|bao hiem|dong phuc|coc|phi)\b[^\d+,;()]{0,24}$"
)
_AT_LEAST = re.compile(r"\b(?:tren|tu|hon|it nhat|toi thieu|from|khong duoi)\b|tro len|\+")
_AT_MOST = re.compile(r"\bup ?to\b|\blen (?:den|toi)\b|\btoi da\b|\bduoi\b|\bkhong qua\b|^toi\b")
_NET = re.compile(r"\bnet\b|thuc (?:linh|nhan|lanh)|lanh thuc")
_GROSS = re.compile(r"\bgross\b")


@dataclass(frozen=True)
class Wage:
    """Pay in million VND a month; None where the text leaves it open.

    ``per`` is the period the text speaks of (month, day, hour, week, year). Pay in another
    currency keeps the currency and no amount: a rate has a date, and it is not ours to guess.
    ``basis`` is 'net', 'gross' or None.
    """

    low: float | None = None
    high: float | None = None
    per: str = "month"
    currency: str = "VND"
    by_piece: bool = False
    negotiable: bool = False
    basis: str | None = None


def read_wage(text: str | None, *, bare_millions: bool = True) -> Wage:
    """Return the pay a text states.

    Args:
        text: any pay field or search query; None and texts without an amount give a Wage
            without amounts.
        bare_millions: whether '8-10' without a unit means millions (true in a pay field,
            false in free text, where it may be hours or ages).

    Returns:
        million VND a month; a day counts 1/26 and an hour 1/208 of a month. Bonuses and
        allowances are not counted.
    """
    folded = fold(text)[:_LONGEST]
    if not folded:
        return Wage()
    per = _period(folded)
    each = bool(_EACH_PIECE.search(folded))
    foreign = bool(_FOREIGN.search(folded))
    low, high = (
        (None, None) if each or foreign else _bounds(folded, per, bare_millions=bare_millions)
    )
    return Wage(
        low,
        high,
        per=per if low is not None or high is not None else "month",
        currency="USD" if foreign else "VND",
        by_piece=each or bool(_BY_PIECE.search(folded)),
        negotiable=bool(_NEGOTIABLE.search(folded)),
        basis="net" if _NET.search(folded) else "gross" if _GROSS.search(folded) else None,
    )


def _period(folded: str) -> str:
    if _MONTHLY.search(folded):
        return "month"
    return next((period for period, sign in _PERIODS if sign.search(folded)), "month")


def _bounds(folded: str, per: str, *, bare_millions: bool) -> tuple[float | None, float | None]:
    found = [
        amount
        for amount in amounts_in(folded, bare_millions=bare_millions)
        if not _EXTRA.search(folded, max(0, amount.start - 40), amount.start)
    ]
    base_only = False
    total = _TOTAL.search(folded)
    if total and any(amount.start >= total.end() for amount in found):
        # 'LCB 5tr, tổng 8-10tr': what one takes home counts.
        found = [amount for amount in found if amount.start >= total.end()]
    else:
        base_only = bool(_BASE.search(folded))
    if len(found) > 1 and is_range(folded, found[0], found[1]):
        return _range(
            found[0].million * _scale(found[0], per), found[1].million * _scale(found[1], per)
        )
    pay = [amount.million * _scale(amount, per) for amount in found]
    first = next((round(sum_, 4) for sum_ in pay if _LEAST <= sum_ <= _MOST), None)
    if _AT_MOST.search(folded):
        return None, first
    if base_only or _AT_LEAST.search(folded):
        return first, None
    return first, first


def _range(first: float, second: float) -> tuple[float | None, float | None]:
    """Return the ends in order; '0-14 triệu' says its top only, a sum for a year nothing."""
    low, high = sorted((round(first, 4), round(second, 4)))
    if not _LEAST <= high <= _MOST:
        return None, None
    return low if low >= _LEAST else None, high


def _scale(amount: Amount, per: str) -> float:
    # '8 triệu/ca đêm', '9tr một ngày 8 tiếng': a whole month's pay is not paid by the day.
    monthly = per == "day" and amount.million >= 3
    return 1.0 if monthly else _MONTHS[per]
