"""'Tin nhắn': the notices of who is signed in. Opening one is a POST; looking changes nothing."""

from flask import Flask, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import current_account, signed_in_account
from workforce.database import get_session
from workforce.i18n import _
from workforce.notices import actions, queries
from workforce.notices.blueprint import blueprint
from workforce.notices.kinds import sentence
from workforce.paging import page_of


@blueprint.get("/tin-nhan")
def inbox() -> str:
    """List the notices, newest first."""
    db, account = get_session(), signed_in_account()
    page = page_of(db, queries.inbox(account))
    return render_template(
        "notices/inbox.html",
        page=page,
        notices=[
            {
                "id": notice.id,
                "text": sentence(notice),
                "at": notice.created_at,
                "is_new": notice.read_at is None,
                "has_link": bool(notice.link),
            }
            for notice in page.rows
        ],
        unread=queries.unread_count(db, account=account),
        choice=actions.choice_of(db, account.id),
    )


@blueprint.post("/tin-nhan/<id:notice_id>/xem")
def open_notice(notice_id: int) -> Response:
    """Note that the notice was read and lead to what it is about."""
    db = get_session()
    notice = queries.notice_of(db, account=signed_in_account(), notice_id=notice_id)
    actions.mark_read(db, notice=notice, now=clock.now())
    link = notice.link
    db.commit()
    return redirect(link or url_for(".inbox"))


@blueprint.post("/tin-nhan/da-doc")
def read_all() -> Response:
    """Note that everything was read."""
    db = get_session()
    actions.mark_all_read(db, account=signed_in_account(), now=clock.now())
    db.commit()
    flash(_("Đã đánh dấu đọc hết."), "success")
    return redirect(url_for(".inbox"))


def unread_notices() -> int:
    """Return how many notices are new to who is signed in, asked once a page; else 0."""
    account = current_account()
    if account is None:
        return 0
    if "unread_notices" not in g:
        g.unread_notices = queries.unread_count(get_session(), account=account)
    return g.unread_notices


def init_app(app: Flask) -> None:
    """Give the header of every page the number of new notices."""
    app.jinja_env.globals["unread_notices"] = unread_notices
