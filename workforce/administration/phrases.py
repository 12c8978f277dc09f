"""Words people type that the search does not know: the administrator says what they mean."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from workforce import audit, clock
from workforce.access import signed_in_account
from workforce.administration.blueprint import blueprint
from workforce.administration.forms import PhraseForm
from workforce.database import get_session
from workforce.formats import date
from workforce.i18n import _
from workforce.reference.recognition import occupation_choices
from workforce.searches import synonyms

PROPOSALS_SHOWN, DECISIONS_SHOWN = 20, 50


@blueprint.get("/tu-khoa")
def phrases() -> str:
    """List phrases asked often in which no trade was understood, and what was decided."""
    db, today = get_session(), clock.today()
    return render_template(
        "administration/phrases.html",
        proposals=[
            {
                "phrase": one.phrase,
                "times": one.times,
                "results": one.results,
                "nearest": [(row.id, row.name_vi) for row in one.nearest],
            }
            for one in synonyms.proposals(db, today=today)[:PROPOSALS_SHOWN]
        ],
        occupations=occupation_choices(db),
        decisions=[
            {
                "phrase": decision.phrase,
                "meaning": occupation.name_vi if occupation else _("không phải nghề"),
                "day": date(decision.decided_on),
            }
            for decision, occupation in synonyms.decisions(db)[:DECISIONS_SHOWN]
        ],
    )


@blueprint.post("/tu-khoa")
def phrase_decide() -> Response:
    """Accept a phrase for an occupation, or note that it names none."""
    db, today, admin, form = get_session(), clock.today(), signed_in_account(), PhraseForm()
    phrase = " ".join((form.tu.data or "").split())
    if form.bo.data:
        synonyms.reject(db, phrase=phrase, by=admin, today=today)
        action, said = "phrase.rejected", _("Đã bỏ “%(phrase)s”.", phrase=phrase)
    else:
        synonyms.accept(db, phrase=phrase, occupation_id=form.occupation_id, by=admin, today=today)
        action = "phrase.accepted"
        said = _("Đã nhận “%(phrase)s”. Máy tìm việc hiểu từ này sau ít phút.", phrase=phrase)
    audit.record(
        db, account=admin, action=action, subject_type="phrase", subject_id=None, now=clock.now()
    )
    db.commit()
    flash(said, "success")
    return redirect(url_for("administration.phrases"))


@blueprint.post("/tu-khoa/rut-lai")
def phrase_take_back() -> Response:
    """Undo a decision."""
    db, admin, form = get_session(), signed_in_account(), PhraseForm()
    phrase = " ".join((form.tu.data or "").split())
    synonyms.take_back(db, phrase=phrase)
    audit.record(
        db, account=admin, action="phrase.taken_back", subject_type="phrase", subject_id=None,
        now=clock.now(),
    )  # fmt: skip
    db.commit()
    flash(_("Đã rút lại quyết định về “%(phrase)s”.", phrase=phrase), "success")
    return redirect(url_for("administration.phrases"))
