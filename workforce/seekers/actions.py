"""Save what a seeker says. Flush, never commit; each page of the profile on its own."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from matching import fold
from workforce import audit
from workforce.accounts.actions import NO_NAME
from workforce.accounts.sessions import revoke_sessions
from workforce.applications.actions import withdraw
from workforce.consents import consents
from workforce.enrolments.actions import leave
from workforce.errors import InvalidInput, NotAllowed
from workforce.i18n import _
from workforce.models import (
    SEEKER_STEPS,
    Account,
    Application,
    ApplicationStatus,
    ConsentPurpose,
    Dismissal,
    Education,
    Enrolment,
    EnrolmentStatus,
    Exposure,
    Person,
    PersonCertificate,
    PersonSkill,
    PhoneChange,
    Placement,
    PrintedCode,
    SensitiveAttributes,
    Sex,
    SharedPhone,
    Skill,
    SkillSource,
    SuggestionList,
    Training,
    Unit,
    UnitSuccession,
    WishedOccupation,
    WorkHistory,
)
from workforce.notices import erasure
from workforce.people import merging
from workforce.seekers.exchange import Incoming
from workforce.suggestions.words import duration

MOST_CHIPS = 40
MOST_WORK, MOST_CERTIFICATES = 12, 15
ERASED_NAME = "Đã xóa"


@dataclass(frozen=True)
class Wishes:
    """Page 1: what work, for how much, when."""

    desired: str
    occupation_ids: Sequence[int]
    wage_min_vnd: int | None
    shift_ok: list[str] | None


@dataclass(frozen=True)
class Experience:
    """Page 2: what the person has done and can do; work is (title, months).

    ``declined_ids`` are skills that were held or read from their words and are no longer ticked.
    """

    about: str
    work: Sequence[tuple[str, int | None]]
    skill_ids: Sequence[int]
    certificates: Sequence[str]
    declined_ids: Collection[int] = ()
    #: (occupation id, its name, months) of chips about work that stayed ticked
    worked: Sequence[tuple[int, str, int | None]] = ()


@dataclass(frozen=True)
class Home:
    """Page 3: where from, how far, what is needed to get there."""

    unit_id: int | None
    max_km: int | None
    needs_shuttle: bool | None
    needs_housing: bool | None
    hamlet: str


@dataclass(frozen=True)
class Schooling:
    """Page 4: schooling, training, age, name, limits."""

    full_name: str
    birth_year: int | None
    education: Education | None
    training: Training | None
    training_field: str
    constraints: str


def own_person(session: Session, *, account: Account, now: dt.datetime) -> Person:
    """Return the account's person, made now if there is none yet.

    Never a profile somebody else made: an officer's record is joined to an account at the
    desk only.
    """
    found = session.get(Person, account.person_id) if account.person_id else None
    if found is not None and found.erased_at is None:
        return found
    name = account.display_name.strip() or NO_NAME
    person = Person(
        full_name=name, name_folded=fold(name), contact_phone=account.phone, created_at=now,
        created_by=account.id, updated_at=now, is_sample=account.is_sample,
    )  # fmt: skip
    session.add(person)
    session.flush()
    account.person_id = person.id
    session.add(account)
    session.flush()
    return person


def save_wishes(session: Session, *, person: Person, wishes: Wishes, now: dt.datetime) -> None:
    """Save page 1; the occupations given replace those confirmed before."""
    person.desired = wishes.desired
    person.wage_min_vnd = wishes.wage_min_vnd
    person.shift_ok = wishes.shift_ok
    session.exec(delete(WishedOccupation).where(col(WishedOccupation.person_id) == person.id))
    for position, occupation_id in enumerate(dict.fromkeys(wishes.occupation_ids), start=1):
        session.add(
            WishedOccupation(person_id=person.id, occupation_id=occupation_id, position=position)
        )
    _saved(session, person, step=1, now=now)


def save_experience(
    session: Session, *, person: Person, experience: Experience, now: dt.datetime
) -> None:
    """Save page 2. Skills proven by a certificate stay, others are as ticked."""
    person.about = experience.about
    known = dict(
        session.exec(
            select(WorkHistory.title, WorkHistory.occupation_id).where(
                WorkHistory.person_id == person.id
            )
        ).all()
    )
    session.exec(delete(WorkHistory).where(col(WorkHistory.person_id) == person.id))
    rows = [(title, months, known.get(title)) for title, months in experience.work]
    titles = {title for title, _months, _key in rows}
    rows += [(name, months, key) for key, name, months in experience.worked if name not in titles]
    for title, months, key in rows:
        session.add(WorkHistory(person_id=person.id, title=title, months=months, occupation_id=key))
    session.exec(delete(PersonCertificate).where(col(PersonCertificate.person_id) == person.id))
    for name in dict.fromkeys(experience.certificates):
        session.add(PersonCertificate(person_id=person.id, name=name))
    _keep_skills(session, person, set(experience.skill_ids))
    _keep_declined(session, person, experience)
    _saved(session, person, step=2, now=now)


def save_home(session: Session, *, person: Person, home: Home, now: dt.datetime) -> None:
    """Save page 3; an old commune brings the new one it became.

    Raises:
        InvalidInput: the unit is not one of ours.
    """
    if home.unit_id is not None:
        person.old_unit_id, person.new_unit_id = _old_and_new(session, home.unit_id)
    person.max_km = home.max_km
    person.needs_shuttle, person.needs_housing = home.needs_shuttle, home.needs_housing
    person.hamlet = home.hamlet
    _saved(session, person, step=3, now=now)


def save_schooling(
    session: Session, *, person: Person, schooling: Schooling, account: Account, now: dt.datetime
) -> None:
    """Save page 4. A birth date an officer recorded stays unless the year differs."""
    person.full_name = schooling.full_name
    person.name_folded = fold(schooling.full_name)
    if person.birth_date is not None and person.birth_date.year != schooling.birth_year:
        person.birth_date = None
    person.birth_year = schooling.birth_year
    person.education, person.training = schooling.education, schooling.training
    person.training_field = schooling.training_field
    person.constraints = schooling.constraints
    account.display_name = schooling.full_name
    session.add(account)
    _saved(session, person, step=4, now=now)


def take_in(
    session: Session, *, person: Person, account: Account, incoming: Incoming, now: dt.datetime
) -> None:
    """Fill empty answers from a file and add to lists; what was answered stays."""
    if person.full_name == NO_NAME and incoming.full_name:
        person.full_name, person.name_folded = incoming.full_name, fold(incoming.full_name)
        account.display_name = incoming.full_name
        session.add(account)
    person.desired = person.desired or incoming.desired
    person.about = person.about or incoming.about
    titles = set(session.exec(select(WorkHistory.title).where(WorkHistory.person_id == person.id)))
    for title, months in incoming.work:
        if title not in titles and len(titles) < MOST_WORK:
            titles.add(title)
            session.add(WorkHistory(person_id=person.id, title=title, months=months))
    names = set(
        session.exec(select(PersonCertificate.name).where(PersonCertificate.person_id == person.id))
    )
    for name in incoming.certificates:
        if name not in names and len(names) < MOST_CERTIFICATES:
            names.add(name)
            session.add(PersonCertificate(person_id=person.id, name=name))
    _saved(session, person, step=person.profile_step, now=now)


def work_line(title: str, months: int | None) -> str:
    """Return 'Thợ may, 2 năm' or the title alone."""
    return f"{title}, {duration(months)}" if months else title


def fill_contact(session: Session, *, person: Person, account: Account) -> None:
    """Make sure an employer can call back: the account's number, if the profile has none."""
    if person.contact_phone is None and account.phone is not None:
        person.contact_phone = account.phone
        session.add(person)
        session.flush()


