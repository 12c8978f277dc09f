"""What support one member has had, and until when the duty runs."""

import datetime as dt
from collections.abc import Iterable

from sqlmodel import Session, col, select

from workforce.models import HouseholdRecovery, RecoveryDecision, SupportEvent, SupportStep
from workforce.reference.rates import rate


def support_years(session: Session, *, on: dt.date) -> int | None:
    """Return for how many years after the decision support is owed, by the rate of that day.

    None when the table has no rate: the screen says 'chưa có số liệu' (QĐ 12/2024/QĐ-TTg).
    """
    found = rate(session, "land_support_years", "from_decision", on=on)
    return int(found.value_number) if found and found.value_number is not None else None


def deadline(decided_on: dt.date, *, years: int | None) -> dt.date | None:
    """Return the last day of support; None when the length is unknown."""
    if years is None:
        return None
    try:
        return decided_on.replace(year=decided_on.year + years)
    except ValueError:  # 29 February
        return decided_on.replace(year=decided_on.year + years, day=28)


def first_decisions(session: Session, household_ids: Iterable[int]) -> dict[int, RecoveryDecision]:
    """Return household id → its earliest decision: the clock that runs out first."""
    rows = session.exec(
        select(HouseholdRecovery.household_id, RecoveryDecision)
        .join(RecoveryDecision, col(RecoveryDecision.id) == col(HouseholdRecovery.decision_id))
        .where(col(HouseholdRecovery.household_id).in_(list(household_ids)))
        .order_by(col(RecoveryDecision.decided_on).desc())
    )
    return dict(rows.all())


def standing_events(
    session: Session, member_ids: Iterable[int]
) -> dict[int, list[tuple[SupportEvent, bool]]]:
    """Return member id → its events with whether each still stands, oldest first."""
    events = list(
        session.exec(
            select(SupportEvent)
            .where(col(SupportEvent.member_id).in_(list(member_ids)))
            .order_by(col(SupportEvent.occurred_on), col(SupportEvent.id))
        )
    )
    voided = {event.voids_event_id for event in events if event.voids_event_id}
    result: dict[int, list[tuple[SupportEvent, bool]]] = {}
    for event in events:
        if event.step != SupportStep.VOIDED:
            result.setdefault(event.member_id, []).append((event, event.id not in voided))
    return result


def steps_reached(events: Iterable[tuple[SupportEvent, bool]]) -> set[SupportStep]:
    """Return the steps of the events that stand."""
    return {event.step for event, stands in events if stands}
