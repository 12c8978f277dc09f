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
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from matching.audit.facts import FACTS, Fact, taken_out, without
from matching.matcher import Matcher
from matching.profiles.reader import ProfileReader
from matching.records import Experience, Match, OpeningRecord, SeekerRecord
from matching.vocabulary.vocabulary import Vocabulary

EXACT = 1e-6
_BROKEN_TOLD = 5
_COUNTS = ("checked", "held", "moved", "apart")
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
_WORDS = frozenset({"profile_text", "wish_text"})
_HIGHEST = "tiến sĩ"


@dataclass
class Held:
    """Counts for one kind of claim.

    Attributes:
        checked: claims re-scored; held: those that came true; moved: those of them that
            changed the opening's place.
        apart: claims whose fact could not be taken out alone.
        broken: some that did not: person, opening, stated, what happened.
    """

    checked: int = 0
    held: int = 0
    moved: int = 0
    apart: int = 0
    broken: list[str] = field(default_factory=list)

    def note(self, came_true: bool, told: str, *, moved: bool = False) -> None:
        """Count one claim."""
        self.checked += 1
        self.held += came_true
        self.moved += came_true and moved
        if not came_true and len(self.broken) < _BROKEN_TOLD:
            self.broken.append(told)


class Places:
    """Where an opening stands among the others of a person's whole order, as they stand now."""

    def __init__(self, scores: dict[str, float]) -> None:
        self._order = np.sort(np.array(list(scores.values())))

    def ahead(self, match: Match, score: float) -> int:
        """Return how many other openings score more than ``score``; the match itself is none."""
        more = len(self._order) - int(np.searchsorted(self._order, score + EXACT, side="right"))
        return more - (match.score > score + EXACT)

    def moves(self, match: Match, after: Match) -> int:
        """Return how many places the opening falls (above 0) or rises (below) with its score."""
        return self.ahead(match, after.score) - self.ahead(match, match.score)


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
                told[kind].apart += sum(_tells(match, codes) for match in matches)
                continue
            again = _again(matcher, changed, matches)
            _gone(seeker, matches, codes, again, told[kind], places)
        for field_emptied in emptied_fields:
            field_emptied.check(seeker, matches, told[field_emptied.kind], places)
        _conditions(matcher, seeker, matches, told["conditions"], places)
        schooled, below = replace(seeker, education=_HIGHEST), frozenset({"schooling_below"})
        again = _again(matcher, schooled, matches)
        _gone(seeker, matches, below, again, told["schooling reached"], places)
        for match in matches:
            _skills(matcher, seeker, match, told, places)
            _missing(matcher, seeker, match, told)
    return dict(told)


def lines(told: dict[str, Held]) -> list[str]:
    """Return the counts as a table, with some of what did not hold; kinds never met say so."""
    out = [f"{'claim':34} {'held':>6} / checked  moved its place  not alone"]
    for kind, held in sorted(told.items()):
        never = "" if held.checked else "  not tested"
        out.append(
            f"{kind:34} {held.held:6} / {held.checked:7}  {held.moved:15}  {held.apart:9}{never}"
        )
        out += [f"    {broken}" for broken in held.broken]
    total = Held(*(sum(getattr(h, name) for h in told.values()) for name in _COUNTS))
    out.append(f"{'all':34} {total.held:6} / {total.checked:7}  {total.moved:15}  {total.apart:9}")
    return out


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


def _again(matcher: Matcher, seeker: SeekerRecord, matches: Sequence[Match]) -> dict[str, Match]:
    asked = [match.opening_id for match in matches]
    return {match.opening_id: match for match in matcher.explain(seeker, asked)}


def _stated(match: Match, codes: frozenset[str]) -> float:
    return sum(reason.weight for reason in match.reasons if reason.code in codes)


def _tells(match: Match, codes: frozenset[str]) -> bool:
    return any(reason.code in codes for reason in match.reasons)


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
        named = [match for match in matches if _tells(match, self.codes)]
        alone = [match for match in named if not self._is_told_twice(match.opening_id)]
        held.apart += len(named) - len(alone)
        _gone(seeker, alone, self.codes, _again(self._matcher, seeker, alone), held, places)

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
        if not _tells(match, codes):
            continue
        after = again.get(match.opening_id)
        if after is None:
            held.apart += 1
            continue
        if _tells(after, codes) and _stated(after, codes) == _stated(match, codes):
            # The fact is also told elsewhere in the record: it was not taken out.
            held.apart += 1
            continue
        stated, seen = _stated(match, codes), match.score - after.score
        moves = places.moves(match, after)
        held.note(
            not _tells(after, codes) and abs(stated - seen) <= EXACT and _agrees(moves, stated),
            f"{seeker.id} {match.opening_id}: stated {stated:+.6f}, seen {seen:+.6f}, "
            f"left {[r.code for r in after.reasons if r.code in codes]}, places {moves:+}",
            moved=moves != 0,
        )