def set_seeking(session: Session, *, person: Person, is_seeking: bool, now: dt.datetime) -> None:
    """Say whether the person still looks for work."""
    person.is_seeking, person.updated_at = is_seeking, now
    session.add(person)
    session.flush()


def set_consent(
    session: Session,
    *,
    person: Person,
    purpose: ConsentPurpose,
    is_granted: bool,
    by: Account,
    now: dt.datetime,
) -> None:
    """Grant or withdraw one purpose. Withdrawing takes away what stood on it.

    Without consent to matching the stored list, the log of what was shown and what was said
    no to go; without the one for sensitive attributes those go.
    """
    if consents.has_consent(session, person_id=person.id, purpose=purpose) == is_granted:
        return
    record = consents.grant if is_granted else consents.withdraw_consent
    record(session, person_id=person.id, purpose=purpose, channel="self", by=by, now=now)
    if is_granted:
        return
    if purpose == ConsentPurpose.MATCHING:
        _delete_own(session, SuggestionList, person)
        _delete_own(session, Exposure, person)
        _delete_own(session, Dismissal, person)
    elif purpose == ConsentPurpose.SENSITIVE:
        _delete_own(session, SensitiveAttributes, person)
    elif purpose == ConsentPurpose.STATISTICS:
        person.sex = None
        session.add(person)
    session.flush()


