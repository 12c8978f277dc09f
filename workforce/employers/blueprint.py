"""The employers' screens are for employers; registering is for everyone."""

from flask import abort
from flask_login import current_user

from workforce.access import closed_blueprint, roles, signed_in_account
from workforce.models import Account, Role, SessionOrigin

blueprint = closed_blueprint(
    "employers", __name__, policy=roles(Role.EMPLOYER), url_prefix="/doanh-nghiep"
)


def owner() -> tuple[Account, int]:
    """Return the signed-in account and the enterprise it acts for."""
    account = signed_in_account()
    if account.enterprise_id is None:
        abort(403)
    return account, account.enterprise_id


def session_origin() -> SessionOrigin:
    """Return how this browser signed in; a code that staff read out proves nothing."""
    return SessionOrigin(current_user.session.origin)
