"""Open a seeker's account. The answer never tells whether a number has one already."""

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for

from workforce import clock
from workforce.access import EVERYONE, current_account, opened_to
from workforce.accounts import actions, attempts, limits
from workforce.accounts.blueprint import blueprint
from workforce.accounts.forms import RegisterForm
from workforce.accounts.sign_in import PHONE_KEY
from workforce.database import get_session
from workforce.errors import InvalidInput, TooManyAttempts
from workforce.i18n import _
from workforce.models import ConsentPurpose
from workforce.navigation import home_url
from workforce.pages import safe_next


@blueprint.route("/dang-ky", methods=["GET", "POST"])
@opened_to(EVERYONE)
def register() -> Any:
    """Register; the next page is signing in, for a new and a taken number alike."""
    if request.method == "GET" and current_account() is not None:
        return redirect(home_url())
    form = RegisterForm()
    if not form.validate_on_submit():
        return _page(form, 422)
    try:
        _open_account(form)
    except TooManyAttempts as error:
        form.phone.errors = [str(error)]
        return _page(form, error.status)
    except InvalidInput as error:
        form.password.errors = [str(error)]
        return _page(form, error.status)
    session[PHONE_KEY] = form.phone.data
    page = "accounts.sign_in" if form.password.data else "accounts.enter_code"
    return redirect(url_for(page, tiep=safe_next(request.args.get("tiep"))))


def _open_account(form: RegisterForm) -> None:
    attempts.admit(None, per_phone=None, per_address=limits.REGISTER)
    db = get_session()
    actions.register_seeker(
        db,
        full_name=form.full_name.data,
        phone=form.phone.data,
        password=form.password.data or "",
        agreed=[ConsentPurpose(value) for value in form.agreed.data or ()],
        data_key=attempts.data_key(),
        now=clock.now(),
    )
    if form.password.data:
        flash(_("Đã ghi nhận. Anh/chị đăng nhập bằng mật khẩu vừa đặt."), "success")
    else:
        actions.ask_code(db, phone=form.phone.data, data_key=attempts.data_key(), now=clock.now())
        flash(_("Đã ghi nhận. Mã đăng nhập đang chờ gửi đến số của anh/chị."), "success")
    db.commit()


def _page(form: RegisterForm, status_when_sent: int) -> Any:
    status = status_when_sent if request.method == "POST" else 200
    return render_template(
        "accounts/register.html", form=form, tiep=safe_next(request.args.get("tiep"))
    ), status
