"""Places of work that move, close or let people go."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.database import get_session
from workforce.employers import changes as rules
from workforce.employers import queries
from workforce.employers.blueprint import blueprint, owner
from workforce.employers.company_forms import ChangeForm, TakeBackForm
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import ChangeKind


@blueprint.route("/cong-ty/dia-diem/<id:site_id>/thay-doi", methods=["GET", "POST"])
def change_new(site_id: int) -> str | Response | tuple[str, int]:
    """Announce what is about to happen at a place of work."""
    db, today = get_session(), clock.today()
    account, enterprise_id = owner()
    site = queries.site(db, enterprise_id=enterprise_id, site_id=site_id)
    form = ChangeForm()
    if form.validate_on_submit() and form.effective_on.data:
        try:
            rules.announce(
                db, site=site, kind=ChangeKind(str(form.kind.data)), today=today,
                effective_on=form.effective_on.data, workers=form.workers.data,
                note=form.note.data or "", by=account, now=clock.now(),
            )  # fmt: skip
        except InvalidInput as error:
            form.blame(error)
        else:
            db.commit()
            flash(
                _("Đã ghi. Người lao động ở đây được báo và xem trước việc khác; cơ quan quản lý"
                  " thấy thông báo này."),
                "success",
            )  # fmt: skip
            return redirect(url_for("employers.company"))
    page = render_template(
        "employers/change_new.html",
        form=form,
        site_name=queries.site_names(db, enterprise_id=enterprise_id)[site.id],
        known=len(rules.working_at(db, site_id=site.id, today=today)),
    )
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/cong-ty/thay-doi/<id:change_id>/rut", methods=["GET", "POST"])
def change_take_back(change_id: int) -> str | Response | tuple[str, int]:
    """Say that it does not happen, and why."""
    db = get_session()
    account, enterprise_id = owner()
    found = rules.change(db, enterprise_id=enterprise_id, change_id=change_id)
    form = TakeBackForm()
    if form.validate_on_submit():
        rules.take_back(
            db, change=found, reason=form.reason.data or "", by=account, now=clock.now()
        )
        db.commit()
        flash(_("Đã rút lại."), "success")
        return redirect(url_for("employers.company"))
    page = render_template("employers/change_take_back.html", form=form, change=found)
    return (page, 422) if form.is_submitted() else page
