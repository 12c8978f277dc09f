"""Certificates a school gives for finished courses, and takes back."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.certificates import actions
from workforce.certificates.queries import of_enrolments
from workforce.database import get_session
from workforce.errors import NotFound
from workforce.i18n import _
from workforce.schools import queries
from workforce.schools.blueprint import blueprint, owner
from workforce.schools.forms import RevokeForm


@blueprint.post("/hoc-vien/<id:enrolment_id>/chung-nhan")
def certificate_issue(enrolment_id: int) -> Response:
    """Give a certificate to somebody who finished before there were certificates here."""
    db = get_session()
    account, school_id = owner()
    found, of_intake, _course = queries.enrolment(
        db, school_id=school_id, enrolment_id=enrolment_id
    )
    intake_id = of_intake.id
    actions.issue(db, enrolment=found, by=account, now=clock.now())
    db.commit()
    flash(_("Đã cấp giấy chứng nhận."), "success")
    return redirect(url_for("schools.intake", intake_id=intake_id))


@blueprint.route("/hoc-vien/<id:enrolment_id>/thu-hoi", methods=["GET", "POST"])
def certificate_revoke(enrolment_id: int) -> str | Response | tuple[str, int]:
    """Take a certificate back with a reason the holder reads."""
    db = get_session()
    account, school_id = owner()
    found, of_intake, course = queries.enrolment(db, school_id=school_id, enrolment_id=enrolment_id)
    certificate = of_enrolments(db, [found.id]).get(found.id)
    if certificate is None:
        raise NotFound(_("Học viên này chưa có giấy chứng nhận."))
    intake_id = of_intake.id
    form = RevokeForm()
    if form.validate_on_submit():
        actions.revoke(
            db, certificate=certificate, reason=form.reason.data or "", by=account, now=clock.now()
        )
        db.commit()
        flash(_("Đã thu hồi giấy chứng nhận. Trang kiểm tra ghi ngay từ bây giờ."), "success")
        return redirect(url_for("schools.intake", intake_id=intake_id))
    lines = queries.enrolment_lines(db, school_id=school_id, intake_id=intake_id)
    name = next((line.name for line in lines if line.enrolment.id == found.id), "")
    page = render_template(
        "schools/certificate_revoke.html", form=form, certificate=certificate, course=course,
        intake=of_intake, name=name,
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page
