"""One question on the page of suggestions, answered with one tap."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.database import get_session
from workforce.i18n import _
from workforce.seekers.blueprint import account_and_person, blueprint
from workforce.suggestions import questions


@blueprint.post("/goi-y/tra-loi")
def answer() -> Response:
    """Save the answer to the profile; the page then shows the list it makes."""
    db = get_session()
    _account, person = account_and_person(db)
    key, value = request.form.get("hoi", ""), request.form.get("dap", "")
    questions.answer(db, person=person, key=key, value=value, now=clock.now())
    db.commit()
    flash(_("Đã ghi vào hồ sơ. Danh sách dưới đây đã tính lại."), "success")
    return redirect(url_for(".suggestions"))