def save_sex(session: Session, *, person: Person, sex: Sex | None, now: dt.datetime) -> None:
    """Keep the sex for statistics and the retirement age; only with that consent."""
    if not consents.has_consent(session, person_id=person.id, purpose=ConsentPurpose.STATISTICS):
        raise NotAllowed(_("Anh/chị chưa đồng ý cho thống kê nên phần này để trống."))
    person.sex, person.updated_at = sex, now
    session.add(person)
    session.flush()


def save_sensitive(
    session: Session,
    *,
    person: Person,
    ethnicity: str,
    disability: str,
    poverty: str,
    by: Account,
    now: dt.datetime,
) -> None:
    """Keep sensitive attributes beside the consent that allows it.

    Raises:
        NotAllowed: the person has not said yes to exactly this.
    """
    consent = consents.has_consent(session, person_id=person.id, purpose=ConsentPurpose.SENSITIVE)
    if not consent:
        raise NotAllowed(_("Anh/chị chưa đồng ý cho giữ thông tin này nên phần này để trống."))
    event = consents.events_of(session, person.id)
    proof = [one for one in event if one.purpose == ConsentPurpose.SENSITIVE][-1]
    row = session.get(SensitiveAttributes, person.id) or SensitiveAttributes(
        person_id=person.id, consent_id=proof.id, recorded_at=now
    )
    row.consent_id, row.recorded_at, row.recorded_by = proof.id, now, by.id
    row.ethnicity, row.disability, row.poverty = ethnicity, disability, poverty
    session.add(row)
    session.flush()


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
    accounts = session.exec(select(Account).where(col(Account.person_id).in_(ids))).all()
    closing = {row.id: row for row in [account, *accounts]}
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
                  SensitiveAttributes, SuggestionList, Exposure, Dismissal):  # fmt: skip
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


def _keep_skills(session: Session, person: Person, wanted: set[int]) -> None:
    rows = session.exec(select(PersonSkill).where(PersonSkill.person_id == person.id)).all()
    for row in rows:
        if row.skill_id in wanted:
            if row.source == SkillSource.RECOGNISED:
                row.source = SkillSource.STATED
                session.add(row)
        elif row.source != SkillSource.CERTIFIED:
            session.delete(row)
    known = {row.skill_id for row in rows}
    for skill_id in sorted(wanted - known):
        session.add(PersonSkill(person_id=person.id, skill_id=skill_id, source=SkillSource.STATED))


def _keep_declined(session: Session, person: Person, experience: Experience) -> None:
    """What was taken away once stays away until it is ticked again."""
    held = session.exec(
        select(Skill.key)
        .join(PersonSkill, col(PersonSkill.skill_id) == col(Skill.id))
        .where(PersonSkill.person_id == person.id)
    )
    gone = session.exec(select(Skill.key).where(col(Skill.id).in_(experience.declined_ids)))
    declined = {*gone, *(person.declined_skills or ())} - set(held)
    person.declined_skills = sorted(declined) or None


def _old_and_new(session: Session, unit_id: int) -> tuple[int | None, int | None]:
    unit = session.get(Unit, unit_id)
    if unit is None:
        raise InvalidInput(_("Anh/chị chọn một xã, phường trong danh sách."), "unit")
    became = session.exec(
        select(UnitSuccession.new_unit_id)
        .where(UnitSuccession.old_unit_id == unit_id)
        .order_by(col(UnitSuccession.new_unit_id))
    ).first()
    return (unit_id, became) if became is not None or unit.valid_to else (None, unit_id)


def _saved(session: Session, person: Person, *, step: int, now: dt.datetime) -> None:
    person.profile_step = max(person.profile_step, step)
    person.updated_at = now
    session.add(person)
    session.flush()


def _delete_own(session: Session, model: Any, person: Person) -> None:
    session.exec(delete(model).where(col(model.person_id) == person.id))


def clean_lines(text: str) -> Iterable[str]:
    """Return the lines of a text area that say something."""
    return [line.strip(" -•\t") for line in text.splitlines() if line.strip(" -•\t")]
