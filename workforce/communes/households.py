"""Families whose land is recovered: decisions, households, members, their support."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from sqlmodel import select
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import signed_in_account
from workforce.communes import queries
from workforce.communes.blueprint import blueprint
from workforce.communes.forms import (
    NOT_ASKED,
    DecisionForm,
    HouseholdForm,
    JoinForm,
    LandForm,
    MemberForm,
    SupportForm,
    VoidForm,
    WishForm,
)
from workforce.communes.person import back_to, unit_choices
from workforce.communes.rows import household_row, support_line
from workforce.communes.scope import get_household, get_person, scope_of
from workforce.database import get_session
from workforce.errors import Conflict, InvalidInput
from workforce.households import actions
from workforce.households.support import (
    deadline,
    first_decisions,
    standing_events,
    support_years,
)
from workforce.i18n import _
from workforce.models import (
    Household,
    LandType,
    MemberWish,
    RecoveryDecision,
    SupportEvent,
    SupportStep,
    Unit,
    Zone,
)
from workforce.paging import page_of, searched


@blueprint.get("/gia-dinh")
def households() -> str:
    """List the households of the territory."""
    db, search = get_session(), searched()
    scope = scope_of(db, signed_in_account())
    page = page_of(db, queries.households(scope, search=search))
    ids = [household.id for household in page.rows]
    counts, decisions = queries.member_counts(db, ids), first_decisions(db, ids)
    years = support_years(db, on=clock.today())
    rows = [
        household_row(one, counts.get(one.id, (0, 0)), _deadline(decisions.get(one.id), years))
        for one in page.rows
    ]
    return render_template("communes/households.html", q=search, page=page, rows=rows)


@blueprint.route("/gia-dinh/quyet-dinh", methods=["GET", "POST"])
def add_decision() -> Any:
    """Record a land-recovery decision."""
    db, officer, form = get_session(), signed_in_account(), DecisionForm()
    zones = db.exec(select(Zone).order_by(Zone.name)).all()
    form.zone.choices = [("", _("Không thuộc khu, cụm nào")), *((str(z.id), z.name) for z in zones)]
    if form.validate_on_submit():
        try:
            actions.register_decision(
                db, number=form.number.data or "", decided_on=form.decided_on.data or clock.today(),
                project=form.project.data or "", unit_id=scope_of(db, officer).unit_id,
                zone_id=int(form.zone.data) if form.zone.data else None, by=officer,
                today=clock.today(), now=clock.now(),
            )  # fmt: skip
        except (InvalidInput, Conflict) as error:
            form[getattr(error, "field", None) or "number"].errors = [str(error)]
        else:
            db.commit()
            flash(_("Đã ghi quyết định. Giờ ghi gia đình."), "success")
            return redirect(url_for("communes.add_household"))
    return _page("communes/decision_form.html", form)


@blueprint.route("/gia-dinh/ghi-moi", methods=["GET", "POST"])
def add_household() -> Any:
    """Record a household and the land a decision takes from it."""
    db, officer, form = get_session(), signed_in_account(), HouseholdForm()
    scope = scope_of(db, officer)
    form.new_unit_id.choices, form.old_unit_id.choices = unit_choices(scope)
    choices = _decision_choices(scope)
    form.decision.choices = choices
    if form.validate_on_submit():
        try:
            added = actions.register_household(
                db, decision=db.get_one(RecoveryDecision, int(form.decision.data or 0)),
                unit=db.get_one(Unit, int(form.new_unit_id.data or 0)),
                old_unit_id=int(form.old_unit_id.data) if form.old_unit_id.data else None,
                land_type=LandType(form.land_type.data or ""), area_m2=form.area_m2.data,
                hamlet=form.hamlet.data or "", is_resettled=form.is_resettled.answer,
                code=form.code.data or "", by=officer, now=clock.now(),
            )  # fmt: skip
        except Conflict as error:
            form.code.errors = [str(error)]
        else:
            db.commit()
            flash(_("Đã ghi gia đình. Giờ ghi từng người."), "success")
            return redirect(url_for("communes.household", household_id=added.id))
    return _page("communes/household_form.html", form, has_decisions=len(choices) > 1)


@blueprint.get("/gia-dinh/<id:household_id>")
def household(household_id: int) -> str:
    """Show a household: land, members, how far support is."""
    db = get_session()
    found = _household(household_id)
    members = queries.members_of(db, found)
    recoveries = queries.recoveries_of(db, found)
    years = support_years(db, on=clock.today())
    unit = db.get(Unit, found.new_unit_id) if found.new_unit_id else None
    return render_template(
        "communes/household.html",
        household=found,
        unit=unit,
        members=members,
        events=standing_events(db, [member.id for member, _person in members]),
        recoveries=recoveries,
        deadline=_deadline(recoveries[0][1] if recoveries else None, years),
    )


@blueprint.route("/gia-dinh/<id:household_id>/dat", methods=["GET", "POST"])
def add_land(household_id: int) -> Any:
    """Record more land taken from a household."""
    db, form, found = get_session(), LandForm(), _household(household_id)
    form.decision.choices = _decision_choices(scope_of(db, signed_in_account()))
    if form.validate_on_submit():
        try:
            actions.add_recovery(
                db, household=found, area_m2=form.area_m2.data,
                decision=db.get_one(RecoveryDecision, int(form.decision.data or 0)),
                land_type=LandType(form.land_type.data or ""),
            )  # fmt: skip
        except Conflict as error:
            form.land_type.errors = [str(error)]
        else:
            db.commit()
            return _to_household(household_id)
    return _page("communes/land_form.html", form, household=found)


@blueprint.route("/gia-dinh/<id:household_id>/thanh-vien", methods=["GET", "POST"])
def add_member(household_id: int) -> Any:
    """Add somebody who has no profile yet."""
    db, form, found = get_session(), MemberForm(), _household(household_id)
    if form.validate_on_submit():
        actions.add_new_member(
            db, household=found, full_name=form.full_name.data or "",
            birth_year=form.birth_year.data, relation=form.relation.data or "",
            wish=MemberWish(form.wish.data) if form.wish.data else None,
            by=signed_in_account(), now=clock.now(),
        )  # fmt: skip
        db.commit()
        flash(_("Đã ghi một người."), "success")
        return _to_household(household_id)
    return _page("communes/member_form.html", form, household=found)


@blueprint.route("/nguoi-dan/<id:person_id>/gia-dinh", methods=["GET", "POST"])
def join_household(person_id: int) -> Any:
    """Put somebody who has a profile into a household."""
    db, officer, form = get_session(), signed_in_account(), JoinForm()
    scope = scope_of(db, officer)
    person = get_person(db, scope=scope, person_id=person_id)
    there = db.exec(queries.households(scope, search="").limit(500)).all()
    form.household.choices = [NOT_ASKED, *((str(one.id), _named(one)) for one in there)]
    if form.validate_on_submit():
        try:
            actions.add_member(
                db, household=_household(int(form.household.data or 0)), person=person,
                relation=form.relation.data or "", by=officer, now=clock.now(),
                wish=MemberWish(form.wish.data) if form.wish.data else None,
            )  # fmt: skip
        except Conflict as error:
            form.household.errors = [str(error)]
        else:
            db.commit()
            flash(_("Đã ghi vào gia đình."), "success")
            return back_to(person_id)
    return _page("communes/join_form.html", form, person=person)


@blueprint.get("/gia-dinh/thanh-vien/<id:member_id>")
def member(member_id: int) -> Any:
    """Show a member's wish and support, and the two forms that record more."""
    return _member_page(member_id, _wish_form(member_id), SupportForm(formdata=None), 200)


