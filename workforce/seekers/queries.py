"""What a seeker's screens read. Every query starts from the person whose screen it is."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from workforce.applications.actions import events_of
from workforce.clock import add_months
from workforce.consents import consents
from workforce.errors import NotFound
from workforce.i18n import _
from workforce.models import (
    CHECK_MONTHS,
    Account,
    Application,
    ApplicationEvent,
    Certificate,
    ConsentEvent,
    ConsentPurpose,
    Course,
    Enrolment,
    EnrolmentEvent,
    Exposure,
    HouseholdMember,
    HouseholdRecovery,
    Intake,
    Occupation,
    OneTimeCode,
    Opening,
    Person,
    PersonCertificate,
    PersonSkill,
    Placement,
    RecoveryDecision,
    SensitiveAttributes,
    SignInSession,
    Skill,
    SkillSource,
    Unit,
    WishedOccupation,
    WorkHistory,
)
from workforce.openings.queries import OpeningRow, rows_of
from workforce.placements import ledger
from workforce.placements.ledger import Episode


@dataclass(frozen=True)
class Profile:
    """A person with all that hangs on the profile."""

    person: Person
    wishes: list[Occupation]
    skills: list[Skill]
    work: list[WorkHistory]
    certificates: list[str]
    old_unit: Unit | None
    new_unit: Unit | None


@dataclass(frozen=True)
class ApplicationRow:
    """An application with its opening, its steps and the episode of work that followed."""

    application: Application
    opening: OpeningRow
    events: list[ApplicationEvent]
    placement: Placement | None
    episode: Episode


@dataclass(frozen=True)
class EnrolmentRow:
    """An enrolment with its course and intake."""

    enrolment: Enrolment
    intake: Intake
    course: Course


def person_of(session: Session, *, account: Account) -> Person | None:
    """Return the account's own person, or None before there is a profile."""
    person = session.get(Person, account.person_id) if account.person_id else None
    return None if person is None or person.erased_at is not None else person


def profile_of(session: Session, *, person: Person) -> Profile:
    """Return the whole profile, in a fixed number of queries."""
    wishes = session.exec(
        select(Occupation)
        .join(WishedOccupation, col(WishedOccupation.occupation_id) == col(Occupation.id))
        .where(WishedOccupation.person_id == person.id)
        .order_by(col(WishedOccupation.position), col(WishedOccupation.id))
    )
    skills = session.exec(
        select(Skill)
        .join(PersonSkill, col(PersonSkill.skill_id) == col(Skill.id))
        .where(PersonSkill.person_id == person.id, PersonSkill.source != SkillSource.RECOGNISED)
        .order_by(col(Skill.name_folded))
    )
    work = session.exec(
        select(WorkHistory).where(WorkHistory.person_id == person.id).order_by(col(WorkHistory.id))
    )
    certificates = session.exec(
        select(PersonCertificate.name)
        .where(PersonCertificate.person_id == person.id)
        .order_by(col(PersonCertificate.id))
    )
    return Profile(
        person=person,
        wishes=list(wishes),
        skills=list(skills),
        work=list(work),
        certificates=list(certificates),
        old_unit=session.get(Unit, person.old_unit_id) if person.old_unit_id else None,
        new_unit=session.get(Unit, person.new_unit_id) if person.new_unit_id else None,
    )


def applications_of(session: Session, *, person: Person) -> list[ApplicationRow]:
    """Return the person's applications, the one that moved last first."""
    applications = session.exec(
        select(Application)
        .where(Application.person_id == person.id)
        .order_by(col(Application.updated_at).desc(), col(Application.id).desc())
    ).all()
    openings = {
        row.opening.id: row
        for row in rows_of(session, [application.opening_id for application in applications])
    }
    placements = {
        placement.application_id: placement
        for placement in session.exec(select(Placement).where(Placement.person_id == person.id))
    }
    episodes = ledger.episodes(session, [placement.id for placement in placements.values()])
    return [
        ApplicationRow(
            application=application,
            opening=openings[application.opening_id],
            events=[],
            placement=(placement := placements.get(application.id)),
            episode=episodes.get(placement.id, Episode()) if placement else Episode(),
        )
        for application in applications
    ]


def application_of(session: Session, *, person: Person, application_id: int) -> ApplicationRow:
    """Return one application with its steps.

    Raises:
        NotFound: there is none with this id, or it is somebody else's.
    """
    application = session.exec(
        select(Application).where(
            Application.id == application_id, Application.person_id == person.id
        )
    ).first()
    if application is None:
        raise NotFound(_("Không có hồ sơ này."))
    placement = session.exec(
        select(Placement).where(Placement.application_id == application.id)
    ).first()
    events = ledger.events_of(session, placement.id) if placement else []
    return ApplicationRow(
        application=application,
        opening=rows_of(session, [application.opening_id])[0],
        events=events_of(session, application.id),
        placement=placement,
        episode=ledger.episode(events),
    )


def applied_to(session: Session, *, person: Person) -> dict[int, Application]:
    """Return the person's applications by opening id."""
    rows = session.exec(select(Application).where(Application.person_id == person.id))
    return {row.opening_id: row for row in rows}


