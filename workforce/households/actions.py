"""Record land recovery, households and how their support goes. Flush, never commit.

The duty is a support plan for people whose land was taken: training, another trade,
other work, so that they soon settle (resolution IV.5). What a member wants decides whether
they are counted; declining help is a right.
"""

import datetime as dt

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, func, select

from matching import fold
from workforce import audit
from workforce.errors import Conflict, InvalidInput
from workforce.i18n import _
from workforce.models import (
    Account,
    Household,
    HouseholdMember,
    HouseholdRecovery,
    LandType,
    MemberWish,
    Person,
    RecoveryDecision,
    SupportEvent,
    SupportStep,
    Unit,
)


def register_decision(
    session: Session,
    *,
    number: str,
    decided_on: dt.date,
    project: str,
    zone_id: int | None,
    unit_id: int | None,
    by: Account,
    today: dt.date,
    now: dt.datetime,
) -> RecoveryDecision:
    """Record a land-recovery decision; its day starts the support clock.

    Raises:
        InvalidInput: a day in the future.
        Conflict: the decision is on record already.
    """
    if decided_on > today:
        raise InvalidInput(_("Ngày quyết định không thể ở tương lai."), "decided_on")
    decision = RecoveryDecision(
        number=number, decided_on=decided_on, project=project, zone_id=zone_id, unit_id=unit_id,
        recorded_at=now, recorded_by=by.id,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(decision)
    except IntegrityError:
        raise Conflict(_("Quyết định này đã có. Anh/chị chọn nó trong danh sách.")) from None
    _log(session, "recovery_decision.recorded", "recovery_decision", decision.id, by, now)
    return decision


def register_household(
    session: Session,
    *,
    decision: RecoveryDecision,
    land_type: LandType,
    area_m2: float | None,
    unit: Unit,
    old_unit_id: int | None,
    hamlet: str = "",
    is_resettled: bool | None = None,
    code: str = "",
    by: Account,
    now: dt.datetime,
) -> Household:
    """Record a household and what a decision takes from it.

    Args:
        unit: today's commune.
        code: the household's number in the commune's papers; made up from the commune's
            code when empty.

    Raises:
        Conflict: the code is another household's.
    """
    household = Household(
        code=code or _next_code(session, unit), old_unit_id=old_unit_id, new_unit_id=unit.id,
        hamlet=hamlet, is_resettled=is_resettled, recorded_at=now, recorded_by=by.id,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(household)
    except IntegrityError:
        raise Conflict(_("Mã số này đã dùng cho một gia đình khác.")) from None
    add_recovery(
        session, household=household, decision=decision, land_type=land_type, area_m2=area_m2
    )
    _log(session, "household.recorded", "household", household.id, by, now)
    return household


def add_recovery(
    session: Session,
    *,
    household: Household,
    decision: RecoveryDecision,
    land_type: LandType,
    area_m2: float | None,
) -> HouseholdRecovery:
    """Record land of one type that a decision takes from a household.

    Raises:
        Conflict: the same land type of the same decision is on record.
    """
    recovery = HouseholdRecovery(
        household_id=household.id, decision_id=decision.id, land_type=land_type, area_m2=area_m2
    )
    try:
        with session.begin_nested():
            session.add(recovery)
    except IntegrityError:
        raise Conflict(_("Phần đất này của gia đình đã được ghi.")) from None
    return recovery


def add_new_member(
    session: Session,
    *,
    household: Household,
    full_name: str,
    birth_year: int | None,
    relation: str,
    wish: MemberWish | None,
    by: Account,
    now: dt.datetime,
) -> HouseholdMember:
    """Add somebody who has no profile yet: a short one is opened.

    The basis is the legal duty to support, not consent, so nothing but what the duty
    needs is kept, and only who wants work is looking for work.
    """
    person = Person(
        full_name=full_name,
        name_folded=fold(full_name),
        birth_year=birth_year,
        old_unit_id=household.old_unit_id,
        new_unit_id=household.new_unit_id,
        hamlet=household.hamlet,
        is_seeking=wish == MemberWish.WORK,
        created_at=now,
        created_by=by.id,
        updated_at=now,
        is_sample=household.is_sample,
    )
    session.add(person)
    session.flush()
    return add_member(
        session, household=household, person=person, relation=relation, wish=wish, by=by, now=now
    )


def add_member(
    session: Session,
    *,
    household: Household,
    person: Person,
    relation: str,
    wish: MemberWish | None,
    by: Account,
    now: dt.datetime,
) -> HouseholdMember:
    """Add a person to a household.

    Raises:
        Conflict: the person is a member already.
    """
    member = HouseholdMember(
        household_id=household.id, person_id=person.id, relation=relation, wish=wish
    )
    try:
        with session.begin_nested():
            session.add(member)
    except IntegrityError:
        raise Conflict(_("Người này đã có trong gia đình.")) from None
    _log(session, "household_member.added", "household_member", member.id, by, now)
    return member


def set_wish(
    session: Session, *, member: HouseholdMember, wish: MemberWish, by: Account, now: dt.datetime
) -> None:
    """Record what the member wants; the profile follows, work or no work."""
    member.wish = wish
    person = session.get_one(Person, member.person_id)
    person.is_seeking, person.updated_at = wish == MemberWish.WORK, now
    session.add_all((member, person))
    session.flush()
    _log(session, "household_member.asked", "household_member", member.id, by, now)


def record_support(
    session: Session,
    *,
    member: HouseholdMember,
    step: SupportStep,
    occurred_on: dt.date,
    note: str = "",
    by: Account,
    today: dt.date,
    now: dt.datetime,
) -> SupportEvent:
    """Record that the member was counselled or has a plan.

    Raises:
        InvalidInput: a day in the future, or a step that is not recorded by staff.
    """
    if step == SupportStep.VOIDED:
        raise InvalidInput(_("Anh/chị chọn việc đã làm."), "step")
    if occurred_on > today:
        raise InvalidInput(_("Việc chưa diễn ra thì chưa ghi được."), "occurred_on")
    event = SupportEvent(
        member_id=member.id, step=step, occurred_on=occurred_on, note=note, recorded_at=now,
        recorded_by=by.id,
    )  # fmt: skip
    session.add(event)
    session.flush()
    _log(session, f"support.{step.value}", "household_member", member.id, by, now)
    return event


def void_support(
    session: Session, *, event: SupportEvent, reason: str, by: Account, today: dt.date,
    now: dt.datetime,
) -> SupportEvent:  # fmt: skip
    """Declare a support event a mistake; it stays readable and counts no more.

    Raises:
        InvalidInput: no reason.
        Conflict: it is void already.
    """
    if not reason.strip():
        raise InvalidInput(_("Anh/chị ghi vì sao dòng này sai."), "reason")
    done = session.exec(select(SupportEvent).where(SupportEvent.voids_event_id == event.id)).first()
    if done is not None or event.step == SupportStep.VOIDED:
        raise Conflict(_("Dòng này đã được hủy."))
    void = SupportEvent(
        member_id=event.member_id, step=SupportStep.VOIDED, occurred_on=today, note=reason.strip(),
        recorded_at=now, recorded_by=by.id, voids_event_id=event.id,
    )  # fmt: skip
    session.add(void)
    session.flush()
    _log(session, "support.voided", "household_member", event.member_id, by, now)
    return void


def _next_code(session: Session, unit: Unit) -> str:
    """Return '31507-0012': the commune's code and a running number."""
    prefix = f"{unit.code}-"
    last = session.exec(
        select(func.max(Household.code)).where(
            Household.code.like(f"{prefix}____")  # type: ignore[attr-defined]
        )
    ).one()
    number = int(last.removeprefix(prefix)) if last and last[len(prefix) :].isdigit() else 0
    return f"{prefix}{number + 1:04d}"


def _log(
    session: Session, action: str, subject_type: str, subject_id: int, by: Account, now: dt.datetime
) -> None:
    audit.record(
        session, account=by, action=action, subject_type=subject_type, subject_id=subject_id,
        now=now,
    )  # fmt: skip
