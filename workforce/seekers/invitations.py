"""Invitations of enterprises: read, go on to the form that applies, or say no with one tap."""

import datetime as dt
from typing import Any

from flask import flash, redirect, render_template, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from workforce import clock
from workforce.consents import consents
from workforce.consents.consents import ConsentText
from workforce.database import get_session
from workforce.i18n import _
from workforce.invitations import actions, queries
from workforce.models import ConsentPurpose, InvitationAnswer, Person
from workforce.openings.cards import opening_card
from workforce.openings.queries import rows_of, takes_people
from workforce.seekers.blueprint import account_and_person, blueprint

P = ConsentPurpose


@blueprint.get("/loi-moi")
def invitations() -> str:
    """List the invitations, newest first; who invited knows no name yet."""
    db, today = get_session(), clock.today()
    _account, person = account_and_person(db)
    found = queries.invitations_of(db, person=person)
    rows = {row.opening.id: row for row in rows_of(db, [one.opening_id for one in found])}
    return render_template(
        "seekers/invitations.html",
        agreed=consents.has_consent(db, person_id=person.id, purpose=P.INVITED),
        offer=offer(db, person=person, today=today),
        invitations=[
            {
                "id": one.id,
                "card": opening_card(rows[one.opening_id], today=today),
                "opening_id": one.opening_id,
                "message": one.message,
                "invited_at": one.invited_at,
                "is_waiting": one.answer == InvitationAnswer.WAITING,
                "has_applied": one.answer == InvitationAnswer.APPLIED,
                "is_open": takes_people(rows[one.opening_id], today=today),
            }
            for one in found
        ],
    )


@blueprint.post("/loi-moi/<id:invitation_id>/khong")
def decline_invitation(invitation_id: int) -> Response:
    """Say no: no reason is asked, and nobody learns who said it."""
    db = get_session()
    _account, person = account_and_person(db)
    found = queries.invitation_of(db, person=person, invitation_id=invitation_id)
    actions.decline(db, invitation=found, now=clock.now())
    db.commit()
    flash(_("Đã từ chối lời mời. Doanh nghiệp không biết anh/chị là ai."), "success")
    return redirect(url_for(".invitations"))


def offer(session: Session, *, person: Person, today: dt.date) -> ConsentText | None:
    """Return the text to agree to, for who looks for work, is of age and never answered it.

    Who said no once is not asked again; the page 'Dữ liệu của tôi' keeps the choice.
    """
    if not person.is_seeking or not queries.is_surely_adult(session, person, today=today):
        return None
    answered = {event.purpose for event in consents.events_of(session, person.id)}
    return None if P.INVITED in answered else consents.texts()[P.INVITED]


def waiting(session: Session, *, person: Person, today: dt.date) -> dict[str, Any]:
    """Return what the first page says of invitations: how many wait, and the offer."""
    return {
        "invited": queries.count_waiting(session, person=person),
        "invited_consent": offer(session, person=person, today=today),
    }
