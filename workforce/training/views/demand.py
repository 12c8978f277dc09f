"""Which classes the demand speaks for: list, calculation, take one up."""

from flask import flash, redirect, render_template, request, url_for
from sqlmodel import Session, col, select
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import opened_to, signed_in_account
from workforce.database import get_session
from workforce.errors import NotFound
from workforce.formats import number
from workforce.i18n import _
from workforce.models import Role, School, Zone, ZoneFact
from workforce.training import proposals, words
from workforce.training.blueprint import SCHOOLS, SCHOOLS_AND_OVERSEERS, blueprint, own_school
from workforce.training.forms import GROUP_WORDS, DemandFilter
from workforce.zones.words import source_words

SHOWN = 12


@blueprint.get("/nhu-cau")
@opened_to(SCHOOLS_AND_OVERSEERS)
def demand() -> str:
    """List proposals for classes, the most lasting placements a seat first."""
    db, today = get_session(), clock.today()
    form = DemandFilter(request.args)
    places = proposals.districts(db)
    form.huyen.choices = [("", _("Tất cả")), *((one, one) for one in places)]
    form.validate()
    group = GROUP_WORDS.get(str(form.nhom.data or ""), "")
    district = form.huyen.data if form.huyen.data in places else ""
    found = proposals.ranked(db, today=today, group=group, district=district or "")
    account = signed_in_account()
    taken = proposals.accepted(db, school_id=account.school_id) if account.school_id else []
    return render_template(
        "training/demand.html",
        form=form,
        rows=[words.proposal_row(one) for one in found[:SHOWN]],
        total=len(found),
        shown=SHOWN,
        counted_on=proposals.computed_on(db),
        is_school=account.role == Role.SCHOOL,
        taken={(one.occupation_id, one.district): one for one in taken},
        taken_count=len(proposals.accepted(db)),
    )


@blueprint.get("/nhu-cau/<id:demand_id>")
@opened_to(SCHOOLS_AND_OVERSEERS)
def demand_steps(demand_id: int) -> str:
    """Show one proposal's calculation step by step, and where each rate is from."""
    db, today = get_session(), clock.today()
    found = proposals.proposal(db, demand_id=demand_id, today=today)
    account = signed_in_account()
    school = db.get(School, account.school_id) if account.school_id else None
    return render_template(
        "training/demand_steps.html",
        found=found,
        sentence=words.sentence(found),
        steps=words.steps(found.calculation),
        rates=words.rate_rows(found.calculation),
        groups=words.group_rows(found),
        per_seat=words.per_seat(found.calculation),
        planned=_planned(db, found.demand.district),
        school=school,
    )


@blueprint.post("/nhu-cau/<id:demand_id>/nhan")
@opened_to(SCHOOLS)
def demand_accept(demand_id: int) -> Response:
    """Take a proposal up: the school looks over the draft that came of it."""
    db = get_session()
    account, school_id = own_school()
    made = proposals.accept(
        db, school=db.get_one(School, school_id), demand_id=demand_id, by=account,
        today=clock.today(), now=clock.now(),
    )  # fmt: skip
    course_id = made.course_id
    if course_id is None:
        raise NotFound(_("Khóa học của đề xuất này không còn."))
    db.commit()
    flash(
        _("Đã tạo bản nháp khóa học và một đợt khai giảng. Anh/chị sửa rồi đăng; "
          "đăng xong thì người phù hợp thấy ở gợi ý."), "success",
    )  # fmt: skip
    return redirect(url_for("schools.course", course_id=course_id))


def _planned(db: Session, district: str) -> list[dict[str, str]]:
    """Return what zone plans say of jobs here, all trades together; [] when nothing."""
    rows = db.exec(
        select(Zone, ZoneFact)
        .join(ZoneFact, col(ZoneFact.zone_id) == col(Zone.id))
        .where(ZoneFact.fact == "jobs_expected")
        .order_by(col(Zone.id), col(ZoneFact.id))
    )
    return [
        {
            "zone": zone.name,
            "jobs": number(fact.value_number) if fact.value_number else fact.value_text,
            "as_of": fact.as_of,
            "source": source_words(fact.source),
        }
        for zone, fact in rows
        if district and district in zone.old_district
    ]
