"""Grant, withdraw and ask for consent. Silence is none (Law 91/2025/QH15 art. 4, 9).

Every event names the version and the SHA-256 of the very text that was shown.
"""

import datetime as dt
import hashlib
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, case, col, func, select

from workforce.models import Account, ConsentEvent, ConsentPurpose, Person
from workforce.settings import PROJECT


@dataclass(frozen=True)
class ConsentText:
    """What a person reads before saying yes.

    Attributes:
        review: 'chưa qua thẩm định pháp lý' until a lawyer has read it.
    """

    purpose: ConsentPurpose
    version: str
    title: str
    text: str
    data_types: tuple[str, ...]
    retention: str
    legal_basis: str
    review: str

    @property
    def sha256(self) -> str:
        """Hex digest of the text as shown."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@lru_cache(maxsize=1)
def texts() -> dict[ConsentPurpose, ConsentText]:
    """Return the newest text of each purpose, from seeds/consents.toml."""
    data = tomllib.loads((PROJECT / "seeds" / "consents.toml").read_text(encoding="utf-8"))
    newest: dict[ConsentPurpose, ConsentText] = {}
    for row in sorted(data["consents"], key=lambda row: row["version"]):
        if row["purpose"] not in set(ConsentPurpose):
            continue
        purpose = ConsentPurpose(row["purpose"])
        newest[purpose] = ConsentText(
            purpose=purpose,
            version=str(row["version"]),
            title=row["title"],
            text=row["text"],
            data_types=tuple(row.get("data_types", ())),
            retention=row.get("retention", ""),
            legal_basis=row.get("legal_basis", ""),
            review=row.get("review", ""),
        )
    return newest


def grant(
    session: Session,
    *,
    person_id: int,
    purpose: ConsentPurpose,
    channel: str,
    by: Account | None,
    now: dt.datetime,
) -> ConsentEvent:
    """Record a yes to the newest text; return the event (its id proves the consent)."""
    return _record(session, person_id, purpose, True, channel, by, now)


def withdraw_consent(
    session: Session,
    *,
    person_id: int,
    purpose: ConsentPurpose,
    channel: str,
    by: Account | None,
    now: dt.datetime,
) -> ConsentEvent:
    """Record that the person takes a consent back; what was done before stays lawful."""
    return _record(session, person_id, purpose, False, channel, by, now)


def has_consent(session: Session, *, person_id: int, purpose: ConsentPurpose) -> bool:
    """Return whether the latest event of the purpose is a yes; no event is a no."""
    latest = session.exec(
        select(ConsentEvent)
        .where(
            col(ConsentEvent.person_id).in_(records_of(session, person_id)),
            ConsentEvent.purpose == purpose,
        )
        .order_by(col(ConsentEvent.at).desc(), col(ConsentEvent.id).desc())
    ).first()
    return latest is not None and latest.is_granted


def agreed_to(purpose: ConsentPurpose) -> Any:
    """Return the condition on ``Person`` in a query: their last word on the purpose is a yes.

    The last word on the record or on one merged into it; two look-ups keep to the indexes.
    """
    latest = (
        select(func.max(ConsentEvent.id))
        .where(ConsentEvent.person_id == Person.id, ConsentEvent.purpose == purpose)
        .correlate(Person)
        .scalar_subquery()
    )
    merged = aliased(Person)
    latest_merged = (
        select(func.max(ConsentEvent.id))
        .join(merged, col(merged.id) == col(ConsentEvent.person_id))
        .where(merged.merged_into_id == Person.id, ConsentEvent.purpose == purpose)
        .correlate(Person)
        .scalar_subquery()
    )
    last = case((latest_merged > func.coalesce(latest, 0), latest_merged), else_=latest)
    said = select(ConsentEvent.id).where(
        ConsentEvent.id == last, col(ConsentEvent.is_granted).is_(True)
    )
    return said.correlate(Person).exists()


def records_of(session: Session, person_id: int) -> list[int]:
    """Return the person's id and those of records an officer merged into it.

    A consent stays on the record it was given on; a person's last word is the latest of all.
    """
    merged = session.exec(select(Person.id).where(Person.merged_into_id == person_id))
    return [person_id, *merged]


def events_of(session: Session, person_id: int) -> list[ConsentEvent]:
    """Return all consent events of a person, oldest first."""
    return list(
        session.exec(
            select(ConsentEvent)
            .where(col(ConsentEvent.person_id).in_(records_of(session, person_id)))
            .order_by(col(ConsentEvent.at), col(ConsentEvent.id))
        )
    )


def _record(
    session: Session,
    person_id: int,
    purpose: ConsentPurpose,
    is_granted: bool,
    channel: str,
    by: Account | None,
    now: dt.datetime,
) -> ConsentEvent:
    text = texts()[purpose]
    event = ConsentEvent(
        person_id=person_id,
        purpose=purpose,
        is_granted=is_granted,
        text_version=text.version,
        text_sha256=text.sha256,
        at=now,
        channel=channel,
        recorded_by=by.id if by else None,
    )
    session.add(event)
    session.flush()
    return event
