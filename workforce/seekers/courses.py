"""Enrol in an intake, leave it."""

from flask import flash, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from workforce import clock
from workforce.courses.cards import course_card
from workforce.courses.queries import CourseRow, public_row
from workforce.database import get_session
from workforce.enrolments import actions as enrolments
from workforce.errors import Conflict, NotFound
from workforce.i18n import _
from workforce.models import EnrolmentStatus, Intake
from workforce.seekers import queries
from workforce.seekers.blueprint import account_and_person, blueprint
from workforce.seekers.forms import ConfirmForm


@blueprint.route("/dang-ky-hoc/<id:intake_id>", methods=["GET", "POST"])
def enrol(intake_id: int) -> str | Response | tuple[str, int]:
    """Show the class once more; enrol, or join the waiting list when it is full."""
    db, today, now = get_session(), clock.today(), clock.now()
    account, person = account_and_person(db)
    intake, course = _intake(db, intake_id)
    if intake.id not in {one.id for one in course.intakes}:
        raise Conflict(_("Lớp này không còn nhận đăng ký. Anh/chị xem đợt sau."))
    form = ConfirmForm()
    if not form.validate_on_submit():
        html = render_template(
            "seekers/enrol.html",
            form=form,
            intake=intake,
            course=course,
            card=course_card(course),
            seats_left=intake.seats - intake.seats_taken,
        )
        return html, 422 if request.method == "POST" else 200
    enrolment = enrolments.enrol(db, person=person, intake=intake, by=account, today=today, now=now)
    db.commit()
    if enrolment.status == EnrolmentStatus.WAITING:
        flash(_("Lớp đã đủ chỗ. Anh/chị ở trong danh sách chờ; có chỗ trống là đến lượt."), "info")
    else:
        flash(_("Đã giữ một chỗ cho anh/chị."), "success")
    return redirect(url_for(".applications", _anchor="lop-hoc"))


@blueprint.post("/lop-hoc/<id:enrolment_id>/rut")
def leave(enrolment_id: int) -> Response:
    """Give the place up; the next in line gets it."""
    db = get_session()
    account, person = account_and_person(db)
    enrolment = queries.enrolment_of(db, person=person, enrolment_id=enrolment_id)
    enrolments.leave(db, enrolment=enrolment, by=account, now=clock.now())
    db.commit()
    flash(_("Đã rút đăng ký lớp học."), "success")
    return redirect(url_for(".applications", _anchor="lop-hoc"))


def _intake(db: Session, intake_id: int) -> tuple[Intake, CourseRow]:
    """Return an intake and its course; NotFound for a draft or no such id."""
    intake = db.get(Intake, intake_id)
    course = public_row(db, intake.course_id, today=clock.today()) if intake else None
    if intake is None or course is None:
        raise NotFound(_("Không có lớp học này."))
    return intake, course
