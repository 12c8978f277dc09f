"""``flask demand``: count what speaks for new classes, by trade and area."""

import click
from flask.cli import with_appcontext

from workforce import clock
from workforce.database import get_database


@click.command("demand")
@with_appcontext
def demand() -> None:
    """Count people one class away, open posts and seats; the screens read the result."""
    # The matcher needs NumPy: loaded when asked for, not for every flask command.
    from workforce.training.demand import count_all

    rows = count_all(get_database().session, today=clock.today())
    click.echo(f"{len(rows)} trades and areas counted")
