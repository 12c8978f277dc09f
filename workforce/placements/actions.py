"""Write to the ledger. Every function adds events; none changes or removes one."""

import datetime as dt
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from workforce import audit, clock
from workforce.applications.actions import record_hired
from workforce.errors import Conflict, InvalidInput
from workforce.i18n import _
from workforce.models import (
    CHECK_MONTHS,
    Account,
    Application,
    CheckOutcome,
    EvidenceTier,
    Opening,
    OpeningStatus,
    Placement,
    PlacementEvent,
    PlacementEventKind,
    Role,
    SessionOrigin,
)
from workforce.notices import events as notices
from workforce.placements import ledger, snapshots

K = PlacementEventKind
CORRECTED = "Sửa ngày vào làm"  #: kept in Vietnamese, as events are
FARTHEST_START = dt.timedelta(days=365)  #: a first day further off than this is a slip


def confirm_hire(
    session: Session,
    *,
    application: Application,
    by: Account,
    start_on: dt.date,
    contract_months: int | None = None,
    is_insured: bool | None = None,
    wage_vnd: int | None = None,
    tier: EvidenceTier = EvidenceTier.C,
    origin: SessionOrigin,
    now: dt.datetime,
    today: dt.date,
) -> Placement:
    """Record that the employer hired; return the episode. Twice is once.

    The application moves to HIRED; the opening becomes FILLED with its last post. By the
    employer's own hand it is a confirmation; in a session opened with a code that staff
    read out, or by staff, only a claim at tier D, and no placement yet.

    Raises:
        Conflict: the application was withdrawn or refused.
        InvalidInput: a first day more than a year away.
    """
    _check_day(start_on, today=today, field="start_on")
    record_hired(session, application=application, by=by, now=now)
    placement = _placement_of(session, application=application, now=now, today=today)
    own = by.role == Role.EMPLOYER and ledger.own_hand(by.role, origin)
    kind = K.EMPLOYER_CONFIRMED if own else K.CLAIMED
    if _said(session, placement, kind, by=by) is not None:
        return placement
    _add(
        session, placement, kind, occurred_on=start_on, by=by,
        tier=tier if own else EvidenceTier.D, origin=origin, now=now, wage_vnd=wage_vnd,
        contract_months=contract_months, is_insured=is_insured,
    )  # fmt: skip
    notices.hire_recorded(session, placement=placement, now=now)
    _fill_opening(session, application.opening_id, now=now)
    return placement


def claim_start(
    session: Session,
    *,
    application: Application,
    by: Account,
    start_on: dt.date,
    origin: SessionOrigin,
    now: dt.datetime,
    today: dt.date,
) -> Placement:
    """Record that the worker says work has begun, or staff say it for them.

    By the worker's own hand it is a worker's confirmation; by staff, or in a session
    opened with a code that staff read out, only a claim at tier D.

    Raises:
        InvalidInput: a first day that has not come yet, or more than a year ago.
    """
    _check_day(start_on, today=today, field="start_on")
    if start_on > today:
        raise InvalidInput(_("Ngày này chưa tới. Anh/chị báo khi đã đi làm."), "start_on")
    placement = _placement_of(session, application=application, now=now, today=today)
    confirm_by_worker(
        session, placement=placement, by=by, occurred_on=start_on, origin=origin, now=now
    )
    return placement


