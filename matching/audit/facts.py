"""Facts taken out of what was read of a person and an advert, one at a time, all else kept.

A line of a record often says several things (a wish is a trade, an industry and words). Here
the fact alone goes from the profiles, so the score must lose exactly what the reason stated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching.matcher import Matcher
from matching.profiles.shapes import OpeningProfile, SeekerProfile
from matching.records import Match
from matching.scoring.openings import LANGUAGES

_HIGHEST_RANK = 2
# A wish so faint that it names nothing, though a wish was stated.
_FAINT = 1e-6


def _same_person(person: SeekerProfile) -> SeekerProfile:
    return person


def _same_opening(opening: OpeningProfile) -> OpeningProfile:
    return opening


@dataclass(frozen=True)
class Fact:
    """One fact, the reasons it makes, and profiles without it.

    ``gates``: it also makes the work relevant, so that what else speaks for the opening may
    shrink with it: the score then loses at least what was stated.
    """

    name: str
    codes: frozenset[str]
    of_person: Callable[[SeekerProfile], SeekerProfile] = _same_person
    of_opening: Callable[[OpeningProfile], OpeningProfile] = _same_opening
    gates: bool = False


def _fact(
    name: str,
    *codes: str,
    person: Callable[[SeekerProfile], SeekerProfile] = _same_person,
    opening: Callable[[OpeningProfile], OpeningProfile] = _same_opening,
    gates: bool = False,
) -> Fact:
    return Fact(name, frozenset(codes), person, opening, gates)


FACTS = (
    _fact(
        "wish",
        *("occupation_wanted", "occupation_related", "hand_work"),
        person=lambda p: replace(p, wish=np.full_like(p.wish, _FAINT)),
        gates=True,
    ),
    _fact(
        "trade done",
        "occupation_done",
        person=lambda p: replace(p, done=np.zeros_like(p.done)),
        gates=True,
    ),
    _fact(
        "trade learnt",
        "occupation_trained",
        person=lambda p: replace(p, trained=np.zeros_like(p.trained)),
        gates=True,
    ),
    _fact("words of the wish", "wish_text", person=lambda p: replace(p, text_wish="")),
    _fact("words of the profile", "profile_text", person=lambda p: replace(p, text_all="")),
    _fact(
        "industry",
        *("sector_known", "sector_other"),
        person=lambda p: replace(p, sectors=np.zeros_like(p.sectors)),
    ),
    _fact("rank", "rank_above", person=lambda p: replace(p, rank=_HIGHEST_RANK)),
    _fact(
        "language",
        "language_missing",
        person=lambda p: replace(p, languages=frozenset(LANGUAGES)),
    ),
    _fact(
        "term",
        *("short_term_fits", "term_conflicts"),
        person=lambda p: replace(p, short_term=False),
        opening=lambda o: replace(o, short_term=False),
    ),
    _fact("needs", "needs_met", person=lambda p: replace(p, needs=frozenset())),
    _fact("conditions", "condition_conflicts", person=lambda p: replace(p, avoids=frozenset())),
    _fact("work at home", "home_work", person=lambda p: replace(p, wants_home_work=False)),
    _fact("schooling asked", "schooling_below", opening=lambda o: replace(o, level=None)),
    _fact(
        "experience asked",
        *("no_experience_needed", "experience_short"),
        opening=lambda o: replace(o, months_asked=None),
    ),
    _fact("applicants", "many_applicants", opening=lambda o: replace(o, crowding=0.0)),
    _fact("other province", "elsewhere", opening=lambda o: replace(o, elsewhere=False)),
)


def without(matcher: Matcher, fact: Fact) -> Matcher:
    """Return a matcher whose openings lack a fact; the same one when it is the person's alone."""
    if fact.of_opening is _same_opening:
        return matcher
    return matcher.with_profiles(fact.of_opening)


def taken_out(
    matcher: Matcher, fact: Fact, person: SeekerProfile, matches: Sequence[Match]
) -> dict[str, Match]:
    """Return the suggestions that name the fact as they are without it, by opening id.

    Args:
        matcher: the one of without().
    """
    named = [m.opening_id for m in matches if any(r.code in fact.codes for r in m.reasons)]
    if not named:
        return {}
    found = matcher.explain_read(fact.of_person(person), named)
    return {match.opening_id: match for match in found}
