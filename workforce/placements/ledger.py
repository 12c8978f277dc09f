"""Read the ledger: what an episode of work amounts to, as known on a date.

Nothing here writes. A report about the past passes ``known_at`` and gets what the events
recorded up to that moment say, so the same report comes out every time.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, select

from workforce.models import (
    CheckOutcome,
    EvidenceTier,
    Placement,
    PlacementEvent,
    PlacementEventKind,
    Role,
)

K = PlacementEventKind
IN_LIST_MAX = 5_000  #: longer lists are filtered here: SQLite limits bound values
AVERAGE_MONTH_DAYS = 30.4375  #: 365.25 / 12, for turning months of a window into days


@dataclass(frozen=True)
class Episode:
    """What is known of one episode.

    Attributes:
        started_on: first day, the employer's word before the worker's; None if nobody
            gave one that stands.
        ended_on: last day, None while it goes on as far as known.
        confirmed_by_employer, confirmed_by_worker: each by its own hand.
        tier: A or B if such proof stands, C when both sides said so, else D; None when
            nothing stands.
        checks: months (1, 3, 6, 12) → latest outcome.
        end_reason: words of the latest standing end.
        employer_day, worker_day: the first day each side gave by its own hand; None: not yet.
        contract_months: 0 indefinite, None unknown; is_insured likewise.
    """

    started_on: dt.date | None = None
    ended_on: dt.date | None = None
    confirmed_by_employer: bool = False
    confirmed_by_worker: bool = False
    tier: EvidenceTier | None = None
    checks: dict[int, CheckOutcome] = field(default_factory=dict)
    end_reason: str = ""
    contract_months: int | None = None
    is_insured: bool | None = None
    wage_vnd: int | None = None
    confirmed_at: dt.datetime | None = None
    employer_day: dt.date | None = None
    worker_day: dt.date | None = None

    @property
    def days_differ(self) -> bool:
        """Whether the two sides gave different first days."""
        both = self.employer_day is not None and self.worker_day is not None
        return both and self.employer_day != self.worker_day

    @property
    def is_placement(self) -> bool:
        """Whether it counts as a placement (indicator I4).

        Confirmed by both sides, or by the employer with a start date: never on the word
        of the worker or of staff alone.
        """
        return self.started_on is not None and self.confirmed_by_employer

    @property
    def is_two_sided(self) -> bool:
        """Whether both sides confirmed by their own hand."""
        return self.confirmed_by_employer and self.confirmed_by_worker

    def is_working_on(self, day: dt.date) -> bool:
        """Whether the episode was open on that day."""
        return (
            self.started_on is not None
            and self.started_on <= day
            and (self.ended_on is None or day <= self.ended_on)
        )

    def months_on(self, day: dt.date) -> float:
        """Return months from the first day to ``day`` or the end; 0 before the start."""
        if self.started_on is None:
            return 0.0
        last = min(day, self.ended_on) if self.ended_on else day
        return max(0.0, (last - self.started_on).days / AVERAGE_MONTH_DAYS)


def episode(
    events: Iterable[PlacementEvent],
    known_at: dt.datetime | None = None,
    on: dt.date | None = None,
) -> Episode:
    """Return what the events amount to.

    Args:
        events: of one placement, any order; empty gives an empty Episode.
        known_at: leave out what was recorded later, and voids recorded later.
        on: leave out checks and ends of later days: on that day they had not happened.
    """
    standing = [
        event
        for event in standing_events(events, known_at)
        if on is None or event.kind not in {K.CHECKED, K.ENDED} or event.occurred_on <= on
    ]
    employer = [event for event in standing if event.kind == K.EMPLOYER_CONFIRMED]
    worker = [event for event in standing if event.kind == K.WORKER_CONFIRMED]
    claimed = [event for event in standing if event.kind == K.CLAIMED]
    ended = [event for event in standing if event.kind == K.ENDED]
    first = next(iter(employer or worker or claimed), None)
    checks = {
        event.check_months: event.outcome
        for event in standing
        if event.kind == K.CHECKED and event.check_months and event.outcome
    }
    return Episode(
        started_on=first.occurred_on if first else None,
        ended_on=ended[-1].occurred_on if ended else None,
        confirmed_by_employer=bool(employer),
        confirmed_by_worker=bool(worker),
        tier=_tier(employer + worker + claimed),
        checks=checks,
        end_reason=ended[-1].reason if ended else "",
        contract_months=_latest(standing, "contract_months"),
        is_insured=_latest(standing, "is_insured"),
        wage_vnd=_latest(standing, "wage_vnd"),
        confirmed_at=employer[0].recorded_at if employer else None,
        employer_day=employer[0].occurred_on if employer else None,
        worker_day=worker[0].occurred_on if worker else None,
    )


def events_of(session: Session, placement_id: int) -> list[PlacementEvent]:
    """Return the events of an episode, in the order they were recorded."""
    return list(
        session.exec(
            select(PlacementEvent)
            .where(PlacementEvent.placement_id == placement_id)
            .order_by(col(PlacementEvent.recorded_at), col(PlacementEvent.id))
        )
    )


def confirmed_by_employer(session: Session, *, application_id: int) -> bool:
    """Whether the enterprise confirmed the work that followed an application."""
    events = session.exec(
        select(PlacementEvent)
        .join(Placement, col(Placement.id) == col(PlacementEvent.placement_id))
        .where(Placement.application_id == application_id)
    ).all()
    return episode(events).confirmed_by_employer


def episodes(
    session: Session, placement_ids: Iterable[int] | None = None, *,
    known_at: dt.datetime | None = None, on: dt.date | None = None,
) -> dict[int, Episode]:  # fmt: skip
    """Return the episode of each placement, in one query.

    Args:
        placement_ids: only these; all when None.
        known_at: as known at that moment; episodes nobody knew of then are left out.
        on: without the checks and ends of later days.
    """
    statement = select(PlacementEvent)
    wanted = None if placement_ids is None else set(placement_ids)
    if wanted is not None and len(wanted) <= IN_LIST_MAX:
        statement = statement.where(col(PlacementEvent.placement_id).in_(wanted))
    if known_at is not None:
        statement = statement.where(col(PlacementEvent.recorded_at) <= known_at)
    grouped: dict[int, list[PlacementEvent]] = {}
    for event in session.exec(statement):
        if wanted is not None and event.placement_id not in wanted:
            continue
        grouped.setdefault(event.placement_id, []).append(event)
    return {key: episode(events, known_at, on) for key, events in grouped.items()}


def standing_events(
    events: Iterable[PlacementEvent], known_at: dt.datetime | None = None
) -> list[PlacementEvent]:
    """Return the events no known void took back, in the order they were recorded."""
    known = [event for event in events if known_at is None or event.recorded_at <= known_at]
    voided = {event.voids_event_id for event in known if event.kind == K.VOIDED}
    return sorted(
        (event for event in known if event.id not in voided and event.kind != K.VOIDED),
        key=lambda event: (event.recorded_at, event.id or 0),
    )


def _tier(events: list[PlacementEvent]) -> EvidenceTier | None:
    if not events:
        return None
    tiers = {event.tier for event in events}
    for proof in (EvidenceTier.A, EvidenceTier.B):
        if proof in tiers:
            return proof
    own_words = {event.kind for event in events if event.tier == EvidenceTier.C}
    if {K.EMPLOYER_CONFIRMED, K.WORKER_CONFIRMED} <= own_words:
        return EvidenceTier.C
    return EvidenceTier.D


def _latest(events: list[PlacementEvent], name: str) -> Any:
    return next(
        (value for event in reversed(events) if (value := getattr(event, name)) is not None), None
    )


def own_hand(role: str, origin: str) -> bool:
    """Whether words from this role and kind of session count as the person's own.

    Not when staff write for somebody, nor in a session opened with a code that staff
    read out (service rules, 'Truth of the figures').
    """
    return role in {Role.SEEKER, Role.EMPLOYER} and origin != "desk_code"
