"""All screens of the package, for workforce/screens.py."""

from workforce.accounts import choosing, family, own_account, paper, register, sign_in
from workforce.accounts.blueprint import blueprint

__all__ = ["blueprint", "choosing", "family", "own_account", "paper", "register", "sign_in"]
