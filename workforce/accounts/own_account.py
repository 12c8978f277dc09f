"""One's own account: the number, the password, signed-in devices, who read a code out."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import signed_in_account
from workforce.accounts import actions, attempts, limits, numbers, passwords, queries
from workforce.accounts.blueprint import blueprint
from workforce.accounts.forms import PasswordForm
from workforce.accounts.sessions import revoke_sessions
from workforce.database import get_session
from workforce.errors import InvalidInput, TooManyAttempts
from workforce.i18n import _
from workforce.models import Account, SessionOrigin
from workforce.navigation import home_url


@blueprint.get("/")
def home() -> Response:
    """Lead to the first page of the role."""
    return redirect(home_url())


@blueprint.get("/cua-toi")
def account() -> str:
    """Show the number and whether it is confirmed, and the codes staff read out."""
    mine = signed_in_account()
    db = get_session()
    return render_template(
        "accounts/account.html",
        account=mine,
        number=numbers.phone_of(db, mine),
        read_out=queries.codes_read_out(db, account=mine),
    )


@blueprint.route("/mat-khau", methods=["GET", "POST"])
def set_password() -> Any:
    """Set a password, or change it; other devices are signed out."""
    mine, form = signed_in_account(), PasswordForm()
    asks_current = _asks_current(mine)
    if form.validate_on_submit():
        try:
            _set_password(mine, form, asks_current)
        except TooManyAttempts as error:
            form.current.errors = [str(error)]
            return _password_page(form, asks_current, error.status)
        except InvalidInput as error:
            form[error.field or "password"].errors = [str(error)]
        else:
            flash(_("Đã đổi mật khẩu. Các máy khác đã được đăng xuất."), "success")
            return redirect(url_for("accounts.account"))
    return _password_page(form, asks_current, 422 if request.method == "POST" else 200)


@blueprint.get("/thiet-bi")
def sessions() -> str:
    """List the devices signed in."""
    rows = queries.open_sessions(get_session(), account=signed_in_account(), now=clock.now())
    return render_template("accounts/sessions.html", rows=rows, current=current_user.session.id)


@blueprint.post("/thiet-bi/<id:session_id>/dang-xuat")
def revoke_session(session_id: int) -> Response:
    """Sign one device out."""
    db, mine = get_session(), signed_in_account()
    if session_id not in {row.id for row in _open(mine)}:
        abort(404)
    revoke_sessions(db, account_id=mine.id, now=clock.now(), only=session_id)
    db.commit()
    flash(_("Đã đăng xuất máy đó."), "success")
    return redirect(url_for("accounts.sessions"))


@blueprint.post("/thiet-bi/dang-xuat-het")
def revoke_others() -> Response:
    """Sign all devices but this one out."""
    db = get_session()
    revoke_sessions(
        db, account_id=signed_in_account().id, now=clock.now(), keep=current_user.session.id
    )
    db.commit()
    flash(_("Đã đăng xuất các máy khác."), "success")
    return redirect(url_for("accounts.sessions"))


def _open(mine: Account) -> list[Any]:
    return queries.open_sessions(get_session(), account=mine, now=clock.now())


def _asks_current(mine: Account) -> bool:
    """Whoever came in with a code has forgotten the password, or never had one."""
    return bool(mine.password_hash) and current_user.session.origin == SessionOrigin.PASSWORD


def _set_password(mine: Account, form: PasswordForm, asks_current: bool) -> None:
    keep, account_id = current_user.session.id, mine.id
    if asks_current:
        _check_current(mine, form.current.data or "")
    db = get_session()
    actions.set_password(
        db, account=db.get_one(Account, account_id), password=form.password.data,
        keep_session=keep, now=clock.now(),
    )  # fmt: skip
    db.commit()


def _check_current(mine: Account, typed: str) -> None:
    stored, phone = mine.password_hash, mine.phone or f"account {mine.id}"
    counted = attempts.admit(phone, per_phone=limits.SIGN_IN, per_address=limits.SIGN_IN)
    if not passwords.matches(stored, typed):
        raise InvalidInput(_("Mật khẩu đang dùng chưa đúng."), "current")
    limits.succeed(get_session(), counted)


def _password_page(form: PasswordForm, asks_current: bool, status: int) -> Any:
    return render_template(
        "accounts/set_password.html", form=form, asks_current=asks_current
    ), status
