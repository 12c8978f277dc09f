"""Skills and licences: each one a reason names taken out, each one that is missing added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from matching.audit.held import EXACT, Held, Places, agrees, score_again, weight_of
from matching.matcher import Matcher
from matching.profiles.shapes import SeekerProfile
from matching.records import Experience, Match, SeekerRecord
from matching.vocabulary.vocabulary import Vocabulary

_WORDS = frozenset({"profile_text", "wish_text"})
_HIGHEST = "tiến sĩ"
#: what a reason's fact weighs: the reason itself, and the one that stands there without it
_KINDS = {
    "skill_known": frozenset({"skill_known"}),
    "certificate_held": frozenset({"certificate_held", "certificate_missing"}),
}
_PLURAL = {"skill_known": "skills", "certificate_held": "licences"}
_ONE = {"skill_known": "one skill", "certificate_held": "one licence"}


def check_alone(
    matcher: Matcher,
    person: SeekerProfile,
    match: Match,
    told: dict[str, Held],
    places: Places,
) -> None:
    """Take named skills and licences from what was read: together, then each alone.

    The score loses exactly what the reasons of its kind lose with it (a licence that is gone
    is missing as well), no less than nothing, and the skill is named no more.
    """
    for reason in match.reasons:
        if reason.code not in _KINDS:
            continue
        named, codes = reason.params["skills"], _KINDS[reason.code]
        for keys in [named, *([key] for key in named if len(named) > 1)]:
            whole = len(keys) == len(named)
            held = told[f"alone: {_PLURAL[reason.code] if whole else _ONE[reason.code]}"]
            (after,) = matcher.explain_read(_lacking(person, keys, matcher), [match.opening_id])
            stated = weight_of(match, codes) - weight_of(after, codes)
            seen = match.score - after.score
            still = set(keys) & _named(after, reason.code)
            moves = places.moves(match, after)
            least = reason.weight if whole else 0.0
            came = abs(seen - stated) <= EXACT and seen > 0 and seen >= least - EXACT
            held.note(
                came and not still and agrees(moves, seen),
                f"{person.record.id} {match.opening_id} {keys}: stated {stated:+.6f}, "
                f"seen {seen:+.6f}, still {sorted(still)}, places {moves:+}",
                moved=moves != 0,
            )


def _lacking(person: SeekerProfile, keys: Iterable[str], matcher: Matcher) -> SeekerProfile:
    skills = person.skills.copy()
    skills[[matcher.vocabulary.skill_index[key] for key in keys]] = 0
    return replace(person, skills=skills)


def check_skills(
    matcher: Matcher,
    seeker: SeekerRecord,
    match: Match,
    told: dict[str, Held],
    places: Places,
) -> None:
    """Take the keys and lines that name a skill out of the record, as the person could."""
    for reason in match.reasons:
        if reason.code not in ("skill_known", "certificate_held"):
            continue
        named = reason.params["skills"]
        codes = frozenset({reason.code})
        for keys in [named, *([key] for key in named if len(named) > 1)]:
            changed = without_skills(seeker, keys, matcher.vocabulary)
            after = score_again(matcher, changed, [match]).get(match.opening_id)
            whole = len(keys) == len(named)
            kind = f"{reason.code}: {'all' if whole else 'one'} taken out"
            if after is None or set(keys) & _named(after, reason.code):
                told[kind].apart += 1
                continue
            left, seen = weight_of(after, codes), match.score - after.score
            if changed.skills != seeker.skills or changed.certificates != seeker.certificates:
                # The line went as a whole: what its words matched is another reason's.
                seen -= weight_of(match, _WORDS) - weight_of(after, _WORDS)
            # A licence that is gone is then missing as well.
            more = reason.code == "certificate_held"
            stated = reason.weight - left
            came = seen >= stated - EXACT if more else abs(seen - stated) <= EXACT
            came = came and stated > 0 and (left == 0 or not whole)
            moves = places.moves(match, replace(match, score=match.score - seen))
            told[kind].note(
                came and agrees(moves, stated),
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


def check_missing(
    matcher: Matcher, seeker: SeekerRecord, match: Match, told: dict[str, Held]
) -> None:
    """Who then has what is missing never scores less there, and it is no longer missing."""
    for missing in match.missing:
        for changed in _with(seeker, missing.kind, missing.key):
            after = score_again(matcher, changed, [match])[match.opening_id]
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
