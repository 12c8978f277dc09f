"""What accounts know about themselves: devices, codes read out, the stored hash."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from workforce.accounts.sessions import limits_of
from workforce.models import Account, OneTimeCode, SignInSession


def stored_password(session: Session, *, phone: str) -> tuple[int, str] | None:
    """Return (account id, hash) of the active account with this number, or None."""
    row = session.exec(
        select(Account.id, Account.password_hash).where(
            Account.phone == phone, col(Account.is_active)
        )
    ).first()
    return (row[0], row[1]) if row is not None else None


def open_sessions(session: Session, *, account: Account, now: dt.datetime) -> list[SignInSession]:
    """Return the browsers signed in to the account now, the last used first."""
    idle, _absolute = limits_of(account.role)
    return list(
        session.exec(
            select(SignInSession)
            .where(
                SignInSession.account_id == account.id,
                col(SignInSession.revoked_at).is_(None),
                SignInSession.expires_at > now,
                SignInSession.last_seen_at > now - idle,
            )
            .order_by(col(SignInSession.last_seen_at).desc(), col(SignInSession.id).desc())
        )
    )


@dataclass(frozen=True)
class ReadOut:
    """A code of the account that staff read out, and to what end."""

    at: dt.datetime
    by_name: str
    reason: str
    identity_check: str


def codes_read_out(session: Session, *, account: Account, limit: int = 20) -> list[ReadOut]:
    """Return the account's codes that staff read out, newest first; [] when none was."""
    rows = session.exec(
        select(OneTimeCode, Account.display_name)
        .join(Account, col(Account.id) == col(OneTimeCode.read_out_by))
        .where(OneTimeCode.account_id == account.id)
        .order_by(col(OneTimeCode.read_out_at).desc())
        .limit(limit)
    )
    return [
        ReadOut(
            at=code.read_out_at or code.created_at,
            by_name=name,
            reason=code.read_out_reason,
            identity_check=code.identity_check,
        )
        for code, name in rows
    ]
