"""The building blocks of the fictional province: seeds/demo and what they point to."""

import csv
import random
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from workforce.models import Occupation, OccupationSkill, Skill, Unit, UnitSuccession, Zone
from workforce.settings import PROJECT

FOLDER = PROJECT / "seeds" / "demo"


@dataclass
class Blocks:
    """Everything a generator draws from, looked up once.

    Attributes:
        communes: old commune id → id of the new one it went into.
        old_of: new commune id → ids of the old ones it was made of.
    """

    enterprises: list[dict[str, str]]
    schools: list[dict[str, str]]
    openings: list[dict[str, str]]
    courses: list[dict[str, str]]
    phrases: list[dict[str, str]]
    projects: list[dict[str, str]]
    reasons: dict[str, list[str]]
    names: dict[tuple[str, str], list[tuple[str, float]]]
    occupations: dict[str, Occupation]
    occupation_by_name: dict[str, Occupation]
    skills_of: dict[int, list[tuple[int, bool]]]
    skill_by_name: dict[str, int]
    zones: dict[str, int]
    new_units: dict[str, int]
    communes: dict[int, int]
    old_of: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def name(self, chance: random.Random, sex: str) -> str:
        """Return a fictional full name; drawn without regard to anything else."""
        parts = [self._draw(chance, part, sex) for part in ("family", "middle", "given")]
        return " ".join(filter(None, parts))

    def _draw(self, chance: random.Random, part: str, sex: str) -> str:
        entries = self.names.get((part, sex)) or self.names[part, ""]
        words, weights = zip(*entries, strict=True)
        return chance.choices(words, weights)[0]


def load_blocks(session: Session) -> Blocks:
    """Return the blocks; raise LookupError when reference data is not loaded."""
    occupations = list(session.exec(select(Occupation)))
    if not occupations:
        raise LookupError("reference data is missing: run `flask seed` first")
    names: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
    for row in _rows("names"):
        names[row["part"], _SEX.get(row["sex"], "")].append((row["name"], float(row["weight"])))
    reasons: dict[str, list[str]] = defaultdict(list)
    for row in _rows("reasons"):
        reasons[row["kind"]].append(row["text_vi"])
    skills_of: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for link in session.exec(
        select(OccupationSkill).order_by(
            col(OccupationSkill.occupation_id), col(OccupationSkill.skill_id)
        )
    ):
        skills_of[link.occupation_id].append((link.skill_id, link.is_essential))
    blocks = Blocks(
        enterprises=list(_rows("enterprises")),
        schools=list(_rows("schools")),
        openings=list(_rows("opening_templates")),
        courses=list(_rows("course_templates")),
        phrases=list(_rows("seeker_phrases")),
        projects=list(_rows("land_projects")),
        reasons=reasons,
        names=names,
        occupations={row.key: row for row in occupations},
        occupation_by_name={row.name_vi: row for row in occupations},
        skills_of=skills_of,
        skill_by_name={row.name_vi: row.id for row in session.exec(select(Skill))},
        zones={zone.key: zone.id for zone in session.exec(select(Zone))},
        new_units={
            unit.code: unit.id
            for unit in session.exec(
                select(Unit).where(col(Unit.valid_to).is_(None), Unit.level == "commune")
            )
        },
        communes={
            row.old_unit_id: row.new_unit_id
            for row in session.exec(
                select(UnitSuccession).order_by(col(UnitSuccession.old_unit_id))
            )
        },
    )
    for old, new in blocks.communes.items():
        blocks.old_of[new].append(old)
    return blocks


_SEX = {"male": "male", "female": "female", "nam": "male", "nu": "female", "nữ": "female"}


def _rows(name: str) -> list[dict[str, Any]]:
    path: Path = FOLDER / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
