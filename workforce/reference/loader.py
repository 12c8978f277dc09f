"""Load seeds/ into the database. Running it twice changes nothing.

Rows are matched by their natural key, changed where a value differs and added where they
are new; nothing is deleted, since other rows may point to it. ``zone_fact`` is
append-only: a fact that is not there yet is added, one that is stays.
"""

import csv
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlmodel import Session, SQLModel, select

from matching import fold
from workforce.models import (
    IndicatorRule,
    Industry,
    Obligation,
    Occupation,
    OccupationSkill,
    PolicyRate,
    ProvinceFact,
    School,
    Skill,
    Synonym,
    Target,
    Unit,
    UnitSuccession,
    Zone,
    ZoneFact,
    ZoneIndustry,
    ZoneUnit,
)


def load_reference(session: Session, seeds: Path, *, now: dt.datetime) -> Counter[str]:
    """Bring all reference tables in line with ``seeds``; return counts of what changed.

    Keys are '<table> added' and '<table> changed'; an empty counter means nothing did.
    Flushes, never commits.
    """
    load = _Loader(session, seeds, now)
    load.units()
    load.zones()
    load.targets_and_rules()
    load.vocabulary()
    load.schools()
    return load.changes


class _Loader:
    def __init__(self, session: Session, seeds: Path, now: dt.datetime):
        self.session, self.seeds, self.now = session, seeds, now
        self.changes: Counter[str] = Counter()

    def units(self) -> None:
        """Old and new units, then who became whom."""
        by_code: dict[tuple[str, bool], Unit] = {}
        rows = sorted(self._rows("units"), key=lambda row: _LEVELS.index(row["level"]))
        for row in rows:
            is_old = bool(row["valid_to"])
            parent = by_code.get((row["parent_code"], is_old))
            by_code[row["code"], is_old] = self._put(
                Unit,
                {"code": row["code"], "level": row["level"], "valid_from": _day(row["valid_from"])},
                name=row["name"],
                name_folded=fold(row["name"]),
                kind=row["kind"],
                parent_id=parent.id if parent else None,
                valid_to=_day(row["valid_to"]),
                lat=_float(row["lat"]),
                lon=_float(row["lon"]),
                area_km2=_float(row["area_km2"]),
                wage_region=row["wage_region"] or None,
                needs_ferry=row["is_island"] == "yes",
                source=row["source"],
            )
        for row in self._rows("unit_successions"):
            self._put(
                UnitSuccession,
                {
                    "old_unit_id": by_code[row["old_code"], True].id,
                    "new_unit_id": by_code[row["new_code"], False].id,
                },
                effective_on=dt.date.fromisoformat(row["effective_on"]),
                note=row["note"],
                source=row["source"],
            )

    def zones(self) -> None:
        """Zones, where they lie, what is known of them, what they take."""
        new_units = {
            unit.code: unit.id
            for unit in self.session.exec(select(Unit).where(Unit.valid_to.is_(None)))  # type: ignore[union-attr]
        }
        zones: dict[str, Zone] = {}
        for row in sorted(self._rows("zones"), key=lambda row: bool(row["parent_key"])):
            parent = zones.get(row["parent_key"])
            zones[row["key"]] = zone = self._put(
                Zone,
                {"key": row["key"]},
                name=row["name"],
                name_folded=fold(row["name"]),
                kind=row["kind"],
                parent_id=parent.id if parent else None,
                old_district=row["old_district"],
                lat=_float(row["lat"]),
                lon=_float(row["lon"]),
                location_precision=row["location_precision"],
                location_source=row["location_source"],
                alt_names=row["alt_names"],
                sites_low=int(row["site_count_low"] or 1),
                sites_high=int(row["site_count_high"] or 1),
                note=row["note"],
                counts_in_target=row["counts_in_t5"] == "yes",
                source=row["source"],
            )
            for code in filter(None, row["new_unit_codes"].split(";")):
                self._put(ZoneUnit, {"zone_id": zone.id, "unit_id": new_units[code.strip()]})
        self._zone_facts(zones)
        for row in self._rows("industries"):
            self._put(
                Industry, {"code": row["code"]}, name=row["name_vi"],
                source=row["source"], is_verified=_yes(row["verified"]),
            )  # fmt: skip
        for row in self._rows("zone_industries"):
            self._put(
                ZoneIndustry,
                {
                    "zone_id": zones[row["zone_key"]].id,
                    "vsic_code": row["vsic_code"],
                    "words": row["text_vi"],
                },
                source=row["source"],
            )

    def _zone_facts(self, zones: dict[str, Zone]) -> None:
        known = {
            (fact.zone_id, fact.fact, fact.value_number, fact.value_text, fact.as_of, fact.source)
            for fact in self.session.exec(select(ZoneFact))
        }
        for row in self._rows("zone_facts"):
            fact = ZoneFact(
                zone_id=zones[row["zone_key"]].id,
                fact=row["fact"],
                value_number=_float(row["value_number"]),
                value_text=row["value_text"],
                unit=row["unit"],
                as_of=row["as_of"],
                note=row["note"],
                source=row["source"],
                is_verified=_yes(row["verified"]),
                recorded_at=self.now,
            )
            key = (
                fact.zone_id, fact.fact, fact.value_number, fact.value_text, fact.as_of,
                fact.source,
            )  # fmt: skip
            if key not in known:
                known.add(key)
                self.session.add(fact)
                self.changes["zone_fact added"] += 1

    def targets_and_rules(self) -> None:
        """Targets, indicator definitions, dated legal rates, province figures, duties."""
        for row in self._rows("targets"):
            self._put(
                Target,
                {"code": row["code"]},
                target=row["target"],
                year=_int(row["year"]),
                indicator=row["indicator"],
                indicator_vi=row["indicator_vi"],
                low=_float(row["low"]),
                high=_float(row["high"]),
                unit=row["unit"],
                section=row["section"],
                note=row["note_vi"],
                text_vi=row["text_vi"],
                source=row["source"],
            )
        for row in self._rows("indicator_rules"):
            self._put(
                IndicatorRule,
                {"key": row["code"], "effective_from": _day(row["effective_from"])},
                kind=row["kind"],
                name=row["name_vi"],
                value_number=_float(row["value_number"]),
                unit=row["unit"],
                caution=row["caution_vi"],
                definition_vi=row["definition_vi"],
                numerator=row["numerator_vi"],
                denominator=row["denominator_vi"],
                status=row["status"],
                effective_to=_day(row["effective_to"]),
                source=row["source"],
            )
        for row in self._rows("policy_rates"):
            self._put(
                PolicyRate,
                {
                    "kind": row["kind"],
                    "key": row["key"],
                    "effective_from": _day(row["effective_from"]),
                },
                value_number=_float(row["value_number"]),
                value_text=row["value_text"],
                unit=row["unit"],
                effective_to=_day(row["effective_to"]),
                legal_basis=row["legal_basis"],
                note=row["note"],
                source=row["source"],
                is_verified=_yes(row["verified"]),
            )
        for row in self._rows("province_facts"):
            self._put(
                ProvinceFact,
                {"fact": row["fact"]},
                value_number=_float(row["value_number"]),
                value_text=row["value_text"],
                unit=row["unit"],
                as_of=row["as_of"],
                note=row["note"],
                source=row["source"],
                is_verified=_yes(row["verified"]),
            )
        for row in self._rows("obligations"):
            self._put(
                Obligation,
                {"code": row["code"]},
                section=row["section"],
                text_vi=row["text_vi"],
                measure_vi=row["measure_vi"],
                source=row["source"],
            )

    def vocabulary(self) -> None:
        """Occupations, skills, what calls for what, and the words people type."""
        occupations, skills = {}, {}
        for row in self._rows("occupations"):
            occupations[row["key"]] = self._put(
                Occupation,
                {"key": row["key"]},
                name_vi=row["name_vi"],
                name_en=row["name_en"],
                name_km=row["name_km"],
                name_folded=fold(row["name_vi"]),
                vsco_code=row["vsco_code"],
                sector=row["sector"],
            )
        for row in self._rows("skills"):
            skills[row["key"]] = self._put(
                Skill,
                {"key": row["key"]},
                name_vi=row["name_vi"],
                name_en=row["name_en"],
                name_km=row.get("name_km", ""),
                name_folded=fold(row["name_vi"]),
                kind=row["kind"],
            )
        for row in self._rows("occupation_skills"):
            self._put(
                OccupationSkill,
                {
                    "occupation_id": occupations[row["occupation_key"]].id,
                    "skill_id": skills[row["skill_key"]].id,
                },
                is_essential=row["relation"] == "essential",
            )
        for row in self._rows("synonyms"):
            occupation = occupations.get(row["occupation_key"])
            skill = skills.get(row["skill_key"])
            self._put(
                Synonym,
                {
                    "variant": row["variant"],
                    "canonical_vi": row["canonical_vi"],
                    "kind": row["kind"],
                },
                occupation_id=occupation.id if occupation else None,
                skill_id=skill.id if skill else None,
                note=row.get("note", ""),
            )

    def schools(self) -> None:
        """The institutions of the brief, by name; what they teach they say themselves."""
        districts = {
            unit.code: unit.id
            for unit in self.session.exec(select(Unit).where(Unit.level == "district"))
        }
        for row in self._rows("institutions"):
            self._put(
                School,
                {"key": row["key"]},
                name=row["name"],
                name_folded=fold(row["name"]),
                kind=row["kind"],
                is_public=row["ownership"] == "public",
                unit_id=districts.get(row["old_district_code"]),
                district=row["old_district"],
                source=row["source"],
                created_at=self.now,
            )

    def _rows(self, name: str) -> Iterator[dict[str, str]]:
        with (self.seeds / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)

    def _put(self, model: type[SQLModel], key: dict[str, Any], **values: Any) -> Any:
        """Add the row with this natural key, or change what differs; return it with its id."""
        index = self._index(model, tuple(key))
        row = index.get(tuple(key.values()))
        name = str(model.__tablename__)
        if row is None:
            row = model(**key, **values)
            self.session.add(row)
            self.session.flush()
            index[tuple(key.values())] = row
            self.changes[f"{name} added"] += 1
            return row
        changed = {
            field: value
            for field, value in values.items()
            if field != "created_at" and getattr(row, field) != value
        }
        for field, value in changed.items():
            setattr(row, field, value)
        if changed:
            self.changes[f"{name} changed"] += 1
        return row

    def _index(self, model: type[SQLModel], fields: tuple[str, ...]) -> dict[tuple, Any]:
        cache = self.__dict__.setdefault("_indexes", {})
        if model not in cache:
            cache[model] = {
                tuple(getattr(row, field) for field in fields): row
                for row in self.session.exec(select(model))
            }
        return cache[model]


_LEVELS = ("province", "district", "commune")


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _float(text: str) -> float | None:
    return float(text) if text else None


def _int(text: str) -> int | None:
    return int(text) if text else None


def _yes(text: str) -> bool:
    return text.strip().lower() in {"yes", "y"}
