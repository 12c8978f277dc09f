"""Who signs in with a phone number: one person, a family, or somebody who had it before.

A number is the own one of at most one account (``Account.phone``); relatives, and whoever
registers with a number that is taken, join it (``SharedPhone``). Each has a profile and a
password of their own. A code sent to the number proves the phone, not the person: where
several people use it, or where nobody has come for so long that the network may have sold
the number again, a second fact is asked.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session, col, delete, func, select

from workforce import audit
from workforce.accounts import passwords
from workforce.accounts.sessions import revoke_sessions
from workforce.errors import Conflict
from workforce.i18n import _
from workforce.models import Account, Person, SharedPhone, SignInSession

MOST_PEOPLE = 8  #: on one number; a password is compared with each of them
#: networks sell a silent number again after a few months; nobody here is asked sooner
SILENT = dt.timedelta(days=90)


class Proof(StrEnum):
    """What somebody who has the phone must know besides, to open one account of it."""

    NOTHING = "nothing"
    PASSWORD = "password"
    PASSWORD_OR_BIRTH = "password_or_birth"
    BIRTH = "birth"
    DESK = "desk"


@dataclass(frozen=True)
class Choice:
    """One person of a number, to choose from.

    Attributes:
        name: what the family calls them; '' when the number may have a new owner.
    """

    account: Account
    name: str
    proof: Proof
    is_silent: bool


def people_on(session: Session, *, phone: str) -> list[Account]:
    """Return the active accounts that sign in with the number, its own account first."""
    own = session.exec(select(Account).where(Account.phone == phone, col(Account.is_active)))
    joined = session.exec(
        select(Account)
        .join(SharedPhone, col(SharedPhone.account_id) == col(Account.id))
        .where(SharedPhone.phone == phone, col(Account.is_active))
        .order_by(col(SharedPhone.added_at), col(SharedPhone.account_id))
        .limit(MOST_PEOPLE)
    )
    return [*own, *joined]


def phone_of(session: Session, account: Account) -> str | None:
    """Return the number the account signs in with, its own or a shared one; None without."""
    if account.phone is not None:
        return account.phone
    shared = session.get(SharedPhone, account.id)
    return shared.phone if shared is not None else None


def phones_of(session: Session, accounts: Collection[Account]) -> dict[int, str]:
    """Return account id → the number it signs in with, in one query; without: left out."""
    ids = [one.id for one in accounts if one.phone is None]
    rows = session.exec(select(SharedPhone).where(col(SharedPhone.account_id).in_(ids))).all()
    shared = {row.account_id: row.phone for row in rows}
    return shared | {one.id: one.phone for one in accounts if one.phone is not None}


def choices(session: Session, *, phone: str, now: dt.datetime) -> list[Choice]:
    """Return who may be holding the phone, with what each must know besides."""
    people = people_on(session, phone=phone)
    shared = {
        row.account_id: row
        for row in session.exec(select(SharedPhone).where(SharedPhone.phone == phone))
    }
    silent = silent_since(session, people, now=now)
    return [
        Choice(
            account=one,
            name="" if one.id in silent else _name(one, shared.get(one.id)),
            proof=_proof(session, one, people, shared, is_silent=one.id in silent),
            is_silent=one.id in silent,
        )
        for one in people
    ]


def silent_since(
    session: Session, accounts: Collection[Account], *, now: dt.datetime
) -> set[int]:  # fmt: skip
    """Return the ids of accounts nobody has used for so long that the number may be resold."""
    rows = session.exec(
        select(SignInSession.account_id, func.max(SignInSession.last_seen_at))
        .where(col(SignInSession.account_id).in_([one.id for one in accounts]))
        .group_by(col(SignInSession.account_id))
    ).all()
    seen = dict(rows)
    return {one.id for one in accounts if now - _last_sign(one, seen.get(one.id)) >= SILENT}


def proves(session: Session, choice: Choice, typed: str) -> bool:
    """Return whether what was typed is the second fact the choice needs."""
    if choice.proof == Proof.NOTHING:
        return True
    wants_password = choice.proof in {Proof.PASSWORD, Proof.PASSWORD_OR_BIRTH}
    if wants_password and passwords.matches(choice.account.password_hash, typed):
        return True
    if choice.proof not in {Proof.BIRTH, Proof.PASSWORD_OR_BIRTH}:
        return False
    born = _birth_year(session, choice.account)
    return born is not None and typed.strip() == str(born)


def join(
    session: Session, *, account: Account, phone: str, label: str = "", by: Account | None,
    now: dt.datetime,
) -> SharedPhone:  # fmt: skip
    """Let an account without a number of its own sign in with one that is taken.

    Args:
        by: who says they belong together; None when they registered themselves.

    Raises:
        Conflict: too many people on the number.
    """
    count = session.exec(
        select(func.count()).select_from(SharedPhone).where(SharedPhone.phone == phone)
    ).one()
    if count >= MOST_PEOPLE - 1:
        raise Conflict(_("Số này đã có nhiều người dùng chung. Anh/chị đến xã, phường để thêm."))
    row = SharedPhone(
        account_id=account.id, phone=phone, label=label.strip(), added_at=now,
        added_by=by.id if by else None,
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(
        session, account=by or account, action="account.phone_shared", subject_type="account",
        subject_id=account.id, now=now,
    )  # fmt: skip
    return row


def release(session: Session, *, phone: str, now: dt.datetime) -> None:
    """Take a number from everybody who signed in with it before: it has a new owner.

    Accounts and profiles stay as they are; their owners come back through the desk.
    """
    for account in people_on(session, phone=phone):
        give_up(session, account=account, now=now)
        audit.record(
            session, account=None, action="account.phone_released", subject_type="account",
            subject_id=account.id, now=now,
        )  # fmt: skip


def give_up(session: Session, *, account: Account, now: dt.datetime) -> None:
    """Take the account's number away, own or shared; its sessions end."""
    session.exec(delete(SharedPhone).where(col(SharedPhone.account_id) == account.id))
    account.phone = account.phone_verified_at = account.phone_verified_by = None
    session.add(account)
    session.flush()
    revoke_sessions(session, account_id=account.id, now=now)


