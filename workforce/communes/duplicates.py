"""Records that may be one person: the officer looks, asks, and decides; merges can be undone."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from sqlmodel import Session, select
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import signed_in_account
from workforce.communes.blueprint import blueprint
from workforce.communes.forms import DecideForm, VoidForm
from workforce.communes.rows import person_row
from workforce.communes.scope import Scope, get_person, scope_of
from workforce.database import get_session
from workforce.errors import Conflict, NotFound
from workforce.formats import moment
from workforce.i18n import _
from workforce.models import Account, DuplicatePair, PairDecision, Person, PersonMerge
from workforce.people import duplicates, merging


@blueprint.get("/ho-so-trung")
def pairs() -> str:
    """List the pairs that wait, the likest first."""
    db = get_session()
    scope = scope_of(db, signed_in_account())
    rows = [
        {
            "title": _("%(one)s và %(two)s", one=one.full_name, two=two.full_name),
            "url": url_for("communes.pair", pair_id=pair.id),
            "detail": " / ".join(person_row(each)["detail"] for each in (one, two)),
            "due_text": _band(pair),
            "action_url": url_for("communes.pair", pair_id=pair.id),
            "action": _("Xem và quyết định"),
        }
        for pair, one, two in duplicates.waiting(db, reach=[scope.people()])
    ]
    return render_template("communes/pairs.html", rows=rows)


@blueprint.route("/ho-so-trung/<id:pair_id>", methods=["GET", "POST"])
def pair(pair_id: int) -> Any:
    """Show two records side by side and decide: one person, or two."""
    db, officer = get_session(), signed_in_account()
    found, one, two = _pair(db, scope_of(db, officer), pair_id)
    form = DecideForm()
    form.decision.choices = _choices(one, two)
    if form.validate_on_submit():
        try:
            done = _decide(db, found, one, two, form, officer)
        except Conflict as error:
            form.decision.errors = [str(error)]
            db.rollback()
        else:
            db.commit()
            return done
    status = 422 if request.method == "POST" else 200
    return render_template(
        "communes/pair.html",
        form=form,
        band=_band(found),
        told=[_told(field, odds) for field, odds in found.evidence],
        columns=[_facts(each) for each in (one, two)],
        both=[_both(each) for each in merging.both_hold(db, kept=one, gone=two)],
    ), status


@blueprint.route("/nguoi-dan/<id:person_id>/gop/<id:merge_id>/tach", methods=["GET", "POST"])
def unmerge(person_id: int, merge_id: int) -> Any:
    """Part two records again, exactly as they were."""
    db, officer = get_session(), signed_in_account()
    person = get_person(db, scope=scope_of(db, officer), person_id=person_id)
    row = db.exec(
        select(PersonMerge).where(PersonMerge.id == merge_id, PersonMerge.kept_id == person.id)
    ).first()
    if row is None:
        raise NotFound(_("Không có lần gộp này."))
    if not merging.standing(db, row):
        raise Conflict(_("Lần gộp này đã tách, hoặc có một lần gộp sau phải tách trước."))
    form = VoidForm()
    if form.validate_on_submit():
        left = merging.undo(db, row=row, reason=form.reason.data or "", by=officer, now=clock.now())
        db.commit()
        flash(_("Đã tách thành hai hồ sơ như trước."), "success")
        if left:
            flash(_("Điều người dân đã sửa sau khi gộp ở lại hồ sơ này."), "info")
        return redirect(url_for("communes.person", person_id=person_id))
    gone = db.get_one(Person, row.gone_id)
    status = 422 if request.method == "POST" else 200
    return render_template("communes/unmerge.html", form=form, person=person, gone=gone), status


def merge_lines(db: Session, person: Person) -> list[dict[str, Any]]:
    """Return the merges of a record in words, for its page."""
    lines = []
    for row in merging.merges_of(db, person=person):
        by = db.get_one(Account, row.decided_by)
        gone = db.get_one(Person, row.gone_id)
        text = _("%(who)s gộp hồ sơ “%(name)s” lúc %(at)s: %(why)s.", who=by.display_name,
                 name=gone.full_name, at=moment(row.at), why=row.reason)  # fmt: skip
        if row.undone_at is not None:
            text += " " + _("Đã tách lúc %(at)s: %(why)s.", at=moment(row.undone_at),
                            why=row.undone_reason)  # fmt: skip
        can_part = row.kept_id == person.id and merging.standing(db, row)
        url = url_for("communes.unmerge", person_id=person.id, merge_id=row.id) if can_part else ""
        lines.append({"text": text, "url": url})
    return lines


def _pair(db: Session, scope: Scope, pair_id: int) -> tuple[DuplicatePair, Person, Person]:
    found = db.get(DuplicatePair, pair_id)
    if found is None or found.decision != PairDecision.WAITING:
        raise NotFound(_("Không có cặp hồ sơ này, hoặc đã có người quyết định."))
    people = [
        db.exec(select(Person).where(Person.id == key, scope.people())).first()
        for key in (found.first_id, found.second_id)
    ]
    if people[0] is None or people[1] is None:
        raise NotFound(_("Không có cặp hồ sơ này, hoặc đã có người quyết định."))
    return found, people[0], people[1]


def _choices(one: Person, two: Person) -> list[tuple[str, str]]:
    return [
        ("first", _("Một người. Giữ hồ sơ thứ nhất (%(when)s)", when=moment(one.created_at))),
        ("second", _("Một người. Giữ hồ sơ thứ hai (%(when)s)", when=moment(two.created_at))),
        ("different", _("Hai người khác nhau")),
    ]


def _decide(
    db: Session, found: DuplicatePair, one: Person, two: Person, form: DecideForm, officer: Account
) -> Response:
    reason = " · ".join(filter(None, [form.how_words, form.reason.data or ""]))[:300]
    if form.decision.data == "different":
        duplicates.say_different(db, pair=found, reason=reason, by=officer, now=clock.now())
        flash(_("Đã ghi: hai người khác nhau. Cặp này không được hỏi lại."), "success")
        return redirect(url_for("communes.pairs"))
    kept, gone = (one, two) if form.decision.data == "first" else (two, one)
    kept_id = kept.id
    merging.merge(
        db, kept=kept, gone=gone, reason=reason, by=officer,
        data_key=current_app.extensions["data_key"], now=clock.now(),
    )  # fmt: skip
    flash(_("Đã gộp hai hồ sơ. Nhầm thì tách lại được ở trang này."), "success")
    return redirect(url_for("communes.person", person_id=kept_id))


def _band(pair: DuplicatePair) -> str:
    return _("Rất giống") if pair.band == "same" else _("Cần hỏi")


def _told(field: str, odds: float) -> str:
    names = {
        "name": _("Họ tên"), "birth": _("Ngày, năm sinh"), "commune": _("Nơi ở"),
        "phone": _("Số điện thoại"), "cccd4": _("4 số cuối căn cước"),
    }  # fmt: skip
    said = _("giống, nghiêng về một người") if odds > 0 else _("khác, nghiêng về hai người")
    return f"{names[field]}: {said if odds else _('không nói lên gì')}"


def _facts(person: Person) -> dict[str, Any]:
    row = person_row(person)
    lines = [*row["detail"].split(" · "), person.desired, person.about[:200]]
    return {
        "title": person.full_name,
        "lines": [line for line in lines if line],
        "created": moment(person.created_at),
        "url": row["url"],
    }


def _both(held: merging.BothHold) -> str:
    return {
        "application": _("Hai hồ sơ cùng nộp một việc. Bản đi xa hơn được giữ, bản kia ẩn đi."),
        "enrolment": _("Hai hồ sơ cùng đăng ký một lớp. Bản đi xa hơn được giữ. Anh/chị báo cơ sở"
                       " đào tạo để bớt một chỗ."),
        "household_member": _("Hai hồ sơ cùng ở một gia đình. Phần của hồ sơ giữ lại được giữ."),
    }[held.table]  # fmt: skip
