"""Codes that wait in the outbox, and reading one out."""

from typing import Any

from flask import abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import signed_in_account
from workforce.accounts import codes as one_time
from workforce.accounts.forms import ReadOutForm
from workforce.administration import queries
from workforce.administration.blueprint import blueprint
from workforce.administration.rows import code_row
from workforce.crypto import DamagedCiphertext
from workforce.database import get_session
from workforce.errors import Conflict
from workforce.formats import phone
from workforce.i18n import _
from workforce.models import Account, OneTimeCode
from workforce.notices import events


@blueprint.get("/ma-dang-nhap")
def codes() -> str:
    """List the codes that may be read out now."""
    waiting = queries.waiting_codes(get_session(), now=clock.now())
    return render_template("administration/codes.html", rows=[code_row(*pair) for pair in waiting])


@blueprint.route("/ma-dang-nhap/<id:code_id>", methods=["GET", "POST"])
def code(code_id: int) -> str | Response | tuple[str, int]:
    """Say why and how identity was checked; only then the message is decrypted and shown."""
    db, now, officer, form = get_session(), clock.now(), signed_in_account(), ReadOutForm()
    row = db.get(OneTimeCode, code_id)
    if row is None:
        abort(404)
    if form.validate_on_submit():
        one_time.take_to_read_out(
            db, code=row, by=officer, reason=form.reason.data or "",
            identity_check=form.identity_words, now=now,
        )  # fmt: skip
        events.code_read_out(db, account=db.get_one(Account, row.account_id), now=now)
        db.commit()
        return redirect(url_for("administration.code", code_id=code_id))
    found = db.get_one(Account, row.account_id)
    is_over = not queries.still_opens(row, now=now)
    page = render_template(
        "accounts/read_out.html", form=form, code=row, account=found, is_over=is_over,
        name=found.display_name or phone(found.phone),
        text="" if is_over or row.read_out_by != officer.id else _text(row),
        back_url=url_for("administration.account", account_id=found.id),
    )  # fmt: skip
    return (page, 422) if request.method == "POST" else page


def _text(row: OneTimeCode) -> Any:
    message = queries.message_of(get_session(), code_id=row.id)
    try:
        return one_time.body(message, data_key=current_app.extensions["data_key"])
    except DamagedCiphertext:
        # The key was changed after the code was made; a new code is written with the new key.
        raise Conflict(_("Không đọc được tin này. Anh/chị tạo mã mới.")) from None
