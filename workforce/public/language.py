"""The language switch: a cookie, and back to the page one came from."""

from flask import abort, current_app, redirect, request
from werkzeug.wrappers import Response

from workforce.i18n import LANGUAGE_COOKIE, LANGUAGES
from workforce.pages import safe_next
from workforce.public.blueprint import blueprint

ONE_YEAR = 365 * 24 * 60 * 60


@blueprint.get("/ngon-ngu/<code>")
def set_language(code: str) -> Response:
    """Remember the language on this phone; 404 for one we do not have."""
    if code not in LANGUAGES:
        abort(404)
    response = redirect(safe_next(request.args.get("tiep")) or "/")
    response.set_cookie(
        LANGUAGE_COOKIE,
        code,
        max_age=ONE_YEAR,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    response.headers["Cache-Control"] = "no-store"
    return response
