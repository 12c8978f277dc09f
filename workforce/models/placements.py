"""The placement ledger: episodes of employment and what was said about them, by whom.

Append-only: every past report can be re-run as known on a date by reading the events
recorded up to then. A mistake gets a VOIDED event. Erasing a person empties
``person_id`` of the episode and keeps its anonymous reporting snapshot.
"""

import datetime as dt
from enum import StrEnum

from workforce.models.base import (
    LINE,
    MONEY_MAX,
    SHORT,
    Field,
    SQLModel,
    check,
    choice,
    index,
    unique,
)


class PlacementKind(StrEnum):
    """A job with an employer, or a business of one's own."""

    JOB = "job"
    OWN_BUSINESS = "own_business"


class Placement(SQLModel, table=True):
    """One episode: this person, this employer, from a first day."""

    __table_args__ = (unique("application_id"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    application_id: int | None = Field(default=None, foreign_key="application.id")
    enterprise_id: int | None = Field(default=None, foreign_key="enterprise.id", index=True)
    site_id: int | None = Field(default=None, foreign_key="site.id", index=True)
    opening_id: int | None = Field(default=None, foreign_key="opening.id")
    occupation_id: int | None = Field(default=None, foreign_key="occupation.id")
    kind: PlacementKind = choice(PlacementKind, default=PlacementKind.JOB)
    created_at: dt.datetime
    is_sample: bool = False


class PlacementEventKind(StrEnum):
    """What is said about an episode."""

    CLAIMED = "claimed"
    EMPLOYER_CONFIRMED = "employer_confirmed"
    WORKER_CONFIRMED = "worker_confirmed"
    CHECKED = "checked"
    ENDED = "ended"
    VOIDED = "voided"


class EvidenceTier(StrEnum):
    """How well one event is proven.

    A: insurance or payroll record. B: signed contract or joint certificate. C: the word of
    the enterprise or of the worker, given by itself. D: recorded by staff for somebody
    ('cán bộ ghi hộ'), assisted entry, or a session opened with a code staff read out.
    The tier of an episode is derived: ``workforce.placements.ledger.episode_tier``.
    """

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class CheckOutcome(StrEnum):
    """What a check found."""

    SAME_EMPLOYER = "same_employer"
    OTHER_EMPLOYER = "other_employer"
    NOT_WORKING = "not_working"
    NO_ANSWER = "no_answer"


CHECK_MONTHS = (1, 3, 6, 12)


class PlacementEvent(SQLModel, table=True):
    """Something said about an episode. Append-only."""

    __tablename__ = "placement_event"
    __table_args__ = (
        check("kind <> 'checked' OR (check_months IN (1, 3, 6, 12) AND outcome IS NOT NULL)",
              "check_complete"),
        check("kind <> 'voided' OR voids_event_id IS NOT NULL", "void_names_event"),
        check("kind <> 'ended' OR reason <> ''", "end_has_reason"),
        check(f"wage_vnd IS NULL OR wage_vnd BETWEEN 0 AND {MONEY_MAX}", "wage"),
        check("contract_months IS NULL OR contract_months BETWEEN 0 AND 36", "contract"),
        index("ix_placement_event_placement", "placement_id", "recorded_at"),
        index("ix_placement_event_known", "recorded_at", "kind"),
    )  # fmt: skip

    id: int = Field(default=None, primary_key=True)
    placement_id: int = Field(foreign_key="placement.id")
    kind: PlacementEventKind = choice(PlacementEventKind, name="kind")
    occurred_on: dt.date  #: first day, day of the check, last day
    tier: EvidenceTier = choice(EvidenceTier)
    recorded_at: dt.datetime
    recorded_by: int | None = Field(default=None, foreign_key="account.id")
    recorded_role: str = Field(max_length=20)
    check_months: int | None = None
    outcome: CheckOutcome | None = choice(CheckOutcome, default=None, nullable=True)
    reason: str = Field(default="", max_length=LINE)
    contract_months: int | None = None  #: 0: indefinite; None: not said
    is_insured: bool | None = None
    wage_vnd: int | None = None
    voids_event_id: int | None = Field(default=None, foreign_key="placement_event.id")


class PlacementSnapshot(SQLModel, table=True):
    """What reports may know of the worker, taken when the episode began.

    Filled only as far as the person consented to statistics; holds no name, no id and no
    exact birth date, so it stays when the person is erased.
    """

    __tablename__ = "placement_snapshot"

    placement_id: int = Field(foreign_key="placement.id", primary_key=True)
    taken_on: dt.date
    sex: str = Field(default="", max_length=10)
    age_band: str = Field(default="", max_length=10)  #: '15-24', '25-34', '35-44', '45+'
    old_district: str = Field(default="", max_length=SHORT)
    new_commune: str = Field(default="", max_length=SHORT)
    ethnicity: str = Field(default="", max_length=40)
    poverty: str = Field(default="", max_length=20)
    has_disability: bool | None = None
    is_land_acquired: bool | None = None
    #: an earlier episode with the same enterprise: one person re-hired is one placement,
    #: also after the person is erased and nobody can be told apart any more
    is_repeat: bool = False
    zone_key: str = Field(default="", max_length=40)
    vsic_code: str = Field(default="", max_length=10)
    vsco_code: str = Field(default="", max_length=5)
