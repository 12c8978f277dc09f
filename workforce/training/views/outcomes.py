"""What became of a school's people, and showing one of them an opening."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workforce import audit, clock
from workforce.access import opened_to
from workforce.database import get_session, writing
from workforce.errors import InvalidInput
from workforce.formats import date
from workforce.i18n import _
from workforce.training import learners, outcomes
from workforce.training.blueprint import SCHOOLS, blueprint, own_school
from workforce.training.learners import NextStep
from workforce.training.outcome_words import outcome_view

PER_PAGE = 50
KINDS = {
    NextStep.WORKING: "ok", NextStep.STUDYING: "info", NextStep.LOOKING: "wait",
    NextStep.NOT_ASKED: "neutral",
}  # fmt: skip


@blueprint.get("/ket-qua")
@opened_to(SCHOOLS)
def results() -> str:
    """Show the school's results in all and its own people's next steps; the view is recorded."""
    db, today = get_session(), clock.today()
    account, school_id = own_school()
    people = learners.learners(db, school_id=school_id, today=today)
    if people:
        with writing() as log:
            audit.record(
                log, account=account, action="learners.viewed", subject_type="school",
                subject_id=school_id, now=clock.now(),
            )  # fmt: skip
    words = {
        NextStep.WORKING: _("Đang có việc"),
        NextStep.STUDYING: _("Đang học tiếp"),
        NextStep.LOOKING: _("Chưa ghi nhận việc"),
        NextStep.NOT_ASKED: _("Chưa đồng ý cho hỏi thăm"),
    }
    page = min(1_000, max(1, request.args.get("trang", 1, type=int)))
    return render_template(
        "training/results.html",
        outcomes=outcome_view(outcomes.of_school(db, school_id=school_id, today=today)),
        people=[
            {
                "name": one.name, "course": one.course, "on": date(one.finished_on),
                "step": words[one.step], "kind": KINDS[one.step], "id": one.enrolment_id,
                "may_refer": one.step in {NextStep.LOOKING, NextStep.STUDYING},
            }
            for one in people[(page - 1) * PER_PAGE : page * PER_PAGE]
        ],
        page=page,
        pages=max(1, -(-len(people) // PER_PAGE)),
    )  # fmt: skip


@blueprint.route("/ket-qua/<id:enrolment_id>/gioi-thieu", methods=["GET", "POST"])
@opened_to(SCHOOLS)
def refer(enrolment_id: int) -> str | Response:
    """Choose an opening to show to somebody who finished here."""
    db, today = get_session(), clock.today()
    account, school_id = own_school()
    _enrolment, person = learners.may_refer(db, school_id=school_id, enrolment_id=enrolment_id)
    if request.method == "POST":
        text = request.form.get("tin", "")
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise InvalidInput(_("Anh/chị chọn một tin tuyển dụng."))
        opening = learners.refer(
            db, person=person, opening_id=int(text), by=account, today=today, now=clock.now()
        )
        title = opening.title
        db.commit()
        flash(_("Đã báo tin “%(title)s”. Nộp hồ sơ hay không là do người học.", title=title),
              "success")  # fmt: skip
        return redirect(url_for("training.results"))
    return render_template(
        "training/refer.html",
        name=person.full_name,
        enrolment_id=enrolment_id,
        openings=learners.openings_for(db, person=person, today=today),
    )
