"""``python -m workforce.operations.prepare``: the database, ready for the site to start.

The same commands a person would type, in one process because loading the application
takes longer than they do: the schema, the reference data and, outside production, a
small fictional province in a database without people. What should be shown once the
site answers goes to standard output, progress to standard error.
"""

import contextlib
import sys

from flask import Flask
from flask.cli import ScriptInfo

from workforce.settings import Settings


def prepare(app: Flask) -> None:
    """Bring the database of ``app`` to what this version needs; a second time is free."""
    settings: Settings = app.extensions["settings"]
    with contextlib.redirect_stdout(sys.stderr):
        _run(app, "db", "upgrade")
        _run(app, "seed")
        if not settings.is_production:
            _run(app, "demo", "--if-empty")
    if not settings.is_production:
        _run(app, "demo-logins")


def _run(app: Flask, *command: str) -> None:
    app.cli.main(
        args=list(command), prog_name="flask", standalone_mode=False,
        obj=ScriptInfo(create_app=lambda: app),
    )  # fmt: skip


if __name__ == "__main__":
    from app import app as site

    prepare(site)
