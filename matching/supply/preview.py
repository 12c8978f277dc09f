"""How many an opening suits, and how many more by one change; counts are the matcher's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from matching.matcher import Matcher
from matching.profiles.shapes import OpeningProfile
from matching.reading.schooling import LEVELS
from matching.records import OpeningRecord
from matching.scoring.weights import WEAK_FIT
from matching.standing.crowd import StandingCrowd

#: kinds in the order of what is easier to change, which decides between equals
KINDS = ("experience", "schooling", "licence", "shuttle", "housing", "wage")
SHOWN = 3


@dataclass(frozen=True)
class Step:
    """One thing an employer could change, and whom the opening would suit then.

    Attributes:
        kind: one of KINDS; key: the licence's skill, else ''; people: all it would suit.
    """

    kind: str
    key: str
    people: int


@dataclass(frozen=True)
class Supply:
    """People near an opening whom it suits, and the best single changes, most people first."""

    people: int
    steps: list[Step]


def supply_of(
    matcher: Matcher,
    crowd: StandingCrowd,
    draft: OpeningRecord,
    *,
    within_km: float,
    least: float = WEAK_FIT,
    usual_wage: float | None = None,
    adults_only: bool = False,
) -> Supply:
    """Return how many people an opening suits, posted or not, and which change adds most.

    Each count is that of an opening posted that way: everybody who lives near, whom the law
    allows it and who scores at least ``least``. A step that adds nobody is left out.

    Args:
        within_km: by road from a known home; 0 people when the place of work is unknown.
        least: the score from which an opening suits somebody.
        usual_wage: what similar openings pay, million VND a month; None: not known.
        adults_only: kept from the under-aged whatever is read of it.
    """

    as_is = matcher.read_opening(draft)
    posted = matcher.with_opening(as_is)

    def count(read_as: OpeningProfile | None) -> int:
        people = posted.near(
            crowd, draft.id, least=least, within_km=within_km, adults_only=adults_only,
            read_as=read_as,
        )  # fmt: skip
        return len(people)

    now = count(None)
    steps = [
        Step(kind, key, count(other))
        for kind, key, other in changes_of(matcher, as_is, usual_wage=usual_wage)
    ]
    adding = [step for step in steps if step.people > now]
    adding.sort(key=lambda step: (-step.people, KINDS.index(step.kind), step.key))
    return Supply(now, adding[:SHOWN])


def changes_of(
    matcher: Matcher, profile: OpeningProfile, *, usual_wage: float | None
) -> Iterator[tuple[str, str, OpeningProfile]]:
    """Yield (kind, key, the opening after it) for each change that can be thought of.

    A licence that marks work closed to the under-aged is asked for by law: it stays.
    """
    if profile.level is not None and profile.level > min(LEVELS.values()):
        yield "schooling", "", replace(profile, level=None)
    if profile.months_asked:
        yield "experience", "", replace(profile, months_asked=0.0)
    skills = matcher.vocabulary.skills
    for key in profile.required:
        if skills[key].kind == "licence" and key not in matcher.limits.adults_only_skills:
            left = [one for one in profile.required if one != key]
            yield "licence", key, replace(profile, required=left)
    if not profile.has_shuttle:
        yield "shuttle", "", replace(profile, has_shuttle=True)
    if not profile.has_housing:
        yield "housing", "", replace(profile, has_housing=True)
    low = profile.wage_low
    if usual_wage is not None and (low is None or low < usual_wage):
        high = max(usual_wage, profile.wage_high or usual_wage)
        yield "wage", "", replace(profile, wage_low=usual_wage, wage_high=high)
