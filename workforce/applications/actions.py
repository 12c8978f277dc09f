"""Apply, withdraw, move on. Flush, never commit."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from workforce import audit
from workforce.applications.sharing import stored
from workforce.consents import consents
from workforce.errors import Conflict, InvalidInput, NotAllowed
from workforce.i18n import _
from workforce.invitations import actions as invitations
from workforce.models import (
    EMPLOYER_STEPS,
    SEEKER_STEPS,
    Account,
    Application,
    ApplicationEvent,
    ApplicationStatus,
    ConsentPurpose,
    Opening,
    Person,
    Role,
)
from workforce.notices import events
from workforce.people.age import age_on
from workforce.reference.rates import rate_number


class OpeningClosed(Conflict):
    """The opening takes no more applications."""


class TooYoung(NotAllowed):
    """The law sets an age this person has not reached."""


class NeedsGuardian(NotAllowed):
    """Below the adult age, without a parent's or guardian's recorded consent."""


#: rotating shifts pass through the night, too
NIGHT_SHIFTS = frozenset({"ca_dem", "xoay_ca"})


def apply_to_opening(
    session: Session,
    *,
    person: Person,
    opening: Opening,
    message: str = "",
    shared: Collection[str] | None = None,
    sent_by: Account | None,
    today: dt.date,
    now: dt.datetime,
) -> Application:
    """Return the person's application to the opening, made now or found.

    A second click, or a repeat after a lost answer, finds the first application; a
    withdrawn one is sent again with the message and the parts chosen now. The consent to
    share with this enterprise is recorded beside it, in the same transaction.

    Args:
        shared: parts of the profile the employer may see (``sharing.Part``); None: all.

    Raises:
        OpeningClosed: the deadline has passed or the opening is not open.
        TooYoung: below the labour age, or below the adult age for hazardous or night
            work (Labour Code; ages from ``policy_rate``). An unknown age never refuses.
        NeedsGuardian: below the adult age, and no guardian's consent is on record.
    """
    found = _application(session, person_id=person.id, opening_id=opening.id)
    if found is not None:
        locked(session, found)
        if found.status != ApplicationStatus.WITHDRAWN:
            return found
    if not opening.is_open(today):
        raise OpeningClosed(_("Việc làm này đã hết hạn nộp hồ sơ. Anh/chị xem việc tương tự."))
    _check_age(session, person=person, opening=opening, today=today)
    if found is None:
        found = Application(
            person_id=person.id,
            opening_id=opening.id,
            sent_by=sent_by.id if sent_by else None,
            created_at=now,
            updated_at=now,
        )
        winner = _insert_once(session, found)
        if winner is not found:
            return winner
    consent = consents.grant(
        session,
        person_id=person.id,
        purpose=ConsentPurpose.SHARE_APPLICATION,
        channel="self" if sent_by is None or sent_by.person_id == person.id else "desk",
        by=sent_by,
        now=now,
    )
    found.message, found.consent_id = message, consent.id
    found.shared = stored(shared)
    note_step(session, found, ApplicationStatus.SENT, by=sent_by, now=now)
    events.application_received(session, application=found, now=now)
    invitations.note_applied(session, person_id=person.id, opening_id=opening.id, now=now)
    return found


def withdraw(
    session: Session, *, application: Application, by: Account, now: dt.datetime
) -> Application:
    """Take the application back; doing it twice is doing it once.

    Raises:
        Conflict: it has already been answered.
    """
    locked(session, application)
    if application.status == ApplicationStatus.WITHDRAWN:
        return application
    if ApplicationStatus.WITHDRAWN not in SEEKER_STEPS.get(application.status, frozenset()):
        raise Conflict(_("Hồ sơ này đã có kết quả nên không rút được nữa."))
    note_step(session, application, ApplicationStatus.WITHDRAWN, by=by, now=now)
    return application


def move_on(
    session: Session,
    *,
    application: Application,
    to: ApplicationStatus,
    by: Account,
    reason: str = "",
    now: dt.datetime,
    today: dt.date,
) -> Application:
    """Take the employer's next step; the same step twice is one.

    HIRED is not taken here but by ``placements.actions.confirm_hire``, which opens the
    episode in the ledger as well.

    Raises:
        Conflict: the application has moved on or was withdrawn.
        InvalidInput: a refusal without a reason the person can use.
    """
    locked(session, application)
    if application.status == to:
        return application
    steps = EMPLOYER_STEPS.get(application.status, frozenset()) - {ApplicationStatus.HIRED}
    if to not in steps:
        raise Conflict(_("Hồ sơ này đã đổi trạng thái. Anh/chị tải lại trang để xem."))
    if to == ApplicationStatus.REFUSED:
        if not reason.strip():
            raise InvalidInput(_("Anh/chị ghi lý do để người nộp biết cần bổ sung gì."), "reason")
        days = rate_number(session, "applicant_data_retention_days", "refused", on=today)
        application.hidden_from_employer_on = today + dt.timedelta(days=int(days))
    note_step(session, application, to, by=by, now=now, reason=reason)
    if to != ApplicationStatus.SEEN:  # being looked at is no news worth a message
        events.application_moved(session, application=application, now=now)
    return application


def record_hired(
    session: Session, *, application: Application, by: Account, now: dt.datetime
) -> None:
    """Move the application to HIRED; raise Conflict when that step is not open."""
    locked(session, application)
    if application.status == ApplicationStatus.HIRED:
        return
    if ApplicationStatus.HIRED not in EMPLOYER_STEPS.get(application.status, frozenset()):
        raise Conflict(_("Hồ sơ này đã rút hoặc đã có kết quả nên không xác nhận được."))
    note_step(session, application, ApplicationStatus.HIRED, by=by, now=now)


def events_of(session: Session, application_id: int) -> list[ApplicationEvent]:
    """Return the application's steps, oldest first."""
    return list(
        session.exec(
            select(ApplicationEvent)
            .where(ApplicationEvent.application_id == application_id)
            .order_by(col(ApplicationEvent.at), col(ApplicationEvent.id))
        )
    )


