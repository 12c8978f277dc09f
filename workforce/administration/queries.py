"""What the administrator sees: accounts, waiting codes, dated tables, the audit log.

Personal data of job seekers is not shown here; an administrator runs the system, an
officer serves people.
"""

import datetime as dt
import re
from typing import Any

from sqlmodel import Session, col, func, or_, select

from workforce.accounts.codes import MAX_TRIES
from workforce.models import (
    Account,
    AuditLog,
    Enterprise,
    IndicatorRule,
    OneTimeCode,
    PolicyRate,
    Role,
    School,
    Unit,
    UnitSuccession,
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


def accounts(*, role: Role | None, search: str) -> Any:
    """Return the select of accounts by role and by name or the end of a phone number."""
    statement = select(Account).order_by(col(Account.created_at).desc(), col(Account.id).desc())
    if role is not None:
        statement = statement.where(Account.role == role)
    digits = re.sub(r"[\s.+\-]", "", search)
    if digits.isascii() and digits.isdigit():
        ending = digits[1:] if digits.startswith("0") and len(digits) > 9 else digits
        statement = statement.where(col(Account.phone).endswith(ending, autoescape=True))
    elif search:
        statement = statement.where(col(Account.display_name).icontains(search, autoescape=True))
    return statement


def organisation_name(session: Session, account: Account) -> str:
    """Return the name of what an account acts for, '' when it acts for nobody."""
    if account.enterprise_id is not None:
        return session.get_one(Enterprise, account.enterprise_id).name
    if account.school_id is not None:
        return session.get_one(School, account.school_id).name
    return session.get_one(Unit, account.unit_id).name if account.unit_id is not None else ""


def waiting_codes(session: Session, *, now: dt.datetime) -> list[tuple[OneTimeCode, Account]]:
    """Return codes that may be read out now, oldest first."""
    return list(
        session.exec(
            select(OneTimeCode, Account)
            .join(Account, col(Account.id) == col(OneTimeCode.account_id))
            .where(
                col(OneTimeCode.used_at).is_(None),
                OneTimeCode.expires_at > now,
                OneTimeCode.attempts < MAX_TRIES,
            )
            .order_by(col(OneTimeCode.created_at), col(OneTimeCode.id))
        )
    )


def enterprise_choices(session: Session) -> list[tuple[str, str]]:
    """Return (id, name) of enterprises, by name."""
    rows = session.exec(select(Enterprise).order_by(col(Enterprise.name_folded)))
    return [
        (str(row.id), f"{row.name} ({row.tax_code})" if row.tax_code else row.name) for row in rows
    ]


def school_choices(session: Session) -> list[tuple[str, str]]:
    """Return (id, name) of schools, by name."""
    return [
        (str(row.id), row.name)
        for row in session.exec(select(School).order_by(col(School.name_folded)))
    ]


def commune_choices(session: Session) -> list[tuple[str, str]]:
    """Return (id, name) of today's communes, by name."""
    rows = session.exec(
        select(Unit)
        .where(col(Unit.id).in_(select(UnitSuccession.new_unit_id)))
        .order_by(col(Unit.name_folded))
    )
    return [(str(row.id), row.name) for row in rows]


def rates(session: Session) -> list[PolicyRate]:
    """Return all dated rates, by kind, key and first day."""
    return list(
        session.exec(
            select(PolicyRate).order_by(
                col(PolicyRate.kind), col(PolicyRate.key), col(PolicyRate.effective_from)
            )
        )
    )


def rules(session: Session) -> list[IndicatorRule]:
    """Return all indicator rules, by key and first day."""
    return list(
        session.exec(
            select(IndicatorRule).order_by(
                col(IndicatorRule.key), col(IndicatorRule.effective_from)
            )
        )
    )


def zone_facts(session: Session) -> list[tuple[ZoneFact, Zone]]:
    """Return all zone facts with their zone, by zone and fact."""
    return list(
        session.exec(
            select(ZoneFact, Zone)
            .join(Zone, col(Zone.id) == col(ZoneFact.zone_id))
            .order_by(col(Zone.name), col(ZoneFact.fact), col(ZoneFact.id))
        )
    )


def audit_lines(*, action: str, account: int | None, subject_type: str, subject: int | None) -> Any:
    """Return the select of audit lines with the name of who acted, newest first."""
    statement = (
        select(AuditLog, Account.display_name)
        .join(Account, col(Account.id) == col(AuditLog.account_id), isouter=True)
        .order_by(col(AuditLog.at).desc(), col(AuditLog.id).desc())
    )
    if action:
        statement = statement.where(
            or_(AuditLog.action == action, col(AuditLog.action).startswith(f"{action}."))
        )
    if account is not None:
        statement = statement.where(AuditLog.account_id == account)
    if subject_type:
        statement = statement.where(AuditLog.subject_type == subject_type)
    if subject is not None:
        statement = statement.where(AuditLog.subject_id == subject)
    return statement


def audit_actions(session: Session) -> list[str]:
    """Return the actions the log knows, by name."""
    return list(session.exec(select(AuditLog.action).distinct().order_by(col(AuditLog.action))))
