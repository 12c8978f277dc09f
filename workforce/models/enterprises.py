"""Enterprises, their sites in zones, and what they declare about their workers."""

import datetime as dt
from enum import StrEnum

from workforce.models.base import LINE, SHORT, Field, SQLModel, check, choice, index


class EnterpriseStatus(StrEnum):
    """How far an enterprise is checked."""

    PENDING = "pending"
    VERIFIED = "verified"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Enterprise(SQLModel, table=True):
    """A firm. Only a verified one carries the mark on its openings."""

    __table_args__ = (check("length(name) > 0", "has_name"),)

    id: int = Field(default=None, primary_key=True)
    name: str = Field(max_length=LINE)
    name_folded: str = Field(max_length=LINE, index=True)
    tax_code: str | None = Field(default=None, max_length=14, unique=True)
    vsic_code: str = Field(default="", max_length=10)
    size_band: str = Field(default="", max_length=20)
    contact_name: str = Field(default="", max_length=SHORT)
    contact_phone: str = Field(default="", max_length=20)
    status: EnterpriseStatus = choice(EnterpriseStatus, default=EnterpriseStatus.PENDING)
    verified_at: dt.datetime | None = None
    verified_by: int | None = Field(default=None)
    status_reason: str = Field(default="", max_length=LINE)  #: the enterprise reads it
    created_at: dt.datetime
    is_sample: bool = False


class Site(SQLModel, table=True):
    """A place of work of an enterprise, in a zone or not."""

    id: int = Field(default=None, primary_key=True)
    enterprise_id: int = Field(foreign_key="enterprise.id", index=True)
    zone_id: int | None = Field(default=None, foreign_key="zone.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    name: str = Field(default="", max_length=SHORT)
    address: str = Field(default="", max_length=LINE)
    lat: float | None = None
    lon: float | None = None
    is_active: bool = True


class ChangeKind(StrEnum):
    """What happens to a place of work that its people must hear of first."""

    MOVE = "move"
    CLOSURE = "closure"
    LAYOFF = "layoff"


class EnterpriseChange(SQLModel, table=True):
    """An enterprise says that a site moves, closes or lets people go.

    Its people who follow the placement here are told at once and offered help; the department
    sees it. Taken back, it stays as it was, struck through.
    """

    __tablename__ = "enterprise_change"
    __table_args__ = (
        check("workers IS NULL OR workers BETWEEN 1 AND 1000000", "workers"),
        check("taken_back_at IS NULL OR taken_back_reason <> ''", "taken_back_with_reason"),
    )

    id: int = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id", index=True)
    kind: ChangeKind = choice(ChangeKind)
    effective_on: dt.date
    workers: int | None = None  #: how many it concerns; None: not said
    note: str = Field(default="", max_length=LINE)
    announced_at: dt.datetime
    announced_by: int | None = Field(default=None, foreign_key="account.id")
    taken_back_at: dt.datetime | None = None
    taken_back_reason: str = Field(default="", max_length=LINE)


class DeclarationKind(StrEnum):
    """A declaration, or the withdrawal of one."""

    DECLARED = "declared"
    VOIDED = "voided"


class WorkforceDeclaration(SQLModel, table=True):
    """Headcount an enterprise declares for one site as of a day. Append-only.

    A correction is a later row for the same site and day; a mistake gets a VOIDED row.
    Stable means indefinite or at least 12-month contract with social insurance
    (indicator rule ``stable.*``; the resolution defines nothing).
    """

    __tablename__ = "workforce_declaration"
    __table_args__ = (
        check("workers >= 0", "workers"),
        check("female_workers IS NULL OR female_workers BETWEEN 0 AND workers", "female"),
        check("long_contract IS NULL OR long_contract BETWEEN 0 AND workers", "long_contract"),
        check("insured IS NULL OR insured BETWEEN 0 AND workers", "insured"),
        check("stable_workers IS NULL OR stable_workers BETWEEN 0 AND workers", "stable"),
        check("leased_workers IS NULL OR leased_workers BETWEEN 0 AND workers", "leased"),
        index("ix_workforce_declaration_site_as_of", "site_id", "as_of"),
    )

    id: int = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    as_of: dt.date
    kind: DeclarationKind = choice(DeclarationKind, default=DeclarationKind.DECLARED)
    workers: int
    female_workers: int | None = None
    long_contract: int | None = None  #: indefinite or at least 12 months
    insured: int | None = None  #: compulsory social insurance
    stable_workers: int | None = None  #: both at once; None: not declared
    leased_workers: int | None = None  #: counted here, at the factory, once
    flag: str = Field(default="", max_length=LINE)  #: why it looks odd; it counts, marked
    recorded_at: dt.datetime
    recorded_by: int | None = Field(default=None, foreign_key="account.id")
    source: str = Field(default="", max_length=LINE)
