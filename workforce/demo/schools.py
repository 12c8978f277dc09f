"""Fictional schools with courses and intakes, past and coming."""

import datetime as dt
import random
from dataclasses import dataclass

from sqlalchemy import bindparam, update
from sqlmodel import col

from matching.reading.vietnamese import fold
from workforce.demo.blocks import Blocks
from workforce.demo.bulk import Bulk
from workforce.models import (
    Account,
    AgreementParty,
    Course,
    CourseSkill,
    CourseStatus,
    Intake,
    Role,
    School,
    TrainingAgreement,
)

SILENT = 0.3  #: courses whose school says nothing of quality
STILL_WAITING = 3  #: every so-many-th agreement waits for the other side


@dataclass
class Class:
    """An intake of the history, with the seats given away so far."""

    intake_id: int
    starts_on: dt.date
    ends_on: dt.date
    seats: int
    occupation_id: int
    taken: int = 0


class Schools:
    """Builds schools, courses and intakes; keeps the intakes for the history."""

    def __init__(
        self, blocks: Blocks, bulk: Bulk, chance: random.Random, *, now: dt.datetime,
        today: dt.date,
    ):  # fmt: skip
        self.blocks, self.bulk, self.chance = blocks, bulk, chance
        self.now, self.today = now, today
        self.schools: list[tuple[int, int | None, int]] = []
        self.classes: list[Class] = []
        self.of_school: dict[int, list[int]] = {}
        self.ordered: dict[int, int] = {}

    def build(self, courses: int) -> None:
        """Make the schools of seeds/demo, then the courses with two intakes each."""
        if courses == 0:
            return
        for row in self.blocks.schools:
            self.schools.append(self._school(row))
        for number in range(courses):
            self._course(self.blocks.courses[number % len(self.blocks.courses)])
        self.bulk.flush()

    def fill_seats(self) -> None:
        """Write how many seats the history gave away."""
        self.bulk.flush()
        taken = [
            {"of_intake": one.intake_id, "given_away": one.taken}
            for one in self.classes
            if one.taken
        ]
        if taken:
            self.bulk.session.connection().execute(
                update(Intake)
                .where(col(Intake.id) == bindparam("of_intake"))
                .values(seats_taken=bindparam("given_away")),
                taken,
            )

        ordered = [{"of_intake": key, "under": value} for key, value in self.ordered.items()]
        if ordered:
            self.bulk.session.connection().execute(
                update(Intake)
                .where(col(Intake.id) == bindparam("of_intake"))
                .values(agreement_id=bindparam("under")),
                ordered,
            )

    def _school(self, row: dict[str, str]) -> tuple[int, int | None, int]:
        unit_id = self.blocks.new_units.get(row["commune_code"])
        school_id = self.bulk.add(
            School,
            key=None,
            name=row["name"],
            name_folded=fold(row["name"]),
            kind=row["kind"],
            is_public=row["ownership"] == "public",
            unit_id=unit_id,
            is_verified=True,
            licence=f"{len(self.schools) + 1:02d}/2025/GCN (mẫu)",
            source="dữ liệu mẫu",
            created_at=self.now - dt.timedelta(days=500),
            is_sample=True,
        )
        account_id = self.bulk.add(
            Account,
            role=Role.SCHOOL,
            display_name="Phòng đào tạo (mẫu)",
            school_id=school_id,
            is_sample=True,
            created_at=self.now - dt.timedelta(days=500),
        )
        return school_id, unit_id, account_id

    def _course(self, row: dict[str, str]) -> None:
        school_id, unit_id, _account_id = self.chance.choice(self.schools)
        occupation = self.blocks.occupations[row["occupation_key"]]
        course_id = self.bulk.add(
            Course,
            school_id=school_id,
            title=row["title"],
            level=row["level"],
            occupation_id=occupation.id,
            unit_id=unit_id,
            hours_total=int(row["hours_total"]),
            hours_practice=int(row["hours_practice"]),
            duration_weeks=int(row["duration_weeks"]),
            schedule=row["schedule"],
            fee_vnd=int(row["fee_vnd"]),
            funding=row["funding"].split(";"),
            entry_education=row["entry_education"] or None,
            entry_requirement=row["entry_requirement"],
            description=row["description"],
            outcomes=row["outcomes"],
            language=row["language"] or "vi",
            **self._quality(row),
            status=CourseStatus.OPEN,
            created_at=self.now - dt.timedelta(days=450),
            updated_at=self.now - dt.timedelta(days=30),
            is_sample=True,
        )
        for name in row["skills_vi"].split(";"):
            if skill_id := self.blocks.skill_by_name.get(name):
                self.bulk.add(CourseSkill, course_id=course_id, skill_id=skill_id)
        weeks = int(row["duration_weeks"])
        for start in (self.chance.randint(-400, -200), self.chance.randint(7, 75)):
            self._intake(course_id, school_id, occupation.id, row, start=start, weeks=weeks)

    def _quality(self, row: dict[str, str]) -> dict[str, object]:
        """Return certificate, standard, hours and audience; some schools say nothing."""
        hours = int(row["hours_total"])
        is_long = row["level"] not in {"under_3_months", "duoi_3_thang"}
        own = random.Random(len(self.classes))  # noqa: S311  fiction, not a secret
        if own.random() < SILENT:
            return {}
        return {
            "certificate": "Chứng chỉ sơ cấp (mẫu)" if is_long else "Chứng chỉ đào tạo (mẫu)",
            "skill_standard": own.choice(("", "", "national", "international")),
            "hours_it": own.choice((None, hours // 20 or None)),
            "hours_language": own.choice((None, None, hours // 15 or None)),
            "audience": own.choice(("", "", "worker", "technician", "line_leader")),
        }

    def agree(self, enterprise_ids: list[int]) -> None:
        """Let these firms order classes, one school each: some confirmed, some waiting."""
        for number, enterprise_id in enumerate(enterprise_ids[: len(self.schools)]):
            school_id, _unit_id, account_id = self.schools[number]
            is_confirmed = (number + 1) % STILL_WAITING != 0
            agreement_id = self.bulk.add(
                TrainingAgreement,
                enterprise_id=enterprise_id,
                school_id=school_id,
                title="Đào tạo công nhân theo đơn đặt hàng",
                document=f"{number + 1:02d}/2026/TT-ĐT (mẫu)",
                seats=40,
                hires_promised=30,
                signed_on=self.today - dt.timedelta(days=420),
                proposed_by=AgreementParty.ENTERPRISE,
                created_at=self.now - dt.timedelta(days=420),
                confirmed_at=self.now - dt.timedelta(days=415) if is_confirmed else None,
                confirmed_by=account_id if is_confirmed else None,
            )
            if is_confirmed and self.of_school.get(school_id):
                self.ordered[self.of_school[school_id][0]] = agreement_id

    def _intake(
        self,
        course_id: int,
        school_id: int,
        occupation_id: int,
        row: dict[str, str],
        *,
        start: int,
        weeks: int,
    ) -> None:
        starts_on = self.today + dt.timedelta(days=start)
        seats = self.chance.randint(int(row["seats_low"]), int(row["seats_high"]))
        ends_on = starts_on + dt.timedelta(weeks=weeks)
        intake_id = self.bulk.add(
            Intake,
            course_id=course_id,
            starts_on=starts_on,
            ends_on=ends_on,
            enrol_by=starts_on - dt.timedelta(days=2),
            seats=seats,
            seats_taken=0,
            minimum=int(row["seats_low"]) // 2 or None,
        )
        self.of_school.setdefault(school_id, []).append(intake_id)
        self.classes.append(Class(intake_id, starts_on, ends_on, seats, occupation_id))
