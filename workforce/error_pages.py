"""What a person sees when something went wrong: what happened, what to do, a reference."""

import logging
import secrets

from flask import Flask, current_app, g, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from workforce.errors import WorkforceError
from workforce.i18n import _, page_language

log = logging.getLogger(__name__)

#: statuses with a template of their own in templates/errors/
TEMPLATES = {400, 403, 404, 405, 409, 410, 413, 415, 422, 429, 500, 503}


def error_page(status: int, message: str = "") -> Response:
    """Return the page of a status; ``message`` is the rule's own sentence, if it has one."""
    template = f"errors/{status if status in TEMPLATES else 400 if status < 500 else 500}.html"
    reference = secrets.token_hex(4)
    values = {"status": status, "message": message, "reference": reference}
    if status < 500:
        try:
            return make_response(render_template(template, **values), status)
        except SQLAlchemyError as error:
            log.warning("page drawn for nobody: %s", type(error).__name__)
            return make_response(_draw_without_database(template, **values), status)
    log.error("error page", extra={"status": status, "reference": reference})
    return make_response(_draw_without_database(template, **values), status)


def _draw_without_database(template: str, **values: object) -> str:
    """Draw a page for nobody: asking who is signed in could fail the same way again."""
    g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]
    return current_app.jinja_env.get_template(template).render(
        province=current_app.extensions["province"], page_language=page_language(), **values
    )


def init_app(app: Flask) -> None:
    """Register one handler for each kind of failure."""

    @app.errorhandler(WorkforceError)
    def broken_rule(error: WorkforceError) -> Response:
        return error_page(error.status, str(error))

    @app.errorhandler(CSRFError)
    def stale_form(_error: CSRFError) -> Response:
        return error_page(
            400, _("Trang đã mở quá lâu. Anh/chị quay lại, tải lại trang rồi gửi lần nữa.")
        )

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        if error.response is not None:  # a redirect or a response made on purpose
            return error.response  # type: ignore[return-value]
        # An unexpected error arrives here as 500, after Flask logged it; in tests it raises.
        response = error_page(error.code or 500)
        if error.code == 405 and getattr(error, "valid_methods", None):
            response.headers["Allow"] = ", ".join(error.valid_methods)  # type: ignore[attr-defined]
        return response

    @app.errorhandler(OperationalError)
    @app.errorhandler(InterfaceError)
    @app.errorhandler(PoolTimeout)
    def database_away(error: SQLAlchemyError) -> Response:
        log.error("database: %s", type(error).__name__, extra={"path": request.endpoint})
        response = error_page(503)
        response.headers["Retry-After"] = "5"
        return response
