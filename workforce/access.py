"""Who may open which screen: closed unless opened.

A blueprint declares its policy, a view may declare its own with ``@opened_to``. A route
with no declared policy answers 403 to everybody and fails tests/test_access.py. The
policy is half of the rule; the other half is that every query starts from its owner, so
another owner's record is a 404, the same as one that does not exist.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, Flask, abort, current_app, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from workforce.models import Account, DepartmentScope, Role

Policy = frozenset[str]
EVERYONE: Policy = frozenset({"everyone"})
SIGNED_IN: Policy = frozenset(role.value for role in Role)
View = TypeVar("View", bound=Callable[..., Any])


def closed_blueprint(name: str, import_name: str, *, policy: Policy, url_prefix: str) -> Blueprint:
    """Return a blueprint whose every screen needs ``policy`` unless the view says otherwise."""
    blueprint = Blueprint(name, import_name, url_prefix=url_prefix)
    blueprint.policy = policy  # type: ignore[attr-defined]
    return blueprint


def roles(*allowed: Role) -> Policy:
    """Return the policy that lets these roles in."""
    return frozenset(role.value for role in allowed)


def opened_to(policy: Policy) -> Callable[[View], View]:
    """Declare a view's own policy; put it under the route decorator."""

    def declare(view: View) -> View:
        view.policy = policy  # type: ignore[attr-defined]
        return view

    return declare


def policy_of(app: Flask, endpoint: str) -> Policy | None:
    """Return the declared policy of an endpoint, or None when nobody declared one."""
    view = app.view_functions.get(endpoint)
    own = getattr(view, "policy", None)
    if own is not None:
        return own
    blueprint = app.blueprints.get(endpoint.rpartition(".")[0])
    return getattr(blueprint, "policy", None)


def current_account() -> Account | None:
    """Return the account signed in on this request, read from the database, or None."""
    return current_user.account if current_user.is_authenticated else None


def signed_in_account() -> Account:
    """Return the account of a screen that needs one."""
    account = current_account()
    if account is None:
        abort(403)
    return account


def require_scope(*scopes: DepartmentScope) -> Account:
    """Return the department account if its scope is whole or one of ``scopes``; else 403."""
    account = signed_in_account()
    if account.role == Role.ADMIN or account.department_scope == DepartmentScope.WHOLE:
        return account
    if account.department_scope not in scopes:
        abort(403)
    return account


def init_app(app: Flask) -> None:
    """Check every request against the policy of its endpoint."""

    @app.before_request
    def enforce() -> Response | None:
        if request.endpoint is None:
            return None  # 404 and 405 have pages of their own
        policy = policy_of(current_app, request.endpoint)
        if policy == EVERYONE:
            return None
        account = current_account()
        if account is None:
            if policy is None:
                abort(403)
            target = request.full_path.rstrip("?") if request.method == "GET" else None
            return redirect(url_for("accounts.sign_in", tiep=target))
        if policy is None or account.role not in policy:
            abort(403)
        if account.must_change_password and request.endpoint != "accounts.set_password":
            return redirect(url_for("accounts.set_password"))
        return None
