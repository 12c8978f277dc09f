"""An enterprise opens its own account. Flush, never commit."""

import datetime as dt

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from matching import fold
from workforce import audit
from workforce.accounts import codes, passwords
from workforce.crypto import DataKey
from workforce.employers.actions import tax_code_taken
from workforce.i18n import _
from workforce.models import Account, Enterprise, EnterpriseStatus, Role, Site


def register_enterprise(
    session: Session,
    *,
    name: str,
    tax_code: str,
    zone_id: int | None,
    unit_id: int,
    contact_name: str,
    phone: str,
    password: str,
    data_key: DataKey,
    now: dt.datetime,
) -> Account | None:
    """Add an enterprise that waits for verification, its first site and its account.

    None when the number is taken: nothing is kept, its owner gets a message, and the
    caller answers both cases alike (a stranger must not learn who has an account). The
    number is 'chưa xác minh' until a desk confirms it.

    Raises:
        InvalidInput: the tax code is taken (a public number, so this may be said), or the
            password is too easy to guess.
    """
    passwords.check_strength(password, role=Role.EMPLOYER, phone=phone, name=contact_name)
    password_hash = passwords.hash_password(password)
    _check_tax_code(session, tax_code)
    try:
        with session.begin_nested():
            account = _add(
                session, name, tax_code, zone_id, unit_id, contact_name, phone, password_hash, now
            )
    except IntegrityError:
        _check_tax_code(session, tax_code)  # somebody was a moment faster
        owner = session.exec(select(Account).where(Account.phone == phone)).one()
        codes.post(session, account_id=owner.id, text=codes.TAKEN_TEXT, data_key=data_key, now=now)
        return None
    audit.record(
        session, account=account, action="enterprise.registered", subject_type="enterprise",
        subject_id=account.enterprise_id, now=now,
    )  # fmt: skip
    session.flush()
    return account


def _check_tax_code(session: Session, tax_code: str) -> None:
    taken = session.exec(select(Enterprise.id).where(Enterprise.tax_code == tax_code)).first()
    if taken is not None:
        raise tax_code_taken()


def _add(
    session: Session, name: str, tax_code: str, zone_id: int | None, unit_id: int,
    contact_name: str, phone: str, password_hash: str, now: dt.datetime,
) -> Account:  # fmt: skip
    enterprise = Enterprise(
        name=name,
        name_folded=fold(name),
        tax_code=tax_code,
        contact_name=contact_name,
        contact_phone=phone,
        status=EnterpriseStatus.PENDING,
        created_at=now,
    )
    session.add(enterprise)
    session.flush()
    session.add(
        Site(enterprise_id=enterprise.id, zone_id=zone_id, unit_id=unit_id, name=_("Trụ sở"))
    )
    account = Account(
        phone=phone,
        role=Role.EMPLOYER,
        display_name=contact_name,
        password_hash=password_hash,
        enterprise_id=enterprise.id,
        created_at=now,
    )
    session.add(account)
    session.flush()
    return account
