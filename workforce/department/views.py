"""Screens of the labour department."""

import datetime as dt

from flask import flash, redirect, render_template, request, url_for
from sqlmodel import Session, col, select
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import closed_blueprint, require_scope, roles, signed_in_account
from workforce.database import get_session
from workforce.department import actions, board, pictures, queries, rows
from workforce.department.forms import AsKnownForm, DecisionForm, EnterpriseFilter, PlacementFilter
from workforce.errors import InvalidInput
from workforce.households.queries import land_acquired_funnel
from workforce.i18n import _
from workforce.models import (
    DepartmentScope,
    EnterpriseStatus,
    RecoveryDecision,
    Role,
    Site,
    Zone,
)
from workforce.reference.rates import rule
from workforce.reports import pdf

blueprint = closed_blueprint(
    "department", __name__, policy=roles(Role.DEPARTMENT, Role.ADMIN), url_prefix="/so"
)


@blueprint.get("/")
def home() -> str:
    """Show progress toward the target, honestly."""
    db, today = get_session(), clock.today()
    form = AsKnownForm(request.args)
    form.validate()
    on, known_on = _days(form, today)
    gathered = board.gather(db, on=on, known_on=known_on)
    funnel = land_acquired_funnel(db, on=on, known_at=gathered.known_at)
    return render_template(
        "department/home.html",
        board=gathered,
        form=form,
        known_on=known_on,
        months=[rows.month_row(gathered, index) for index in range(len(gathered.history))][::-1],
        retention=[rows.retention_row(one) for one in gathered.retention],
        targets=[rows.target_row(one) for one in gathered.targets],
        due=_due(db, today),
        funnel_counts=funnel,
        flow_year=sum(count for _month, count in gathered.placements_by_month),
        stock_says=rows.stock_sentence(gathered),
        pictures={
            "stock": pictures.stock_chart(gathered),
            "flow": pictures.flow_bars(gathered),
            "land": pictures.land_bars(funnel),
        },
        definition=rule(db, "I2", on=on),
        no_definition=rule(db, "text.no_definition", on=on),
    )


@blueprint.get("/tien-do.pdf")
def board_pdf() -> Response:
    """Give the board as a PDF to print or send; the same figures as on the page."""
    return Response(pdf.render(home()), mimetype="application/pdf")


@blueprint.get("/khu")
def zones() -> str:
    """Show every zone: who declared, who works there, what is open."""
    db, today = get_session(), clock.today()
    gathered = board.gather(db, on=today)
    return render_template(
        "department/zones.html",
        board=gathered,
        rows=[rows.zone_row(row) for row in gathered.zones],
    )


@blueprint.get("/da-co-viec")
def placements() -> str:
    """List placements without names, by zone, with who confirmed them."""
    db, today = get_session(), clock.today()
    gathered = board.gather(db, on=today)
    names = {zone.key: zone.name for zone in db.exec(select(Zone).order_by(col(Zone.id)))}
    form = PlacementFilter(request.args)
    form.khu.choices = [("", _("Tất cả")), *names.items()]
    form.validate()
    key = form.khu.data if form.khu.data in names else None
    page = min(10_000, max(1, request.args.get("trang", 1, type=int)))
    shown, pages = queries.placement_page(gathered.counted, zone_key=key, page=page)
    return render_template(
        "department/placements.html",
        board=gathered,
        rows=[rows.placement_row(one, names) for one in shown],
        page=page,
        pages=pages,
        zone_key=key,
        form=form,
    )


@blueprint.get("/dat-thu-hoi")
def households() -> str:
    """Show how far support for the people whose land was taken has come."""
    db, today = get_session(), clock.today()
    decisions = db.exec(
        select(RecoveryDecision, Zone)
        .join(Zone, col(Zone.id) == col(RecoveryDecision.zone_id), isouter=True)
        .order_by(col(RecoveryDecision.decided_on), col(RecoveryDecision.id))
    ).all()
    funnel = land_acquired_funnel(db, on=today)
    return render_template(
        "department/households.html",
        funnel_counts=funnel,
        picture=pictures.land_bars(funnel),
        decisions=[rows.decision_row(decision, zone) for decision, zone in decisions],
        on=today,
    )


