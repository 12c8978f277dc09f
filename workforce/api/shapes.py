"""What the API says and takes, field by field; the OpenAPI document is made of it.

A field nobody told is null, never a guess. Money is whole VND, days are ISO dates.
"""

import datetime as dt
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from workforce.models import ContractType, Education, RowOutcome, Training, WageType

MOST_A_PAGE = 100

Item = TypeVar("Item")


class PageQuery(BaseModel):
    """Which page of a list; pages count from 1."""

    model_config = ConfigDict(extra="forbid")

    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    per_page: Annotated[int, Field(ge=1, le=MOST_A_PAGE)] = 50


class OpeningQuery(PageQuery):
    """Which openings: words as on the site, and conditions every one of them meets."""

    q: Annotated[str, Field(max_length=100, description="as typed into the search box")] = ""
    zone: Annotated[str, Field(max_length=60, description="key of a zone")] = ""
    wage_vnd: Annotated[
        int | None, Field(ge=0, le=1_000_000_000, description="pays at least so much a month")
    ] = None


class CourseQuery(PageQuery):
    """Which courses: words as on the site."""

    q: Annotated[str, Field(max_length=100, description="as typed into the search box")] = ""


class Paged(BaseModel, Generic[Item]):
    """One page of a list; ``next`` is the address of the next one, null on the last."""

    items: list[Item]
    total: int
    page: int
    per_page: int
    next: str | None


class OpeningOut(BaseModel):
    """An opening people may apply to today."""

    id: int
    url: str
    title: str
    company: str
    is_verified: Annotated[bool, Field(description="the labour department checked the firm")]
    zone: Annotated[str | None, Field(description="key of the zone")]
    commune: str | None
    lat: float | None
    lon: float | None
    occupation: Annotated[str | None, Field(description="VSCO code")]
    description: str
    requirements: str
    benefits: str
    posts: int
    posts_left: int
    wage_type: WageType
    wage_min_vnd: int | None
    wage_max_vnd: int | None
    shifts: list[str] | None
    contract_type: ContractType | None
    education: Education | None
    training: Training | None
    experience_months: Annotated[int | None, Field(description="0: none needed")]
    has_shuttle: bool | None
    has_housing: bool | None
    has_meals: bool | None
    has_nursery: bool | None
    start_on: dt.date | None
    posted_on: dt.date
    deadline: dt.date | None
    is_sample: Annotated[bool, Field(description="fictional, for trying the platform out")]


class IntakeOut(BaseModel):
    """One run of a course that people may still enrol in."""

    starts_on: dt.date
    ends_on: dt.date | None
    enrol_by: dt.date | None
    seats: int
    seats_left: int


class CourseOut(BaseModel):
    """A course on offer."""

    id: int
    url: str
    title: str
    school: str
    level: Training
    occupation: Annotated[str | None, Field(description="VSCO code")]
    commune: str | None
    hours_total: int | None
    hours_practice: int | None
    duration_weeks: int | None
    schedule: str
    fee_vnd: int | None
    entry_education: Education | None
    entry_requirement: str
    description: str
    outcomes: str
    language: str
    certificate: str
    intakes: list[IntakeOut]
    is_sample: bool


class ZoneFactOut(BaseModel):
    """A fact about a zone as its source states it; two sources that disagree are two facts."""

    fact: str
    value: Annotated[float | None, Field(description="null where the source gives words")]
    text: str
    unit: str
    as_of: str
    source: str
    is_verified: bool


class ZoneOut(BaseModel):
    """A park, a cluster or the economic zone of the resolution."""

    key: str
    url: str
    name: str
    kind: str
    counts_in_target: bool
    communes: list[str]
    facts: list[ZoneFactOut]


class FigureOut(BaseModel):
    """A published figure: what it counts, as of when, and what it is made of."""

    id: str
    name: str
    definition: str
    value: Annotated[float | None, Field(description="null: unknown, or not published")]
    unit: str
    target_low: float | None
    target_high: float | None
    as_of: dt.date
    source: str
    note: str


class ZoneStockOut(BaseModel):
    """Workers declared in a zone; null where publishing would show one enterprise."""

    zone: str
    enterprises_declaring: int | None
    workers: int | None
    stable_workers: int | None


class StatisticsOut(BaseModel):
    """Progress to the resolution's targets, as published: small cells are left out."""

    as_of: dt.date
    figures: list[FigureOut]
    stock_by_zone: list[ZoneStockOut]
    placements: Annotated[
        int | None, Field(description="starts employers confirmed: a flow, not part of the stock")
    ]
    notes: list[str]


class Problem(BaseModel):
    """What went wrong, in a sentence that says what to do (RFC 9457)."""

    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] = []


class OpeningIn(BaseModel):
    """An opening as the enterprise's own system knows it: the columns of the workbook.

    ``code`` is the enterprise's own: sent again, the opening is changed, not added. A field
    that is left out stays as it is.
    """

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str | None, Field(max_length=60)] = None
    title: Annotated[str, Field(max_length=120)]
    posts: Annotated[int, Field(ge=1, le=100_000)]
    site: Annotated[str | None, Field(description="a place of work, by its name here")] = None
    occupation: Annotated[str | None, Field(description="by name; else read from title")] = None
    wage_type: WageType | None = None
    wage_min_vnd: Annotated[int | None, Field(ge=0, le=1_000_000_000)] = None
    wage_max_vnd: Annotated[int | None, Field(ge=0, le=1_000_000_000)] = None
    shifts: list[str] | None = None
    rest_days: Annotated[str | None, Field(max_length=120)] = None
    contract_type: ContractType | None = None
    contract_months: Annotated[int | None, Field(ge=1, le=36)] = None
    education: Education | None = None
    training: Training | None = None
    experience_months: Annotated[int | None, Field(ge=0, le=600)] = None
    skills_required: list[str] | None = None
    skills_welcome: list[str] | None = None
    has_shuttle: bool | None = None
    has_housing: bool | None = None
    has_meals: bool | None = None
    has_nursery: bool | None = None
    is_hazardous: bool | None = None
    start_on: dt.date | None = None
    deadline: dt.date | None = None
    description: Annotated[str | None, Field(max_length=4_000)] = None
    requirements: Annotated[str | None, Field(max_length=4_000)] = None
    benefits: Annotated[str | None, Field(max_length=4_000)] = None
    contact: Annotated[str | None, Field(max_length=300)] = None
    publish: Annotated[bool | None, Field(description="else a draft, published by hand")] = None


class OpeningsIn(BaseModel):
    """Openings to add or change; all that can be taken are taken in one step."""

    model_config = ConfigDict(extra="forbid")

    items: Annotated[list[OpeningIn], Field(min_length=1, max_length=500)]


class ClosingIn(BaseModel):
    """An opening to close, by the enterprise's own code."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(min_length=1, max_length=60)]
    reason: Annotated[str, Field(min_length=1, max_length=300, description="people read it")]


class CellProblem(BaseModel):
    """What is wrong with a field, or was read otherwise than sent."""

    field: str
    value: str
    reason: str


class RecordOut(BaseModel):
    """What became of one record, in the order they were sent."""

    number: int
    outcome: RowOutcome
    id: int | None
    problems: list[CellProblem]


class WrittenOut(BaseModel):
    """What became of all: the four counts add up to what was sent."""

    accepted: int
    updated: int
    duplicate: int
    refused: int
    items: list[RecordOut]
