"""Open, change and close accounts. Flush, never commit."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from matching import fold
from workforce import audit
from workforce.accounts import codes, numbers, passwords
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

#: stands in the profile until the person writes their name on its last page
NO_NAME = "Chưa ghi tên"


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
    phone: str,
    password: str,
    agreed: Iterable[ConsentPurpose],
    data_key: DataKey,
    now: dt.datetime,
) -> Account:
    """Open a seeker's account with a new profile of its own, for a new number and a taken one.

    A stranger must not learn who has an account, so both get one; with a taken number it
    joins the others on it, and the owner gets a message. Nothing of another account or of a
    profile an officer made is reached from here; two records of one person are for an
    officer to merge.

    Args:
        password: '' for an account that signs in with codes only.
        agreed: purposes whose box was ticked.

    Raises:
        InvalidInput: the password is too easy to guess.
        Conflict: too many people registered with this number.
    """
    password_hash = ""
    if password:
        passwords.check_strength(password, role=Role.SEEKER, phone=phone, name="")
        password_hash = passwords.hash_password(password)
    try:
        with session.begin_nested():
            account = _add_seeker(session, phone, password_hash, now=now)
    except IntegrityError:
        account = join_seeker(session, phone, password_hash, now=now)
        _tell_owner(session, phone=phone, data_key=data_key, now=now)
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
    """Return the account a number and its code open, or None; each call is one try.

    Of several people on the number each may have a code waiting.
    """
    for account in numbers.people_on(session, phone=phone):
        code = codes.redeem(session, account=account, typed=typed, data_key=data_key, now=now)
        if code is not None:
            return account, code
    return None


def active_account(session: Session, *, phone: str) -> Account | None:
    """Return the first account that signs in with this number, or None: unknown or disabled."""
    return next(iter(numbers.people_on(session, phone=phone)), None)


def set_password(
    session: Session, *, account: Account, password: str, keep_session: int | None, now: dt.datetime
) -> None:
    """Give the account a new password; its other sessions end.

    Args:
        keep_session: id of the session that stays signed in.

    Raises:
        InvalidInput: too easy to guess.
    """
    phone = numbers.phone_of(session, account)
    passwords.check_strength(password, role=account.role, phone=phone, name=account.display_name)
    if numbers.clashes(session, account=account, phone=phone, password=password):
        raise passwords.too_easy()  # who shares the phone must not learn that it is another's
    account.password_hash = passwords.hash_password(password)
    account.must_change_password = False
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
        must_change_password=bool(password) and by is not None,
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


def _add_seeker(
    session: Session, phone: str | None, password_hash: str, *, now: dt.datetime, contact: str = ""
) -> Account:
    person = _add_person(session, NO_NAME, contact or phone, now=now)
    account = Account(
        phone=phone, role=Role.SEEKER, password_hash=password_hash, person_id=person.id,
        created_at=now,
    )  # fmt: skip
    session.add(account)
    session.flush()
    return account


def join_seeker(
    session: Session, phone: str, password_hash: str, *, label: str = "",
    by: Account | None = None, now: dt.datetime,
) -> Account:  # fmt: skip
    """Open an account and a profile of its own on a number somebody has already."""
    account = _add_seeker(session, None, password_hash, contact=phone, now=now)
    numbers.join(session, account=account, phone=phone, label=label, by=by, now=now)
    return account


def _add_person(session: Session, full_name: str, phone: str | None, *, now: dt.datetime) -> Person:
    person = Person(
        full_name=full_name, name_folded=fold(full_name), contact_phone=phone, created_at=now,
        updated_at=now,
    )  # fmt: skip
    session.add(person)
    session.flush()
    return person


def _tell_owner(session: Session, *, phone: str, data_key: DataKey, now: dt.datetime) -> None:
    owner = numbers.people_on(session, phone=phone)[:1]
    if not owner:
        return
    codes.post(session, account_id=owner[0].id, text=codes.TAKEN_TEXT, data_key=data_key, now=now)


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
