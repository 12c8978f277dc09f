"""Who looked at a person's records or changed them, in words for the person.

An office is named (the enterprise, the commune), never the clerk: Law 91/2025/QH15 art. 4 gives
the person the right to know who used the data, and a clerk has a name to keep too.
"""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from workforce.consents import consents
from workforce.i18n import _
from workforce.labels import LABELS
from workforce.models import Account, Application, AuditLog, Enterprise, Person, Role, School, Unit


@dataclass(frozen=True)
class View:
    """One line of the log: when, which office, what it did."""

    at: dt.datetime
    who: str
    what: str


def views_of(session: Session, *, person: Person, account: Account, limit: int = 50) -> list[View]:
    """Return who read or changed the person's records, newest first.

    Lines about the person and about their applications, without what they did themselves.
    """
    own = select(Application.id).where(Application.person_id == person.id)
    rows = session.exec(
        select(AuditLog, Enterprise.name, School.name, Unit.name)
        .outerjoin(Account, col(Account.id) == col(AuditLog.account_id))
        .outerjoin(Enterprise, col(Enterprise.id) == col(Account.enterprise_id))
        .outerjoin(School, col(School.id) == col(Account.school_id))
        .outerjoin(Unit, col(Unit.id) == col(Account.unit_id))
        .where(
            or_(
                (col(AuditLog.subject_type) == "person")
                & col(AuditLog.subject_id).in_(consents.records_of(session, person.id)),
                (col(AuditLog.subject_type) == "application") & col(AuditLog.subject_id).in_(own),
            ),
            or_(col(AuditLog.account_id).is_(None), col(AuditLog.account_id) != account.id),
        )
        .order_by(col(AuditLog.at).desc(), col(AuditLog.id).desc())
        .limit(limit)
    )
    return [
        View(line.at, _office(line.role, enterprise or school or unit), _deed(line.action))
        for line, enterprise, school, unit in rows
    ]


def _office(role: str, name: str | None) -> str:
    kind = str(LABELS[Role][Role(role)]) if role in set(Role) else _("Hệ thống")
    return f"{kind} {name}" if name else kind


def _deed(action: str) -> str:
    deeds = {
        "person.viewed": _("Xem hồ sơ"),
        "applicant.viewed": _("Xem hồ sơ anh/chị nộp"),
        "application.seen": _("Đánh dấu đã xem hồ sơ"),
        "application.interview": _("Mời phỏng vấn"),
        "application.offered": _("Mời nhận việc"),
        "application.hired": _("Xác nhận nhận việc"),
        "application.refused": _("Trả lời hồ sơ"),
        "invitation.sent": _("Mời anh/chị nộp hồ sơ"),
        "application.sent": _("Nộp hồ sơ giúp"),
        "person.created": _("Lập hồ sơ"),
        "person.updated": _("Sửa hồ sơ"),
    }
    return deeds.get(action, _("Thao tác trên hồ sơ"))
