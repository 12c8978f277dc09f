"""``flask duplicates``: queue records that may be one person for the officers."""

import click
from flask.cli import with_appcontext

from workforce import clock
from workforce.database import get_database


@click.command("duplicates")
@with_appcontext
def duplicates() -> None:
    """Compare all records that share something telling; nothing is merged."""
    # Comparing needs NumPy: loaded when asked for, not for every flask command.
    from workforce.people.duplicates import queue_all

    with get_database().session(write=True) as session:
        added = queue_all(session, now=clock.now())
        session.commit()
    click.echo(f"{added} new pairs wait for an officer")
