"""What officers see: people and households of their territory, codes waiting, what is due.

Every query starts from the officer's scope.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, and_, col, func, or_, select

from matching import fold
from workforce.accounts.codes import MAX_TRIES
from workforce.communes.scope import Scope
from workforce.households.support import first_decisions, standing_events, steps_reached
from workforce.models import (
    ACTIVE_STATUSES,
    Account,
    Application,
    Enterprise,
    Household,
    HouseholdMember,
    HouseholdRecovery,
    MemberWish,
    OneTimeCode,
    Opening,
    Person,
    Placement,
    RecoveryDecision,
    Role,
    SupportStep,
)

LIST = 10  #: rows of one kind on the home page


@dataclass(frozen=True)
class Counted:
    """The first rows of a list, and how many there are in all."""

    rows: list[Any]
    total: int


def unverified_accounts(session: Session, *, scope: Scope) -> Counted:
    """Return (account, person) of the territory whose number nobody confirmed, oldest first."""
    statement = (
        select(Account, Person)
        .join(Person, col(Person.id) == col(Account.person_id))
        .where(
            scope.people(),
            Account.role == Role.SEEKER,
            col(Account.is_active),
            col(Account.phone).is_not(None),
            col(Account.phone_verified_at).is_(None),
        )
        .order_by(col(Account.created_at), col(Account.id))
    )
    return _counted(session, statement)


def waiting_codes(session: Session, *, scope: Scope, now: dt.datetime) -> list[Any]:
    """Return (code, account, person) that may be read out now, oldest first.

    Only of people at home in the territory: who belongs to no commune yet is found by
    their full number, when they stand at the desk.
    """
    return list(session.exec(_codes(scope.people(), now)))


def code_for(session: Session, *, scope: Scope, code_id: int) -> tuple[Any, Any, Any] | None:
    """Return (code, account, person) of one code, whatever its age; None out of reach."""
    return session.exec(
        select(OneTimeCode, Account, Person)
        .join(Account, col(Account.id) == col(OneTimeCode.account_id))
        .join(Person, col(Person.id) == col(Account.person_id))
        .where(OneTimeCode.id == code_id, Account.role == Role.SEEKER, scope.reachable_people())
    ).first()


def members_without_plan(session: Session, *, scope: Scope) -> Counted:
    """Return members who want work and have no plan, the earliest decision first.

    Rows: (member, person, household, day of the first decision or None).
    """
    rows = session.exec(
        select(HouseholdMember, Person, Household)
        .join(Person, col(Person.id) == col(HouseholdMember.person_id))
        .join(Household, col(Household.id) == col(HouseholdMember.household_id))
        .where(
            scope.households(),
            HouseholdMember.wish == MemberWish.WORK,
            col(Person.erased_at).is_(None),
            col(Person.merged_into_id).is_(None),
        )
    ).all()
    events = standing_events(session, [member.id for member, _person, _household in rows])
    decisions = first_decisions(session, {household.id for _m, _p, household in rows})
    due = [
        (member, person, household, decisions.get(household.id))
        for member, person, household in rows
        if SupportStep.PLANNED not in steps_reached(events.get(member.id, ()))
    ]
    due.sort(key=lambda row: (row[3] is None, row[3].decided_on if row[3] else None, row[0].id))
    return Counted(rows=due[:LIST], total=len(due))


def people(scope: Scope, *, search: str) -> Any:
    """Return the select of people for a search typed by an officer.

    Digits look for the end of a phone number; the whole number also finds who lives
    nowhere yet. Words look in names, without diacritics, in any order. '' lists all, the
    newest first.
    """
    digits = re.sub(r"[\s.+\-]", "", search)
    if digits.isascii() and digits.isdigit():
        return _by_phone(scope, digits)
    statement = select(Person).where(scope.people())
    for word in fold(search).split()[:8]:
        statement = statement.where(col(Person.name_folded).contains(word, autoescape=True))
    if not search:
        return statement.order_by(col(Person.created_at).desc(), col(Person.id).desc())
    return statement.order_by(col(Person.name_folded), col(Person.id))


def account_of(session: Session, person: Person) -> Account | None:
    """Return the account that signs in to the profile, or None."""
    return session.exec(select(Account).where(Account.person_id == person.id)).first()


def applications_of(session: Session, person: Person) -> list[tuple[Application, Opening, Any]]:
    """Return (application, opening, enterprise) of a person, newest first."""
    return list(
        session.exec(
            select(Application, Opening, Enterprise)
            .join(Opening, col(Opening.id) == col(Application.opening_id))
            .join(Enterprise, col(Enterprise.id) == col(Opening.enterprise_id))
            .where(Application.person_id == person.id)
            .order_by(col(Application.created_at).desc(), col(Application.id).desc())
        )
    )


def can_start(application: Application) -> bool:
    """Return whether a start of work may be recorded for it: still open, or hired."""
    return application.status in ACTIVE_STATUSES or application.status == "hired"


def placements_of(session: Session, person: Person) -> list[tuple[Placement, Any]]:
    """Return (placement, enterprise or None) of a person, newest first."""
    return list(
        session.exec(
            select(Placement, Enterprise)
            .join(Enterprise, col(Enterprise.id) == col(Placement.enterprise_id), isouter=True)
            .where(Placement.person_id == person.id)
            .order_by(col(Placement.id).desc())
        )
    )


def memberships_of(session: Session, person: Person, *, scope: Scope) -> list[Any]:
    """Return (member, household) of a person within the territory."""
    return list(
        session.exec(
            select(HouseholdMember, Household)
            .join(Household, col(Household.id) == col(HouseholdMember.household_id))
            .where(HouseholdMember.person_id == person.id, scope.households())
        )
    )


def households(scope: Scope, *, search: str) -> Any:
    """Return the select of households: by code or hamlet, the newest record first."""
    statement = select(Household).where(scope.households())
    if search:
        statement = statement.where(
            or_(
                col(Household.code).icontains(search, autoescape=True),
                col(Household.hamlet).icontains(search, autoescape=True),
            )
        )
    return statement.order_by(col(Household.recorded_at).desc(), col(Household.id).desc())


def members_of(session: Session, household: Household) -> list[tuple[HouseholdMember, Person]]:
    """Return the members of a household in the order they were added."""
    return list(
        session.exec(
            select(HouseholdMember, Person)
            .join(Person, col(Person.id) == col(HouseholdMember.person_id))
            .where(HouseholdMember.household_id == household.id)
            .order_by(col(HouseholdMember.id))
        )
    )


def member_counts(session: Session, household_ids: list[int]) -> dict[int, tuple[int, int]]:
    """Return household id → (members, members who want work)."""
    rows = session.exec(
        select(
            HouseholdMember.household_id,
            func.count(),
            func.count().filter(col(HouseholdMember.wish) == MemberWish.WORK),
        )
        .where(col(HouseholdMember.household_id).in_(household_ids))
        .group_by(col(HouseholdMember.household_id))
    )
    return {household: (members, wanting) for household, members, wanting in rows}


def recoveries_of(session: Session, household: Household) -> list[Any]:
    """Return (recovery, decision) of a household, the earliest decision first."""
    return list(
        session.exec(
            select(HouseholdRecovery, RecoveryDecision)
            .join(RecoveryDecision, col(RecoveryDecision.id) == col(HouseholdRecovery.decision_id))
            .where(HouseholdRecovery.household_id == household.id)
            .order_by(col(RecoveryDecision.decided_on), col(HouseholdRecovery.id))
        )
    )


def member(session: Session, *, scope: Scope, member_id: int) -> Any:
    """Return (member, person, household) within the territory, or None."""
    return session.exec(
        select(HouseholdMember, Person, Household)
        .join(Person, col(Person.id) == col(HouseholdMember.person_id))
        .join(Household, col(Household.id) == col(HouseholdMember.household_id))
        .where(HouseholdMember.id == member_id, scope.households())
    ).first()


def decisions(session: Session, *, scope: Scope) -> list[RecoveryDecision]:
    """Return the decisions an officer may pick: the commune's and those of no commune."""
    statement = select(RecoveryDecision).order_by(
        col(RecoveryDecision.decided_on).desc(), col(RecoveryDecision.id)
    )
    if scope.unit_id is not None:
        statement = statement.where(
            or_(
                RecoveryDecision.unit_id == scope.unit_id,
                col(RecoveryDecision.unit_id).in_(scope.old_unit_ids),
                col(RecoveryDecision.unit_id).is_(None),
            )
        )
    return list(session.exec(statement))


