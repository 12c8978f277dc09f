"""The blueprint of the API, and how it answers: JSON, an ETag, problems in words."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, request
from pydantic import BaseModel
from spectree import SpecTree
from werkzeug.exceptions import HTTPException

from workforce.access import EVERYONE, closed_blueprint
from workforce.api.shapes import Problem
from workforce.errors import WorkforceError

blueprint = closed_blueprint("api", __name__, policy=EVERYONE, url_prefix="/api")
#: reads the declared shapes and writes the OpenAPI document
document = SpecTree(
    "flask",
    mode="strict",  # what is documented here, and nothing else of the site
    title="Việc làm và học nghề",
    version="1",
    description="Openings, courses, zones and published figures, as the public pages show them. "
    "Fictional records are marked is_sample.",
    path="mo-ta",  # of screens it would add itself; routes below it are left out
    page_templates={},
    annotations=False,
    validation_error_model=Problem,
)


def answer(body: BaseModel, status: int = 200) -> Response:
    """Return a body as JSON with its ETag; 304 without one for who has it already."""
    text = body.model_dump_json()
    response = Response(text, status, mimetype="application/json")
    return tagged(response)


def tagged(response: Response) -> Response:
    """Give a response its ETag: it may be kept, and is asked for anew by its tag."""
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32])
    response.make_conditional(request)
    return response


def problem(status: int, title: str, detail: str, errors: list[dict[str, str]]) -> Response:
    """Return what went wrong as RFC 9457 has it."""
    body = Problem(title=title, status=status, detail=detail, errors=errors)
    return Response(body.model_dump_json(), status, mimetype="application/problem+json")


def invalid(_request: Any, response: Any, error: Any, *_rest: Any) -> None:
    """Turn what a shape does not take into a problem; spectree calls it before a view."""
    if error is None:
        return
    found = [
        {"field": ".".join(map(str, one["loc"])), "reason": one["msg"]} for one in error.errors()
    ]
    body = Problem(
        title="Unprocessable", status=422, detail="See errors, field by field.", errors=found
    )
    response.set_data(body.model_dump_json())
    response.mimetype = "application/problem+json"


def speaks_json(view: Callable[..., Response]) -> Callable[..., Response]:
    """Answer broken rules of a view as problems, not as pages."""

    @wraps(view)
    def told(*values: Any, **named: Any) -> Response:
        try:
            return view(*values, **named)
        except WorkforceError as error:
            field = getattr(error, "field", None)
            errors = [{"field": field, "reason": str(error)}] if field else []
            return problem(error.status, type(error).__name__, str(error), errors)
        except HTTPException as error:
            if isinstance(error.response, Response):
                return error.response  # made on purpose: what a shape did not take
            return problem(error.code or 500, error.name, error.description or "", [])

    return told
