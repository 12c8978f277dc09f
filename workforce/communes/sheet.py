"""The printed sheet: what was written down for somebody, and a code to come in later."""

from typing import Any

from flask import current_app, redirect, render_template, request, url_for

from workforce import clock, qr
from workforce.access import signed_in_account
from workforce.accounts import numbers, sheets
from workforce.accounts.forms import ReadOutForm
from workforce.communes import actions, queries
from workforce.communes.blueprint import blueprint
from workforce.communes.scope import get_person, scope_of
from workforce.consents import consents
from workforce.database import get_session
from workforce.errors import NotFound
from workforce.formats import date, phone
from workforce.i18n import _
from workforce.labels import label
from workforce.models import Account, ConsentPurpose, Person, PrintedCode


@blueprint.route("/nguoi-dan/<id:person_id>/phieu", methods=["GET", "POST"])
def sheet_new(person_id: int) -> Any:
    """Say why a sheet is printed and how identity was checked; then it can be printed."""
    db, officer = get_session(), signed_in_account()
    person = get_person(db, scope=scope_of(db, officer), person_id=person_id)
    form = ReadOutForm()
    if form.validate_on_submit():
        account = queries.account_of(db, person) or actions.open_account(
            db, person=person, phone=None, by=officer, now=clock.now()
        )
        made = sheets.issue(
            db, account=account, by=officer, reason=form.reason.data or "",
            identity_check=form.identity_words, data_key=current_app.extensions["data_key"],
            now=clock.now(),
        )  # fmt: skip
        db.commit()
        return redirect(url_for("communes.sheet", person_id=person_id, sheet_id=made.id))
    status = 422 if request.method == "POST" else 200
    return render_template("communes/sheet_new.html", form=form, person=person), status


@blueprint.get("/nguoi-dan/<id:person_id>/phieu/<id:sheet_id>")
def sheet(person_id: int, sheet_id: int) -> str:
    """Show the sheet to print; its code only to the officer who made it, for half an hour."""
    db, officer = get_session(), signed_in_account()
    person = get_person(db, scope=scope_of(db, officer), person_id=person_id)
    account = queries.account_of(db, person)
    row = db.get(PrintedCode, sheet_id)
    if account is None or row is None or row.account_id != account.id:
        raise NotFound(_("Không có phiếu này."))
    digits = sheets.digits_to_print(
        row, by=officer, data_key=current_app.extensions["data_key"], now=clock.now()
    )
    address = url_for("accounts.sheet", so=row.id, _external=True)
    return render_template(
        "communes/sheet.html",
        person=person,
        sheet=row,
        digits=digits,
        address=address,
        short_address=url_for("accounts.sheet", _external=True).partition("//")[2],
        code=qr.svg(address, label=_("Mã QR mở trang nhập phiếu")),
        officer=db.get_one(Account, row.printed_by).display_name,
        sign_in_number=numbers.phone_of(db, account),
        facts=_facts(db, person),
        agreed=_agreed(db, person),
    )


def _facts(db: Any, person: Person) -> list[dict[str, Any]]:
    """Return what was written down, for the person to read and correct."""
    born = person.birth_date or person.birth_year
    return [
        {"label": _("Họ và tên"), "value": person.full_name},
        {"label": _("Sinh"), "value": date(person.birth_date) if person.birth_date else born},
        {"label": _("Số liên lạc"), "value": phone(person.contact_phone)},
        {"label": _("Muốn làm"), "value": person.desired},
        {"label": _("Biết làm"), "value": person.about},
        {"label": _("Học vấn"), "value": label(person.education) if person.education else ""},
        {"label": _("Học nghề"), "value": label(person.training) if person.training else ""},
    ]


def _agreed(db: Any, person: Person) -> list[str]:
    """Return each consent in force: what, when, and who wrote it down."""
    lines = []
    for purpose in ConsentPurpose:
        if not consents.has_consent(db, person_id=person.id, purpose=purpose):
            continue
        last = [one for one in consents.events_of(db, person.id) if one.purpose == purpose][-1]
        by = db.get(Account, last.recorded_by) if last.recorded_by else None
        words = {"purpose": label(purpose), "day": date(last.at)}
        lines.append(
            _("%(purpose)s, ngày %(day)s, cán bộ ghi: %(who)s", **words, who=by.display_name)
            if by and last.channel == "desk" else _("%(purpose)s, ngày %(day)s", **words)
        )  # fmt: skip
    return lines
