"""All screens of the administrator."""

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from sqlmodel import select
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import signed_in_account
from workforce.accounts import actions
from workforce.accounts import codes as one_time
from workforce.accounts.actions import Organisation
from workforce.accounts.forms import ReadOutForm
from workforce.administration import queries, tables
from workforce.administration.blueprint import blueprint
from workforce.administration.forms import AccountForm
from workforce.converters import MAX_ID
from workforce.database import get_session
from workforce.errors import Conflict, InvalidInput
from workforce.formats import moment, phone
from workforce.i18n import _
from workforce.labels import choices
from workforce.models import Account, DepartmentScope, OneTimeCode, OutboxMessage, Role
from workforce.paging import page_of


@blueprint.get("/")
def home() -> str:
    """Show how many accounts there are and which codes wait."""
    db = get_session()
    return render_template(
        "administration/home.html",
        counts=queries.account_counts(db),
        disabled=queries.disabled_count(db),
        waiting=len(queries.waiting_codes(db, now=clock.now())),
        unverified_rates=sum(not rate.is_verified for rate in queries.rates(db)),
    )


@blueprint.get("/tai-khoan")
def accounts() -> str:
    """List accounts by role, name or phone number."""
    db, search = get_session(), request.args.get("q", "").strip()[:100]
    role = request.args.get("vai-tro", "")
    page = page_of(
        db, queries.accounts(role=Role(role) if role in set(Role) else None, search=search)
    )
    return render_template(
        "administration/accounts.html",
        q=search,
        role=role,
        roles=list(Role),
        page=page,
        new_accounts=NEW_ACCOUNTS,
    )


@blueprint.get("/tai-khoan/<id:account_id>")
def account(account_id: int) -> str:
    """Show one account."""
    db, found = get_session(), _account(account_id)
    return render_template(
        "administration/account.html",
        account=found,
        organisation=queries.organisation_name(db, found),
        is_own=found.id == signed_in_account().id,
    )


#: word in the address → role; job seekers register themselves or go to the commune
NEW_ACCOUNTS = {
    "doanh-nghiep": Role.EMPLOYER,
    "co-so-dao-tao": Role.SCHOOL,
    "xa-phuong": Role.COMMUNE,
    "trung-tam": Role.CENTRE,
    "co-quan": Role.DEPARTMENT,
    "quan-tri": Role.ADMIN,
}


@blueprint.route("/tai-khoan/moi/<kind>", methods=["GET", "POST"])
def add_account(kind: str) -> Any:
    """Open an account; the person signs in with a code first."""
    if kind not in NEW_ACCOUNTS:
        abort(404)
    db, form, chosen = get_session(), AccountForm(), NEW_ACCOUNTS[kind]
    form.organisation.choices = [("", _("Chọn nơi làm việc")), *_organisations(chosen)]
    if form.validate_on_submit():
        try:
            added = actions.create_account(
                db, role=chosen, phone=form.phone.data or "", by=signed_in_account(),
                display_name=form.display_name.data or "", now=clock.now(),
                organisation=_organisation(chosen, form.organisation.data),
            )  # fmt: skip
        except InvalidInput as error:
            form.organisation.errors = [str(error)]
        except Conflict as error:
            form.phone.errors = [str(error)]
        else:
            db.commit()
            flash(_("Đã mở tài khoản. Tạo mã để người này đăng nhập lần đầu."), "success")
            return redirect(url_for("administration.account", account_id=added.id))
    status = 422 if request.method == "POST" else 200
    return render_template("administration/account_form.html", form=form, role=chosen), status


@blueprint.post("/tai-khoan/<id:account_id>/khoa")
def disable(account_id: int) -> Response:
    """Close an account; whoever is signed in to it is out."""
    db = get_session()
    actions.disable(db, account=_account(account_id), by=signed_in_account(), now=clock.now())
    db.commit()
    flash(_("Đã khóa tài khoản và đăng xuất mọi máy."), "success")
    return _to_account(account_id)


@blueprint.post("/tai-khoan/<id:account_id>/mo")
def enable(account_id: int) -> Response:
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
    made = one_time.issue(
        db, account=found, data_key=current_app.extensions["data_key"], now=clock.now()
    )
    db.commit()
    return redirect(url_for("administration.code", code_id=made.id))


