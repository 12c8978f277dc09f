"""People who look for work or a course: their profile, and what is kept apart from it.

Ethnicity, disability and poverty live in their own table with their own consent. No
query of the matcher or of an enterprise touches that table.
"""

import datetime as dt
from enum import StrEnum

from sqlalchemy import JSON

from workforce.models.base import (
    LINE,
    MONEY_MAX,
    SHORT,
    TEXT,
    Field,
    SQLModel,
    check,
    choice,
    index,
    unique,
)


class Sex(StrEnum):
    """For the retirement age and statistics; never asked by the matcher."""

    FEMALE = "female"
    MALE = "male"


class Education(StrEnum):
    """General schooling finished."""

    NONE = "khong"
    PRIMARY = "tieu_hoc"
    LOWER_SECONDARY = "thcs"
    UPPER_SECONDARY = "thpt"


class Training(StrEnum):
    """Vocational level; a second axis beside general schooling."""

    NONE = "none"
    UNCERTIFIED_WORKER = "cnkt_khong_bang"
    UNDER_3_MONTHS = "duoi_3_thang"
    ELEMENTARY = "so_cap"
    VOCATIONAL_SECONDARY = "trung_hoc_nghe"
    INTERMEDIATE = "trung_cap"
    COLLEGE = "cao_dang"
    UNIVERSITY = "dai_hoc"
    POSTGRADUATE = "tren_dai_hoc"


class Person(SQLModel, table=True):
    """A worker or trainee. Almost everything may be unknown (None or '')."""

    __table_args__ = (
        check("birth_year IS NULL OR birth_year BETWEEN 1900 AND 2100", "birth_year"),
        check(f"wage_min_vnd IS NULL OR wage_min_vnd BETWEEN 0 AND {MONEY_MAX}", "wage_min"),
        check("max_km IS NULL OR max_km BETWEEN 0 AND 1000", "max_km"),
        check("length(full_name) > 0", "has_name"),
        index("ix_person_new_unit_status", "new_unit_id", "is_seeking"),
    )

    id: int = Field(default=None, primary_key=True)
    full_name: str = Field(max_length=SHORT)
    name_folded: str = Field(max_length=SHORT, index=True)
    birth_date: dt.date | None = None
    birth_year: int | None = None  #: set from birth_date, or alone
    sex: Sex | None = choice(Sex, default=None, nullable=True)
    national_id_encrypted: bytes | None = None  #: AES-SIV bound to this column and row
    national_id_index: str | None = Field(default=None, max_length=64, unique=True)
    national_id_last4: str = Field(default="", max_length=4)
    contact_phone: str | None = Field(default=None, max_length=20, index=True)  #: may be shared
    old_unit_id: int | None = Field(default=None, foreign_key="unit.id")
    new_unit_id: int | None = Field(default=None, foreign_key="unit.id")
    hamlet: str = Field(default="", max_length=SHORT)  #: ấp/khóm
    education: Education | None = choice(Education, default=None, nullable=True)
    training: Training | None = choice(Training, default=None, nullable=True)
    training_field: str = Field(default="", max_length=SHORT)
    about: str = Field(default="", max_length=TEXT)
    desired: str = Field(default="", max_length=LINE)  #: in the person's own words
    wage_min_vnd: int | None = None  #: per month
    max_km: int | None = None
    needs_shuttle: bool | None = None
    needs_housing: bool | None = None
    shift_ok: list[str] | None = Field(default=None, sa_type=JSON)  #: None: not asked
    #: keys of skills whose chip the person took away: not read back from their words
    declined_skills: list[str] | None = Field(default=None, sa_type=JSON)
    constraints: str = Field(default="", max_length=LINE)
    is_seeking: bool = True
    profile_step: int = 0  #: last saved page of the profile, 0 to 4
    created_at: dt.datetime
    created_by: int | None = Field(default=None)  #: account; an officer for assisted entry
    updated_at: dt.datetime
    erased_at: dt.datetime | None = None
    #: the record an officer merged this one into; it is kept to undo that, and seen nowhere
    merged_into_id: int | None = Field(default=None, index=True)
    is_sample: bool = False


class SkillSource(StrEnum):
    """How we know of a skill."""

    RECOGNISED = "recognised"  #: read out of free text, waits for the person's yes
    STATED = "stated"
    CERTIFIED = "certified"


class PersonSkill(SQLModel, table=True):
    """A person has a skill, and how we know."""

    __tablename__ = "person_skill"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    skill_id: int = Field(foreign_key="skill.id", primary_key=True)
    source: SkillSource = choice(SkillSource)


class PersonCertificate(SQLModel, table=True):
    """A certificate or licence in the person's words."""

    __tablename__ = "person_certificate"
    __table_args__ = (unique("person_id", "name"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    name: str = Field(max_length=SHORT)


class WorkHistory(SQLModel, table=True):
    """Work done before, paid or on one's own field."""

    __tablename__ = "work_history"
    __table_args__ = (check("months IS NULL OR months BETWEEN 0 AND 900", "months"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    title: str = Field(max_length=SHORT)
    occupation_id: int | None = Field(default=None, foreign_key="occupation.id")
    months: int | None = None


class WishedOccupation(SQLModel, table=True):
    """An occupation the person said yes to, first wish first."""

    __tablename__ = "wished_occupation"
    __table_args__ = (unique("person_id", "occupation_id"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    occupation_id: int = Field(foreign_key="occupation.id")
    position: int = 1


class ConsentPurpose(StrEnum):
    """What a consent is for; one each."""

    MATCHING = "matching"
    SHARE_APPLICATION = "share_application"
    STATISTICS = "statistics"
    SENSITIVE = "sensitive"
    FOLLOW_UP = "follow_up"
    KEEP_PROFILE = "keep_profile"
    GUARDIAN = "guardian"
    INVITED = "invited"  #: enterprises may find a profile without a name, and invite


class ConsentEvent(SQLModel, table=True):
    """A person granted or withdrew consent for one purpose. Append-only; silence is none.

    The latest event of a purpose decides. Law 91/2025/QH15 art. 4, 9.
    """

    __tablename__ = "consent_event"
    __table_args__ = (index("ix_consent_event_person", "person_id", "purpose", "at"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    purpose: ConsentPurpose = choice(ConsentPurpose)
    is_granted: bool
    text_version: str = Field(max_length=20)
    text_sha256: str = Field(max_length=64)
    at: dt.datetime
    channel: str = Field(max_length=20)  #: 'self', 'desk', 'paper'
    recorded_by: int | None = Field(default=None, foreign_key="account.id")


class SensitiveAttributes(SQLModel, table=True):
    """What only statistics may know, and only with the person's own consent."""

    __tablename__ = "sensitive_attributes"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    consent_id: int = Field(foreign_key="consent_event.id")
    ethnicity: str = Field(default="", max_length=40)
    disability: str = Field(default="", max_length=LINE)
    poverty: str = Field(default="", max_length=20)  #: '', 'poor', 'near_poor'
    recorded_at: dt.datetime
    recorded_by: int | None = Field(default=None, foreign_key="account.id")
