"""Who works for an enterprise on this site: managers add colleagues and take them out.

Flush, never commit. What a colleague recorded stays when they leave, under their account.
"""

import datetime as dt

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from workforce import audit
from workforce.accounts import actions as accounts
from workforce.accounts import codes
from workforce.crypto import DataKey
from workforce.errors import Conflict, InvalidInput, NotAllowed, NotFound
from workforce.i18n import _
from workforce.models import Account, Enterprise, Role


def colleagues(session: Session, *, enterprise_id: int) -> list[Account]:
    """Return the enterprise's accounts: those at work first, then who has left, oldest first."""
    return list(
        session.exec(
            select(Account)
            .where(Account.enterprise_id == enterprise_id, Account.role == Role.EMPLOYER)
            .order_by(col(Account.is_active).desc(), col(Account.id))
        )
    )


def colleague(session: Session, *, enterprise_id: int, account_id: int) -> Account:
    """Return one account of the enterprise; NotFound for any other."""
    found = session.exec(
        select(Account).where(
            Account.id == account_id,
            Account.enterprise_id == enterprise_id,
            Account.role == Role.EMPLOYER,
        )
    ).first()
    if found is None:
        raise NotFound
    return found


def add_colleague(
    session: Session,
    *,
    by: Account,
    name: str,
    phone: str,
    is_manager: bool,
    data_key: DataKey,
    now: dt.datetime,
) -> Account | None:
    """Open an account for a colleague and send a one-time code to their number.

    Somebody who left and comes back gets the same account again, with a new code. A number
    with an account elsewhere gets a message of its own and no account here: None, and the page
    says the same as always, so that nobody learns whose number it is.

    Raises:
        NotAllowed: ``by`` is no manager.
        InvalidInput: no name.
        Conflict: the colleague is here already.
    """
    _check_manager(by)
    if not name.strip():
        raise InvalidInput(_("Anh/chị ghi họ tên của đồng nghiệp."), "name")
    fresh = _open(session, by=by, name=name.strip(), phone=phone, now=now)
    known = fresh or session.exec(select(Account).where(Account.phone == phone)).one()
    if known.enterprise_id != by.enterprise_id or known.role != Role.EMPLOYER:
        codes.post(session, account_id=known.id, text=codes.TAKEN_TEXT, data_key=data_key, now=now)
        return None
    if fresh is None and known.is_active:
        raise Conflict(_("Đồng nghiệp này đã có trong danh sách."))
    known.is_active, known.is_manager = True, is_manager
    known.display_name = name.strip()
    session.add(known)
    codes.issue(session, account=known, data_key=data_key, now=now)
    _log(session, "colleague.added", known, by=by, now=now)
    return known


def remove_colleague(session: Session, *, account: Account, by: Account, now: dt.datetime) -> None:
    """Take out who has left: signed out everywhere at once; what they recorded stays.

    Twice is once.

    Raises:
        NotAllowed: ``by`` is no manager, or it is their own account.
        Conflict: nobody would be left to manage the enterprise.
    """
    _check_manager(by)
    if not account.is_active:
        return
    _keep_a_manager(session, without=account)
    accounts.disable(session, account=account, by=by, now=now)
    _log(session, "colleague.removed", account, by=by, now=now)


def set_manager(
    session: Session, *, account: Account, is_manager: bool, by: Account, now: dt.datetime
) -> None:
    """Let a colleague add and take out others, or no longer; twice is once.

    Raises:
        NotAllowed: ``by`` is no manager.
        Conflict: the colleague has left, or nobody would be left to manage the enterprise.
    """
    _check_manager(by)
    if not account.is_active:
        raise Conflict(_("Đồng nghiệp này đã nghỉ nên không đổi quyền được."))
    if account.is_manager == is_manager:
        return
    if not is_manager:
        _keep_a_manager(session, without=account)
    account.is_manager = is_manager
    session.add(account)
    session.flush()
    _log(session, "colleague.manager" if is_manager else "colleague.clerk", account, by=by, now=now)


def _check_manager(by: Account) -> None:
    if not by.is_manager:
        raise NotAllowed(_("Chỉ người quản lý tài khoản của công ty làm được việc này."))


def _keep_a_manager(session: Session, *, without: Account) -> None:
    """Raise Conflict when no other manager is left; two at once wait for each other."""
    session.exec(
        select(Enterprise.id).where(Enterprise.id == without.enterprise_id).with_for_update()
    ).one()
    others = session.exec(
        select(Account.id).where(
            Account.enterprise_id == without.enterprise_id,
            Account.role == Role.EMPLOYER,
            col(Account.is_active).is_(True),
            col(Account.is_manager).is_(True),
            col(Account.id) != without.id,
        )
    ).first()
    if without.is_manager and others is None:
        raise Conflict(
            _("Công ty cần ít nhất một người quản lý. Anh/chị giao quyền cho người khác trước.")
        )


def _open(
    session: Session, *, by: Account, name: str, phone: str, now: dt.datetime
) -> Account | None:
    """Return a new account, or None when the number has one."""
    account = Account(
        phone=phone, role=Role.EMPLOYER, display_name=name, enterprise_id=by.enterprise_id,
        is_manager=False, created_at=now, created_by=by.id,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError:
        return None
    return account


def _log(session: Session, action: str, account: Account, *, by: Account, now: dt.datetime) -> None:
    audit.record(
        session, account=by, action=action, subject_type="account", subject_id=account.id, now=now
    )
