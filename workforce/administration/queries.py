"""What the administrator sees: accounts, waiting codes, dated tables, the audit log.

An account shows a name, a number and a role; profiles are not shown here: an
administrator runs the system, an officer serves people.
"""

import datetime as dt
import re
from typing import Any

from sqlmodel import Session, col, func, or_, select

from matching import fold
from workforce.accounts.codes import MAX_TRIES
from workforce.models import (
    Account,
    AuditLog,
    Enterprise,
    IndicatorRule,
    OneTimeCode,
    OutboxMessage,
    Person,
    PolicyRate,
    Role,
    School,
    Target,
    Unit,
    UnitLevel,
    Zone,
    ZoneFact,
)


def account_counts(session: Session) -> dict[Role, int]:
    """Return role → active accounts, every role named."""
    rows = session.exec(
        select(Account.role, func.count()).where(col(Account.is_active)).group_by(Account.role)
    )
    found = {Role(role): count for role, count in rows}
    return {role: found.get(role, 0) for role in Role}


def disabled_count(session: Session) -> int:
    """Return how many accounts are closed."""
    return session.exec(
        select(func.count()).select_from(Account).where(col(Account.is_active).is_(False))
    ).one()


def accounts(*, role: Role | None, is_active: bool | None, search: str) -> Any:
    """Return the select of (account, what it acts for), the newest first.

    Args:
        role, is_active: None for all.
        search: part of a name (the person's or the organisation's), with or without
            diacritics, or the end of a phone number; '' for all.
    """
    statement = (
        select(Account, func.coalesce(Enterprise.name, School.name, Unit.name))
        .join(Enterprise, col(Enterprise.id) == col(Account.enterprise_id), isouter=True)
        .join(School, col(School.id) == col(Account.school_id), isouter=True)
        .join(Unit, col(Unit.id) == col(Account.unit_id), isouter=True)
        .join(Person, col(Person.id) == col(Account.person_id), isouter=True)
        .order_by(col(Account.created_at).desc(), col(Account.id).desc())
    )
    if role is not None:
        statement = statement.where(Account.role == role)
    if is_active is not None:
        statement = statement.where(col(Account.is_active).is_(is_active))
    return statement.where(_matches(search)) if search else statement


def _matches(search: str) -> Any:
    digits = re.sub(r"[\s.+\-]", "", search)
    if digits.isascii() and digits.isdigit():
        national = digits.removeprefix("84") if len(digits) > 10 else digits
        ending = national[1:] if national.startswith("0") and len(national) > 9 else national
        return col(Account.phone).endswith(ending, autoescape=True)
    folded = fold(search)
    names = (Person.name_folded, Enterprise.name_folded, School.name_folded, Unit.name_folded)
    return or_(
        col(Account.display_name).icontains(search, autoescape=True),
        *(col(name).contains(folded, autoescape=True) for name in names if folded),
    )


def organisation_name(session: Session, account: Account) -> str:
    """Return the name of what an account acts for, '' when it acts for nobody."""
    if account.enterprise_id is not None:
        return session.get_one(Enterprise, account.enterprise_id).name
    if account.school_id is not None:
        return session.get_one(School, account.school_id).name
    return session.get_one(Unit, account.unit_id).name if account.unit_id is not None else ""


def waiting_codes(session: Session, *, now: dt.datetime) -> list[tuple[OneTimeCode, Account]]:
    """Return codes that still open something and nobody has read out, oldest first."""
    return list(
        session.exec(
            select(OneTimeCode, Account)
            .join(Account, col(Account.id) == col(OneTimeCode.account_id))
            .where(
                col(OneTimeCode.used_at).is_(None),
                col(OneTimeCode.read_out_by).is_(None),
                OneTimeCode.expires_at > now,
                OneTimeCode.attempts < MAX_TRIES,
            )
            .order_by(col(OneTimeCode.created_at), col(OneTimeCode.id))
        )
    )


def still_opens(code: OneTimeCode, *, now: dt.datetime) -> bool:
    """Return whether a code may still be used, and so be read out."""
    return code.used_at is None and code.expires_at > now and code.attempts < MAX_TRIES


def message_of(session: Session, *, code_id: int) -> OutboxMessage:
    """Return the message that carries a code."""
    return session.exec(select(OutboxMessage).where(OutboxMessage.code_id == code_id)).one()


def school_choices(session: Session) -> list[tuple[str, str]]:
    """Return (id, name) of schools, by name."""
    return [
        (str(row.id), row.name)
        for row in session.exec(select(School).order_by(col(School.name_folded)))
    ]


def commune_choices(session: Session, *, today: dt.date) -> list[tuple[str, str]]:
    """Return (code, name) of today's communes, by name."""
    rows = session.exec(
        select(Unit).where(Unit.level == UnitLevel.COMMUNE).order_by(col(Unit.name_folded))
    )
    return [(row.code, row.name) for row in rows if _is_new(row, today)]


def _is_new(unit: Unit, today: dt.date) -> bool:
    return unit.valid_from is not None and unit.is_current(today)


def rates() -> Any:
    """Return the select of dated rates, by kind, key and first day."""
    return select(PolicyRate).order_by(
        col(PolicyRate.kind), col(PolicyRate.key), col(PolicyRate.effective_from)
    )


def rules() -> Any:
    """Return the select of indicator rules, by key and first day."""
    return select(IndicatorRule).order_by(col(IndicatorRule.key), col(IndicatorRule.effective_from))


def zone_facts() -> Any:
    """Return the select of (zone fact, zone), by zone and fact."""
    return (
        select(ZoneFact, Zone)
        .join(Zone, col(Zone.id) == col(ZoneFact.zone_id))
        .order_by(col(Zone.name_folded), col(ZoneFact.fact), col(ZoneFact.id))
    )


def targets() -> Any:
    """Return the select of the resolution's targets, by code."""
    return select(Target).order_by(col(Target.code))


def unverified_counts(session: Session) -> tuple[int, int]:
    """Return how many (rates, zone facts) nobody compared with their source yet."""
    return (
        session.exec(select(func.count()).where(col(PolicyRate.is_verified).is_(False))).one(),
        session.exec(select(func.count()).where(col(ZoneFact.is_verified).is_(False))).one(),
    )


def audit_lines(*, action: str, account: int | None, subject_type: str, subject: int | None) -> Any:
    """Return the select of audit lines, newest first; '' and None ask for all.

    No names are joined: the log says roles and numbers.
    """
    statement = select(AuditLog).order_by(col(AuditLog.id).desc())
    if action:
        statement = statement.where(AuditLog.action == action)
    if account is not None:
        statement = statement.where(AuditLog.account_id == account)
    if subject_type:
        statement = statement.where(AuditLog.subject_type == subject_type)
    if subject is not None:
        statement = statement.where(AuditLog.subject_id == subject)
    return statement
