"""The school's own record and what is published of its outcomes."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.database import get_session
from workforce.i18n import _
from workforce.models import Unit
from workforce.schools import actions, queries
from workforce.schools.blueprint import blueprint, owner
from workforce.schools.forms import SchoolForm


@blueprint.get("/thong-tin")
def school() -> str:
    """Show the school's record and its public outcome."""
    db, today = get_session(), clock.today()
    _account, school_id = owner()
    found = queries.school_of(db, school_id=school_id)
    return render_template(
        "schools/school.html",
        school=found,
        place=db.get(Unit, found.unit_id) if found.unit_id else None,
        outcome=queries.outcome(db, school_id=school_id, today=today),
        least=queries.LEAST_OUTCOME,
        months=queries.OUTCOME_MONTHS,
    )


@blueprint.route("/thong-tin/sua", methods=["GET", "POST"])
def school_edit() -> str | Response | tuple[str, int]:
    """Change the school's phone number and place."""
    db = get_session()
    account, school_id = owner()
    found = queries.school_of(db, school_id=school_id)
    form = SchoolForm(
        data={
            "contact_phone": found.contact_phone,
            "unit": str(found.unit_id) if found.unit_id else None,
        }
    )
    form.offer(db)
    if form.validate_on_submit():
        actions.change_school(
            db,
            school=found,
            values={
                "contact_phone": form.contact_phone.data or "",
                "unit_id": int(form.unit.data) if form.unit.data else None,
            },
            by=account,
            now=clock.now(),
        )
        db.commit()
        flash(_("Đã lưu thông tin cơ sở."), "success")
        return redirect(url_for("schools.school"))
    page = render_template("schools/school_edit.html", form=form, school=found)
    return (page, 422) if form.is_submitted() else page
