"""Fictional land-recovery decisions, and the households whose land they took."""

import datetime as dt
import random

from workforce.demo.blocks import Blocks
from workforce.demo.bulk import Bulk
from workforce.demo.people import People, Somebody
from workforce.models import (
    Household,
    HouseholdMember,
    HouseholdRecovery,
    LandType,
    MemberWish,
    RecoveryDecision,
    SupportEvent,
    SupportStep,
)

WISHES = tuple(MemberWish)
WEIGHTS = (70, 8, 12, 6, 4)
ADULTS = ("chủ hộ", "vợ/chồng", "con", "con")


class Households:
    """Builds decisions and households; ``members`` go on to live like everybody else."""

    def __init__(
        self, blocks: Blocks, bulk: Bulk, chance: random.Random, people: People, *,
        now: dt.datetime, today: dt.date,
    ):  # fmt: skip
        self.blocks, self.bulk, self.chance, self.people = blocks, bulk, chance, people
        self.now, self.today = now, today
        self.members: list[Somebody] = []

    def build(self, households: int) -> None:
        """Make the decisions of seeds/demo and spread the households over them."""
        if households == 0:
            return
        decisions = [self._decision(row) for row in self.blocks.projects]
        for number in range(1, households + 1):
            self._household(number, *self.chance.choice(decisions))
        self.bulk.flush()

    def _decision(self, row: dict[str, str]) -> tuple[int, dict[str, str], dt.date]:
        decided_on = dt.date.fromisoformat(row["decided_on"])
        decision_id = self.bulk.add(
            RecoveryDecision,
            number=row["decision_number"],
            decided_on=decided_on,
            project=row["name"],
            zone_id=self.blocks.zones.get(row["zone_key"]),
            unit_id=self.blocks.new_units.get(row["commune_code"]),
            recorded_at=self._after(decided_on, 20),
            is_sample=True,
        )
        return decision_id, row, decided_on

    def _household(
        self, number: int, decision_id: int, row: dict[str, str], decided_on: dt.date
    ) -> None:
        new_unit_id = self.blocks.new_units[row["commune_code"]]
        old_unit_id = self.chance.choice(self.blocks.old_of[new_unit_id])
        household_id = self.bulk.add(
            Household,
            code=f"MAU-{number:05d}",
            old_unit_id=old_unit_id,
            new_unit_id=new_unit_id,
            hamlet=f"Ấp mẫu {number % 9 + 1}",
            is_resettled=self.chance.choice((True, False, None)),
            recorded_at=self._after(decided_on, 30),
            is_sample=True,
        )
        self.bulk.add(
            HouseholdRecovery,
            household_id=household_id,
            decision_id=decision_id,
            land_type=LandType(row["land_type"]),
            area_m2=float(self.chance.randint(5, 200) * 100),
        )
        for relation in ADULTS[: self.chance.randint(1, 4)]:
            self._member(household_id, relation, old_unit_id, decided_on)

    def _member(
        self, household_id: int, relation: str, old_unit_id: int, decided_on: dt.date
    ) -> None:
        wish = self.chance.choices(WISHES, WEIGHTS)[0]
        age = self.chance.randint(17, 30) if relation == "con" else self.chance.randint(32, 58)
        somebody = self.people.make(
            old_unit_id=old_unit_id,
            is_land_acquired=True,
            age=age,
            is_seeking=wish == MemberWish.WORK,
        )
        member_id = self.bulk.add(
            HouseholdMember,
            household_id=household_id,
            person_id=somebody.person_id,
            relation=relation,
            wish=wish,
        )
        if wish == MemberWish.WORK:
            self.members.append(somebody)
        self._support(member_id, decided_on)

    def _support(self, member_id: int, decided_on: dt.date) -> None:
        day = decided_on
        for step, likely in ((SupportStep.COUNSELLED, 0.75), (SupportStep.PLANNED, 0.65)):
            day += dt.timedelta(days=self.chance.randint(15, 90))
            if self.chance.random() > likely or day > self.today:
                return
            self.bulk.add(
                SupportEvent,
                member_id=member_id,
                step=step,
                occurred_on=day,
                recorded_at=self._after(day, 1),
            )

    def _after(self, day: dt.date, days: int) -> dt.datetime:
        moment = dt.datetime.combine(day, dt.time(3, 0), tzinfo=dt.UTC)
        return min(moment + dt.timedelta(days=days), self.now)
