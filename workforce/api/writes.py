"""Openings written by an enterprise's own system, with a key."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from flask import Response, current_app, g, request
from spectree import Response as Shapes
from spectree.models import SecureType, SecurityScheme, SecuritySchemeData
from sqlmodel import Session, select

from matching import fold
from workforce import clock
from workforce.access import EVERYONE, closed_blueprint
from workforce.api import incoming, keys
from workforce.api.blueprint import document, invalid, problem, speaks_json
from workforce.api.shapes import (
    CellProblem,
    ClosingIn,
    OpeningsIn,
    Problem,
    RecordOut,
    WrittenOut,
)
from workforce.database import get_session
from workforce.employers import openings as rules
from workforce.errors import NotAllowed, NotFound
from workforce.i18n import _
from workforce.imports.kind import Job
from workforce.imports.running import kinds
from workforce.models import Account, ImportKind, Opening, Role

#: without the forms' token: a key comes in a header that no browser sends by itself
blueprint = closed_blueprint("api_write", __name__, policy=EVERYONE, url_prefix="/api")
KEY: dict[str, list[str]] = {"khoa": []}
document.config.security_schemes = [
    SecurityScheme(name="khoa", data=SecuritySchemeData(type=SecureType.HTTP, scheme="bearer"))
]
REFUSALS = {"HTTP_401": Problem, "HTTP_403": Problem, "HTTP_422": Problem}


def keyed(view: Callable[..., Response]) -> Callable[..., Response]:
    """Let in who shows a key of an enterprise; ``g.acting`` is whom it acts for."""

    @wraps(view)
    def told(*values: Any, **named: Any) -> Response:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        account = None
        if scheme.lower() == "bearer" and secret:
            account = keys.account_of(get_session(), secret.strip(), now=clock.now())
        if account is None:
            refused = problem(401, "Unauthorized", _("Khóa không đúng hoặc đã thu hồi."), [])
            refused.headers["WWW-Authenticate"] = "Bearer"
            return refused
        if account.role != Role.EMPLOYER:
            raise NotAllowed(_("Khóa này không phải của doanh nghiệp."))
        g.acting = account
        return view(*values, **named)

    return told


@blueprint.put("/v1/openings")
@speaks_json
@keyed
@document.validate(
    json=OpeningsIn, resp=Shapes(HTTP_200=WrittenOut, **REFUSALS), tags=["write"],
    security=KEY, before=invalid,
)  # fmt: skip
def openings() -> Response:
    """Add openings or change them by their code; sent again, nothing changes."""
    items = request.context.json.items  # type: ignore[attr-defined]  # spectree puts it there
    return _take([one.model_dump(exclude_none=True) for one in items])


@blueprint.put("/v1/openings.xml")
@speaks_json
@keyed
@document.validate(resp=Shapes(HTTP_200=WrittenOut, **REFUSALS), tags=["write"], security=KEY)
def openings_xml() -> Response:
    """Take a feed: <openings><opening><code>…</code><title>…</title>…</opening>…</openings>."""
    return _take(incoming.read_xml(request.get_data()))


@blueprint.post("/v1/openings/closed")
@speaks_json
@keyed
@document.validate(
    json=ClosingIn, resp=Shapes(HTTP_204=None, HTTP_404=Problem, **REFUSALS), tags=["write"],
    security=KEY, before=invalid,
)  # fmt: skip
def close() -> Response:
    """Close an opening by its code; those who applied still get an answer. Twice is once."""
    db, asked = get_session(), request.context.json  # type: ignore[attr-defined]
    opening = _of_code(db, g.acting, asked.code)
    rules.close(db, opening=opening, reason=asked.reason, by=g.acting, now=clock.now())
    db.commit()
    return Response(status=204)


def _take(records: Sequence[Mapping[str, Any]]) -> Response:
    db = get_session()
    job = Job(g.acting, current_app.extensions["data_key"], clock.today(), clock.now())
    results = incoming.take(db, records, kind=kinds()[ImportKind.OPENINGS], job=job)
    db.commit()
    told = WrittenOut(
        **incoming.counts(results),
        items=[
            RecordOut(
                number=number,
                outcome=one.outcome,
                id=one.record_id,
                problems=[
                    CellProblem(field=found.column, value=found.value, reason=found.reason)
                    for found in one.problems
                ],
            )
            for number, one in enumerate(results, start=1)
        ],
    )
    return Response(told.model_dump_json(), mimetype="application/json")


def _of_code(session: Session, account: Account, code: str) -> Opening:
    found = session.exec(
        select(Opening).where(
            Opening.enterprise_id == account.enterprise_id,
            Opening.import_key == f"ma:{fold(code)}",
        )
    ).first()
    if found is None:
        raise NotFound(_("Không có tin nào mang mã này."))
    return found
