"""Languages: Vietnamese is the source, Khmer and English are catalogues.

Rules (actions, queries) take their sentences through ``_`` here; outside a request, in a
command, the Vietnamese source comes back unchanged. Numbers, money and times keep the
Vietnamese form on every page: two number styles in one province mislead about wages.
"""

from typing import Any

import flask_babel
from babel import Locale
from flask import Flask, g, has_request_context, request
from flask_login import current_user

LANGUAGES = {"vi": "Tiếng Việt", "km": "ភាសាខ្មែរ", "en": "English"}
LANGUAGE_COOKIE = "ngon_ngu"
SHOWN_IN = "shown_in"  #: in ``g``: a page kept on phones is drawn in one language


def _(message: str, **values: Any) -> str:
    """Return ``message`` in the reader's language with ``%(name)s`` filled in."""
    if has_request_context():
        return flask_babel.gettext(message, **values)
    return message % values if values else message


def page_language() -> str:
    """Return 'vi', 'km' or 'en': the account's choice, else the cookie's, else Vietnamese.

    The browser's Accept-Language is not asked: shared and second-hand phones are often
    left in English by the shop.
    """
    if has_request_context() and SHOWN_IN in g:
        return str(getattr(g, SHOWN_IN))
    chosen = request.cookies.get(LANGUAGE_COOKIE) if has_request_context() else None
    if chosen in LANGUAGES:
        return chosen
    if has_request_context() and current_user and current_user.is_authenticated:
        return current_user.account.language
    return "vi"


def number_locale() -> Locale:
    """Return the locale numbers are written in: always Vietnamese."""
    return Locale("vi")


def init_app(app: Flask) -> None:
    """Register gettext with the catalogues in workforce/translations."""
    app.config["BABEL_DEFAULT_LOCALE"] = "vi"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Ho_Chi_Minh"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = f"{app.root_path}/translations"
    flask_babel.Babel(app, locale_selector=page_language)
