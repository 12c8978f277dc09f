"""'That work never began': one side's word against the other's. Flush, never commit."""

import datetime as dt

from sqlmodel import Session, col, select

from workforce import audit
from workforce.errors import Conflict, InvalidInput, NotAllowed
from workforce.i18n import _
from workforce.models import (
    Account,
    DenialReason,
    Placement,
    PlacementEventKind,
    Role,
    SessionOrigin,
    StartDenial,
)
from workforce.notices import events as notices
from workforce.placements import ledger

#: what each side may say, and the event by which it said the opposite
EMPLOYER_REASONS = frozenset({DenialReason.NOT_COME, DenialReason.NOT_HIRED})
CONFIRMS = {
    Role.EMPLOYER: PlacementEventKind.EMPLOYER_CONFIRMED,
    Role.SEEKER: PlacementEventKind.WORKER_CONFIRMED,
}


def deny_start(
    session: Session, *, placement: Placement, reason: DenialReason, by: Account,
    origin: SessionOrigin, now: dt.datetime,
) -> StartDenial:  # fmt: skip
    """Record that work the other side reported never began, and tell the other side.

    Twice is once. Who confirms later has changed their mind; figures follow confirmations
    only, so a denial changes none.

    Raises:
        NotAllowed: in a session opened with a code that staff read out, or by staff.
        InvalidInput: a reason of the other side.
        Conflict: this side has confirmed the start itself; that line is taken back instead.
    """
    if not ledger.own_hand(by.role, origin):
        raise NotAllowed(_("Bước này anh/chị tự làm khi đăng nhập bằng mật khẩu."))
    by_employer = by.role == Role.EMPLOYER
    if (reason in EMPLOYER_REASONS) != by_employer:
        raise InvalidInput(_("Anh/chị chọn lại lý do."), "reason")
    session.refresh(placement, with_for_update={"key_share": True})
    standing = ledger.standing_events(ledger.events_of(session, placement.id))
    if any(event.kind == CONFIRMS[Role(by.role)] for event in standing):
        raise Conflict(_("Anh/chị đã xác nhận ngày vào làm này rồi."))
    found = standing_denials(session, placement_id=placement.id).get(Role(by.role))
    if found is not None:
        return found
    row = StartDenial(
        placement_id=placement.id, reason=reason, recorded_at=now, recorded_by=by.id,
        recorded_role=by.role,
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(
        session, account=by, action="placement.denied", subject_type="placement",
        subject_id=placement.id, now=now,
    )  # fmt: skip
    notices.start_disputed(session, placement=placement, to_worker=by_employer, now=now)
    return row


def standing_denials(session: Session, *, placement_id: int) -> dict[Role, StartDenial]:
    """Return the denial each side stands by: none once it has confirmed after all."""
    rows = session.exec(
        select(StartDenial)
        .where(StartDenial.placement_id == placement_id)
        .order_by(col(StartDenial.id))
    ).all()
    standing = ledger.standing_events(ledger.events_of(session, placement_id)) if rows else []
    return {
        Role(row.recorded_role): row
        for row in rows
        if not any(event.kind == CONFIRMS[Role(row.recorded_role)] for event in standing)
    }
