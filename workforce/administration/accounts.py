"""Accounts: find, open, close, open again."""

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workforce import audit, clock
from workforce.access import signed_in_account
from workforce.accounts import actions, codes
from workforce.accounts.queries import codes_read_out, open_sessions
from workforce.administration import queries
from workforce.administration.actions import first_password
from workforce.administration.blueprint import blueprint
from workforce.administration.forms import FORMS, AccountFilter, AccountForm
from workforce.administration.organisations import find_organisation
from workforce.administration.rows import account_row
from workforce.database import get_session, writing
from workforce.errors import Conflict, InvalidInput
from workforce.i18n import _
from workforce.models import Account, Role
from workforce.paging import page_of

#: word in the address → role
NEW_ACCOUNTS = {
    "doanh-nghiep": Role.EMPLOYER,
    "co-so-dao-tao": Role.SCHOOL,
    "xa-phuong": Role.COMMUNE,
    "trung-tam": Role.CENTRE,
    "co-quan": Role.DEPARTMENT,
    "quan-tri": Role.ADMIN,
    "nguoi-tim-viec": Role.SEEKER,
}


@blueprint.get("/tai-khoan")
def accounts() -> str:
    """List accounts by role, state, name or phone number."""
    form = AccountFilter(request.args)
    form.validate()
    asked = {field.name: field.data for field in form if not field.errors}
    page = page_of(
        get_session(),
        queries.accounts(
            role=Role(asked["vai_tro"]) if asked.get("vai_tro") else None,
            is_active={"mo": True, "khoa": False}.get(asked.get("tinh_trang") or ""),
            search=asked.get("q") or "",
        ),
    )
    return render_template(
        "administration/accounts.html",
        form=form,
        page=page,
        rows=[account_row(found, place) for found, place in page.rows],
    )


@blueprint.get("/tai-khoan/<id:account_id>")
def account(account_id: int) -> str:
    """Show one account; that somebody else's was looked at is recorded."""
    db, now, me, found = get_session(), clock.now(), signed_in_account(), _account(account_id)
    if found.id != me.id:
        with writing() as log:
            audit.record(
                log, account=me, action="account.viewed", subject_type="account",
                subject_id=found.id, now=now,
            )  # fmt: skip
    return render_template(
        "administration/account.html",
        account=found,
        organisation=queries.organisation_name(db, found),
        opened_by=db.get(Account, found.created_by) if found.created_by else None,
        devices=len(open_sessions(db, account=found, now=now)),
        read_out=codes_read_out(db, account=found),
        is_own=found.id == me.id,
    )


@blueprint.get("/tai-khoan/moi")
@blueprint.route("/tai-khoan/moi/<kind>", methods=["GET", "POST"])
def account_new(kind: str | None = None) -> Any:
    """Ask for the role, then open an account; its first password is shown once."""
    if kind is None:
        return render_template("administration/account_kinds.html", kinds=NEW_ACCOUNTS)
    if kind not in NEW_ACCOUNTS:
        abort(404)
    role = NEW_ACCOUNTS[kind]
    form = _new_form(role)
    if form.validate_on_submit():
        password = form.password.data or first_password()
        opened = _open(role, form, password)
        if opened is not None:
            # Not a redirect: the password would have to travel in a cookie or an address.
            page = render_template(
                "administration/account_opened.html", account=opened, password=password
            )
            return page, 201
    status = 422 if request.method == "POST" else 200
    return render_template("administration/account_form.html", form=form, role=role), status


@blueprint.post("/tai-khoan/<id:account_id>/khoa")
def account_disable(account_id: int) -> Response:
    """Close an account; whoever is signed in to it is out."""
    db = get_session()
    actions.disable(db, account=_account(account_id), by=signed_in_account(), now=clock.now())
    db.commit()
    flash(_("Đã khóa tài khoản và đăng xuất mọi máy."), "success")
    return _to_account(account_id)


@blueprint.post("/tai-khoan/<id:account_id>/mo")
def account_enable(account_id: int) -> Response:
    """Open a closed account again."""
    db = get_session()
    actions.enable(db, account=_account(account_id), by=signed_in_account(), now=clock.now())
    db.commit()
    flash(_("Đã mở lại tài khoản."), "success")
    return _to_account(account_id)


@blueprint.post("/tai-khoan/<id:account_id>/ma")
def make_code(account_id: int) -> Response:
    """Make a code for an account; reading it out is the next page."""
    db, found = get_session(), _account(account_id)
    if not found.is_active or found.phone is None:
        raise Conflict(_("Tài khoản này không đăng nhập được."))
    made = codes.issue(
        db, account=found, data_key=current_app.extensions["data_key"], now=clock.now()
    )
    db.commit()
    return redirect(url_for("administration.code", code_id=made.id))


def _account(account_id: int) -> Account:
    found = get_session().get(Account, account_id)
    if found is None:
        abort(404)
    return found


def _to_account(account_id: int) -> Response:
    return redirect(url_for("administration.account", account_id=account_id))


def _new_form(role: Role) -> AccountForm:
    form, db = FORMS.get(role, AccountForm)(), get_session()
    if role == Role.SCHOOL:
        form["organisation"].choices = [("", _("Chọn một nơi")), *queries.school_choices(db)]
    elif role == Role.COMMUNE:
        communes = queries.commune_choices(db, today=clock.today())
        form["organisation"].choices = [("", _("Chọn một nơi")), *communes]
    return form


def _open(role: Role, form: AccountForm, password: str) -> Account | None:
    """Open and commit the account; None, with the sentence in the form, when a rule says no."""
    db = get_session()
    place = str(form["organisation"].data or "") if "organisation" in form else ""
    try:
        opened = actions.create_account(
            db, role=role, phone=form.phone.data or "", display_name=form.display_name.data or "",
            organisation=find_organisation(db, role=role, text=place, today=clock.today()),
            password=password, by=signed_in_account(), now=clock.now(),
        )  # fmt: skip
    except InvalidInput as error:
        form.blame(error)
    except Conflict as error:
        form.phone.errors = [*form.phone.errors, str(error)]
    else:
        db.commit()
        return opened
    db.rollback()
    return None
