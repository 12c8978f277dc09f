"""Industrial parks, clusters and the economic zone; their dated facts; the targets."""

import datetime as dt
from enum import StrEnum

from workforce.models.base import LINE, SHORT, TEXT, Field, SQLModel, check, choice, unique


class ZoneKind(StrEnum):
    """Park, cluster or economic zone."""

    PARK = "KCN"
    CLUSTER = "CCN"
    ECONOMIC_ZONE = "KKT"


class Zone(SQLModel, table=True):
    """A zone of the resolution. What changes about it is a ZoneFact, not a column."""

    __table_args__ = (
        check("lat IS NULL OR lat BETWEEN -90 AND 90", "lat"),
        check("lon IS NULL OR lon BETWEEN -180 AND 180", "lon"),
    )

    id: int = Field(default=None, primary_key=True)
    key: str = Field(max_length=40, unique=True)  #: 'an-nghiep', part of its address
    name: str = Field(max_length=SHORT)
    name_folded: str = Field(max_length=SHORT)
    kind: ZoneKind = choice(ZoneKind)
    parent_id: int | None = Field(default=None, foreign_key="zone.id")  #: expansion of
    old_district: str = Field(default="", max_length=LINE)
    lat: float | None = None
    lon: float | None = None
    location_precision: str = Field(default="", max_length=40)
    location_source: str = Field(default="", max_length=LINE)
    alt_names: str = Field(default="", max_length=LINE)
    #: 'KCN mới tại Vĩnh Châu' stands for one or two parks; the economic zone for none
    sites_low: int = 1
    sites_high: int = 1
    note: str = Field(default="", max_length=LINE)
    #: workers here count toward T5; the economic zone itself does not
    counts_in_target: bool = True
    source: str = Field(max_length=LINE)


class ZoneUnit(SQLModel, table=True):
    """A commune a zone lies in: An Nghiệp spans three."""

    __tablename__ = "zone_unit"

    zone_id: int = Field(foreign_key="zone.id", primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True)


class ZoneFact(SQLModel, table=True):
    """One figure or word about a zone as of a day, with its source. Append-only.

    Two sources that disagree are two rows; the screen shows both.
    """

    __tablename__ = "zone_fact"
    __table_args__ = (check("value_number IS NOT NULL OR value_text <> ''", "has_value"),)

    id: int = Field(default=None, primary_key=True)
    zone_id: int = Field(foreign_key="zone.id", index=True)
    fact: str = Field(max_length=40, index=True)  #: 'status', 'area_ha', 'leasable_ha' …
    value_number: float | None = None
    value_text: str = Field(default="", max_length=LINE)
    unit: str = Field(default="", max_length=40)
    as_of: str = Field(default="", max_length=10)  #: ISO day or only a year; '' unknown
    note: str = Field(default="", max_length=LINE)
    source: str = Field(max_length=LINE)
    is_verified: bool = False
    recorded_at: dt.datetime
    recorded_by: int | None = Field(default=None, foreign_key="account.id")


class ZoneIndustry(SQLModel, table=True):
    """An industry a zone takes, by VSIC class or in the source's words."""

    __tablename__ = "zone_industry"
    __table_args__ = (unique("zone_id", "vsic_code", "words"),)

    id: int = Field(default=None, primary_key=True)
    zone_id: int = Field(foreign_key="zone.id", index=True)
    vsic_code: str = Field(default="", max_length=10)
    words: str = Field(default="", max_length=LINE)
    source: str = Field(max_length=LINE)


class Industry(SQLModel, table=True):
    """A VSIC class."""

    code: str = Field(max_length=10, primary_key=True)
    name: str = Field(max_length=LINE)
    source: str = Field(max_length=LINE)
    is_verified: bool = False


class ProvinceFact(SQLModel, table=True):
    """A figure about the whole province from the brief, with its source."""

    __tablename__ = "province_fact"

    fact: str = Field(max_length=60, primary_key=True)
    value_number: float | None = None
    value_text: str = Field(default="", max_length=LINE)
    unit: str = Field(default="", max_length=40)
    as_of: str = Field(default="", max_length=10)
    note: str = Field(default="", max_length=LINE)
    source: str = Field(max_length=LINE)
    is_verified: bool = False


class Obligation(SQLModel, table=True):
    """A duty the resolution names, and what the platform can measure of it."""

    code: str = Field(max_length=10, primary_key=True)
    section: str = Field(default="", max_length=20)
    text_vi: str = Field(max_length=TEXT)
    measure_vi: str = Field(default="", max_length=LINE)
    source: str = Field(max_length=LINE)


class Target(SQLModel, table=True):
    """A numeric or qualitative target of the resolution, with its own words."""

    __table_args__ = (check("low IS NULL OR high IS NULL OR low <= high", "range"),)

    code: str = Field(max_length=20, primary_key=True)  #: 'T5', 'T1-KCN'
    target: str = Field(max_length=4)  #: 'T1' … 'T8'
    year: int | None = None
    indicator: str = Field(max_length=LINE)
    indicator_vi: str = Field(default="", max_length=LINE)
    low: float | None = None
    high: float | None = None
    unit: str = Field(default="", max_length=40)
    section: str = Field(default="", max_length=20)  #: of the resolution
    note: str = Field(default="", max_length=LINE)
    text_vi: str = Field(max_length=TEXT)  #: verbatim
    source: str = Field(max_length=LINE)


class IndicatorRule(SQLModel, table=True):
    """The definition or a parameter of an indicator during a time."""

    __tablename__ = "indicator_rule"
    __table_args__ = (
        unique("key", "effective_from"),
        check("effective_to IS NULL OR effective_to >= effective_from", "validity"),
    )

    id: int = Field(default=None, primary_key=True)
    key: str = Field(max_length=60, index=True)  #: 'STABLE-CONTRACT-MONTHS', 'I1'
    kind: str = Field(default="", max_length=20)  #: indicator, series, parameter, sentence
    name: str = Field(default="", max_length=LINE)
    value_number: float | None = None
    unit: str = Field(default="", max_length=40)
    caution: str = Field(default="", max_length=LINE)
    definition_vi: str = Field(default="", max_length=TEXT)
    numerator: str = Field(default="", max_length=TEXT)
    denominator: str = Field(default="", max_length=TEXT)
    status: str = Field(default="", max_length=40)
    effective_from: dt.date
    effective_to: dt.date | None = None
    source: str = Field(max_length=LINE)


class PolicyRate(SQLModel, table=True):
    """A legal amount, age or limit during a time: wage floors, ceilings, deadlines."""

    __tablename__ = "policy_rate"
    __table_args__ = (
        unique("kind", "key", "effective_from"),
        check("effective_to IS NULL OR effective_to >= effective_from", "validity"),
    )

    id: int = Field(default=None, primary_key=True)
    kind: str = Field(max_length=60, index=True)  #: 'minimum_wage_month', 'retirement_age' …
    key: str = Field(max_length=60)  #: 'II', 'male', 'poor_household' …
    value_number: float | None = None
    value_text: str = Field(default="", max_length=LINE)
    unit: str = Field(default="", max_length=40)
    effective_from: dt.date
    effective_to: dt.date | None = None
    legal_basis: str = Field(default="", max_length=LINE)
    note: str = Field(default="", max_length=LINE)
    source: str = Field(max_length=LINE)
    is_verified: bool = False
