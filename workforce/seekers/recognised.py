"""What the machine reads out of a person's words, as chips to confirm or take away."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matching.reading.experience import read_experience
from matching.reading.vietnamese import fold
from workforce.models import Occupation, Skill
from workforce.reference.recognition import (
    recognise_occupations,
    skills_of_occupation,
    vocabulary,
)

MOST_SKILLS = 12
MOST_WORK = 6
MOST_MONTHS = 900
#: what people do for their own family is work too: minding children, nursing, keeping house
_FOR_FAMILY = re.compile(
    r"\b(?:cham|giu|trong|nuoi)(?: soc)? (?:con|chau|em|tre|ba|ong|me|cha|bo|nguoi)\b"
    r"|\bnoi tro\b|\bviec nha\b"
)
FAMILY_WORK = "giup-viec-nha"
_PARTS = re.compile(r"[,.;\n]+|\bvà\b|\bva\b")


@dataclass(frozen=True)
class Work:
    """Work read out of somebody's words, paid or not; months None where they did not say."""

    occupation: Occupation
    months: int | None

    @property
    def value(self) -> str:
        """The chip's value: what is posted back when it stays ticked."""
        return f"{self.occupation.id}:{self.months or ''}"


USUAL_SKILLS = 6


def occupations_named(session: Session, text: str) -> list[Occupation]:
    """Return the occupations a wish names, surest first; [] when we know none of it."""
    return recognise_occupations(session, text) if text.strip() else []


def skills_named(session: Session, texts: Iterable[str]) -> list[Skill]:
    """Return the skills, licences and languages the texts name, in that order.

    Working conditions ('làm ca đêm') are no skill of a person and are left out.
    """
    keys: dict[str, None] = {}
    for text in texts:
        for found in vocabulary().skills_in(text):
            keys.setdefault(found.key)
    rows = {
        row.key: row
        for row in session.exec(
            select(Skill).where(col(Skill.key).in_(list(keys)), Skill.kind != "condition")
        )
    }
    return [rows[key] for key in keys if key in rows][:MOST_SKILLS]


def usual_skills(session: Session, occupations: Sequence[Occupation]) -> list[Skill]:
    """Return what the wished work usually calls for, to tick if one has it."""
    found: dict[int, Skill] = {}
    for occupation in occupations[:2]:
        for skill, _essential in skills_of_occupation(session, occupation.id):
            if skill.kind != "condition":
                found.setdefault(skill.id, skill)
    return list(found.values())[:USUAL_SKILLS]


def work_named(session: Session, text: str) -> list[Work]:
    """Return the work a text tells of, part by part, with the time given beside it."""
    found: dict[int, Work] = {}
    for part in parts_of(text):
        rows = recognise_occupations(session, part, limit=1)
        if not rows and _FOR_FAMILY.search(fold(part)):
            rows = list(session.exec(select(Occupation).where(Occupation.key == FAMILY_WORK)))
        for row in rows:
            found.setdefault(row.id, Work(row, _months(part)))
    return list(found.values())[:MOST_WORK]


def not_understood(session: Session, text: str) -> list[str]:
    """Return the parts of a text of which the machine knows nothing, as they were written."""
    return [
        part
        for part in parts_of(text)
        if not vocabulary().skills_in(part)
        and not vocabulary().occupations_in(part, 1)
        and not _FOR_FAMILY.search(fold(part))
    ][:MOST_WORK]


def parts_of(text: str) -> list[str]:
    """Return what a person strung together with commas, full stops, 'và' and new lines."""
    return [part.strip(" -•") for part in _PARTS.split(text) if len(part.strip(" -•")) > 1]


def _months(part: str) -> int | None:
    if not re.search(r"\d|mot|hai|ba|nua", fold(part)):
        return None
    read = read_experience(part)
    if read is None or not read.low or not re.search(r"\b(?:nam|thang)\b", fold(part)):
        return None
    return min(round(read.low), MOST_MONTHS)
