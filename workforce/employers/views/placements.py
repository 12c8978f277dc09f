"""People hired: still working, the answers at 1, 3, 6 and 12 months, why they left."""

from flask import flash, redirect, render_template, request, url_for
from sqlmodel import select
from werkzeug.wrappers import Response

from workforce import clock
from workforce.database import get_session
from workforce.employers import actions, hires
from workforce.employers.blueprint import blueprint, owner, session_origin
from workforce.employers.due import months_due
from workforce.employers.forms import CheckForm, DenyForm, ReasonForm
from workforce.employers.rows import hire_row, ledger_rows
from workforce.errors import InvalidInput, NotFound
from workforce.i18n import _
from workforce.models import Account, Application, DenialReason, Role
from workforce.placements import ledger
from workforce.placements.actions import confirm_hire
from workforce.placements.denials import deny_start, standing_denials
from workforce.placements.episodes import void_event

PER_PAGE = 30


@blueprint.get("/lao-dong-da-nhan")
def placements() -> str:
    """List the people hired, those still working first."""
    db, today = get_session(), clock.today()
    _account, enterprise_id = owner()
    lines = hires.hires(db, enterprise_id=enterprise_id)
    page = min(1_000, max(1, request.args.get("trang", 1, type=int)))
    shown = lines[(page - 1) * PER_PAGE : page * PER_PAGE]
    return render_template(
        "employers/placements.html",
        rows=[hire_row(line, months_due(line.episode, today)) for line in shown],
        total=len(lines),
        working=sum(line.episode.is_working_on(today) for line in lines),
        page=page,
        pages=max(1, -(-len(lines) // PER_PAGE)),
    )


@blueprint.get("/lao-dong-da-nhan/<id:placement_id>")
def placement(placement_id: int) -> str:
    """Show one episode and everything that was said about it, by whom and when."""
    db, today = get_session(), clock.today()
    _account, enterprise_id = owner()
    line = hires.placement(db, enterprise_id=enterprise_id, placement_id=placement_id)
    colleagues = set(db.exec(select(Account.id).where(Account.enterprise_id == enterprise_id)))
    due = months_due(line.episode, today)
    said = standing_denials(db, placement_id=placement_id)
    return render_template(
        "employers/placement.html",
        line=line,
        mine=said.get(Role.EMPLOYER),
        theirs=said.get(Role.SEEKER),
        may_confirm=_may_confirm(line),
        row=hire_row(line, due),
        due=due,
        events=ledger_rows(ledger.events_of(db, placement_id), own_account_ids=colleagues),
    )


@blueprint.post("/lao-dong-da-nhan/<id:placement_id>/dung")
def start_confirm(placement_id: int) -> Response:
    """Say yes to the first day somebody reported, with one tap."""
    db = get_session()
    account, enterprise_id = owner()
    line = hires.placement(db, enterprise_id=enterprise_id, placement_id=placement_id)
    if not _may_confirm(line):
        flash(_("Không còn gì để xác nhận."), "info")
        return redirect(url_for("employers.placement", placement_id=placement_id))
    started, today = line.episode.started_on, clock.today()
    confirm_hire(
        db, application=db.get_one(Application, line.placement.application_id or 0), by=account,
        start_on=started or today, origin=session_origin(), now=clock.now(), today=today,
    )  # fmt: skip
    db.commit()
    flash(
        _("Đã xác nhận. Hợp đồng, bảo hiểm, lương thì anh/chị khai ở bản khai lao động."), "success"
    )
    return redirect(url_for("employers.placement", placement_id=placement_id))


@blueprint.route("/lao-dong-da-nhan/<id:placement_id>/chua-vao-lam", methods=["GET", "POST"])
def start_deny(placement_id: int) -> str | Response | tuple[str, int]:
    """Say that somebody who reported a start has not begun, and why."""
    db = get_session()
    account, enterprise_id = owner()
    line = hires.placement(db, enterprise_id=enterprise_id, placement_id=placement_id)
    if not _may_confirm(line):
        raise NotFound
    form = DenyForm()
    if form.validate_on_submit():
        deny_start(
            db, placement=line.placement, reason=DenialReason(str(form.reason.data)), by=account,
            origin=session_origin(), now=clock.now(),
        )  # fmt: skip
        db.commit()
        flash(_("Đã ghi. Người lao động được báo để xem lại."), "success")
        return redirect(url_for("employers.placement", placement_id=placement_id))
    page = render_template("employers/start_deny.html", line=line, form=form)
    return (page, 422) if form.is_submitted() else page


def _may_confirm(line: hires.HireLine) -> bool:
    """Whether a start somebody reported waits for the enterprise's word."""
    return (
        line.episode.started_on is not None
        and not line.episode.confirmed_by_employer
        and line.placement.application_id is not None
        and bool(line.person_name)
    )


@blueprint.route("/lao-dong-da-nhan/<id:placement_id>/con-lam-khong", methods=["GET", "POST"])
def check(placement_id: int) -> str | Response | tuple[str, int]:
    """Ask whether the person still works here; if not, since when and why."""
    db = get_session()
    account, enterprise_id = owner()
    line = hires.placement(db, enterprise_id=enterprise_id, placement_id=placement_id)
    form = CheckForm()
    if form.validate_on_submit():
        try:
            actions.answer_check(
                db, placement=line.placement, still_working=form.working.data == "1",
                last_day=form.last_day.data, reason=form.words(), by=account,
                origin=session_origin(), today=clock.today(), now=clock.now(),
            )  # fmt: skip
        except InvalidInput as error:
            form.blame(error)
        else:
            db.commit()
            flash(_("Đã ghi. Cảm ơn anh/chị đã trả lời."), "success")
            return redirect(url_for("employers.placement", placement_id=placement_id))
    page = render_template("employers/check.html", line=line, form=form)
    return (page, 422) if form.is_submitted() else page


@blueprint.route(
    "/lao-dong-da-nhan/<id:placement_id>/ghi-nham/<id:event_id>", methods=["GET", "POST"]
)
def placement_void(placement_id: int, event_id: int) -> str | Response | tuple[str, int]:
    """Withdraw a line this enterprise wrote by mistake; it stays readable."""
    db = get_session()
    account, enterprise_id = owner()
    event = hires.placement_event(
        db, enterprise_id=enterprise_id, placement_id=placement_id, event_id=event_id
    )
    writer = db.get(Account, event.recorded_by) if event.recorded_by else None
    if writer is None or writer.enterprise_id != enterprise_id:
        raise NotFound  # the worker's own word, or staff's, is not ours to take back
    form = ReasonForm()
    if form.validate_on_submit():
        void_event(db, event=event, by=account, reason=form.reason.data or "", now=clock.now())
        db.commit()
        flash(_("Đã hủy dòng ghi nhầm."), "success")
        return redirect(url_for("employers.placement", placement_id=placement_id))
    page = render_template("employers/placement_void.html", event=event, form=form)
    return (page, 422) if form.is_submitted() else page
