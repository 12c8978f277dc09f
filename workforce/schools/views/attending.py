"""Who was in class on a day, and the calendar of all classes."""

import datetime as dt
from itertools import groupby

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.database import get_session
from workforce.enrolments import attendance
from workforce.errors import InvalidInput
from workforce.formats import month as month_words
from workforce.formats import number, percent
from workforce.i18n import _
from workforce.schools import queries
from workforce.schools.blueprint import blueprint, owner
from workforce.schools.forms import AttendanceForm
from workforce.schools.rows import intake_row


@blueprint.route("/lop/<id:intake_id>/diem-danh", methods=["GET", "POST"])
def attend(intake_id: int) -> str | Response | tuple[str, int]:
    """Tick who was there on a day; what was recorded of it before is ticked already."""
    db, today = get_session(), clock.today()
    account, school_id = owner()
    found, course = queries.intake(db, school_id=school_id, intake_id=intake_id)
    lines = queries.enrolment_lines(db, school_id=school_id, intake_id=intake_id)
    here = set(attendance.learners(db, intake_id=intake_id))
    day = _day(request.args.get("ngay", ""), min(today, found.ends_on or today))
    before = attendance.present_on(db, intake_id=intake_id, day=day)
    ticked = [str(one) for one in here if before.get(one, not before)]
    form = AttendanceForm(data={"day": day, "present": ticked})
    names = {line.enrolment.id: line.name for line in lines if line.enrolment.id in here}
    form.present.choices = [(str(key), name) for key, name in names.items()]
    if form.validate_on_submit() and form.day.data is not None:
        try:
            there = attendance.record_day(
                db, intake=found, day=form.day.data, present=set(map(int, form.present.data or ())),
                by=account, today=today, now=clock.now(),
            )  # fmt: skip
        except InvalidInput as error:
            form.blame(error)
        else:
            db.commit()
            flash(_("Đã điểm danh: %(n)s người có mặt.", n=number(there)), "success")
            return redirect(url_for("schools.attend", intake_id=intake_id))
    kept = attendance.days_of(db, intake_id=intake_id)
    page = render_template(
        "schools/attendance.html", form=form, intake=found, course=course,
        has_begun=found.starts_on <= today,
        rows=[
            {
                "name": name,
                "days": f"{kept[key][0]}/{kept[key][1]}" if key in kept else _("chưa ghi"),
                "share": percent(kept[key][0] / kept[key][1]) if key in kept else "",
            }
            for key, name in names.items()
        ],
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


@blueprint.get("/lich")
def calendar() -> str:
    """Show the classes that run or are to come, month by month."""
    db, today = get_session(), clock.today()
    _account, school_id = owner()
    titles = {
        line.course.id: line.course.title
        for line in queries.courses(db, school_id=school_id, today=today)
    }
    counts = queries.status_counts(db, school_id=school_id)
    coming = sorted(
        (
            one
            for one in queries.intakes(db, school_id=school_id)
            if (one.ends_on or one.starts_on) >= today
        ),
        key=lambda one: (one.starts_on, one.id),
    )
    months = [
        (month_words(first), [intake_row(one, titles[one.course_id], counts.get(one.id, {}), today)
                              for one in group])
        for first, group in groupby(coming, key=lambda one: one.starts_on.replace(day=1))
    ]  # fmt: skip
    return render_template("schools/calendar.html", months=months)


def _day(text: str, otherwise: dt.date) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return otherwise