def _check_age(session: Session, *, person: Person, opening: Opening, today: dt.date) -> None:
    age = age_on(person, today)
    if age is None:
        return
    minimum = rate_number(session, "working_age_years", "minimum", on=today)
    adult = rate_number(session, "working_age_years", "adult", on=today)
    if age < minimum:
        raise TooYoung(
            _("Theo luật, người từ %(age)s tuổi mới được nhận vào làm.", age=int(minimum))
        )
    if age >= adult:
        return
    if opening.is_hazardous or NIGHT_SHIFTS & set(opening.shifts or ()):
        raise TooYoung(
            _("Theo luật, việc nặng nhọc hoặc ca đêm chỉ nhận người từ %(age)s tuổi.",
              age=int(adult))
        )  # fmt: skip
    if not consents.has_consent(session, person_id=person.id, purpose=ConsentPurpose.GUARDIAN):
        raise NeedsGuardian(
            _("Anh/chị chưa đủ %(age)s tuổi: cha mẹ hoặc người giám hộ cần đồng ý trước. "
              "Anh/chị cùng cha mẹ đến xã, phường để ghi.", age=int(adult))
        )  # fmt: skip


def _application(session: Session, *, person_id: int, opening_id: int) -> Application | None:
    return session.exec(
        select(Application).where(
            Application.person_id == person_id, Application.opening_id == opening_id
        )
    ).first()


def locked(session: Session, application: Application) -> None:
    """Read the row as it stands now and keep it: a hire and a withdrawal cannot both win."""
    session.refresh(application, with_for_update={"key_share": True})


def _insert_once(session: Session, application: Application) -> Application:
    """Insert, or return the row another request inserted a moment earlier."""
    try:
        with session.begin_nested():
            session.add(application)
    except IntegrityError:
        winner = _application(
            session, person_id=application.person_id, opening_id=application.opening_id
        )
        if winner is None:
            raise
        return winner
    return application


def note_step(
    session: Session,
    application: Application,
    to: ApplicationStatus,
    *,
    by: Account | None,
    now: dt.datetime,
    reason: str = "",
) -> None:
    """Write one step of an application; the rules above say which is open."""
    application.status, application.updated_at = to, now
    session.add(application)
    session.add(
        ApplicationEvent(
            application_id=application.id,
            status=to,
            at=now,
            recorded_by=by.id if by else None,
            reason=reason,
        )
    )
    if by is not None and by.role != Role.SEEKER:
        audit.record(
            session,
            account=by,
            action=f"application.{to.value}",
            subject_type="application",
            subject_id=application.id,
            now=now,
        )
    session.flush()
