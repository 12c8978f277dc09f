"""Candidates of an opening: people without a name, and the invitation to apply."""

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.crypto import DataKey
from workforce.database import get_session
from workforce.employers import candidates as people
from workforce.employers import queries
from workforce.employers.blueprint import blueprint, owner
from workforce.employers.forms import InviteForm
from workforce.employers.hints import wording_hints
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.invitations.actions import invite as send_invitation
from workforce.invitations.actions import left_today


@blueprint.get("/tin-tuyen-dung/<id:opening_id>/ung-vien")
def candidates(opening_id: int) -> str:
    """Show whom the opening suits among those who agreed to be found."""
    db, today = get_session(), clock.today()
    _account, enterprise_id = owner()
    opening = queries.opening(db, enterprise_id=enterprise_id, opening_id=opening_id)
    return render_template(
        "employers/candidates.html",
        enterprise=queries.enterprise_of(db, enterprise_id=enterprise_id),
        opening=opening,
        is_open=opening.is_open(today),
        candidates=people.candidates_for(db, opening=opening, key=_key(), today=today),
        left=left_today(db, enterprise_id=enterprise_id, today=today),
    )


@blueprint.route("/tin-tuyen-dung/<id:opening_id>/ung-vien/moi", methods=["GET", "POST"])
def invite(opening_id: int) -> str | Response | tuple[str, int]:
    """Invite one candidate, with a message; a second click is the first invitation."""
    db, today = get_session(), clock.today()
    account, enterprise_id = owner()
    opening = queries.opening(db, enterprise_id=enterprise_id, opening_id=opening_id)
    pseudonym = request.values.get("nguoi", "")
    one = people.candidate(db, opening=opening, pseudonym=pseudonym, key=_key(), today=today)
    form = InviteForm()
    if form.validate_on_submit():
        try:
            _check_wording(form.message.data or "")
            send_invitation(
                db, opening=opening, message=form.message.data or "", by=account, today=today,
                person_id=people.person_of(pseudonym, opening=opening, key=_key()),
                now=clock.now(),
            )  # fmt: skip
        except InvalidInput as error:
            form.blame(error)
        else:
            db.commit()
            flash(
                _("Đã gửi lời mời. Người này nộp hồ sơ thì anh/chị thấy tên và số điện thoại."),
                "success",
            )
            return redirect(url_for("employers.candidates", opening_id=opening_id))
    page = render_template("employers/invite.html", form=form, opening=opening, candidate=one)
    return (page, 422) if form.is_submitted() else page


def _check_wording(message: str) -> None:
    """Raise InvalidInput for what an opening may not ask for either: a fee, a sex, an age."""
    found = wording_hints(message)
    if found:
        raise InvalidInput(found[0].text, "message")


def _key() -> DataKey:
    return current_app.extensions["data_key"]