def confirm_by_worker(
    session: Session,
    *,
    placement: Placement,
    by: Account,
    occurred_on: dt.date,
    origin: SessionOrigin,
    now: dt.datetime,
) -> Placement:
    """Record the worker's side of an episode; twice is once, another day corrects the first.

    The enterprise is asked to confirm, or told that the two days differ.
    """
    _lock(session, placement)
    is_worker = by.role == Role.SEEKER and by.person_id == placement.person_id
    own = is_worker and ledger.own_hand(by.role, origin)
    kind = K.WORKER_CONFIRMED if own else K.CLAIMED
    said = _said(session, placement, kind, by=by)
    if said is not None and (not own or said.occurred_on == occurred_on):
        return placement
    if said is not None:
        void_event(session, event=said, by=by, reason=CORRECTED, now=now)
    tier = EvidenceTier.C if own else EvidenceTier.D
    _add(
        session, placement, kind, occurred_on=occurred_on, tier=tier, by=by, origin=origin,
        now=now,
    )  # fmt: skip
    current = ledger.episode(ledger.events_of(session, placement.id))
    if not current.confirmed_by_employer:
        notices.start_claimed(session, placement=placement, now=now)
    elif current.days_differ:
        notices.start_disputed(session, placement=placement, to_worker=False, now=now)
    return placement


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
    _lock(session, placement)
    events = ledger.events_of(session, placement.id)
    for said in ledger.standing_events(events):
        if (said.check_months, said.outcome, said.recorded_role) == (months, outcome, by.role):
            return said
    current = ledger.episode(events)
    if current.started_on is None or occurred_on < add_months(current.started_on, months):
        raise InvalidInput(_("Chưa đến ngày hỏi thăm này."), "months")
    return _add(
        session, placement, K.CHECKED, occurred_on=occurred_on, by=by, origin=origin, now=now,
        tier=_word_tier(by, origin), check_months=months, outcome=outcome,
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
    _lock(session, placement)
    current = ledger.episode(ledger.events_of(session, placement.id))
    if current.ended_on is not None:
        raise Conflict(_("Ngày nghỉ việc đã được ghi rồi."))
    if not reason.strip():
        raise InvalidInput(_("Anh/chị chọn hoặc ghi lý do nghỉ việc."), "reason")
    if current.started_on is None or on < current.started_on:
        raise InvalidInput(_("Ngày nghỉ việc cần sau ngày bắt đầu làm."), "last_day")
    return _add(
        session, placement, K.ENDED, occurred_on=on, by=by, origin=origin, now=now,
        tier=_word_tier(by, origin), reason=reason.strip(),
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
    _lock(session, session.get_one(Placement, event.placement_id))
    standing = ledger.standing_events(ledger.events_of(session, event.placement_id))
    if event.id not in {one.id for one in standing}:
        raise Conflict(_("Dòng này đã được hủy rồi."))
    void = PlacementEvent(
        placement_id=event.placement_id,
        kind=K.VOIDED,
        occurred_on=event.occurred_on,
        tier=event.tier,
        recorded_at=now,
        recorded_by=by.id,
        recorded_role=by.role,
        reason=reason.strip(),
        voids_event_id=event.id,
    )
    session.add(void)
    session.flush()
    audit.record(
        session, account=by, action=f"placement.{K.VOIDED.value}", subject_type="placement",
        subject_id=event.placement_id, now=now, details=f"event={event.id}",
    )  # fmt: skip
    return void


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day ``months`` later, or the last day of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _placement_of(
    session: Session, *, application: Application, now: dt.datetime, today: dt.date
) -> Placement:
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
    try:
        with session.begin_nested():
            session.add(placement)
    except IntegrityError:
        winner = _find(session, application.id)
        if winner is None:
            raise
        return winner
    snapshots.take(session, placement=placement, today=today)
    return placement


def _lock(session: Session, placement: Placement) -> None:
    """Keep the episode to this transaction, so that saying it twice at once is saying it once."""
    session.refresh(placement, with_for_update={"key_share": True})


def _said(
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


def _find(session: Session, application_id: int) -> Placement | None:
    return session.exec(select(Placement).where(Placement.application_id == application_id)).first()


def _fill_opening(session: Session, opening_id: int, *, now: dt.datetime) -> None:
    """Mark the opening FILLED with its last post.

    The opening's row is locked first, so two hires at once cannot both miss the last one;
    FOR NO KEY UPDATE, since each placement just added already shares the opening's key.
    """
    opening = session.get_one(
        Opening, opening_id, with_for_update={"key_share": True}, populate_existing=True
    )
    placements = session.exec(select(Placement.id).where(Placement.opening_id == opening_id)).all()
    hired = sum(
        episode.confirmed_by_employer for episode in ledger.episodes(session, placements).values()
    )
    if hired >= opening.posts and opening.status == OpeningStatus.OPEN:
        opening.status, opening.closed_at, opening.updated_at = OpeningStatus.FILLED, now, now
        opening.close_reason = "Đã tuyển đủ"  # kept in Vietnamese, whoever tapped
        session.add(opening)
        session.flush()
        notices.opening_closed(session, opening=opening, today=clock.local(now).date(), now=now)


def _word_tier(by: Account, origin: SessionOrigin) -> EvidenceTier:
    return EvidenceTier.C if ledger.own_hand(by.role, origin) else EvidenceTier.D


def _check_day(day: dt.date, *, today: dt.date, field: str) -> None:
    if abs(day - today) > FARTHEST_START:
        raise InvalidInput(_("Ngày bắt đầu làm cần trong vòng một năm."), field)


def _add(
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
    event = PlacementEvent(
        placement_id=placement.id,
        kind=kind,
        occurred_on=occurred_on,
        tier=tier,
        recorded_at=now,
        recorded_by=by.id,
        recorded_role=by.role,
        **values,
    )
    session.add(event)
    session.flush()
    audit.record(
        session, account=by, action=f"placement.{kind.value}", subject_type="placement",
        subject_id=placement.id, now=now, details=f"origin={origin.value}",
    )  # fmt: skip
    return event
