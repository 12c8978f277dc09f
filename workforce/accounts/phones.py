"""Change numbers, and put relatives on one. Flush, never commit."""

import datetime as dt
from collections.abc import Iterable

from sqlmodel import Session, col, delete, select

from workforce import audit
from workforce.accounts import codes, numbers, passwords
from workforce.accounts.actions import join_seeker
from workforce.accounts.sessions import revoke_sessions
from workforce.consents import consents
from workforce.crypto import DataKey
from workforce.errors import Conflict
from workforce.i18n import _
from workforce.models import Account, CodePurpose, ConsentPurpose, PhoneChange, Role, SharedPhone


def move_phone(
    session: Session,
    *,
    account: Account,
    phone: str,
    by: Account,
    now: dt.datetime,
    is_shared: bool = False,
) -> None:
    """Give the account another number, at the desk, after identity was checked.

    A number held by an account nobody verified, that is closed, or that nobody has used for
    months, is taken from it: anyone can type a number that is not theirs, and networks sell
    silent numbers again. The old account keeps its history. All sessions of both end.

    Args:
        is_shared: the number is a relative's, who keeps it; both sign in with it.

    Raises:
        Conflict: the number belongs to a verified account in use.
    """
    holder = session.exec(select(Account).where(Account.phone == phone)).first()
    if holder is not None and holder.id == account.id:
        holder = None
    if holder is not None and not is_shared:
        in_use = holder.is_active and holder.id not in numbers.silent_since(
            session, [holder], now=now
        )
        if holder.phone_verified_at is not None and in_use:
            raise Conflict(
                _("Số này là của một tài khoản đã xác minh. Người nhà dùng chung thì đánh dấu ô.")
            )
        numbers.give_up(session, account=holder, now=now)
        _log(session, "account.phone_released", holder, by=by, now=now)
        holder = None
    numbers.give_up(session, account=account, now=now)
    if holder is not None:
        numbers.join(
            session, account=account, phone=phone, label=account.display_name[:40], by=by, now=now
        )
    else:
        account.phone = phone
    account.phone_verified_at, account.phone_verified_by = now, by.id
    session.add(account)
    session.flush()
    _log(session, "account.phone_moved", account, by=by, now=now)


def ask_phone_change(
    session: Session, *, account: Account, phone: str, data_key: DataKey, now: dt.datetime
) -> None:
    """Send a code to a number the person says is theirs now; nothing changes before it is typed."""
    code = codes.issue(
        session, account=account, purpose=CodePurpose.VERIFY_PHONE, data_key=data_key, now=now
    )
    session.exec(delete(PhoneChange).where(col(PhoneChange.account_id) == account.id))
    session.add(PhoneChange(account_id=account.id, phone=phone, code_id=code.id, asked_at=now))
    session.flush()


def confirm_phone_change(
    session: Session, *, account: Account, typed: str, keep_session: int, data_key: DataKey,
    now: dt.datetime,
) -> bool:  # fmt: skip
    """Give the account the number it asked for, if the code is right; False otherwise.

    A number somebody else uses is shared from now on: the code proves the phone, and says
    nothing against the other person.
    """
    asked = session.get(PhoneChange, account.id)
    code = codes.live_code(session, account_id=account.id, now=now)
    if asked is None or code is None or code.id != asked.code_id:
        return False
    if codes.redeem(session, account=account, typed=typed, data_key=data_key, now=now) is None:
        return False
    phone = asked.phone
    session.delete(asked)
    old = numbers.phone_of(session, account)
    session.exec(delete(SharedPhone).where(col(SharedPhone.account_id) == account.id))
    account.phone = None
    session.flush()
    taken = session.exec(select(Account).where(Account.phone == phone)).first() is not None
    if taken:
        numbers.join(session, account=account, phone=phone, by=account, now=now)
    else:
        account.phone = phone
    account.phone_verified_at = now
    account.phone_verified_by = code.read_out_by
    session.add(account)
    session.flush()
    revoke_sessions(session, account_id=account.id, now=now, keep=keep_session)
    _log(session, "account.phone_moved", account, by=account, now=now,
         details="" if old else "first number")  # fmt: skip
    return True


def add_relative(
    session: Session,
    *,
    holder: Account,
    label: str,
    password: str,
    agreed: Iterable[ConsentPurpose],
    now: dt.datetime,
) -> Account:
    """Open an account and a profile for somebody who shares the holder's phone.

    Raises:
        InvalidInput: the password is too easy to guess.
        Conflict: the holder has no number, no password, or the number has too many people.
    """
    phone = numbers.phone_of(session, holder)
    if phone is None:
        raise Conflict(_("Anh/chị gắn số điện thoại trước, rồi thêm người nhà."))
    if not holder.password_hash:
        raise Conflict(_("Anh/chị đặt mật khẩu cho mình trước, để người khác không vào nhầm."))
    passwords.check_strength(password, role=Role.SEEKER, phone=phone, name=label)
    if numbers.clashes(session, account=None, phone=phone, password=password):
        raise passwords.too_easy()
    account = join_seeker(
        session, phone, passwords.hash_password(password), label=label, by=holder, now=now
    )
    for purpose in agreed:
        consents.grant(
            session, person_id=account.person_id or 0, purpose=purpose, channel="self",
            by=account, now=now,
        )  # fmt: skip
    return account


def _log(
    session: Session, action: str, account: Account, *, by: Account, now: dt.datetime,
    details: str = "",
) -> None:  # fmt: skip
    audit.record(
        session, account=by, action=action, subject_type="account", subject_id=account.id,
        now=now, details=details,
    )  # fmt: skip
