"""Open a seeker's account. The answer never tells whether a number has one already."""

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for

from workforce import clock
from workforce.access import EVERYONE, current_account, opened_to
from workforce.accounts import actions, attempts, limits, passwords, queries
from workforce.accounts.blueprint import blueprint
from workforce.accounts.forms import RegisterForm
from workforce.accounts.sign_in import PHONE_KEY, open_browser_session
from workforce.database import get_database, get_session
from workforce.errors import Conflict, InvalidInput, TooManyAttempts
from workforce.i18n import _
from workforce.models import Account, ConsentPurpose, SessionOrigin
from workforce.navigation import home_url
from workforce.pages import safe_next


@blueprint.route("/dang-ky", methods=["GET", "POST"])
@opened_to(EVERYONE)
def register() -> Any:
    """Register; whoever did is signed in and goes on, with a new number and a taken one alike."""
    if request.method == "GET" and current_account() is not None:
        return redirect(home_url())
    form = RegisterForm(data={"phone": session.get(PHONE_KEY)})
    if not form.validate_on_submit():
        return _page(form, 422)
    try:
        account, is_new = _known_or_new(form)
    except (TooManyAttempts, Conflict) as error:
        form.phone.errors = [str(error)]
        return _page(form, error.status)
    except InvalidInput as error:
        form.password.errors = [str(error)]
        return _page(form, error.status)
    origin = SessionOrigin.PASSWORD if form.password.data else SessionOrigin.CODE
    open_browser_session(account, origin, own_phone=form.own_phone.data)
    following = safe_next(request.args.get("tiep"))
    if not is_new:
        return redirect(following or home_url())
    flash(_("Đã đăng ký. Trước đây anh/chị đã dùng số này ở đây thì đăng xuất rồi đăng nhập lại,"
            " để thấy hồ sơ cũ."), "success")  # fmt: skip
    return redirect(following or url_for("seekers.wishes"))


def _known_or_new(form: RegisterForm) -> tuple[Account, bool]:
    """Return the account to sign in to: one's own, when number and password are known already."""
    phone, password = form.phone.data, form.password.data or ""
    counted = attempts.admit(
        phone if password else None, per_phone=limits.SIGN_IN, per_address=limits.REGISTER
    )
    known = _known(phone, password) if password else None
    db = get_session()
    if known is not None:
        limits.succeed(db, counted[1:])  # any other password was a failed try on this number
        return db.get_one(Account, known), False
    return actions.register_seeker(
        db,
        phone=phone,
        password=password,
        agreed=[ConsentPurpose(value) for value in form.agreed.data or ()],
        data_key=attempts.data_key(),
        now=clock.now(),
    ), True


def _known(phone: str, password: str) -> int | None:
    with get_database().session(write=False) as reader:
        stored = queries.stored_passwords(reader, phone=phone)
    if not stored:
        passwords.matches(None, password)  # the same work for a number nobody has
    return next((key for key, hashed in stored if passwords.matches(hashed, password)), None)


def _page(form: RegisterForm, status_when_sent: int) -> Any:
    status = status_when_sent if request.method == "POST" else 200
    return render_template(
        "accounts/register.html", form=form, tiep=safe_next(request.args.get("tiep"))
    ), status
