"""Openings → profiles."""

from __future__ import annotations

import math

from matching.places import Gazetteer
from matching.profiles.evidence import Evidence, stated_or, surest
from matching.profiles.shapes import OpeningProfile
from matching.profiles.signs import (
    WITHOUT_RIDE,
    is_for_weeks,
    languages_asked,
    offers_home_work,
    rank_of,
    schooling_asked,
)
from matching.reading.conditions import (
    DAY_ONLY,
    HOUSING_OFFERED,
    NIGHT,
    OVERTIME,
    SHORT_TERM_JOB,
    SHUTTLE_OFFERED,
)
from matching.reading.protected import neutral
from matching.reading.schooling import read_months
from matching.reading.vietnamese import fold
from matching.reading.wages import read_wage
from matching.records import OpeningRecord


def read_opening(record: OpeningRecord, evidence: Evidence, gazetteer: Gazetteer) -> OpeningProfile:
    """Return an opening's profile."""
    vocabulary = evidence.vocabulary
    title, asked = neutral(record.title), neutral(record.requirements)
    body = neutral(record.description)
    work = WITHOUT_RIDE.sub(" ", title)
    named = set(vocabulary.skill_evidence(asked)) | set(record.required_skill_keys)
    told = set(vocabulary.skill_evidence(body)) | set(record.optional_skill_keys)
    told |= set(vocabulary.skill_evidence(title))
    occupations = _occupations(
        record, work, WITHOUT_RIDE.sub(" ", f"{body}. {asked}"), named | told, evidence
    )
    night = _night(record)
    wage_low, wage_high = _wage(record)
    offered = fold(f"{record.benefits}. {record.description}")
    return OpeningProfile(
        record=record,
        occupations=occupations,
        required=evidence.real_skills(named),
        optional=evidence.real_skills(told - named),
        sectors=evidence.sectors(
            evidence.occupations([(title, 1.0)]),
            evidence.vector(vocabulary.duty_evidence(f"{title}. {body}"), 0.6),
        ),
        conditions=_conditions(record, named | told, occupations, night, evidence),
        text_title=title,
        text_all=f"{title}. {body}. {asked}",
        point=gazetteer.locate(
            district=record.district,
            commune=record.commune,
            zone=record.zone or record.zone_key,
            code=record.commune_code,
            lat=record.lat,
            lon=record.lon,
        ),
        wage_low=wage_low,
        wage_high=wage_high,
        level=schooling_asked(record.education, asked),
        months_asked=read_months(record.experience_raw),
        has_shuttle=stated_or(record.has_shuttle, SHUTTLE_OFFERED.search(offered)),
        has_housing=stated_or(record.has_housing, HOUSING_OFFERED.search(offered)),
        night=night,
        short_term=is_for_weeks(title)
        or bool(SHORT_TERM_JOB.search(fold(f"{record.title}. {record.description}"))),
        elsewhere=_elsewhere(record, evidence),
        benefits=_benefits(record, evidence),
        rank=rank_of(record.title),
        languages=languages_asked(f"{title}. {asked}"),
        home_work=offers_home_work(f"{title}. {body}"),
        crowding=_crowding(record),
    )


def _occupations(
    record: OpeningRecord, title: str, duties: str, skills: set[str], evidence: Evidence
) -> list[tuple[int, float]]:
    known = evidence.vocabulary.occupation_index.get(record.occupation_key or "")
    if known is not None:
        return [(known, 1.0)]
    return surest(evidence.of_text(title, duties, skills))


def _hours(record: OpeningRecord) -> str:
    return fold(f"{record.shift or ''}. {record.requirements}. {record.title}")


def _night(record: OpeningRecord) -> bool | None:
    hours = _hours(record)
    return True if NIGHT.search(hours) else False if DAY_ONLY.search(hours) else None


def _conditions(
    record: OpeningRecord,
    skills: set[str],
    occupations: list[tuple[int, float]],
    night: bool | None,
    evidence: Evidence,
) -> frozenset[str]:
    """Return conditions the advert names and those usual in a surely known occupation."""
    conditions = {key for key in skills if evidence.kind(key) == "condition"}
    if OVERTIME.search(_hours(record)):
        conditions.add("lam-them-gio")
    if night:
        conditions.add("lam-viec-theo-ca")
    if occupations and occupations[0][1] >= 0.5:
        key = list(evidence.vocabulary.occupations)[occupations[0][0]]
        usual = evidence.vocabulary.essential[key]
        conditions |= {skill for skill in usual if evidence.kind(skill) == "condition"}
    return frozenset(conditions)


def _elsewhere(record: OpeningRecord, evidence: Evidence) -> bool:
    """An advert that names no place of ours but another province is far, not unknown."""
    if record.district or record.commune or record.zone or record.zone_key:
        return False
    said = f"{record.title}. {record.description}"
    return bool(evidence.vocabulary.terms_in(said, "elsewhere"))


def _benefits(record: OpeningRecord, evidence: Evidence) -> frozenset[str]:
    said = (
        f"{record.benefits}. {record.description}. {record.requirements}. {record.shift or ''}. "
        f"{record.experience_raw or ''}. {record.title}"
    )
    return frozenset(evidence.vocabulary.terms_in(said, "benefit"))


def _crowding(record: OpeningRecord) -> float:
    """Return 0 up to two applicants a post left, 1 from eight on; 0 when nobody counts them."""
    posts = record.posts_left if record.posts_left is not None else record.openings
    if not record.applicants or not posts:
        return 0.0
    doublings = math.log2(max(record.applicants / posts, 1.0)) - 1.0
    return round(min(max(doublings / 2.0, 0.0), 1.0), 1)


def _wage(record: OpeningRecord) -> tuple[float | None, float | None]:
    if record.salary_min is not None or record.salary_max is not None:
        return record.salary_min, record.salary_max
    wage = read_wage(record.salary_raw)
    return wage.low, wage.high
