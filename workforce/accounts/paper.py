"""Come in with a printed sheet: its number (in the QR) and the code typed by hand."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from workforce import clock
from workforce.access import EVERYONE, opened_to
from workforce.accounts import attempts, limits, sheets
from workforce.accounts.blueprint import blueprint
from workforce.accounts.forms import SheetForm
from workforce.accounts.sign_in import open_browser_session
from workforce.database import get_session
from workforce.errors import TooManyAttempts
from workforce.i18n import _
from workforce.models import SessionOrigin


@blueprint.route("/phieu", methods=["GET", "POST"])
@opened_to(EVERYONE)
def sheet() -> Any:
    """Type the code of a printed sheet, then set a password of one's own."""
    form = SheetForm(data={"sheet": request.args.get("so", "")[:9]})
    if not form.validate_on_submit():
        return _page(form, 422 if request.method == "POST" else 200)
    try:
        counted = attempts.admit(
            f"sheet {form.sheet.data}", per_phone=limits.SIGN_IN, per_address=limits.SIGN_IN
        )
    except TooManyAttempts as error:
        form.code.errors = [str(error)]
        return _page(form, error.status)
    db = get_session()
    account = sheets.redeem(
        db, sheet_id=min(int(form.sheet.data or 0), 2_147_483_647), typed=form.digits,
        data_key=attempts.data_key(), now=clock.now(),
    )  # fmt: skip
    if account is None:
        db.commit()  # the try on the sheet stays counted
        form.code.errors = [
            _("Số phiếu hoặc mã chưa đúng, hoặc phiếu đã dùng. Anh/chị xem lại hay xin phiếu mới.")
        ]
        return _page(form, 422)
    limits.succeed(db, counted)
    open_browser_session(account, SessionOrigin.DESK_CODE)
    flash(_("Chào anh/chị. Anh/chị đặt mật khẩu riêng, phiếu này không dùng lại được."), "success")
    return redirect(url_for("accounts.set_password"))


def _page(form: SheetForm, status: int) -> Any:
    return render_template("accounts/sheet.html", form=form), status
