"""Signed-in browsers: rows that can be listed and revoked, not cookies that cannot.

The cookie carries a random token; the row its SHA-256. Signing out, disabling the
account or changing the password ends the row, and the copied cookie with it.
"""

import datetime as dt
import hashlib
import secrets

from flask import Flask, current_app, request
from flask_login import LoginManager, UserMixin, login_user
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select, update

from workforce import clock
from workforce.database import WRITING_METHODS, get_session, writing
from workforce.models import Account, Role, SessionOrigin, SignInSession
from workforce.offline import OWN_PHONE_KEY

#: (idle, absolute): staff see other people's data; seekers share a phone but pay by the day
STAFF_LIMITS = (dt.timedelta(minutes=30), dt.timedelta(hours=12))
SEEKER_LIMITS = (dt.timedelta(days=14), dt.timedelta(days=60))
TOUCH_EVERY = dt.timedelta(minutes=5)
#: answered without asking who is signed in: also when the database is away
FOR_NOBODY = frozenset(
    {"static", "public.healthz", "public.readyz", "public.offline", "public.service_worker"}
)
TOKEN_KEY = "_user_id"  # where Flask-Login keeps the token inside the signed cookie


class SignedIn(UserMixin):
    """What Flask-Login holds for a request: the account and its session row."""

    def __init__(self, account: Account, session: SignInSession, token: str):
        self.account = account
        self.session = session
        self._token = token

    def get_id(self) -> str:
        """Return the token the cookie carries."""
        return self._token


def limits_of(role: Role | str) -> tuple[dt.timedelta, dt.timedelta]:
    """Return (idle, absolute) limits of a role's sessions."""
    return SEEKER_LIMITS if role == Role.SEEKER else STAFF_LIMITS


def open_session(
    db: Session, *, account: Account, origin: SessionOrigin, device: str, now: dt.datetime
) -> str:
    """Add a session row for the account and return the token for the cookie."""
    token = secrets.token_urlsafe(32)
    db.add(
        SignInSession(
            token_hash=_hash(token),
            account_id=account.id,
            origin=origin,
            device=device[:300],
            created_at=now,
            last_seen_at=now,
            expires_at=now + limits_of(account.role)[1],
        )
    )
    db.flush()
    return token


def find_session(
    db: Session, *, token: str, now: dt.datetime
) -> tuple[Account, SignInSession] | None:
    """Return the account and row a token stands for, or None: unknown, ended, too old."""
    row = db.exec(
        select(SignInSession, Account)
        .join(Account, Account.id == SignInSession.account_id)  # type: ignore[arg-type]
        .where(SignInSession.token_hash == _hash(token))
    ).first()
    if row is None:
        return None
    session, account = row
    idle, _absolute = limits_of(account.role)
    alive = (
        session.revoked_at is None
        and account.is_active
        and now < session.expires_at
        and now - session.last_seen_at < idle
    )
    return (account, session) if alive else None


def revoke_sessions(
    db: Session, *, account_id: int, now: dt.datetime, only: int | None = None,
    keep: int | None = None,
) -> None:  # fmt: skip
    """End the account's sessions: all, ``only`` one row, or all but ``keep``."""
    statement = (
        update(SignInSession)
        .where(SignInSession.account_id == account_id, SignInSession.revoked_at.is_(None))  # type: ignore[union-attr, arg-type]
        .values(revoked_at=now)
    )
    if only is not None:
        statement = statement.where(SignInSession.id == only)  # type: ignore[arg-type]
    if keep is not None:
        statement = statement.where(SignInSession.id != keep)  # type: ignore[arg-type]
    db.exec(statement)


def sign_in_browser(
    account: Account, session_token: str, session: SignInSession, *, own_phone: bool = False
) -> None:
    """Put the token into this browser's cookie; the old cookie content is dropped.

    The cookie outlives the browser only for a seeker who said that the phone is their own.
    """
    from flask import session as cookie

    cookie.clear()  # a new session id at sign-in, and a new CSRF token
    cookie.permanent = own_phone and account.role == Role.SEEKER
    if cookie.permanent:
        cookie[OWN_PHONE_KEY] = True
    login_user(SignedIn(account, session, session_token))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def init_app(app: Flask) -> None:
    """Load the account of each request from the database: a role kept in a cookie

    outlives a dismissal.
    """
    manager = LoginManager(app)
    manager.session_protection = None  # phones change address all day

    @manager.user_loader
    def load(token: str) -> SignedIn | None:
        if request.endpoint in FOR_NOBODY:
            return None
        now = clock.now()
        found = find_session(get_session(), token=token, now=now)
        if found is None:
            return None
        account, session = found
        if now - session.last_seen_at > TOUCH_EVERY:
            _touch(session.id, now)
        return SignedIn(account, session, token)


def _touch(session_id: int, now: dt.datetime) -> None:
    statement = (
        update(SignInSession).where(SignInSession.id == session_id).values(last_seen_at=now)  # type: ignore[arg-type]
    )
    if request.method in WRITING_METHODS:
        get_session().exec(statement)
        return
    try:
        with writing() as db:
            db.exec(statement)
    except OperationalError:
        # Somebody holds the write lock: a page that only reads does not fail for this.
        current_app.logger.info("a session's last use was not noted: the database is busy")
