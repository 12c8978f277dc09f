"""Apply, follow, withdraw; say that work began, goes on, or ended."""

import datetime as dt
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from workforce import clock
from workforce.applications.actions import OpeningClosed, apply_to_opening, withdraw
from workforce.consents import consents
from workforce.database import get_session
from workforce.enrolments.queries import in_line
from workforce.errors import NotFound
from workforce.formats import phone
from workforce.i18n import _
from workforce.labels import label
from workforce.models import (
    SEEKER_STEPS,
    ApplicationStatus,
    CheckOutcome,
    ConsentPurpose,
    Person,
    SessionOrigin,
)
from workforce.openings.cards import opening_card
from workforce.openings.queries import OpeningRow, public_row
from workforce.people.age import age_on
from workforce.placements import actions as placements
from workforce.reference.rates import rate_number
from workforce.seekers import class_steps, queries, saving, steps
from workforce.seekers.blueprint import account_and_person, blueprint, session_origin
from workforce.seekers.forms import ApplyForm, ConfirmForm, EndForm, StartForm
from workforce.suggestions.words import duration

View = str | Response | tuple[str, int]
S = ApplicationStatus
#: the worker may say that work began from here on, even if the employer never wrote
MAY_START = frozenset({S.SENT, S.SEEN, S.INTERVIEW, S.OFFERED, S.HIRED})


@blueprint.route("/nop-ho-so/<id:opening_id>", methods=["GET", "POST"])
def apply(opening_id: int) -> View:
    """Show exactly what the employer will see; send it once the person agrees."""
    db, today, now = get_session(), clock.today(), clock.now()
    account, person = account_and_person(db)
    opening = _open_opening(db, opening_id)
    sent = queries.applied_to(db, person=person).get(opening_id)
    if sent is not None and sent.status != S.WITHDRAWN:
        return redirect(url_for(".application", application_id=sent.id))
    if not opening.opening.is_open(today):
        raise OpeningClosed(_("Việc làm này đã hết hạn nộp hồ sơ. Anh/chị xem việc tương tự."))
    form = ApplyForm()
    if not form.validate_on_submit():
        html = render_template(
            "seekers/apply.html",
            form=form,
            opening=opening,
            card=opening_card(opening, today=today),
            facts=_released(db, person, account.phone, today),
            consent=consents.texts()[ConsentPurpose.SHARE_APPLICATION],
        )
        return html, 422 if request.method == "POST" else 200
    saving.fill_contact(db, person=person, account=account)
    application = apply_to_opening(
        db, person=person, opening=opening.opening, message=form.message.data or "",
        sent_by=account, today=today, now=now,
    )  # fmt: skip
    db.commit()
    flash(_("Đã gửi hồ sơ. Doanh nghiệp trả lời thì anh/chị thấy ở trang này."), "success")
    return redirect(url_for(".application", application_id=application.id))


@blueprint.get("/viec-da-nop")
def applications() -> str:
    """List applications and courses, the one that moved last first."""
    db, today = get_session(), clock.today()
    _account, person = account_and_person(db)
    return render_template(
        "seekers/applications.html",
        applications=[
            {
                "title": row.opening.opening.title,
                "company": row.opening.enterprise.name,
                "url": url_for(".application", application_id=row.application.id),
                "status": label(row.application.status),
                "status_kind": steps.KINDS[row.application.status],
                "line": steps.next_step(row, today=today),
                "updated_at": row.application.updated_at,
                "is_sample": row.opening.opening.is_sample,
            }
            for row in queries.applications_of(db, person=person)
        ],
        enrolments=[
            {
                "title": row.course.title,
                "starts_on": row.intake.starts_on,
                "url": url_for(".enrolment", enrolment_id=row.enrolment.id),
                "status": _("Lớp đã hủy")
                if row.intake.is_cancelled
                else label(row.enrolment.status),
                "status_kind": "stop"
                if row.intake.is_cancelled
                else class_steps.KINDS[row.enrolment.status],
                "line": class_steps.next_line(
                    row, in_line(db, enrolment=row.enrolment), today=today
                ),
                "is_sample": row.course.is_sample,
            }
            for row in queries.enrolments_of(db, person=person)
        ],
    )


@blueprint.get("/viec-da-nop/<id:application_id>")
def application(application_id: int) -> str:
    """Show where an application stands, what came before and what is next."""
    db, today = get_session(), clock.today()
    _account, person = account_and_person(db)
    row = queries.application_of(db, person=person, application_id=application_id)
    return _application_page(row, today=today)


@blueprint.post("/viec-da-nop/<id:application_id>/rut")
def withdraw_application(application_id: int) -> Response:
    """Take an application back."""
    db = get_session()
    account, person = account_and_person(db)
    row = queries.application_of(db, person=person, application_id=application_id)
    withdraw(db, application=row.application, by=account, now=clock.now())
    db.commit()
    flash(_("Đã rút hồ sơ. Doanh nghiệp không xem được nữa."), "success")
    return redirect(url_for(".application", application_id=application_id))


