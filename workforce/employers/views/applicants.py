"""Applicants: read what was released, move on, refuse kindly, hire."""

import datetime as dt
from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workforce import audit, clock
from workforce.applications.actions import events_of, move_on
from workforce.applications.sharing import Part
from workforce.database import get_session, writing
from workforce.employers import queries
from workforce.employers.blueprint import blueprint, owner, session_origin
from workforce.employers.forms import HireForm, InterviewForm, OfferForm, RefuseForm
from workforce.employers.refusals import earliest_course, reason_words, refusal
from workforce.employers.released import missing_skills, released_profile
from workforce.employers.rows import APPLICATION_KINDS, released_facts, steps
from workforce.errors import InvalidInput
from workforce.formats import date
from workforce.forms import Form
from workforce.i18n import _
from workforce.models import (
    EMPLOYER_STEPS,
    Application,
    ApplicationStatus,
    EvidenceTier,
    Opening,
    SessionOrigin,
    Skill,
)
from workforce.placements.actions import FARTHEST_START, confirm_hire
from workforce.placements.ledger import confirmed_by_employer

S = ApplicationStatus
Page = str | Response | tuple[str, int]


@blueprint.get("/ho-so/<id:application_id>")
def applicant(application_id: int) -> str:
    """Show what the applicant released to this enterprise; the view is recorded."""
    db, today = get_session(), clock.today()
    account, _enterprise_id = owner()
    application, opening = _load(application_id)
    profile = released_profile(db, application, today=today)
    with writing() as log:
        audit.record(
            log, account=account, action="applicant.viewed", subject_type="application",
            subject_id=application.id, now=clock.now(),
        )  # fmt: skip
    missing = (
        [] if Part.SKILLS in profile.kept_back else missing_skills(db, application=application)
    )
    return render_template(
        "employers/applicant.html",
        application=application,
        opening=opening,
        profile=profile,
        facts=released_facts(profile),
        missing=[skill.name_vi for skill in missing],
        steps=steps(events_of(db, application.id)),
        next_steps=EMPLOYER_STEPS.get(S(application.status), frozenset()),
        status_kind=APPLICATION_KINDS[S(application.status)],
        S=S,
    )


@blueprint.post("/ho-so/<id:application_id>/da-xem")
def applicant_seen(application_id: int) -> Response:
    """Tell the applicant that the enterprise has read the application."""
    application, _opening = _load(application_id)
    _move(application, S.SEEN, "")
    flash(_("Người nộp sẽ thấy: doanh nghiệp đã xem hồ sơ."), "success")
    return _commit_and_return(application_id)


@blueprint.route("/ho-so/<id:application_id>/phong-van", methods=["GET", "POST"])
def interview(application_id: int) -> Page:
    """Invite to an interview: the day, the hour, the place."""
    application, opening = _load(application_id)
    form = InterviewForm()

    def act() -> None:
        day, today = form.day.data, clock.today()
        if day is None or not today <= day <= today + FARTHEST_START:
            raise InvalidInput(_("Ngày phỏng vấn cần từ hôm nay, trong vòng một năm."), "day")
        # kept in Vietnamese: the applicant reads it, not the clerk
        note = f"Phỏng vấn lúc {form.time.data}, ngày {date(day)}, tại {form.place.data}."
        _move(application, S.INTERVIEW, note)
        flash(_("Đã gửi lời mời phỏng vấn."), "success")

    return _ask("employers/interview.html", form, act, application, opening, to=S.INTERVIEW)


@blueprint.route("/ho-so/<id:application_id>/moi-nhan-viec", methods=["GET", "POST"])
def offer(application_id: int) -> Page:
    """Offer the job."""
    application, opening = _load(application_id)
    form = OfferForm()

    def act() -> None:
        _move(application, S.OFFERED, form.note.data or "")
        flash(_("Đã gửi lời mời nhận việc."), "success")

    return _ask("employers/offer.html", form, act, application, opening, to=S.OFFERED)


@blueprint.route("/ho-so/<id:application_id>/tu-choi", methods=["GET", "POST"])
def refuse(application_id: int) -> Page:
    """Refuse with thanks, a reason the person can use, and a course that teaches it."""
    db = get_session()
    application, opening = _load(application_id)
    skills = missing_skills(db, application=application)
    form = RefuseForm()
    form.missing.choices = [(str(skill.id), skill.name_vi) for skill in skills]
    words = reason_words() | {"missing": _("Thiếu yêu cầu đã chọn ở trên")}
    form.reason.choices = [pair for pair in words.items() if skills or pair[0] != "missing"]

    def act() -> None:
        _move(application, S.REFUSED, _refusal_words(form, skills))
        flash(
            _("Đã gửi lời cảm ơn và lý do. Hồ sơ này sẽ tự ẩn sau thời hạn luật định."), "success"
        )

    course = earliest_course(db, skill_ids=[skill.id for skill in skills], today=clock.today())
    example = refusal(
        reason="missing" if skills else "filled",
        missing=[skill.name_vi for skill in skills[:1]],
        course=course,
    )
    return _ask(
        "employers/refuse.html", form, act, application, opening, to=S.REFUSED, example=example
    )


