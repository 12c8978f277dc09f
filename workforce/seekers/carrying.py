"""Carry one's profile elsewhere, and bring one in: shown first, saved on a second tap."""

import json
from typing import Any

from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from workforce import clock, workbook
from workforce.access import signed_in_account
from workforce.database import get_session
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.seekers import exchange, queries, saving
from workforce.seekers.blueprint import account_and_person, blueprint
from workforce.seekers.incoming import Incoming

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PREVIEW_SECONDS = 3600


@blueprint.get("/ho-so/mang-di")
def carry() -> str:
    """Say which files there are to take away, and take one in."""
    account_and_person(get_session())
    return render_template("seekers/carry.html", error="")


@blueprint.get("/ho-so/nam-nhom.json")
def register_json() -> Response:
    """Return the five groups of labour registration as JSON."""
    groups = _groups()
    data = {"luu_y": exchange.NOT_THE_REGISTER, "nhom": groups}
    return _file(_json(data), "application/json", "ho-so-nam-nhom.json")


@blueprint.get("/ho-so/nam-nhom.xlsx")
def register_sheet() -> Response:
    """Return the five groups of labour registration as a workbook."""
    rows = exchange.register_rows(_groups())
    return _file(workbook.write("Năm nhóm", rows), SHEET, "ho-so-nam-nhom.xlsx")


@blueprint.get("/ho-so/json-resume.json")
def resume() -> Response:
    """Return the profile as JSON Resume."""
    db = get_session()
    _account, person = account_and_person(db)
    data = exchange.json_resume(queries.profile_of(db, person=person))
    return _file(_json(data), "application/json", "resume.json")


@blueprint.post("/ho-so/nhap-tep")
def bring() -> Any:
    """Read a file and show what it would fill in; nothing is saved yet."""
    db = get_session()
    _account, person = account_and_person(db)
    file = request.files.get("tep")
    try:
        if file is None or not file.filename:
            raise InvalidInput(_("Anh/chị chọn một tệp."))
        incoming = exchange.read_profile(file.stream.read(exchange.MOST_BYTES + 1))
    except InvalidInput as error:
        return render_template("seekers/carry.html", error=str(error)), 422
    whole = queries.profile_of(db, person=person)
    return render_template(
        "seekers/bring.html",
        incoming=incoming,
        person=person,
        has_work=bool(whole.work),
        carried=_signer().dumps([person.id, vars(incoming)]),
        work=[saving.work_line(title, months) for title, months in incoming.work],
    )


@blueprint.post("/ho-so/nhap-tep/luu")
def bring_save() -> Response:
    """Save what was shown: only empty answers are filled, lists grow, nothing is overwritten."""
    db = get_session()
    account = signed_in_account()
    _account, person = account_and_person(db)
    try:
        owner, data = _signer().loads(request.form.get("noi_dung", ""), max_age=PREVIEW_SECONDS)
    except BadData:
        owner, data = 0, {}
    if owner != person.id:
        flash(_("Đã lâu quá. Anh/chị chọn lại tệp."), "warn")
        return redirect(url_for(".carry"))
    saving.take_in(
        db, person=person, account=account, incoming=Incoming.of_json(data), now=clock.now()
    )
    db.commit()
    flash(_("Đã lấy vào hồ sơ. Anh/chị xem lại giúp."), "success")
    again: dict[str, Any] = {"sua": 1, "xac-nhan": 1}
    return redirect(url_for(".experience", **again))


def _groups() -> dict[str, dict[str, Any]]:
    db = get_session()
    _account, person = account_and_person(db)
    whole = queries.profile_of(db, person=person)
    return exchange.five_groups(db, whole, queries.sensitive_of(db, person=person))


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="seekers.bring")


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=2).encode()


def _file(data: bytes, mimetype: str, name: str) -> Response:
    response = make_response(data)
    response.mimetype = mimetype
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
