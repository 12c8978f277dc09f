"""Erase a person at their own request. Flush, never commit."""

import datetime as dt
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from matching import fold
from workforce import audit
from workforce.accounts.sessions import revoke_sessions
from workforce.applications.actions import withdraw
from workforce.certificates import actions as certificates
from workforce.complaints import actions as complaints
from workforce.enrolments.actions import leave
from workforce.models import (
    SEEKER_STEPS,
    Account,
    Application,
    ApplicationStatus,
    Dismissal,
    Enrolment,
    EnrolmentStatus,
    Exposure,
    Invitation,
    Person,
    PersonCertificate,
    PersonSkill,
    PhoneChange,
    Placement,
    PrintedCode,
    SensitiveAttributes,
    SharedPhone,
    SuggestionList,
    WishedOccupation,
    WorkHistory,
)
from workforce.notices import erasure
from workforce.people import merging

ERASED_NAME = "Đã xóa"


def erase(session: Session, *, person: Person, account: Account, now: dt.datetime) -> None:
    """Erase the person at their own request (Law 91/2025/QH15).

    What is waiting is withdrawn; the profile and everything hanging on it goes; the
    account is closed and its sessions end. Steps, consents and the ledger stay without a
    name: reports of the past come out the same (service rules, 'Truth of the figures').
    """
    records = [session.get_one(Person, key) for key in merging.records_of(session, person.id)]
    for record in records:
        _erase_record(session, record, account, now)
    merging.forget(session, person_ids=[one.id for one in records])
    ids = [one.id for one in records]
    certificates.forget(session, person_ids=ids)
    accounts = session.exec(select(Account).where(col(Account.person_id).in_(ids))).all()
    closing = {row.id: row for row in [account, *accounts]}
    complaints.forget(session, account_ids=list(closing))
    erasure.forget(session, person_ids=ids, account_ids=list(closing))
    for one in closing.values():
        _close_account(session, one, now)
    audit.record(
        session, account=account, action="person.erased", subject_type="person",
        subject_id=person.id, now=now,
    )  # fmt: skip
    session.flush()


def _erase_record(session: Session, person: Person, account: Account, now: dt.datetime) -> None:
    _withdraw_all(session, person, account, now)
    for model in (WorkHistory, PersonSkill, PersonCertificate, WishedOccupation,
                  SensitiveAttributes, SuggestionList, Exposure, Dismissal,
                  Invitation):  # fmt: skip
        _delete_own(session, model, person)
    for application in session.exec(select(Application).where(Application.person_id == person.id)):
        application.message = ""
        session.add(application)
    for placement in session.exec(select(Placement).where(Placement.person_id == person.id)):
        placement.person_id = None
        session.add(placement)
    for name, value in _blank().items():
        setattr(person, name, value)
    person.erased_at = person.updated_at = now
    session.add(person)
    session.flush()


def _close_account(session: Session, account: Account, now: dt.datetime) -> None:
    for model in (SharedPhone, PhoneChange, PrintedCode):
        session.exec(delete(model).where(col(model.account_id) == account.id))
    account.phone, account.password_hash, account.display_name = None, "", ERASED_NAME
    account.is_active, account.person_id = False, None
    session.add(account)
    session.flush()
    revoke_sessions(session, account_id=account.id, now=now)


def _blank() -> dict[str, Any]:
    texts = ("hamlet", "training_field", "about", "desired", "constraints", "national_id_last4")
    unknown = (
        "birth_date", "birth_year", "sex", "national_id_encrypted", "national_id_index",
        "contact_phone", "old_unit_id", "new_unit_id", "education", "training", "wage_min_vnd",
        "max_km", "needs_shuttle", "needs_housing", "shift_ok", "declined_skills",
    )  # fmt: skip
    return {
        "full_name": ERASED_NAME,
        "name_folded": fold(ERASED_NAME),
        "is_seeking": False,
        "profile_step": 0,
        **dict.fromkeys(texts, ""),
        **dict.fromkeys(unknown),
    }


def _withdraw_all(session: Session, person: Person, account: Account, now: dt.datetime) -> None:
    for application in session.exec(
        select(Application).where(Application.person_id == person.id)
    ).all():
        if ApplicationStatus.WITHDRAWN in SEEKER_STEPS.get(application.status, ()):
            withdraw(session, application=application, by=account, now=now)
    waiting = (EnrolmentStatus.ACCEPTED, EnrolmentStatus.WAITING, EnrolmentStatus.ATTENDING)
    for enrolment in session.exec(select(Enrolment).where(Enrolment.person_id == person.id)).all():
        if enrolment.status in waiting:
            leave(session, enrolment=enrolment, by=account, now=now)


def _delete_own(session: Session, model: Any, person: Person) -> None:
    session.exec(delete(model).where(col(model.person_id) == person.id))
