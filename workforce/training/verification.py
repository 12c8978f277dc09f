"""The department decides which schools are verified and which take no new learners.

Flush, never commit.
"""

import datetime as dt
from enum import StrEnum

from sqlmodel import Session, col, select

from workforce import audit
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import Account, School


class Decision(StrEnum):
    """What may be decided about a school."""

    VERIFY = "verify"
    SUSPEND = "suspend"
    LIFT = "lift"


def decide_on_school(
    session: Session, *, school: School, decision: Decision, reason: str, by: Account,
    now: dt.datetime,
) -> School:  # fmt: skip
    """Verify, suspend or lift a suspension; the same decision twice is one.

    Learners who have a place keep it: a suspended school takes no new ones.

    Raises:
        InvalidInput: suspending without a reason.
    """
    if decision == Decision.SUSPEND and not reason.strip():
        raise InvalidInput(_("Anh/chị ghi lý do để cơ sở biết cần làm gì."), "reason")
    before = (school.is_verified, school.is_suspended)
    if decision == Decision.VERIFY:
        school.is_verified = True
    else:
        school.is_suspended = decision == Decision.SUSPEND
    if before == (school.is_verified, school.is_suspended):
        return school
    if decision == Decision.VERIFY:
        school.verified_at, school.verified_by = now, by.id
    school.status_reason = reason.strip()
    session.add(school)
    audit.record(
        session, account=by, action=f"school.{decision.value}", subject_type="school",
        subject_id=school.id, now=now,
    )  # fmt: skip
    session.flush()
    return school


def schools(session: Session) -> list[School]:
    """Return all schools: who registered and waits first, then suspended, then by name.

    Schools of the reference list have registered nothing yet.
    """
    rows = session.exec(select(School).order_by(col(School.name_folded), col(School.id)))
    return sorted(rows, key=lambda one: (is_waiting(one) is False, not one.is_suspended))


def is_waiting(school: School) -> bool:
    """Whether a school registered here and nobody decided about it yet."""
    return school.key is None and not school.is_verified
