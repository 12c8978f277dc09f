"""Keys an enterprise's or a school's own system writes with. Flush, never commit.

A key is shown once. It does what the colleague who made it may do, no longer than they may.
"""

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from workforce import audit
from workforce.errors import Conflict, NotFound
from workforce.i18n import _
from workforce.models import Account, ApiKey, Role

PREFIX = "khoa_"
MOST_KEYS = 5  #: of one owner at a time; more are never told apart


def make_key(
    session: Session, *, account: Account, name: str, now: dt.datetime
) -> tuple[ApiKey, str]:
    """Add a key for the account's enterprise or school; return it and its secret, once.

    Raises:
        Conflict: the owner has as many keys as there may be.
    """
    if len(keys_of(session, account=account)) >= MOST_KEYS:
        raise Conflict(_("Đã có %(n)s khóa. Anh/chị thu hồi một khóa cũ trước.", n=MOST_KEYS))
    secret = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey(
        enterprise_id=account.enterprise_id if account.role == Role.EMPLOYER else None,
        school_id=account.school_id if account.role == Role.SCHOOL else None,
        name=name,
        key_hash=_hashed(secret),
        created_at=now,
        created_by=account.id,
    )
    session.add(key)
    session.flush()
    _record(session, "api_key.made", key, account, now)
    return key, secret


def keys_of(session: Session, *, account: Account) -> Sequence[ApiKey]:
    """Return the owner's keys that still work or did not run out with who made them."""
    return session.exec(
        select(ApiKey)
        .where(_owned(account), col(ApiKey.revoked_at).is_(None))
        .order_by(col(ApiKey.id))
    ).all()


def revoke(session: Session, *, account: Account, key_id: int, now: dt.datetime) -> None:
    """End a key of the account's owner; twice is once.

    Raises:
        NotFound: there is no such key, or it is another owner's.
    """
    key = session.exec(select(ApiKey).where(ApiKey.id == key_id, _owned(account))).first()
    if key is None:
        raise NotFound(_("Không có khóa này."))
    if key.revoked_at is None:
        key.revoked_at = now
        session.add(key)
        _record(session, "api_key.revoked", key, account, now)
    session.flush()


def account_of(session: Session, secret: str, *, now: dt.datetime) -> Account | None:
    """Return who a key acts for; None when it is unknown, revoked, or its maker has left."""
    key = session.exec(
        select(ApiKey).where(ApiKey.key_hash == _hashed(secret), col(ApiKey.revoked_at).is_(None))
    ).first()
    maker = session.get(Account, key.created_by) if key and key.created_by else None
    if key is None or maker is None or not maker.is_active:
        return None
    if (maker.enterprise_id, maker.school_id) != (key.enterprise_id, key.school_id):
        return None
    key.last_used_at = now
    session.add(key)
    return maker


def _owned(account: Account) -> ColumnElement[bool]:
    if account.role == Role.EMPLOYER:
        return col(ApiKey.enterprise_id) == account.enterprise_id
    return col(ApiKey.school_id) == account.school_id


def _hashed(secret: str) -> str:
    # 256 random bits need no salt and no slow hash.
    return hashlib.sha256(secret.encode()).hexdigest()


def _record(session: Session, action: str, key: ApiKey, by: Account, now: dt.datetime) -> None:
    audit.record(
        session, account=by, action=action, subject_type="api_key", subject_id=key.id, now=now
    )
