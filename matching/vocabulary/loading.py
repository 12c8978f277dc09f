"""The seeds of the vocabulary as plain records: occupations, skills, variants, short forms."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from matching.reading.tokens import Token, tokens_of

# 'Not elsewhere classified': labourers in manufacturing, machine operators.
_RESIDUAL_CODES = frozenset({"9329", "8189"})


@dataclass(frozen=True)
class Occupation:
    """One occupation of seeds/occupations.csv."""

    key: str
    name_vi: str
    name_en: str
    vsco_code: str
    sector: str
    name_km: str

    @property
    def is_residual(self) -> bool:
        """Whether it is a 'not elsewhere classified' group: any better fit goes before it."""
        return self.vsco_code in _RESIDUAL_CODES


@dataclass(frozen=True)
class Skill:
    """One skill; kind is skill, condition (a preference, not a lack), licence or language."""

    key: str
    name_vi: str
    kind: str


def load_occupations(folder: Path) -> list[Occupation]:
    """Return the occupations of a seeds folder, in file order."""
    return [
        Occupation(
            row["key"],
            row["name_vi"],
            row["name_en"],
            row["vsco_code"],
            row["sector"],
            row.get("name_km") or "",
        )
        for row in rows(folder / "occupations.csv")
    ]


def load_skills(folder: Path) -> list[Skill]:
    """Return the skills of a seeds folder, in file order."""
    return [Skill(row["key"], row["name_vi"], row["kind"]) for row in rows(folder / "skills.csv")]


def load_links(folder: Path) -> list[tuple[str, str, str]]:
    """Return (occupation key, skill key, 'essential' or 'optional')."""
    return [
        (row["occupation_key"], row["skill_key"], row["relation"])
        for row in rows(folder / "occupation_skills.csv")
    ]


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file; raise OSError when it is missing."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def abbreviations_of(synonyms: Sequence[dict[str, str]]) -> dict[str, list[tuple[Token, ...]]]:
    """Return folded short form → its readings, in file order: the usual one first."""
    readings: dict[str, list[tuple[Token, ...]]] = defaultdict(list)
    for row in synonyms:
        if row["kind"] == "abbreviation":
            short = tokens_of(row["variant"])
            # One letter stands for too many words to be opened ('a', 'e', 'b').
            if len(short) == 1 and len(short[0].key) > 1:
                readings[short[0].key].append(tokens_of(row["canonical_vi"]))
    return dict(readings)


def regional_words(synonyms: Sequence[dict[str, str]]) -> dict[str, tuple[Token, ...]]:
    """Return accented southern word → the words the vocabulary uses."""
    return {
        tokens_of(row["variant"])[0].accent: tokens_of(row["canonical_vi"])
        for row in synonyms
        if row["kind"] == "regional"
    }


def variants(
    occupations: dict[str, Occupation],
    skills: dict[str, Skill],
    synonyms: Sequence[dict[str, str]],
) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, target, name): every way to write an occupation, skill, benefit, wish…"""
    for occupation in occupations.values():
        for name in (occupation.name_vi.split("(")[0], occupation.name_en, occupation.name_km):
            yield "occupation", occupation.key, name
    for skill in skills.values():
        yield "skill", skill.key, skill.name_vi.split("(")[0]
    for row in synonyms:
        kind = row["kind"]
        target = row["occupation_key"] or row["skill_key"] or row["canonical_vi"]
        if kind == "occupation" and target not in occupations:
            continue
        yield kind, target, row["variant"]
