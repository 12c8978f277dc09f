"""Skills and licences: each one a reason names taken out, each one that is missing added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace

import numpy as np

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
    """Take named skills and licences from what was read: each alone, and all together.

    Alone the score loses what the reason says of that one. Together it loses what the reasons
    of its kind lose (a licence that is gone is missing as well). They are named no more.
    """
    for reason in match.reasons:
        if reason.code not in _KINDS:
            continue
        named, codes = reason.params["skills"], _KINDS[reason.code]
        alone = dict(zip(named, reason.params["alone"], strict=True))
        for keys in [*([key] for key in named), *([named] if len(named) > 1 else ())]:
            whole = len(keys) > 1
            held = told[f"alone: {_PLURAL[reason.code] if whole else _ONE[reason.code]}"]
            (after,) = matcher.explain_read(_lacking(person, keys, matcher), [match.opening_id])
            kind = weight_of(match, codes) - weight_of(after, codes)
            stated = kind if whole else alone[keys[0]]
            seen = match.score - after.score
            still = set(keys) & _named(after, reason.code)
            moves = places.moves(match, after)
            came = abs(seen - stated) <= EXACT and seen >= (reason.weight - EXACT if whole else 0)
            held.note(
                came and seen > 0 and not still and agrees(moves, stated),
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
    """Take what names a skill out of the record and decline it, as the person could.

    Who declines a skill does not have it, whatever trade it came with: the trade stays. The score
    loses what the reason says of the skill; what the words that went had matched is another
    reason's. Words that also made the work relevant cannot go alone: counted apart.
    """
    person = matcher.read(seeker)
    for reason in match.reasons:
        if reason.code not in _KINDS:
            continue
        named, codes = reason.params["skills"], _KINDS[reason.code]
        alone = dict(zip(named, reason.params["alone"], strict=True))
        for keys in [*([key] for key in named), *([named] if len(named) > 1 else ())]:
            whole = len(keys) > 1
            held = told[f"{reason.code}: {'all' if whole else 'one'} taken out"]
            read = matcher.read(without_skills(seeker, keys, matcher.vocabulary))
            if not _differ_in_skills_alone(person, read, keys, matcher):
                held.apart += 1
                continue
            (after,) = matcher.explain_read(read, [match.opening_id])
            kind = weight_of(match, codes) - weight_of(after, codes)
            stated = kind if whole else alone[keys[0]]
            words = weight_of(match, _WORDS) - weight_of(after, _WORDS)
            seen = match.score - after.score - words
            still = set(keys) & _named(after, reason.code)
            moves = places.moves(match, replace(match, score=match.score - seen))
            held.note(
                abs(seen - stated) <= EXACT and seen > 0 and not still and agrees(moves, stated),
                f"{seeker.id} {match.opening_id} {keys}: stated {stated:+.6f}, "
                f"seen {seen:+.6f}, still {sorted(still)}, places {moves:+}",
                moved=moves != 0,
            )


def _differ_in_skills_alone(
    person: SeekerProfile, other: SeekerProfile, keys: Iterable[str], matcher: Matcher
) -> bool:
    """Return whether, of all that is read but words, just these skills went."""
    expected = _lacking(person, keys, matcher)
    same = {"record": other.record, "text_wish": other.text_wish, "text_all": other.text_all}
    expected = replace(expected, **same)  # type: ignore[arg-type]
    return all(
        np.array_equal(getattr(expected, part.name), getattr(other, part.name))
        for part in fields(SeekerProfile)
    )


def _named(match: Match, code: str) -> set[str]:
    return {key for r in match.reasons if r.code == code for key in r.params["skills"]}


def without_skills(
    seeker: SeekerRecord, keys: Sequence[str], vocabulary: Vocabulary
) -> SeekerRecord:
    """Return the person without these skills: they are declined, what names them is left out."""

    def kept(texts: Iterable[str]) -> tuple[str, ...]:
        return tuple(text for text in texts if not set(keys) & set(vocabulary.skill_evidence(text)))

    return replace(
        seeker,
        declined_skill_keys=(*seeker.declined_skill_keys, *keys),
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
