"""The profile: four short pages, each saved on its own, then a page to check."""

from collections.abc import Iterable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from matching import fold
from workforce import clock
from workforce.access import signed_in_account
from workforce.consents import consents
from workforce.database import get_session
from workforce.i18n import _
from workforce.models import ConsentPurpose, Education, Occupation, Person, Skill, Training
from workforce.people import duplicates
from workforce.reference.names import name_of
from workforce.reference.recognition import skills_by_id
from workforce.seekers import communes, consenting, queries, recognised, saving
from workforce.seekers.blueprint import account_and_person, blueprint
from workforce.seekers.forms import ChipsForm, ExperienceForm, HomeForm, SchoolingForm, WishesForm
from workforce.seekers.summary import PAGES, sections
from workforce.suggestions.words import duration

BLANK_ROWS = 2
View = str | Response | tuple[str, int]


@blueprint.get("/ho-so")
def profile() -> View:
    """Show all answers with a link to change each, and what to do next."""
    db = get_session()
    _account, person = account_and_person(db)
    whole = queries.profile_of(db, person=person)
    return render_template(
        "seekers/profile.html",
        person=person,
        sections=sections(db, whole, urls={page: url_for(f".{page}", sua=1) for page in PAGES}),
        next_page=next((page for n, page in enumerate(PAGES, 1) if n > person.profile_step), None),
        has_consent=_agreed(db, person),
    )


@blueprint.post("/ho-so/dang-tim")
def seeking() -> Response:
    """Say whether one still looks for work."""
    db = get_session()
    _account, person = account_and_person(db)
    is_seeking = request.form.get("dang_tim") == "1"
    saving.set_seeking(db, person=person, is_seeking=is_seeking, now=clock.now())
    db.commit()
    flash(_("Đã ghi: anh/chị đang tìm việc.") if is_seeking else
          _("Đã ghi: anh/chị tạm ngừng tìm việc."), "success")  # fmt: skip
    return redirect(url_for(".profile"))


@blueprint.route("/ho-so/mong-muon", methods=["GET", "POST"])
def wishes() -> View:
    """Page 1: what work, in one's own words; the machine's reading is shown to confirm."""
    db = get_session()
    account = signed_in_account()
    person = queries.person_of(db, account=account)
    form = WishesForm(obj=person)
    confirmed = queries.profile_of(db, person=person).wishes if person else []
    found = recognised.occupations_named(db, form.desired.data or "")
    _offer(form.occupations, [*confirmed, *found])
    agreed = person is not None and _agreed(db, person)
    if request.method == "GET":
        _tick(form.occupations, confirmed, found if "xac-nhan" in request.args else ())
        form.shown.data = _ids([*confirmed, *found])
    if not form.validate_on_submit():
        _keep_new(form, form.occupations, shown=[*confirmed, *found], found=found)
        return _page("wishes", form, agreed=agreed)
    now = clock.now()
    person = saving.own_person(db, account=account, now=now)
    saving.save_wishes(
        db,
        person=person,
        now=now,
        wishes=saving.Wishes(
            desired=form.desired.data or "",
            occupation_ids=[int(value) for value in form.occupations.data or ()],
            wage_min_vnd=form.wage_min_vnd.data,
            shift_ok=form.shift_ok.data or None,
        ),
    )
    if form.agree.data:
        consenting.set_consent(
            db, person=person, purpose=ConsentPurpose.MATCHING, is_granted=True, by=account, now=now
        )
    db.commit()
    return _onward("wishes", unseen=_unseen(form, found))