def _codes(condition: Any, now: dt.datetime) -> Any:
    return (
        select(OneTimeCode, Account, Person)
        .join(Account, col(Account.id) == col(OneTimeCode.account_id))
        .join(Person, col(Person.id) == col(Account.person_id))
        .where(
            condition,
            Account.role == Role.SEEKER,
            col(OneTimeCode.used_at).is_(None),
            OneTimeCode.expires_at > now,
            OneTimeCode.attempts < MAX_TRIES,
        )
        .order_by(col(OneTimeCode.created_at), col(OneTimeCode.id))
    )


def _by_phone(scope: Scope, digits: str) -> Any:
    national = "0" + digits[2:] if digits.startswith("84") and len(digits) > 9 else digits
    ending = national[1:] if national.startswith("0") and len(national) > 9 else national
    phones = select(Account.person_id).where(
        col(Account.role) == Role.SEEKER, col(Account.phone).endswith(ending, autoescape=True)
    )
    matches = or_(
        col(Person.contact_phone).endswith(ending, autoescape=True), col(Person.id).in_(phones)
    )
    # A full number names one person; the end of one must not list strangers.
    reach = scope.reachable_people() if len(national) >= 10 else scope.people()
    return select(Person).where(and_(reach, matches)).order_by(col(Person.name_folded))


def _counted(session: Session, statement: Any) -> Counted:
    total = session.exec(
        select(func.count()).select_from(statement.order_by(None).subquery())
    ).one()
    return Counted(rows=list(session.exec(statement.limit(LIST))), total=total)
