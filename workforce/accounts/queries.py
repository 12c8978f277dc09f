"""What accounts know about themselves: devices, codes read out, the stored hash."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from workforce.accounts.numbers import people_on
from workforce.accounts.sessions import limits_of
from workforce.i18n import _
from workforce.models import Account, OneTimeCode, PrintedCode, SignInSession


def stored_passwords(session: Session, *, phone: str) -> list[tuple[int, str]]:
    """Return (account id, hash) of everybody who signs in with this number; [] for nobody."""
    return [(one.id, one.password_hash) for one in people_on(session, phone=phone)]


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
    """Return the account's codes that staff read out or printed, newest first."""
    rows = session.exec(
        select(OneTimeCode, Account.display_name)
        .join(Account, col(Account.id) == col(OneTimeCode.read_out_by))
        .where(OneTimeCode.account_id == account.id)
        .order_by(col(OneTimeCode.read_out_at).desc())
        .limit(limit)
    )
    read_out = [
        ReadOut(
            at=code.read_out_at or code.created_at,
            by_name=name,
            reason=code.read_out_reason,
            identity_check=code.identity_check,
        )
        for code, name in rows
    ]
    both = [*read_out, *_sheets_printed(session, account=account, limit=limit)]
    return sorted(both, key=lambda one: one.at, reverse=True)[:limit]


def _sheets_printed(session: Session, *, account: Account, limit: int) -> list[ReadOut]:
    rows = session.exec(
        select(PrintedCode, Account.display_name)
        .join(Account, col(Account.id) == col(PrintedCode.printed_by))
        .where(PrintedCode.account_id == account.id)
        .order_by(col(PrintedCode.created_at).desc())
        .limit(limit)
    )
    return [
        ReadOut(
            at=sheet.created_at,
            by_name=name,
            reason=_("In phiếu: %(reason)s", reason=sheet.reason),
            identity_check=sheet.identity_check,
        )
        for sheet, name in rows
    ]
