"""The enterprise's own record and its places of work."""

from flask import flash, redirect, render_template, url_for
from sqlmodel import select
from werkzeug.wrappers import Response

from workforce import clock
from workforce.database import get_session
from workforce.employers import actions, changes, queries
from workforce.employers.blueprint import blueprint, owner
from workforce.employers.company_forms import SIZE_BANDS, CompanyForm, SiteForm
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import Industry, Site, Unit


@blueprint.get("/cong-ty")
def company() -> str:
    """Show the enterprise's record, whether it is verified, and where it works."""
    db = get_session()
    _account, enterprise_id = owner()
    found = queries.enterprise_of(db, enterprise_id=enterprise_id)
    places = queries.sites(db, enterprise_id=enterprise_id)
    units = {
        unit.id: unit.name
        for unit in db.exec(select(Unit).where(Unit.id.in_([one.unit_id for one in places])))  # type: ignore[attr-defined]
    }
    return render_template(
        "employers/company.html",
        enterprise=found,
        industry=db.get(Industry, found.vsic_code),
        sites=places,
        names=queries.site_names(db, enterprise_id=enterprise_id),
        units=units,
        size_bands=SIZE_BANDS,
        changes=changes.changes(db, enterprise_id=enterprise_id),
    )


@blueprint.route("/cong-ty/sua", methods=["GET", "POST"])
def company_edit() -> str | Response | tuple[str, int]:
    """Change the enterprise's record."""
    db = get_session()
    account, enterprise_id = owner()
    found = queries.enterprise_of(db, enterprise_id=enterprise_id)
    form = CompanyForm(obj=found)
    form.offer(db)
    if form.validate_on_submit():
        values = {
            name: form[name].data or ""
            for name in ("name", "tax_code", "vsic_code", "size_band", "contact_name",
                         "contact_phone")
        }  # fmt: skip
        try:
            loses_mark = actions.change_company(
                db, enterprise=found, values=values, by=account, now=clock.now()
            )
        except InvalidInput as error:
            form.blame(error)
        else:
            db.commit()
            flash(_("Đã lưu thông tin công ty."), "success")
            if loses_mark:
                flash(_("Tên hoặc mã số thuế đã đổi nên công ty cần được xác minh lại."), "warn")
            return redirect(url_for("employers.company"))
    page = render_template("employers/company_edit.html", form=form)
    return (page, 422) if form.is_submitted() else page


@blueprint.route("/cong-ty/dia-diem/moi", methods=["GET", "POST"])
def site_new() -> str | Response | tuple[str, int]:
    """Add a place of work."""
    _account, enterprise_id = owner()
    return _write_site(Site(enterprise_id=enterprise_id), SiteForm())


@blueprint.route("/cong-ty/dia-diem/<id:site_id>", methods=["GET", "POST"])
def site_edit(site_id: int) -> str | Response | tuple[str, int]:
    """Change a place of work."""
    db = get_session()
    _account, enterprise_id = owner()
    found = queries.site(db, enterprise_id=enterprise_id, site_id=site_id)
    form = SiteForm(
        data={
            "name": found.name,
            "address": found.address,
            "is_active": found.is_active,
            "zone": str(found.zone_id) if found.zone_id else None,
            "unit": str(found.unit_id) if found.unit_id else None,
        }
    )
    return _write_site(found, form)


def _write_site(found: Site, form: SiteForm) -> str | Response | tuple[str, int]:
    db = get_session()
    account, _enterprise_id = owner()
    form.offer(db)
    if form.validate_on_submit():
        values = {
            "name": form.name.data,
            "address": form.address.data or "",
            "is_active": bool(form.is_active.data),
            "zone_id": int(form.zone.data) if form.zone.data else None,
            "unit_id": int(str(form.unit.data)),
        }
        actions.save_site(db, site=found, values=values, by=account, now=clock.now())
        db.commit()
        flash(_("Đã lưu địa điểm."), "success")
        return redirect(url_for("employers.company"))
    page = render_template("employers/site.html", form=form, site=found)
    return (page, 422) if form.is_submitted() else page
