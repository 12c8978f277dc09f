"""All screens of the package, for workforce/screens.py."""

from workforce.accounts import own_account, register, sign_in
from workforce.accounts.blueprint import blueprint

__all__ = ["blueprint", "own_account", "register", "sign_in"]
