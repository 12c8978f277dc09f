"""'Tìm kiếm đã lưu': keep, list, stop, go on, remove."""

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import signed_in_account
from workforce.database import get_session
from workforce.i18n import _
from workforce.models import Frequency, SavedSearch
from workforce.notices import queries, searches
from workforce.notices.blueprint import blueprint
from workforce.notices.forms import SaveSearchForm

#: where the application keeps the search of the page of openings (``searches.Finder``)
FINDER = "saved_search_finder"


@blueprint.get("/tin-nhan/tim-kiem")
def searches_page() -> str:
    """List the saved searches."""
    rows = queries.searches_of(get_session(), account=signed_in_account())
    return render_template("notices/searches.html", searches=rows)


@blueprint.post("/tin-nhan/tim-kiem")
def save_search() -> Any:
    """Save the search the reader has just made; what it finds now is no news later."""
    form = SaveSearchForm()
    if not form.validate_on_submit():
        abort(422)
    db, now = get_session(), clock.now()
    query = form.query.data or ""
    search = searches.save_search(
        db, account=signed_in_account(), query=query, now=now,
        name=form.name.data or _("Tìm kiếm đã lưu"),
    )  # fmt: skip
    searches.note_known(db, search=search, found=current_app.extensions[FINDER](db, search))
    db.commit()
    flash(_("Đã lưu tìm kiếm. Có việc mới, anh/chị thấy ở trang Tin nhắn."), "success")
    return redirect(url_for(".searches_page"))


@blueprint.get("/tin-nhan/tim-kiem/<id:search_id>")
def show_search(search_id: int) -> Response:
    """Lead to the page of openings with this search, newest first."""
    search = _own(search_id)
    return redirect(f"{url_for('public.openings')}?{search.query}&xep=moi")


@blueprint.post("/tin-nhan/tim-kiem/<id:search_id>/nhip")
def set_search_frequency(search_id: int) -> Response:
    """Ask by day, by week, or not at all."""
    db, search, now = get_session(), _own(search_id), clock.now()
    asked = request.form.get("nhip")
    if asked == "dung":
        searches.stop_search(db, search=search, now=now)
        said = _("Đã dừng. Tìm kiếm vẫn nằm trong danh sách.")
    elif asked in {Frequency.DAILY.value, Frequency.WEEKLY.value}:
        searches.resume(db, search=search, now=now)
        searches.set_frequency(db, search=search, frequency=Frequency(asked), now=now)
        said = _("Đã lưu.")
    else:
        abort(422)
    db.commit()
    flash(said, "success")
    return redirect(url_for(".searches_page"))


@blueprint.post("/tin-nhan/tim-kiem/<id:search_id>/xoa")
def delete_search(search_id: int) -> Response:
    """Remove a saved search."""
    db = get_session()
    db.delete(_own(search_id))
    db.commit()
    flash(_("Đã xóa tìm kiếm."), "success")
    return redirect(url_for(".searches_page"))


def _own(search_id: int) -> SavedSearch:
    return queries.search_of(get_session(), account=signed_in_account(), search_id=search_id)
