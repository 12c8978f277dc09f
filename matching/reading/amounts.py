"""Sums of money in a text: '7tr5', '8,5 triệu', '7.500.000 đ', '250k', '7 triệu rưỡi'."""

import re
from typing import NamedTuple

# Lengths are bounded, so that no text makes the search slow.
_NUMBER = r"(?<![\d.,])(?:\d{1,3}(?:[.,]\d{3}){1,3}|\d{1,12}(?:[.,]\d{1,2})?)(?!\d)"
_AMOUNT = re.compile(
    rf"(?P<number>{_NUMBER}) ?(?P<unit>trieu dong|trieu|trd|tr|cu|chai|mil(?:lion)?|nghin|ngan"
    r"|k|dong|vnd|d|m|₫)?"
    r"(?P<rest>(?<=[ruk])\d{1,3}(?!\d)| ruoi|(?<=trieu) \d{1,3}(?= ?(?:$|[-/;)~])))?(?!\w)"
)
_RANGE_MARK = re.compile(r" ?(?:-|–|—|~|den|toi) ?")
_MILLION = frozenset({"trieu dong", "trieu", "trd", "tr", "cu", "chai", "mil", "million", "m"})
_THOUSAND = frozenset({"nghin", "ngan", "k"})
# A number without a unit between these is taken for millions in a pay field.
_BARE_FROM, _BARE_TO = 2, 100


class Amount(NamedTuple):
    """Million VND and where it stands."""

    million: float
    start: int
    end: int


def amounts_in(folded: str, *, bare_millions: bool) -> list[Amount]:
    """Return the sums a folded text names, in order.

    Args:
        folded: text out of fold().
        bare_millions: whether '8-10' without a unit means millions.
    """
    matches = list(_AMOUNT.finditer(folded))
    units = _units(matches, folded)
    found = []
    for match, unit in zip(matches, units, strict=True):
        value = _million(match, unit, bare_millions=bare_millions)
        if value is not None:
            found.append(Amount(value, match.start(), match.end()))
    return found


def is_range(folded: str, first: Amount, second: Amount) -> bool:
    """Return whether only a dash or 'đến' stands between two sums."""
    return bool(_RANGE_MARK.fullmatch(folded, first.end, second.start))


def _units(matches: list[re.Match[str]], folded: str) -> list[str | None]:
    """'7-9tr' and '9tr5 - 12': a unit written once holds for both ends of a range."""
    units = [match["unit"] for match in matches]
    for position in range(len(matches) - 1):
        one, two = matches[position], matches[position + 1]
        if _RANGE_MARK.fullmatch(folded, one.end(), two.start()):
            units[position] = units[position] or units[position + 1]
            units[position + 1] = units[position + 1] or units[position]
    return units


def _million(match: re.Match[str], unit: str | None, *, bare_millions: bool) -> float | None:
    digits = match["number"]
    grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits)
    number = float(re.sub(r"[.,]", "", digits) if grouped else digits.replace(",", "."))
    rest = (match["rest"] or "").strip()
    if unit in _MILLION or unit in _THOUSAND:
        if rest == "ruoi":
            number += 0.5
        elif rest:
            number += int(rest) / 10 ** len(rest)
        return number if unit in _MILLION else number / 1000
    if grouped or number >= 100_000 or unit is not None:
        return number / 1_000_000
    return number if bare_millions and _BARE_FROM <= number <= _BARE_TO else None
