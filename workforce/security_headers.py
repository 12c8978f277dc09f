"""Headers on every response, error pages and static files included."""

from flask import Flask, request
from flask_login import current_user
from werkzeug.wrappers import Response

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=(), payment=()",
}


def init_app(app: Flask, *, production: bool) -> None:
    """Add the headers; what is personal is never stored (phones are shared).

    That is every page of somebody signed in, every answer to a form, and the pages of
    accounts, where a number was typed. Other pages are asked for again each time.
    """

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if production:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if _is_personal():
            response.headers["Cache-Control"] = "no-store"
        elif response.mimetype == "text/html":
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def _is_personal() -> bool:
    if request.endpoint == "static":
        return False
    signed_in = bool(current_user and current_user.is_authenticated)
    return signed_in or request.method == "POST" or request.blueprint == "accounts"
