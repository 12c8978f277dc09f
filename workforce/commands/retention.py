"""``flask retention``: what the law and the tables say may be kept no longer."""

import click
from flask.cli import AppGroup

from workforce import clock
from workforce.database import get_database

retention = AppGroup("retention", help="Remove what may be kept no longer.")


@retention.command("run")
def run() -> None:
    """Hide refused applicants and forget what is due; repeating it changes nothing."""
    from workforce.applications import retention as rules

    with get_database().session(write=True) as session:
        done = rules.run(session, today=clock.today())
        session.commit()
    click.echo(
        f"{done.dated} refused applications dated, {done.emptied} emptied, "
        f"{done.let_go} no longer kept, {done.invitations} invitations forgotten"
    )
