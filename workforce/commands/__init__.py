"""The ``flask`` commands of the contract, one file per subject."""

from flask import Flask

from workforce.commands import (
    demand,
    demo,
    duplicates,
    expire,
    imports,
    notify,
    reference,
    retention,
    schema,
    suggest,
    train,
    translations,
    users,
)


def init_app(app: Flask) -> None:
    """Register all commands."""
    app.cli.add_command(schema.db)
    app.cli.add_command(demand.demand)
    app.cli.add_command(demo.demo)
    app.cli.add_command(demo.demo_logins)
    app.cli.add_command(duplicates.duplicates)
    app.cli.add_command(expire.expire)
    app.cli.add_command(imports.import_file)
    app.cli.add_command(notify.notify)
    app.cli.add_command(reference.seed)
    app.cli.add_command(retention.retention)
    app.cli.add_command(suggest.suggest)
    app.cli.add_command(train.train)
    app.cli.add_command(translations.translations)
    app.cli.add_command(users.user)
