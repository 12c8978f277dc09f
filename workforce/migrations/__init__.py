"""Schema changes: Alembic only, both directions, both databases."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlmodel import SQLModel

FOLDER = Path(__file__).parent


def configuration(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration, bound to ``connection`` when one is given."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the schema up to ``revision``; does nothing when it is there."""
    command.upgrade(configuration(connection), revision)


def downgrade(connection: Connection, revision: str = "-1") -> None:
    """Take the schema down to ``revision`` ('base' empties it)."""
    command.downgrade(configuration(connection), revision)


def head() -> str:
    """Return the newest revision the code knows."""
    revision = ScriptDirectory.from_config(configuration()).get_current_head()
    assert revision is not None, "no migration"  # noqa: S101  the folder ships with one
    return revision


def current(connection: Connection) -> str | None:
    """Return the revision the database is at, None when it has no schema."""
    return MigrationContext.configure(connection).get_current_revision()


def differences(connection: Connection) -> list[object]:
    """Return what the models have that the schema lacks and the reverse; [] is right."""
    import workforce.models  # noqa: F401

    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return compare_metadata(context, SQLModel.metadata)
