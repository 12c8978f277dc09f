"""Intakes: dates and seats, who is in them, how it went."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workforce import audit, clock
from workforce.certificates.queries import of_enrolments
from workforce.database import get_session, writing
from workforce.enrolments.actions import SCHOOL_STEPS, record_progress
from workforce.enrolments.queries import next_best, offers_of
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import Course, EnrolmentStatus, Intake
from workforce.schools import actions, queries
from workforce.schools.blueprint import blueprint, owner
from workforce.schools.forms import CancelForm, IntakeForm
from workforce.schools.rows import enrolment_row, intake_row

E = EnrolmentStatus


@blueprint.route("/khoa-hoc/<id:course_id>/dot-moi", methods=["GET", "POST"])
def intake_new(course_id: int) -> str | Response | tuple[str, int]:
    """Add an intake."""
    db = get_session()
    _account, school_id = owner()
    found = queries.course(db, school_id=school_id, course_id=course_id)
    return _write(IntakeForm(), found, None)


@blueprint.route("/lop/<id:intake_id>/sua", methods=["GET", "POST"])
def intake_edit(intake_id: int) -> str | Response | tuple[str, int]:
    """Change an intake's dates and seats."""
    db = get_session()
    _account, school_id = owner()
    found, course = queries.intake(db, school_id=school_id, intake_id=intake_id)
    return _write(IntakeForm(obj=found), course, found)


@blueprint.get("/lop/<id:intake_id>")
def intake(intake_id: int) -> str:
    """Show who is in an intake, with the next step in each row; the view is recorded."""
    db, today = get_session(), clock.today()
    account, school_id = owner()
    found, course = queries.intake(db, school_id=school_id, intake_id=intake_id)
    lines = queries.enrolment_lines(db, school_id=school_id, intake_id=intake_id)
    waiting = [line.enrolment.id for line in lines if line.enrolment.status == E.WAITING]
    if lines:
        with writing() as log:
            audit.record(
                log, account=account, action="intake.viewed", subject_type="intake",
                subject_id=intake_id, now=clock.now(),
            )  # fmt: skip
    counts = queries.status_counts(db, school_id=school_id).get(intake_id, {})
    offers = offers_of(db, intake_id=intake_id)
    given = of_enrolments(db, [line.enrolment.id for line in lines])
    return render_template(
        "schools/intake.html",
        course=course,
        intake=found,
        row=intake_row(found, course.title, counts, today),
        people=[
            enrolment_row(
                line,
                waiting.index(line.enrolment.id) + 1 if line.enrolment.id in waiting else None,
                held_until=offers.get(line.enrolment.id),
                certificate=given.get(line.enrolment.id),
            )
            for line in lines
        ],
        steps=SCHOOL_STEPS,
        verbs={E.ATTENDING: _("Đang học"), E.COMPLETED: _("Học xong"), E.DROPPED: _("Nghỉ học")},
        has_begun=found.starts_on <= today,
    )


@blueprint.route("/lop/<id:intake_id>/huy", methods=["GET", "POST"])
def intake_cancel(intake_id: int) -> str | Response | tuple[str, int]:
    """Say who will be told and what they are offered instead; cancel."""
    db, today = get_session(), clock.today()
    account, school_id = owner()
    found, course = queries.intake(db, school_id=school_id, intake_id=intake_id)
    if found.is_cancelled:
        return redirect(url_for("schools.intake", intake_id=intake_id))
    form = CancelForm()
    if not form.validate_on_submit():
        counts = queries.status_counts(db, school_id=school_id).get(intake_id, {})
        page = render_template(
            "schools/intake_cancel.html", form=form, course=course, intake=found,
            told=sum(counts.get(status, 0) for status in queries.LIVE),
            instead=next_best(db, found, today=today),
        )  # fmt: skip
        return (page, 422) if form.is_submitted() else page
    told = actions.cancel_intake(
        db, intake=found, reason=form.reason.data or "", by=account, now=clock.now()
    )
    db.commit()
    flash(
        _("Đã hủy đợt khai giảng và báo cho %(n)s người.", n=told) if told
        else _("Đã hủy đợt khai giảng."), "success",
    )  # fmt: skip
    return redirect(url_for("schools.intake", intake_id=intake_id))


@blueprint.post("/hoc-vien/<id:enrolment_id>/ket-qua")
def progress(enrolment_id: int) -> Response:
    """Record that somebody attends, has finished or has left."""
    db = get_session()
    account, school_id = owner()
    found, of_intake, _course = queries.enrolment(
        db, school_id=school_id, enrolment_id=enrolment_id
    )
    wanted = request.form.get("trang_thai", "")
    if wanted not in {E.ATTENDING, E.COMPLETED, E.DROPPED}:
        raise InvalidInput(_("Anh/chị chọn: đang học, học xong hoặc nghỉ học."))
    if wanted != E.DROPPED and of_intake.starts_on > clock.today():
        raise InvalidInput(_("Lớp chưa khai giảng nên chưa ghi được bước này."))
    record_progress(
        db, enrolment=found, status=EnrolmentStatus(wanted), by=account, now=clock.now()
    )
    intake_id = of_intake.id
    db.commit()
    flash(_("Đã ghi."), "success")
    return redirect(url_for("schools.intake", intake_id=intake_id))


def _write(
    form: IntakeForm, course: Course, found: Intake | None
) -> str | Response | tuple[str, int]:
    db = get_session()
    account, _school_id = owner()
    if form.validate_on_submit():
        try:
            if found is None:
                saved = actions.add_intake(
                    db, course=course, values=form.values(), by=account, today=clock.today(),
                    now=clock.now(),
                )  # fmt: skip
            else:
                saved = actions.change_intake(
                    db, intake=found, values=form.values(), by=account, now=clock.now()
                )
        except InvalidInput as error:
            form.blame(error)
        else:
            saved_id = saved.id
            db.commit()
            flash(_("Đã lưu đợt khai giảng."), "success")
            return redirect(url_for("schools.intake", intake_id=saved_id))
    page = render_template("schools/intake_form.html", form=form, course=course, intake=found)
    return (page, 422) if form.is_submitted() else page
