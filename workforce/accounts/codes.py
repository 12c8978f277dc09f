"""One-time codes: six digits, ten minutes, five tries, one use.

No gateway is needed to start: the message waits in the outbox, and staff who made sure
whom they speak with may read it out. Who did so, why and how is kept on the code.
"""

import datetime as dt
import hmac
import secrets

from sqlmodel import Session, col, select, update

from workforce import audit
from workforce.crypto import DataKey
from workforce.errors import Conflict, InvalidInput
from workforce.i18n import _
from workforce.models import Account, CodePurpose, OneTimeCode, OutboxMessage, SessionOrigin

LIFETIME = dt.timedelta(minutes=10)
MAX_TRIES = 5
BODY_COLUMN = "outbox_message.body"
#: what the text says is true in every case: a lock screen must not tell more
CODE_TEXT = "Mã của anh/chị: {code}"
TAKEN_TEXT = "Số này đã có tài khoản. Anh/chị đăng nhập, hoặc đến xã, phường nếu quên mật khẩu."


def issue(
    session: Session,
    *,
    account: Account,
    purpose: CodePurpose = CodePurpose.SIGN_IN,
    data_key: DataKey,
    now: dt.datetime,
) -> OneTimeCode:
    """Make a code, put its message into the outbox and return the code's row.

    An earlier code of the account stops working: only the newest message is true.
    """
    session.exec(
        update(OneTimeCode)
        .where(
            col(OneTimeCode.account_id) == account.id,
            col(OneTimeCode.used_at).is_(None),
            col(OneTimeCode.expires_at) > now,
        )
        .values(expires_at=now)
    )
    digits = new_digits()
    row = OneTimeCode(
        account_id=account.id,
        purpose=purpose,
        code_hash=_hash(digits, account.id, data_key),
        created_at=now,
        expires_at=now + LIFETIME,
    )
    session.add(row)
    session.flush()
    post(
        session, account_id=account.id, text=CODE_TEXT.format(code=digits), code_id=row.id,
        data_key=data_key, now=now,
    )  # fmt: skip
    return row


def post(
    session: Session,
    *,
    account_id: int,
    text: str,
    code_id: int | None = None,
    data_key: DataKey,
    now: dt.datetime,
) -> OutboxMessage:
    """Put a message into the outbox, readable only with the data key and at its row."""
    message = OutboxMessage(
        account_id=account_id, body_encrypted=b"", code_id=code_id, created_at=now
    )
    session.add(message)
    session.flush()  # the row's id is part of what the text is bound to
    message.body_encrypted = data_key.encrypt(text, column=BODY_COLUMN, row=message.id)
    session.flush()
    return message


def new_digits() -> str:
    """Return six random digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


def body(message: OutboxMessage, *, data_key: DataKey) -> str:
    """Return the text of a message."""
    return data_key.decrypt(message.body_encrypted, column=BODY_COLUMN, row=message.id)


def redeem(
    session: Session, *, account: Account, typed: str, data_key: DataKey, now: dt.datetime
) -> OneTimeCode | None:
    """Use a code up and return it, or None: wrong, too old, used, tried too often.

    Each call is one try. The tries and the use are counted by the database, so two
    requests at once cannot share one.
    """
    code = live_code(session, account_id=account.id, now=now)
    if code is None:
        return None
    tried = session.exec(
        update(OneTimeCode)
        .where(col(OneTimeCode.id) == code.id, col(OneTimeCode.attempts) < MAX_TRIES)
        .values(attempts=OneTimeCode.attempts + 1)
    )
    right = hmac.compare_digest(_hash(typed, account.id, data_key), code.code_hash)
    if tried.rowcount != 1 or not right:
        return None
    used = session.exec(
        update(OneTimeCode)
        .where(col(OneTimeCode.id) == code.id, col(OneTimeCode.used_at).is_(None))
        .values(used_at=now)
    )
    session.refresh(code)
    return code if used.rowcount == 1 else None


def live_code(session: Session, *, account_id: int, now: dt.datetime) -> OneTimeCode | None:
    """Return the account's newest code that still opens something, or None."""
    return session.exec(
        select(OneTimeCode)
        .where(
            OneTimeCode.account_id == account_id,
            col(OneTimeCode.used_at).is_(None),
            OneTimeCode.expires_at > now,
            OneTimeCode.attempts < MAX_TRIES,
        )
        .order_by(col(OneTimeCode.id).desc())
    ).first()


def origin_of(code: OneTimeCode) -> SessionOrigin:
    """Return how a session opened with this code began."""
    return SessionOrigin.DESK_CODE if code.read_out_by else SessionOrigin.CODE


def take_to_read_out(
    session: Session,
    *,
    code: OneTimeCode,
    by: Account,
    reason: str,
    identity_check: str,
    now: dt.datetime,
) -> None:
    """Record that ``by`` reads the code out: who, why, and how identity was checked.

    Raises:
        InvalidInput: no reason, or no word on how identity was checked.
        Conflict: the code no longer works, or a colleague has read it out.
    """
    if not reason.strip():
        raise InvalidInput(_("Anh/chị ghi vì sao cần đọc mã."), "reason")
    if not identity_check.strip():
        raise InvalidInput(_("Anh/chị ghi đã kiểm tra người nhận mã thế nào."), "identity_check")
    if code.used_at is not None or code.expires_at <= now or code.attempts >= MAX_TRIES:
        raise Conflict(_("Mã này không còn dùng được. Anh/chị tạo mã mới."))
    if code.read_out_by is not None and code.read_out_by != by.id:
        raise Conflict(_("Cán bộ khác đã đọc mã này. Anh/chị tạo mã mới nếu cần."))
    code.read_out_by, code.read_out_at = by.id, now
    code.read_out_reason, code.identity_check = reason.strip(), identity_check.strip()
    session.add(code)
    session.flush()
    audit.record(
        session, account=by, action="code.read_out", subject_type="account",
        subject_id=code.account_id, now=now, details=f"code={code.id}",
    )  # fmt: skip


def _hash(digits: str, account_id: int, data_key: DataKey) -> str:
    return data_key.blind_index(f"{account_id}:{digits}", purpose="one_time_code")
