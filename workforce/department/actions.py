"""What the department decides: which enterprises are verified."""

import datetime as dt

from sqlmodel import Session

from workforce import audit
from workforce.errors import Conflict, InvalidInput
from workforce.i18n import _
from workforce.models import Account, Enterprise, EnterpriseStatus

E = EnterpriseStatus
#: from where a decision may lead where
DECISIONS: dict[EnterpriseStatus, frozenset[EnterpriseStatus]] = {
    E.PENDING: frozenset({E.VERIFIED, E.SUSPENDED}),
    E.VERIFIED: frozenset({E.SUSPENDED, E.CLOSED}),
    E.SUSPENDED: frozenset({E.VERIFIED, E.CLOSED}),
}


def decide_on_enterprise(
    session: Session,
    *,
    enterprise: Enterprise,
    status: EnterpriseStatus,
    reason: str,
    by: Account,
    now: dt.datetime,
) -> Enterprise:
    """Verify, suspend or close an enterprise; the same decision twice is one.

    Raises:
        Conflict: the decision does not follow from the present status.
        InvalidInput: suspending or closing without a reason.
    """
    if enterprise.status == status:
        return enterprise
    if status not in DECISIONS.get(enterprise.status, frozenset()):
        raise Conflict(_("Doanh nghiệp này đã đổi trạng thái. Anh/chị tải lại trang để xem."))
    if status != E.VERIFIED and not reason.strip():
        raise InvalidInput(_("Anh/chị ghi lý do để doanh nghiệp biết cần làm gì."), "reason")
    enterprise.status, enterprise.status_reason = status, reason.strip()
    if status == E.VERIFIED:
        enterprise.verified_at, enterprise.verified_by = now, by.id
    session.add(enterprise)
    audit.record(
        session, account=by, action=f"enterprise.{status.value}", subject_type="enterprise",
        subject_id=enterprise.id, now=now,
    )  # fmt: skip
    session.flush()
    return enterprise
