"""The enterprise's keys for its own system: made, shown once, revoked."""

from flask import flash, redirect, render_template, session, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import closed_blueprint, roles, signed_in_account
from workforce.api import keys
from workforce.database import get_session
from workforce.errors import Conflict, NotAllowed
from workforce.forms import Form, TextField, at_most, required
from workforce.i18n import _
from workforce.models import Account, Role

blueprint = closed_blueprint(
    "api_keys", __name__, policy=roles(Role.EMPLOYER), url_prefix="/khoa-ket-noi"
)
ONCE = "new_api_key"  #: in the browser's session between making a key and showing it


class KeyForm(Form):
    """What the key is for."""

    name = TextField(
        _l("Khóa dùng cho phần mềm nào"),
        [
            required(_l("Anh/chị ghi tên phần mềm, để sau này biết khóa nào là của ai.")),
            at_most(120),
        ],
    )


@blueprint.route("/", methods=["GET", "POST"])
def own_keys() -> str | Response | tuple[str, int]:
    """Show the enterprise's keys and make one more; its secret is shown once."""
    db, account, form = get_session(), _manager(), KeyForm()
    if form.validate_on_submit():
        try:
            _key, secret = keys.make_key(
                db, account=account, name=form.name.data or "", now=clock.now()
            )
        except Conflict as error:
            form.name.errors = [str(error)]
        else:
            db.commit()
            session[ONCE] = secret
            return redirect(url_for("api_keys.own_keys"))
    page = render_template(
        "api/keys.html",
        form=form,
        keys=keys.keys_of(db, account=account),
        secret=session.pop(ONCE, "") if not form.errors else "",
        address=url_for("api_write.openings", _external=True),
        document=url_for("api.openapi", _external=True),
    )
    return (page, 422) if form.errors else page


@blueprint.post("/<id:key_id>/thu-hoi")
def revoke(key_id: int) -> Response:
    """End a key at once."""
    db = get_session()
    keys.revoke(db, account=_manager(), key_id=key_id, now=clock.now())
    db.commit()
    flash(_("Đã thu hồi khóa. Phần mềm dùng khóa này không gửi tin được nữa."))
    return redirect(url_for("api_keys.own_keys"))


def _manager() -> Account:
    account = signed_in_account()
    if not account.is_manager:
        raise NotAllowed(_("Chỉ người quản lý tài khoản của công ty tạo và thu hồi khóa."))
    return account
