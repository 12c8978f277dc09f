"""Sign in with a password or a one-time code, and sign out.

Every answer is the same for a number that has an account and one that has none, and so
is the work done before it.
"""

import datetime as dt
from typing import Any

from flask import flash, make_response, redirect, render_template, request, session, url_for
from flask_login import current_user, logout_user
from sqlmodel import Session
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import EVERYONE, current_account, opened_to
from workforce.accounts import actions, attempts, codes, limits, numbers, passwords, queries
from workforce.accounts.blueprint import blueprint
from workforce.accounts.devices import device_name
from workforce.accounts.forms import AskCodeForm, CodeForm, SignInForm
from workforce.accounts.sessions import (
    find_session,
    open_session,
    revoke_sessions,
    sign_in_browser,
)
from workforce.database import get_database, get_session
from workforce.errors import NotAllowed, TooManyAttempts
from workforce.i18n import _
from workforce.models import Account, CodePurpose, OneTimeCode, SessionOrigin
from workforce.navigation import home_url
from workforce.offline import OWN_PHONE_KEY
from workforce.pages import safe_next

#: number typed on the page before, so that nobody types it twice; in this browser's cookie
PHONE_KEY = "so_vua_go"
#: the used code that proved the phone, until one of its people is chosen
CODE_KEY = "ma_vua_dung"


@blueprint.route("/dang-nhap", methods=["GET", "POST"])
@opened_to(EVERYONE)
def sign_in() -> Any:
    """Sign in, or ask for a code."""
    form = SignInForm(data={"phone": session.get(PHONE_KEY)})
    if request.method == "GET" and current_account() is not None:
        return redirect(home_url())
    if not form.validate_on_submit():
        return _page("accounts/sign_in.html", form, 422)
    try:
        if "ask" in request.form:
            return _ask_code(form.phone.data, CodePurpose.SIGN_IN)
        return _try_password(form)
    except TooManyAttempts as error:
        form.phone.errors = [str(error)]
        return _page("accounts/sign_in.html", form, error.status)


@blueprint.route("/nhap-ma", methods=["GET", "POST"])
@opened_to(EVERYONE)
def enter_code() -> Any:
    """Type the code that came, or that staff read out."""
    form = CodeForm(data={"phone": session.get(PHONE_KEY)})
    if not form.validate_on_submit():
        return _page("accounts/enter_code.html", form, 422)
    try:
        return _try_code(form)
    except TooManyAttempts as error:
        form.code.errors = [str(error)]
        return _page("accounts/enter_code.html", form, error.status)


@blueprint.route("/quen-mat-khau", methods=["GET", "POST"])
@opened_to(EVERYONE)
def forgot() -> Any:
    """Say what to do without a password, and ask for a code."""
    form = AskCodeForm(data={"phone": session.get(PHONE_KEY)})
    if not form.validate_on_submit():
        return _page("accounts/forgot.html", form, 422)
    try:
        return _ask_code(form.phone.data, CodePurpose.RESET_PASSWORD)
    except TooManyAttempts as error:
        form.phone.errors = [str(error)]
        return _page("accounts/forgot.html", form, error.status)


@blueprint.post("/dang-xuat")
@opened_to(EVERYONE)
def sign_out() -> Response:
    """End this browser's session; a copy of its cookie is worth nothing after."""
    if current_user.is_authenticated:
        db = get_session()
        revoke_sessions(
            db, account_id=current_user.account.id, now=clock.now(), only=current_user.session.id
        )
        db.commit()
    logout_user()
    session.clear()
    flash(_("Anh/chị đã đăng xuất."), "success")
    return wipe_browser(redirect(url_for("public.home")))


