"""How long a refused application stays with the enterprise. Flush, never commit.

The enterprise loses sight of it on its day (Law 91/2025/QH15 art. 25), asked at each look;
what is removed here is what nobody needs after that day.
"""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, delete, or_, select

from workforce.clock import local
from workforce.consents import consents
from workforce.errors import Conflict
from workforce.i18n import _
from workforce.models import (
    Account,
    Application,
    ApplicationStatus,
    ConsentPurpose,
    Invitation,
    InvitationAnswer,
    Opening,
    OpeningStatus,
)
from workforce.reference.rates import rate_number

KIND = "applicant_data_retention_days"


@dataclass(frozen=True)
class Done:
    """What one run changed."""

    dated: int
    emptied: int
    let_go: int
    invitations: int


def keep(
    session: Session, *, application: Application, by: Account, today: dt.date, now: dt.datetime
) -> Application:
    """Let the enterprise keep a refused application, to be asked again; twice is once.

    Raises:
        Conflict: it is not refused, or the enterprise lost sight of it already.
    """
    session.refresh(application, with_for_update={"key_share": True})
    hidden_on = application.hidden_from_employer_on
    if application.status != ApplicationStatus.REFUSED or (hidden_on and hidden_on <= today):
        raise Conflict(_("Doanh nghiệp không còn xem hồ sơ này nên không giữ lại được."))
    if application.kept_until is not None and application.kept_until > today:
        return application
    consents.grant(
        session, person_id=application.person_id, purpose=ConsentPurpose.KEEP_PROFILE,
        channel="self", by=by, now=now,
    )  # fmt: skip
    days = int(rate_number(session, KIND, "kept", on=today))
    application.kept_until = today + dt.timedelta(days=days)
    session.add(application)
    session.flush()
    return application


def let_go(session: Session, *, application: Application) -> None:
    """Take back that this enterprise keeps the application; the day of the law holds again."""
    application.kept_until = None
    session.add(application)
    session.flush()


def let_go_all(session: Session, *, person_id: int) -> None:
    """Take it back everywhere: the consent to be kept was withdrawn."""
    rows = session.exec(
        select(Application).where(
            Application.person_id == person_id, col(Application.kept_until).is_not(None)
        )
    )
    for application in rows.all():
        let_go(session, application=application)


def run(session: Session, *, today: dt.date) -> Done:
    """Do what is due; a second run on the same day changes nothing.

    A refused application without a day gets it; one past its day loses the applicant's message;
    a term of keeping that is over ends; invitations nobody took up go after their days.
    """
    refused = Application.status == ApplicationStatus.REFUSED
    days = dt.timedelta(days=int(rate_number(session, KIND, "refused", on=today)))
    undated = session.exec(
        select(Application).where(refused, col(Application.hidden_from_employer_on).is_(None))
    ).all()
    for one in undated:
        one.hidden_from_employer_on = local(one.updated_at).date() + days
    over = session.exec(select(Application).where(col(Application.kept_until) <= today)).all()
    for one in over:
        one.kept_until = None
    session.flush()
    past = session.exec(
        select(Application).where(
            refused,
            col(Application.hidden_from_employer_on) <= today,
            col(Application.kept_until).is_(None),
            Application.message != "",
        )
    ).all()
    for one in past:
        one.message = ""
    session.add_all([*undated, *over, *past])
    session.flush()
    return Done(len(undated), len(past), len(over), _forget_invitations(session, today))


def _forget_invitations(session: Session, today: dt.date) -> int:
    """Remove invitations nobody took up, of openings over, once their days are over."""
    days = int(rate_number(session, "invitation", "retention_days", on=today))
    before = dt.datetime.combine(today, dt.time(), dt.UTC) - dt.timedelta(days=days)
    over = select(Opening.id).where(
        or_(Opening.status != OpeningStatus.OPEN, col(Opening.deadline) < today)
    )
    gone = session.exec(
        delete(Invitation).where(
            col(Invitation.answer) != InvitationAnswer.APPLIED,
            col(Invitation.invited_at) < before,
            col(Invitation.opening_id).in_(over),
        )
    )
    return gone.rowcount