@blueprint.get("/ma-dang-nhap")
def codes() -> str:
    """List the codes that may be read out now."""
    rows = [
        {
            "title": account.display_name or phone(account.phone),
            "url": url_for("administration.code", code_id=code.id),
            "detail": phone(account.phone),
            "due_text": _("dùng được đến %(time)s", time=moment(code.expires_at)[:5]),
            "action_url": url_for("administration.code", code_id=code.id),
            "action": _("Đọc mã"),
        }
        for code, account in queries.waiting_codes(get_session(), now=clock.now())
    ]
    return render_template("administration/codes.html", rows=rows)


@blueprint.route("/ma-dang-nhap/<id:code_id>", methods=["GET", "POST"])
def code(code_id: int) -> Any:
    """Say why and how identity was checked; then the code is shown to be read out."""
    db, officer, form = get_session(), signed_in_account(), ReadOutForm()
    row = db.get(OneTimeCode, code_id)
    if row is None:
        abort(404)
    if form.validate_on_submit():
        one_time.take_to_read_out(
            db, code=row, by=officer, reason=form.reason.data or "",
            identity_check=form.identity_words, now=clock.now(),
        )  # fmt: skip
        db.commit()
        return redirect(url_for("administration.code", code_id=code_id))
    found = db.get_one(Account, row.account_id)
    is_over = row.used_at is not None or row.expires_at <= clock.now()
    status = 422 if request.method == "POST" else 200
    return render_template(
        "accounts/read_out.html", form=form, code=row, account=found, is_over=is_over,
        name=found.display_name or phone(found.phone),
        text="" if is_over or row.read_out_by != officer.id else _text(row),
        back_url=url_for("administration.account", account_id=found.id),
    ), status  # fmt: skip


@blueprint.get("/bang-so-lieu", endpoint="tables")
def show_tables() -> str:
    """Show one of the dated tables with sources; they change in seeds/, not here."""
    chosen = request.args.get("bang", "")
    table = tables.table(get_session(), chosen if chosen in tables.NAMES else "muc")
    return render_template("administration/tables.html", table=table, names=tables.NAMES)


@blueprint.get("/nhat-ky")
def audit() -> str:
    """Show the audit log, newest first, filtered in the address."""
    db = get_session()
    asked = {name: request.args.get(name, "").strip()[:60] for name in ("viec", "ai", "loai", "so")}
    page = page_of(
        db,
        queries.audit_lines(
            action=asked["viec"], account=_number(asked["ai"]), subject_type=asked["loai"],
            subject=_number(asked["so"]),
        ),
    )  # fmt: skip
    return render_template(
        "administration/audit.html", page=page, asked=asked, actions=queries.audit_actions(db)
    )


def _account(account_id: int) -> Account:
    found = get_session().get(Account, account_id)
    if found is None:
        abort(404)
    return found


def _to_account(account_id: int) -> Response:
    return redirect(url_for("administration.account", account_id=account_id))


def _organisations(role: Role) -> list[Any]:
    db = get_session()
    if role == Role.EMPLOYER:
        return queries.enterprise_choices(db)
    if role == Role.SCHOOL:
        return queries.school_choices(db)
    if role == Role.COMMUNE:
        return queries.commune_choices(db)
    return choices(DepartmentScope) if role == Role.DEPARTMENT else []


def _organisation(role: Role, chosen: str | None) -> Organisation:
    if not chosen:
        return Organisation()
    return Organisation(
        enterprise_id=int(chosen) if role == Role.EMPLOYER else None,
        school_id=int(chosen) if role == Role.SCHOOL else None,
        unit_id=int(chosen) if role == Role.COMMUNE else None,
        department_scope=DepartmentScope(chosen) if role == Role.DEPARTMENT else None,
    )


def _text(row: OneTimeCode) -> str:
    message = get_session().exec(select(OutboxMessage).where(OutboxMessage.code_id == row.id)).one()
    return one_time.body(message, data_key=current_app.extensions["data_key"])


def _number(text: str) -> int | None:
    fits = text.isascii() and text.isdigit() and len(text) < 11 and int(text) <= MAX_ID
    return int(text) if fits else None
