"""``flask expire``: remove what may be kept no longer."""

import datetime as dt

import click
from flask.cli import with_appcontext

from workforce import clock
from workforce.database import get_database
from workforce.reference.rates import rate_number


@click.command("expire")
@with_appcontext
def expire() -> None:
    """Remove what suggestions showed to whom, past the term of the dated table."""
    from workforce.suggestions.exposures import forget_before

    today = clock.today()
    with get_database().session(write=True) as session:
        days = rate_number(session, "exposure_log", "retention_days", on=today)
        gone = forget_before(session, today - dt.timedelta(days=days))
        session.commit()
    click.echo(f"{gone} suggestions shown long ago are forgotten")
