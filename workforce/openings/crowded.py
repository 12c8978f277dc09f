"""Openings that have applications enough for the posts left: they say so, nobody is sent there."""

import datetime as dt
from collections.abc import Collection

from sqlmodel import Session, col, func, select

from workforce.models import ACTIVE_STATUSES, Application, Opening
from workforce.openings.queries import hired_by_opening
from workforce.reference.rates import rate_number


def crowded(session: Session, ids: Collection[int], *, today: dt.date) -> frozenset[int]:
    """Return those of the openings that are full or have applications enough.

    Enough is the dated table's number of waiting applications for each post left
    ('oversubscribed'). People may still apply; search and lists show the opening as before.
    """
    if not ids:
        return frozenset()
    each = rate_number(session, "oversubscribed", "applications_per_post", on=today)
    posts = select(Opening.id, Opening.posts).where(col(Opening.id).in_(ids))
    waiting = dict(
        session.exec(
            select(Application.opening_id, func.count())
            .where(
                col(Application.opening_id).in_(ids), col(Application.status).in_(ACTIVE_STATUSES)
            )
            .group_by(col(Application.opening_id))
        ).all()
    )
    hired = hired_by_opening(session, ids)
    return frozenset(
        opening_id
        for opening_id, count in session.exec(posts)
        if waiting.get(opening_id, 0) >= each * max(0, count - hired.get(opening_id, 0))
    )
