"""Read reports: the officers' queue, and whether an officer closed an opening."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from workforce.models import Complaint, ComplaintDecision, Enterprise, Opening
from workforce.reference.rates import rule

DAYS_RULE = "complaint.days"


@dataclass(frozen=True)
class ComplaintRow:
    """A report with the opening it is about."""

    complaint: Complaint
    opening: Opening
    enterprise: Enterprise

    def is_late(self, today: dt.date) -> bool:
        """Return whether its last day of answering has passed without an answer."""
        waiting = self.complaint.decision == ComplaintDecision.WAITING
        return waiting and today > self.complaint.answer_by


def queue(session: Session, *, waiting: bool, limit: int = 100) -> list[ComplaintRow]:
    """Return reports to answer, the first due first; or those answered, the newest first."""
    decision = col(Complaint.decision)
    if waiting:
        statement = _with_opening().where(decision == ComplaintDecision.WAITING)
        statement = statement.order_by(col(Complaint.answer_by), col(Complaint.id))
    else:
        statement = _with_opening().where(decision != ComplaintDecision.WAITING)
        statement = statement.order_by(col(Complaint.decided_at).desc(), col(Complaint.id).desc())
    return [ComplaintRow(*row) for row in session.exec(statement.limit(limit))]


def row_of(session: Session, complaint_id: int) -> ComplaintRow | None:
    """Return one report; None when there is no such id."""
    row = session.exec(_with_opening().where(Complaint.id == complaint_id)).first()
    return ComplaintRow(*row) if row else None


def count_waiting(session: Session) -> int:
    """Return how many reports wait for an answer."""
    return session.exec(
        select(func.count(col(Complaint.id))).where(Complaint.decision == ComplaintDecision.WAITING)
    ).one()


def others_waiting(session: Session, complaint: Complaint) -> list[Complaint]:
    """Return the other reports about the same opening that wait, the oldest first."""
    return list(
        session.exec(
            select(Complaint)
            .where(
                Complaint.opening_id == complaint.opening_id,
                Complaint.decision == ComplaintDecision.WAITING,
                col(Complaint.id) != complaint.id,
            )
            .order_by(col(Complaint.id))
        )
    )


def waiting_of(session: Session, *, account_id: int, opening_id: int) -> Complaint | None:
    """Return the account's report about the opening that waits for an answer, if any."""
    return session.exec(
        select(Complaint).where(
            Complaint.account_id == account_id,
            Complaint.opening_id == opening_id,
            Complaint.decision == ComplaintDecision.WAITING,
        )
    ).first()


def is_closed_by_officer(session: Session, opening_id: int) -> bool:
    """Return whether an officer closed the opening after a report: it stays closed."""
    statement = select(Complaint.id).where(
        Complaint.opening_id == opening_id, Complaint.decision == ComplaintDecision.CLOSED
    )
    return session.exec(statement.limit(1)).first() is not None


def days_to_answer(session: Session, *, on: dt.date) -> int:
    """Return the days officers have to answer a report.

    Raises:
        LookupError: the table of rules has no such rule in force.
    """
    found = rule(session, DAYS_RULE, on=on)
    if found is None or found.value_number is None:
        raise LookupError(f"no {DAYS_RULE} in force on {on}: run `flask seed`")
    return int(found.value_number)


def _with_opening():
    return (
        select(Complaint, Opening, Enterprise)
        .join(Opening, col(Opening.id) == col(Complaint.opening_id))
        .join(Enterprise, col(Enterprise.id) == col(Opening.enterprise_id))
    )
