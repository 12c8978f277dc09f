"""Open, change and close accounts. Flush, never commit."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from matching import fold
from workforce import audit
from workforce.accounts import codes, passwords
from workforce.accounts.sessions import revoke_sessions
from workforce.consents import consents
from workforce.crypto import DataKey
from workforce.errors import Conflict, InvalidInput, NotAllowed
from workforce.i18n import _
from workforce.models import (
    Account,
    CodePurpose,
    ConsentPurpose,
    DepartmentScope,
    OneTimeCode,
    Person,
    Role,
)


@dataclass(frozen=True)
class Organisation:
    """What an account acts for: at most one of these is set, by its role."""

    enterprise_id: int | None = None
    school_id: int | None = None
    unit_id: int | None = None
    department_scope: DepartmentScope | None = None


def register_seeker(
    session: Session,
    *,
    full_name: str,
    phone: str,
    password: str,
    agreed: Iterable[ConsentPurpose],
    data_key: DataKey,
    now: dt.datetime,
) -> Account | None:
    """Open a seeker's account with a new profile of its own; None if the number is taken.

    The caller answers both cases alike: a stranger must not learn who has an account. The
    owner of a taken number gets a message instead. A profile an officer made is never
    attached here, only at the desk (``communes``).

    Args:
        password: '' for an account that signs in with codes only.
        agreed: purposes whose box was ticked.

    Raises:
        InvalidInput: the password is too easy to guess.
    """
    password_hash = ""
    if password:
        passwords.check_strength(password, role=Role.SEEKER, phone=phone, name=full_name)
        password_hash = passwords.hash_password(password)
    try:
        with session.begin_nested():
            account = _add_seeker(session, full_name, phone, password_hash, now=now)
    except IntegrityError:
        _tell_owner(session, phone=phone, data_key=data_key, now=now)
        return None
    for purpose in agreed:
        consents.grant(
            session, person_id=account.person_id or 0, purpose=purpose, channel="self",
            by=account, now=now,
        )  # fmt: skip
    _log(session, "account.registered", account, by=account, now=now)
    return account


def ask_code(
    session: Session,
    *,
    phone: str,
    purpose: CodePurpose = CodePurpose.SIGN_IN,
    data_key: DataKey,
    now: dt.datetime,
) -> None:
    """Put a code for the account of this number into the outbox; for nobody, do nothing.

    The caller answers both cases alike.
    """
    account = active_account(session, phone=phone)
    if account is not None:
        codes.issue(session, account=account, purpose=purpose, data_key=data_key, now=now)


def redeem_code(
    session: Session, *, phone: str, typed: str, data_key: DataKey, now: dt.datetime
) -> tuple[Account, OneTimeCode] | None:
    """Return the account a number and its code open, or None; each call is one try."""
    account = active_account(session, phone=phone)
    if account is None:
        return None
    code = codes.redeem(session, account=account, typed=typed, data_key=data_key, now=now)
    return (account, code) if code is not None else None


def active_account(session: Session, *, phone: str) -> Account | None:
    """Return the account that signs in with this number, or None: unknown or disabled."""
    account = session.exec(select(Account).where(Account.phone == phone)).first()
    return account if account is not None and account.is_active else None


def set_password(
    session: Session, *, account: Account, password: str, keep_session: int | None, now: dt.datetime
) -> None:
    """Give the account a new password; its other sessions end.

    Args:
        keep_session: id of the session that stays signed in.

    Raises:
        InvalidInput: too easy to guess.
    """
    passwords.check_strength(
        password, role=account.role, phone=account.phone, name=account.display_name
    )
    account.password_hash = passwords.hash_password(password)
    session.add(account)
    session.flush()
    revoke_sessions(session, account_id=account.id, now=now, keep=keep_session)
    _log(session, "account.password_set", account, by=account, now=now)


def create_account(
    session: Session,
    *,
    role: Role,
    phone: str,
    display_name: str,
    organisation: Organisation,
    password: str = "",
    by: Account | None,
    now: dt.datetime,
) -> Account:
    """Open an account for somebody whom an administrator knows; the number counts as theirs.

    Args:
        password: '' when the person will sign in with a code first.
        by: the administrator; None from the command line.

    Raises:
        InvalidInput: the organisation the role needs is missing, or a weak password.
        Conflict: the number has an account already.
    """
    _check_organisation(role, organisation)
    if password:
        passwords.check_strength(password, role=role, phone=phone, name=display_name)
    account = Account(
        phone=phone,
        role=role,
        display_name=display_name,
        password_hash=passwords.hash_password(password) if password else "",
        enterprise_id=organisation.enterprise_id,
        school_id=organisation.school_id,
        unit_id=organisation.unit_id,
        department_scope=organisation.department_scope,
        phone_verified_at=now,
        phone_verified_by=by.id if by else None,
        created_at=now,
        created_by=by.id if by else None,
    )
    try:
        with session.begin_nested():
            # A taken number leaves no profile without an account behind.
            if role == Role.SEEKER:
                account.person_id = _add_person(session, display_name, phone, now=now).id
            session.add(account)
    except IntegrityError:
        raise Conflict(_("Số điện thoại này đã có tài khoản.")) from None
    _log(session, "account.created", account, by=by, now=now, details=f"role={role.value}")
    return account


def disable(session: Session, *, account: Account, by: Account, now: dt.datetime) -> None:
    """Close an account: nobody signs in to it, and who is signed in is out at once.

    Raises:
        NotAllowed: one's own account, which would lock the administrator out.
    """
    if account.id == by.id:
        raise NotAllowed(_("Anh/chị không tự khóa tài khoản của mình được."))
    account.is_active = False
    session.add(account)
    session.flush()
    revoke_sessions(session, account_id=account.id, now=now)
    _log(session, "account.disabled", account, by=by, now=now)


def enable(session: Session, *, account: Account, by: Account, now: dt.datetime) -> None:
    """Open a closed account again; its old sessions stay closed."""
    account.is_active = True
    session.add(account)
    session.flush()
    _log(session, "account.enabled", account, by=by, now=now)


def verify_phone(
    session: Session, *, account: Account, how: str, by: Account, now: dt.datetime
) -> None:
    """Record that staff made sure the number belongs to the person.

    Raises:
        InvalidInput: no word on how it was checked.
    """
    if not how.strip():
        raise InvalidInput(_("Anh/chị ghi đã kiểm tra số thế nào."), "how")
    account.phone_verified_at, account.phone_verified_by = now, by.id
    session.add(account)
    session.flush()
    _log(session, "account.phone_verified", account, by=by, now=now, details=how.strip()[:200])


def move_phone(
    session: Session, *, account: Account, phone: str, by: Account, now: dt.datetime
) -> None:
    """Give the account another number, at the desk, after identity was checked.

    A number held by an account nobody verified is taken from it: anyone can type a number
    that is not theirs. All sessions of both end.

    Raises:
        Conflict: the number belongs to a verified account.
    """
    holder = session.exec(select(Account).where(Account.phone == phone)).first()
    if holder is not None and holder.id != account.id:
        if holder.phone_verified_at is not None:
            raise Conflict(_("Số này là của một tài khoản đã xác minh."))
        holder.phone = None
        session.add(holder)
        session.flush()
        revoke_sessions(session, account_id=holder.id, now=now)
        _log(session, "account.phone_released", holder, by=by, now=now)
    account.phone, account.phone_verified_at, account.phone_verified_by = phone, now, by.id
    session.add(account)
    session.flush()
    revoke_sessions(session, account_id=account.id, now=now)
    _log(session, "account.phone_moved", account, by=by, now=now)


def _add_seeker(
    session: Session, full_name: str, phone: str, password_hash: str, *, now: dt.datetime
) -> Account:
    person = _add_person(session, full_name, phone, now=now)
    account = Account(
        phone=phone, role=Role.SEEKER, display_name=full_name, password_hash=password_hash,
        person_id=person.id, created_at=now,
    )  # fmt: skip
    session.add(account)
    session.flush()
    return account


def _add_person(session: Session, full_name: str, phone: str, *, now: dt.datetime) -> Person:
    person = Person(
        full_name=full_name, name_folded=fold(full_name), contact_phone=phone, created_at=now,
        updated_at=now,
    )  # fmt: skip
    session.add(person)
    session.flush()
    return person


def _tell_owner(session: Session, *, phone: str, data_key: DataKey, now: dt.datetime) -> None:
    owner = session.exec(select(Account).where(Account.phone == phone)).one()
    codes.post(session, account_id=owner.id, text=codes.TAKEN_TEXT, data_key=data_key, now=now)


def _check_organisation(role: Role, organisation: Organisation) -> None:
    needed = {
        Role.EMPLOYER: organisation.enterprise_id,
        Role.SCHOOL: organisation.school_id,
        Role.COMMUNE: organisation.unit_id,
        Role.DEPARTMENT: organisation.department_scope,
    }
    if role in needed and needed[role] is None:
        raise InvalidInput(_("Anh/chị chọn nơi tài khoản này làm việc."), "organisation")


def _log(
    session: Session, action: str, account: Account, *, by: Account | None, now: dt.datetime,
    details: str = "",
) -> None:  # fmt: skip
    audit.record(
        session, account=by, action=action, subject_type="account", subject_id=account.id,
        now=now, details=details,
    )  # fmt: skip
