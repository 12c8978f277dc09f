"""Who is holding the phone? After a code that proved the number, one of its people is chosen."""

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import EVERYONE, opened_to
from workforce.accounts import attempts, limits, numbers
from workforce.accounts.blueprint import blueprint
from workforce.accounts.forms import ChooseForm
from workforce.accounts.sign_in import CODE_KEY, PHONE_KEY, enter
from workforce.database import get_session
from workforce.errors import TooManyAttempts
from workforce.formats import date
from workforce.i18n import _
from workforce.models import Account, OneTimeCode
from workforce.offline import OWN_PHONE_KEY
from workforce.pages import safe_next

Proof = numbers.Proof


@blueprint.route("/chon-nguoi", methods=["GET", "POST"])
@opened_to(EVERYONE)
def choose() -> Any:
    """Choose who signs in; relatives and long silent accounts are asked one thing more."""
    db = get_session()
    code = _proven(db)
    if code is None:
        return redirect(url_for("accounts.sign_in"))
    phone = numbers.phone_of(db, db.get_one(Account, code.account_id)) or ""
    people = numbers.choices(db, phone=phone, now=clock.now())
    form = _form(people)
    if not form.validate_on_submit():
        return _page(form, people, 422 if request.method == "POST" else 200)
    chosen = next(one for one in people if str(one.account.id) == form.who.data)
    if chosen.proof == Proof.DESK:
        form.who.errors = [_desk()]
        return _page(form, people, 422)
    if chosen.proof != Proof.NOTHING:
        refused = _refused(db, chosen, form.fact.data or "")
        if refused:
            form.fact.errors = [refused]
            return _page(form, people, 422)
    code = db.get_one(OneTimeCode, code.id)
    code.expires_at = clock.now()  # chosen once
    db.add(code)
    return enter(chosen.account, code, own_phone=bool(session.get(OWN_PHONE_KEY)))


@blueprint.post("/so-moi")
@opened_to(EVERYONE)
def new_owner() -> Response:
    """Say that the number is one's own now; only where nobody used it for a long time.

    Who had it before keeps account and history, without the number.
    """
    db = get_session()
    code = _proven(db)
    if code is None:
        return redirect(url_for("accounts.sign_in"))
    phone = numbers.phone_of(db, db.get_one(Account, code.account_id)) or ""
    if not _all_silent(numbers.choices(db, phone=phone, now=clock.now())):
        return redirect(url_for("accounts.choose"))
    numbers.release(db, phone=phone, now=clock.now())
    code.expires_at = clock.now()
    db.add(code)
    db.commit()
    session.pop(CODE_KEY, None)
    session[PHONE_KEY] = phone
    flash(_("Số này nay là của anh/chị. Mời anh/chị đăng ký."), "success")
    return redirect(url_for("accounts.register"))


def _proven(db: Session) -> OneTimeCode | None:
    """Return the code this browser just used, while it still counts."""
    code = db.get(OneTimeCode, session.get(CODE_KEY) or 0)
    if code is None or code.used_at is None or code.expires_at <= clock.now():
        return None
    return code


def _form(people: list[numbers.Choice]) -> ChooseForm:
    form = ChooseForm()
    form.who.choices = [(str(one.account.id), _label(one)) for one in people]
    if len(people) == 1 and form.who.data is None:
        form.who.data = str(people[0].account.id)
    return form


def _label(one: numbers.Choice) -> str:
    if one.is_silent:
        day = date(one.account.created_at)
        return _("Người đã dùng số này từ %(day)s", day=day)
    return one.name


def _refused(db: Session, chosen: numbers.Choice, typed: str) -> str:
    """Return why the second fact does not do, '' when it does; each call is one try."""
    try:
        counted = limits.admit(
            db,
            [(limits.SECOND_FACT, limits.bucket(
                limits.SECOND_FACT, "account", str(chosen.account.id), data_key=attempts.data_key()
            ))],
            now=clock.now(),
        )  # fmt: skip
    except TooManyAttempts:
        return _desk()
    if numbers.proves(db, chosen, typed):
        limits.succeed(db, counted)
        return ""
    if chosen.proof == Proof.PASSWORD:
        return _("Chưa đúng. Anh/chị ghi mật khẩu của mình. Quên thì đến xã, phường.")
    return _("Chưa đúng. Anh/chị thử lại, hoặc đến xã, phường với giấy tờ.")


def _desk() -> str:
    return _("Số này lâu không dùng, hoặc đã thử nhiều lần. Anh/chị mang giấy tờ đến xã, phường.")


def _all_silent(people: list[numbers.Choice]) -> bool:
    return bool(people) and all(one.is_silent for one in people)


def _page(form: ChooseForm, people: list[numbers.Choice], status: int) -> Any:
    proofs = {one.proof for one in people}
    return render_template(
        "accounts/choose.html",
        form=form,
        asks_fact=bool(proofs - {Proof.NOTHING, Proof.DESK}),
        asks_birth=bool(proofs & {Proof.BIRTH, Proof.PASSWORD_OR_BIRTH}),
        may_be_new=_all_silent(people),
        tiep=safe_next(request.args.get("tiep")),
    ), status
