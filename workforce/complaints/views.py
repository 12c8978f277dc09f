"""Screens: reporting an opening, the officers' queue, and the answer for who reported."""

import datetime as dt

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import (
    EVERYONE,
    SIGNED_IN,
    closed_blueprint,
    current_account,
    opened_to,
    roles,
    signed_in_account,
)
from workforce.accounts import attempts
from workforce.accounts.limits import Limit
from workforce.complaints import actions, queries
from workforce.complaints.forms import AnswerForm, ReportForm
from workforce.database import get_session
from workforce.errors import InvalidInput
from workforce.formats import date
from workforce.i18n import _
from workforce.models import ComplaintDecision, ComplaintReason, Role
from workforce.openings.queries import public_row

blueprint = closed_blueprint(
    "complaints", __name__, policy=roles(Role.DEPARTMENT, Role.ADMIN), url_prefix=""
)
#: a commune's tablet may speak for a whole hamlet; a machine is stopped
REPORT = Limit("complaint", 20, dt.timedelta(hours=1))


@blueprint.get("/viec-lam/<id:opening_id>/bao-tin")
@opened_to(EVERYONE)
def report(opening_id: int) -> str:
    """Ask what is wrong with an opening; nobody has to sign in for that."""
    form = ReportForm()
    form.form_key()
    return _report_page(opening_id, form)


@blueprint.post("/viec-lam/<id:opening_id>/bao-tin")
@opened_to(EVERYONE)
def report_send(opening_id: int) -> Response | tuple[str, int]:
    """Take the report in and say by when it is answered."""
    db, form = get_session(), ReportForm()
    row = public_row(db, opening_id) or abort(404)
    key = form.form_key()
    if not form.validate():
        return _report_page(opening_id, form), 422
    attempts.admit(None, per_phone=None, per_address=REPORT)
    try:
        complaint = actions.report(
            db, opening=row.opening, account=current_account(),
            reason=ComplaintReason(str(form.reason.data)), note=form.note.data or "",
            form_key=key, today=clock.today(), now=clock.now(),
        )  # fmt: skip
    except InvalidInput as error:
        form.blame(error)
        return _report_page(opening_id, form), 422
    db.commit()
    flash(
        _("Đã nhận phản ánh. Cơ quan quản lý xem và quyết định trước hết ngày %(day)s.",
          day=date(complaint.answer_by)),
        "success",
    )  # fmt: skip
    return redirect(url_for("public.opening", opening_id=opening_id))


@blueprint.get("/phan-anh")
def queue() -> str:
    """List reports to answer, the first due first, and the latest answers."""
    db = get_session()
    return render_template(
        "complaints/queue.html",
        waiting=queries.queue(db, waiting=True),
        answered=queries.queue(db, waiting=False, limit=20),
        today=clock.today(),
    )


@blueprint.get("/phan-anh/<id:complaint_id>")
def complaint(complaint_id: int) -> str:
    """Show one report and ask for a decision."""
    return _complaint_page(complaint_id, AnswerForm())


@blueprint.post("/phan-anh/<id:complaint_id>")
def decide(complaint_id: int) -> Response | tuple[str, int]:
    """Decide: keep the opening, send it back, or close it."""
    db, form = get_session(), AnswerForm()
    row = queries.row_of(db, complaint_id) or abort(404)
    if not form.validate():
        return _complaint_page(complaint_id, form), 422
    actions.decide(
        db, complaint=row.complaint, decision=ComplaintDecision(str(form.decision.data)),
        answer=form.answer.data or "", by=signed_in_account(), today=clock.today(),
        now=clock.now(),
    )  # fmt: skip
    db.commit()
    flash(_("Đã ghi quyết định."), "success")
    return redirect(url_for("complaints.queue"))


@blueprint.get("/phan-anh-cua-toi/<id:complaint_id>")
@opened_to(SIGNED_IN)
def answer(complaint_id: int) -> str:
    """Show who reported what was decided; another's report does not exist."""
    row = queries.row_of(get_session(), complaint_id)
    if row is None or row.complaint.account_id != signed_in_account().id:
        abort(404)
    return render_template("complaints/answer.html", row=row)


def _report_page(opening_id: int, form: ReportForm) -> str:
    row = public_row(get_session(), opening_id) or abort(404)
    return render_template(
        "complaints/report.html", row=row, form=form, is_known=current_account() is not None
    )


def _complaint_page(complaint_id: int, form: AnswerForm) -> str:
    db = get_session()
    row = queries.row_of(db, complaint_id) or abort(404)
    return render_template(
        "complaints/complaint.html",
        row=row,
        form=form,
        others=queries.others_waiting(db, row.complaint),
        today=clock.today(),
    )
