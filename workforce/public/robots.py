"""What search engines may read: robots.txt and the sitemap."""

import datetime as dt

from flask import Response, render_template, url_for

from workforce import clock
from workforce.courses import queries as courses
from workforce.database import get_session
from workforce.openings import queries as openings
from workforce.public.blueprint import blueprint
from workforce.zones import queries as zones

MOST_URLS = 50_000  #: of one sitemap (sitemaps.org)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Allow the public pages; nothing behind a sign-in is worth a robot's time."""
    lines = [
        "User-agent: *",
        "Disallow: /dang-nhap",
        "Disallow: /ngon-ngu/",
        "Allow: /",
        f"Sitemap: {url_for('public.sitemap', _external=True)}",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List the public pages, real records only: sample data is not for search engines."""
    db, today = get_session(), clock.today()
    names = ("home", "openings", "courses", "zones", "statistics", "help")
    pages: list[tuple[str, str]] = [
        (url_for(f"public.{name}", _external=True), "") for name in names
    ]
    ids = openings.find_open(db, today=today, samples=False)
    changed = openings.changed_at(db, ids)
    pages += [
        (url_for("public.opening", opening_id=one, _external=True), _day(changed[one]))
        for one in ids
    ]
    ids = courses.find_open(db, today=today, samples=False)
    changed = courses.changed_at(db, ids)
    pages += [
        (url_for("public.course", course_id=one, _external=True), _day(changed[one])) for one in ids
    ]
    pages += [(url_for("public.zone", key=key, _external=True), "") for key in zones.keys(db)]
    body = render_template("public/sitemap.xml", pages=pages[:MOST_URLS])
    return Response(body, mimetype="application/xml")


def _day(moment: dt.datetime) -> str:
    return clock.local(moment).date().isoformat()
