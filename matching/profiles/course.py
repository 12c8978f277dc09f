"""Courses → profiles."""

from __future__ import annotations

import numpy as np

from matching.places import Gazetteer
from matching.profiles.evidence import Evidence, surest
from matching.profiles.shapes import CourseProfile
from matching.reading.schooling import LEVELS, read_level
from matching.reading.vietnamese import neutral
from matching.records import CourseRecord


def read_course(record: CourseRecord, evidence: Evidence, gazetteer: Gazetteer) -> CourseProfile:
    """Return a course's profile."""
    vocabulary = evidence.vocabulary
    body = neutral(f"{record.description}. {record.outcomes}")
    title = neutral(record.title)
    teaches = set(vocabulary.skill_evidence(title))
    teaches |= set(vocabulary.skill_evidence(body)) | set(record.skill_keys)
    occupations = np.maximum(
        evidence.of_text(title, body, teaches), evidence.keyed(record.occupation_keys)
    )
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
