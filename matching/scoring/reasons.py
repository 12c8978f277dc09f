"""Why this pair: named contributions as data; the site puts them into words.

Every contribution to a score becomes one Reason whose ``weight`` is what it added, so the weights
of a match add up to its score. Codes and their parameters:
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from matching.profiles.shapes import OpeningProfile, SeekerProfile
from matching.records import Missing, Reason
from matching.scoring.features import FEATURES
from matching.scoring.openings import NEEDS
from matching.scoring.people import effective_wish
from matching.vocabulary.vocabulary import Vocabulary

REASON_CODES: Mapping[str, str] = {
    "occupation_wanted": "the job is what the person wishes for: occupation",
    "occupation_related": "the job is close to the wish: occupation, closeness 0..1",
    "occupation_done": "the person has done this work: occupation, months",
    "occupation_trained": "the person learnt this trade: occupation, training",
    "wish_text": "the advert uses the words of the wish",
    "profile_text": "the advert uses words of the person's history and skills",
    "skill_known": "skills asked for or mentioned that the person has: skills, alone (each's own)",
    "certificate_held": "a required licence or certificate is held: skills, alone (each's own)",
    "certificate_missing": "a required licence or certificate is not known: skills",
    "sector_known": "the industry is the person's own",
    "sector_other": "it is another industry",
    "wage_meets_wish": "the pay reaches the wish: wage_low, wage_high, wage_min (million VND)",
    "wage_below_wish": "the pay stays below the wish: same parameters",
    "near": "within the distance the person accepts: km, max_km",
    "far": "beyond it: km, max_km",
    "far_but_carried": "beyond it even with the shuttle the job offers: km, max_km",
    "elsewhere": "the advert is for another province",
    "out_of_reach": "too far to ride every day: km, max_km",
    "home_work": "work given out to be done at home, as wished",
    "hand_work": "work with one's hands where desk or technical work is wished for",
    "rank_above": "work in charge of others, above what the person wishes for or did",
    "language_missing": "a language is asked for that the person does not name: languages",
    "many_applicants": "many have applied for the posts left: applicants, posts",
    "shuttle_covers_distance": "a company shuttle makes up for the distance: km",
    "housing_covers_distance": "housing at the job makes up for the distance: km",
    "shift_fits": "the hours are among those the person accepts: shift",
    "shift_conflicts": "the hours are not: shift",
    "condition_conflicts": "conditions the person wants to avoid: conditions",
    "needs_met": "what the person asks of work beyond the trade: needs (openings.NEEDS)",
    "short_term_fits": "seasonal work for someone who wants just that",
    "term_conflicts": "seasonal against lasting work, one wanted, the other offered",
    "no_experience_needed": "the job asks for no experience",
    "experience_short": "more experience is asked than known: months_asked",
    "schooling_below": "a higher schooling is asked: asked, reached (rungs of schooling.LEVELS)",
    "trade_disliked": "the person said no to this trade: occupation",
    # courses
    "course_leads_to_wish": "the course teaches the wished trade: occupation",
    "course_closes_gap": "it teaches skills the good openings ask for: skills",
    "course_gives_certificate": "it leads to a licence the wished trade needs: skills",
    "course_completes_trade": "it teaches what the wished trade or one's own rests on: skills",
    "course_builds_on_experience": "it extends what the person has done: occupation",
    "course_already_known": "the person already has this trade at this level",
    "course_entry_met": "the entry requirement is met",
    "course_entry_above": "the entry requirement is higher than the schooling: asked, reached",
    "course_near": "within reach: km",
    "course_far": "out of reach: km",
    "course_short": "short and cheap enough to start soon: weeks, fee_vnd",
    "course_long": "long or dear: weeks, fee_vnd",
    "course_text": "the course uses the person's words",
}

_Describe = Callable[[SeekerProfile, OpeningProfile, Vocabulary], dict[str, Any]]
MISSING_KINDS = ("skill", "certificate", "schooling", "experience")


def reasons_for(
    row: np.ndarray,
    weights: np.ndarray,
    seeker: SeekerProfile,
    opening: OpeningProfile,
    *,
    km: float | None,
    vocabulary: Vocabulary,
) -> list[Reason]:
    """Return one Reason per non-zero contribution, largest effect first.

    Args:
        row: feature values of the pair, shape (n_features,).
        weights: the weights the score was made with, same shape.
    """
    found = []
    for name, value, weight in zip(FEATURES, row, weights, strict=True):
        contribution = float(value) * float(weight)
        if contribution:
            code, params = _worded(name, float(value), seeker, opening, km, vocabulary)
            found.append(Reason(code, params, contribution))
    return sorted(found, key=lambda reason: -abs(reason.weight))


def requirements(
    seeker: SeekerProfile, opening: OpeningProfile, *, related: float, vocabulary: Vocabulary
) -> tuple[int, int, list[Missing]]:
    """Return (met, asked, missing) of the requirements an opening states.

    ``related`` is how well the person's work so far fits the opening (0..1). What is unknown
    about the person's schooling is left out of ``asked``: unknown never counts against anyone.
    """
    asked, missing = 0, []
    for key in opening.required:
        skill = vocabulary.skills[key]
        asked += 1
        if not seeker.skills[vocabulary.skill_index[key]]:
            kind = "certificate" if skill.kind == "licence" else "skill"
            missing.append(Missing(kind, key, skill.name_vi))
    if opening.level and seeker.level is not None:
        asked += 1
        if seeker.level < opening.level:
            params = {"asked": opening.level, "reached": seeker.level}
            missing.append(
                Missing("schooling", "schooling", opening.record.education or "", params)
            )
    if opening.months_asked:
        asked += 1
        if related < 0.5 or seeker.months_total < 0.8 * opening.months_asked:
            params = {"months_asked": opening.months_asked, "months": seeker.months_total}
            label = opening.record.experience_raw or ""
            missing.append(Missing("experience", "experience", label, params))
    return asked - len(missing), asked, missing


def _worded(
    name: str,
    value: float,
    seeker: SeekerProfile,
    opening: OpeningProfile,
    km: float | None,
    vocabulary: Vocabulary,
) -> tuple[str, dict[str, Any]]:
    if name == "occupation_wanted":
        code = "occupation_wanted" if value >= 0.6 else "occupation_related"
        occupation = _meant(effective_wish(seeker), opening, vocabulary)
        return code, {"occupation": occupation, "closeness": round(value, 2)}
    if name == "occupation_done":
        occupation = _meant(seeker.done, opening, vocabulary)
        return name, {"occupation": occupation, "months": seeker.months_total}
    if name == "occupation_trained":
        occupation = _meant(seeker.trained, opening, vocabulary)
        return name, {"occupation": occupation, "training": seeker.record.training}
    if name == "wage":
        code = "wage_meets_wish" if value > 0 else "wage_below_wish"
        return code, {
            "wage_low": opening.wage_low,
            "wage_high": opening.wage_high,
            "wage_min": seeker.record.wage_min,
        }
    if name in ("near", "reach", "out_of_reach"):
        return _distance(name, value, seeker, opening, km)
    if name in _SIMPLE:
        positive, negative, describe = _SIMPLE[name]
        return (positive if value > 0 else negative), describe(seeker, opening, vocabulary)
    return name, {}


def _meant(held: np.ndarray, opening: OpeningProfile, vocabulary: Vocabulary) -> str | None:
    """Return which of an opening's occupations is closest to what a person holds."""
    mine = np.flatnonzero(held > 0)
    if not len(mine) or not opening.occupations:
        return None
    rows = np.array([row for row, _ in opening.occupations])
    close = (vocabulary.similarity[mine[:, None], rows] * held[mine, None]).max(axis=0)
    sure = [sureness for _, sureness in opening.occupations]
    return vocabulary.occupation_keys[rows[int(np.argmax(close * sure))]]


