"""What officers do for people at the desk. Flush, never commit."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, delete, select

from matching import fold
from workforce import audit
from workforce.accounts import actions as accounts
from workforce.accounts import numbers
from workforce.accounts.sessions import revoke_sessions
from workforce.consents import consents
from workforce.crypto import DataKey
from workforce.errors import Conflict, InvalidInput
from workforce.i18n import _
from workforce.models import (
    Account,
    Application,
    ConsentPurpose,
    Dismissal,
    Enrolment,
    Exposure,
    HouseholdMember,
    Person,
    PersonCertificate,
    PersonSkill,
    Placement,
    Role,
    SensitiveAttributes,
    SuggestionList,
    WishedOccupation,
    WorkHistory,
)
from workforce.people import national_id

#: profile columns an officer may fill in for somebody
FIELDS = frozenset({
    "full_name", "birth_date", "birth_year", "sex", "contact_phone", "old_unit_id", "new_unit_id",
    "hamlet", "education", "training", "training_field", "about", "desired", "wage_min_vnd",
    "max_km", "needs_shuttle", "needs_housing", "shift_ok", "is_seeking",
})  # fmt: skip
LAST_STEP = 4  #: a profile entered at the desk has no pages left to fill in


@dataclass(frozen=True)
class Entry:
    """A profile as the officer entered it.

    Attributes:
        values: columns of FIELDS.
        national_id: as typed, '' when the person did not show a card.
        agreed: consents the officer read out and the person said yes to.
    """

    values: dict[str, Any]
    national_id: str = ""
    agreed: tuple[ConsentPurpose, ...] = ()


def add_person(
    session: Session, *, entry: Entry, by: Account, data_key: DataKey, now: dt.datetime
) -> Person:
    """Open a profile for somebody at the desk, with their spoken consent.

    Raises:
        InvalidInput: no consent to a profile, or the citizen number is wrong or in use.
    """
    if ConsentPurpose.MATCHING not in entry.agreed:
        raise InvalidInput(
            _("Người dân chưa đồng ý thì không lập hồ sơ. Anh/chị đọc câu này cho họ nghe."),
            "agreed",
        )
    person = Person(
        **_known(entry.values), name_folded=fold(entry.values["full_name"]), created_at=now,
        created_by=by.id, updated_at=now, profile_step=LAST_STEP,
    )  # fmt: skip
    session.add(person)
    session.flush()
    _keep_national_id(session, person, entry, data_key)
    for purpose in entry.agreed:
        consents.grant(
            session, person_id=person.id, purpose=purpose, channel="desk", by=by, now=now
        )
    _log(session, "person.entered", person, by, now)
    return person


def change_person(
    session: Session, *, person: Person, entry: Entry, by: Account, data_key: DataKey,
    now: dt.datetime,
) -> None:  # fmt: skip
    """Correct a profile at the desk; consents ticked now are added, none is taken away.

    Raises:
        InvalidInput: the citizen number is wrong or in use.
    """
    values = _known(entry.values)
    changed = sorted(name for name, value in values.items() if getattr(person, name) != value)
    for name in changed:
        setattr(person, name, values[name])
    person.name_folded, person.updated_at = fold(person.full_name), now
    person.profile_step = max(person.profile_step, LAST_STEP)
    session.add(person)
    session.flush()
    _keep_national_id(session, person, entry, data_key)
    for purpose in entry.agreed:
        if not consents.has_consent(session, person_id=person.id, purpose=purpose):
            consents.grant(
                session, person_id=person.id, purpose=purpose, channel="desk", by=by, now=now
            )
    _log(session, "person.changed", person, by, now, details=",".join(changed))


def give_account(
    session: Session, *, person: Person, phone: str, how: str, by: Account, now: dt.datetime,
    is_shared: bool = False,
) -> Account:  # fmt: skip
    """Let a person sign in to the profile an officer made, after identity was checked.

    An account the person opened on their own is moved over to this profile, and the empty
    profile it came with is emptied; otherwise a new account is opened. The number counts
    as confirmed. All sessions end, so that whoever typed the number first is out.

    Args:
        is_shared: the number is a relative's, who keeps it and their own account.

    Raises:
        InvalidInput: no word on how identity was checked.
        Conflict: the profile has an account, the number is a colleague's, or the profile
            the account came with has a history of its own.
    """
    if not how.strip():
        raise InvalidInput(_("Anh/chị ghi đã kiểm tra người này thế nào."), "how")
    if session.exec(select(Account).where(Account.person_id == person.id)).first():
        raise Conflict(_("Hồ sơ này đã có tài khoản."))
    account = session.exec(select(Account).where(Account.phone == phone)).first()
    if account is None or is_shared:
        holder = account
        account = open_account(
            session, person=person, phone=phone if holder is None else None, by=by, now=now
        )
        if holder is not None:
            numbers.join(
                session, account=account, phone=phone, label=person.full_name.split()[-1][:40],
                by=by, now=now,
            )  # fmt: skip
    else:
        _move_over(session, account, person, by=by, now=now)
    accounts.verify_phone(session, account=account, how=how, by=by, now=now)
    _log(session, "person.account_given", person, by, now, details=f"account={account.id}")
    return account


def open_account(
    session: Session, *, person: Person, phone: str | None, by: Account, now: dt.datetime
) -> Account:
    """Open an account for a profile an officer made; without a number a printed sheet opens it."""
    account = Account(
        phone=phone, role=Role.SEEKER, display_name=person.full_name, person_id=person.id,
        created_at=now, created_by=by.id,
    )  # fmt: skip
    session.add(account)
    session.flush()
    return account


def _move_over(
    session: Session, account: Account, person: Person, *, by: Account, now: dt.datetime
) -> None:
    if account.role != Role.SEEKER:
        raise Conflict(_("Số này là của một tài khoản không phải người tìm việc."))
    left = session.get(Person, account.person_id) if account.person_id else None
    if left is not None and _has_history(session, left.id):
        raise Conflict(
            _("Tài khoản này đã có hồ sơ với việc đã nộp. Anh/chị báo quản trị để gộp hai hồ sơ.")
        )
    account.person_id, account.display_name = person.id, person.full_name
    # Whoever opened the account may not be who stands at the desk: the password goes too.
    account.password_hash = ""
    session.add(account)
    session.flush()
    revoke_sessions(session, account_id=account.id, now=now)
    if left is not None:
        _empty(session, left, now=now)
        _log(session, "person.merged", left, by, now, details=f"into={person.id}")


def _has_history(session: Session, person_id: int) -> bool:
    return any(
        session.exec(select(table).where(table.person_id == person_id)).first() is not None
        for table in (Application, Enrolment, Placement, HouseholdMember, SensitiveAttributes)
    )


def _empty(session: Session, person: Person, *, now: dt.datetime) -> None:
    """Leave nothing of a profile but its row, which consents and the audit log point to."""
    for table in (
        PersonSkill, PersonCertificate, WorkHistory, WishedOccupation, SuggestionList, Exposure,
        Dismissal,
    ):  # fmt: skip
        session.exec(delete(table).where(col(table.person_id) == person.id))
    person.full_name, person.name_folded = "—", ""
    person.birth_date = person.birth_year = person.sex = None
    person.contact_phone = person.old_unit_id = person.new_unit_id = None
    person.national_id_encrypted = person.national_id_index = None
    person.national_id_last4 = person.hamlet = person.about = person.desired = ""
    person.training_field = person.constraints = ""
    person.declined_skills = None
    person.is_seeking, person.erased_at, person.updated_at = False, now, now
    session.add(person)
    session.flush()


def _known(values: dict[str, Any]) -> dict[str, Any]:
    stranger = set(values) - FIELDS
    if stranger:
        raise ValueError(f"not for the desk: {sorted(stranger)}")
    return values


def _keep_national_id(session: Session, person: Person, entry: Entry, data_key: DataKey) -> None:
    if entry.national_id:
        national_id.keep(session, person=person, number=entry.national_id, data_key=data_key)


def _log(
    session: Session, action: str, person: Person, by: Account, now: dt.datetime,
    details: str = "",
) -> None:  # fmt: skip
    audit.record(
        session, account=by, action=action, subject_type="person", subject_id=person.id, now=now,
        details=details,
    )  # fmt: skip