@blueprint.route("/ho-so/kinh-nghiem", methods=["GET", "POST"])
def experience() -> View:
    """Page 2: what one has done and can do."""
    db = get_session()
    account = signed_in_account()
    person = queries.person_of(db, account=account)
    whole = queries.profile_of(db, person=person) if person else None
    form = ExperienceForm(data=_experience_data(whole))
    known = whole.skills if whole else []
    usual = recognised.usual_skills(db, whole.wishes) if whole else []
    found = recognised.skills_named(db, _told(form))
    worked = _work_found(db, form, whole)
    form.worked.choices = [(one.value, _work_words(one)) for one in worked]
    unknown = recognised.not_understood(db, form.about.data or "")
    # Chips of words since rewritten were on the page too: a tick on them is no mistake.
    shown = skills_by_id(db, sorted(form.seen())) if request.method == "POST" else []
    _offer(form.skills, [*known, *found, *usual, *shown])
    offered = {one.value for one in worked}
    form.worked.data = [value for value in form.worked.data or () if value in offered]
    if request.method == "GET":
        # What is read from the words counts until it is taken away: so it stands ticked.
        declined = set(person.declined_skills or ()) if person else set()
        _tick(form.skills, known, [one for one in found if one.key not in declined])
        form.worked.data = [one.value for one in worked] if "xac-nhan" in request.args else []
        form.shown_work.data = ",".join(one.value for one in worked)
        form.shown.data = _ids([*known, *found, *usual])
    _blank_rows(form, 1 if request.method == "POST" else BLANK_ROWS)
    if "add_row" in request.form:
        _keep_new(form, form.skills, shown=[*known, *found, *usual], found=found)
        _keep_new_work(form, worked)
        return _page("experience", form, status=200, unknown=unknown)
    if not form.validate_on_submit():
        _keep_new(form, form.skills, shown=[*known, *found, *usual], found=found)
        _keep_new_work(form, worked)
        return _page("experience", form, unknown=unknown)
    now = clock.now()
    saving.save_experience(
        db,
        person=saving.own_person(db, account=account, now=now),
        now=now,
        experience=saving.Experience(
            about=form.about.data or "",
            work=form.rows(),
            skill_ids=[int(value) for value in form.skills.data or ()],
            certificates=form.lines(),
            declined_ids=form.seen() & _stood_ticked(known, found, usual),
            worked=[
                (one.occupation.id, one.occupation.name_vi, one.months)
                for one in worked
                if one.value in (form.worked.data or ())
            ],
        ),
    )
    db.commit()
    new_work = {one.value for one in worked} - form.seen_work()
    new_unknown = bool(unknown) and "xac-nhan" not in request.args
    unseen = bool(new_work) or new_unknown or _unseen(form, found)
    return _onward("experience", unseen=unseen)


@blueprint.route("/ho-so/noi-o", methods=["GET", "POST"])
def home() -> View:
    """Page 3: the commune is typed, looked up and chosen; the rest is saved at once."""
    db, today = get_session(), clock.today()
    account = signed_in_account()
    person = queries.person_of(db, account=account)
    whole = queries.profile_of(db, person=person) if person else None
    current = communes.commune_label(db, whole.old_unit, whole.new_unit) if whole else ""
    form = HomeForm(obj=person)
    if request.method == "GET":
        form.commune.data = request.args.get("tim", "")[:120]
    found = communes.find_communes(db, form.commune.data or "", today=today)
    form.unit.choices = [(str(one.unit_id), one.label) for one in found]
    if form.unit.data is None and len(found) == 1:
        form.unit.data = str(found[0].unit_id)
    if not form.validate_on_submit():
        return _page("home", form, found=found, current=current)
    typed = bool(form.commune.data)
    if typed and not found:
        form.commune.errors = [
            _("Chưa tìm thấy xã, phường này. Anh/chị thử tên cũ, hoặc gõ tên huyện.")
        ]
        return _page("home", form, found=found, current=current)
    now = clock.now()
    saving.save_home(
        db,
        person=saving.own_person(db, account=account, now=now),
        now=now,
        home=saving.Home(
            unit_id=int(form.unit.data) if typed and form.unit.data else None,
            max_km=form.max_km.data,
            needs_shuttle=form.needs_shuttle.answer,
            needs_housing=form.needs_housing.answer,
            hamlet=form.hamlet.data or "",
        ),
    )
    db.commit()
    if typed and form.unit.data is None:
        again: dict[str, Any] = {"sua": 1} if "sua" in request.args else {}
        return redirect(url_for(".home", tim=form.commune.data, _anchor="unit", **again))
    return _onward("home")


@blueprint.route("/ho-so/hoc-van", methods=["GET", "POST"])
def schooling() -> View:
    """Page 4: name, age, schooling, training, limits."""
    db, today = get_session(), clock.today()
    account = signed_in_account()
    person = queries.person_of(db, account=account)
    form = SchoolingForm(obj=person)
    form.this_year = today.year
    if request.method == "GET" and form.full_name.data == saving.NO_NAME:
        form.full_name.data = ""
    if not form.validate_on_submit():
        return _page("schooling", form)
    now = clock.now()
    person = saving.own_person(db, account=account, now=now)
    saving.save_schooling(
        db,
        person=person,
        account=account,
        now=now,
        schooling=saving.Schooling(
            full_name=form.full_name.data or "",
            birth_year=form.birth_year.data,
            education=Education(form.education.data) if form.education.data else None,
            training=Training(form.training.data) if form.training.data else None,
            training_field=form.training_field.data or "",
            constraints=form.constraints.data or "",
        ),
    )
    duplicates.queue_for(db, person=person, now=now)
    db.commit()
    return _onward("schooling")


