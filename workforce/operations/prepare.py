"""The database, ready for the site to start.

The same commands a person would type, in one process: the schema, the reference data
and, outside production, a small fictional province in a database without people.
"""

from flask import Flask
from flask.cli import ScriptInfo

from workforce.settings import Settings


def prepare(app: Flask) -> None:
    """Bring the database of ``app`` to what this version needs; a second time is free."""
    settings: Settings = app.extensions["settings"]
    _run(app, "db", "upgrade")
    _run(app, "seed")
    if not settings.is_production:
        _run(app, "demo", "--if-empty")
        _run(app, "demo-logins")


def _run(app: Flask, *command: str) -> None:
    app.cli.main(
        args=list(command), prog_name="flask", standalone_mode=False,
        obj=ScriptInfo(create_app=lambda: app),
    )  # fmt: skip
