"""One fictional account per role, so that a newcomer can look at every screen."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from argon2 import PasswordHasher
from sqlmodel import Session, col, select

from workforce.models import (
    Account,
    Application,
    ApplicationStatus,
    DepartmentScope,
    Enterprise,
    EnterpriseStatus,
    Intake,
    Opening,
    OpeningStatus,
    Person,
    Role,
    School,
    Unit,
)
from workforce.models.schools import Course

PASSWORD = "lua-vang-song-hau-2026"


@dataclass(frozen=True)
class DemoLogin:
    """How to sign in as one role."""

    role: Role
    phone: str  #: as typed
    name: str


LOGINS = (
    DemoLogin(Role.SEEKER, "0900000001", "Người tìm việc (mẫu)"),
    DemoLogin(Role.EMPLOYER, "0900000002", "Nhân sự công ty (mẫu)"),
    DemoLogin(Role.SCHOOL, "0900000003", "Phòng đào tạo (mẫu)"),
    DemoLogin(Role.COMMUNE, "0900000004", "Cán bộ xã An Ninh (mẫu)"),
    DemoLogin(Role.CENTRE, "0900000005", "Tư vấn viên (mẫu)"),
    DemoLogin(Role.DEPARTMENT, "0900000006", "Cán bộ Sở (mẫu)"),
    DemoLogin(Role.ADMIN, "0900000007", "Quản trị (mẫu)"),
)


def e164(phone: str) -> str:
    """Return the stored form of a demo phone number."""
    return "+84" + phone[1:]


def add_logins(session: Session, *, now: dt.datetime) -> None:
    """Add the accounts that are not there yet, on the busiest fictional records."""
    password_hash = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1).hash(PASSWORD)
    taken = set(session.exec(select(Account.phone)))
    for login in LOGINS:
        if e164(login.phone) in taken:
            continue
        session.add(
            Account(
                phone=e164(login.phone),
                role=login.role,
                display_name=login.name,
                password_hash=password_hash,
                phone_verified_at=now,
                created_at=now,
                is_sample=True,
                **_belongs_to(session, login.role),
            )
        )
    session.flush()


def _belongs_to(session: Session, role: Role) -> dict[str, Any]:
    if role == Role.SEEKER:
        return {"person_id": _applicant(session)}
    if role == Role.EMPLOYER:
        return {"enterprise_id": _employer(session)}
    if role == Role.SCHOOL:
        return {"school_id": _school(session)}
    if role == Role.COMMUNE:
        unit = session.exec(
            select(Unit.id).where(Unit.name == "Xã An Ninh", col(Unit.valid_to).is_(None))
        ).one()
        return {"unit_id": unit}
    if role == Role.DEPARTMENT:
        return {"department_scope": DepartmentScope.WHOLE}
    return {}


def _applicant(session: Session) -> int:
    """A fictional person with an application still open, or anyone fictional."""
    free = select(Person.id).where(
        col(Person.is_sample),
        col(Person.id).not_in(select(Account.person_id).where(col(Account.person_id).is_not(None))),
    )
    waiting = free.join(Application, col(Application.person_id) == col(Person.id)).where(
        Application.status == ApplicationStatus.INTERVIEW
    )
    for statement in (waiting, free):
        found = session.exec(statement.order_by(col(Person.id)).limit(1)).first()
        if found is not None:
            return found
    raise LookupError("the demo province has nobody in it")


def _employer(session: Session) -> int:
    """The verified fictional firm with the most applications waiting, or any."""
    statement = (
        select(Enterprise.id)
        .join(Opening, col(Opening.enterprise_id) == col(Enterprise.id))
        .where(
            col(Enterprise.is_sample),
            Enterprise.status == EnterpriseStatus.VERIFIED,
            Opening.status == OpeningStatus.OPEN,
        )
        .order_by(col(Opening.posts).desc(), col(Enterprise.id))
        .limit(1)
    )
    found = session.exec(statement).first()
    return found or session.exec(select(Enterprise.id).where(col(Enterprise.is_sample))).first()  # type: ignore[return-value]


def _school(session: Session) -> int:
    """The fictional school whose intake starts next."""
    found = session.exec(
        select(Course.school_id)
        .join(Intake, col(Intake.course_id) == col(Course.id))
        .where(col(Course.is_sample))
        .order_by(col(Intake.seats_taken).desc(), col(Intake.id))
        .limit(1)
    ).first()
    return found or session.exec(select(School.id).where(col(School.is_sample))).first()  # type: ignore[return-value]
