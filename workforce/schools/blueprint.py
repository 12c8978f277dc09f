"""The schools' screens are for schools; an administrator makes their accounts."""

from flask import abort

from workforce.access import closed_blueprint, roles, signed_in_account
from workforce.models import Account, Role

blueprint = closed_blueprint(
    "schools", __name__, policy=roles(Role.SCHOOL), url_prefix="/co-so-dao-tao"
)


def owner() -> tuple[Account, int]:
    """Return the signed-in account and the school it acts for."""
    account = signed_in_account()
    if account.school_id is None:
        abort(403)
    return account, account.school_id
