"""Upload, progress and report, one screen for each kind; each role sees its own."""

from typing import Any

from flask import Response as FlaskResponse
from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workforce import clock
from workforce.access import closed_blueprint, opened_to, roles, signed_in_account
from workforce.database import get_session
from workforce.errors import InvalidInput, NotFound
from workforce.i18n import _
from workforce.imports import actions, queries, report
from workforce.imports.engine import file_limits
from workforce.imports.forms import UploadForm
from workforce.imports.kind import Kind
from workforce.imports.rows import import_row, progress_of, report_rows
from workforce.imports.running import enqueue, kinds
from workforce.imports.template import template
from workforce.models import Import, ImportKind, ImportState, Role
from workforce.navigation import home_url

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PER_PAGE = 20
REFRESH_SECONDS = 4
SHOWN = 20  #: refused rows on the page; the report file has all

blueprint = closed_blueprint(
    "imports", __name__, url_prefix="/nhap-excel",
    policy=roles(Role.EMPLOYER, Role.SCHOOL, Role.COMMUNE, Role.CENTRE),
)  # fmt: skip


@blueprint.get("/")
def home() -> str:
    """List what may be brought in, and what was."""
    db, account = get_session(), signed_in_account()
    page = min(1_000, max(1, request.args.get("trang", 1, type=int)))
    total = queries.count_imports(db, account=account)
    rows = queries.imports(db, account=account, limit=PER_PAGE, offset=(page - 1) * PER_PAGE)
    return render_template(
        "imports/home.html", kinds=_kinds_of(account.role), home_url=home_url(),
        rows=[import_row(row, kinds()[row.kind]) for row in rows],
        page=page, pages=max(1, -(-total // PER_PAGE)),
    )  # fmt: skip


@blueprint.route("/tin-tuyen-dung", methods=["GET", "POST"])
@opened_to(roles(Role.EMPLOYER))
def openings() -> Any:
    """Bring openings in."""
    return _upload(ImportKind.OPENINGS)


@blueprint.route("/lao-dong", methods=["GET", "POST"])
@opened_to(roles(Role.EMPLOYER))
def workforce() -> Any:
    """Bring declarations of workers in."""
    return _upload(ImportKind.WORKFORCE)


@blueprint.route("/khoa-hoc", methods=["GET", "POST"])
@opened_to(roles(Role.SCHOOL))
def courses() -> Any:
    """Bring courses and their runs in."""
    return _upload(ImportKind.COURSES)


@blueprint.route("/nguoi-dan", methods=["GET", "POST"])
@opened_to(roles(Role.COMMUNE, Role.CENTRE))
def people() -> Any:
    """Bring people in."""
    return _upload(ImportKind.PEOPLE)


@blueprint.get("/mau/<slug>")
def form_sheet(slug: str) -> FlaskResponse:
    """Return the template of a kind; one of another role does not exist."""
    account = signed_in_account()
    kind = next((one for one in _kinds_of(account.role) if one.slug == slug), None)
    if kind is None:
        raise NotFound
    file = template(kind, kind.columns(get_session(), account))
    return _file(file, f"mau-{kind.slug}.xlsx")


@blueprint.get("/<id:import_id>")
def progress(import_id: int) -> FlaskResponse:
    """Say how far an import is; done, what became of its rows."""
    db, account = get_session(), signed_in_account()
    row = queries.find(db, account=account, import_id=import_id)
    is_open = row.state in actions.OPEN_STATES
    refused, told = ([], []) if is_open else (_lines(row, True), _lines(row, False))
    drafts = 0
    if row.kind == ImportKind.OPENINGS and not is_open and not row.is_dry_run:
        drafts = len(queries.drafts(db, row))
    page = render_template(
        "imports/progress.html", row=row, kind=kinds()[row.kind], is_open=is_open,
        is_refused=row.state == ImportState.REFUSED, progress=progress_of(row),
        refused=report_rows(refused), told=report_rows(told), drafts=drafts, shown=SHOWN,
    )  # fmt: skip
    answer = make_response(page)
    if is_open:
        answer.headers["Refresh"] = str(REFRESH_SECONDS)  # the progress bar moves without scripts
    return answer


@blueprint.get("/<id:import_id>/dong-chua-nhan.xlsx")
def refused(import_id: int) -> FlaskResponse:
    """Return the refused rows as a workbook."""
    db, account = get_session(), signed_in_account()
    row = queries.find(db, account=account, import_id=import_id)
    key = current_app.extensions["data_key"]
    lines = queries.problem_lines(db, row, data_key=key, refused_only=True)
    return _file(report.refused_rows(lines), f"dong-chua-nhan-{row.id}.xlsx")


@blueprint.post("/<id:import_id>/dang-tin")
@opened_to(roles(Role.EMPLOYER))
def publish(import_id: int) -> Response:
    """Post every draft an import brought."""
    db, account = get_session(), signed_in_account()
    row = queries.find(db, account=account, import_id=import_id)
    posted, left = actions.publish_drafts(
        db, drafts=queries.drafts(db, row), by=account, today=clock.today(), now=clock.now()
    )
    db.commit()
    flash(_("Đã đăng %(n)s tin.", n=posted), "success")
    if left:
        flash(
            _(
                "%(n)s tin còn là nháp: hạn nộp đã qua, hoặc chờ cán bộ đọc vì có chữ hỏi tiền.",
                n=left,
            ),
            "warn",
        )
    return redirect(url_for("imports.progress", import_id=import_id))


def _upload(name: ImportKind) -> str | Response | tuple[str, int]:
    db, account, kind = get_session(), signed_in_account(), kinds()[name]
    form = UploadForm()
    limits = file_limits(db, on=clock.today())
    if form.validate_on_submit():
        try:
            row = actions.receive(
                db, kind=kind, file_name=form.file.data.filename, data=form.file.data.read(),
                is_dry_run=bool(form.is_dry_run.data), by=account,
                data_key=current_app.extensions["data_key"], most_bytes=limits.most_bytes,
                now=clock.now(),
            )  # fmt: skip
        except InvalidInput as error:
            form.blame(error)
        else:
            import_id = row.id
            db.commit()
            enqueue(import_id)
            return redirect(url_for("imports.progress", import_id=import_id))
    page = render_template("imports/upload.html", form=form, kind=kind, limits=limits,
                           columns=kind.columns(db, account))  # fmt: skip
    return (page, 422) if form.is_submitted() else page


def _kinds_of(role: str) -> list[Kind]:
    return [kind for kind in kinds().values() if role in kind.roles]


def _lines(row: Import, refused_only: bool) -> list[queries.Line]:
    key = current_app.extensions["data_key"]
    return list(
        queries.problem_lines(
            get_session(), row, data_key=key, refused_only=refused_only, limit=SHOWN
        )
    )


def _file(data: bytes, name: str) -> FlaskResponse:
    answer = make_response(data)
    answer.headers["Content-Type"] = MIME
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
