"""What the machine reads out of a person's words, as chips to confirm or take away."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col, select

from workforce.models import Occupation, Skill
from workforce.reference.recognition import (
    recognise_occupations,
    skills_of_occupation,
    vocabulary,
)

MOST_SKILLS = 12
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