def _agrees(moves: int, stated: float) -> bool:
    """Without what spoke for it an opening falls or stays; without what spoke against, rises."""
    return moves >= 0 if stated > EXACT else moves <= 0 if stated < -EXACT else moves == 0


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
        stated, seen = _stated(match, fact.codes), match.score - after.score
        moves = places.moves(match, after)
        came = seen >= stated - EXACT if fact.gates else abs(seen - stated) <= EXACT
        held.note(
            came and not _tells(after, fact.codes) and _agrees(moves, seen),
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
    if not any(_tells(match, codes) for match in matches):
        return
    # What else the person says there (a bus, a bed) is kept as the field that says the same.
    kept = matcher.needs(seeker)
    changed = replace(seeker, constraints="", needs_shuttle=kept[0], needs_housing=kept[1])
    left = matcher.read(changed)
    if left.avoids or left.needs:  # the wish or the story says it as well
        held.apart += sum(_tells(match, codes) for match in matches)
        return
    _gone(seeker, matches, codes, _again(matcher, changed, matches), held, places)


def _skills(
    matcher: Matcher,
    seeker: SeekerRecord,
    match: Match,
    told: dict[str, Held],
    places: Places,
) -> None:
    for reason in match.reasons:
        if reason.code not in ("skill_known", "certificate_held"):
            continue
        named = reason.params["skills"]
        codes = frozenset({reason.code})
        for keys in [named, *([key] for key in named if len(named) > 1)]:
            changed = without_skills(seeker, keys, matcher.vocabulary)
            after = _again(matcher, changed, [match]).get(match.opening_id)
            whole = len(keys) == len(named)
            kind = f"{reason.code}: {'all' if whole else 'one'} taken out"
            if after is None or set(keys) & _named(after, reason.code):
                told[kind].apart += 1
                continue
            left, seen = _stated(after, codes), match.score - after.score
            if changed.skills != seeker.skills or changed.certificates != seeker.certificates:
                # The line went as a whole: what its words matched is another reason's.
                seen -= _stated(match, _WORDS) - _stated(after, _WORDS)
            # A licence that is gone is then missing as well.
            more = reason.code == "certificate_held"
            stated = reason.weight - left
            came = seen >= stated - EXACT if more else abs(seen - stated) <= EXACT
            came = came and stated > 0 and (left == 0 or not whole)
            moves = places.moves(match, replace(match, score=match.score - seen))
            told[kind].note(
                came and _agrees(moves, stated),
                f"{seeker.id} {match.opening_id} {keys}: stated {reason.weight:+.6f}, "
                f"left {left:+.6f}, seen {seen:+.6f}, places {moves:+}",
                moved=moves != 0,
            )


def _named(match: Match, code: str) -> set[str]:
    return {key for r in match.reasons if r.code == code for key in r.params["skills"]}


def without_skills(
    seeker: SeekerRecord, keys: Sequence[str], vocabulary: Vocabulary
) -> SeekerRecord:
    """Return the person without these skills: keys and lines that name them are left out."""

    def kept(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(text for text in texts if not set(keys) & set(vocabulary.skill_evidence(text)))

    return replace(
        seeker,
        skill_keys=tuple(key for key in seeker.skill_keys if key not in keys),
        skills=kept(seeker.skills),
        certificates=kept(seeker.certificates),
    )


def _missing(matcher: Matcher, seeker: SeekerRecord, match: Match, told: dict[str, Held]) -> None:
    """Who then has what is missing never scores less there, and it is no longer missing."""
    for missing in match.missing:
        for changed in _with(seeker, missing.kind, missing.key):
            after = _again(matcher, changed, [match])[match.opening_id]
            still = any((m.kind, m.key) == (missing.kind, missing.key) for m in after.missing)
            if missing.kind == "experience" and still:
                told["missing experience added"].apart += 1
                continue
            told[f"missing {missing.kind} added"].note(
                after.score >= match.score - EXACT and not still,
                f"{seeker.id} {match.opening_id} {missing.key}: {match.score:.6f} -> "
                f"{after.score:.6f}{', still missing' if still else ''}",
            )


def _with(seeker: SeekerRecord, kind: str, key: str) -> Iterator[SeekerRecord]:
    if kind in ("skill", "certificate"):
        yield replace(seeker, skill_keys=(*seeker.skill_keys, key))
    elif kind == "schooling":
        yield replace(seeker, education=_HIGHEST)
    elif kind == "experience" and seeker.experience:
        first, *others = seeker.experience
        yield replace(seeker, experience=(Experience(first.title, 240.0), *others))