def clashes(session: Session, *, account: Account | None, phone: str | None, password: str) -> bool:
    """Return whether another person of the number has this very password."""
    if phone is None or not password:
        return False
    return any(
        one.password_hash and passwords.matches(one.password_hash, password)
        for one in people_on(session, phone=phone)
        if account is None or one.id != account.id
    )


def is_shared(session: Session, *, account: Account) -> bool:
    """Return whether relatives somebody vouched for sign in with the account's number too."""
    phone = phone_of(session, account)
    rows = session.exec(select(SharedPhone).where(SharedPhone.phone == phone)).all()
    return any(row.added_by is not None for row in rows)


def _proof(
    session: Session,
    account: Account,
    people: list[Account],
    shared: dict[int, SharedPhone],
    *,
    is_silent: bool,
) -> Proof:
    born = _birth_year(session, account)
    if is_silent:
        if account.password_hash:
            return Proof.PASSWORD_OR_BIRTH if born else Proof.PASSWORD
        return Proof.BIRTH if born else Proof.DESK
    # Somebody who merely typed the number does not lock its owner out of 'forgot password'.
    vouched = [
        one for one in people
        if one.id != account.id and (one.id not in shared or shared[one.id].added_by is not None)
    ]  # fmt: skip
    return Proof.PASSWORD if account.password_hash and vouched else Proof.NOTHING


def _name(account: Account, shared: SharedPhone | None) -> str:
    if shared is not None and shared.label:
        return shared.label
    words = account.display_name.split()
    return words[-1] if words else _("Chưa ghi tên")


def _birth_year(session: Session, account: Account) -> int | None:
    person = session.get(Person, account.person_id) if account.person_id else None
    if person is None:
        return None
    return person.birth_date.year if person.birth_date else person.birth_year


def _last_sign(account: Account, seen: dt.datetime | None) -> dt.datetime:
    signs = (account.created_at, account.phone_verified_at, seen)
    return max(sign for sign in signs if sign is not None)
