"""At the desk: confirm a number, read out a code, give or move an account, record work."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user
from sqlmodel import select
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import signed_in_account
from workforce.accounts import actions as accounts
from workforce.accounts import codes as one_time
from workforce.accounts import numbers, phones
from workforce.accounts.forms import ReadOutForm
from workforce.communes import actions, queries
from workforce.communes.blueprint import blueprint
from workforce.communes.forms import HowForm, PhoneForm, StartForm
from workforce.communes.person import back_to
from workforce.communes.rows import code_rows
from workforce.communes.scope import get_person, scope_of
from workforce.database import get_session
from workforce.errors import Conflict, InvalidInput, NotFound
from workforce.i18n import _
from workforce.models import Account, OutboxMessage, Person, SessionOrigin
from workforce.notices import events
from workforce.placements.actions import claim_start


@blueprint.get("/ma-dang-nhap")
def codes() -> str:
    """List the codes that may be read out now."""
    db = get_session()
    scope = scope_of(db, signed_in_account())
    rows = queries.waiting_codes(db, scope=scope, now=clock.now())
    return render_template("communes/codes.html", rows=code_rows(db, rows))


@blueprint.route("/ma-dang-nhap/<id:code_id>", methods=["GET", "POST"])
def code(code_id: int) -> Any:
    """Say why and how identity was checked; then the code is shown to be read out."""
    db, officer = get_session(), signed_in_account()
    found = queries.code_for(db, scope=scope_of(db, officer), code_id=code_id)
    if found is None:
        raise NotFound(_("Không có mã này."))
    row, account, person = found
    form = ReadOutForm()
    if form.validate_on_submit():
        one_time.take_to_read_out(
            db, code=row, by=officer, reason=form.reason.data or "",
            identity_check=form.identity_words, now=clock.now(),
        )  # fmt: skip
        events.code_read_out(db, account=db.get_one(Account, row.account_id), now=clock.now())
        db.commit()
        return redirect(url_for("communes.code", code_id=code_id))
    status = 422 if request.method == "POST" else 200
    return render_template(
        "accounts/read_out.html", form=form, code=row, name=person.full_name,
        number=numbers.phone_of(db, account),
        text=_text(row, officer), is_over=row.used_at is not None or row.expires_at <= clock.now(),
        back_url=url_for("communes.person", person_id=person.id),
    ), status  # fmt: skip


@blueprint.post("/nguoi-dan/<id:person_id>/ma")
def make_code(person_id: int) -> Response:
    """Make a new code for somebody at the desk; reading it out is the next page."""
    db, officer = get_session(), signed_in_account()
    account = _account_of(get_person(db, scope=scope_of(db, officer), person_id=person_id))
    made = one_time.issue(
        db, account=account, data_key=current_app.extensions["data_key"], now=clock.now()
    )
    db.commit()
    return redirect(url_for("communes.code", code_id=made.id))


@blueprint.route("/nguoi-dan/<id:person_id>/xac-minh-so", methods=["GET", "POST"])
def verify(person_id: int) -> Any:
    """Confirm that the number is the person's."""
    db, officer = get_session(), signed_in_account()
    person = get_person(db, scope=scope_of(db, officer), person_id=person_id)
    account, form = _account_of(person), HowForm()
    if form.validate_on_submit():
        accounts.verify_phone(db, account=account, how=form.how_words, by=officer, now=clock.now())
        db.commit()
        flash(_("Đã xác minh số."), "success")
        return back_to(person_id)
    return _page("communes/verify.html", form, person, number=numbers.phone_of(db, account))


