"""Several people on one phone: see who, add a relative, hand the phone on, change the number."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import opened_to, roles, signed_in_account
from workforce.accounts import attempts, limits, numbers, passwords, phones
from workforce.accounts.blueprint import blueprint
from workforce.accounts.forms import ChangePhoneForm, ConfirmPhoneForm, RelativeForm
from workforce.accounts.sessions import revoke_sessions
from workforce.accounts.sign_in import PHONE_KEY, wipe_browser
from workforce.database import get_session
from workforce.errors import Conflict, InvalidInput, TooManyAttempts
from workforce.i18n import _
from workforce.models import Account, ConsentPurpose, PhoneChange, Role, SessionOrigin

SEEKERS = roles(Role.SEEKER)


@blueprint.route("/nguoi-nha", methods=["GET", "POST"])
@opened_to(SEEKERS)
def family() -> Any:
    """Name the people on one's number, nothing else of them, and add one."""
    db, mine = get_session(), signed_in_account()
    form = RelativeForm()
    if form.validate_on_submit():
        try:
            phones.add_relative(
                db, holder=db.get_one(Account, mine.id), label=form.label.data or "",
                password=form.password.data or "",
                agreed=[ConsentPurpose(value) for value in form.agreed.data or ()],
                now=clock.now(),
            )  # fmt: skip
        except InvalidInput as error:
            form.password.errors = [str(error)]
            db.rollback()
        except Conflict as error:
            form.label.errors = [str(error)]
            db.rollback()
        else:
            db.commit()
            flash(_("Đã thêm. Bấm “Đưa máy cho người khác” để người đó đăng nhập và ghi hồ sơ."),
                  "success")  # fmt: skip
            return redirect(url_for("accounts.family"))
    phone = numbers.phone_of(db, mine)
    people = numbers.choices(db, phone=phone, now=clock.now()) if phone else []
    others = [one.name for one in people if one.account.id != mine.id and one.name]
    html = render_template(
        "accounts/family.html", form=form, others=others, number=phone,
        has_password=bool(mine.password_hash),
    )  # fmt: skip
    return html, 422 if request.method == "POST" else 200


@blueprint.post("/doi-nguoi")
@opened_to(SEEKERS)
def switch() -> Response:
    """Hand the phone to a relative: this session ends, the number is typed for the next."""
    db, mine = get_session(), signed_in_account()
    phone = numbers.phone_of(db, mine)
    revoke_sessions(db, account_id=mine.id, now=clock.now(), only=current_user.session.id)
    db.commit()
    logout_user()
    session.clear()
    if phone is not None:
        session[PHONE_KEY] = phone
    flash(_("Mời người tiếp theo ghi mật khẩu của mình."), "success")
    return wipe_browser(redirect(url_for("accounts.sign_in")))


@blueprint.route("/doi-so", methods=["GET", "POST"])
@opened_to(SEEKERS)
def change_phone() -> Any:
    """Ask for another number: a code goes to it, nothing changes before the code is typed."""
    mine, form = signed_in_account(), ChangePhoneForm()
    asks_current = bool(mine.password_hash) and _came_with_password()
    if form.validate_on_submit():
        try:
            _ask_change(mine, form, asks_current)
        except TooManyAttempts as error:
            form.phone.errors = [str(error)]
            return _change_page(form, asks_current, error.status)
        except InvalidInput as error:
            form.current.errors = [str(error)]
        else:
            return redirect(url_for("accounts.confirm_phone"))
    return _change_page(form, asks_current, 422 if request.method == "POST" else 200)


@blueprint.route("/doi-so/ma", methods=["GET", "POST"])
@opened_to(SEEKERS)
def confirm_phone() -> Any:
    """Type the code that came to the new number."""
    db, mine, form = get_session(), signed_in_account(), ConfirmPhoneForm()
    asked = db.get(PhoneChange, mine.id)
    if asked is None:
        return redirect(url_for("accounts.change_phone"))
    number = asked.phone
    if form.validate_on_submit():
        keep = current_user.session.id
        done = phones.confirm_phone_change(
            db, account=db.get_one(Account, mine.id), typed=form.digits, keep_session=keep,
            data_key=attempts.data_key(), now=clock.now(),
        )  # fmt: skip
        db.commit()  # a wrong try stays counted
        if done:
            flash(_("Đã đổi số. Từ nay anh/chị đăng nhập bằng số mới."), "success")
            return redirect(url_for("accounts.account"))
        form.code.errors = [_("Mã chưa đúng hoặc đã hết hạn. Anh/chị xem lại, hoặc nhận mã mới.")]
    status = 422 if request.method == "POST" else 200
    return render_template("accounts/confirm_phone.html", form=form, number=number), status


def _came_with_password() -> bool:
    return current_user.session.origin == SessionOrigin.PASSWORD


def _ask_change(mine: Account, form: ChangePhoneForm, asks_current: bool) -> None:
    account_id, stored, phone = mine.id, mine.password_hash, form.phone.data or ""
    if current_user.session.origin == SessionOrigin.DESK_CODE:
        abort(403)  # an officer who opened the session changes the number under their own name
    attempts.admit(phone, per_phone=limits.ASK_CODE_PHONE, per_address=limits.ASK_CODE_ADDRESS)
    if asks_current:
        counted = attempts.admit(
            f"account {account_id}", per_phone=limits.SIGN_IN, per_address=limits.SIGN_IN
        )
        if not passwords.matches(stored, form.current.data or ""):
            raise InvalidInput(_("Mật khẩu đang dùng chưa đúng."), "current")
        limits.succeed(get_session(), counted)
    db = get_session()
    phones.ask_phone_change(
        db, account=db.get_one(Account, account_id), phone=phone, data_key=attempts.data_key(),
        now=clock.now(),
    )  # fmt: skip
    db.commit()


def _change_page(form: ChangePhoneForm, asks_current: bool, status: int) -> Any:
    phone = numbers.phone_of(get_session(), signed_in_account())
    return render_template(
        "accounts/change_phone.html", form=form, asks_current=asks_current, number=phone
    ), status
