"""Read pay as people write it: '7tr5', '250k/ngày', '7-9tr', 'trên 9 triệu', 'up to 13tr'."""

import re
from dataclasses import dataclass

from matching.reading.vietnamese import fold

# Full-time month in the zones: six days a week (Labour Code art. 105: at most 48 hours).
WORKING_DAYS_A_MONTH = 26

_NUMBER = r"\d{1,3}(?:[.,]\d{3}){1,2}|\d+(?:[.,]\d+)?"
_AMOUNT = re.compile(
    rf"(?P<number>{_NUMBER})\s*(?P<unit>trieu|tr|cu|nghin|ngan|k|dong|vnd|d|m)?"
    rf"(?P<rest>(?<=r|u)\d{{1,2}}(?!\d)|\s*ruoi)?\b"
)
_RANGE_MARK = re.compile(r"^\s*(?:-|–|—|~|den|toi)\s*$")
_BY_DAY = re.compile(r"/\s*(?:ngay|cong|ngay cong)|mot ngay|moi ngay|1 ngay")
_AT_LEAST = re.compile(r"\b(?:tren|tu|hon|it nhat|toi thieu|from)\b|tro len|\+")
_AT_MOST = re.compile(r"up\s?to|len den|len toi|toi da|duoi|khong qua")
_MILLION = {"trieu", "tr", "cu", "m"}
_THOUSAND = {"nghin", "ngan", "k"}


@dataclass(frozen=True)
class Wage:
    """Pay in million VND a month; None where the text leaves it open."""

    low: float | None = None
    high: float | None = None


def read_wage(text: str | None, *, bare_millions: bool = True) -> Wage:
    """Return the pay a text states.

    Args:
        text: any pay field or search query; None and texts without an amount give Wage().
        bare_millions: whether '8-10' without a unit means millions (true in a pay field,
            false in free text, where it may be hours or ages).

    Returns:
        million VND a month; day pay counts 26 days.
    """
    folded = fold(text)
    found = _amounts(folded, bare_millions=bare_millions)
    if not found:
        return Wage()
    (first, _, _), *others = found
    by_day = _BY_DAY.search(folded) and first < 3
    scale = WORKING_DAYS_A_MONTH if by_day else 1
    if others and _RANGE_MARK.match(folded[found[0][2] : others[0][1]]):
        low, high = sorted((first * scale, others[0][0] * scale))
        return Wage(low, high)
    if _AT_MOST.search(folded):
        return Wage(None, first * scale)
    if _AT_LEAST.search(folded):
        return Wage(first * scale, None)
    return Wage(first * scale, first * scale)


def _amounts(folded: str, *, bare_millions: bool) -> list[tuple[float, int, int]]:
    """Return (million VND, start, end) of each believable amount, in order."""
    matches = list(_AMOUNT.finditer(folded))
    found = []
    for position, match in enumerate(matches):
        unit = match["unit"]
        following = matches[position + 1] if position + 1 < len(matches) else None
        if unit is None and following is not None:
            # '7-9tr': the unit after the second number holds for both.
            between = folded[match.end() : following.start()]
            unit = following["unit"] if _RANGE_MARK.match(between) else None
        value = _million(match, unit, bare_millions=bare_millions)
        if value is not None:
            found.append((value, match.start(), match.end()))
    return found


def _million(match: re.Match[str], unit: str | None, *, bare_millions: bool) -> float | None:
    digits = match["number"]
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits)
    number = float(re.sub(r"[.,]", "", digits) if grouped else digits.replace(",", "."))
    if unit in _MILLION:
        rest = (match["rest"] or "").strip()
        if rest == "ruoi":
            number += 0.5
        elif rest:
            number += int(rest) / 10 ** len(rest)
        return number if 0.5 <= number <= 200 else None
    if unit in _THOUSAND:
        return number / 1000
    if grouped or number >= 100_000:
        return number / 1_000_000
    return number if bare_millions and unit is None and 2 <= number <= 100 else None
