"""Zones and clusters of the resolution: a map, a list, a page each."""

import re
from itertools import groupby
from typing import Any

from flask import abort, current_app, render_template, url_for

from workforce import clock
from workforce.database import get_session
from workforce.labels import label
from workforce.openings import queries as openings
from workforce.openings.cards import opening_card
from workforce.openings.filters import OpeningFilters
from workforce.public.blueprint import blueprint
from workforce.public.zone_map import zone_map
from workforce.zones import queries
from workforce.zones.queries import ZoneRow
from workforce.zones.words import area, fact_lines, source_words, status_words

OPERATING = "đang hoạt động"
SHOWN_OPENINGS = 6
#: what a key can look like; anything else need not be asked of the database
KEY = re.compile(r"[a-z0-9-]{1,40}")


@blueprint.get("/khu-cong-nghiep")
def zones() -> str:
    """List every zone by kind and status, with a map of those whose place is known."""
    db, today = get_session(), clock.today()
    rows = queries.all_rows(db)
    posts = openings.posts_left_by_zone(db, today=today)
    groups = [
        {
            "kind": label(kind),
            "statuses": [
                {
                    "status": status_words(status),
                    "zones": [zone_card(row, posts=posts.get(row.zone.id, 0)) for row in same],
                }
                for status, same in _by_status(list(of_kind))
            ],
        }
        for kind, of_kind in groupby(rows, key=lambda row: row.zone.kind)
    ]
    return render_template(
        "public/zones.html",
        groups=groups,
        map=zone_map(db, rows, bounds=current_app.extensions["province"].get("map", {})),
        resolution=current_app.extensions["province"].get("resolution", {}),
    )


@blueprint.get("/khu-cong-nghiep/<key>")
def zone(key: str) -> str:
    """Show what is known of one zone, each figure with its source, and its open jobs."""
    db, today = get_session(), clock.today()
    row = queries.row_of(db, key=key) if KEY.fullmatch(key) else None
    if row is None:
        abort(404)
    filters = OpeningFilters(zone_id=row.zone.id)
    ids = openings.find_open(db, today=today, filters=filters)
    posts = openings.posts_left_by_zone(db, today=today).get(row.zone.id, 0)
    return render_template(
        "public/zone.html",
        row=row,
        zone=row.zone,
        lines=fact_lines(row),
        origin=source_words(row.zone.source),
        location_origin=source_words(row.zone.location_source),
        openings=[
            opening_card(opening, today=today)
            for opening in openings.rows_of(db, ids[:SHOWN_OPENINGS])
        ],
        openings_count=len(ids),
        posts=posts,
    )


def zone_card(row: ZoneRow, *, posts: int | None = None) -> dict[str, Any]:
    """Return the dict ``cards.zone_card`` takes; what is unknown is left empty."""
    return {
        "title": row.zone.name,
        "url": url_for("public.zone", key=row.zone.key),
        "kind_text": label(row.zone.kind),
        "status_text": status_words(row.status),
        "status_kind": "ok" if row.status == OPERATING else "neutral",
        "place": row.zone.old_district,
        "area_text": area(row),
        "openings_count": posts or None,
    }


def _by_status(rows: list[ZoneRow]) -> list[tuple[str, list[ZoneRow]]]:
    """Return rows grouped by their latest status: operating first, then in order of listing."""
    groups: dict[str, list[ZoneRow]] = {}
    for row in rows:
        groups.setdefault(row.status, []).append(row)
    return sorted(groups.items(), key=lambda pair: pair[0] != OPERATING)
