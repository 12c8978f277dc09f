"""Work after its first day: checks, the last day. Every function adds events; none changes one."""

import datetime as dt

from sqlmodel import Session

from workforce.clock import add_months
from workforce.errors import Conflict, InvalidInput
from workforce.i18n import _
from workforce.models import (
    CHECK_MONTHS,
    Account,
    CheckOutcome,
    Placement,
    PlacementEvent,
    PlacementEventKind,
    SessionOrigin,
)
from workforce.placements import ledger
from workforce.placements.episodes import add_event, lock, word_tier

K = PlacementEventKind


def check_in(
    session: Session,
    *,
    placement: Placement,
    months: int,
    outcome: CheckOutcome,
    occurred_on: dt.date,
    by: Account,
    origin: SessionOrigin,
    now: dt.datetime,
) -> PlacementEvent:
    """Record a check at 1, 3, 6 or 12 months; the same answer of one side twice is once.

    Raises:
        InvalidInput: another number of months, or the window has not elapsed yet.
    """
    if months not in CHECK_MONTHS:
        raise InvalidInput(_("Chỉ hỏi thăm sau 1, 3, 6 hoặc 12 tháng."), "months")
    lock(session, placement)
    events = ledger.events_of(session, placement.id)
    for said in ledger.standing_events(events):
        if (said.check_months, said.outcome, said.recorded_role) == (months, outcome, by.role):
            return said
    current = ledger.episode(events)
    if current.started_on is None or occurred_on < add_months(current.started_on, months):
        raise InvalidInput(_("Chưa đến ngày hỏi thăm này."), "months")
    return add_event(
        session, placement, K.CHECKED, occurred_on=occurred_on, by=by, origin=origin, now=now,
        tier=word_tier(by, origin), check_months=months, outcome=outcome,
    )  # fmt: skip


def end_placement(
    session: Session,
    *,
    placement: Placement,
    on: dt.date,
    reason: str,
    by: Account,
    origin: SessionOrigin,
    now: dt.datetime,
) -> PlacementEvent:
    """Record the last day and why.

    Raises:
        InvalidInput: no reason, or a last day before the first.
        Conflict: the episode has ended already.
    """
    lock(session, placement)
    current = ledger.episode(ledger.events_of(session, placement.id))
    if current.ended_on is not None:
        raise Conflict(_("Ngày nghỉ việc đã được ghi rồi."))
    if not reason.strip():
        raise InvalidInput(_("Anh/chị chọn hoặc ghi lý do nghỉ việc."), "reason")
    if current.started_on is None or on < current.started_on:
        raise InvalidInput(_("Ngày nghỉ việc cần sau ngày bắt đầu làm."), "last_day")
    return add_event(
        session, placement, K.ENDED, occurred_on=on, by=by, origin=origin, now=now,
        tier=word_tier(by, origin), reason=reason.strip(),
    )  # fmt: skip


def leave(
    session: Session,
    *,
    placement: Placement,
    last_day: dt.date,
    reason: str,
    doing: CheckOutcome | None,
    months: int | None,
    by: Account,
    origin: SessionOrigin,
    today: dt.date,
    now: dt.datetime,
) -> PlacementEvent:
    """Record the last day and why, and with it the answer to a check that was due.

    Args:
        doing: what the person does now; None: not said.
        months: the mark that waits for an answer, if any. Who still worked on that day
            answers it with 'same employer', whatever came later.

    Raises:
        InvalidInput, Conflict: as ``end_placement``; a last day that has not come.
    """
    if last_day > today:
        raise InvalidInput(_("Ngày này chưa tới. Anh/chị ghi ngày đã nghỉ."), "last_day")
    current = ledger.episode(ledger.events_of(session, placement.id))
    ended = end_placement(
        session, placement=placement, on=last_day, reason=reason, by=by, origin=origin, now=now
    )
    if months is not None and current.started_on is not None:
        stayed = last_day >= add_months(current.started_on, months)
        outcome = CheckOutcome.SAME_EMPLOYER if stayed else doing
        if outcome is not None:
            check_in(
                session, placement=placement, months=months, outcome=outcome, occurred_on=today,
                by=by, origin=origin, now=now,
            )  # fmt: skip
    return ended