@blueprint.post("/gia-dinh/thanh-vien/<id:member_id>/mong-muon")
def set_wish(member_id: int) -> Any:
    """Record what a member wants."""
    db, (found, _person, _home) = get_session(), _member(member_id)
    form = _wish_form(member_id)
    if form.validate_on_submit():
        actions.set_wish(
            db, member=found, wish=MemberWish(form.wish.data or ""), by=signed_in_account(),
            now=clock.now(),
        )  # fmt: skip
        db.commit()
        flash(_("Đã ghi mong muốn."), "success")
        return redirect(url_for("communes.member", member_id=member_id))
    return _member_page(member_id, form, SupportForm(formdata=None), 422)


@blueprint.post("/gia-dinh/thanh-vien/<id:member_id>/ho-tro")
def record_support(member_id: int) -> Any:
    """Record that a member was counselled, or has a plan."""
    db, (found, _person, _home), form = get_session(), _member(member_id), SupportForm()
    if form.validate_on_submit():
        try:
            actions.record_support(
                db, member=found, step=SupportStep(form.step.data or ""),
                occurred_on=form.occurred_on.data or clock.today(), note=form.note.data or "",
                by=signed_in_account(), today=clock.today(), now=clock.now(),
            )  # fmt: skip
        except InvalidInput as error:
            form[error.field or "step"].errors = [str(error)]
        else:
            db.commit()
            flash(_("Đã ghi."), "success")
            return redirect(url_for("communes.member", member_id=member_id))
    return _member_page(member_id, _wish_form(member_id, posted=False), form, 422)


