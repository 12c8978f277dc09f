"""Say that work began, never began, goes on, or ended."""

from flask import flash, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from workforce import clock
from workforce.database import get_session
from workforce.errors import InvalidInput, NotFound
from workforce.i18n import _
from workforce.models import (
    Account,
    ApplicationStatus,
    CheckOutcome,
    DenialReason,
    Person,
    Placement,
    SessionOrigin,
)
from workforce.placements import actions as placements
from workforce.placements import staying
from workforce.placements.denials import deny_start
from workforce.seekers import queries
from workforce.seekers.blueprint import account_and_person, blueprint, session_origin
from workforce.seekers.forms import EndForm, StartForm

View = str | Response | tuple[str, int]
S = ApplicationStatus
#: the worker may say that work began from here on, even if the employer never wrote
MAY_START = frozenset({S.SENT, S.SEEN, S.INTERVIEW, S.OFFERED, S.HIRED})
#: what a link to the page of leaving may say already
DOING = {CheckOutcome.OTHER_EMPLOYER.value, CheckOutcome.NOT_WORKING.value}


@blueprint.route("/viec-da-nop/<id:application_id>/di-lam", methods=["GET", "POST"])
def start_work(application_id: int) -> View:
    """Say that work has begun, confirm the day the employer gave, or correct one's own."""
    db, today = get_session(), clock.today()
    account, person = account_and_person(db)
    row = queries.application_of(db, person=person, application_id=application_id)
    if row.application.status not in MAY_START:
        raise NotFound(_("Hồ sơ này đã rút hoặc chưa được nhận nên chưa báo đi làm được."))
    episode = row.episode
    form = StartForm(data={"start_on": episode.worker_day or episode.started_on or today})
    by_desk = session_origin() == SessionOrigin.DESK_CODE
    if form.validate_on_submit():
        try:
            placements.claim_start(
                db, application=row.application, by=account, start_on=form.start_on.data or today,
                origin=session_origin(), now=clock.now(), today=today,
            )  # fmt: skip
        except InvalidInput as error:
            form.blame(error)
        else:
            db.commit()
            flash(_("Đã ghi là cán bộ ghi hộ. Anh/chị đăng nhập bằng mật khẩu để tự xác nhận.")
                  if by_desk else _("Đã ghi: anh/chị đã đi làm. Chúc anh/chị làm tốt."),
                  "success")  # fmt: skip
            return _back(application_id)
    html = render_template("seekers/start_work.html", form=form, row=row, by_desk=by_desk)
    return html, 422 if request.method == "POST" else 200


@blueprint.post("/viec-da-nop/<id:application_id>/khong-di-lam")
def never_started(application_id: int) -> Response:
    """Say that one never began the work the employer recorded."""
    db = get_session()
    account, placement, _row = _working(db, application_id)
    deny_start(
        db, placement=placement, reason=DenialReason.NEVER_STARTED, by=account,
        origin=session_origin(), now=clock.now(),
    )  # fmt: skip
    db.commit()
    flash(_("Đã ghi: anh/chị không vào làm ở đây. Doanh nghiệp được báo để xem lại."), "success")
    return _back(application_id)


@blueprint.post("/viec-da-nop/<id:application_id>/con-lam")
def still_working(application_id: int) -> Response:
    """Say that one still works there, for the check that is due."""
    db, today = get_session(), clock.today()
    account, placement, row = _working(db, application_id)
    months = queries.check_due(row, today)
    if months is None:
        flash(_("Hiện chưa có gì để xác nhận."), "info")
        return _back(application_id)
    staying.check_in(
        db, placement=placement, months=months, outcome=CheckOutcome.SAME_EMPLOYER,
        occurred_on=today, by=account, origin=session_origin(), now=clock.now(),
    )  # fmt: skip
    db.commit()
    flash(_("Cảm ơn anh/chị. Đã ghi: còn làm sau %(n)s tháng.", n=months), "success")
    return _back(application_id)


@blueprint.route("/viec-da-nop/<id:application_id>/nghi-viec", methods=["GET", "POST"])
def end_work(application_id: int) -> View:
    """Say that work has ended, why, and what one does now."""
    db, today = get_session(), clock.today()
    account, placement, row = _working(db, application_id)
    asked = request.args.get("nay", "")
    form = EndForm(data={"doing": asked if asked in DOING else None})
    form.today = today
    if form.validate_on_submit():
        last_day = form.last_day.data or today
        try:
            staying.leave(
                db, placement=placement, last_day=last_day, reason=form.sentence(),
                doing=CheckOutcome(form.doing.data) if form.doing.data else None,
                months=queries.check_due(row, today), by=account, origin=session_origin(),
                today=today, now=clock.now(),
            )  # fmt: skip
        except InvalidInput as error:
            form.blame(error)
        else:
            db.commit()
            flash(_("Đã ghi ngày nghỉ việc. Anh/chị xem việc khác ở trang Gợi ý."), "success")
            return _back(application_id)
    html = render_template("seekers/end_work.html", form=form, row=row)
    return html, 422 if request.method == "POST" else 200


def _working(db: Session, application_id: int) -> tuple[Account, Placement, queries.ApplicationRow]:
    """Return who is signed in and the episode of work; NotFound when there is none."""
    account, person = account_and_person(db)
    row = _row(db, person, application_id)
    if row.placement is None:
        raise NotFound(_("Chưa có ngày đi làm nào được ghi cho hồ sơ này."))
    return account, row.placement, row


def _row(db: Session, person: Person, application_id: int) -> queries.ApplicationRow:
    return queries.application_of(db, person=person, application_id=application_id)


def _back(application_id: int) -> Response:
    return redirect(url_for(".application", application_id=application_id))
