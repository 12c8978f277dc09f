"""A school opens its own account; anybody may."""

from flask import flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import EVERYONE, current_account, opened_to
from workforce.accounts import attempts, limits, passwords
from workforce.accounts.sign_in import PHONE_KEY
from workforce.database import get_session
from workforce.errors import InvalidInput, TooManyAttempts
from workforce.i18n import _
from workforce.navigation import home_url
from workforce.schools.blueprint import blueprint
from workforce.schools.register_form import RegisterForm
from workforce.schools.registering import register_school


@blueprint.route("/dang-ky", methods=["GET", "POST"])
@opened_to(EVERYONE)
def register() -> str | Response | tuple[str, int]:
    """Register; the next page is signing in, for a new and a taken number alike."""
    if current_account() is not None:
        return redirect(home_url())
    db = get_session()
    form = RegisterForm()
    form.offer(db)
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            _open(form)
        except TooManyAttempts as error:
            form.form_errors.append(str(error))
            status = error.status
        except InvalidInput as error:
            form.blame(error)
        else:
            db.commit()
            flash(_("Đã ghi nhận. Anh/chị đăng nhập bằng mật khẩu vừa đặt."), "success")
            session[PHONE_KEY] = form.phone.data
            return redirect(url_for("accounts.sign_in"))
    page = render_template("schools/register.html", form=form, least=passwords.STAFF_MIN)
    return page if status == 200 else (page, status)


def _open(form: RegisterForm) -> None:
    attempts.admit(None, per_phone=None, per_address=limits.REGISTER)
    register_school(
        get_session(),
        name=form.name.data or "",
        tax_code=form.tax_code.data or "",
        licence=form.licence.data or "",
        unit_id=int(str(form.unit.data)),
        contact_name=form.contact_name.data or "",
        phone=form.phone.data or "",
        password=form.password.data or "",
        data_key=attempts.data_key(),
        now=clock.now(),
    )