def _distance(
    name: str, value: float, seeker: SeekerProfile, opening: OpeningProfile, km: float | None
) -> tuple[str, dict[str, Any]]:
    limit = seeker.record.max_km
    params: dict[str, Any] = {"km": None if km is None else round(km, 1), "max_km": limit}
    beyond = km is not None and limit is not None and km > limit
    if name == "out_of_reach":
        return name, params
    if opening.elsewhere:
        return "elsewhere", {}
    if opening.has_shuttle and beyond and value < 0:
        return "far_but_carried", params
    if opening.has_shuttle and (beyond or seeker.needs_shuttle):
        return "shuttle_covers_distance", params
    if opening.has_housing and beyond:
        return "housing_covers_distance", params
    return ("near" if value > 0 else "far"), params


def _shift_params(
    seeker: SeekerProfile, opening: OpeningProfile, vocabulary: Vocabulary
) -> dict[str, Any]:
    return {"shift": opening.record.shift}


def _condition_params(
    seeker: SeekerProfile, opening: OpeningProfile, vocabulary: Vocabulary
) -> dict[str, Any]:
    return {"conditions": sorted(seeker.avoids & opening.conditions)}


def _need_params(
    seeker: SeekerProfile, opening: OpeningProfile, vocabulary: Vocabulary
) -> dict[str, Any]:
    return {"needs": [name for name in NEEDS if name in seeker.needs & opening.benefits]}


