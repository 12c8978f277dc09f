"""Do reasons hold? Each named fact is taken out of the record and the pair is scored again.

A reason says 'this fact adds so much'. Without the fact the reason must be gone, the score must
differ by what was stated, and the opening's place among the others as they stood must move the
way stated or stay; adding what is said to be missing must never lower it. First the fields and
lines of the record are emptied, as the person could; what stands there twice cannot be taken
out alone and is counted apart. Then each fact goes from what was read, alone by construction
(facts.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from matching.audit.facts import FACTS, Fact, taken_out, without
from matching.audit.held import EXACT, Held, Places, agrees, score_again, tells, weight_of
from matching.audit.skills import check_alone, check_missing, check_skills
from matching.matcher import Matcher
from matching.profiles.reader import ProfileReader
from matching.records import Match, OpeningRecord, SeekerRecord

_WAGE = frozenset({"wage_meets_wish", "wage_below_wish"})
_HOURS = frozenset({"shift_fits", "shift_conflicts"})
_WAY = frozenset(
    {"near", "far", "far_but_carried", "out_of_reach", "shuttle_covers_distance"}
    | {"housing_covers_distance"}
)
_EXPERIENCE = frozenset({"no_experience_needed", "experience_short"})
#: a reason whose fact is a field of the person → the fields to empty
_PERSON_FIELDS: tuple[tuple[str, frozenset[str], dict[str, None]], ...] = (
    ("wage", _WAGE, {"wage_min": None}),
    ("hours", _HOURS, {"shift_ok": None}),
    ("way", _WAY, dict.fromkeys(("district", "commune", "commune_code", "lat", "lon"))),
)
#: a reason whose fact is a field of the opening → the field to empty, what is read of it
_OPENING_FIELDS: tuple[tuple[str, frozenset[str], str, str], ...] = (
    ("experience asked", _EXPERIENCE, "experience_raw", "months_asked"),
    ("applicants", frozenset({"many_applicants"}), "applicants", "crowding"),
    ("schooling asked", frozenset({"schooling_below"}), "education", "level"),
)
_HIGHEST = "tiến sĩ"


def check_reasons(
    build: Callable[[Sequence[OpeningRecord]], Matcher],
    openings: Sequence[OpeningRecord],
    seekers: Sequence[SeekerRecord],
    top_k: int = 10,
    *,
    sample: int | None = None,
    seed: int = 1,
) -> dict[str, Held]:
    """Return per kind of claim how many of the suggestions' reasons hold.

    Args:
        build: makes a fitted matcher of openings; called once for each fact of openings.
        sample: so many suggestions of all, drawn at random by ``seed``; None for all.
    """
    matcher = build(openings)
    bare = [(fact, without(matcher, fact)) for fact in FACTS]
    emptied_fields = [_Emptied(build, openings, *fact) for fact in _OPENING_FIELDS]
    told: dict[str, Held] = defaultdict(Held)
    for seeker, matches in _drawn(matcher, seekers, top_k, sample, seed):
        person = matcher.read(seeker)
        places = Places(matcher.scores(person))
        _adds_up(matches, told["weights add up to the score"])
        for fact, other in bare:
            again = taken_out(other, fact, person, matches)
            _alone(seeker, matches, fact, again, places, told[f"alone: {fact.name}"])
        for kind, codes, emptied in _PERSON_FIELDS:
            changed = replace(seeker, **emptied)  # type: ignore[arg-type]
            if _is_told_twice(matcher, changed, emptied):
                told[kind].apart += sum(tells(match, codes) for match in matches)
                continue
            again = score_again(matcher, changed, matches)
            _gone(seeker, matches, codes, again, told[kind], places)
        for field_emptied in emptied_fields:
            field_emptied.check(seeker, matches, told[field_emptied.kind], places)
        _conditions(matcher, seeker, matches, told["conditions"], places)
        schooled, below = replace(seeker, education=_HIGHEST), frozenset({"schooling_below"})
        again = score_again(matcher, schooled, matches)
        _gone(seeker, matches, below, again, told["schooling reached"], places)
        for match in matches:
            check_alone(matcher, person, match, told, places)
            check_skills(matcher, seeker, match, told, places)
            check_missing(matcher, seeker, match, told)
    return dict(told)


def _drawn(
    matcher: Matcher, seekers: Sequence[SeekerRecord], top_k: int, sample: int | None, seed: int
) -> Iterator[tuple[SeekerRecord, list[Match]]]:
    """Yield people with all their suggestions, or with those that were drawn."""
    if sample is None:
        yield from ((seeker, matcher.rank(seeker, top_k)) for seeker in seekers)
        return
    pairs = [
        (who, place)
        for who, (_, ids, _) in enumerate(matcher.candidates(seekers, top_k))
        for place in range(len(ids))
    ]
    size = min(sample, len(pairs))
    drawn = np.random.default_rng(seed).choice(len(pairs), size, replace=False)
    chosen: dict[int, list[int]] = defaultdict(list)
    for number in sorted(drawn.tolist()):
        who, place = pairs[number]
        chosen[who].append(place)
    for who, kept in chosen.items():
        matches = matcher.rank(seekers[who], top_k)
        yield seekers[who], [matches[place] for place in kept]


class _Emptied:
    """Openings with one field emptied; whose words tell the fact again is counted apart."""

    def __init__(
        self,
        build: Callable[[Sequence[OpeningRecord]], Matcher],
        openings: Sequence[OpeningRecord],
        kind: str,
        codes: frozenset[str],
        field_name: str,
        read_as: str,
    ) -> None:
        self.kind, self.codes = kind, codes
        self._read_as = read_as
        changed = [replace(o, **{field_name: None}) for o in openings]  # type: ignore[arg-type]
        self._records = {record.id: record for record in changed}
        self._matcher = build(changed)
        self._reader = ProfileReader(self._matcher.vocabulary, self._matcher.gazetteer)

    def check(
        self, seeker: SeekerRecord, matches: Sequence[Match], held: Held, places: Places
    ) -> None:
        named = [match for match in matches if tells(match, self.codes)]
        alone = [match for match in named if not self._is_told_twice(match.opening_id)]
        held.apart += len(named) - len(alone)
        _gone(seeker, alone, self.codes, score_again(self._matcher, seeker, alone), held, places)

    @cache  # noqa: B019 - one check, then all of it goes
    def _is_told_twice(self, opening_id: str) -> bool:
        profile = self._reader.opening(self._records[opening_id])
        nothing = 0.0 if self._read_as == "crowding" else None
        return bool(getattr(profile, self._read_as) != nothing)


def _is_told_twice(matcher: Matcher, changed: SeekerRecord, emptied: Iterable[str]) -> bool:
    """Return whether the person's words fill an emptied field again."""
    read = matcher.read(changed).record
    return any(getattr(read, field) is not None for field in emptied)


