"""``flask seed``: reference data from seeds/."""

import click
from flask.cli import with_appcontext

from workforce import clock
from workforce.database import get_database
from workforce.reference.loader import load_reference
from workforce.settings import PROJECT


@click.command("seed")
@with_appcontext
def seed() -> None:
    """Load reference data; running it again changes nothing."""
    with get_database().session(write=True) as session:
        changes = load_reference(session, PROJECT / "seeds", now=clock.now())
        session.commit()
    for what, count in sorted(changes.items()):
        click.echo(f"{what}: {count}")
    if not changes:
        click.echo("reference data is up to date")
