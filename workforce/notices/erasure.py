"""What goes when somebody erases their profile. Flush, never commit."""

from collections.abc import Sequence

from sqlalchemy import delete, or_
from sqlmodel import Session, col

from workforce.models import Delivery, Notice, NoticeChoice, SavedSearch


def forget(session: Session, *, person_ids: Sequence[int], account_ids: Sequence[int]) -> None:
    """Delete the notices, saved searches, choices and messages of these people."""
    session.exec(
        delete(Notice).where(
            or_(col(Notice.person_id).in_(person_ids), col(Notice.account_id).in_(account_ids))
        )
    )
    for model in (Delivery, SavedSearch, NoticeChoice):
        session.exec(delete(model).where(col(model.account_id).in_(account_ids)))
    session.flush()
