"""Courses: list, write, put on offer, close."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.database import get_session
from workforce.i18n import _
from workforce.models import Course, CourseStatus, Occupation, Unit
from workforce.schools import actions, queries
from workforce.schools.blueprint import blueprint, owner
from workforce.schools.forms import CourseForm, stored
from workforce.schools.rows import STATUS_KINDS, course_facts, course_row, intake_row


@blueprint.get("/khoa-hoc")
def courses() -> str:
    """List the school's courses with the next intake of each."""
    db = get_session()
    _account, school_id = owner()
    lines = queries.courses(db, school_id=school_id, today=clock.today())
    return render_template("schools/courses.html", rows=[course_row(line) for line in lines])


@blueprint.route("/khoa-hoc/moi", methods=["GET", "POST"])
def course_new() -> str | Response | tuple[str, int]:
    """Ask for the course's name, then show the whole form with what the name says filled in."""
    owner()
    title = " ".join(request.args.get("ten", "").split())[:120]
    if request.method == "GET" and not title:
        return render_template("schools/course_start.html")
    return _write(CourseForm(data={"title": title}), None)


@blueprint.route("/khoa-hoc/<id:course_id>/sua", methods=["GET", "POST"])
def course_edit(course_id: int) -> str | Response | tuple[str, int]:
    """Change a course."""
    db = get_session()
    _account, school_id = owner()
    found = queries.course(db, school_id=school_id, course_id=course_id)
    return _write(CourseForm(data=stored(found, queries.skill_ids(db, found.id))), found)


@blueprint.get("/khoa-hoc/<id:course_id>")
def course(course_id: int) -> str:
    """Show a course as people will read it, and its intakes."""
    db, today = get_session(), clock.today()
    _account, school_id = owner()
    found = queries.course(db, school_id=school_id, course_id=course_id)
    place = db.get(Unit, found.unit_id) if found.unit_id else None
    job = db.get(Occupation, found.occupation_id) if found.occupation_id else None
    counts = queries.status_counts(db, school_id=school_id)
    return render_template(
        "schools/course.html",
        course=found,
        status_kind=STATUS_KINDS[CourseStatus(found.status)],
        facts=course_facts(
            found,
            skills=queries.skill_names(db, found.id),
            place=place.name if place else "",
            occupation=job.name_vi if job else "",
        ),
        intakes=[
            intake_row(one, found.title, counts.get(one.id, {}), today)
            for one in queries.intakes(db, school_id=school_id, course_id=found.id)
        ],
    )


@blueprint.post("/khoa-hoc/<id:course_id>/dang")
def course_publish(course_id: int) -> Response:
    """Put a course on offer."""
    return _set_status(course_id, CourseStatus.OPEN, _("Khóa học đã đăng."))


@blueprint.post("/khoa-hoc/<id:course_id>/dong")
def course_close(course_id: int) -> Response:
    """Close a course; people enrolled keep their places."""
    return _set_status(
        course_id, CourseStatus.CLOSED, _("Đã đóng khóa học. Người đang học không bị ảnh hưởng.")
    )


def _set_status(course_id: int, status: CourseStatus, words: str) -> Response:
    db = get_session()
    account, school_id = owner()
    found = queries.course(db, school_id=school_id, course_id=course_id)
    actions.set_status(db, course=found, status=status, by=account, now=clock.now())
    db.commit()
    flash(words, "success")
    return redirect(url_for("schools.course", course_id=course_id))


def _write(form: CourseForm, found: Course | None) -> str | Response | tuple[str, int]:
    """Show the form, re-read the title, or save."""
    db = get_session()
    account, school_id = owner()
    reading = request.form.get("buoc") == "doc"
    recognised = form.offer(db, reread=reading)
    status = 200
    if form.is_submitted() and not reading:
        status = 422
        if form.validate():
            saved = actions.save_course(
                db, course=found, school_id=school_id, values=form.values(),
                skills=map(int, form.skills.data or ()), by=account, now=clock.now(),
            )  # fmt: skip
            saved_id = saved.id
            db.commit()
            flash(_("Đã lưu khóa học."), "success")
            return redirect(url_for("schools.course", course_id=saved_id))
    page = render_template(
        "schools/course_form.html", form=form, course=found, recognised=recognised
    )
    return page if status == 200 else (page, status)
