"""Issue, release the name, revoke. Flush, never commit."""

import datetime as dt
import secrets

from sqlmodel import Session, col, delete, select

from workforce import audit, clock
from workforce.courses.queries import skills_of
from workforce.errors import Conflict, InvalidInput
from workforce.i18n import _
from workforce.models import (
    Account,
    Certificate,
    Course,
    Enrolment,
    EnrolmentStatus,
    Intake,
    NameShown,
    School,
)
from workforce.once import add_once

TOKEN_BYTES = 18  #: 24 letters in an address


def issue(session: Session, *, enrolment: Enrolment, by: Account, now: dt.datetime) -> Certificate:
    """Return the certificate of a finished course, made now or found.

    Course, school and skills are written down as they are today: a course may be renamed.
    The name starts hidden; only the holder releases it.

    Raises:
        Conflict: the course is not finished.
    """
    if enrolment.status != EnrolmentStatus.COMPLETED:
        raise Conflict(_("Học viên chưa học xong nên chưa cấp chứng nhận được."))
    found = _certificate(session, enrolment.id)
    if found is not None:
        return found
    intake = session.get_one(Intake, enrolment.intake_id)
    course = session.get_one(Course, intake.course_id)
    made = Certificate(
        enrolment_id=enrolment.id,
        token=secrets.token_urlsafe(TOKEN_BYTES),
        school_id=course.school_id,
        school_name=session.get_one(School, course.school_id).name,
        course_title=course.title,
        hours_total=course.hours_total,
        skills=[skill.name_vi for skill in skills_of(session, course.id)],
        completed_on=clock.local(now).date(),
        issued_at=now,
        issued_by=by.id,
        is_sample=course.is_sample,
    )
    kept, is_new = add_once(session, made, lambda: _certificate(session, enrolment.id))
    if is_new:
        _log(session, by, "certificate.issued", kept, now)
    return kept


def release_name(
    session: Session, *, certificate: Certificate, shown: NameShown, by: Account, now: dt.datetime
) -> None:
    """Let others read the name on the public page, in whole, in part or not at all."""
    if certificate.name_shown == shown:
        return
    certificate.name_shown = shown
    session.add(certificate)
    _log(session, by, f"certificate.name_{shown.value}", certificate, now)


def revoke(
    session: Session, *, certificate: Certificate, reason: str, by: Account, now: dt.datetime
) -> None:
    """Take a certificate back; twice is once. The public page says so from now on.

    Raises:
        InvalidInput: no reason.
    """
    session.refresh(certificate, with_for_update=True)
    if certificate.revoked_at is not None:
        return
    if not reason.strip():
        raise InvalidInput(_("Anh/chị ghi vì sao thu hồi."), "reason")
    certificate.revoked_at, certificate.revoked_by = now, by.id
    certificate.revoked_reason = reason.strip()
    session.add(certificate)
    _log(session, by, "certificate.revoked", certificate, now)


def forget(session: Session, *, person_ids: list[int]) -> None:
    """Remove the certificates of people who erase their profile."""
    own = select(Enrolment.id).where(col(Enrolment.person_id).in_(person_ids))
    session.exec(delete(Certificate).where(col(Certificate.enrolment_id).in_(own)))


def _certificate(session: Session, enrolment_id: int) -> Certificate | None:
    return session.exec(select(Certificate).where(Certificate.enrolment_id == enrolment_id)).first()


def _log(
    session: Session, by: Account, action: str, certificate: Certificate, now: dt.datetime
) -> None:
    audit.record(
        session, account=by, action=action, subject_type="enrolment",
        subject_id=certificate.enrolment_id, now=now,
    )  # fmt: skip
    session.flush()
