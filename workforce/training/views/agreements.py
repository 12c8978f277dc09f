"""Agreements of schools and enterprises, on the screens of both."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import opened_to, signed_in_account
from workforce.database import get_session
from workforce.errors import InvalidInput
from workforce.formats import date, number
from workforce.i18n import _
from workforce.models import Account, AgreementParty
from workforce.reference.recognition import occupation_choices
from workforce.training import agreements as rules
from workforce.training.blueprint import PARTIES, SCHOOLS, blueprint
from workforce.training.forms import AgreementForm, EndForm

View = str | Response | tuple[str, int]


@blueprint.get("/thoa-thuan")
@opened_to(PARTIES)
def agreements() -> str:
    """List the account's agreements: promised and made, side by side."""
    account = signed_in_account()
    found = rules.agreements(get_session(), account=account)
    return render_template(
        "training/agreements.html",
        rows=[_row(one, account) for one in found],
        is_school=rules.party_of(account) == AgreementParty.SCHOOL,
    )


@blueprint.route("/thoa-thuan/moi", methods=["GET", "POST"])
@opened_to(PARTIES)
def agreement_new() -> View:
    """Write an agreement down; the other side confirms it."""
    db, account = get_session(), signed_in_account()
    form = AgreementForm(data={"signed_on": clock.today()})
    form.other.choices = [
        ("", _("Chọn")),
        *((str(one.id), one.name) for one in rules.others(db, account=account)),
    ]
    form.occupation.choices = [("", _("Chưa nói")), *occupation_choices(db)]
    if form.validate_on_submit():
        try:
            row = rules.propose(
                db, account=account, other_id=int(str(form.other.data)), values=form.values(),
                now=clock.now(),
            )  # fmt: skip
        except InvalidInput as error:
            form.blame(error)
        else:
            made = row.id
            db.commit()
            flash(_("Đã ghi. Bên kia xác nhận thì thỏa thuận có hiệu lực."), "success")
            return redirect(url_for("training.agreement", agreement_id=made))
    page = render_template(
        "training/agreement_form.html", form=form,
        is_school=rules.party_of(account) == AgreementParty.SCHOOL,
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


@blueprint.get("/thoa-thuan/<id:agreement_id>")
@opened_to(PARTIES)
def agreement(agreement_id: int) -> str:
    """Show one agreement: what was agreed, the classes ordered, who was hired."""
    return _page(agreement_id, EndForm(formdata=None))


@blueprint.post("/thoa-thuan/<id:agreement_id>/xac-nhan")
@opened_to(PARTIES)
def agreement_confirm(agreement_id: int) -> Response:
    """Confirm what the other side wrote."""
    db, account = get_session(), signed_in_account()
    found = rules.agreement(db, account=account, agreement_id=agreement_id)
    rules.confirm(db, account=account, row=found.row, now=clock.now())
    db.commit()
    flash(_("Đã xác nhận thỏa thuận."), "success")
    return redirect(url_for("training.agreement", agreement_id=agreement_id))


@blueprint.post("/thoa-thuan/<id:agreement_id>/ket-thuc")
@opened_to(PARTIES)
def agreement_end(agreement_id: int) -> View:
    """End an agreement, or say no to it, with a reason."""
    db, account = get_session(), signed_in_account()
    found = rules.agreement(db, account=account, agreement_id=agreement_id)
    form = EndForm()
    if not form.validate_on_submit():
        return _page(agreement_id, form), 422
    rules.end(db, account=account, row=found.row, reason=form.reason.data or "", now=clock.now())
    db.commit()
    flash(_("Đã kết thúc thỏa thuận. Lớp đang học không bị ảnh hưởng."), "success")
    return redirect(url_for("training.agreement", agreement_id=agreement_id))


@blueprint.post("/thoa-thuan/<id:agreement_id>/lop")
@opened_to(SCHOOLS)
def agreement_intake(agreement_id: int) -> Response:
    """Put a class of the school under the agreement."""
    db, account = get_session(), signed_in_account()
    found = rules.agreement(db, account=account, agreement_id=agreement_id)
    text = request.form.get("lop", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InvalidInput(_("Anh/chị chọn một lớp."))
    rules.order_intake(
        db, account=account, row=found.row, intake_id=int(text), now=clock.now()
    )  # fmt: skip
    db.commit()
    flash(_("Đã gắn lớp vào thỏa thuận."), "success")
    return redirect(url_for("training.agreement", agreement_id=agreement_id))


def _page(agreement_id: int, form: EndForm) -> str:
    db, account = get_session(), signed_in_account()
    found = rules.agreement(db, account=account, agreement_id=agreement_id)
    is_school = rules.party_of(account) == AgreementParty.SCHOOL
    free = rules.free_intakes(db, school_id=found.school.id) if is_school else []
    return render_template(
        "training/agreement.html",
        found=found,
        state=_state(found),
        facts=_facts(found),
        form=form,
        may_confirm=found.row.confirmed_at is None
        and found.row.ended_at is None
        and found.row.proposed_by != rules.party_of(account),
        is_school=is_school,
        free=[(one.id, f"{course.title}, {date(one.starts_on)}") for one, course in free],
    )


def _row(one: rules.Agreement, account: Account) -> dict[str, Any]:
    kind, word = _state(one)
    other = one.enterprise if rules.party_of(account) == AgreementParty.SCHOOL else one.school
    return {
        "title": one.row.title,
        "url": url_for("training.agreement", agreement_id=one.row.id),
        "other": other.name,
        "seats": number(one.row.seats),
        "promised": number(one.row.hires_promised),
        "made": number(one.hired),
        "state": word,
        "kind": kind,
    }


def _state(one: rules.Agreement) -> tuple[str, str]:
    if one.row.ended_at is not None:
        return "neutral", _("Đã kết thúc")
    if one.row.confirmed_at is None:
        return "wait", _("Chờ bên kia xác nhận")
    if one.row.ends_on is not None and one.row.ends_on < clock.today():
        return "neutral", _("Hết hạn")
    return "ok", _("Hai bên đã xác nhận")


def _facts(one: rules.Agreement) -> list[dict[str, str]]:
    row = one.row
    facts = [
        (_("Doanh nghiệp"), one.enterprise.name),
        (_("Cơ sở đào tạo"), one.school.name),
        (_("Số văn bản"), row.document or _("chưa có số liệu")),
        (_("Ngày ký"), date(row.signed_on)),
        (_("Hết hạn"), date(row.ends_on) if row.ends_on else _("không ghi")),
        (_("Số chỗ đặt"), number(row.seats)),
        (_("Đã vào học"), number(one.enrolled)),
        (_("Đã học xong"), number(one.completed)),
        (_("Hứa nhận"), number(row.hires_promised)),
        (_("Đã nhận, có xác nhận"), number(one.hired)),
    ]
    if row.ended_reason:
        facts.append((_("Lý do kết thúc"), row.ended_reason))
    return [{"label": name, "value": value} for name, value in facts]
