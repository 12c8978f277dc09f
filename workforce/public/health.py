"""Is the process alive, is it able to serve: for watchdogs and load balancers."""

import logging

from flask import jsonify
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from workforce import migrations
from workforce.database import get_session
from workforce.public.blueprint import blueprint

log = logging.getLogger(__name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Answer as long as the process runs; asks nothing of the database."""
    return _answer(200, status="ok")


@blueprint.get("/readyz")
def readyz() -> Response:
    """Answer 200 when the database is reachable and at the newest migration, else 503."""
    try:
        current = migrations.current(get_session().connection())
    except SQLAlchemyError as error:
        log.warning("not ready: %s", type(error).__name__)
        return _answer(503, status="unavailable", database="unreachable")
    if current != migrations.head():
        return _answer(503, status="unavailable", database="reachable", migrations="behind")
    return _answer(200, status="ready", database="reachable", migrations="current")


def _answer(code: int, **body: str) -> Response:
    response = jsonify(body)
    response.status_code = code
    response.headers["Cache-Control"] = "no-store"
    return response
