"""Openings: list, write, look over, post, close."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.complaints import wording
from workforce.database import get_session, writing
from workforce.employers import openings as rules
from workforce.employers import queries, supply
from workforce.employers.blueprint import blueprint, owner
from workforce.employers.forms import CloseForm
from workforce.employers.hints import Hint, hints_of, wording_hints
from workforce.employers.opening_form import OpeningForm, row_data, stored
from workforce.employers.reading import read_posting
from workforce.employers.rows import applicant_row, opening_facts, opening_row
from workforce.errors import InvalidInput
from workforce.i18n import _
from workforce.models import Opening, OpeningStatus
from workforce.openings.crowded import crowded
from workforce.openings.queries import skills_of

PER_PAGE = 20


@blueprint.get("/tin-tuyen-dung")
def openings() -> str:
    """List the enterprise's openings: status, posts left, applicants."""
    db, today = get_session(), clock.today()
    _account, enterprise_id = owner()
    page = min(1_000, max(1, request.args.get("trang", 1, type=int)))
    total = queries.count_openings(db, enterprise_id=enterprise_id)
    lines = queries.openings(
        db, enterprise_id=enterprise_id, today=today, limit=PER_PAGE, offset=(page - 1) * PER_PAGE
    )
    return render_template(
        "employers/openings.html",
        enterprise=queries.enterprise_of(db, enterprise_id=enterprise_id),
        rows=[opening_row(line, today) for line in lines],
        page=page,
        pages=max(1, -(-total // PER_PAGE)),
        total=total,
    )


@blueprint.route("/tin-tuyen-dung/moi", methods=["GET", "POST"])
def opening_new() -> str | Response | tuple[str, int]:
    """Ask for the job's name, then show the whole form with what the name says filled in."""
    db = get_session()
    _account, enterprise_id = owner()
    title = " ".join(request.values.get("ten", "").split())[:120]
    if request.method == "POST" and request.form.get("buoc") == "dan":
        text = request.form.get("noi-dung", "")[:4000]
        pasted = read_posting(db, title, text)
        return _write(OpeningForm(formdata=None, data=pasted), None, read=True)
    copied = request.args.get("tu", type=int)
    if request.method == "GET" and not title and copied is None:
        lines = queries.openings(db, enterprise_id=enterprise_id, today=clock.today(), limit=10)
        return render_template(
            "employers/opening_start.html",
            enterprise=queries.enterprise_of(db, enterprise_id=enterprise_id),
            lines=lines,
        )
    data: dict[str, Any] = read_posting(db, title, "")
    if copied is not None:
        source = queries.opening(db, enterprise_id=enterprise_id, opening_id=copied)
        data = row_data(rules.copied_values(source), rules.skill_wishes(db, source))
    return _write(OpeningForm(data=data), None)


@blueprint.route("/tin-tuyen-dung/<id:opening_id>/sua", methods=["GET", "POST"])
def opening_edit(opening_id: int) -> str | Response | tuple[str, int]:
    """Change an opening."""
    db = get_session()
    _account, enterprise_id = owner()
    found = queries.opening(db, enterprise_id=enterprise_id, opening_id=opening_id)
    return _write(OpeningForm(data=stored(found, rules.skill_wishes(db, found))), found)


@blueprint.get("/tin-tuyen-dung/<id:opening_id>")
def opening(opening_id: int) -> str:
    """Show an opening as people will read it, what to look at again, and who applied."""
    db, today = get_session(), clock.today()
    _account, enterprise_id = owner()
    found = queries.opening(db, enterprise_id=enterprise_id, opening_id=opening_id)
    names = queries.site_names(db, enterprise_id=enterprise_id)
    applicants = queries.applicants(
        db, enterprise_id=enterprise_id, opening_id=opening_id, today=today
    )
    counted = _counted(found, enterprise_id) if request.args.get("xem-thu") else None
    return render_template(
        "employers/opening.html",
        supply=counted,
        is_crowded=found.is_open(today) and found.id in crowded(db, [found.id], today=today),
        enterprise=queries.enterprise_of(db, enterprise_id=enterprise_id),
        opening=found,
        is_expired=found.status == OpeningStatus.OPEN and not found.is_open(today),
        facts=opening_facts(found, names.get(found.site_id, ""), skills_of(db, found.id)),
        hints=hints_of(db, found, today=today),
        held=wording.held(db, found),
        applicants=[applicant_row(line, today) for line in applicants],
        withdrawn=queries.count_withdrawn(db, enterprise_id=enterprise_id, opening_id=opening_id),
        hired=queries.hired_count(db, found),
    )


@blueprint.post("/tin-tuyen-dung/<id:opening_id>/dang")
def opening_publish(opening_id: int) -> Response:
    """Open a draft, or open a closed one again."""
    db = get_session()
    account, enterprise_id = owner()
    found = queries.opening(db, enterprise_id=enterprise_id, opening_id=opening_id)
    rules.publish(db, opening=found, by=account, today=clock.today(), now=clock.now())
    db.commit()
    if found.status == OpeningStatus.OPEN:
        flash(_("Tin đã đăng. Người tìm việc nộp hồ sơ được từ bây giờ."), "success")
    else:
        flash(_("Tin chờ cơ quan quản lý lao động xem trước khi đăng."), "info")
    return redirect(url_for("employers.opening", opening_id=opening_id))


@blueprint.route("/tin-tuyen-dung/<id:opening_id>/dong", methods=["GET", "POST"])
def opening_close(opening_id: int) -> str | Response | tuple[str, int]:
    """Close an opening, with a reason people can read."""
    db = get_session()
    account, enterprise_id = owner()
    found = queries.opening(db, enterprise_id=enterprise_id, opening_id=opening_id)
    form = CloseForm()
    if form.validate_on_submit():
        rules.close(
            db, opening=found, reason=form.words(), filled_by=str(form.filled_by.data),
            by=account, now=clock.now(),
        )  # fmt: skip
        db.commit()
        flash(_("Đã đóng tin. Anh/chị vẫn trả lời được các hồ sơ đã nộp."), "success")
        return redirect(url_for("employers.opening", opening_id=opening_id))
    page = render_template("employers/opening_close.html", opening=found, form=form)
    return (page, 422) if form.is_submitted() else page


def _counted(found: Opening, enterprise_id: int) -> supply.Lines:
    """Return how many people a stored opening suits; the try is counted."""
    draft = supply.of_opening(get_session(), found)
    with writing() as db:
        return supply.asked(
            db, draft, enterprise_id=enterprise_id, today=clock.today(), now=clock.now()
        )


def _write(
    form: OpeningForm, found: Opening | None, *, read: bool = False
) -> str | Response | tuple[str, int]:
    """Show the form, with what was read of a pasted text, re-read the title, count, or save."""
    db = get_session()
    _account, enterprise_id = owner()
    sites = _places(enterprise_id, found)
    recognised = form.offer(db, sites=sites, title=form.title.data or "")
    reading, counting = (request.form.get("buoc") == step for step in ("doc", "thu"))
    status = 200
    counted = None
    if counting:
        counted = supply.asked(
            db, supply.of_form(form, found, sites=sites), enterprise_id=enterprise_id,
            today=clock.today(), now=clock.now(),
        )  # fmt: skip
    elif form.is_submitted() and not reading and not read:
        status = 422
        saved = _save(form, found, sites) if form.validate() else None
        if saved is not None:
            flash(_("Đã lưu. Anh/chị xem lại rồi đăng."), "success")
            return redirect(url_for("employers.opening", opening_id=saved))
    if reading:
        recognised = form.read_again(db)
    page = render_template(
        "employers/opening_form.html",
        form=form,
        opening=found,
        recognised=recognised,
        supply=counted,
        filled=form.filled() if read else [],
        hints=_hints(form, found, sites) if read or counting or reading else [],
        has_sites=bool(sites),
    )
    return page if status == 200 else (page, status)


def _hints(form: OpeningForm, found: Opening | None, sites: dict[int, str]) -> list[Hint]:
    """Return what to look at again in what is written so far; of words alone without a place."""
    draft = supply.of_form(form, found, sites=sites)
    if draft is None:
        said = (form.title.data, form.description.data, form.requirements.data)
        return wording_hints("\n".join(text or "" for text in said))
    written = Opening(site_id=draft.site_id, **draft.values)
    return hints_of(get_session(), written, today=clock.today())


def _save(form: OpeningForm, found: Opening | None, sites: dict[int, str]) -> int | None:
    """Save a valid form and return the opening's id; None when a rule was broken."""
    db = get_session()
    account, enterprise_id = owner()
    site = queries.site(db, enterprise_id=enterprise_id, site_id=int(str(form.site.data)))
    values, wishes = form.values(), form.wishes()
    today, now = clock.today(), clock.now()
    try:
        if found is None:
            saved = rules.add_draft(
                db, site=site, values=values, skills=wishes, by=account, today=today, now=now
            )
        else:
            saved = rules.change(
                db, opening=found, site=site, values=values, skills=wishes, by=account,
                today=today, now=now,
            )  # fmt: skip
    except InvalidInput as error:
        form.blame(error)
        return None
    db.commit()
    return saved.id


def _places(enterprise_id: int, found: Opening | None) -> dict[int, str]:
    """Return the places of work to choose from; an opening keeps the one it has."""
    db = get_session()
    names = queries.site_names(db, enterprise_id=enterprise_id)
    active = {one.id for one in queries.sites(db, enterprise_id=enterprise_id, active_only=True)}
    if found is not None:
        active.add(found.site_id)
    return {identity: name for identity, name in names.items() if identity in active}
