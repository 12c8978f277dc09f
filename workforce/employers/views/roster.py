"""The table of a quarter's hires, its open cells answered in one form."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.database import get_session
from workforce.employers import roster as rules
from workforce.employers.blueprint import blueprint, owner, session_origin
from workforce.employers.roster import Cell, Quarter, Row
from workforce.errors import InvalidInput, NotFound
from workforce.formats import date
from workforce.forms import Form
from workforce.i18n import _
from workforce.models import CheckOutcome

PER_PAGE = 50


@blueprint.route("/lao-dong-da-nhan/theo-quy", methods=["GET", "POST"])
def roster() -> str | Response | tuple[str, int]:
    """Show one quarter's hires; each open cell: còn làm, đã nghỉ, chưa biết."""
    db, today = get_session(), clock.today()
    account, enterprise_id = owner()
    quarters = rules.rows_by_quarter(db, enterprise_id=enterprise_id, today=today)
    quarter = _chosen(quarters)
    rows = quarters.get(quarter, []) if quarter else []
    pages = max(1, -(-len(rows) // PER_PAGE))
    page = min(pages, max(1, request.args.get("trang", 1, type=int)))
    shown = rows[(page - 1) * PER_PAGE : page * PER_PAGE]
    form = Form()
    typed = dict(request.form.items())
    if form.validate_on_submit() and quarter:
        try:
            new = rules.answer(
                db, rows=shown, answers=_answers(shown, typed), by=account,
                origin=session_origin(), today=today, now=clock.now(),
            )  # fmt: skip
        except InvalidInput as error:
            form.blame(error)
        else:
            db.commit()
            flash(_("Đã ghi %(n)s câu trả lời. Ô để “chưa biết” sẽ hỏi lại.", n=new), "success")
            return redirect(url_for("employers.roster", quy=quarter.key, trang=page))
    html = render_template(
        "employers/roster.html",
        form=form,
        quarter=quarter,
        quarters=[(one, len(found)) for one, found in quarters.items()],
        rows=[_shown(row, typed) for row in shown],
        asked=sum(cell.is_asked for row in shown for cell in row.cells),
        total=len(rows),
        page=page,
        pages=pages,
    )
    return (html, 422) if form.is_submitted() else html


def _chosen(quarters: dict[Quarter, list[Row]]) -> Quarter | None:
    """Return the quarter the address names, else the first with an open cell, else the newest."""
    named = request.args.get("quy", "")
    if named:
        quarter = Quarter.read(named)
        if quarter is None:
            raise NotFound
        return quarter
    waiting = (
        one
        for one, rows in quarters.items()
        if any(cell.is_asked for row in rows for cell in row.cells)
    )
    return next(waiting, next(iter(quarters), None))


def _name(row: Row, cell: Cell) -> str:
    return f"o-{row.line.placement.id}-{cell.months}"


def _answers(rows: list[Row], typed: dict[str, str]) -> dict[tuple[int, int], bool]:
    """Return what was filled in; cells of other enterprises' people have no name here."""
    return {
        (row.line.placement.id, cell.months): typed[name] == "1"
        for row in rows
        for cell in row.cells
        if typed.get(name := _name(row, cell)) in {"0", "1"}
    }


def _shown(row: Row, typed: dict[str, str]) -> dict[str, Any]:
    line = row.line
    return {
        "name": line.person_name or _("Người đã xóa hồ sơ"),
        "url": url_for("employers.placement", placement_id=line.placement.id),
        "job": line.job,
        "started": date(line.episode.started_on),
        "ended": date(line.episode.ended_on) if line.episode.ended_on else "",
        "differs": row.differs,
        "says_gone": line.episode.ended_on is None
        and any(cell.ours == CheckOutcome.NOT_WORKING for cell in row.cells),
        "check_url": url_for("employers.check", placement_id=line.placement.id),
        "cells": [
            {
                "months": cell.months,
                "name": _name(row, cell),
                "value": typed.get(_name(row, cell), ""),
                "is_asked": cell.is_asked,
                "words": _words(cell),
                "theirs": _("Người lao động: %(answer)s", answer=_said(cell.theirs))
                if cell.theirs
                else "",
                "differs": cell.differs,
            }
            for cell in row.cells
        ],
    }


def _words(cell: Cell) -> str:
    if cell.ours:
        return _said(cell.ours)
    if cell.is_over:
        return _("đã nghỉ trước mốc này")
    return _("từ %(day)s", day=date(cell.due_on))


def _said(outcome: CheckOutcome | None) -> str:
    """Return the answer as it stands in a cell."""
    return {
        CheckOutcome.SAME_EMPLOYER: _("còn làm"),
        CheckOutcome.NOT_WORKING: _("đã nghỉ"),
        CheckOutcome.OTHER_EMPLOYER: _("làm nơi khác"),
        CheckOutcome.NO_ANSWER: _("chưa biết"),
        None: "",
    }[outcome]