def wipe_browser(response: Response) -> Response:
    """Have the browser forget the pages it kept: the next person holds the same phone."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def open_browser_session(
    account: Account, origin: SessionOrigin, *, own_phone: bool = False
) -> None:
    """Add the session's row, commit, and put its token into this browser's cookie.

    ``own_phone``: the person ticked that the phone is theirs alone.
    """
    db = get_session()
    # Somebody signed in on this browser before: a phone passed on ends that session.
    if current_user.is_authenticated:
        revoke_sessions(
            db, account_id=current_user.account.id, now=clock.now(), only=current_user.session.id
        )
    token = open_session(
        db, account=account, origin=origin, device=device_name(request.user_agent.string),
        now=clock.now(),
    )  # fmt: skip
    db.commit()
    opened = find_session(db, token=token, now=clock.now())
    if opened is None:  # closed by an administrator while the password was checked
        revoke_sessions(db, account_id=account.id, now=clock.now())
        db.commit()
        raise NotAllowed(_("Tài khoản này đang tạm khóa. Anh/chị đến xã, phường để được giúp."))
    sign_in_browser(account, token, opened[1], own_phone=own_phone)


def next_url() -> str:
    """Return where the person wanted to go, if that is on this site, else their home."""
    return safe_next(request.args.get("tiep")) or home_url()


def _try_password(form: SignInForm) -> Any:
    phone, typed = form.phone.data, form.password.data or ""
    if not typed:
        form.password.errors = [_("Anh/chị ghi mật khẩu, hoặc bấm “Nhận mã”.")]
        return _page("accounts/sign_in.html", form, 422)
    counted = attempts.admit(phone, per_phone=limits.SIGN_IN, per_address=limits.SIGN_IN)
    # Argon2 takes a while; a writing session would keep everybody else from writing.
    with get_database().session(write=False) as reader:
        stored = queries.stored_passwords(reader, phone=phone) or [(0, "")]
    # Each person on a shared phone has a password of their own.
    found = next((one for one in stored if passwords.matches(one[1], typed)), None)
    if found is None:
        form.password.errors = [
            _("Số điện thoại hoặc mật khẩu chưa đúng. Anh/chị thử lại, hoặc bấm “Nhận mã”.")
        ]
        return _page("accounts/sign_in.html", form, 422)
    db = get_session()
    limits.succeed(db, counted)
    account = db.get_one(Account, found[0])
    if passwords.needs_rehash(found[1]):
        account.password_hash = passwords.hash_password(typed)
    open_browser_session(account, SessionOrigin.PASSWORD, own_phone=form.own_phone.data)
    return redirect(next_url())


def _ask_code(phone: str, purpose: CodePurpose) -> Response:
    attempts.admit(phone, per_phone=limits.ASK_CODE_PHONE, per_address=limits.ASK_CODE_ADDRESS)
    db = get_session()
    actions.ask_code(
        db, phone=phone, purpose=purpose, data_key=attempts.data_key(), now=clock.now()
    )
    db.commit()
    session[PHONE_KEY] = phone
    return redirect(url_for("accounts.enter_code", tiep=safe_next(request.args.get("tiep"))))


def _try_code(form: CodeForm) -> Any:
    phone = form.phone.data
    counted = attempts.admit(phone, per_phone=limits.SIGN_IN, per_address=limits.SIGN_IN)
    db = get_session()
    opened = actions.redeem_code(
        db, phone=phone, typed=form.digits, data_key=attempts.data_key(), now=clock.now()
    )
    if opened is None:
        db.commit()  # the try on the code stays counted
        form.code.errors = [_("Mã chưa đúng hoặc đã hết hạn. Anh/chị xem lại, hoặc nhận mã mới.")]
        return _page("accounts/enter_code.html", form, 422)
    account, code = opened
    limits.succeed(db, counted)
    # An officer who read the code out looked at the person; a message proves a phone only.
    if code.read_out_by is None and must_choose(db, account, now=clock.now()):
        db.commit()
        session[CODE_KEY] = code.id
        session[OWN_PHONE_KEY] = form.own_phone.data
        return redirect(url_for("accounts.choose", tiep=safe_next(request.args.get("tiep"))))
    return enter(account, code, own_phone=form.own_phone.data)


def must_choose(db: Session, account: Account, *, now: dt.datetime) -> bool:
    """Return whether a code sent to the account's number leaves open who holds the phone."""
    phone = numbers.phone_of(db, account)
    if phone is None:
        return False
    people = numbers.choices(db, phone=phone, now=now)
    return len(people) > 1 or any(one.proof != numbers.Proof.NOTHING for one in people)


def enter(account: Account, code: OneTimeCode, *, own_phone: bool) -> Response:
    """Sign the account in with a used code and lead on."""
    wants_password = code.purpose == CodePurpose.RESET_PASSWORD
    open_browser_session(account, codes.origin_of(code), own_phone=own_phone)
    if wants_password:
        return redirect(url_for("accounts.set_password"))
    return redirect(next_url())


def _page(template: str, form: Any, status_when_sent: int) -> Response:
    status = status_when_sent if request.method == "POST" else 200
    response = make_response(
        render_template(template, form=form, tiep=safe_next(request.args.get("tiep"))), status
    )
    if status == TooManyAttempts.status:
        response.headers["Retry-After"] = str(int(limits.SIGN_IN.window.total_seconds()))
    return response
