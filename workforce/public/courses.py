"""Courses: the list, searched like jobs are, and one course."""

from flask import abort, render_template, request, url_for

from matching.places import road_km
from workforce import clock
from workforce.access import current_account
from workforce.courses import queries
from workforce.courses.cards import course_card
from workforce.courses.filters import ANY
from workforce.courses.support import Support
from workforce.database import get_session
from workforce.formats import percent, wage
from workforce.i18n import _
from workforce.labels import label
from workforce.models import Audience, Course, CourseStatus, SkillStandard
from workforce.openings import queries as openings
from workforce.openings.cards import distance, opening_card
from workforce.openings.queries import point_of
from workforce.public import answers
from workforce.public.blueprint import blueprint
from workforce.public.paging import page_of
from workforce.public.search_forms import CourseSearchForm
from workforce.public.structured_data import course_data
from workforce.reference.names import name_of
from workforce.suggestions.search import find_courses
from workforce.training.outcome_words import outcome_view
from workforce.training.outcomes import of_course

SHOWN_OPENINGS = 4


@blueprint.get("/khoa-hoc")
def courses() -> tuple[str, int]:
    """List courses on offer, the soonest first, or those a search finds, the best first."""
    db, today = get_session(), clock.today()
    form = CourseSearchForm(request.args)
    is_valid = form.validate()
    filters = form.filters() if is_valid else ANY
    ids = queries.find_open(db, today=today, filters=filters) if is_valid else []
    if is_valid and form.q.data:
        on_offer = set(ids)
        found = find_courses(db, form.q.data, today=today)
        ids = [identity for identity in found if identity in on_offer]
    page = page_of(ids, request.args.get("trang"))
    shown = render_template(
        "public/courses.html",
        form=form,
        query=form.q.data or "",
        chosen=filters.active(),
        total=len(ids),
        courses=[course_card(row) for row in queries.rows_of(db, page.ids, today=today)],
        page=page,
    )
    return shown, 200 if is_valid else 422


@blueprint.get("/khoa-hoc/<id:course_id>")
def course(course_id: int) -> tuple[str, int]:
    """Show one course; a closed one is gone, a draft does not exist."""
    db, today = get_session(), clock.today()
    row = queries.public_row(db, course_id, today=today)
    if row is None:
        abort(404)
    if row.course.status == CourseStatus.CLOSED:
        like = queries.similar_open(db, row.course, today=today)
        cards = [course_card(one) for one in queries.rows_of(db, like, today=today)]
        return render_template("public/course_closed.html", row=row, courses=cards), 410
    among = openings.find_open(db, today=today)
    asking = queries.openings_asking_for(db, course_id, among=among)
    account, support = current_account(), Support.load(db, on=today)
    origin = answers.origin_of(db, account, request.args.get("nha"), today=today)
    km = road_km(origin.point, point_of(row.unit)) if row.unit else None
    page = render_template(
        "public/course.html",
        row=row,
        course=row.course,
        card=course_card(row) | {"distance_text": distance(km)},
        origin=origin,
        cost_left=support.left(row.course),
        support_note=support.note() if support.covers(row.course) else "",
        wages_text=_wages(openings.monthly_wages(db, asking)),
        skills=[name_of(skill) for skill in queries.skills_of(db, course_id)],
        asking_count=len(asking),
        outcomes=outcome_view(of_course(db, row.course, today=today)),
        **_quality(row.course),
        openings=[
            opening_card(opening, today=today)
            for opening in openings.rows_of(db, asking[:SHOWN_OPENINGS])
        ],
        may_enrol=account is None or account.person_id is not None,
        data=course_data(row, url=url_for("public.course", course_id=course_id, _external=True)),
    )
    return page, 200


def _quality(course: Course) -> dict[str, str]:
    """Return what the resolution asks of a course (IV.6) in words; '' what is not said."""
    total, practice = course.hours_total, course.hours_practice
    share = percent(practice / total) if total and practice is not None else ""
    return {
        "standard_text": label(SkillStandard(course.skill_standard))
        if course.skill_standard
        else "",
        "practice_text": _("%(share)s số giờ là thực hành", share=share) if share else "",
        "audience_text": label(Audience(course.audience)) if course.audience else "",
    }


def _wages(found: tuple[int, int] | None) -> str:
    return wage(*found) if found else ""
