"""Limits on attempts, counted in the database so that all workers count together.

An attempt is written down and committed before it is tried: whatever happens to the
request afterwards, and however many arrive at once, nobody gets a free try.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, delete, func, select, update

from workforce.crypto import DataKey
from workforce.errors import TooManyAttempts
from workforce.i18n import _
from workforce.models import Attempt

KEEP = dt.timedelta(days=1)  #: older attempts limit nothing any more


@dataclass(frozen=True)
class Limit:
    """At most ``most`` failed attempts within ``window``.

    Attributes:
        what: first part of the bucket's name, e.g. 'sign_in'.
    """

    what: str
    most: int
    window: dt.timedelta


FIVE_MINUTES = dt.timedelta(minutes=5)
SIGN_IN = Limit("sign_in", 10, FIVE_MINUTES)
#: requests for a code never 'succeed', so these count requests
ASK_CODE_PHONE = Limit("ask_code", 5, dt.timedelta(minutes=15))
#: years of birth are few: three tries a day, then the desk
SECOND_FACT = Limit("second_fact", 3, dt.timedelta(days=1))
ASK_CODE_ADDRESS = Limit("ask_code", 30, dt.timedelta(minutes=15))
#: a commune's tablet registers a queue of people from one address
REGISTER = Limit("register", 30, dt.timedelta(hours=1))


def bucket(limit: Limit, kind: str, value: str, *, data_key: DataKey) -> str:
    """Return the bucket of a phone number or an address: a keyed hash, never the value."""
    hashed = data_key.blind_index(value, purpose=f"attempt.{kind}")[:40]
    return f"{limit.what}:{kind}:{hashed}"


def admit(session: Session, limits: Iterable[tuple[Limit, str]], *, now: dt.datetime) -> list[int]:
    """Count one attempt in each bucket, COMMIT, and return the ids for ``succeed``.

    Args:
        limits: pairs of a limit and a bucket.

    Raises:
        TooManyAttempts: a bucket is full; the sentence says when to try again. The refused
            attempt itself is not counted, so waiting helps.
    """
    pairs = list(limits)
    ids = _count(session, pairs, now)
    # Counting after the commit: of two requests at once both see both. Too strict by one
    # at worst, never too lenient.
    full = [wait for limit, name in pairs if (wait := _wait(session, limit, name, now))]
    if full:
        session.exec(delete(Attempt).where(col(Attempt.id).in_(ids)))
        session.commit()
        raise TooManyAttempts(_sentence(max(full)))
    session.commit()
    return ids


def succeed(session: Session, ids: Iterable[int]) -> None:
    """Mark attempts as successful: they no longer count."""
    session.exec(update(Attempt).where(col(Attempt.id).in_(list(ids))).values(succeeded=True))


def _count(session: Session, pairs: list[tuple[Limit, str]], now: dt.datetime) -> list[int]:
    names = [name for _limit, name in pairs]
    session.exec(
        delete(Attempt).where(col(Attempt.bucket).in_(names), col(Attempt.at) < now - KEEP)
    )
    attempts = [Attempt(bucket=name, at=now) for _limit, name in pairs]
    session.add_all(attempts)
    session.flush()
    ids = [attempt.id for attempt in attempts]
    session.commit()
    return ids


def _wait(session: Session, limit: Limit, name: str, now: dt.datetime) -> dt.timedelta | None:
    """Return how long until the bucket admits again, None while it has room."""
    failed, first = session.exec(
        select(func.count(), func.min(Attempt.at)).where(
            Attempt.bucket == name,
            col(Attempt.succeeded).is_(False),
            col(Attempt.at) > now - limit.window,
        )
    ).one()
    return first + limit.window - now if failed > limit.most else None


def _sentence(wait: dt.timedelta) -> str:
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    return _(
        "Đã thử quá nhiều lần. Anh/chị thử lại sau %(minutes)d phút, hoặc đến xã, phường để"
        " được giúp.",
        minutes=minutes,
    )
