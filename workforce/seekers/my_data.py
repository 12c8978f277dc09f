"""'Dữ liệu của tôi': what is kept, what was agreed to, who looked, a copy, erasure."""

import datetime as dt
import secrets

from flask import flash, make_response, redirect, render_template, request, session, url_for
from flask_login import logout_user
from sqlmodel import Session
from werkzeug.wrappers import Response

from workforce import audit, clock
from workforce.access import EVERYONE, opened_to
from workforce.consents import consents
from workforce.database import get_session
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import ConsentPurpose, Person, Sex
from workforce.people import held
from workforce.seekers import consenting, erasing, own_copy, queries, readable, watching
from workforce.seekers.blueprint import account_and_person, blueprint
from workforce.seekers.forms import EraseForm, StatisticsForm

#: what a person grants or takes back here. Sharing an application is agreed to at each
#: application; a guardian's consent is given at the desk.
CHOICES = (
    ConsentPurpose.MATCHING,
    ConsentPurpose.STATISTICS,
    ConsentPurpose.FOLLOW_UP,
    ConsentPurpose.KEEP_PROFILE,
    ConsentPurpose.INVITED,
    ConsentPurpose.SENSITIVE,
)

#: the receipt of an erasure in the browser's session: a number and counts, no name
RECEIPT = "erasure_receipt"


@blueprint.get("/du-lieu")
def my_data() -> str:
    """Show what is kept, each consent with its text, and who looked."""
    db = get_session()
    account, person = account_and_person(db)
    latest = queries.consents_of(db, person=person)
    return render_template(
        "seekers/my_data.html",
        person=person,
        consents=[
            {
                "purpose": purpose.value,
                "text": consents.texts()[purpose],
                "event": latest.get(purpose),
                "is_granted": purpose in latest and latest[purpose].is_granted,
            }
            for purpose in CHOICES
        ],
        shared=latest.get(ConsentPurpose.SHARE_APPLICATION),
        views=watching.views_of(db, person=person, account=account),
        codes=queries.codes_read_out(db, account=account),
        counts=_counts(db, person),
    )


@blueprint.get("/du-lieu/dang-giu")
def held_data() -> str:
    """Say of each kind of fact what it is for, who sees it and for how long."""
    db = get_session()
    account, person = account_and_person(db)
    return render_template(
        "seekers/held.html",
        register=held.REGISTER,
        counts=held.counts(
            db,
            person_ids=consents.records_of(db, person.id),
            account_id=account.id,
        ),
    )


@blueprint.get("/du-lieu/ban-sao")
def own_copy_page() -> str:
    """Show the copy of all that is kept, in words, to read or print."""
    db = get_session()
    account, person = account_and_person(db)
    copy = own_copy.collect(db, account=account, person=person)
    return render_template(
        "seekers/own_copy.html", sections=readable.sections(copy), made_at=clock.now()
    )


@blueprint.post("/du-lieu/dong-y")
def set_consent() -> Response:
    """Grant or withdraw one purpose."""
    db = get_session()
    account, person = account_and_person(db)
    purpose = next((one for one in CHOICES if one.value == request.form.get("muc")), None)
    if purpose is None:
        raise InvalidInput(_("Anh/chị chọn lại mục đồng ý."), "muc")
    is_granted = request.form.get("dong_y") == "1"
    consenting.set_consent(
        db, person=person, purpose=purpose, is_granted=is_granted, by=account, now=clock.now()
    )
    db.commit()
    flash(_("Đã ghi đồng ý của anh/chị.") if is_granted else _("Đã rút đồng ý."), "success")
    if request.form.get("ve") == "goi-y":
        return redirect(url_for(".suggestions"))
    return redirect(url_for(".my_data", _anchor="dong-y"))


@blueprint.route("/du-lieu/thong-ke", methods=["GET", "POST"])
def statistics_data() -> str | Response | tuple[str, int]:
    """Keep what only statistics may know: each part only behind its own consent."""
    db, now = get_session(), clock.now()
    account, person = account_and_person(db)
    kept = queries.sensitive_of(db, person=person)
    may = {
        purpose: consents.has_consent(db, person_id=person.id, purpose=purpose)
        for purpose in (ConsentPurpose.STATISTICS, ConsentPurpose.SENSITIVE)
    }
    form = StatisticsForm(obj=kept)
    if request.method == "GET":
        form.sex.data = person.sex
    if not form.validate_on_submit():
        html = render_template(
            "seekers/statistics_data.html",
            form=form,
            may_statistics=may[ConsentPurpose.STATISTICS],
            may_sensitive=may[ConsentPurpose.SENSITIVE],
        )
        return html, 422 if request.method == "POST" else 200
    if may[ConsentPurpose.STATISTICS]:
        sex = Sex(form.sex.data) if form.sex.data else None
        consenting.save_sex(db, person=person, sex=sex, now=now)
    if may[ConsentPurpose.SENSITIVE]:
        consenting.save_sensitive(
            db, person=person, ethnicity=form.ethnicity.data or "",
            disability=form.disability.data or "", poverty=form.poverty.data or "",
            by=account, now=now,
        )  # fmt: skip
    db.commit()
    flash(_("Đã lưu."), "success")
    return redirect(url_for(".my_data"))


@blueprint.get("/du-lieu/tai-ve")
def download() -> Response:
    """Give the person a copy of all that is kept about them, as JSON."""
    db = get_session()
    account, person = account_and_person(db)
    text = own_copy.as_json(db, account=account, person=person)
    response = make_response(text)
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = 'attachment; filename="du-lieu-cua-toi.json"'
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.route("/du-lieu/xoa", methods=["GET", "POST"])
def erase() -> str | Response | tuple[str, int]:
    """Erase the profile at the person's own request, after one clear question."""
    db, now = get_session(), clock.now()
    account, person = account_and_person(db)
    form = EraseForm()
    if not form.validate_on_submit():
        html = render_template("seekers/erase.html", form=form)
        return html, 422 if request.method == "POST" else 200
    receipt = {"number": _receipt_number(), "at": now.isoformat(), **_counts(db, person)}
    audit.record(
        db, account=account, action="erasure.requested", subject_type="person",
        subject_id=person.id, details=f"receipt {receipt['number']}", now=now,
    )  # fmt: skip
    erasing.erase(db, person=person, account=account, now=now)
    db.commit()
    logout_user()
    session[RECEIPT] = receipt
    return redirect(url_for(".erased"))


@blueprint.get("/du-lieu/da-xoa")
@opened_to(EVERYONE)
def erased() -> str | Response:
    """Show the receipt of an erasure to the browser that asked for it; nobody is signed in."""
    receipt = session.get(RECEIPT)
    if receipt is None:
        return redirect(url_for("public.home"))
    return render_template(
        "seekers/erased.html", receipt=receipt, at=dt.datetime.fromisoformat(receipt["at"])
    )


def _receipt_number() -> str:
    """Return eight digits in two groups: short enough to write down, told to nobody else."""
    digits = f"{secrets.randbelow(10**8):08d}"
    return f"{digits[:4]}-{digits[4:]}"


def _counts(db: Session, person: Person) -> dict[str, int]:
    whole = queries.profile_of(db, person=person)
    return {
        "skills": len(whole.skills),
        "work": len(whole.work),
        "certificates": len(whole.certificates),
        "applications": len(queries.applied_to(db, person=person)),
        "enrolments": len(queries.enrolments_of(db, person=person)),
    }
