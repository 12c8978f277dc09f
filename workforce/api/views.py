"""The API's views, for the list of screens."""

from flask import Flask

from workforce.api import reads  # noqa: F401  the routes register themselves
from workforce.api.blueprint import blueprint
from workforce.api.writes import blueprint as writing

__all__ = ["blueprint", "init_app", "writing"]


def init_app(app: Flask) -> None:
    """Let machines write without the token of forms."""
    app.extensions["csrf"].exempt(writing)
