"""``flask notify``: one round of saved searches, reminders, digests and messages."""

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from workforce import clock
from workforce.notices import fitting, rounds
from workforce.notices.compose import Outside
from workforce.notices.searches_page import FINDER


def outside_of(app: Flask) -> Outside:
    """Return what sending needs of the application."""
    known = app.extensions
    return Outside(
        sessions=known["database"].session, notifiers=known["notifiers"],
        data_key=known["data_key"], secret_key=known["settings"].secret_key,
        site_url=known["site_url"], clock=clock.now,
    )  # fmt: skip


@click.command("notify")
@with_appcontext
def notify(  # the name of the command
) -> None:
    """Ask the saved searches, remind, and send what waits, once."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    outside = outside_of(app)
    counts = rounds.search_round(outside, app.extensions[FINDER])
    counts.update(rounds.reminder_round(outside))
    counts["suits"] += fitting.fitting_round(outside)
    counts.update(rounds.send_round(outside))
    click.echo(", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
