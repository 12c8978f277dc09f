"""One person at the desk: see, enter, correct."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workforce import audit, clock
from workforce.access import signed_in_account
from workforce.accounts.numbers import phone_of
from workforce.accounts.queries import codes_read_out
from workforce.communes import actions, queries
from workforce.communes.blueprint import blueprint
from workforce.communes.duplicates import merge_lines
from workforce.communes.forms import NOT_ASKED, PersonForm
from workforce.communes.scope import Scope, get_person, new_units, old_units, scope_of
from workforce.consents import consents
from workforce.database import get_session, writing
from workforce.enrolments.moves import open_moves_of
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import Account, ConsentPurpose, Person, Unit
from workforce.people import duplicates


@blueprint.get("/nguoi-dan/<id:person_id>")
def person(person_id: int) -> str:
    """Show a profile; that it was looked at is recorded."""
    db, officer = get_session(), signed_in_account()
    scope = scope_of(db, officer)
    found = get_person(db, scope=scope, person_id=person_id)
    _record_view(officer, found)
    account = queries.account_of(db, found)
    applications = queries.applications_of(db, found)
    return render_template(
        "communes/person.html",
        person=found,
        lives_in=_place(found),
        account=account,
        sign_in_number=phone_of(db, account) if account else None,
        read_out=codes_read_out(db, account=account) if account else [],
        applications=applications,
        merges=merge_lines(db, found),
        moves=open_moves_of(db, person_id=found.id, now=clock.now()),
        can_start=any(queries.can_start(row[0]) for row in applications),
        placements=queries.placements_of(db, found),
        memberships=queries.memberships_of(db, found, scope=scope),
        agreed=[
            purpose for purpose in ConsentPurpose
            if consents.has_consent(db, person_id=found.id, purpose=purpose)
        ],
    )  # fmt: skip


@blueprint.route("/nguoi-dan/nhap-ho", methods=["GET", "POST"])
def add_person() -> Any:
    """Enter a profile for somebody who has none."""
    db, officer = get_session(), signed_in_account()
    form = _form(scope_of(db, officer))
    if form.validate_on_submit():
        try:
            added = actions.add_person(
                db, entry=_entry(form), by=officer, data_key=_key(), now=clock.now()
            )
        except InvalidInput as error:
            form[error.field].errors = [str(error)]
            db.rollback()
        else:
            alike = duplicates.queue_for(db, person=added, now=clock.now())
            db.commit()
            flash(_("Đã lập hồ sơ."), "success")
            if alike:
                flash(_("Có hồ sơ giống người này. Anh/chị xem mục Hồ sơ trùng."), "info")
            return redirect(url_for("communes.person", person_id=added.id))
    return _form_page(form, None)


@blueprint.route("/nguoi-dan/<id:person_id>/sua", methods=["GET", "POST"])
def change_person(person_id: int) -> Any:
    """Correct a profile at the person's wish."""
    db, officer = get_session(), signed_in_account()
    scope = scope_of(db, officer)
    found = get_person(db, scope=scope, person_id=person_id)
    form = _form(scope, PersonForm.shown(found))
    if form.validate_on_submit():
        try:
            actions.change_person(
                db, person=found, entry=_entry(form), by=officer, data_key=_key(), now=clock.now()
            )
        except InvalidInput as error:
            form[error.field].errors = [str(error)]
            db.rollback()
        else:
            db.commit()
            flash(_("Đã lưu."), "success")
            return redirect(url_for("communes.person", person_id=person_id))
    return _form_page(form, found)


def back_to(person_id: int) -> Response:
    """Return the way back to a person's page."""
    return redirect(url_for("communes.person", person_id=person_id))


def unit_choices(scope: Scope) -> tuple[list[Any], list[Any]]:
    """Return the choices of today's communes and of former ones."""
    db = get_session()
    new = [(str(unit.id), unit.name) for unit in new_units(db, scope)]
    old = [NOT_ASKED, *((str(unit.id), unit.name) for unit in old_units(db, scope))]
    return (new if len(new) == 1 else [NOT_ASKED, *new]), old


def _form(scope: Scope, shown: dict[str, Any] | None = None) -> PersonForm:
    form = PersonForm(data=shown or {})
    form.new_unit_id.choices, form.old_unit_id.choices = unit_choices(scope)
    _keep_stored_place(form.old_unit_id, shown)
    _keep_stored_place(form.new_unit_id, shown)
    return form


def _keep_stored_place(field: Any, shown: dict[str, Any] | None) -> None:
    """Offer the stored commune too, so that correcting a name does not lose it."""
    stored = (shown or {}).get(field.name)
    if stored and stored not in {value for value, _label in field.choices}:
        field.choices.append((stored, get_session().get_one(Unit, int(stored)).name))


def _entry(form: PersonForm) -> actions.Entry:
    return actions.Entry(
        values=form.values(),
        national_id=form.national_id.data or "",
        agreed=tuple(ConsentPurpose(value) for value in form.agreed.data or ()),
    )


def _form_page(form: PersonForm, found: Person | None) -> Any:
    status = 422 if request.method == "POST" else 200
    return render_template("communes/person_form.html", form=form, person=found), status


def _record_view(officer: Account, found: Person) -> None:
    with writing() as db:
        audit.record(
            db, account=officer, action="person.viewed", subject_type="person",
            subject_id=found.id, now=clock.now(),
        )  # fmt: skip


def _place(found: Person) -> str:
    db = get_session()
    units = [db.get(Unit, key) for key in (found.old_unit_id, found.new_unit_id) if key]
    names = [unit.name for unit in units if unit is not None]
    return " → ".join(dict.fromkeys(names))  # many a commune kept its name


def _key() -> Any:
    return current_app.extensions["data_key"]
