"""Codes printed on a sheet: the way in for somebody without a phone at hand.

Eight digits and the sheet's own number, one use, thirty days, five tries. Who printed it,
why, and how identity was checked is kept and shown to the person; a session opened with it
counts as one an officer opened (service rules, 'Truth of the figures').
"""

import datetime as dt
import hmac
import secrets

from sqlmodel import Session, col, select, update

from workforce import audit
from workforce.crypto import DataKey
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import Account, PrintedCode

LIFETIME = dt.timedelta(days=30)
#: how long the officer who made a sheet can print it again
PRINTABLE = dt.timedelta(minutes=30)
MAX_TRIES = 5
COLUMN = "printed_code.code"


def issue(
    session: Session,
    *,
    account: Account,
    by: Account,
    reason: str,
    identity_check: str,
    data_key: DataKey,
    now: dt.datetime,
) -> PrintedCode:
    """Make a sheet for the account; earlier ones stop working. They must set a password with it.

    Raises:
        InvalidInput: no reason, or no word on how identity was checked.
    """
    if not reason.strip():
        raise InvalidInput(_("Anh/chị ghi vì sao cần in phiếu."), "reason")
    if not identity_check.strip():
        raise InvalidInput(_("Anh/chị ghi đã kiểm tra người nhận phiếu thế nào."), "identity_check")
    session.exec(
        update(PrintedCode)
        .where(col(PrintedCode.account_id) == account.id, col(PrintedCode.used_at).is_(None),
               col(PrintedCode.expires_at) > now)
        .values(expires_at=now, code_encrypted=None)
    )  # fmt: skip
    digits = f"{secrets.randbelow(100_000_000):08d}"
    row = PrintedCode(
        account_id=account.id, code_hash=_hash(digits, account.id, data_key), created_at=now,
        expires_at=now + LIFETIME, printed_by=by.id, reason=reason.strip(),
        identity_check=identity_check.strip(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    row.code_encrypted = data_key.encrypt(digits, column=COLUMN, row=row.id)
    session.add(row)
    session.flush()
    audit.record(
        session, account=by, action="code.printed", subject_type="account",
        subject_id=account.id, now=now, details=f"sheet={row.id}",
    )  # fmt: skip
    return row


def digits_to_print(
    row: PrintedCode, *, by: Account, data_key: DataKey, now: dt.datetime
) -> str:  # fmt: skip
    """Return '4829 1357' for the officer who made the sheet, for half an hour; else ''."""
    is_open = row.used_at is None and now < min(row.expires_at, row.created_at + PRINTABLE)
    if row.printed_by != by.id or not is_open or row.code_encrypted is None:
        return ""
    digits = data_key.decrypt(row.code_encrypted, column=COLUMN, row=row.id)
    return f"{digits[:4]} {digits[4:]}"


def redeem(
    session: Session, *, sheet_id: int, typed: str, data_key: DataKey, now: dt.datetime
) -> Account | None:
    """Use a sheet up and return its account, or None; each call is one try."""
    row = session.exec(
        select(PrintedCode).where(
            PrintedCode.id == sheet_id, col(PrintedCode.used_at).is_(None),
            PrintedCode.expires_at > now,
        )
    ).first()  # fmt: skip
    if row is None:
        return None
    tried = session.exec(
        update(PrintedCode)
        .where(col(PrintedCode.id) == row.id, col(PrintedCode.attempts) < MAX_TRIES)
        .values(attempts=PrintedCode.attempts + 1)
    )
    right = hmac.compare_digest(_hash(typed, row.account_id, data_key), row.code_hash)
    account = session.get(Account, row.account_id)
    if tried.rowcount != 1 or not right or account is None or not account.is_active:
        return None
    used = session.exec(
        update(PrintedCode)
        .where(col(PrintedCode.id) == row.id, col(PrintedCode.used_at).is_(None))
        .values(used_at=now, code_encrypted=None)
    )
    if used.rowcount != 1:
        return None
    account.must_change_password = True
    session.add(account)
    session.flush()
    return account


def _hash(digits: str, account_id: int, data_key: DataKey) -> str:
    return data_key.blind_index(f"{account_id}:{digits}", purpose="printed_code")
