"""Courses → profiles."""

from __future__ import annotations

import numpy as np

from matching.places import Gazetteer
from matching.profiles.evidence import Evidence, surest
from matching.profiles.shapes import CourseProfile
from matching.reading.protected import neutral
from matching.reading.schooling import LEVELS, read_level
from matching.records import CourseRecord
from matching.vocabulary.vocabulary import Vocabulary

_SURE = 0.5


def read_course(record: CourseRecord, evidence: Evidence, gazetteer: Gazetteer) -> CourseProfile:
    """Return a course's profile."""
    vocabulary = evidence.vocabulary
    told, outcomes = neutral(record.description), neutral(record.outcomes)
    title, body = neutral(record.title), f"{told}. {outcomes}"
    teaches = set(vocabulary.skill_evidence(title)) | set(record.skill_keys)
    teaches |= set(vocabulary.skill_evidence(outcomes))
    mentioned = set(vocabulary.skill_evidence(told))
    occupations = np.maximum(
        evidence.of_text(title, body, teaches | mentioned), evidence.keyed(record.occupation_keys)
    )
    # A description also tells of employers, hours and places: it adds a skill only where the
    # skill belongs to what the course trains for.
    teaches |= mentioned & _skills_of(surest(occupations), vocabulary)
    return CourseProfile(
        record=record,
        occupations=surest(occupations),
        teaches=evidence.real_skills(teaches),
        text_title=title,
        text_all=f"{title}. {body}",
        point=gazetteer.locate(
            district=record.district,
            commune=record.commune,
            code=record.commune_code,
            lat=record.lat,
            lon=record.lon,
        ),
        entry_level=read_level(record.entry_requirement),
        level=LEVELS.get(record.level or "", 1.5),
    )


def _skills_of(occupations: list[tuple[int, float]], vocabulary: Vocabulary) -> set[str]:
    """Return the skills of the occupations a text is surely about."""
    keys = vocabulary.occupation_keys
    skills: set[str] = set()
    for row, sure in occupations:
        if sure >= _SURE:
            skills |= set(vocabulary.essential.get(keys[row], ()))
            skills |= set(vocabulary.optional.get(keys[row], ()))
    return skills