def enrolments_of(session: Session, *, person: Person) -> list[EnrolmentRow]:
    """Return the person's enrolments, the soonest intake last to begin first."""
    rows = session.exec(
        select(Enrolment, Intake, Course)
        .join(Intake, col(Intake.id) == col(Enrolment.intake_id))
        .join(Course, col(Course.id) == col(Intake.course_id))
        .where(Enrolment.person_id == person.id)
        .order_by(col(Intake.starts_on).desc(), col(Enrolment.id).desc())
    )
    return [EnrolmentRow(*row) for row in rows]


def enrolment_of(session: Session, *, person: Person, enrolment_id: int) -> Enrolment:
    """Return one enrolment of the person; NotFound for another's or none."""
    found = session.exec(
        select(Enrolment).where(Enrolment.id == enrolment_id, Enrolment.person_id == person.id)
    ).first()
    if found is None:
        raise NotFound(_("Không có đăng ký này."))
    return found


def enrolment_row(session: Session, *, person: Person, enrolment_id: int) -> EnrolmentRow:
    """Return one enrolment with its class; NotFound for another's or none."""
    found = enrolment_of(session, person=person, enrolment_id=enrolment_id)
    intake = session.get_one(Intake, found.intake_id)
    return EnrolmentRow(found, intake, session.get_one(Course, intake.course_id))


def enrolment_in(session: Session, *, person: Person, intake_id: int) -> Enrolment | None:
    """Return the person's enrolment in an intake, or None."""
    return session.exec(
        select(Enrolment).where(Enrolment.person_id == person.id, Enrolment.intake_id == intake_id)
    ).first()


def enrolment_events(session: Session, enrolment_id: int) -> list[EnrolmentEvent]:
    """Return the enrolment's steps, oldest first."""
    return list(
        session.exec(
            select(EnrolmentEvent)
            .where(EnrolmentEvent.enrolment_id == enrolment_id)
            .order_by(col(EnrolmentEvent.at), col(EnrolmentEvent.id))
        )
    )


def certificate_of(session: Session, *, enrolment_id: int) -> Certificate | None:
    """Return the certificate of an enrolment, a revoked one too; None when there is none."""
    return session.exec(select(Certificate).where(Certificate.enrolment_id == enrolment_id)).first()


def consents_of(session: Session, *, person: Person) -> dict[ConsentPurpose, ConsentEvent]:
    """Return the latest event of each purpose the person ever answered."""
    events = session.exec(
        select(ConsentEvent)
        .where(col(ConsentEvent.person_id).in_(consents.records_of(session, person.id)))
        .order_by(col(ConsentEvent.at), col(ConsentEvent.id))
    )
    return {event.purpose: event for event in events}


def sensitive_of(session: Session, *, person: Person) -> SensitiveAttributes | None:
    """Return the person's own sensitive attributes, for their own eyes."""
    return session.get(SensitiveAttributes, person.id)


def household_of(
    session: Session, *, person: Person
) -> list[tuple[HouseholdMember, RecoveryDecision]]:
    """Return the person's place in a household with each decision that took its land."""
    rows = session.exec(
        select(HouseholdMember, RecoveryDecision)
        .join(
            HouseholdRecovery,
            col(HouseholdRecovery.household_id) == col(HouseholdMember.household_id),
        )
        .join(RecoveryDecision, col(RecoveryDecision.id) == col(HouseholdRecovery.decision_id))
        .where(HouseholdMember.person_id == person.id)
        .distinct()
        .order_by(col(RecoveryDecision.id))
    )
    return [(member, decision) for member, decision in rows]


def devices_of(session: Session, *, account: Account) -> list[SignInSession]:
    """Return the browsers that signed in to the account, newest first."""
    return list(
        session.exec(
            select(SignInSession)
            .where(SignInSession.account_id == account.id)
            .order_by(col(SignInSession.created_at).desc(), col(SignInSession.id).desc())
        )
    )


def codes_read_out(session: Session, *, account: Account) -> list[OneTimeCode]:
    """Return the sign-in codes staff read out for this account, newest first."""
    return list(
        session.exec(
            select(OneTimeCode)
            .where(OneTimeCode.account_id == account.id, col(OneTimeCode.read_out_at).is_not(None))
            .order_by(col(OneTimeCode.read_out_at).desc())
        )
    )


def shown_to(session: Session, *, person: Person) -> list[Any]:
    """Return what was suggested to the person: listed_on, title, position, opened_at."""
    return list(
        session.exec(
            select(  # type: ignore[call-overload]
                Exposure.listed_on, Opening.title, Exposure.position, Exposure.opened_at
            )
            .join(Opening, col(Opening.id) == col(Exposure.opening_id))
            .where(Exposure.person_id == person.id)
            .order_by(col(Exposure.listed_on), col(Exposure.position))
        )
    )


def check_due(row: ApplicationRow, today: dt.date) -> int | None:
    """Return the latest of 1, 3, 6, 12 months that has passed and was not asked; else None."""
    return mark_due(row.episode, today)


def mark_due(episode: Episode, today: dt.date) -> int | None:
    """Return the latest mark of an episode that has passed without an answer; else None."""
    start = episode.started_on
    if start is None or episode.ended_on is not None:
        return None
    passed = [months for months in CHECK_MONTHS if add_months(start, months) <= today]
    return passed[-1] if passed and passed[-1] not in episode.checks else None
