"""The schema: up, down and up again on both databases, and the same as the models say."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel, func, select

from tests.factories.people import make_person
from tests.fixed_clock import NOW
from workforce import create_app, migrations
from workforce.consents import consents
from workforce.database import Database
from workforce.models import APPEND_ONLY, ConsentEvent, ConsentPurpose, Person

Step = Callable[[Connection], None]


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def run(database: Database, *steps: Step) -> None:
    with database.engine.begin() as connection:
        for step in steps:
            step(connection)


def up(connection: Connection) -> None:
    migrations.upgrade(connection)


def down(connection: Connection) -> None:
    migrations.downgrade(connection, "base")


def fill(database: Database) -> None:
    """Add a person, with consent as an append-only row."""
    with database.session(write=True) as session:
        make_person(session, blank=True)
        session.commit()


@pytest.fixture
def migrated(empty_database: Database) -> Database:
    run(empty_database, up)
    return empty_database


class TestUpgrade:
    def test_an_empty_database_gets_every_table_of_the_models(self, migrated):
        assert tables(migrated) == set(SQLModel.metadata.tables)

    def test_the_models_and_the_migrated_schema_agree(self, migrated):
        with migrated.engine.connect() as connection:
            assert migrations.differences(connection) == []

    def test_a_difference_would_be_seen(self, migrated):
        run(migrated, lambda connection: connection.execute(text("DROP TABLE attempt")))

        with migrated.engine.connect() as connection:
            assert migrations.differences(connection)

    def test_the_database_says_which_revision_it_is_at(self, migrated):
        with migrated.engine.connect() as connection:
            assert migrations.current(connection) == migrations.head()

    def test_a_database_without_a_schema_is_at_no_revision(self, empty_database):
        with empty_database.engine.connect() as connection:
            assert migrations.current(connection) is None

    def test_upgrading_twice_changes_nothing(self, migrated):
        fill(migrated)

        run(migrated, up)

        with migrated.session(write=False) as session:
            assert session.exec(select(func.count(Person.id))).one() == 1

    def test_the_revisions_form_one_line(self):
        from alembic.script import ScriptDirectory

        script = ScriptDirectory.from_config(migrations.configuration())

        assert len(script.get_heads()) == 1
        assert len(script.get_bases()) == 1

    def test_the_migration_protects_the_tables_the_models_call_append_only(self, migrated):
        with migrated.engine.connect() as connection:
            if migrated.is_sqlite:
                found = connection.execute(
                    text("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'")
                )
            else:
                found = connection.execute(
                    text("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger "
                         "WHERE NOT tgisinternal")
                )  # fmt: skip
            assert {row[0] for row in found} == set(APPEND_ONLY)


class TestDowngrade:
    def test_down_leaves_no_table_behind(self, migrated):
        run(migrated, down)

        assert tables(migrated) == set()

    def test_down_leaves_no_function_behind(self, migrated):
        if migrated.is_sqlite:  # SQLite has none to leave
            run(migrated, down, up)
            return
        run(migrated, down)

        with migrated.engine.connect() as connection:
            left = connection.execute(
                text("SELECT count(*) FROM pg_proc WHERE proname = 'refuse_change'")
            )
            assert left.scalar_one() == 0

    def test_down_works_with_data_in_the_tables(self, migrated):
        fill(migrated)

        run(migrated, down)

        assert tables(migrated) == set()

    def test_up_down_up_gives_the_same_schema_and_takes_data_again(self, migrated):
        fill(migrated)

        run(migrated, down, up)

        with migrated.engine.connect() as connection:
            assert migrations.differences(connection) == []
        fill(migrated)
        with migrated.session(write=False) as session:
            assert session.exec(select(func.count(Person.id))).one() == 1

    def test_a_step_that_fails_leaves_the_schema_as_it_was(self, migrated):
        fill(migrated)

        def half_way(connection: Connection) -> None:
            down(connection)
            raise InterruptedError("the machine stopped")

        with pytest.raises(InterruptedError):
            run(migrated, half_way)

        assert tables(migrated) == set(SQLModel.metadata.tables)
        with migrated.session(write=False) as session:
            person = session.exec(select(Person)).one()
            assert consents.has_consent(
                session, person_id=person.id, purpose=ConsentPurpose.MATCHING
            )
            assert session.exec(select(func.count(ConsentEvent.id))).one() == 1


class TestCommands:
    def test_flask_db_check_finds_models_and_schema_in_agreement(self, prepared, own_database):
        app = create_app(prepared.settings(own_database.url), own_database)

        result = app.test_cli_runner().invoke(args=["db", "check"])

        assert (result.exit_code, result.output) == (0, "models and schema agree\n")
