"""Count this request's attempts: per phone number and per address."""

from flask import current_app, request

from workforce import clock
from workforce.accounts import limits
from workforce.accounts.limits import Limit
from workforce.crypto import DataKey
from workforce.database import get_session


def data_key() -> DataKey:
    """Return the installation's key."""
    return current_app.extensions["data_key"]


def admit(phone: str | None, *, per_phone: Limit | None, per_address: Limit) -> list[int]:
    """Count one attempt of this request; return the ids for ``limits.succeed``.

    Commits: an attempt stays counted when the view fails afterwards.

    Raises:
        TooManyAttempts: the number or the address has used up its tries.
    """
    pairs = [(per_address, _bucket(per_address, "address", request.remote_addr or ""))]
    if per_phone is not None and phone:
        pairs.append((per_phone, _bucket(per_phone, "phone", phone)))
    return limits.admit(get_session(), pairs, now=clock.now())


def _bucket(limit: Limit, kind: str, value: str) -> str:
    return limits.bucket(limit, kind, value, data_key=data_key())
