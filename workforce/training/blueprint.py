"""Screens several roles share; each view says who may open it."""

from flask import abort

from workforce.access import closed_blueprint, roles, signed_in_account
from workforce.models import Account, Role

SCHOOLS = roles(Role.SCHOOL)
OVERSEERS = roles(Role.DEPARTMENT, Role.ADMIN)
SCHOOLS_AND_OVERSEERS = SCHOOLS | OVERSEERS
PARTIES = roles(Role.SCHOOL, Role.EMPLOYER)

blueprint = closed_blueprint("training", __name__, policy=frozenset(), url_prefix="/dao-tao")


def own_school() -> tuple[Account, int]:
    """Return the signed-in account and the school it acts for."""
    account = signed_in_account()
    if account.school_id is None:
        abort(403)
    return account, account.school_id
