"""Invite, decline, and note that somebody applied. Flush, never commit."""

import datetime as dt

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from workforce import audit, clock
from workforce.errors import Conflict, InvalidInput, NotFound
from workforce.i18n import _
from workforce.invitations import queries
from workforce.models import (
    Account,
    Enterprise,
    Invitation,
    InvitationAnswer,
    Opening,
    Person,
)
from workforce.models.base import LINE
from workforce.notices import events
from workforce.reference.rates import rate_number


def invite(
    session: Session,
    *,
    opening: Opening,
    person_id: int,
    message: str,
    by: Account,
    today: dt.date,
    now: dt.datetime,
) -> Invitation:
    """Invite somebody to apply; a second click finds the first invitation.

    Raises:
        NotFound: the person may not be found (any more), or applied already.
        InvalidInput: a message that is too long.
        Conflict: today's invitations of the enterprise, or to this person, are used up.
    """
    found = _invitation(session, person_id=person_id, opening_id=opening.id)
    if found is not None:
        return found
    if not queries.may_be_invited(session, person_id=person_id, opening=opening, today=today):
        raise NotFound(_("Người này không còn trong danh sách ứng viên."))
    if len(message) > LINE:
        raise InvalidInput(_("Dài quá. Anh/chị viết tối đa %(max)d ký tự.", max=LINE), "message")
    # Two clerks at once would both count one invitation less than there are.
    session.exec(
        select(Enterprise.id).where(Enterprise.id == opening.enterprise_id).with_for_update()
    ).one()
    found = _invitation(session, person_id=person_id, opening_id=opening.id)
    if found is not None:  # the other click was a moment faster
        return found
    _check_limits(session, opening=opening, person_id=person_id, today=today)
    invitation = Invitation(
        person_id=person_id, opening_id=opening.id, message=message.strip(), invited_at=now,
        invited_by=by.id,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(invitation)
    except IntegrityError:
        winner = _invitation(session, person_id=person_id, opening_id=opening.id)
        if winner is None:
            raise
        return winner
    audit.record(
        session, account=by, action="invitation.sent", subject_type="person",
        subject_id=person_id, details=f"opening {opening.id}", now=now,
    )  # fmt: skip
    events.invited(session, invitation=invitation, now=now)
    return invitation


def decline(session: Session, *, invitation: Invitation, now: dt.datetime) -> Invitation:
    """Say no, without a reason; twice is once. Who applied meanwhile has applied."""
    session.refresh(invitation, with_for_update={"key_share": True})
    if invitation.answer == InvitationAnswer.WAITING:
        invitation.answer, invitation.answered_at = InvitationAnswer.DECLINED, now
        session.add(invitation)
        session.flush()
    return invitation


def note_applied(session: Session, *, person_id: int, opening_id: int, now: dt.datetime) -> None:
    """Answer the invitation of somebody who has just applied, if there is one."""
    found = _invitation(session, person_id=person_id, opening_id=opening_id)
    if found is None or found.answer == InvitationAnswer.APPLIED:
        return
    found.answer, found.answered_at = InvitationAnswer.APPLIED, now
    session.add(found)
    session.flush()


def left_today(session: Session, *, enterprise_id: int, today: dt.date) -> int:
    """Return how many invitations the enterprise may still send today; never below zero."""
    most = int(rate_number(session, "invitation", "enterprise_day", on=today))
    sent = session.exec(
        select(func.count(col(Invitation.id)))
        .join(Opening, col(Opening.id) == col(Invitation.opening_id))
        .where(
            Opening.enterprise_id == enterprise_id,
            col(Invitation.invited_at) >= _start_of(today),
        )
    ).one()
    return max(0, most - sent)


def _check_limits(session: Session, *, opening: Opening, person_id: int, today: dt.date) -> None:
    if not left_today(session, enterprise_id=opening.enterprise_id, today=today):
        raise Conflict(_("Hôm nay công ty đã gửi đủ số lời mời. Anh/chị gửi tiếp vào ngày mai."))
    # One row a person: two firms at once wait for each other.
    session.exec(select(Person.id).where(Person.id == person_id).with_for_update()).one()
    most = int(rate_number(session, "invitation", "person_day", on=today))
    got = session.exec(
        select(func.count(col(Invitation.id))).where(
            Invitation.person_id == person_id,
            col(Invitation.invited_at) >= _start_of(today),
        )
    ).one()
    if got >= most:
        raise Conflict(_("Người này hôm nay đã nhận nhiều lời mời. Anh/chị mời lại vào ngày mai."))


def _invitation(session: Session, *, person_id: int, opening_id: int) -> Invitation | None:
    return session.exec(
        select(Invitation).where(
            Invitation.person_id == person_id, Invitation.opening_id == opening_id
        )
    ).first()


def _start_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), clock.PROVINCE_TIME).astimezone(dt.UTC)
