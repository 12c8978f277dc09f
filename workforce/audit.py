"""The audit log: who did what to which record, or read what of it."""

import datetime as dt

from sqlmodel import Session

from workforce.models import Account, AuditLog


def record(
    session: Session,
    *,
    account: Account | None,
    action: str,
    subject_type: str,
    subject_id: int | None,
    now: dt.datetime,
    details: str = "",
) -> None:
    """Add one line in the caller's transaction: it stands or falls with the deed.

    Args:
        action: 'opening.posted', 'person.viewed': subject and past participle.
        details: field names and ids only, never values: no personal data in logs.
    """
    session.add(
        AuditLog(
            at=now,
            account_id=account.id if account else None,
            role=account.role if account else "",
            action=action,
            subject_type=subject_type,
            subject_id=subject_id,
            details=details,
        )
    )