@blueprint.get("/doanh-nghiep")
def enterprises() -> str:
    """List enterprises, those waiting for a decision first."""
    db = get_session()
    typed = request.args if "trang_thai" in request.args else None  # else those who wait
    form = EnterpriseFilter(typed, trang_thai=EnterpriseStatus.PENDING.value)
    form.validate()
    wanted = str(form.trang_thai.data)
    status = EnterpriseStatus(wanted) if wanted in set(EnterpriseStatus) else None
    page = min(10_000, max(1, request.args.get("trang", 1, type=int)))
    in_zones = _only_zones()
    total = queries.count_enterprises(db, status=status, in_zones=in_zones)
    return render_template(
        "department/enterprises.html",
        rows=[
            rows.enterprise_row(one)
            for one in queries.enterprises(
                db, status=status, in_zones=in_zones, offset=(page - 1) * 50
            )
        ],
        status=status,
        total=total,
        page=page,
        pages=max(1, -(-total // 50)),
        form=form,
    )


@blueprint.route("/doanh-nghiep/<id:enterprise_id>", methods=["GET", "POST"])
def enterprise(enterprise_id: int) -> str | Response | tuple[str, int]:
    """Show one enterprise and decide whether it is verified."""
    db = get_session()
    found = queries.enterprise(db, enterprise_id=enterprise_id, in_zones=_only_zones())
    form = DecisionForm()
    status = 200
    if request.method == "POST":
        require_scope(DepartmentScope.ZONES)
        status = 422
        if form.validate():
            try:
                actions.decide_on_enterprise(
                    db,
                    enterprise=found,
                    status=EnterpriseStatus(str(form.status.data)),
                    reason=form.reason.data or "",
                    by=signed_in_account(),
                    now=clock.now(),
                )
            except InvalidInput as error:
                form.reason.errors = [*form.reason.errors, str(error)]
            else:
                db.commit()
                flash(_("Đã ghi quyết định."), "success")
                return redirect(url_for("department.enterprise", enterprise_id=enterprise_id))
    sites = db.exec(
        select(Site, Zone)
        .join(Zone, col(Zone.id) == col(Site.zone_id), isouter=True)
        .where(Site.enterprise_id == enterprise_id)
    ).all()
    page = render_template(
        "department/enterprise.html",
        enterprise=found,
        facts=rows.enterprise_facts(found, list(sites)),
        form=form,
    )
    return page if status == 200 else (page, status)


@blueprint.get("/bien-dong")
def changes() -> str:
    """List places of work that move, close or let people go."""
    found = queries.changes(get_session(), in_zones=_only_zones())
    return render_template("department/changes.html", rows=[rows.change_row(*one) for one in found])


def _only_zones() -> bool:
    """Whether this account answers for zones alone: it sees no enterprise outside them."""
    return signed_in_account().department_scope == DepartmentScope.ZONES


def _due(db: Session, today: dt.date) -> list[dict[str, object]]:
    """Return what needs a decision: enterprises waiting, openings nobody applies to."""
    waiting = queries.enterprises(
        db, status=EnterpriseStatus.PENDING, in_zones=_only_zones(), limit=5
    )
    hard = queries.hard_to_fill(db, today=today)
    return [rows.pending_entry(one, today) for one in waiting] + [
        rows.hard_entry(opening, name, today) for opening, name in hard
    ]


def _days(form: AsKnownForm, today: dt.date) -> tuple[dt.date, dt.date | None]:
    """Return the day shown and the day of knowledge; the future is not known yet."""
    on = min(form.ngay.data or today, today)
    known_on = form.biet.data
    return on, min(known_on, today) if known_on else None
