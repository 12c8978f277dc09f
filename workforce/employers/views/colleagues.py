"""The enterprise's accounts: who works here, who manages, who has left."""

import datetime as dt

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.accounts import attempts
from workforce.accounts.limits import Limit
from workforce.database import get_session
from workforce.employers import colleagues as rules
from workforce.employers.blueprint import blueprint, owner
from workforce.employers.company_forms import ColleagueForm
from workforce.errors import Conflict, InvalidInput
from workforce.i18n import _

#: an HR desk adds its people in one sitting; whoever tries numbers is stopped
ADD = Limit("colleague", 20, dt.timedelta(hours=1))


@blueprint.get("/cong-ty/nguoi-dung")
def colleagues() -> str:
    """List the enterprise's accounts."""
    account, enterprise_id = owner()
    return render_template(
        "employers/colleagues.html",
        me=account,
        colleagues=rules.colleagues(get_session(), enterprise_id=enterprise_id),
    )


@blueprint.route("/cong-ty/nguoi-dung/moi", methods=["GET", "POST"])
def colleague_new() -> str | Response | tuple[str, int]:
    """Add a colleague by phone number; a one-time code goes to that number."""
    db = get_session()
    account, _enterprise_id = owner()
    if not account.is_manager and request.method == "GET":
        flash(_("Chỉ người quản lý tài khoản của công ty thêm được đồng nghiệp."), "info")
        return redirect(url_for("employers.colleagues"))
    form = ColleagueForm()
    if form.validate_on_submit():
        attempts.admit(None, per_phone=None, per_address=ADD)
        try:
            rules.add_colleague(
                db, by=account, name=form.name.data or "", phone=form.phone.data or "",
                is_manager=bool(form.is_manager.data), data_key=attempts.data_key(),
                now=clock.now(),
            )  # fmt: skip
        except InvalidInput as error:
            form.blame(error)
        except Conflict as error:
            form.blame(InvalidInput(str(error), "phone"))
        else:
            db.commit()
            flash(
                _("Đã gửi tin đến số này. Đồng nghiệp đăng nhập bằng số điện thoại và mã trong tin."
                  " Số đã có tài khoản ở nơi khác thì không thêm được."),
                "success",
            )  # fmt: skip
            return redirect(url_for("employers.colleagues"))
    page = render_template("employers/colleague_new.html", form=form)
    return (page, 422) if form.is_submitted() else page


@blueprint.post("/cong-ty/nguoi-dung/<id:account_id>/nghi")
def colleague_remove(account_id: int) -> Response:
    """Take out who has left the enterprise; signed out everywhere at once."""
    db = get_session()
    account, enterprise_id = owner()
    found = rules.colleague(db, enterprise_id=enterprise_id, account_id=account_id)
    try:
        rules.remove_colleague(db, account=found, by=account, now=clock.now())
    except Conflict as error:
        db.rollback()
        flash(str(error), "warn")
    else:
        db.commit()
        flash(_("Đã đưa ra khỏi công ty và đăng xuất mọi máy. Việc đã ghi vẫn còn."), "success")
    return redirect(url_for("employers.colleagues"))


@blueprint.post("/cong-ty/nguoi-dung/<id:account_id>/quyen")
def colleague_role(account_id: int) -> Response:
    """Let a colleague manage the accounts, or no longer."""
    db = get_session()
    account, enterprise_id = owner()
    found = rules.colleague(db, enterprise_id=enterprise_id, account_id=account_id)
    try:
        rules.set_manager(
            db, account=found, is_manager=request.form.get("quan_ly") == "1", by=account,
            now=clock.now(),
        )  # fmt: skip
    except Conflict as error:
        db.rollback()
        flash(str(error), "warn")
    else:
        db.commit()
        flash(_("Đã đổi quyền."), "success")
    return redirect(url_for("employers.colleagues"))
