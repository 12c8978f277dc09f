"""Who enrolled, by intake."""

from flask import render_template, request

from workforce import clock
from workforce.database import get_session
from workforce.schools import queries
from workforce.schools.blueprint import blueprint, owner
from workforce.schools.rows import intake_row

PER_PAGE = 30


@blueprint.get("/hoc-vien")
def enrolments() -> str:
    """List the intakes with how many hold a seat, wait, attend and have finished."""
    db, today = get_session(), clock.today()
    _account, school_id = owner()
    titles = {
        line.course.id: line.course.title
        for line in queries.courses(db, school_id=school_id, today=today)
    }
    counts = queries.status_counts(db, school_id=school_id)
    found = queries.intakes(db, school_id=school_id)
    page = min(1_000, max(1, request.args.get("trang", 1, type=int)))
    return render_template(
        "schools/enrolments.html",
        rows=[
            intake_row(one, titles[one.course_id], counts.get(one.id, {}), today)
            for one in found[(page - 1) * PER_PAGE : page * PER_PAGE]
        ],
        page=page,
        pages=max(1, -(-len(found) // PER_PAGE)),
    )
