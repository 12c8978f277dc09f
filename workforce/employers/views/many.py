"""One answer to several applicants of an opening, on one form."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.applications.bulk import Moved, move_many, shortlist_many, shortlisted
from workforce.applications.queries import answer_rate
from workforce.database import get_session
from workforce.employers import queries
from workforce.employers.blueprint import blueprint, owner
from workforce.employers.forms import BulkForm
from workforce.employers.queries import ApplicantLine
from workforce.employers.refusals import reason_words, refusal
from workforce.errors import InvalidInput
from workforce.formats import date
from workforce.i18n import _
from workforce.labels import label
from workforce.models import Application, ApplicationStatus, Opening
from workforce.placements.actions import FARTHEST_START

S = ApplicationStatus
MOST = 200  #: at once; the rest come when these are answered


@blueprint.route("/tin-tuyen-dung/<id:opening_id>/nguoi-nop", methods=["GET", "POST"])
def applicants(opening_id: int) -> str | Response | tuple[str, int]:
    """List who waits for an answer; tick several and answer them together."""
    db, today = get_session(), clock.today()
    _account, enterprise_id = owner()
    opening = queries.opening(db, enterprise_id=enterprise_id, opening_id=opening_id)
    lines = queries.waiting_at(
        db, enterprise_id=enterprise_id, opening_id=opening_id, today=today, limit=MOST
    )
    form = _form(lines)
    if form.validate_on_submit():
        try:
            moved = _answer(form, opening)
        except InvalidInput as error:
            form.blame(error)
        else:
            db.commit()
            _say(moved)
            return redirect(url_for("employers.applicants", opening_id=opening_id))
    page = render_template(
        "employers/applicants.html", form=form, opening=opening, lines=lines,
        rate=answer_rate(db, enterprise_id, today),
        example=refusal(reason="filled"),
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


def _form(lines: list[ApplicantLine]) -> BulkForm:
    """Return the form with who may be ticked.

    An application answered since the page was opened may still be among what is sent: a second
    click is no mistake, so the ids that came are offered, too; the query says whose they are.
    """
    listed = shortlisted(get_session(), [line.application.id for line in lines])
    words = {
        str(line.application.id): " · ".join(
            [
                line.person_name,
                label(line.application.status),
                *([_("trong danh sách chọn")] if line.application.id in listed else []),
                _("nộp ngày %(day)s", day=date(line.application.created_at)),
            ]
        )
        for line in lines
    }
    sent = {value: value for value in request.form.getlist("chosen") if value.isdecimal()}
    form = BulkForm()
    form.chosen.choices = list((sent | words).items()) if request.form else list(words.items())
    form.reason.choices = [pair for pair in reason_words().items() if pair[0] != "missing"]
    return form


def _answer(form: BulkForm, opening: Opening) -> Moved:
    """Take the step with all that were ticked; NotFound for somebody else's applicant."""
    db, today, now = get_session(), clock.today(), clock.now()
    account, enterprise_id = owner()
    ids = [int(value) for value in form.chosen.data or () if len(value) < 10]
    chosen: list[Application] = queries.chosen_of(
        db, enterprise_id=enterprise_id, opening_id=opening.id, ids=ids, today=today
    )
    if form.step.data == "shortlist":
        return shortlist_many(db, applications=chosen, by=account, now=now)
    to = S(str(form.step.data))
    reason = ""
    if to == S.INTERVIEW:
        reason = _interview_words(form)
    elif to == S.REFUSED:
        reason = refusal(reason=str(form.reason.data))
    return move_many(
        db, applications=chosen, to=to, by=account, reason=reason, now=now, today=today
    )


def _interview_words(form: BulkForm) -> str:
    day, today = form.day.data, clock.today()
    if day is None or not today <= day <= today + FARTHEST_START:
        raise InvalidInput(_("Ngày phỏng vấn cần từ hôm nay, trong vòng một năm."), "day")
    # kept in Vietnamese: the applicant reads it, not the clerk
    return f"Phỏng vấn lúc {form.time.data}, ngày {date(day)}, tại {form.place.data}."


def _say(moved: Moved) -> None:
    if moved.done:
        flash(_("Đã trả lời %(n)s người.", n=moved.done), "success")
    else:
        flash(_("Không có gì thay đổi: những người này đã được trả lời như vậy."), "info")
    if moved.left:
        flash(_("%(n)s hồ sơ đã rút hoặc đã có kết quả khác nên giữ nguyên.", n=moved.left), "info")
