"""The schema: up, down and up again on both databases, and the models agree with it."""

import pytest
from sqlalchemy import inspect

from workforce import migrations
from workforce.database import Database

#: what Alembic itself keeps in a database without a schema
OWN_TABLES = {"alembic_version"}


def tables(database: Database) -> set[str]:
    with database.engine.connect() as connection:
        return set(inspect(connection).get_table_names()) - OWN_TABLES


def move(database: Database, how, revision: str) -> None:
    with database.reshaping() as connection:
        how(connection, revision)


class TestMigrations:
    def test_they_agree_with_the_models(self, empty_database):
        move(empty_database, migrations.upgrade, "head")

        with empty_database.engine.connect() as connection:
            assert migrations.differences(connection) == []

    def test_they_go_up_and_down_and_up_again(self, empty_database):
        move(empty_database, migrations.upgrade, "head")
        first = tables(empty_database)

        move(empty_database, migrations.downgrade, "base")
        assert tables(empty_database) == set()

        move(empty_database, migrations.upgrade, "head")
        assert tables(empty_database) == first

    def test_they_end_where_the_code_expects(self, empty_database):
        move(empty_database, migrations.upgrade, "head")

        with empty_database.engine.connect() as connection:
            assert migrations.current(connection) == migrations.head()

    def test_a_second_upgrade_changes_nothing(self, empty_database):
        move(empty_database, migrations.upgrade, "head")
        first = tables(empty_database)

        move(empty_database, migrations.upgrade, "head")

        assert tables(empty_database) == first

    def test_one_that_fails_halfway_leaves_the_schema_as_it_was(self, empty_database):
        def upgrade_and_fail(connection, revision):
            migrations.upgrade(connection, revision)
            raise InterruptedError

        with pytest.raises(InterruptedError):
            move(empty_database, upgrade_and_fail, "head")

        assert tables(empty_database) == set()
