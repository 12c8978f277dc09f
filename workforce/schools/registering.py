"""A school opens its own account. Flush, never commit."""

import datetime as dt

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from matching import fold
from workforce import audit
from workforce.accounts import codes, passwords
from workforce.crypto import DataKey
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import Account, Role, School


def register_school(
    session: Session,
    *,
    name: str,
    tax_code: str,
    licence: str,
    unit_id: int,
    contact_name: str,
    phone: str,
    password: str,
    data_key: DataKey,
    now: dt.datetime,
) -> Account | None:
    """Add a school that waits for verification, and its account.

    None when the number is taken: nothing is kept, its owner gets a message, and the caller
    answers both cases alike (a stranger must not learn who has an account).

    Raises:
        InvalidInput: the tax code is taken (a public number, so this may be said), or the
            password is too easy to guess.
    """
    passwords.check_strength(password, role=Role.SCHOOL, phone=phone, name=contact_name)
    password_hash = passwords.hash_password(password)
    taken = session.exec(select(School.id).where(School.tax_code == tax_code)).first()
    if taken is not None:
        raise InvalidInput(
            _("Mã số thuế này đã có cơ sở đăng ký. Anh/chị gọi trung tâm hỗ trợ."), "tax_code"
        )
    try:
        with session.begin_nested():
            school = School(
                name=name, name_folded=fold(name), tax_code=tax_code, licence=licence,
                unit_id=unit_id, contact_phone=phone, created_at=now,
            )  # fmt: skip
            session.add(school)
            session.flush()
            account = Account(
                phone=phone, role=Role.SCHOOL, display_name=contact_name,
                password_hash=password_hash, school_id=school.id, created_at=now,
            )  # fmt: skip
            session.add(account)
            session.flush()
    except IntegrityError:
        owner = session.exec(select(Account).where(Account.phone == phone)).one()
        codes.post(session, account_id=owner.id, text=codes.TAKEN_TEXT, data_key=data_key, now=now)
        return None
    audit.record(
        session, account=account, action="school.registered", subject_type="school",
        subject_id=account.school_id, now=now,
    )  # fmt: skip
    session.flush()
    return account
