"""What only reads: the first page, the dated tables, the audit log."""

from flask import render_template, request, url_for

from workforce import clock
from workforce.administration import queries, tables
from workforce.administration.blueprint import blueprint
from workforce.administration.forms import AuditFilter
from workforce.administration.rows import audit_row, code_row
from workforce.administration.words import ACTIONS, SUBJECT_TYPES, action_words, subject_words
from workforce.database import get_session
from workforce.i18n import _
from workforce.paging import page_of

LATEST = 5  #: codes and audit lines on the first page


@blueprint.get("/")
def home() -> str:
    """Show which codes wait, how many accounts there are and what was done last."""
    db = get_session()
    waiting = queries.waiting_codes(db, now=clock.now())
    return render_template(
        "administration/home.html",
        counts=queries.account_counts(db),
        disabled=queries.disabled_count(db),
        waiting=len(waiting),
        codes=[code_row(*pair) for pair in waiting[:LATEST]],
        unverified=queries.unverified_counts(db),
        latest=[
            audit_row(line)
            for line in db.exec(
                queries.audit_lines(action="", account=None, subject_type="", subject=None).limit(
                    LATEST
                )
            )
        ],
    )


@blueprint.get("/bang-so-lieu", endpoint="tables")
def show_tables() -> str:
    """Show one of the dated tables with sources; they change in seeds/, not here."""
    asked = request.args.get("bang", "")
    name = asked if asked in tables.NAMES else next(iter(tables.NAMES))
    page = page_of(get_session(), tables.statement(name))
    return render_template(
        "administration/tables.html",
        title=tables.NAMES[name],
        tabs=[
            {"label": title, "url": url_for("administration.tables", bang=word),
             "is_current": word == name}
            for word, title in tables.NAMES.items()
        ],
        page=page,
        rows=[tables.row(name, found) for found in page.rows],
    )  # fmt: skip


@blueprint.get("/nhat-ky")
def audit() -> str:
    """Show the audit log, newest first, filtered in the address."""
    db = get_session()
    form = AuditFilter(request.args)
    form.viec.choices = [("", _("Mọi việc")), *((one, action_words(one)) for one in ACTIONS)]
    form.loai.choices = [("", _("Mọi loại")), *((one, subject_words(one)) for one in SUBJECT_TYPES)]
    form.validate()
    asked = {field.name: field.data for field in form if not field.errors}
    page = page_of(
        db,
        queries.audit_lines(
            action=asked.get("viec") or "", account=asked.get("ai"),
            subject_type=asked.get("loai") or "", subject=asked.get("so"),
        ),
    )  # fmt: skip
    return render_template(
        "administration/audit.html", form=form, page=page,
        rows=[audit_row(line) for line in page.rows],
    )  # fmt: skip
