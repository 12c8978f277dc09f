"""Saved searches: keep one, ask it again by day or week, tell only what is new.

The search itself is handed in: it is the very one of the page of openings.
"""

import datetime as dt
from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import CursorResult
from sqlmodel import Session, col, select, update

from workforce import clock
from workforce.errors import Conflict, InvalidInput
from workforce.i18n import _
from workforce.models import Account, Frequency, Opening, SavedSearch
from workforce.notices.actions import notify
from workforce.notices.kinds import Kind
from workforce.notices.timing import Timing, timing_on

MOST_SEARCHES = 20
NAME_LENGTH = 80
#: of the address, but not of the search
NOT_KEPT = frozenset({"trang", "xep", "csrf_token"})
#: ids of openings a search finds for its owner; it may not write
Finder = Callable[[Session, SavedSearch], list[int]]


def save_search(
    session: Session, *, account: Account, query: str, name: str, now: dt.datetime
) -> SavedSearch:
    """Keep a search; the same one again is the first, going on if it was stopped.

    Args:
        query: of the address, 'q=may&luong=8&trang=2'; page and order are left out.

    Raises:
        InvalidInput: it asks for nothing.
        Conflict: the account has saved as many as it may.
    """
    kept = clean_query(query)
    if not kept:
        raise InvalidInput(_("Anh/chị gõ việc muốn tìm hoặc chọn một điều kiện rồi lưu."))
    same = session.exec(
        select(SavedSearch).where(SavedSearch.account_id == account.id, SavedSearch.query == kept)
    ).first()
    if same is not None:
        resume(session, search=same, now=now)
        return same
    count = len(
        session.exec(select(SavedSearch.id).where(SavedSearch.account_id == account.id)).all()
    )
    if count >= MOST_SEARCHES:
        raise Conflict(
            _("Anh/chị đã lưu %(n)s tìm kiếm. Xóa bớt một tìm kiếm cũ rồi lưu.", n=count)
        )
    search = SavedSearch(
        account_id=account.id, query=kept, name=name[:NAME_LENGTH], told=[], created_at=now,
        checked_on=clock.local(now).date(), next_check_at=now,
    )  # fmt: skip
    session.add(search)
    session.flush()
    _plan(session, search, now)
    return search


def clean_query(query: str) -> str:
    """Return the query of an address without page, order and empty values, always alike."""
    pairs = parse_qsl(query.lstrip("?"), keep_blank_values=False, max_num_fields=50)
    return urlencode(sorted((name, value) for name, value in pairs if name not in NOT_KEPT))


def note_known(session: Session, *, search: SavedSearch, found: list[int]) -> None:
    """Take what a search finds now as known: only later openings are news."""
    search.told = sorted(_posted_since(session, found, search.checked_on))
    session.add(search)
    session.flush()


def set_frequency(
    session: Session, *, search: SavedSearch, frequency: Frequency, now: dt.datetime
) -> None:
    """Ask by day or by week."""
    if frequency not in {Frequency.DAILY, Frequency.WEEKLY}:
        raise InvalidInput(_("Anh/chị chọn mỗi ngày hoặc mỗi tuần."), "frequency")
    search.frequency = frequency
    _plan(session, search, now)


def stop_search(session: Session, *, search: SavedSearch, now: dt.datetime) -> None:
    """Ask no more; the search stays in the list."""
    search.stopped_at = search.stopped_at or now
    session.add(search)
    session.flush()


def resume(session: Session, *, search: SavedSearch, now: dt.datetime) -> None:
    """Ask again, from now on: what came while it was stopped is no news."""
    if search.stopped_at is None:
        return
    search.stopped_at, search.checked_on, search.told = None, clock.local(now).date(), []
    _plan(session, search, now)


def due_searches(session: Session, *, now: dt.datetime, limit: int) -> list[int]:
    """Return ids of the searches to ask now, longest due first."""
    return list(
        session.exec(
            select(SavedSearch.id)
            .join(Account, col(Account.id) == col(SavedSearch.account_id))
            .where(
                col(SavedSearch.stopped_at).is_(None),
                SavedSearch.next_check_at <= now,
                col(Account.is_active).is_(True),
            )
            .order_by(col(SavedSearch.next_check_at), col(SavedSearch.id))
            .limit(limit)
        )
    )


def check_search(session: Session, search_id: int, *, find: Finder, now: dt.datetime) -> int:
    """Ask one search and tell what is new; return how many openings that were.

    The claim and the notice are one transaction: killed before its end, it is asked again;
    two workers at once ask it once.
    """
    search = session.get_one(SavedSearch, search_id)
    due_at, today = search.next_check_at, clock.local(now).date()
    timing = timing_on(session, today)
    claimed: CursorResult = session.exec(
        update(SavedSearch)
        .where(
            col(SavedSearch.id) == search_id,
            col(SavedSearch.next_check_at) == due_at,
            col(SavedSearch.stopped_at).is_(None),
        )
        .values(next_check_at=_next_check(timing, search.frequency, now))
    )
    if claimed.rowcount != 1:
        return 0
    session.refresh(search)
    new = _new(session, search, find(session, search), today)
    if new:
        notify(
            session, account_or_person=session.get_one(Account, search.account_id),
            kind=Kind.NEW_OPENINGS, params={"count": new, "search": search.name},
            link=f"/tin-nhan/tim-kiem/{search.id}", now=now,
        )  # fmt: skip
    return new


def _new(session: Session, search: SavedSearch, found: list[int], today: dt.date) -> int:
    """Return how many of the found are new, and keep what has been told."""
    posted = _posted_since(session, found, search.checked_on)
    told = set(search.told)
    search.told = sorted(identity for identity, day in posted.items() if day >= today)
    search.checked_on = today
    session.add(search)
    session.flush()
    return len(posted.keys() - told)


def _posted_since(session: Session, found: list[int], day: dt.date) -> dict[int, dt.date]:
    rows = session.exec(select(Opening).where(col(Opening.id).in_(found), Opening.posted_on >= day))
    return {opening.id: opening.posted_on for opening in rows}


def _plan(session: Session, search: SavedSearch, now: dt.datetime) -> None:
    timing = timing_on(session, clock.local(now).date())
    search.next_check_at = _next_check(timing, search.frequency, now)
    session.add(search)
    session.flush()


def _next_check(timing: Timing, frequency: Frequency, now: dt.datetime) -> dt.datetime:
    """Return when digests of the frequency are made next: so one message says both."""
    days = 1 if frequency == Frequency.DAILY else 7
    return timing.last_digest(frequency, now) + dt.timedelta(days=days)