@blueprint.route("/nguoi-dan/<id:person_id>/doi-so", methods=["GET", "POST"])
def move_phone(person_id: int) -> Any:
    """Give the person's account a new number."""
    db, officer = get_session(), signed_in_account()
    person = get_person(db, scope=scope_of(db, officer), person_id=person_id)
    account, form = _account_of(person, needs_phone=False), PhoneForm()
    if form.validate_on_submit():
        try:
            phones.move_phone(
                db, account=account, phone=form.phone.data or "", by=officer, now=clock.now(),
                is_shared=bool(form.is_shared.data),
            )  # fmt: skip
        except Conflict as error:
            form.phone.errors = [str(error)]
            db.rollback()
        else:
            person.contact_phone = form.phone.data
            db.add(person)
            db.commit()
            flash(_("Đã đổi số. Các máy đang đăng nhập đã được đăng xuất."), "success")
            return back_to(person_id)
    return _page("communes/move_phone.html", form, person, number=numbers.phone_of(db, account))


@blueprint.route("/nguoi-dan/<id:person_id>/tai-khoan", methods=["GET", "POST"])
def give_account(person_id: int) -> Any:
    """Let the person sign in to the profile an officer made."""
    db, officer = get_session(), signed_in_account()
    person = get_person(db, scope=scope_of(db, officer), person_id=person_id)
    form = PhoneForm(data={"phone": person.contact_phone})
    if form.validate_on_submit():
        try:
            actions.give_account(
                db, person=person, phone=form.phone.data or "", how=form.how_words, by=officer,
                now=clock.now(), is_shared=bool(form.is_shared.data),
            )  # fmt: skip
        except Conflict as error:
            form.phone.errors = [str(error)]
            db.rollback()
        else:
            db.commit()
            flash(_("Đã gắn tài khoản. Anh/chị tạo mã để người dân đăng nhập."), "success")
            return back_to(person_id)
    return _page("communes/give_account.html", form, person)


@blueprint.route("/nguoi-dan/<id:person_id>/bat-dau-lam", methods=["GET", "POST"])
def start_work(person_id: int) -> Any:
    """Record for somebody that work has begun: tier D until a side confirms it itself."""
    db, officer = get_session(), signed_in_account()
    person = get_person(db, scope=scope_of(db, officer), person_id=person_id)
    open_rows = [row for row in queries.applications_of(db, person) if queries.can_start(row[0])]
    if not open_rows:
        raise Conflict(_("Người này chưa nộp hồ sơ nào còn hiệu lực."))
    form = StartForm()
    form.application.choices = [
        (str(application.id), f"{opening.title}, {enterprise.name}")
        for application, opening, enterprise in open_rows
    ]
    if form.validate_on_submit():
        chosen = next(row[0] for row in open_rows if str(row[0].id) == form.application.data)
        try:
            claim_start(
                db, application=chosen, by=officer, start_on=form.start_on.data or clock.today(),
                origin=SessionOrigin(current_user.session.origin), now=clock.now(),
                today=clock.today(),
            )  # fmt: skip
        except InvalidInput as error:
            form.start_on.errors = [str(error)]
        else:
            db.commit()
            flash(_("Đã ghi. Mục này mang dấu “cán bộ ghi hộ”."), "success")
            return back_to(person_id)
    return _page("communes/start_work.html", form, person)


def _account_of(person: Person, *, needs_phone: bool = True) -> Account:
    db = get_session()
    account = queries.account_of(db, person)
    if account is None or (needs_phone and numbers.phone_of(db, account) is None):
        raise NotFound(_("Hồ sơ này chưa có tài khoản."))
    return account


def _text(row: Any, officer: Account) -> str:
    """Return the message's text for the officer who answers for it, else ''."""
    if row.read_out_by != officer.id or row.used_at is not None or row.expires_at <= clock.now():
        return ""
    message = get_session().exec(select(OutboxMessage).where(OutboxMessage.code_id == row.id)).one()
    return one_time.body(message, data_key=current_app.extensions["data_key"])


def _page(template: str, form: Any, person: Person, **values: Any) -> Any:
    status = 422 if request.method == "POST" else 200
    return render_template(template, form=form, person=person, **values), status
