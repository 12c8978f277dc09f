"""Openings → profiles."""

from __future__ import annotations

import math
import re

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
from matching.reading.certificates import read_certificates
from matching.reading.conditions import (
    HOUSING_OFFERED,
    SEATED,
    SHORT_TERM_JOB,
    SHUTTLE_OFFERED,
    SITTING,
    STANDING,
)
from matching.reading.posts import read_posts
from matching.reading.protected import neutral
from matching.reading.schooling import read_months
from matching.reading.shifts import Shift, read_shift
from matching.reading.stances import read_stances
from matching.reading.vietnamese import fold
from matching.reading.wages import read_wage
from matching.records import OpeningRecord

_CLAUSE = re.compile(r"[^.;,\n]+")


def read_opening(record: OpeningRecord, evidence: Evidence, gazetteer: Gazetteer) -> OpeningProfile:
    """Return an opening's profile."""
    vocabulary = evidence.vocabulary
    title, asked = neutral(record.title), neutral(record.requirements)
    body = neutral(record.description)
    work = WITHOUT_RIDE.sub(" ", title)
    named = (set(vocabulary.skill_evidence(asked)) - _not_needed(asked, evidence)) | set(
        record.required_skill_keys
    )
    told = set(vocabulary.skill_evidence(body)) | set(record.optional_skill_keys)
    told |= set(vocabulary.skill_evidence(title))
    occupations = _occupations(
        record, work, WITHOUT_RIDE.sub(" ", f"{body}. {asked}"), named | told, evidence
    )
    hours = _hours(record)
    wage_low, wage_high = _wage(record)
    conditions = _conditions(record, named | told, occupations, hours, evidence)
    offered = f"{record.benefits}. {record.description}"
    offers, denied = fold(offered), read_stances(offered)
    return OpeningProfile(
        record=record,
        occupations=occupations,
        required=evidence.real_skills(named),
        optional=evidence.real_skills(told - named),
        sectors=evidence.sectors(
            evidence.occupations([(title, 1.0)]),
            evidence.vector(vocabulary.duty_evidence(f"{title}. {body}"), 0.6),
        ),
        conditions=conditions,
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
        months_asked=_months_asked(record),
        has_shuttle=stated_or(
            record.has_shuttle, SHUTTLE_OFFERED.search(offers) and not denied.denies("shuttle")
        ),
        has_housing=stated_or(
            record.has_housing, HOUSING_OFFERED.search(offers) and not denied.denies("housing")
        ),
        night=hours.night,
        short_term=is_for_weeks(title)
        or bool(SHORT_TERM_JOB.search(fold(f"{record.title}. {record.description}"))),
        elsewhere=_elsewhere(record, evidence),
        benefits=_benefits(record, evidence) | _seated(conditions),
        rank=rank_of(record.title),
        languages=languages_asked(f"{title}. {asked}"),
        home_work=offers_home_work(f"{title}. {body}"),
        crowding=_crowding(record),
    )


def _not_needed(asked: str, evidence: Evidence) -> set[str]:
    """Return licences that the demands name only to say they are not needed: 'không cần bằng C'."""
    freed: set[str] = set()
    needed: set[str] = set()
    for clause in _CLAUSE.findall(asked):
        papers = read_certificates(clause)
        denied = bool(papers) and not any(paper.held for paper in papers)
        (freed if denied else needed).update(evidence.vocabulary.skill_evidence(clause))
    return {key for key in freed - needed if evidence.kind(key) == "licence"}


def _occupations(
    record: OpeningRecord, title: str, duties: str, skills: set[str], evidence: Evidence
) -> list[tuple[int, float]]:
    known = evidence.vocabulary.occupation_index.get(record.occupation_key or "")
    if known is not None:
        return [(known, 1.0)]
    return surest(evidence.of_text(title, duties, skills))


def _hours(record: OpeningRecord) -> Shift:
    """Return kind, night and overtime: the field's word first, then title and demands."""
    read = [read_shift(text) for text in (record.shift, record.title, record.requirements)]
    told = [shift for shift in read if shift is not None]
    return Shift(
        kind=next((shift.kind for shift in told if shift.kind is not None), None),
        night=next((shift.night for shift in told if shift.night is not None), None),
        overtime=next((shift.overtime for shift in told if shift.overtime is not None), None),
    )


def _months_asked(record: OpeningRecord) -> float | None:
    """Return the months of the field; 0 where it is silent and the words ask for none."""
    months = read_months(record.experience_raw)
    if months is None and not record.experience_raw:
        said = f"{record.title}. {record.requirements}. {record.description}"
        return 0.0 if read_stances(said).denies("experience") else None
    return months


def _conditions(
    record: OpeningRecord,
    skills: set[str],
    occupations: list[tuple[int, float]],
    hours: Shift,
    evidence: Evidence,
) -> frozenset[str]:
    """Return conditions the advert names and those usual in a surely known occupation."""
    conditions = {key for key in skills if evidence.kind(key) == "condition"}
    # Twelve hours are four more than a day's work.
    if hours.overtime or hours.kind == "long":
        conditions.add("lam-them-gio")
    if hours.night:
        conditions.add("lam-viec-theo-ca")
    if occupations and occupations[0][1] >= 0.5:
        key = evidence.vocabulary.occupation_keys[occupations[0][0]]
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


def _seated(conditions: frozenset[str]) -> frozenset[str]:
    """Return the term for work that is done sitting, though the advert need not say so."""
    return frozenset({SEATED} if SITTING in conditions and STANDING not in conditions else ())


def _crowding(record: OpeningRecord) -> float:
    """Return 0 up to two applicants a post left, 1 from eight on; 0 when nobody counts them."""
    posts = record.posts_left if record.posts_left is not None else record.openings
    posts = posts if posts is not None else read_posts(record.title)
    if not record.applicants or not posts:
        return 0.0
    doublings = math.log2(max(record.applicants / posts, 1.0)) - 1.0
    return round(min(max(doublings / 2.0, 0.0), 1.0), 1)


def _wage(record: OpeningRecord) -> tuple[float | None, float | None]:
    if record.salary_min is not None or record.salary_max is not None:
        return record.salary_min, record.salary_max
    wage = read_wage(record.salary_raw)
    return wage.low, wage.high
