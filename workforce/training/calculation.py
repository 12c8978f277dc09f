"""From counted numbers to 'mở thêm lớp …': arithmetic alone, every step kept to be shown.

A class of so many seats brings so many people to lasting work: seats × who finishes × who
finds work × who stays. What is counted is counted; a rate too few people stand behind is
taken from a dated assumption, and says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: whom a proposal can be ranked for, as service-rules ask; '' is everybody
GROUPS = ("", "over_45", "low_schooling", "land")
#: rate → (counted of, counted)
RATES = {
    "completion": ("begun", "completed"),
    "placement": ("placement_due", "placed"),
    "stable": ("stable_due", "stable"),
}


@dataclass(frozen=True)
class Terms:
    """What the calculation rests on beside the counts; all from dated tables.

    Attributes:
        class_seats: seats of a usual class; least: with fewer people no class is proposed.
        measured_from: people a rate must rest on to be used.
        assumed: rate → the assumption used where it cannot be measured; missing: unknown.
    """

    class_seats: int
    least: int
    measured_from: int
    assumed: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Rate:
    """One rate of the calculation: counted, assumed, or unknown (None)."""

    value: float | None
    counted: int
    of: int
    is_assumed: bool


@dataclass(frozen=True)
class Calculation:
    """A proposal's arithmetic, in the order it is shown.

    Attributes:
        people: one class away, of the group asked for; posts: open posts in reach.
        free_seats: in classes of the trade in the area already.
        people_left, posts_left: beyond what the free seats serve.
        seats: of the class proposed.
        finishing, placed, stable: people expected; None while a rate is unknown.
    """

    people: int
    posts: int
    free_seats: int
    people_left: int
    posts_left: int
    seats: int
    rates: dict[str, Rate]
    finishing: float | None
    placed: float | None
    stable: float | None

    @property
    def per_seat(self) -> float | None:
        """Expected lasting placements a seat: what proposals are ranked by."""
        return None if self.stable is None else self.stable / self.seats


def calculate(numbers: Mapping[str, Any], terms: Terms, *, group: str = "") -> Calculation | None:
    """Return the calculation of one trade and area; None when no class is worth proposing.

    Args:
        numbers: counts as ``demand.count`` stores them.
        group: one of GROUPS: only these people count, and seats are for them.
    """
    people = numbers["groups"].get(group, 0) if group else numbers["people"]
    free, posts = numbers["free_seats"], numbers["posts"]
    people_left, posts_left = max(0, people - free), max(0, posts - free)
    seats = min(terms.class_seats, people_left, posts_left)
    if seats < terms.least:
        return None
    rates = {name: rate(numbers, terms, name) for name in RATES}
    finishing = _times(seats, rates["completion"].value)
    placed = _times(finishing, rates["placement"].value)
    return Calculation(
        people, posts, free, people_left, posts_left, seats, rates, finishing, placed,
        _times(placed, rates["stable"].value),
    )  # fmt: skip


def rate(numbers: Mapping[str, Any], terms: Terms, name: str) -> Rate:
    """Return a rate as counted, else as assumed, else unknown."""
    whole, part = (numbers.get(key, 0) for key in RATES[name])
    if whole >= terms.measured_from:
        return Rate(part / whole, part, whole, is_assumed=False)
    return Rate(terms.assumed.get(name), part, whole, is_assumed=True)


def _times(number: float | None, share: float | None) -> float | None:
    return None if number is None or share is None else number * share
