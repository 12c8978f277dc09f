"""What every page gets: who is signed in, the menu, the languages, the clock."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request, url_for
from flask_wtf.csrf import generate_csrf
from sqlmodel import col, select

from workforce import clock
from workforce.access import current_account
from workforce.database import get_session
from workforce.i18n import LANGUAGES, page_language
from workforce.models import Enterprise, Person
from workforce.navigation import home_url, menu


def safe_next(target: str | None) -> str | None:
    """Return ``target`` if it is a path on this site, else None: no open redirect.

    Refuses everything with a host, a scheme, a backslash, a control character or two
    leading slashes.
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    if "\\" in target or any(ord(letter) < 33 for letter in target):
        return None
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else None


def language_links() -> list[dict[str, Any]]:
    """Return the language switch: code, label, address and whether it is the current one."""
    current = page_language()
    back = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return [
        {
            "code": code,
            "label": label,
            "url": url_for("public.set_language", code=code, tiep=back),
            "is_current": code == current,
        }
        for code, label in LANGUAGES.items()
        if "public.set_language" in current_app.view_functions
    ]


def has_sample_data() -> bool:
    """Return whether fictional firms or people are in the database: the page says so.

    Asked once a worker finds some; production never has any.
    """
    known = current_app.extensions
    if known["settings"].is_production:
        return False
    if current_app.testing or not known.get("sample_data_seen"):
        db = get_session()
        known["sample_data_seen"] = any(
            db.exec(select(column).where(flag).limit(1)).first() is not None
            for column, flag in (
                (Enterprise.id, col(Enterprise.is_sample)),
                (Person.id, col(Person.is_sample)),
            )
        )
    return known["sample_data_seen"]


def init_app(app: Flask) -> None:
    """Give the templates their common names."""

    @app.context_processor
    def common() -> dict[str, Any]:
        return {
            "current_account": current_account(),
            "navigation": menu(),
            "home_url": home_url,
            "language_links": language_links(),
            "page_language": page_language(),
            "province": app.extensions["province"],
            "sample_data": has_sample_data(),
            "today": clock.today(),
            "csrf_token": generate_csrf,
        }