def _page(name: str, form: Any, *, status: int | None = None, **values: Any) -> View:
    """Return a page of the profile; a form sent with mistakes comes back as 422."""
    number_of = PAGES.index(name) + 1
    html = render_template(
        f"seekers/{name}.html",
        form=form,
        step=number_of,
        steps=len(PAGES),
        next_url=url_for(f".{PAGES[number_of]}") if number_of < len(PAGES) else url_for(".profile"),
        is_change="sua" in request.args,
        is_confirming="xac-nhan" in request.args,
        text_consent=consents.texts()[ConsentPurpose.MATCHING],
        **values,
    )
    if status is None:
        status = 422 if request.method == "POST" else 200
    return html, status


def _onward(name: str, *, unseen: bool = False) -> Response:
    """Return the way to the next page; chips nobody has seen yet are shown first."""
    again: dict[str, Any] = {"sua": 1} if "sua" in request.args else {}
    if unseen:
        again |= {"xac-nhan": 1, "_anchor": "chips"}
        return redirect(url_for(f".{name}", **again))
    if again:
        flash(_("Đã lưu."), "success")
        return redirect(url_for(".profile"))
    position = PAGES.index(name) + 1
    return redirect(url_for(f".{PAGES[position]}" if position < len(PAGES) else ".profile"))


def _offer(field: Any, rows: Iterable[Occupation | Skill]) -> None:
    unique = {row.id: name_of(row) for row in rows}
    field.choices = [(str(key), name) for key, name in unique.items()]
    if not unique:
        field.data = []  # with nothing to choose from there is nothing to have chosen


def _tick(field: Any, *groups: Iterable[Occupation | Skill]) -> None:
    field.data = [str(row.id) for group in groups for row in group]


def _keep_new(
    form: ChipsForm,
    field: Any,
    *,
    shown: Iterable[Occupation | Skill],
    found: Iterable[Occupation | Skill],
) -> None:
    """On a page shown again after an error, tick the chips the person has not seen yet.

    Untouched they would count as taken away, and what was written would be lost.
    """
    if request.method == "GET":
        return
    seen = form.seen()
    new = [str(row.id) for row in found if row.id not in seen]
    field.data = [*(field.data or ()), *new]
    form.shown.data = _ids(shown)


def _ids(rows: Iterable[Occupation | Skill]) -> str:
    return ",".join(str(row.id) for row in rows)


def _unseen(form: Any, found: Iterable[Occupation | Skill]) -> bool:
    return bool({row.id for row in found} - form.seen())


def _stood_ticked(
    known: Iterable[Skill], found: Iterable[Skill], usual: Iterable[Skill]
) -> set[int]:
    """Return the chips shown ticked: a usual one nobody ticked was not taken away."""
    offered = {one.id for one in usual}
    return {one.id for one in known} | {one.id for one in found if one.id not in offered}


def _agreed(db: Session, person: Person) -> bool:
    return consents.has_consent(db, person_id=person.id, purpose=ConsentPurpose.MATCHING)


def _work_found(
    db: Session, form: ExperienceForm, whole: queries.Profile | None
) -> list[recognised.Work]:
    """Return work told of in free text that is not in the rows below it already."""
    written = {fold(row["title"] or "") for row in form.work.data}
    written |= {fold(row.title) for row in whole.work} if whole else set()
    found = recognised.work_named(db, form.about.data or "")
    return [one for one in found if fold(one.occupation.name_vi) not in written]


def _work_words(one: recognised.Work) -> str:
    name = name_of(one.occupation)
    return f"{name}, {duration(one.months)}" if one.months else name


def _keep_new_work(form: ExperienceForm, worked: list[recognised.Work]) -> None:
    seen = form.seen_work()
    new = [one.value for one in worked if one.value not in seen]
    form.worked.data = [*(form.worked.data or ()), *new]
    form.shown_work.data = ",".join(one.value for one in worked)


def _told(form: ExperienceForm) -> list[str]:
    titles = [row["title"] or "" for row in form.work.data]
    return [form.about.data or "", *titles, form.certificates.data or ""]


def _experience_data(whole: queries.Profile | None) -> dict[str, Any]:
    if whole is None:
        return {}
    return {
        "about": whole.person.about,
        "work": [{"title": row.title, "months": row.months} for row in whole.work],
        "certificates": "\n".join(whole.certificates),
    }


def _blank_rows(form: ExperienceForm, count: int) -> None:
    """Leave some empty rows at the end to write in, up to the most the form takes."""
    empty = sum(not row["title"] and row["months"] is None for row in form.work.data)
    for _row in range(count - empty + ("add_row" in request.form)):
        if len(form.work) < form.work.max_entries:
            form.work.append_entry()
