"""What schools and enterprises agree on, and classes the demand speaks for."""

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON

from workforce.models.base import LINE, SHORT, Field, SQLModel, check, choice, unique


class AgreementParty(StrEnum):
    """Who wrote an agreement down first; the other side confirms it."""

    ENTERPRISE = "enterprise"
    SCHOOL = "school"


class TrainingAgreement(SQLModel, table=True):
    """An enterprise orders training from a school and says how many it will hire.

    It counts once both sides confirmed. Promised and made stand side by side, never as one.
    """

    __tablename__ = "training_agreement"
    __table_args__ = (
        check("seats BETWEEN 1 AND 100000", "seats"),
        check("hires_promised BETWEEN 0 AND 100000", "hires_promised"),
        check("ends_on IS NULL OR ends_on >= signed_on", "dates"),
        check("ended_at IS NULL OR ended_reason <> ''", "ended_with_reason"),
    )

    id: int = Field(default=None, primary_key=True)
    enterprise_id: int = Field(foreign_key="enterprise.id", index=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    occupation_id: int | None = Field(default=None, foreign_key="occupation.id")
    title: str = Field(max_length=SHORT)
    document: str = Field(default="", max_length=SHORT)  #: number of the signed paper
    seats: int
    hires_promised: int
    signed_on: dt.date
    ends_on: dt.date | None = None
    proposed_by: AgreementParty = choice(AgreementParty)
    created_at: dt.datetime
    created_by: int | None = Field(default=None, foreign_key="account.id")
    confirmed_at: dt.datetime | None = None
    confirmed_by: int | None = Field(default=None, foreign_key="account.id")
    ended_at: dt.datetime | None = None
    ended_reason: str = Field(default="", max_length=LINE)


class ClassProposal(SQLModel, table=True):
    """'Mở thêm lớp …': a class the demand spoke for, taken up by a school.

    Proposals are computed anew every time; a row exists only once a school accepted one.
    ``numbers`` keeps the calculation as it was shown that day.
    """

    __tablename__ = "class_proposal"
    __table_args__ = (unique("school_id", "occupation_id", "district", "month"),)

    id: int = Field(default=None, primary_key=True)
    school_id: int = Field(foreign_key="school.id", index=True)
    occupation_id: int = Field(foreign_key="occupation.id")
    district: str = Field(default="", max_length=SHORT)  #: old district; '' the whole province
    month: dt.date  #: first day of the month it was computed in
    numbers: dict[str, Any] = Field(sa_type=JSON)  #: counts only, nobody's data
    accepted_at: dt.datetime
    accepted_by: int | None = Field(default=None, foreign_key="account.id")
    course_id: int | None = Field(default=None, foreign_key="course.id")
    intake_id: int | None = Field(default=None, foreign_key="intake.id")


class ClassDemand(SQLModel, table=True):
    """What the last night's computation counted for one trade in one area. Counts only.

    Replaced as a whole every night; nothing refers to a row.
    """

    __tablename__ = "class_demand"
    __table_args__ = (unique("occupation_id", "district"),)

    id: int = Field(default=None, primary_key=True)
    occupation_id: int = Field(foreign_key="occupation.id")
    district: str = Field(max_length=SHORT)  #: old district
    computed_on: dt.date
    numbers: dict[str, Any] = Field(sa_type=JSON)
