"""Fictional people as they would fill a phone form: three words, often without accents."""

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

from matching.reading.vietnamese import fold
from workforce.consents.consents import texts
from workforce.demo.blocks import Blocks
from workforce.demo.bulk import Bulk
from workforce.models import (
    ConsentEvent,
    ConsentPurpose,
    Education,
    Person,
    PersonSkill,
    SensitiveAttributes,
    SkillSource,
    Training,
    WishedOccupation,
    WorkHistory,
)
from workforce.people.age import age_band

MILLION = 1_000_000
WAGES = (5, 5.5, 6, 6.5, 7, 7.5, 8, 9, 10)  #: million VND a month
AGREE_INVITED = 3  #: every third
AGREE_STATISTICS = 0.8
AGREE_SENSITIVE = 0.3
SHIFTS = (None, None, ["hanh_chinh"], ["hanh_chinh", "ca_ngay"], ["ca_ngay", "ca_dem", "xoay_ca"])
LEAVES_BLANK = 0.2


@dataclass(frozen=True)
class Somebody:
    """What the history needs to know of a fictional person."""

    person_id: int
    occupation_id: int | None
    age: int
    sex: str
    old_unit_id: int
    new_unit_id: int
    agrees_to_statistics: bool
    ethnicity: str = ""
    is_land_acquired: bool = False

    @property
    def band(self) -> str:
        """Age band of reports."""
        return age_band(self.age)


class People:
    """Makes one person at a time."""

    def __init__(
        self, blocks: Blocks, bulk: Bulk, chance: random.Random, *, now: dt.datetime,
        today: dt.date,
    ):  # fmt: skip
        self.blocks, self.bulk, self.chance = blocks, bulk, chance
        self.now, self.today = now, today
        self._communes = sorted(blocks.communes.items())
        self._about = [row for row in blocks.phrases if row["kind"] == "about"]
        self._desired = [row for row in blocks.phrases if row["kind"] == "desired"]

    def make(
        self, *, old_unit_id: int | None = None, is_land_acquired: bool = False,
        age: int | None = None, is_seeking: bool = True,
    ) -> Somebody:  # fmt: skip
        """Add a person with history, wishes, skills and consents; return what matters."""
        chance = self.chance
        old, new = chance.choice(self._communes)
        if old_unit_id is not None:
            old, new = old_unit_id, self.blocks.communes[old_unit_id]
        sex = chance.choice(("female", "male"))
        age = age if age is not None else min(64, max(16, round(chance.gauss(32, 11))))
        about, desired = chance.choice(self._about), chance.choice(self._desired)
        wanted = self.blocks.occupation_by_name.get(
            desired["desired_occupation_vi"] or about["desired_occupation_vi"]
        )
        name = self.blocks.name(chance, sex)
        created = self.now - dt.timedelta(days=chance.randint(1, 420))
        person_id = self.bulk.add(
            Person,
            full_name=name,
            name_folded=fold(name),
            birth_year=self.today.year - age,
            sex=sex,
            old_unit_id=old,
            new_unit_id=new,
            education=self._maybe(chance.choice(list(Education))),
            training=self._maybe(
                chance.choices(
                    [Training.NONE, Training.UNDER_3_MONTHS, Training.ELEMENTARY,
                     Training.INTERMEDIATE, Training.COLLEGE],
                    [62, 14, 10, 9, 5],
                )[0]
            ),
            about=about["text"],
            desired=desired["text"][:300],
            wage_min_vnd=self._maybe(chance.choice(WAGES), scale=MILLION),
            max_km=self._maybe(chance.choice((5, 10, 15, 20, 30))),
            needs_shuttle=self._maybe(chance.random() < 0.3),
            needs_housing=self._maybe(chance.random() < 0.1),
            shift_ok=chance.choice(SHIFTS),
            is_seeking=is_seeking,
            profile_step=4,
            created_at=created,
            updated_at=created,
            is_sample=True,
        )  # fmt: skip
        source = self.blocks.occupation_by_name.get(about["source_occupation_vi"])
        self._background(person_id, source.id if source else None, about, age)
        if wanted is not None:
            self.bulk.add(WishedOccupation, person_id=person_id, occupation_id=wanted.id)
        statistics, ethnicity = self._consents(person_id, created)
        return Somebody(
            person_id, wanted.id if wanted else None, age, sex, old, new, statistics, ethnicity,
            is_land_acquired,
        )  # fmt: skip

    def _background(
        self, person_id: int, occupation_id: int | None, about: dict[str, str], age: int
    ) -> None:
        title = about["source_occupation_vi"]
        if title:
            self.bulk.add(
                WorkHistory,
                person_id=person_id,
                title=title.lower()[:120],
                occupation_id=occupation_id,
                months=self.chance.randint(6, max(12, (age - 15) * 10)),
            )
        if occupation_id is None:
            return
        known = [skill for skill, essential in self.blocks.skills_of[occupation_id] if essential]
        for skill_id in self.chance.sample(known, k=min(len(known), 3)):
            self.bulk.add(
                PersonSkill, person_id=person_id, skill_id=skill_id, source=SkillSource.STATED
            )

    def _consents(self, person_id: int, at: dt.datetime) -> tuple[bool, str]:
        self._consent(person_id, ConsentPurpose.MATCHING, at)
        if person_id % AGREE_INVITED == 0:  # not drawn: what is drawn after it stays the same
            self._consent(person_id, ConsentPurpose.INVITED, at)
        if self.chance.random() > AGREE_STATISTICS:
            return False, ""
        self._consent(person_id, ConsentPurpose.STATISTICS, at)
        if self.chance.random() > AGREE_SENSITIVE:
            return True, ""
        consent_id = self._consent(person_id, ConsentPurpose.SENSITIVE, at)
        # Drawn apart from names: nobody's ethnicity is to be read off a family name.
        ethnicity = self.chance.choices(("Kinh", "Khmer", "Hoa"), (64, 31, 5))[0]
        self.bulk.add(
            SensitiveAttributes,
            person_id=person_id,
            consent_id=consent_id,
            ethnicity=ethnicity,
            poverty=self.chance.choices(("", "poor", "near_poor"), (85, 7, 8))[0],
            recorded_at=at,
        )
        return True, ethnicity

    def _consent(self, person_id: int, purpose: ConsentPurpose, at: dt.datetime) -> int:
        text = texts()[purpose]
        return self.bulk.add(
            ConsentEvent,
            person_id=person_id,
            purpose=purpose,
            is_granted=True,
            text_version=text.version,
            text_sha256=text.sha256,
            at=at,
            channel="self",
        )

    def _maybe(self, value: Any, *, scale: int = 1) -> Any:
        """Return the value or, now and then, None: people leave boxes blank."""
        if self.chance.random() < LEAVES_BLANK:
            return None
        return round(value * scale) if scale != 1 else value
