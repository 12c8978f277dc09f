"""Land-recovery decisions, the households they touch, and their members."""

import datetime as dt
from enum import StrEnum

from workforce.models.base import LINE, SHORT, Field, SQLModel, check, choice, index, unique


class LandType(StrEnum):
    """The kind of land recovered."""

    AGRICULTURAL = "agricultural"
    BUSINESS = "business"
    RESIDENTIAL = "residential"
    OTHER = "other"


class RecoveryDecision(SQLModel, table=True):
    """A land-recovery decision; the support clock starts on its day (QĐ 12/2024)."""

    __tablename__ = "recovery_decision"
    __table_args__ = (unique("number", "decided_on"),)

    id: int = Field(default=None, primary_key=True)
    number: str = Field(max_length=60)
    decided_on: dt.date
    project: str = Field(max_length=LINE)
    zone_id: int | None = Field(default=None, foreign_key="zone.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    recorded_at: dt.datetime
    recorded_by: int | None = Field(default=None, foreign_key="account.id")
    is_sample: bool = False


class Household(SQLModel, table=True):
    """A household some of whose land was recovered."""

    id: int = Field(default=None, primary_key=True)
    code: str = Field(max_length=40, unique=True)
    old_unit_id: int | None = Field(default=None, foreign_key="unit.id")
    new_unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    hamlet: str = Field(default="", max_length=SHORT)
    is_resettled: bool | None = None
    recorded_at: dt.datetime
    recorded_by: int | None = Field(default=None, foreign_key="account.id")
    is_sample: bool = False


class HouseholdRecovery(SQLModel, table=True):
    """Land of one type a decision takes from a household."""

    __tablename__ = "household_recovery"
    __table_args__ = (
        unique("household_id", "decision_id", "land_type"),
        check("area_m2 IS NULL OR area_m2 > 0", "area"),
    )

    id: int = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id")
    decision_id: int = Field(foreign_key="recovery_decision.id", index=True)
    land_type: LandType = choice(LandType)
    area_m2: float | None = None


class MemberWish(StrEnum):
    """What the member wants; only WORK is in the denominator. 'Từ chối là quyền'."""

    WORK = "work"
    STUDY = "study"
    CARE = "care"
    RETIRED = "retired"
    DECLINED = "declined"


class HouseholdMember(SQLModel, table=True):
    """A person belongs to a household."""

    __tablename__ = "household_member"
    __table_args__ = (unique("household_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    relation: str = Field(default="", max_length=40)
    wish: MemberWish | None = choice(MemberWish, default=None, nullable=True)


class SupportStep(StrEnum):
    """Steps staff record; training and work come from enrolments and the ledger."""

    COUNSELLED = "counselled"
    PLANNED = "planned"
    VOIDED = "voided"


class SupportEvent(SQLModel, table=True):
    """A step of a member's support plan. Append-only."""

    __tablename__ = "support_event"
    __table_args__ = (
        check("step <> 'voided' OR voids_event_id IS NOT NULL", "void_names_event"),
        index("ix_support_event_member", "member_id", "occurred_on"),
    )

    id: int = Field(default=None, primary_key=True)
    member_id: int = Field(foreign_key="household_member.id")
    step: SupportStep = choice(SupportStep)
    occurred_on: dt.date
    note: str = Field(default="", max_length=LINE)
    recorded_at: dt.datetime
    recorded_by: int | None = Field(default=None, foreign_key="account.id")
    voids_event_id: int | None = Field(default=None, foreign_key="support_event.id")
