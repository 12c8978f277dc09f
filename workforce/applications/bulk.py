"""One answer to many applicants, and the list of those an enterprise thinks of. Flush only."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from workforce import audit
from workforce.applications.actions import locked, move_on, note_step
from workforce.models import (
    EMPLOYER_STEPS,
    Account,
    Application,
    ApplicationEvent,
    ApplicationStatus,
)
from workforce.notices import events

S = ApplicationStatus
#: the reason of the step that puts an application on the list; the applicant reads it, so it
#: is kept in Vietnamese like every reason
SHORTLISTED = "Đưa vào danh sách chọn"


@dataclass(frozen=True)
class Moved:
    """How many took the step now, and how many could not take it any more."""

    done: int
    left: int


def move_many(
    session: Session,
    *,
    applications: Sequence[Application],
    to: ApplicationStatus,
    by: Account,
    reason: str = "",
    now: dt.datetime,
    today: dt.date,
) -> Moved:
    """Take one step with all these applications, in the caller's one transaction.

    Those that have taken it stay as they are, so a second click changes nothing; one that was
    withdrawn or answered otherwise meanwhile is left alone and counted. Rows are locked in the
    order of their ids: two clerks never wait for each other in a circle.

    Raises:
        InvalidInput: a refusal without a reason; nothing was moved.
    """
    done = left = 0
    for application in sorted(applications, key=lambda one: one.id):
        locked(session, application)
        status = S(application.status)
        if status == to:
            continue
        if to not in EMPLOYER_STEPS.get(status, frozenset()):
            left += 1
            continue
        move_on(session, application=application, to=to, by=by, reason=reason, now=now, today=today)
        done += 1
    return Moved(done, left)


def shortlist_many(
    session: Session, *, applications: Sequence[Application], by: Account, now: dt.datetime
) -> Moved:
    """Put these on the list of those the enterprise thinks of; the applicants are told.

    The list is a step of its own in the history, 'seen' with its words: applications further
    on are on it anyway, and answered ones are left alone.
    """
    listed = shortlisted(session, [one.id for one in applications])
    done = left = 0
    for application in sorted(applications, key=lambda one: one.id):
        locked(session, application)
        status = S(application.status)
        if status not in {S.SENT, S.SEEN}:
            left += status not in {S.INTERVIEW, S.OFFERED}
            continue
        if application.id in listed:
            continue
        note_step(session, application, S.SEEN, by=by, now=now, reason=SHORTLISTED)
        audit.record(
            session, account=by, action="application.shortlisted", subject_type="application",
            subject_id=application.id, now=now,
        )  # fmt: skip
        events.application_moved(session, application=application, now=now)
        done += 1
    return Moved(done, left)


def shortlisted(session: Session, application_ids: Sequence[int]) -> set[int]:
    """Return which of these applications were put on the list since they were last sent."""
    rows = session.exec(
        select(ApplicationEvent)
        .where(
            col(ApplicationEvent.application_id).in_(application_ids),
            col(ApplicationEvent.status).in_((S.SENT, S.SEEN)),
        )
        .order_by(col(ApplicationEvent.at), col(ApplicationEvent.id))
    )
    found: set[int] = set()
    for row in rows:
        if row.status == S.SENT:
            found.discard(row.application_id)
        elif row.reason == SHORTLISTED:
            found.add(row.application_id)
    return found
