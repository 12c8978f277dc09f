"""Are two person records the same human? Evidence added up field by field, with room to ask.

Weights are log-odds, stated from how records differ in practice: families share a phone, old
papers give only a year of birth, communes were renamed on 1 July 2025, accents come and go.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import OSA

from matching.places import place_key
from matching.reading.vietnamese import accent_key, fold, has_marks, word_key, words

FIELDS = ("name", "birth", "commune", "phone", "cccd4")
# Equal name, birthday and commune alone reach 0.87: namesakes do, so a person is asked.
SAME_FROM = 0.88
ASK_FROM = 0.3
# Two random records of a province are almost never the same person.
_PRIOR = -4.0
_NUMBER_NAMES = dict(
    enumerate(["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin"], start=1)
)
_COMMON_MIDDLE = frozenset({"thi", "van"})


@dataclass(frozen=True)
class Evidence:
    """What one field says about two records being one person."""

    field: str
    log_odds: float


class CommuneResolver:
    """Old and new commune names → the units they may mean, by seeds/unit_successions.csv."""

    def __init__(self, successions: Collection[Mapping[str, str]]) -> None:
        self._old: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        self._new: dict[str, set[str]] = defaultdict(set)
        for row in successions:
            district = place_key(row["old_district"])
            unit = (district, f"{row['old_name']}|{district}", row["new_code"])
            self._old[place_key(row["old_name"])].append(unit)
            self._new[place_key(row["new_name"])].add(row["new_code"])

    @classmethod
    def load(cls, seeds_dir: Path) -> CommuneResolver:
        """Return the resolver of a seeds folder; without the table nothing is resolved."""
        path = Path(seeds_dir) / "unit_successions.csv"
        if not path.exists():
            return cls([])
        with path.open(encoding="utf-8", newline="") as file:
            return cls(list(csv.DictReader(file)))

    def evidence(self, first: str, second: str) -> float:
        """Return log-odds that two written communes are one place; 0 when either is unknown."""
        one, two = self._units(first), self._units(second)
        if not one[1] or not two[1]:
            known = first.strip() and place_key(first) == place_key(second)
            return 0.8 if known else 0.0
        if not one[1] & two[1]:
            return -1.5
        # Both named with their old district: two old communes that were merged since.
        if one[2] and two[2] and not one[0] & two[0]:
            return -1.0
        return 1.0 if one[0] & two[0] else 0.8

    def _units(self, written: str) -> tuple[set[str], set[str], bool]:
        name, _, district = written.partition(",")
        key, within = place_key(name), place_key(district)
        found = self._old.get(key, [])
        named = [unit for unit in found if within and unit[0] == within]
        old = named or found
        new = {unit[2] for unit in old}
        return {unit[1] for unit in old}, new if named else new | self._new[key], bool(named)


def same_person(
    pair: Mapping[str, str], communes: CommuneResolver, ignore: Collection[str] = ()
) -> tuple[float, str]:
    """Return (score 0..1, decision) for a pair with columns ``name_a`` … ``cccd4_b``.

    Decisions: 'same' from 0.88, 'ask' from 0.3, else 'different'. An empty or ignored field is
    no evidence. Raises ValueError when ``ignore`` names an unknown field.
    """
    total = _PRIOR + sum(told.log_odds for told in explain(pair, communes, ignore))
    score = 1.0 / (1.0 + math.exp(-total))
    return score, decision(score)


def explain(
    pair: Mapping[str, str], communes: CommuneResolver, ignore: Collection[str] = ()
) -> list[Evidence]:
    """Return what each field says, weightiest first; fields empty on a side say nothing.

    Positive log-odds speak for one person, negative ones for two. Raises ValueError when
    ``ignore`` names an unknown field.
    """
    unknown = set(ignore) - set(FIELDS)
    if unknown:
        raise ValueError(f"no such field: {', '.join(sorted(unknown))}")
    judges = {
        "name": name_evidence,
        "birth": birth_evidence,
        "commune": communes.evidence,
        "phone": phone_evidence,
        "cccd4": card_evidence,
    }
    told = []
    for field, judge in judges.items():
        first, second = (pair.get(f"{field}_{side}") or "" for side in "ab")
        if field not in ignore and first.strip() and second.strip():
            told.append(Evidence(field, judge(first, second)))
    return sorted(told, key=lambda one: -abs(one.log_odds))


def decision(score: float) -> str:
    """Return 'same', 'ask' or 'different' for a score."""
    return "same" if score >= SAME_FROM else "ask" if score >= ASK_FROM else "different"


def name_evidence(first: str, second: str) -> float:
    """Return log-odds for two full names: accents, y/i, initials, swapped or left-out words."""
    one, two = name_words(first), name_words(second)
    if not one or not two:
        return 0.0
    if _alike(one[0], two[0]) < 1.0:
        return -4.0
    evidence = 1.8 + _accents(first, second)
    if one == two:
        return evidence
    if sorted(one) == sorted(two):
        return evidence - 0.5
    shorter, longer = sorted((one, two), key=len)
    if len(shorter) < len(longer) and longer[: len(shorter)] == shorter:
        # 'Út' and 'Út Nhỏ': a pet name or half a double name.
        return evidence - 0.5
    given = _alike(one[-1], two[-1])
    if given < 0.6:
        return -4.0
    return evidence - 2.5 * (1.0 - given) + _middle(one[1:-1], two[1:-1])


def birth_evidence(first: str, second: str) -> float:
    """Return log-odds for two dates of birth, each '1985' or '12/03/1985'."""
    one, two = read_birth(first), read_birth(second)
    if one is None or two is None:
        return 0.0
    if one[0] != two[0]:
        return -4.0
    if len(one) == 1 or len(two) == 1:
        return 1.5
    if one == two:
        return 3.5
    if (one[1], one[2]) == (two[2], two[1]):
        return 1.5
    # One part right and the other a slip of the finger: 29/01 and 29/10.
    return 0.3 if one[1] == two[1] or one[2] == two[2] else -1.5


def phone_evidence(first: str, second: str) -> float:
    """Return log-odds for two numbers; an equal one may be the family's, a new one is common."""
    one, two = _digits(first), _digits(second)
    if not one or not two:
        return 0.0
    return 2.0 if one[-9:] == two[-9:] else -0.8