@blueprint.route("/viec-da-nop/<id:application_id>/di-lam", methods=["GET", "POST"])
def start_work(application_id: int) -> View:
    """Say that work has begun, or confirm the day the employer gave."""
    db, today = get_session(), clock.today()
    account, person = account_and_person(db)
    row = queries.application_of(db, person=person, application_id=application_id)
    if row.application.status not in MAY_START:
        raise NotFound(_("Hồ sơ này đã rút hoặc chưa được nhận nên chưa báo đi làm được."))
    form = StartForm(data={"start_on": row.episode.started_on or today})
    by_desk = session_origin() == SessionOrigin.DESK_CODE
    if not form.validate_on_submit():
        html = render_template("seekers/start_work.html", form=form, row=row, by_desk=by_desk)
        return html, 422 if request.method == "POST" else 200
    placements.claim_start(
        db, application=row.application, by=account, start_on=form.start_on.data or today,
        origin=session_origin(), now=clock.now(), today=today,
    )  # fmt: skip
    db.commit()
    flash(_("Đã ghi là cán bộ ghi hộ. Anh/chị đăng nhập bằng mật khẩu để tự xác nhận.") if by_desk
          else _("Đã ghi: anh/chị đã đi làm. Chúc anh/chị làm tốt."), "success")  # fmt: skip
    return redirect(url_for(".application", application_id=application_id))


@blueprint.post("/viec-da-nop/<id:application_id>/con-lam")
def still_working(application_id: int) -> Response:
    """Say that one still works there, for the check that is due."""
    db, today = get_session(), clock.today()
    account, person = account_and_person(db)
    row = queries.application_of(db, person=person, application_id=application_id)
    months = queries.check_due(row, today)
    if row.placement is None or months is None:
        flash(_("Hiện chưa có gì để xác nhận."), "info")
        return redirect(url_for(".application", application_id=application_id))
    placements.check_in(
        db, placement=row.placement, months=months, outcome=CheckOutcome.SAME_EMPLOYER,
        occurred_on=today, by=account, origin=session_origin(), now=clock.now(),
    )  # fmt: skip
    db.commit()
    flash(_("Cảm ơn anh/chị. Đã ghi: còn làm sau %(n)s tháng.", n=months), "success")
    return redirect(url_for(".application", application_id=application_id))


@blueprint.route("/viec-da-nop/<id:application_id>/nghi-viec", methods=["GET", "POST"])
def end_work(application_id: int) -> View:
    """Say that work has ended, and why."""
    db, today = get_session(), clock.today()
    account, person = account_and_person(db)
    row = queries.application_of(db, person=person, application_id=application_id)
    if row.placement is None:
        raise NotFound(_("Chưa có ngày đi làm nào được ghi cho hồ sơ này."))
    form = EndForm()
    form.today = today
    if not form.validate_on_submit():
        html = render_template("seekers/end_work.html", form=form, row=row)
        return html, 422 if request.method == "POST" else 200
    placements.end_placement(
        db, placement=row.placement, on=form.last_day.data or today, reason=form.sentence(),
        by=account, origin=session_origin(), now=clock.now(),
    )  # fmt: skip
    db.commit()
    flash(_("Đã ghi ngày nghỉ việc. Anh/chị xem việc khác ở trang Gợi ý."), "success")
    return redirect(url_for(".application", application_id=application_id))


def _application_page(row: queries.ApplicationRow, *, today: dt.date) -> str:
    status = row.application.status
    return render_template(
        "seekers/application.html",
        row=row,
        card=opening_card(row.opening, today=today),
        status_text=label(status),
        status_kind=steps.KINDS[status],
        timeline=steps.timeline(row, today=today),
        refusal=next((one.reason for one in reversed(row.events) if one.status == S.REFUSED), ""),
        is_refused=status == S.REFUSED,
        may_withdraw=S.WITHDRAWN in SEEKER_STEPS.get(status, ()),
        may_start=status in MAY_START and not row.episode.confirmed_by_worker,
        is_hired=status == S.HIRED,
        check_due=queries.check_due(row, today),
        may_end=row.placement is not None and row.episode.is_working_on(today),
        may_apply_again=status == S.WITHDRAWN and row.opening.opening.is_open(today),
        confirm=ConfirmForm(),
    )


def _open_opening(db: Session, opening_id: int) -> OpeningRow:
    row = public_row(db, opening_id)
    if row is None:
        raise NotFound(_("Không có việc làm này."))
    return row


def _released(
    db: Session, person: Person, phone_number: str | None, today: dt.date
) -> list[dict[str, Any]]:
    """Return what the employer will see, field by field, and nothing else.

    The same fields as ``workforce.employers.released``, which is what is really shown;
    tests/seekers compares the two.
    """
    whole = queries.profile_of(db, person=person)
    work = [
        f"{one.title}, {duration(one.months)}" if one.months else one.title for one in whole.work
    ]
    trained = [label(person.training) if person.training else "", person.training_field]
    age = age_on(person, today)
    facts = [
        (_("Họ và tên"), [person.full_name]),
        (_("Số điện thoại"), [phone(person.contact_phone or phone_number)]),
        (_("Xã, phường"), [whole.new_unit.name if whole.new_unit else ""]),
        (_("Đã học xong"), [label(person.education) if person.education else ""]),
        (_("Đã học nghề"), trained),
        (_("Đã làm"), work),
        (_("Kỹ năng"), [", ".join(skill.name_vi for skill in whole.skills)]),
        (_("Bằng, chứng chỉ"), whole.certificates),
    ]  # fmt: skip
    if age is not None and age < rate_number(db, "working_age_years", "adult", on=today):
        facts.append((_("Tuổi"), [_("dưới 18 tuổi")]))
    return [{"label": name, "lines": [line for line in lines if line]} for name, lines in facts]