def _skill_params(*, licence: bool, held: bool, mentioned: bool = False) -> _Describe:
    def describe(
        seeker: SeekerProfile, opening: OpeningProfile, vocabulary: Vocabulary
    ) -> dict[str, Any]:
        return {
            "skills": [
                key
                for key in [*opening.required, *(opening.optional if mentioned else ())]
                if (vocabulary.skills[key].kind == "licence") == licence
                and bool(seeker.skills[vocabulary.skill_index[key]]) == held
            ]
        }

    return describe


def _experience_params(
    seeker: SeekerProfile, opening: OpeningProfile, vocabulary: Vocabulary
) -> dict[str, Any]:
    return {"months_asked": opening.months_asked}


def _schooling_params(
    seeker: SeekerProfile, opening: OpeningProfile, vocabulary: Vocabulary
) -> dict[str, Any]:
    return {"asked": opening.level, "reached": seeker.level}


def _language_params(
    seeker: SeekerProfile, opening: OpeningProfile, vocabulary: Vocabulary
) -> dict[str, Any]:
    return {"languages": [key for key in opening.languages if key not in seeker.languages]}


def _crowd_params(
    seeker: SeekerProfile, opening: OpeningProfile, vocabulary: Vocabulary
) -> dict[str, Any]:
    return {"applicants": opening.record.applicants, "posts": opening.record.posts_left}


def _nothing(
    seeker: SeekerProfile, opening: OpeningProfile, vocabulary: Vocabulary
) -> dict[str, Any]:
    return {}


def _licence_params(
    seeker: SeekerProfile, opening: OpeningProfile, vocabulary: Vocabulary
) -> dict[str, Any]:
    held = _skill_params(licence=True, held=True)(seeker, opening, vocabulary)
    return (
        held
        if held["skills"]
        else _skill_params(licence=True, held=False)(seeker, opening, vocabulary)
    )


_SIMPLE = {
    "sector": ("sector_known", "sector_other", _nothing),
    "shift": ("shift_fits", "shift_conflicts", _shift_params),
    "conditions": ("condition_conflicts", "condition_conflicts", _condition_params),
    "needs": ("needs_met", "needs_met", _need_params),
    "term": ("short_term_fits", "term_conflicts", _nothing),
    "skills": (
        "skill_known",
        "skill_known",
        _skill_params(licence=False, held=True, mentioned=True),
    ),
    "licence": ("certificate_held", "certificate_missing", _licence_params),
    "experience": ("no_experience_needed", "experience_short", _experience_params),
    "schooling": ("schooling_below", "schooling_below", _schooling_params),
    "home_work": ("home_work", "home_work", _nothing),
    "other_kind": ("hand_work", "hand_work", _nothing),
    "rank": ("rank_above", "rank_above", _nothing),
    "language": ("language_missing", "language_missing", _language_params),
    "competition": ("many_applicants", "many_applicants", _crowd_params),
}
