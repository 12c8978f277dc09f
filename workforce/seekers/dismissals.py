"""'Không phù hợp với tôi' on a suggestion: say why, take it back, see what was put away."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from matching.places import road_km
from workforce import clock
from workforce.consents import consents
from workforce.database import get_session
from workforce.errors import InvalidInput, NotAllowed
from workforce.formats import date
from workforce.i18n import _
from workforce.labels import LABELS, label
from workforce.models import Account, ConsentPurpose, Dismissal, DismissalReason
from workforce.openings.filters import PER_MONTH
from workforce.openings.origin import home_of
from workforce.openings.queries import OpeningRow
from workforce.openings.queries import rows_of as openings_of
from workforce.seekers.blueprint import account_and_person, blueprint
from workforce.suggestions import dismissals, questions

#: the buttons under 'Không phù hợp với tôi', in the order of LABELS
REASONS = [(reason.value, words) for reason, words in LABELS[DismissalReason].items()]


@blueprint.post("/goi-y/<id:opening_id>/khong-phu-hop")
def dismiss(opening_id: int) -> Response:
    """Put an opening away; the list goes on without it."""
    db = get_session()
    _account, person = account_and_person(db)
    dismissals.published(db, opening_id)
    chosen = request.form.get("ly_do", "")
    if chosen not in {reason.value for reason in DismissalReason}:
        raise InvalidInput(_("Anh/chị chọn một lý do."), "ly_do")
    if not consents.has_consent(db, person_id=person.id, purpose=ConsentPurpose.MATCHING):
        raise NotAllowed(_("Anh/chị chưa đồng ý nhận gợi ý nên chưa có danh sách để bỏ bớt."))
    dismissals.dismiss(
        db, person_id=person.id, opening_id=opening_id, reason=DismissalReason(chosen),
        now=clock.now(),
    )  # fmt: skip
    db.commit()
    return redirect(url_for(".suggestions", bo=opening_id, _anchor="da-bo"))


@blueprint.post("/goi-y/<id:opening_id>/lay-lai")
def take_back(opening_id: int) -> Response:
    """Let an opening back onto the list."""
    db = get_session()
    _account, person = account_and_person(db)
    dismissals.take_back(db, person_id=person.id, opening_id=opening_id, now=clock.now())
    db.commit()
    flash(_("Đã lấy lại. Việc này có thể hiện trong gợi ý như trước."), "success")
    if request.form.get("ve") == "da-bo":
        return redirect(url_for(".dismissed"))
    return redirect(url_for(".suggestions"))


@blueprint.get("/goi-y/da-bo")
def dismissed() -> str:
    """Show what was put away and why, each with a way back."""
    db, today = get_session(), clock.today()
    _account, person = account_and_person(db)
    kept = dismissals.standing(db, person_id=person.id)
    rows = {row.opening.id: row for row in openings_of(db, [one.opening_id for one in kept])}
    return render_template(
        "seekers/dismissed.html",
        entries=[
            {
                "id": one.opening_id,
                "title": rows[one.opening_id].opening.title,
                "company": rows[one.opening_id].enterprise.name,
                "reason": label(one.reason),
                "day": date(one.at),
                "is_open": rows[one.opening_id].opening.is_open(today),
            }
            for one in kept
            if one.opening_id in rows
        ],
    )


def just_dismissed(
    session: Session, account: Account, kept: Sequence[Dismissal], opening_id: int | None
) -> dict[str, Any] | None:
    """Return what the page says right after a no: the way back, and a question it leads to.

    None when the opening is not among those kept away.
    """
    one = next((row for row in kept if row.opening_id == opening_id), None)
    if one is None or one.reason is None:
        return None
    opening = openings_of(session, [one.opening_id])[0]
    return {
        "id": one.opening_id,
        "title": opening.opening.title,
        "reason": label(one.reason),
        "effect": _effect(one),
        "question": questions.after_dismissal(
            one.reason, km=road_km(home_of(session, account), opening.point), pay=_pay(opening)
        ),
    }


def _effect(one: Dismissal) -> str:
    if one.reason == DismissalReason.TRADE:
        return _("Việc cùng nghề sẽ đứng sau trong danh sách. Hồ sơ của anh/chị không đổi.")
    return _("Chỉ việc này rời danh sách. Hồ sơ của anh/chị không đổi.")


def _pay(opening: OpeningRow) -> int | None:
    """Return the most it pays a month, VND; None where pay cannot be compared."""
    amount = opening.opening.wage_max_vnd or opening.opening.wage_min_vnd
    factor = PER_MONTH.get(opening.opening.wage_type)
    return round(amount * factor) if amount and factor else None
