"""Workforce declarations: what the target counts, so every figure says when and by whom."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.database import get_session
from workforce.employers import actions, queries
from workforce.employers.blueprint import blueprint, owner
from workforce.employers.due import declarations_due
from workforce.employers.forms import DeclarationForm, ReasonForm
from workforce.employers.rows import declaration_row
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import DeclarationKind, WorkforceDeclaration
from workforce.reference.rates import rule
from workforce.reports.stock import latest_standing


@blueprint.get("/khai-bao-lao-dong")
def declarations() -> str:
    """List the places of work with their last declaration, then everything ever declared."""
    db, today = get_session(), clock.today()
    _account, enterprise_id = owner()
    rows = queries.declarations(db, enterprise_id=enterprise_id)
    names = queries.site_names(db, enterprise_id=enterprise_id)
    replaced, voided = _superseded(rows)
    due = {one.site.id for one in declarations_due(db, enterprise_id=enterprise_id, today=today)}
    return render_template(
        "employers/declarations.html",
        sites=queries.sites(db, enterprise_id=enterprise_id, active_only=True),
        names=names,
        standing=latest_standing(rows),
        due=due,
        rows=[declaration_row(row, names, replaced, voided) for row in rows],
        definition=rule(db, "I2", on=today),
        no_definition=rule(db, "text.no_definition", on=today),
    )


@blueprint.route("/khai-bao-lao-dong/dia-diem/<id:site_id>", methods=["GET", "POST"])
def declaration_new(site_id: int) -> str | Response | tuple[str, int]:
    """Declare the headcount of one place of work."""
    db, today = get_session(), clock.today()
    account, enterprise_id = owner()
    site = queries.site(db, enterprise_id=enterprise_id, site_id=site_id)
    form = DeclarationForm(data={"as_of": today})
    if form.validate_on_submit():
        try:
            row = actions.declare_workers(
                db, site=site, as_of=form.as_of.data or today,
                counts={name: form[name].data for name in actions.COUNTS},
                note=form.note.data or "", by=account, today=today, now=clock.now(),
            )  # fmt: skip
        except InvalidInput as error:
            form.blame(error)
        else:
            flagged = row.flag
            db.commit()
            flash(_("Đã ghi bản khai."), "success")
            if flagged:
                flash(_("%(flag)s Bản khai vẫn được tính, có đánh dấu để kiểm tra lại.",
                        flag=flagged), "warn")  # fmt: skip
            return redirect(url_for("employers.declarations"))
    last = latest_standing(queries.declarations(db, enterprise_id=enterprise_id)).get(site_id)
    page = render_template(
        "employers/declaration_new.html",
        form=form,
        site_name=queries.site_names(db, enterprise_id=enterprise_id)[site_id],
        last=last,
    )
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/khai-bao-lao-dong/<id:declaration_id>/huy", methods=["GET", "POST"])
def declaration_void(declaration_id: int) -> str | Response | tuple[str, int]:
    """Withdraw a declaration made by mistake; both rows stay."""
    db = get_session()
    account, enterprise_id = owner()
    row = queries.declaration(db, enterprise_id=enterprise_id, declaration_id=declaration_id)
    form = ReasonForm()
    if form.validate_on_submit():
        actions.void_declaration(
            db, declaration=row, reason=form.reason.data or "", by=account, now=clock.now()
        )
        db.commit()
        flash(_("Đã hủy bản khai. Số của ngày trước đó được dùng lại."), "success")
        return redirect(url_for("employers.declarations"))
    page = render_template(
        "employers/declaration_void.html",
        declaration=row,
        site_name=queries.site_names(db, enterprise_id=enterprise_id)[row.site_id],
        form=form,
    )
    return (page, 422) if form.is_submitted() else page


def _superseded(rows: list[WorkforceDeclaration]) -> tuple[set[int], set[int]]:
    """Return ids of declarations a later row of the same site and day replaced or voided."""
    replaced: set[int] = set()
    voided: set[int] = set()
    last_word: dict[tuple[int, object], WorkforceDeclaration] = {}
    for row in sorted(rows, key=lambda row: row.id):
        before = last_word.get((row.site_id, row.as_of))
        if before is not None and before.kind == DeclarationKind.DECLARED:
            (voided if row.kind == DeclarationKind.VOIDED else replaced).add(before.id)
        last_word[row.site_id, row.as_of] = row
    return replaced, voided
