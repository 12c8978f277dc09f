"""The seekers' blueprint and who is signed in on it."""

from flask import redirect, url_for
from flask_login import current_user
from sqlmodel import Session
from werkzeug.exceptions import abort

from workforce.access import closed_blueprint, roles, signed_in_account
from workforce.models import Account, Person, Role, SessionOrigin
from workforce.seekers import queries

blueprint = closed_blueprint(
    "seekers", "workforce.seekers", policy=roles(Role.SEEKER), url_prefix="/nguoi-tim-viec"
)


def account_and_person(session: Session) -> tuple[Account, Person]:
    """Return who is signed in; without a profile yet, lead to its first page instead."""
    account = signed_in_account()
    person = queries.person_of(session, account=account)
    if person is None:
        abort(redirect(url_for("seekers.wishes")))
    return account, person


def session_origin() -> SessionOrigin:
    """Return how this session began: it decides whose words a confirmation is."""
    return SessionOrigin(current_user.session.origin)
