"""At the desk: the answer of somebody whose class does not take place."""

from flask import flash, request
from werkzeug.wrappers import Response

from workforce import audit, clock
from workforce.access import signed_in_account
from workforce.communes.blueprint import blueprint
from workforce.communes.person import back_to
from workforce.communes.scope import get_person, scope_of
from workforce.database import get_session
from workforce.enrolments import moves
from workforce.errors import Conflict
from workforce.i18n import _


@blueprint.post("/nguoi-dan/<id:person_id>/lop-thay-the/<id:move_id>")
def answer_move(person_id: int, move_id: int) -> Response:
    """Record what the person says to the class offered instead of a cancelled one."""
    db, officer, now = get_session(), signed_in_account(), clock.now()
    person = get_person(db, scope=scope_of(db, officer), person_id=person_id)
    offered = moves.open_moves_of(db, person_id=person.id, now=now)
    move = next((one for one, _intake, _course in offered if one.id == move_id), None)
    if move is None:
        raise Conflict(_("Đã hết hạn nhận lớp thay thế. Anh/chị đăng ký lớp khác."))
    if request.form.get("tra_loi") == "khong":
        moves.decline_move(db, move=move, now=now)
    else:
        moves.take_move(db, move=move, by=officer, now=now)
    audit.record(
        db, account=officer, action="move.answered", subject_type="person",
        subject_id=person.id, now=now,
    )  # fmt: skip
    db.commit()
    flash(_("Đã ghi lời của người học."), "success")
    return back_to(person_id)