def card_evidence(first: str, second: str) -> float:
    """Return log-odds for the last four digits of two identity cards."""
    one, two = _digits(first), _digits(second)
    if not one or not two:
        return 0.0
    if one == two:
        return 4.0
    # Swapped digits may be a slip or two people: it needs the other fields.
    return -0.5 if OSA.distance(one, two) == 1 and sorted(one) == sorted(two) else -4.0


def name_words(name: str) -> list[str]:
    """Return a name as folded words, numbers as words ('Bảy' for '7')."""
    return [
        _NUMBER_NAMES.get(int(word), word) if word.isdecimal() else word_key(word)
        for word in words(name)
    ]


def _alike(first: str, second: str) -> float:
    if first == second:
        return 1.0
    if min(len(first), len(second)) == 1:
        return 0.9 if first[0] == second[0] else 0.0
    same_length = abs(len(first) - len(second)) <= 1 and min(len(first), len(second)) > 3
    return 0.7 if same_length and OSA.distance(first, second) == 1 else 0.0


def _accents(first: str, second: str) -> float:
    """Return how marks speak: equal +0.4, one side bare 0, both marked but different -0.8."""
    one, two = (
        {word_key(word): accent_key(word) for word in words(name) if has_marks(word)}
        for name in (first, second)
    )
    shared = one.keys() & two.keys()
    if any(one[key] != two[key] for key in shared):
        return -0.8
    return 0.4 if one == two else 0.0


def _middle(one: list[str], two: list[str]) -> float:
    """Return log-odds for the words between surname and given name."""
    rest_one = [word for word in one if not any(_alike(word, other) for other in two)]
    rest_two = [word for word in two if not any(_alike(word, other) for other in one)]
    if not rest_one or not rest_two:
        left_out = set(rest_one) | set(rest_two)
        return -0.2 if left_out <= _COMMON_MIDDLE else -0.5
    both_common = set(rest_one) <= _COMMON_MIDDLE and set(rest_two) <= _COMMON_MIDDLE
    return -5.0 if both_common else -2.5


def read_birth(text: str) -> tuple[int, ...] | None:
    """Return (year,) or (year, month, day); None when unreadable."""
    numbers = [int(part) for part in re.findall(r"\d+", fold(text))]
    if len(numbers) == 1 and 1900 <= numbers[0] <= 2100:
        return (numbers[0],)
    if len(numbers) != 3:
        return None
    year, month, day = numbers if numbers[0] > 31 else numbers[::-1]
    try:
        dt.date(year, month, day)
    except ValueError:
        return (year,) if 1900 <= year <= 2100 else None
    return (year, month, day)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
