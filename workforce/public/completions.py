"""Suggestions while typing: trades, places and titles of open jobs; a comfort, never needed."""

import datetime as dt
from functools import lru_cache

from flask import Response, jsonify, request, url_for
from sqlmodel import Session

from matching.reading.vietnamese import is_khmer
from matching.search.completions import Completions
from workforce import clock
from workforce.database import get_session
from workforce.i18n import _
from workforce.openings import queries
from workforce.public.blueprint import blueprint
from workforce.reference.recognition import vocabulary
from workforce.suggestions.engine import gazetteer
from workforce.suggestions.freshness import fingerprint

#: the start of a query is enough
LONGEST = 80
KEPT_SECONDS = 300


@blueprint.get("/viec-lam/goi-y")
def completions() -> Response:
    """Return queries that start with ?q=, as [{text, kind, url}]; [] when none does."""
    typed = " ".join(request.args.get("q", "")[:LONGEST].replace("\0", " ").split())
    kinds = {"work": _("nghề"), "place": _("nơi"), "opening": _("tin tuyển")}
    found = _completions(get_session(), today=clock.today()).of(typed)
    answer = jsonify(
        [
            {
                "text": one.text,
                "kind": kinds[one.kind],
                "url": url_for("public.openings", q=one.text),
            }
            for one in found
        ]
    )
    answer.cache_control.private = True
    answer.cache_control.max_age = KEPT_SECONDS
    return answer


def _completions(session: Session, *, today: dt.date) -> Completions:
    """Return the names of today, made anew only when an opening has changed."""
    state = fingerprint(session, today=today).openings
    held = _held.get(str(session.get_bind()))
    if held is None or held[0] != state:
        held = (state, Completions(_names(session, today=today)))
        _held.clear()
        _held[str(session.get_bind())] = held
    return held[1]


_held: dict[str, tuple[object, Completions]] = {}


def _names(session: Session, *, today: dt.date) -> list[tuple[str, str]]:
    return [
        *_lasting(),
        *((title, "opening") for title in queries.open_titles(session, today=today)),
    ]


@lru_cache(maxsize=1)
def _lasting() -> tuple[tuple[str, str], ...]:
    """Return trades and places, which change only with the seeds."""
    words = vocabulary()
    trades = [one.name_vi.split(" (")[0] for one in words.occupations.values()]
    said = [
        form[:1].upper() + form[1:]
        for row in words.synonyms
        if row["kind"] == "occupation" and _is_written(form := row["variant"])
    ]
    places = [place.name for place in gazetteer().places if not place.name[-1:].isdigit()]
    return (*((one, "work") for one in trades + said), *((one, "place") for one in places))


def _is_written(form: str) -> bool:
    """Return whether a form is whole words with their marks, not a short form or English."""
    return is_khmer(form) or (" " in form and not form.isascii())
