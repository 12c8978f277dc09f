"""What an account acts for, found from what somebody typed: a code, a tax code, a name."""

import datetime as dt
from typing import TypeVar

from sqlmodel import Session, col, or_, select

from matching import fold
from workforce.accounts.actions import Organisation
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import DepartmentScope, Enterprise, Role, School, Unit, UnitLevel
from workforce.models.geography import UnitSuccession

Row = TypeVar("Row", Enterprise, School)
FIELD = "organisation"
MAX_ID = 2**31 - 1
SUGGESTED = 3  #: how many firms of a similar name an error names


def find_organisation(session: Session, *, role: Role, text: str, today: dt.date) -> Organisation:
    """Return what an account of ``role`` acts for.

    Args:
        text: enterprise id, tax code or name; school key or id; code or
            name of a commune of today; scope of the department; '' for the other roles.

    Raises:
        InvalidInput: nothing or something else was meant; the sentence says what is needed.
    """
    text = text.strip()
    if role == Role.EMPLOYER:
        return Organisation(enterprise_id=_enterprise(session, text).id)
    if role == Role.SCHOOL:
        return Organisation(school_id=_school(session, text).id)
    if role == Role.COMMUNE:
        return Organisation(unit_id=_commune(session, text, today).id)
    if role == Role.DEPARTMENT:
        return Organisation(department_scope=_scope(text))
    if text:
        raise _wrong(_("Vai trò này không gắn với nơi làm việc nào. Anh/chị để trống."))
    return Organisation()


def _enterprise(session: Session, text: str) -> Enterprise:
    if not text:
        raise _wrong(_("Anh/chị ghi mã số thuế hoặc số của doanh nghiệp."))
    found = session.exec(select(Enterprise).where(Enterprise.tax_code == text)).first()
    found = found or _by_id(session, Enterprise, text)
    if found is None:
        alike = _alike(session, text)
        if len(alike) == 1 and alike[0].name_folded == fold(text):
            return alike[0]
        raise _wrong(_not_found(alike))
    return found


def _alike(session: Session, text: str) -> list[Enterprise]:
    folded = fold(text)
    if not folded:
        return []
    exact = select(Enterprise).where(Enterprise.name_folded == folded)
    part = select(Enterprise).where(col(Enterprise.name_folded).contains(folded, autoescape=True))
    order = col(Enterprise.id)
    return list(session.exec(exact.order_by(order).limit(SUGGESTED))) or list(
        session.exec(part.order_by(order).limit(SUGGESTED))
    )


def _not_found(alike: list[Enterprise]) -> str:
    if not alike:
        return _("Không có doanh nghiệp này. Anh/chị xem lại mã số thuế.")
    names = "; ".join(_("%(name)s (số %(id)s)", name=one.name, id=one.id) for one in alike)
    return _("Anh/chị ghi số của đúng doanh nghiệp. Có tên gần giống: %(names)s.", names=names)


def _school(session: Session, text: str) -> School:
    if not text:
        raise _wrong(_("Anh/chị chọn cơ sở đào tạo."))
    found = session.exec(select(School).where(School.key == text)).first()
    found = found or _by_id(session, School, text)
    found = found or session.exec(select(School).where(School.name_folded == fold(text))).first()
    if found is None:
        raise _wrong(_("Không có cơ sở đào tạo này. Anh/chị ghi số hoặc tên đầy đủ."))
    return found


def _commune(session: Session, text: str, today: dt.date) -> Unit:
    if not text:
        raise _wrong(_("Anh/chị chọn xã, phường."))
    units = session.exec(
        select(Unit).where(
            or_(Unit.code == text, Unit.name_folded == fold(text)),
            Unit.level == UnitLevel.COMMUNE,
        )
    ).all()
    for unit in units:
        if unit.is_current(today):
            return unit
    # Codes were used again after the merger, so an old one is told apart by its days.
    successors = session.exec(
        select(Unit)
        .join(UnitSuccession, col(UnitSuccession.new_unit_id) == col(Unit.id))
        .where(col(UnitSuccession.old_unit_id).in_([unit.id for unit in units]))
        .order_by(col(Unit.code))
    ).all()
    if successors:
        names = ", ".join(f"{unit.name} ({unit.code})" for unit in successors)
        raise _wrong(_("Đó là xã, phường cũ. Nay là: %(names)s.", names=names))
    raise _wrong(_("Không có xã, phường này. Anh/chị ghi mã hoặc tên đầy đủ."))


def _scope(text: str) -> DepartmentScope:
    if text not in set(DepartmentScope):
        raise _wrong(
            _("Anh/chị chọn phần việc của cán bộ: %(scopes)s.", scopes=", ".join(DepartmentScope))
        )
    return DepartmentScope(text)


def _by_id(session: Session, kind: type[Row], text: str) -> Row | None:
    if not (text.isascii() and text.isdigit() and len(text) < 11 and 0 < int(text) <= MAX_ID):
        return None
    return session.get(kind, int(text))


def _wrong(sentence: str) -> InvalidInput:
    return InvalidInput(sentence, FIELD)
