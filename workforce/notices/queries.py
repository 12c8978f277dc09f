"""What one account reads of its notices. Every query starts from the account."""

from typing import Any

from sqlmodel import Session, col, func, select

from workforce.errors import NotFound
from workforce.i18n import _
from workforce.models import Account, Notice, SavedSearch
from workforce.notices.actions import readable_by


def inbox(account: Account) -> Any:
    """Return the statement of an account's notices, newest first."""
    return (
        select(Notice)
        .where(readable_by(account))
        .order_by(col(Notice.created_at).desc(), col(Notice.id).desc())
    )


def unread_count(session: Session, *, account: Account) -> int:
    """Return how many notices the account has not opened."""
    return session.exec(
        select(func.count(col(Notice.id))).where(
            readable_by(account), col(Notice.read_at).is_(None)
        )
    ).one()


def notice_of(session: Session, *, account: Account, notice_id: int) -> Notice:
    """Return one notice of the account; NotFound for another's or none."""
    found = session.exec(select(Notice).where(Notice.id == notice_id, readable_by(account))).first()
    if found is None:
        raise NotFound(_("Không có tin này."))
    return found


def searches_of(session: Session, *, account: Account) -> list[SavedSearch]:
    """Return the searches an account saved, newest first."""
    return list(
        session.exec(
            select(SavedSearch)
            .where(SavedSearch.account_id == account.id)
            .order_by(col(SavedSearch.created_at).desc(), col(SavedSearch.id).desc())
        )
    )


def search_of(session: Session, *, account: Account, search_id: int) -> SavedSearch:
    """Return one saved search of the account; NotFound for another's or none."""
    found = session.exec(
        select(SavedSearch).where(SavedSearch.id == search_id, SavedSearch.account_id == account.id)
    ).first()
    if found is None:
        raise NotFound(_("Không có tìm kiếm này."))
    return found
