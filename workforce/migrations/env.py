"""Run migrations on the database the command or the test hands over."""

from alembic import context
from sqlmodel import SQLModel

import workforce.models  # noqa: F401  the tables register themselves on import

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
