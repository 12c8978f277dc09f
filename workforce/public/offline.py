"""The service worker, and the page it shows when there is no network."""

import hashlib
import json

from flask import abort, g, make_response, render_template, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response

from workforce.i18n import LANGUAGES, SHOWN_IN
from workforce.public.blueprint import blueprint
from workforce.settings import PROJECT

OFFLINE = "/khong-co-mang"
#: kept by the worker so that the page without network looks like the others
SHELL = ("css/site.css", "js/site.js", "js/offline.js")


@blueprint.get("/sw.js")
def service_worker() -> Response:
    """Return the worker with its version: it changes with any file or sentence it keeps.

    Served from the root, for the whole site is its scope. A phone asks for it again on
    each page, so it answers 304 while nothing changed.
    """
    files = [url_for("static", filename=name) for name in SHELL]
    texts = [_offline_page(code) for code in LANGUAGES]
    version = hashlib.sha256("\n".join(files + texts).encode()).hexdigest()[:12]
    known = {
        "VERSION": version,
        "FILES": files,
        "OFFLINE": f"{OFFLINE}/",
        "SIGN_OUT": url_for("accounts.sign_out"),
    }
    source = (PROJECT / "static/js/worker.js").read_text(encoding="utf-8")
    response = make_response(f"const SITE = {json.dumps(known)};\n{source}")
    response.mimetype = "text/javascript"
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response.make_conditional(request)


@blueprint.get(f"{OFFLINE}/<code>")
def offline(code: str) -> Response:
    """Say what is on the phone and what can be done; the same for everybody."""
    if code not in LANGUAGES:
        abort(404)
    response = make_response(_offline_page(code))
    response.headers["Cache-Control"] = "no-cache"
    return response


def _offline_page(code: str) -> str:
    setattr(g, SHOWN_IN, code)
    try:
        with force_locale(code):
            return render_template("public/offline.html")
    finally:
        g.pop(SHOWN_IN)
