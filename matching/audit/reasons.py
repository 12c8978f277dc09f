"""Do reasons hold? Each named fact is taken out of the record and the pair is scored again.

A reason says 'this fact adds so much'. Without the fact the reason must be gone and the score
must differ by exactly what was stated; adding what is said to be missing must never lower it.
Facts that cannot be taken out alone (a skill that comes with a trade, a wish) are counted apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from matching.matcher import Matcher
from matching.records import Experience, Match, OpeningRecord, SeekerRecord
from matching.vocabulary.vocabulary import Vocabulary

EXACT = 1e-6
_BROKEN_TOLD = 5
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
#: a reason whose fact is a field of the opening → the fields to empty
_OPENING_FIELDS: tuple[tuple[str, frozenset[str], dict[str, None]], ...] = (
    ("experience asked", _EXPERIENCE, {"experience_raw": None}),
    ("applicants", frozenset({"many_applicants"}), {"applicants": None}),
)
_WORDS = frozenset({"profile_text", "wish_text"})
_HIGHEST = "tiến sĩ"


@dataclass
class Held:
    """Counts for one kind of claim.

    Attributes:
        checked: claims re-scored; held: those that came true.
        apart: claims whose fact could not be taken out alone.
        broken: some that did not: person, opening, stated, what happened.
    """

    checked: int = 0
    held: int = 0
    apart: int = 0
    broken: list[str] = field(default_factory=list)

    def note(self, came_true: bool, told: str) -> None:
        """Count one claim."""
        self.checked += 1
        self.held += came_true
        if not came_true and len(self.broken) < _BROKEN_TOLD:
            self.broken.append(told)


def check_reasons(
    build: Callable[[Sequence[OpeningRecord]], Matcher],
    openings: Sequence[OpeningRecord],
    seekers: Iterable[SeekerRecord],
    top_k: int = 10,
) -> dict[str, Held]:
    """Return per kind of claim how many of the suggestions' reasons hold.

    Args:
        build: makes a fitted matcher of openings; called once for each fact of openings.
    """
    matcher = build(openings)
    altered = [
        (kind, codes, build([replace(o, **emptied) for o in openings]))  # type: ignore[arg-type]
        for kind, codes, emptied in _OPENING_FIELDS
    ]
    told: dict[str, Held] = defaultdict(Held)
    for seeker in seekers:
        matches = matcher.rank(seeker, top_k)
        _adds_up(matches, told["weights add up to the score"])
        for kind, codes, emptied in _PERSON_FIELDS:
            changed = replace(seeker, **emptied)  # type: ignore[arg-type]
            _gone(seeker, matches, codes, _again(matcher, changed, matches), told[kind])
        for kind, codes, other in altered:
            _gone(seeker, matches, codes, _again(other, seeker, matches), told[kind])
        _conditions(matcher, seeker, matches, told["conditions"])
        schooled, below = replace(seeker, education=_HIGHEST), frozenset({"schooling_below"})
        again = _again(matcher, schooled, matches)
        _gone(seeker, matches, below, again, told["schooling reached"])
        for match in matches:
            _skills(matcher, seeker, match, told)
            _missing(matcher, seeker, match, told)
    return dict(told)


def lines(told: dict[str, Held]) -> list[str]:
    """Return the counts as a table, with some of what did not hold."""
    out = [f"{'claim':34} {'held':>6} / checked  not alone"]
    for kind, held in sorted(told.items()):
        out.append(f"{kind:34} {held.held:6} / {held.checked:7}  {held.apart:9}")
        out += [f"    {broken}" for broken in held.broken]
    return out


def _again(matcher: Matcher, seeker: SeekerRecord, matches: Sequence[Match]) -> dict[str, Match]:
    asked = [match.opening_id for match in matches]
    return {match.opening_id: match for match in matcher.explain(seeker, asked)}


def _stated(match: Match, codes: frozenset[str]) -> float:
    return sum(reason.weight for reason in match.reasons if reason.code in codes)


def _tells(match: Match, codes: frozenset[str]) -> bool:
    return any(reason.code in codes for reason in match.reasons)


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
        held.note(
            not _tells(after, codes) and abs(stated - seen) <= EXACT,
            f"{seeker.id} {match.opening_id}: stated {stated:+.6f}, seen {seen:+.6f}, "
            f"left {[r.code for r in after.reasons if r.code in codes]}",
        )


def _conditions(
    matcher: Matcher, seeker: SeekerRecord, matches: Sequence[Match], held: Held
) -> None:
    codes = frozenset({"condition_conflicts"})
    if not any(_tells(match, codes) for match in matches):
        return
    # What else the person says there (a bus, a bed) is kept as the field that says the same.
    kept = matcher.needs(seeker)
    changed = replace(seeker, constraints="", needs_shuttle=kept[0], needs_housing=kept[1])
    _gone(seeker, matches, codes, _again(matcher, changed, matches), held)


def _skills(matcher: Matcher, seeker: SeekerRecord, match: Match, told: dict[str, Held]) -> None:
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
            told[kind].note(
                came,
                f"{seeker.id} {match.opening_id} {keys}: stated {reason.weight:+.6f}, "
                f"left {left:+.6f}, seen {seen:+.6f}",
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
