"""What a phone may keep for when there is no network: on one's own phone only.

The service worker keeps nothing by itself. Two headers decide on each page:
``Offline-Owner`` names whose copies may be on the phone ('none' on a shared one), and
copies of anybody else go; ``Offline-Keep`` allows this page to be kept.
"""

import hashlib

from flask import Flask, request, session
from flask_login import current_user
from werkzeug.wrappers import Response

#: the person ticked 'Đây là điện thoại của riêng tôi' when signing in; in the signed cookie
OWN_PHONE_KEY = "may_rieng"
OWNER, KEEP, NOBODY = "Offline-Owner", "Offline-Keep", "none"
#: openings and one's own applications; nothing that shows a profile or an identity number
KEPT_PAGES = frozenset({"public.opening", "seekers.applications", "seekers.application"})


def owner() -> str:
    """Return a name for this session's copies, 'none' where nothing personal may be kept.

    A new session has a new name: another person, or the same person after signing out,
    never sees the copies of the one before.
    """
    if not current_user.is_authenticated or not session.get(OWN_PHONE_KEY):
        return NOBODY
    return hashlib.sha256(f"offline {current_user.session.token_hash}".encode()).hexdigest()[:16]


def init_app(app: Flask) -> None:
    """Tell the service worker with each page what it may keep."""

    @app.after_request
    def add(response: Response) -> Response:
        # A failure says nothing about who holds the phone: the copies are needed then.
        if response.mimetype != "text/html" or response.status_code >= 500:
            return response
        response.headers[OWNER] = owner()
        if (
            request.endpoint in KEPT_PAGES
            and request.method == "GET"
            and response.status_code == 200
            and response.headers[OWNER] != NOBODY
        ):
            response.headers[KEEP] = "1"
        return response
