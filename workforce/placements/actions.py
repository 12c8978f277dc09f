"""The start of work, as either side says it. Every function adds events; none changes one."""

import datetime as dt

from sqlmodel import Session, select

from workforce import clock
from workforce.applications.actions import record_hired
from workforce.errors import Conflict, InvalidInput
from workforce.i18n import _
from workforce.models import (
    Account,
    Application,
    EvidenceTier,
    Opening,
    OpeningStatus,
    Placement,
    PlacementEventKind,
    Role,
    SessionOrigin,
)
from workforce.notices import events as notices
from workforce.placements import ledger
from workforce.placements.episodes import (
    add_event,
    lock,
    open_episode,
    standing_event,
    void_event,
)

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
        Conflict: the application was withdrawn or refused, or all posts are filled.
        InvalidInput: a first day more than a year away.
    """
    _check_day(start_on, today=today, field="start_on")
    record_hired(session, application=application, by=by, now=now)
    placement = open_episode(session, application=application, now=now, today=today)
    own = by.role == Role.EMPLOYER and ledger.own_hand(by.role, origin)
    kind = K.EMPLOYER_CONFIRMED if own else K.CLAIMED
    if standing_event(session, placement, kind, by=by) is not None:
        return placement
    if own:
        _check_posts(session, application.opening_id)
    add_event(
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
    placement = open_episode(session, application=application, now=now, today=today)
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
    lock(session, placement)
    is_worker = by.role == Role.SEEKER and by.person_id == placement.person_id
    own = is_worker and ledger.own_hand(by.role, origin)
    kind = K.WORKER_CONFIRMED if own else K.CLAIMED
    said = standing_event(session, placement, kind, by=by)
    if said is not None and (not own or said.occurred_on == occurred_on):
        return placement
    if said is not None:
        void_event(session, event=said, by=by, reason=CORRECTED, now=now)
    tier = EvidenceTier.C if own else EvidenceTier.D
    add_event(
        session, placement, kind, occurred_on=occurred_on, tier=tier, by=by, origin=origin,
        now=now,
    )  # fmt: skip
    current = ledger.episode(ledger.events_of(session, placement.id))
    if not current.confirmed_by_employer:
        notices.start_claimed(session, placement=placement, now=now)
    elif current.days_differ:
        notices.start_disputed(session, placement=placement, to_worker=False, now=now)
    return placement


def _check_posts(session: Session, opening_id: int) -> None:
    """Refuse a hire beyond the posts; the clerk raises their number first, for all to see."""
    opening, hired = _locked_with_hires(session, opening_id)
    if hired >= opening.posts:
        raise Conflict(
            _("Tin này đã nhận đủ %(n)s người. Cần thêm thì sửa số người cần tuyển trước.",
              n=opening.posts)
        )  # fmt: skip


def _fill_opening(session: Session, opening_id: int, *, now: dt.datetime) -> None:
    """Mark the opening FILLED with its last post."""
    opening, hired = _locked_with_hires(session, opening_id)
    if hired >= opening.posts and opening.status == OpeningStatus.OPEN:
        opening.status, opening.closed_at, opening.updated_at = OpeningStatus.FILLED, now, now
        opening.close_reason = "Đã tuyển đủ"  # kept in Vietnamese, whoever tapped
        session.add(opening)
        session.flush()
        notices.opening_closed(session, opening=opening, today=clock.local(now).date(), now=now)


def _locked_with_hires(session: Session, opening_id: int) -> tuple[Opening, int]:
    """Return the opening and its confirmed hires.

    The opening's row is locked first, so two hires at once cannot both take or miss the last
    post; FOR NO KEY UPDATE, since each placement just added already shares the opening's key.
    """
    opening = session.get_one(
        Opening, opening_id, with_for_update={"key_share": True}, populate_existing=True
    )
    placements = session.exec(select(Placement.id).where(Placement.opening_id == opening_id)).all()
    hired = sum(
        episode.confirmed_by_employer for episode in ledger.episodes(session, placements).values()
    )
    return opening, hired


def _check_day(day: dt.date, *, today: dt.date, field: str) -> None:
    if abs(day - today) > FARTHEST_START:
        raise InvalidInput(_("Ngày bắt đầu làm cần trong vòng một năm."), field)
