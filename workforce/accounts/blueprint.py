"""Signing in and one's own account: for everybody who has one, some pages for everyone."""

from workforce.access import SIGNED_IN, closed_blueprint

blueprint = closed_blueprint("accounts", __name__, policy=SIGNED_IN, url_prefix="/tai-khoan")
