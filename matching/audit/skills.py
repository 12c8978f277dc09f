"""Skills and licences: each one a reason names taken out, each one that is missing added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import NamedTuple

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
    """Take named skills and licences from what was read: each alone, and all together."""
    for claim in _claims(match):
        names = _PLURAL if claim.is_whole else _ONE
        lacking = _lacking(person, claim.keys, matcher)
        _check(matcher, lacking, match, claim, told[f"alone: {names[claim.code]}"], places)


def check_skills(
    matcher: Matcher,
    seeker: SeekerRecord,
    match: Match,
    told: dict[str, Held],
    places: Places,
) -> None:
    """Take what names a skill out of the record and decline it, as the person could.

    Who declines a skill does not have it, whatever trade it came with: the trade stays. Words
    that also made the work relevant cannot go alone: counted apart.
    """
    person = matcher.read(seeker)
    for claim in _claims(match):
        held = told[f"{claim.code}: {'all' if claim.is_whole else 'one'} taken out"]
        read = matcher.read(without_skills(seeker, claim.keys, matcher.vocabulary))
        if _differ_in_skills_alone(person, read, claim.keys, matcher):
            _check(matcher, read, match, claim, held, places)
        else:
            held.apart += 1


class _Claim(NamedTuple):
    """What a reason says of some skills: what one adds alone; None of all it names together."""

    code: str
    keys: Sequence[str]
    alone: float | None
    weight: float

    @property
    def is_whole(self) -> bool:
        return self.alone is None


def _claims(match: Match) -> Iterator[_Claim]:
    for reason in match.reasons:
        if reason.code not in _KINDS:
            continue
        named = reason.params["skills"]
        for key, alone in zip(named, reason.params["alone"], strict=True):
            yield _Claim(reason.code, [key], alone, reason.weight)
        if len(named) > 1:
            yield _Claim(reason.code, named, None, reason.weight)


def _check(
    matcher: Matcher,
    lacking: SeekerProfile,
    match: Match,
    claim: _Claim,
    held: Held,
    places: Places,
) -> None:
    """Count whether the score of who lacks the skills loses what the reason says, words aside.

    One alone loses what is said of it. Together they lose what the reasons of their kind lose,
    at least the reason itself: a licence that is gone is missing as well. What words matched is
    another reason's. The skills are named no more.
    """
    (after,) = matcher.explain_read(lacking, [match.opening_id])
    words = weight_of(match, _WORDS) - weight_of(after, _WORDS)
    seen = match.score - after.score - words
    codes = _KINDS[claim.code]
    stated, least = claim.alone, 0.0
    if stated is None:
        stated, least = weight_of(match, codes) - weight_of(after, codes), claim.weight
    still = set(claim.keys) & _named(after, claim.code)
    moves = places.moves(match, replace(match, score=match.score - seen))
    came = abs(seen - stated) <= EXACT and seen > 0 and seen >= least - EXACT
    held.note(
        came and not still and agrees(moves, stated),
        f"{lacking.record.id} {match.opening_id} {claim.keys}: stated {stated:+.6f}, "
        f"seen {seen:+.6f}, still {sorted(still)}, places {moves:+}",
        moved=moves != 0,
    )


def _lacking(person: SeekerProfile, keys: Iterable[str], matcher: Matcher) -> SeekerProfile:
    skills = person.skills.copy()
    skills[[matcher.vocabulary.skill_index[key] for key in keys]] = 0
    return replace(person, skills=skills)


def _differ_in_skills_alone(
    person: SeekerProfile, other: SeekerProfile, keys: Iterable[str], matcher: Matcher
) -> bool:
    """Return whether, of all that is read but words, just these skills went."""
    expected = replace(
        _lacking(person, keys, matcher),
        record=other.record,
        text_wish=other.text_wish,
        text_all=other.text_all,
    )
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
