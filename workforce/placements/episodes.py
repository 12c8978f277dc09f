"""Episodes of the ledger: opened once, locked while written, written by adding events only."""

import datetime as dt
from typing import Any

from sqlmodel import Session, select

from workforce import audit
from workforce.errors import Conflict, InvalidInput
from workforce.i18n import _
from workforce.models import (
    Account,
    Application,
    EvidenceTier,
    Opening,
    Placement,
    PlacementEvent,
    PlacementEventKind,
    SessionOrigin,
)
from workforce.once import add_once
from workforce.placements import ledger, snapshots

K = PlacementEventKind


def open_episode(
    session: Session, *, application: Application, now: dt.datetime, today: dt.date
) -> Placement:
    """Return the application's episode, opened with a snapshot if there was none."""
    session.refresh(application, with_for_update={"key_share": True})
    found = _find(session, application.id)
    if found is not None:
        return found
    opening = session.get_one(Opening, application.opening_id)
    placement = Placement(
        person_id=application.person_id,
        application_id=application.id,
        enterprise_id=opening.enterprise_id,
        site_id=opening.site_id,
        opening_id=opening.id,
        occupation_id=opening.occupation_id,
        created_at=now,
        is_sample=opening.is_sample,
    )
    kept, is_new = add_once(session, placement, lambda: _find(session, application.id))
    if is_new:
        snapshots.take(session, placement=kept, today=today)
    return kept


def _find(session: Session, application_id: int) -> Placement | None:
    return session.exec(select(Placement).where(Placement.application_id == application_id)).first()


def lock(session: Session, placement: Placement) -> None:
    """Keep the episode to this transaction, so that saying it twice at once is saying it once."""
    session.refresh(placement, with_for_update={"key_share": True})


def standing_event(
    session: Session, placement: Placement, kind: PlacementEventKind, *, by: Account
) -> PlacementEvent | None:
    """Return the event of this kind that stands. What was voided may be said again.

    A claim of the employer's side does not stand for one of the worker's.
    """
    standing = ledger.standing_events(ledger.events_of(session, placement.id))
    return next(
        (
            event
            for event in standing
            if event.kind == kind and (kind != K.CLAIMED or event.recorded_role == by.role)
        ),
        None,
    )


def word_tier(by: Account, origin: SessionOrigin) -> EvidenceTier:
    """Return the tier of somebody's word: C by their own hand, D otherwise."""
    return EvidenceTier.C if ledger.own_hand(by.role, origin) else EvidenceTier.D


def add_event(
    session: Session,
    placement: Placement,
    kind: PlacementEventKind,
    *,
    occurred_on: dt.date,
    tier: EvidenceTier,
    by: Account,
    origin: SessionOrigin,
    now: dt.datetime,
    **values: Any,
) -> PlacementEvent:
    """Add an event to an episode and to the audit; ``values`` are columns of its kind."""
    return _write(
        session, placement.id, kind, f"origin={origin.value}", occurred_on=occurred_on, tier=tier,
        by=by, now=now, **values,
    )  # fmt: skip


def void_event(
    session: Session, *, event: PlacementEvent, by: Account, reason: str, now: dt.datetime
) -> PlacementEvent:
    """Declare an event a mistake. It stays readable; reports leave it out from now on.

    Raises:
        Conflict: the event is a void itself, or was voided already.
        InvalidInput: no reason.
    """
    if event.kind == K.VOIDED:
        raise Conflict(_("Dòng này đã là một dòng hủy."))
    if not reason.strip():
        raise InvalidInput(_("Anh/chị ghi vì sao dòng này sai."), "reason")
    lock(session, session.get_one(Placement, event.placement_id))
    standing = ledger.standing_events(ledger.events_of(session, event.placement_id))
    if event.id not in {one.id for one in standing}:
        raise Conflict(_("Dòng này đã được hủy rồi."))
    return _write(
        session, event.placement_id, K.VOIDED, f"event={event.id}", occurred_on=event.occurred_on,
        tier=event.tier, by=by, now=now, reason=reason.strip(), voids_event_id=event.id,
    )  # fmt: skip


def _write(
    session: Session,
    placement_id: int,
    kind: PlacementEventKind,
    details: str,
    *,
    by: Account,
    now: dt.datetime,
    **values: Any,
) -> PlacementEvent:
    event = PlacementEvent(
        placement_id=placement_id, kind=kind, recorded_at=now, recorded_by=by.id,
        recorded_role=by.role, **values,
    )  # fmt: skip
    session.add(event)
    session.flush()
    audit.record(
        session, account=by, action=f"placement.{kind.value}", subject_type="placement",
        subject_id=placement_id, now=now, details=details,
    )  # fmt: skip
    return event
