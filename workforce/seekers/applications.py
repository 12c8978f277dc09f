"""Apply, follow, withdraw; say that work began, goes on, or ended."""

import datetime as dt
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from workforce import clock
from workforce.applications import retention
from workforce.applications.actions import OpeningClosed, apply_to_opening, withdraw
from workforce.applications.queries import answer_rate
from workforce.applications.sharing import Part
from workforce.consents import consents
from workforce.database import get_session
from workforce.enrolments.queries import in_line
from workforce.errors import NotFound
from workforce.i18n import _
from workforce.labels import label
from workforce.models import (
    ACTIVE_STATUSES,
    SEEKER_STEPS,
    Application,
    ApplicationStatus,
    ConsentPurpose,
    Person,
    Role,
)
from workforce.openings.cards import opening_card
from workforce.openings.queries import OpeningRow, public_row, rows_of, similar_open
from workforce.placements.denials import standing_denials
from workforce.seekers import class_steps, queries, saving, sharing, steps
from workforce.seekers.blueprint import account_and_person, blueprint
from workforce.seekers.due import gather_due
from workforce.seekers.forms import ApplyForm
from workforce.seekers.working import MAY_START

View = str | Response | tuple[str, int]
S = ApplicationStatus
MOST_INSTEAD = 3  #: openings offered instead of one that is over


@blueprint.route("/nop-ho-so/<id:opening_id>", methods=["GET", "POST"])
def apply(opening_id: int) -> View:
    """Show exactly what the employer will see; the button sends it, with the person's yes."""
    db, today, now = get_session(), clock.today(), clock.now()
    account, person = account_and_person(db)
    opening = _open_opening(db, opening_id)
    sent = queries.applied_to(db, person=person).get(opening_id)
    if sent is not None and sent.status != S.WITHDRAWN:
        return redirect(url_for(".application", application_id=sent.id))
    if not opening.opening.is_open(today):
        raise OpeningClosed(_("Việc làm này đã hết hạn nộp hồ sơ. Anh/chị xem việc tương tự."))
    form = ApplyForm()
    facts = sharing.offered(db, person=person, phone_number=account.phone, today=today)
    if not form.validate_on_submit():
        html = render_template(
            "seekers/apply.html",
            form=form,
            opening=opening,
            card=opening_card(opening, today=today),
            facts=facts,
            rate=answer_rate(db, opening.enterprise.id, today),
            consent=consents.texts()[ConsentPurpose.SHARE_APPLICATION],
        )
        return html, 422 if request.method == "POST" else 200
    shared = {fact.part for fact in facts if fact.part} - set(form.keep_back.data or ())
    if Part.PHONE in shared:
        saving.fill_contact(db, person=person, account=account)
    application = apply_to_opening(
        db, person=person, opening=opening.opening, message=form.message.data or "",
        shared=shared, sent_by=account, today=today, now=now,
    )  # fmt: skip
    application_id = application.id
    db.commit()
    flash(_("Đã gửi hồ sơ. Doanh nghiệp trả lời thì anh/chị thấy ở trang này."), "success")
    return redirect(url_for(".application", application_id=application_id))


@blueprint.get("/viec-da-nop")
def applications() -> str:
    """List applications and courses, the one that moved last first."""
    db, today = get_session(), clock.today()
    _account, person = account_and_person(db)
    return render_template(
        "seekers/applications.html",
        due=gather_due(db, person=person, today=today, now=clock.now()),
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
    status = S(row.application.status)
    said = standing_denials(db, placement_id=row.placement.id) if row.placement else {}
    return render_template(
        "seekers/application.html",
        row=row,
        card=opening_card(row.opening, today=today),
        status_text=label(status),
        status_kind=steps.KINDS[status],
        next_line=steps.next_step(row, today=today),
        timeline=steps.timeline(row, today=today),
        refusal=next((one.reason for one in reversed(row.events) if one.status == S.REFUSED), ""),
        is_refused=status == S.REFUSED,
        is_hired=status == S.HIRED,
        keeping=_keeping(row.application, today) if status == S.REFUSED else None,
        today=today,
        is_over=not row.opening.opening.is_open(today),
        instead=_instead(db, person, row, today=today),
        rate=answer_rate(db, row.opening.enterprise.id, today)
        if status in ACTIVE_STATUSES
        else None,
        shared=sharing.words(row.application),
        mine=said.get(Role.SEEKER),
        theirs=said.get(Role.EMPLOYER),
        may_withdraw=S.WITHDRAWN in SEEKER_STEPS.get(status, ()),
        may_start=status in MAY_START and not row.episode.confirmed_by_worker,
        has_begun=row.episode.started_on is not None and row.episode.started_on <= today,
        check_due=queries.check_due(row, today),
        may_end=row.placement is not None and row.episode.is_working_on(today),
        may_apply_again=status == S.WITHDRAWN and row.opening.opening.is_open(today),
    )


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


@blueprint.post("/viec-da-nop/<id:application_id>/giu-ho-so")
def keep_application(application_id: int) -> Response:
    """Let the enterprise keep a refused application for its next round, or take that back."""
    db = get_session()
    account, person = account_and_person(db)
    row = queries.application_of(db, person=person, application_id=application_id)
    if request.form.get("giu") == "1":
        retention.keep(
            db, application=row.application, by=account, today=clock.today(), now=clock.now()
        )
        flash(_("Đã ghi. Doanh nghiệp giữ hồ sơ để mời anh/chị trong đợt tuyển sau."), "success")
    else:
        retention.let_go(db, application=row.application)
        flash(_("Đã rút. Hồ sơ tự ẩn đúng hạn."), "success")
    db.commit()
    return redirect(url_for(".application", application_id=application_id))


def _open_opening(db: Session, opening_id: int) -> OpeningRow:
    row = public_row(db, opening_id)
    if row is None:
        raise NotFound(_("Không có việc làm này."))
    return row


def _keeping(application: Application, today: dt.date) -> dict[str, Any]:
    """Return how long the enterprise sees a refused application, and the text to agree to."""
    hidden_on, kept = application.hidden_from_employer_on, application.kept_until
    return {
        "hidden_on": hidden_on,
        "kept_until": kept if kept and kept > today else None,
        "may_keep": hidden_on is None or hidden_on > today,
        "text": consents.texts()[ConsentPurpose.KEEP_PROFILE],
    }


def _instead(
    db: Session, person: Person, row: queries.ApplicationRow, *, today: dt.date
) -> list[dict[str, Any]]:
    """Return cards of openings like this one, once nothing more comes of it here."""
    opening, status = row.opening.opening, row.application.status
    is_lost = status == S.REFUSED or (status in ACTIVE_STATUSES and not opening.is_open(today))
    if not is_lost:
        return []
    done = queries.applied_to(db, person=person)
    ids = [one for one in similar_open(db, opening, today=today, limit=8) if one not in done]
    return [opening_card(one, today=today) for one in rows_of(db, ids[:MOST_INSTEAD])]
