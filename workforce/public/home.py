"""The first page: one search box, jobs near home, courses about to start, how it works."""

from flask import render_template

from workforce import clock
from workforce.access import current_account
from workforce.courses import queries as courses
from workforce.courses.cards import course_card
from workforce.database import get_session
from workforce.i18n import _
from workforce.openings import queries as openings
from workforce.openings.cards import opening_card
from workforce.openings.origin import home_of
from workforce.public.blueprint import blueprint
from workforce.public.zones import zone_card
from workforce.zones import queries as zones

SHOWN = 4


@blueprint.get("/")
def home() -> str:
    """Show the nearest open jobs to who is signed in with a commune, else the newest."""
    db, today = get_session(), clock.today()
    origin = home_of(db, current_account())
    near = origin is not None
    ids = openings.find_open(db, today=today, limit=None if near else SHOWN)
    chosen = openings.by_distance(db, ids, origin=origin)[:SHOWN]
    distances = dict(chosen)
    rows = openings.rows_of(db, [identity for identity, _km in chosen])
    opening_count, posts_left = openings.count_open(db, today=today)
    course_count, seats_left = courses.count_open(db, today=today)
    course_ids = courses.find_open(db, today=today, limit=SHOWN)
    return render_template(
        "public/home.html",
        is_near=near,
        openings=[opening_card(row, today=today, km=distances[row.opening.id]) for row in rows],
        courses=[course_card(row) for row in courses.rows_of(db, course_ids, today=today)],
        zones=[zone_card(row) for row in zones.all_rows(db) if row.zone.parent_id is None],
        counts={
            "openings": opening_count, "posts": posts_left,
            "courses": course_count, "seats": seats_left,
        },
        count_note=_("dữ liệu mẫu") if openings.has_samples(db, today=today) else "",
    )  # fmt: skip
