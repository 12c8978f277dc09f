"""Job openings and what they ask for."""

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
    unique_index,
)
from workforce.models.people import Education, Training


class OpeningStatus(StrEnum):
    """Whether people may apply."""

    DRAFT = "draft"
    OPEN = "open"
    FILLED = "filled"
    CLOSED = "closed"


class WageType(StrEnum):
    """What the wage is counted by."""

    MONTH = "month"
    DAY = "day"
    HOUR = "hour"
    PIECE = "piece"


class ContractType(StrEnum):
    """The kind of contract offered."""

    INDEFINITE = "indefinite"
    FIXED_TERM = "fixed_term"
    SEASONAL = "seasonal"
    PROBATION = "probation"


class Opening(SQLModel, table=True):
    """A number of posts of one kind at one site."""

    __table_args__ = (
        check("posts BETWEEN 1 AND 100000", "posts"),
        check(f"wage_min_vnd IS NULL OR wage_min_vnd BETWEEN 0 AND {MONEY_MAX}", "wage_min"),
        check(f"wage_max_vnd IS NULL OR wage_max_vnd BETWEEN 0 AND {MONEY_MAX}", "wage_max"),
        check(
            "wage_min_vnd IS NULL OR wage_max_vnd IS NULL OR wage_min_vnd <= wage_max_vnd",
            "wage_range",
        ),
        check("contract_months IS NULL OR contract_months BETWEEN 1 AND 36", "contract_months"),
        check("experience_months IS NULL OR experience_months BETWEEN 0 AND 600", "experience"),
        check("deadline IS NULL OR deadline >= posted_on", "deadline"),
        check("length(title) > 0", "has_title"),
        index("ix_opening_status_deadline", "status", "deadline"),
        unique_index("uq_opening_import_key", "enterprise_id", "import_key"),
    )

    id: int = Field(default=None, primary_key=True)
    enterprise_id: int = Field(foreign_key="enterprise.id", index=True)
    site_id: int = Field(foreign_key="site.id", index=True)
    title: str = Field(max_length=SHORT)
    occupation_id: int | None = Field(default=None, foreign_key="occupation.id", index=True)
    description: str = Field(default="", max_length=TEXT)
    requirements: str = Field(default="", max_length=TEXT)
    benefits: str = Field(default="", max_length=TEXT)
    posts: int
    wage_type: WageType = choice(WageType, default=WageType.MONTH)
    wage_min_vnd: int | None = None  #: per unit of wage_type; None: not given
    wage_max_vnd: int | None = None
    shifts: list[str] | None = Field(default=None, sa_type=JSON)
    rest_days: str = Field(default="", max_length=SHORT)  #: 'nghỉ Chủ nhật'
    contract_type: ContractType | None = choice(ContractType, default=None, nullable=True)
    contract_months: int | None = None
    education: Education | None = choice(Education, default=None, nullable=True)
    training: Training | None = choice(Training, default=None, nullable=True)
    experience_months: int | None = None  #: 0: none needed; None: not said
    has_shuttle: bool | None = None
    has_housing: bool | None = None
    has_meals: bool | None = None
    has_nursery: bool | None = None
    is_hazardous: bool = False  #: closed to people under 18 (Labour Code)
    start_on: dt.date | None = None
    posted_on: dt.date
    deadline: dt.date | None = None
    status: OpeningStatus = choice(OpeningStatus, default=OpeningStatus.DRAFT)
    close_reason: str = Field(default="", max_length=LINE)
    closed_at: dt.datetime | None = None
    filled_by: str = Field(default="", max_length=20)  #: FilledBy, once closed; '' not said
    contact: str = Field(default="", max_length=LINE)
    posted_by: int | None = Field(default=None, foreign_key="account.id")
    created_at: dt.datetime
    updated_at: dt.datetime
    #: what an import or the API knows it by: the enterprise's own code, else the row's print
    import_key: str | None = Field(default=None, max_length=80)
    is_sample: bool = False

    def is_open(self, today: dt.date) -> bool:
        """Return whether people may apply on that day, the deadline included."""
        return self.status == OpeningStatus.OPEN and (
            self.deadline is None or today <= self.deadline
        )


class FilledBy(StrEnum):
    """Who took the posts of a closed opening, as the enterprise says."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    BOTH = "both"
    NOBODY = "nobody"


class SameOpening(StrEnum):
    """What somebody decided about two openings that read alike; none are merged unasked."""

    ASK = "ask"
    SAME = "same"  #: one work at several places, or posted twice: shown as one
    DIFFERENT = "different"


class OpeningPair(SQLModel, table=True):
    """Two openings of one or several enterprises whose descriptions read alike."""

    __tablename__ = "opening_pair"
    __table_args__ = (
        unique("opening_a_id", "opening_b_id"),
        check("opening_a_id < opening_b_id", "ordered"),
        check("score BETWEEN 0 AND 1", "score"),
        check("decision = 'ask' OR decided_at IS NOT NULL", "decided_when"),
    )

    id: int = Field(default=None, primary_key=True)
    opening_a_id: int = Field(foreign_key="opening.id")
    opening_b_id: int = Field(foreign_key="opening.id", index=True)
    score: float
    found_at: dt.datetime
    decision: SameOpening = choice(SameOpening, default=SameOpening.ASK)
    decided_at: dt.datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="account.id")


class OpeningSkill(SQLModel, table=True):
    """An opening asks for a skill."""

    __tablename__ = "opening_skill"

    opening_id: int = Field(foreign_key="opening.id", primary_key=True)
    skill_id: int = Field(foreign_key="skill.id", primary_key=True)
    is_required: bool = True
