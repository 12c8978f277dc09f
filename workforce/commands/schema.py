"""``flask db upgrade`` and its relatives."""

import sys

import click
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import text

from workforce import migrations
from workforce.database import get_database

db = AppGroup("db", help="The database schema (Alembic, both directions, both databases).")

#: any number nobody else uses; keeps two workers from migrating PostgreSQL at once
MIGRATION_LOCK = 760_318


@db.command("upgrade")
@click.argument("revision", default="head")
@with_appcontext
def upgrade(revision: str) -> None:
    """Bring the schema up to REVISION (the newest unless given)."""
    database = get_database()
    with database.reshaping() as connection:
        if not database.is_sqlite:
            connection.execute(
                text("SELECT pg_advisory_xact_lock(:number)"), {"number": MIGRATION_LOCK}
            )
        migrations.upgrade(connection, revision)


@db.command("downgrade")
@click.argument("revision", default="-1")
@with_appcontext
def downgrade(revision: str) -> None:
    """Take the schema down to REVISION (one step unless given, 'base' for all)."""
    with get_database().reshaping() as connection:
        migrations.downgrade(connection, revision)


@db.command("check")
@with_appcontext
def check() -> None:
    """Fail when models and migrated schema differ."""
    with get_database().engine.connect() as connection:
        found = migrations.differences(connection)
    for difference in found:
        click.echo(str(difference), err=True)
    if found:
        sys.exit(1)
    click.echo("models and schema agree")


@db.command("revision")
@click.argument("message")
@with_appcontext
def revision(message: str) -> None:
    """Write a new migration from what the models have and the schema lacks."""
    from alembic import command

    with get_database().engine.begin() as connection:
        number = len(list((migrations.FOLDER / "versions").glob("[0-9]*.py"))) + 1
        command.revision(
            migrations.configuration(connection), message, autogenerate=True,
            rev_id=f"{number:04d}",
        )  # fmt: skip
