"""The workforce and training platform as a Flask application."""

import os

from flask import Flask
from flask_compress import Compress
from flask_wtf.csrf import CSRFProtect

from workforce import (
    access,
    database,
    error_pages,
    formats,
    i18n,
    labels,
    offline,
    pages,
    security_headers,
    static_files,
)
from workforce.accounts import sessions
from workforce.converters import IdConverter
from workforce.crypto import DataKey
from workforce.database import Database
from workforce.notices import inbox, providers
from workforce.province import load_province
from workforce.queue import create_queue
from workforce.settings import PROJECT, Settings, load_settings
from workforce.suggestions import learned
from workforce.supply import asking


def create_app(settings: Settings | None = None, db: Database | None = None) -> Flask:
    """Return the application: settings, extensions, screens, error pages, commands.

    Args:
        settings: read from the environment unless given.
        db: the database to use; opened from the settings unless given (tests give one).
    """
    settings = settings or load_settings(os.environ)
    app = Flask(__name__, static_folder=PROJECT / "static", template_folder=PROJECT / "templates")
    _configure(app, settings)
    app.extensions["settings"] = settings
    app.extensions["data_key"] = DataKey(settings.data_key)
    app.extensions["province"] = load_province(settings.province_config)
    learned.look_in(settings.instance / "models")
    app.extensions["huey"] = create_queue(settings)
    database.init_app(app, db or Database(settings.database_url))
    security_headers.init_app(app, production=settings.is_production)
    i18n.init_app(app)
    CSRFProtect(app)
    sessions.init_app(app)
    access.init_app(app)
    offline.init_app(app)
    static_files.init_app(app)
    error_pages.init_app(app)
    for part in (formats, labels, pages, inbox, providers):
        part.init_app(app)
    Compress(app)
    app.wsgi_app = static_files.serve(app.wsgi_app, PROJECT / "static")  # type: ignore[method-assign]
    asking.init_app(app)
    _register(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    secure = settings.is_production
    app.url_map.converters["id"] = IdConverter
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TESTING=settings.environment == "test",
        SESSION_COOKIE_NAME="__Host-phien" if secure else "phien",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=10 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=500_000,
        MAX_FORM_PARTS=1_000,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: people fill forms slowly
        COMPRESS_MIMETYPES=[
            "text/html",
            "text/javascript",
            "application/json",
            "text/csv",
            "image/svg+xml",
        ],  # fmt: skip
        JSON_AS_ASCII=False,
    )
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _register(app: Flask) -> None:
    from workforce import commands, import_kinds, screens
    from workforce.api import views as api
    from workforce.notices.searches_page import FINDER
    from workforce.public.search import saved_search_ids

    for blueprint in screens.BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.extensions[FINDER] = saved_search_ids
    import_kinds.init_app(app)
    api.init_app(app)
    commands.init_app(app)
