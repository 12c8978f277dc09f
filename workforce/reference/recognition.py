"""What occupation a typed title means, and the skills an occupation calls for.

The machine proposes, a person confirms: nothing here is stored by itself.
"""

from functools import lru_cache

from sqlmodel import Session, col, select

from matching.vocabulary.vocabulary import Vocabulary
from workforce.models import Occupation, OccupationSkill, Skill, SynonymDecision
from workforce.settings import PROJECT


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the vocabulary of the seeds, read once per process."""
    return Vocabulary.load(PROJECT / "seeds")


def accepted_words(session: Session) -> tuple[tuple[str, str], ...]:
    """Return (phrase, occupation key) of what an administrator added to the vocabulary."""
    rows = session.exec(
        select(SynonymDecision.phrase, Occupation.key)
        .join(Occupation, col(Occupation.id) == col(SynonymDecision.occupation_id))
        .order_by(col(SynonymDecision.phrase))
    )
    return tuple((phrase, key) for phrase, key in rows)


@lru_cache(maxsize=2)
def vocabulary_with(accepted: tuple[tuple[str, str], ...]) -> Vocabulary:
    """Return the vocabulary of the seeds with these phrases for occupations."""
    return Vocabulary.load(PROJECT / "seeds", accepted) if accepted else vocabulary()


def recognise_occupations(session: Session, title: str, *, limit: int = 3) -> list[Occupation]:
    """Return the occupations a title names, surest first; [] when it names none we know."""
    keys = [found.key for found in vocabulary().occupations_in(title, limit)]
    rows = {
        row.key: row
        for row in session.exec(select(Occupation).where(col(Occupation.key).in_(keys)))
    }
    return [rows[key] for key in keys if key in rows]


def recognise_skills(session: Session, text: str) -> list[Skill]:
    """Return the skills and licences a text names, by name; [] when it names none we know."""
    keys = [found.key for found in vocabulary().skills_in(text)]
    return list(
        session.exec(select(Skill).where(col(Skill.key).in_(keys)).order_by(col(Skill.name_folded)))
    )


def occupation_choices(session: Session) -> list[tuple[str, str]]:
    """Return (id, name) of every occupation, by name, for a list to pick from."""
    rows = session.exec(select(Occupation).order_by(col(Occupation.name_folded)))
    return [(str(row.id), row.name_vi) for row in rows]


def skills_of_occupation(session: Session, occupation_id: int | None) -> list[tuple[Skill, bool]]:
    """Return (skill, is_essential) of an occupation, essential first; [] without one."""
    if occupation_id is None:
        return []
    rows = session.exec(
        select(Skill, OccupationSkill.is_essential)
        .join(OccupationSkill, col(OccupationSkill.skill_id) == col(Skill.id))
        .where(OccupationSkill.occupation_id == occupation_id)
        .order_by(col(OccupationSkill.is_essential).desc(), col(Skill.name_folded))
    )
    return [(skill, bool(is_essential)) for skill, is_essential in rows]


def skills_by_id(session: Session, ids: list[int]) -> list[Skill]:
    """Return the skills with these ids, by name; unknown ids are left out."""
    if not ids:
        return []
    return list(
        session.exec(select(Skill).where(col(Skill.id).in_(ids)).order_by(col(Skill.name_folded)))
    )
