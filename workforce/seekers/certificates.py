"""One's certificates: show them, release one's name, hand them on."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workforce import clock, qr
from workforce.certificates import actions, queries
from workforce.database import get_session
from workforce.errors import InvalidInput, NotFound
from workforce.i18n import _
from workforce.models import Certificate, NameShown
from workforce.seekers.blueprint import account_and_person, blueprint


@blueprint.get("/chung-chi")
def certificates() -> str:
    """List what one has finished, the newest first."""
    db = get_session()
    _account, person = account_and_person(db)
    return render_template(
        "seekers/certificates.html", certificates=queries.of_person(db, person_id=person.id)
    )


@blueprint.get("/chung-chi/<id:certificate_id>")
def certificate(certificate_id: int) -> str:
    """Show one certificate with its QR code, and how much of the name others read."""
    found = _own(certificate_id)
    url = url_for("certificates.certificate", token=found.token, _external=True)
    _account, person = account_and_person(get_session())
    return render_template(
        "seekers/certificate.html",
        certificate=found,
        code=qr.svg(url, label=_("Mã QR để kiểm tra giấy chứng nhận")),
        url=url,
        choices=[
            (NameShown.HIDDEN, _("Không hiện tên")),
            (NameShown.INITIALS, _("Chữ đầu: %(name)s", name=queries.initials(person.full_name))),
            (NameShown.FULL, _("Cả tên: %(name)s", name=person.full_name)),
        ],
    )


@blueprint.post("/chung-chi/<id:certificate_id>/ten")
def release_name(certificate_id: int) -> Response:
    """Choose how much of the name others read on the public page."""
    db = get_session()
    account, _person = account_and_person(db)
    found = _own(certificate_id)
    shown = next((one for one in NameShown if one.value == request.form.get("ten")), None)
    if shown is None:
        raise InvalidInput(_("Anh/chị chọn lại cách hiện tên."), "ten")
    actions.release_name(db, certificate=found, shown=shown, by=account, now=clock.now())
    db.commit()
    flash(_("Đã lưu."), "success")
    return redirect(url_for(".certificate", certificate_id=certificate_id))


def _own(certificate_id: int) -> Certificate:
    """Return one of the person's certificates; NotFound for another's or none."""
    db = get_session()
    _account, person = account_and_person(db)
    rows = queries.of_person(db, person_id=person.id)
    found = next((row for row in rows if row.id == certificate_id), None)
    if found is None:
        raise NotFound(_("Không có giấy chứng nhận này."))
    return found