def _adds_up(matches: Sequence[Match], held: Held) -> None:
    for match in matches:
        total = sum(reason.weight for reason in match.reasons)
        held.note(
            abs(total - match.score) <= EXACT,
            f"{match.opening_id}: reasons {total:.6f}, score {match.score:.6f}",
        )


def _gone(
    seeker: SeekerRecord,
    matches: Sequence[Match],
    codes: frozenset[str],
    again: dict[str, Match],
    held: Held,
    places: Places,
) -> None:
    """Without the fact the reasons are gone and the score differs by what they stated."""
    for match in matches:
        if not tells(match, codes):
            continue
        after = again.get(match.opening_id)
        if after is None:
            held.apart += 1
            continue
        if tells(after, codes) and weight_of(after, codes) == weight_of(match, codes):
            # The fact is also told elsewhere in the record: it was not taken out.
            held.apart += 1
            continue
        stated, seen = weight_of(match, codes), match.score - after.score
        moves = places.moves(match, after)
        held.note(
            not tells(after, codes) and abs(stated - seen) <= EXACT and agrees(moves, stated),
            f"{seeker.id} {match.opening_id}: stated {stated:+.6f}, seen {seen:+.6f}, "
            f"left {[r.code for r in after.reasons if r.code in codes]}, places {moves:+}",
            moved=moves != 0,
        )


def _alone(
    seeker: SeekerRecord,
    matches: Sequence[Match],
    fact: Fact,
    again: dict[str, Match],
    places: Places,
    held: Held,
) -> None:
    """Without the fact its reasons are gone; the score loses what they stated, not less."""
    for match in matches:
        after = again.get(match.opening_id)
        if after is None:
            continue
        stated, seen = weight_of(match, fact.codes), match.score - after.score
        moves = places.moves(match, after)
        came = seen >= stated - EXACT if fact.gates else abs(seen - stated) <= EXACT
        held.note(
            came and not tells(after, fact.codes) and agrees(moves, seen),
            f"{seeker.id} {match.opening_id}: stated {stated:+.6f}, seen {seen:+.6f}, "
            f"left {[r.code for r in after.reasons if r.code in fact.codes]}, places {moves:+}",
            moved=moves != 0,
        )


def _conditions(
    matcher: Matcher,
    seeker: SeekerRecord,
    matches: Sequence[Match],
    held: Held,
    places: Places,
) -> None:
    # One line of limits says what cannot be borne and what is asked for instead.
    codes = frozenset({"condition_conflicts", "needs_met"})
    if not any(tells(match, codes) for match in matches):
        return
    # What else the person says there (a bus, a bed) is kept as the field that says the same.
    kept = matcher.needs(seeker)
    changed = replace(seeker, constraints="", needs_shuttle=kept[0], needs_housing=kept[1])
    left = matcher.read(changed)
    if left.avoids or left.needs:  # the wish or the story says it as well
        held.apart += sum(tells(match, codes) for match in matches)
        return
    _gone(seeker, matches, codes, score_again(matcher, changed, matches), held, places)
