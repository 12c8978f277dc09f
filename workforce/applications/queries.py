"""What is read of applications by several roles: how reliably an enterprise answers."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import case
from sqlmodel import Session, col, func, select

from workforce import clock
from workforce.models import Application, ApplicationEvent, ApplicationStatus, Opening
from workforce.reference.rates import rule

S = ApplicationStatus
#: what the person can go on with; 'seen' is no answer
ANSWERS = (S.INTERVIEW, S.OFFERED, S.HIRED, S.REFUSED)


@dataclass(frozen=True)
class AnswerRate:
    """How many of an enterprise's applications were answered in time.

    Attributes:
        answered: of those counted, answered within ``days``.
        counted: applications whose days are over, sent in the last ``window_days``.
        days, least, window_days: the rule in force (indicator_rules, 'answer_rate').
    """

    answered: int
    counted: int
    days: int
    least: int
    window_days: int

    @property
    def share(self) -> float | None:
        """Share answered in time, 0 to 1; None below the minimum: 'chưa có số liệu'."""
        return self.answered / self.counted if self.counted >= self.least else None


def answer_rate(session: Session, enterprise_id: int, today: dt.date) -> AnswerRate:
    """Return how reliably an enterprise answers, over all its openings.

    An application counts once its days are over. One the person took back before that counts
    only if it had been answered: the enterprise had no full chance. An application sent again
    after a withdrawal counts by its first sending.

    Raises:
        LookupError: the table of rules has no 'answer_rate' in force.
    """
    days, least, window = (
        _parameter(session, f"answer_rate.{name}", today) for name in ("days", "least", "window")
    )
    due, oldest = today - dt.timedelta(days=days), today - dt.timedelta(days=window)
    answered = counted = 0
    for sent, answer, withdrawn in _moments(session, enterprise_id):
        sent_on = clock.local(sent).date()
        if not oldest <= sent_on < due:
            continue
        last_day = sent_on + dt.timedelta(days=days)
        is_answered = answer is not None and clock.local(answer).date() <= last_day
        if not is_answered and withdrawn and clock.local(withdrawn).date() <= last_day:
            continue
        counted += 1
        answered += is_answered
    return AnswerRate(answered, counted, days, least, window)


def _moments(
    session: Session, enterprise_id: int
) -> list[tuple[dt.datetime, dt.datetime | None, dt.datetime | None]]:
    """Return (first sent, first answered, first withdrawn) of each application."""
    at, status = col(ApplicationEvent.at), col(ApplicationEvent.status)
    first_sent = func.min(case((status == S.SENT, at)))
    rows = session.exec(
        select(
            first_sent,
            func.min(case((status.in_(ANSWERS), at))),
            func.min(case((status == S.WITHDRAWN, at))),
        )
        .join(Application, col(Application.id) == col(ApplicationEvent.application_id))
        .join(Opening, col(Opening.id) == col(Application.opening_id))
        .where(Opening.enterprise_id == enterprise_id)
        .group_by(col(Application.id))
        .having(first_sent.is_not(None))
    )
    return [(sent, answer, withdrawn) for sent, answer, withdrawn in rows]


def _parameter(session: Session, key: str, on: dt.date) -> int:
    found = rule(session, key, on=on)
    if found is None or found.value_number is None:
        raise LookupError(f"no {key} in force on {on}: run `flask seed`")
    return int(found.value_number)
