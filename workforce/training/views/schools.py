"""Schools as the department sees them: who waits, what they said, verify or suspend."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import opened_to, require_scope, signed_in_account
from workforce.database import get_session
from workforce.errors import InvalidInput
from workforce.formats import date, phone
from workforce.i18n import _
from workforce.models import DepartmentScope, School, Unit
from workforce.training import quality
from workforce.training.blueprint import OVERSEERS, blueprint
from workforce.training.forms import SchoolDecisionForm
from workforce.training.verification import Decision, decide_on_school, is_waiting
from workforce.training.verification import schools as all_schools


@blueprint.get("/co-so")
@opened_to(OVERSEERS)
def schools() -> str:
    """List the schools, those waiting for a decision first, and what courses offer in all."""
    db = get_session()
    return render_template(
        "training/schools.html",
        rows=[_row(one) for one in all_schools(db)],
        figures=quality.rows(quality.figures(db)),
    )


@blueprint.route("/co-so/<id:school_id>", methods=["GET", "POST"])
@opened_to(OVERSEERS)
def school(school_id: int) -> str | Response | tuple[str, int]:
    """Show one school and decide about it."""
    db = get_session()
    found = db.get(School, school_id) or abort(404)
    form = SchoolDecisionForm()
    if request.method == "POST":
        require_scope(DepartmentScope.VOCATIONAL)
    if form.validate_on_submit():
        try:
            decide_on_school(
                db, school=found, decision=Decision(str(form.decision.data)),
                reason=form.reason.data or "", by=signed_in_account(), now=clock.now(),
            )  # fmt: skip
        except InvalidInput as error:
            form.blame(error)
        else:
            db.commit()
            flash(_("Đã ghi quyết định."), "success")
            return redirect(url_for("training.school", school_id=school_id))
    place = db.get(Unit, found.unit_id) if found.unit_id else None
    page = render_template(
        "training/school.html",
        school=found,
        form=form,
        facts=_facts(found, place),
        state=_state(found),
    )
    return (page, 422) if form.is_submitted() else page


def _row(one: School) -> dict[str, str]:
    kind, word = _state(one)
    return {
        "name": one.name,
        "url": url_for("training.school", school_id=one.id),
        "tax_code": one.tax_code or _("chưa có số liệu"),
        "since": date(one.created_at),
        "state": word,
        "kind": kind,
    }


def _state(one: School) -> tuple[str, str]:
    if one.is_suspended:
        return "stop", _("Tạm ngừng tuyển sinh")
    if one.is_verified:
        return "ok", _("Đã xác minh")
    return ("wait", _("Chờ xác minh")) if is_waiting(one) else ("neutral", _("Chưa đăng ký"))


def _facts(one: School, place: Unit | None) -> list[dict[str, str]]:
    unknown = _("chưa có số liệu")
    facts = [
        (_("Mã số thuế"), one.tax_code or unknown),
        (_("Số giấy chứng nhận đăng ký"), one.licence or unknown),
        (_("Điện thoại tuyển sinh"), phone(one.contact_phone) or unknown),
        (_("Xã, phường"), place.name if place else one.district or unknown),
        (_("Đăng ký ngày"), date(one.created_at)),
    ]
    if one.status_reason:
        facts.append((_("Lý do lần gần nhất"), one.status_reason))
    return [{"label": name, "value": value} for name, value in facts]