@blueprint.route("/gia-dinh/thanh-vien/<id:member_id>/huy/<id:event_id>", methods=["GET", "POST"])
def void_support(member_id: int, event_id: int) -> Any:
    """Declare a recorded step a mistake."""
    db, (found, person, _home), form = get_session(), _member(member_id), VoidForm()
    event = db.exec(
        select(SupportEvent).where(SupportEvent.id == event_id, SupportEvent.member_id == found.id)
    ).first()
    if event is None:
        abort(404)
    if form.validate_on_submit():
        actions.void_support(
            db, event=event, reason=form.reason.data or "", by=signed_in_account(),
            today=clock.today(), now=clock.now(),
        )  # fmt: skip
        db.commit()
        flash(_("Đã hủy dòng ghi nhầm."), "success")
        return redirect(url_for("communes.member", member_id=member_id))
    return _page("communes/void_form.html", form, member=found, person=person, event=event)


def _household(household_id: int) -> Household:
    db = get_session()
    scope = scope_of(db, signed_in_account())
    return get_household(db, scope=scope, household_id=household_id)


def _member(member_id: int) -> Any:
    db = get_session()
    found = queries.member(db, scope=scope_of(db, signed_in_account()), member_id=member_id)
    if found is None:
        abort(404)
    return found


def _wish_form(member_id: int, *, posted: bool = True) -> WishForm:
    stored = _member(member_id)[0].wish
    data = {"wish": stored.value if stored else None}
    return WishForm(data=data) if posted else WishForm(formdata=None, data=data)


def _member_page(member_id: int, wish: WishForm, support: SupportForm, status: int) -> Any:
    found, person, home = _member(member_id)
    events = standing_events(get_session(), [found.id]).get(found.id, [])
    return render_template(
        "communes/member.html", member=found, person=person, household=home, wish=wish,
        support=support, events=[support_line(*event) for event in events],
    ), status  # fmt: skip


def _decision_choices(scope: Any) -> list[Any]:
    rows = queries.decisions(get_session(), scope=scope)
    return [
        ("", _("Chọn quyết định")),
        *((str(row.id), f"{row.number} · {row.project}"[:120]) for row in rows),
    ]


def _named(one: Household) -> str:
    return f"{one.code} {one.hamlet}".strip()


def _deadline(decision: RecoveryDecision | None, years: int | None) -> Any:
    return deadline(decision.decided_on, years=years) if decision else None


def _to_household(household_id: int) -> Response:
    return redirect(url_for("communes.household", household_id=household_id))


def _page(template: str, form: Any, **values: Any) -> Any:
    return render_template(template, form=form, **values), 422 if request.method == "POST" else 200
