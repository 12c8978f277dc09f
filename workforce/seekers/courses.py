"""Enrol in an intake, follow one's place, say yes to a seat, leave."""

from flask import flash, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from workforce import clock
from workforce.courses.cards import course_card
from workforce.courses.queries import CourseRow, public_row
from workforce.database import get_session
from workforce.enrolments import actions as enrolments
from workforce.enrolments import moves
from workforce.enrolments.queries import in_line, next_best
from workforce.errors import Conflict, NotFound
from workforce.i18n import _
from workforce.labels import label
from workforce.models import Course, EnrolmentStatus, Intake
from workforce.seekers import class_steps, queries
from workforce.seekers.blueprint import account_and_person, blueprint
from workforce.seekers.forms import ConfirmForm

View = str | Response | tuple[str, int]


@blueprint.route("/dang-ky-hoc/<id:intake_id>", methods=["GET", "POST"])
def enrol(intake_id: int) -> View:
    """Show the class once more; enrol, or join the waiting list when it is full."""
    db, today, now = get_session(), clock.today(), clock.now()
    account, person = account_and_person(db)
    intake, course = _intake(db, intake_id)
    form = ConfirmForm()
    mine = queries.enrolment_in(db, person=person, intake_id=intake_id)
    if mine is not None and mine.status in enrolments.CONCERNED:
        return redirect(url_for(".enrolment", enrolment_id=mine.id))
    if intake.id not in {one.id for one in course.intakes}:
        raise Conflict(_("Lớp này không còn nhận đăng ký. Anh/chị xem đợt sau."))
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
    made = enrolments.enrol(db, person=person, intake=intake, by=account, today=today, now=now)
    enrolment_id, is_waiting = made.id, made.status == EnrolmentStatus.WAITING
    db.commit()
    if is_waiting:
        flash(_("Lớp đã đủ chỗ. Anh/chị ở trong danh sách chờ; có chỗ trống là đến lượt."), "info")
    else:
        flash(_("Đã giữ một chỗ cho anh/chị."), "success")
    return redirect(url_for(".enrolment", enrolment_id=enrolment_id))


@blueprint.get("/lop-hoc/<id:enrolment_id>")
def enrolment(enrolment_id: int) -> str:
    """Show where one stands with a class, what came before and what is next."""
    db, today, now = get_session(), clock.today(), clock.now()
    _account, person = account_and_person(db)
    row = queries.enrolment_row(db, person=person, enrolment_id=enrolment_id)
    line = in_line(db, enrolment=row.enrolment)
    held_until = line.answer_by if line and line.answer_by and line.answer_by > now else None
    lost = class_steps.is_lost(row, today=today)
    move = moves.open_move(db, enrolment_id=enrolment_id, now=now)
    moved_to = db.get_one(Intake, move.intake_id) if move else None
    return render_template(
        "seekers/enrolment.html",
        row=row,
        line=line,
        held_until=held_until,
        status_text=label(row.enrolment.status),
        status_kind=class_steps.KINDS[EnrolmentStatus(row.enrolment.status)],
        timeline=class_steps.timeline(
            row, queries.enrolment_events(db, row.enrolment.id), line, today=today
        ),
        may_leave=row.enrolment.status in enrolments.CONCERNED,
        certificate=queries.certificate_of(db, enrolment_id=row.enrolment.id),
        instead=next_best(db, row.intake, today=today) if lost else [],
        is_lost=lost,
        move=move,
        moved_to=moved_to,
        moved_course=db.get_one(Course, moved_to.course_id) if moved_to else None,
    )


@blueprint.post("/lop-hoc/<id:enrolment_id>/lop-thay-the")
def answer_move(enrolment_id: int) -> Response:
    """Say yes or no to the class offered instead of a cancelled one."""
    db, now = get_session(), clock.now()
    account, person = account_and_person(db)
    found = queries.enrolment_of(db, person=person, enrolment_id=enrolment_id)
    move = moves.open_move(db, enrolment_id=found.id, now=now)
    if move is None:
        raise Conflict(_("Đã hết hạn nhận lớp thay thế. Anh/chị đăng ký lớp khác."))
    if request.form.get("tra_loi") == "khong":
        moves.decline_move(db, move=move, now=now)
        db.commit()
        flash(_("Đã ghi. Chỗ này dành cho người khác."), "success")
        return redirect(url_for(".enrolment", enrolment_id=enrolment_id))
    made = moves.take_move(db, move=move, by=account, now=now)
    new_id = made.id
    db.commit()
    flash(_("Anh/chị đã có chỗ trong lớp này."), "success")
    return redirect(url_for(".enrolment", enrolment_id=new_id))


@blueprint.post("/lop-hoc/<id:enrolment_id>/nhan-cho")
def take_seat(enrolment_id: int) -> Response:
    """Say yes to the seat that is held."""
    db = get_session()
    account, person = account_and_person(db)
    found = queries.enrolment_of(db, person=person, enrolment_id=enrolment_id)
    enrolments.take_offered_seat(db, enrolment=found, by=account, now=clock.now())
    db.commit()
    flash(_("Anh/chị đã có chỗ trong lớp này."), "success")
    return redirect(url_for(".enrolment", enrolment_id=enrolment_id))


@blueprint.post("/lop-hoc/<id:enrolment_id>/rut")
def leave(enrolment_id: int) -> Response:
    """Give the place up; the next in line is asked."""
    db = get_session()
    account, person = account_and_person(db)
    found = queries.enrolment_of(db, person=person, enrolment_id=enrolment_id)
    enrolments.leave(db, enrolment=found, by=account, now=clock.now())
    db.commit()
    flash(_("Đã rút đăng ký lớp học."), "success")
    return redirect(url_for(".enrolment", enrolment_id=enrolment_id))


def _intake(db: Session, intake_id: int) -> tuple[Intake, CourseRow]:
    """Return an intake and its course; NotFound for a draft or no such id."""
    intake = db.get(Intake, intake_id)
    course = public_row(db, intake.course_id, today=clock.today()) if intake else None
    if intake is None or course is None:
        raise NotFound(_("Không có lớp học này."))
    return intake, course
