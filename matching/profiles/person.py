"""People → profiles."""

from __future__ import annotations

import re

import numpy as np

from matching.places import Gazetteer
from matching.profiles.evidence import Evidence, stated_or
from matching.profiles.shapes import SeekerProfile
from matching.reading.conditions import (
    AVOIDS,
    HELD,
    HOUSING_NEEDED,
    NOT_HELD,
    SHORT_TERM,
    SHUTTLE_NEEDED,
)
from matching.reading.schooling import seeker_level
from matching.reading.protected import neutral
from matching.reading.vietnamese import fold
from matching.records import SeekerRecord

_ENTRY_WORK = ("9", "7511", "7515", "8153", "8156", "9321")


def read_person(record: SeekerRecord, evidence: Evidence, gazetteer: Gazetteer) -> SeekerProfile:
    """Return a person's profile."""
    spoken = fold(neutral(f"{record.desired}. {record.constraints}. {record.about}"))
    limits = fold(neutral(f"{record.constraints}. {record.desired}. {record.about}"))
    wish, done = _wish(record, evidence), _done(record, evidence)
    experience = "; ".join(part.title for part in record.experience)
    own_words = [record.about, experience, "; ".join(record.skills)]
    return SeekerProfile(
        record=record,
        wish=wish,
        done=done,
        trained=evidence.occupations(
            [(record.training, 1.0), ("; ".join(record.certificates), 0.8)], prefix_level=True
        ),
        skills=_skills(record, evidence),
        text_wish=record.desired,
        text_all=". ".join(filter(None, [record.desired, *own_words, record.training])),
        point=gazetteer.locate(
            district=record.district,
            commune=record.commune,
            code=record.commune_code,
            lat=record.lat,
            lon=record.lon,
        ),
        level=seeker_level(record),
        months_total=float(sum(part.months or 0 for part in record.experience)),
        avoids=frozenset(key for key, pattern in AVOIDS if re.search(pattern, limits)),
        sectors=evidence.sectors(wish, 0.8 * done),
        any_work=_any_work(record.desired, evidence),
        short_term=bool(SHORT_TERM.search(spoken)),
        needs_shuttle=stated_or(record.needs_shuttle, SHUTTLE_NEEDED.search(limits)),
        needs_housing=stated_or(record.needs_housing, HOUSING_NEEDED.search(limits)),
    )


def _wish(record: SeekerRecord, evidence: Evidence) -> np.ndarray:
    wish = np.maximum(
        evidence.occupations([(record.desired, 1.0)]), evidence.keyed(record.occupation_keys)
    )
    if _any_work(record.desired, evidence) or (not record.desired.strip() and not wish.any()):
        # 'Việc gì cũng được': work that asks for no training, the plain wish above all.
        for row, occupation in enumerate(evidence.vocabulary.occupations.values()):
            if occupation.vsco_code.startswith(_ENTRY_WORK):
                wish[row] = max(wish[row], 0.6)
            elif occupation.vsco_code.startswith("81"):
                wish[row] = max(wish[row], 0.4)
    return wish


def _any_work(text: str, evidence: Evidence) -> bool:
    return "việc gì cũng được" in evidence.vocabulary.terms_in(text, "wish")


def _done(record: SeekerRecord, evidence: Evidence) -> np.ndarray:
    done = evidence.nothing()
    for part in record.experience:
        # Three years count in full; a month still shows what the work is like.
        months = 12.0 if part.months is None else part.months
        share = 0.4 + 0.6 * min(months, 36.0) / 36.0
        np.maximum(done, evidence.occupations([(part.title, share)]), out=done)
    np.maximum(done, evidence.occupations([(record.about, 0.55)]), out=done)
    return done


def _skills(record: SeekerRecord, evidence: Evidence) -> np.ndarray:
    vocabulary = evidence.vocabulary
    text = [*record.skills, *record.certificates, record.training, record.about]
    text += [part.title for part in record.experience]
    found = {key for key in record.skill_keys if key in vocabulary.skills}
    for part in text:
        found |= {key for key in vocabulary.skill_evidence(part) if evidence.kind(key) != "licence"}
    # A licence counts when it is named as held, not because the person drives.
    for part in [*record.certificates, record.training or "", *HELD.findall(record.about)]:
        if not NOT_HELD.search(fold(part)):
            found |= set(vocabulary.skill_evidence(part))
    skills = np.zeros(len(vocabulary.skills), dtype=np.float32)
    for key in found:
        skills[vocabulary.skill_index[key]] = 1.0
    return skills