@blueprint.route("/ho-so/<id:application_id>/nhan-viec", methods=["GET", "POST"])
def hire(application_id: int) -> Page:
    """Confirm the hire: first day, contract, insurance, wage and what proves it."""
    db = get_session()
    account, _enterprise_id = owner()
    application, opening = _load(application_id)
    form = HireForm(data={"start_on": clock.today(), "contract": "unsaid", "tier": "C"})

    def act() -> None:
        origin = session_origin()
        tier = EvidenceTier(str(form.tier.data))
        confirm_hire(
            db, application=application, by=account, start_on=_day(form.start_on.data),
            contract_months=form.months, is_insured=form.is_insured.answer,
            wage_vnd=form.wage_vnd.data, origin=origin, now=clock.now(), today=clock.today(),
            # a session opened with a code that staff read out proves nothing by itself
            tier=EvidenceTier.D if origin == SessionOrigin.DESK_CODE else tier,
        )  # fmt: skip
        flash(_("Đã xác nhận nhận việc. Sau 1, 3, 6 và 12 tháng, trang này sẽ hỏi lại."), "success")

    return _ask("employers/hire.html", form, act, application, opening, to=S.HIRED)


def _load(application_id: int) -> tuple[Application, Opening]:
    _account, enterprise_id = owner()
    return queries.applicant(
        get_session(), enterprise_id=enterprise_id, application_id=application_id,
        today=clock.today(),
    )  # fmt: skip


def _move(application: Application, to: ApplicationStatus, reason: str) -> None:
    account, _enterprise_id = owner()
    db = get_session()
    move_on(
        db, application=application, to=to, by=account, reason=reason, now=clock.now(),
        today=clock.today(),
    )  # fmt: skip


def _ask(
    template: str, form: Form, act: Callable[[], None], application: Application,
    opening: Opening, *, to: ApplicationStatus, **more: object,
) -> Page:  # fmt: skip
    """Show the form; on a valid answer act, commit once and go back to the applicant.

    A step that is not open any more shows no form: the page of the applicant says how it
    stands. A POST goes on to the rule, which knows a second click from a conflict.
    """
    if request.method == "GET" and not _is_open(application, to):
        flash(_("Hồ sơ này đã có kết quả nên không còn bước này."), "info")
        return redirect(url_for("employers.applicant", application_id=application.id))
    if form.validate_on_submit():
        try:
            act()
        except InvalidInput as error:
            form.blame(error)
        else:
            return _commit_and_return(application.id)
    profile = released_profile(get_session(), application, today=clock.today())
    page = render_template(
        template, form=form, application=application, opening=opening, profile=profile, **more
    )
    return (page, 422) if form.is_submitted() else page


def _is_open(application: Application, to: ApplicationStatus) -> bool:
    """Whether the enterprise may take this step now; a hire staff recorded is confirmed, too."""
    status = S(application.status)
    if to == S.HIRED and status == S.HIRED:
        return not confirmed_by_employer(get_session(), application_id=application.id)
    return to in EMPLOYER_STEPS.get(status, frozenset())


def _day(typed: dt.date | None) -> dt.date:
    """Return the day a valid form holds; the field is required, so it is there."""
    assert typed is not None  # noqa: S101  the form was valid
    return typed


def _refusal_words(form: RefuseForm, skills: list[Skill]) -> str:
    """Return the sentence the person will read; raise InvalidInput without a reason."""
    reason = form.reason.data or ("missing" if form.missing.data else "")
    chosen = [skill for skill in skills if str(skill.id) in (form.missing.data or ())]
    if not reason:
        raise InvalidInput(_("Anh/chị chọn một lý do để người nộp biết cần bổ sung gì."), "reason")
    if reason == "missing" and not chosen:
        raise InvalidInput(_("Anh/chị chọn điều cần bổ sung."), "missing")
    course = earliest_course(
        get_session(), skill_ids=[skill.id for skill in chosen], today=clock.today()
    )
    return refusal(
        reason=reason,
        missing=[skill.name_vi for skill in chosen],
        course=course,
        note=form.note.data or "",
    )


def _commit_and_return(application_id: int) -> Response:
    get_session().commit()
    return redirect(url_for("employers.applicant", application_id=application_id))
