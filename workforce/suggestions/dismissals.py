"""'Không phù hợp với tôi': what a person said no to, and what the list learns from it.

What a no does, and no more than this:

- the opening leaves the person's list, and stays away until they take the no back;
- 'không thích nghề này' puts other openings of that trade later (matching/scoring/said_no.py);
- other reasons lead to a question about the profile, which the person may answer or not.

The profile itself is never changed by a no. Rows are added, never changed.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from workforce.errors import NotFound
from workforce.i18n import _
from workforce.models import Dismissal, DismissalReason, Occupation, Opening, OpeningStatus


@dataclass
class SaidNo:
    """What one person said no to and did not take back.

    Attributes:
        openings: ids; trades: keys of the occupations they do not like.
    """

    openings: list[int] = field(default_factory=list)
    trades: list[str] = field(default_factory=list)


def published(session: Session, opening_id: int) -> Opening:
    """Return an opening people could see; NotFound for a draft or no such id."""
    opening = session.get(Opening, opening_id)
    if opening is None or opening.status == OpeningStatus.DRAFT:
        raise NotFound(_("Không có tin tuyển này."))
    return opening


def dismiss(
    session: Session, *, person_id: int, opening_id: int, reason: DismissalReason, now: dt.datetime
) -> Dismissal:
    """Note that an opening does not suit; the same no said twice is noted once.

    Raises:
        NotFound: there is no such opening, or it was never published.
    """
    published(session, opening_id)
    last = _last(session, person_id, opening_id)
    if last is not None and last.reason == reason:
        return last
    return _add(session, person_id, opening_id, reason, now)


def take_back(session: Session, *, person_id: int, opening_id: int, now: dt.datetime) -> None:
    """Note that an opening suits after all; nothing when nothing was said.

    Raises:
        NotFound: the person never said no to such an opening.
    """
    last = _last(session, person_id, opening_id)
    if last is None:
        raise NotFound(_("Anh/chị chưa bỏ tin tuyển này."))
    if last.reason is not None:
        _add(session, person_id, opening_id, None, now)


def standing(session: Session, *, person_id: int) -> list[Dismissal]:
    """Return what the person said no to and did not take back, the last first."""
    rows = session.exec(
        select(Dismissal).where(Dismissal.person_id == person_id).order_by(col(Dismissal.id))
    )
    latest: dict[int, Dismissal] = {row.opening_id: row for row in rows}
    kept = [row for row in latest.values() if row.reason is not None]
    return sorted(kept, key=lambda row: -row.id)


def history(session: Session, *, person_id: int) -> list[tuple[str, Dismissal]]:
    """Return every no and every one taken back, with the opening's title, oldest first."""
    rows = session.exec(
        select(Opening.title, Dismissal)
        .join(Opening, col(Opening.id) == col(Dismissal.opening_id))
        .where(Dismissal.person_id == person_id)
        .order_by(col(Dismissal.id))
    )
    return list(rows.all())


def said_no(session: Session, person_ids: Collection[int]) -> dict[int, SaidNo]:
    """Return what these people said no to; who said nothing is left out. One query."""
    rows = session.exec(
        select(Dismissal.person_id, Dismissal.opening_id, Dismissal.reason, Occupation.key)
        .join(Opening, col(Opening.id) == col(Dismissal.opening_id))
        .join(Occupation, col(Occupation.id) == col(Opening.occupation_id), isouter=True)
        .where(col(Dismissal.person_id).in_(person_ids))
        .order_by(col(Dismissal.id))
    ).all()
    latest = {(person, opening): (reason, key) for person, opening, reason, key in rows}
    found: dict[int, SaidNo] = defaultdict(SaidNo)
    for (person_id, opening_id), (reason, key) in latest.items():
        if reason is None:
            continue
        found[person_id].openings.append(opening_id)
        if reason == DismissalReason.TRADE and key and key not in found[person_id].trades:
            found[person_id].trades.append(key)
    return dict(found)


def _last(session: Session, person_id: int, opening_id: int) -> Dismissal | None:
    return session.exec(
        select(Dismissal)
        .where(Dismissal.person_id == person_id, Dismissal.opening_id == opening_id)
        .order_by(col(Dismissal.id).desc())
    ).first()


def _add(
    session: Session,
    person_id: int,
    opening_id: int,
    reason: DismissalReason | None,
    now: dt.datetime,
) -> Dismissal:
    row = Dismissal(person_id=person_id, opening_id=opening_id, reason=reason, at=now)
    session.add(row)
    session.flush()
    return row
