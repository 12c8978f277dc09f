"""The database's manners: reading sessions that cannot write, writers one at a time."""

import sqlite3
import traceback

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, select

from tests.factories.people import make_person
from tests.fixed_clock import NOW
from workforce import create_app
from workforce.access import EVERYONE, opened_to
from workforce.database import Database, get_session, writing
from workforce.models import Attempt, Person

WRITES = [
    "INSERT INTO attempt (bucket, at, succeeded) VALUES ('x', '2026-09-07', '1')",
    "UPDATE target SET note = ''",
    "DELETE FROM synonym",
    "CREATE TABLE strange (id INTEGER)",
    "DROP TABLE attempt",
]


def attempt(bucket: str = "thử") -> Attempt:
    return Attempt(bucket=bucket, at=NOW)


def buckets(database: Database) -> list[str]:
    with database.session(write=False) as session:
        return list(session.exec(select(Attempt.bucket).order_by(Attempt.id)))


class TestReading:
    @pytest.mark.parametrize("statement", WRITES)
    def test_the_database_itself_refuses_to_write(self, own_database, statement):
        with own_database.session(write=False) as session, pytest.raises(DBAPIError) as refused:
            session.connection().execute(text(statement))

        assert "read" in str(refused.value.orig).lower()

    def test_a_model_added_while_reading_is_refused(self, own_database):
        with own_database.session(write=False) as session:
            session.add(attempt())
            with pytest.raises(DBAPIError):
                session.commit()
        assert buckets(own_database) == []

    def test_the_connection_writes_again_afterwards(self, own_database):
        with own_database.session(write=False) as session:
            session.exec(select(Attempt)).all()

        with own_database.session(write=True) as session:
            session.add(attempt())
            session.commit()
        assert buckets(own_database) == ["thử"]

    def test_it_reads_while_somebody_writes_and_sees_only_what_was_committed(self, own_database):
        with own_database.session(write=True) as writer:
            writer.add(attempt())
            writer.flush()

            assert buckets(own_database) == []
            writer.commit()
        assert buckets(own_database) == ["thử"]


class TestWriting:
    def test_what_is_not_committed_is_gone(self, own_database):
        with own_database.session(write=True) as session:
            session.add(attempt())
            session.flush()

        assert buckets(own_database) == []

    def test_on_sqlite_the_write_lock_is_taken_before_the_first_read(self, own_database):
        if not own_database.is_sqlite:  # there rows are locked, see tests/test_races.py
            assert own_database.engine.dialect.name == "postgresql"
            return
        other = sqlite3.connect(own_database.engine.url.database, timeout=0)
        with own_database.session(write=True) as session:
            session.exec(select(Attempt)).all()

            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
        other.execute("BEGIN IMMEDIATE")  # free again once the session has ended
        other.close()

    def test_on_sqlite_a_reader_takes_no_lock(self, own_database):
        if not own_database.is_sqlite:
            assert own_database.engine.dialect.name == "postgresql"
            return
        other = sqlite3.connect(own_database.engine.url.database, timeout=0)
        with own_database.session(write=False) as session:
            session.exec(select(Attempt)).all()

            other.execute("BEGIN IMMEDIATE")
        other.close()

    @pytest.mark.parametrize(
        "pragma, value",
        [
            ("journal_mode", "wal"),
            ("foreign_keys", 1),
            ("synchronous", 2),
            ("busy_timeout", 15_000),
        ],
    )
    def test_on_sqlite_each_connection_is_set_up(self, own_database, pragma, value):
        if not own_database.is_sqlite:
            assert own_database.engine.dialect.name == "postgresql"
            return
        for write in (True, False):
            with own_database.session(write=write) as session:
                found = session.connection().execute(text(f"PRAGMA {pragma}")).scalar_one()
                assert found == value

    def test_a_reference_to_nothing_is_refused(self, own_database):
        with own_database.session(write=True) as session:
            session.add(Person(full_name="A", name_folded="a", created_at=NOW, updated_at=NOW,
                               new_unit_id=987_654))  # fmt: skip
            with pytest.raises(IntegrityError):
                session.commit()


class TestErrors:
    """An error ends up in a log, and a log holds no personal data."""

    SECRET = "Nguyễn Thị Bí Mật"

    def failing_rows(self) -> list[Person]:
        values = {"full_name": self.SECRET, "name_folded": "x", "created_at": NOW,
                  "updated_at": NOW, "contact_phone": "+84909999999"}  # fmt: skip
        return [
            Person(**values, max_km=-1),
            Person(**values, birth_year=1700),
            Person(**values, national_id_index="079090012345"),
        ]

    @pytest.mark.parametrize("number", range(3))
    def test_it_does_not_say_what_somebody_typed(self, own_database, number):
        with own_database.session(write=True) as session:
            make_person(session, blank=True, national_id_index="079090012345")
            with pytest.raises(IntegrityError) as failed, session.begin_nested():
                session.add(self.failing_rows()[number])

        shown = "".join(traceback.format_exception(failed.value))
        for typed in (self.SECRET, "909999999", "079090012345", "1700"):
            assert typed not in shown
        assert "person" in shown, "but it says which rule was broken"


class TestRequests:
    """GET reads, POST writes; the kind of session follows the method."""

    @pytest.fixture
    def own_client(self, prepared, own_database):
        app = create_app(prepared.settings(own_database.url), own_database)
        app.config["WTF_CSRF_ENABLED"] = False

        @app.route("/ghi", methods=["GET", "POST"])
        @opened_to(EVERYONE)
        def write() -> str:
            session = get_session()
            session.add(attempt())
            session.commit()
            return "đã ghi"

        @app.post("/quen")
        @opened_to(EVERYONE)
        def forget() -> str:
            get_session().add(attempt())
            get_session().flush()
            return "quên commit"

        @app.get("/ghi-rieng")
        @opened_to(EVERYONE)
        def write_apart() -> str:
            with writing() as session:
                session.add(attempt("riêng"))
            return "đã ghi riêng"

        return app.test_client()

    def test_a_page_opened_with_get_cannot_write(self, own_client, own_database):
        own_client.application.testing = False  # answer as in production

        assert own_client.get("/ghi").status_code in {500, 503}
        assert buckets(own_database) == []

    def test_a_form_sent_with_post_can(self, own_client, own_database):
        assert own_client.post("/ghi").status_code == 200
        assert buckets(own_database) == ["thử"]

    def test_a_view_that_does_not_commit_has_written_nothing(self, own_client, own_database):
        own_client.post("/quen")

        assert buckets(own_database) == []

    def test_what_a_get_must_record_goes_through_a_session_of_its_own(
        self, own_client, own_database
    ):
        own_client.get("/ghi-rieng")

        assert buckets(own_database) == ["riêng"]

    def test_outside_a_request_there_is_no_session_of_the_request(self, prepared):
        with prepared.app.app_context(), pytest.raises(RuntimeError, match="requests"):
            get_session()


class TestOpening:
    def test_a_missing_folder_is_made_for_a_sqlite_database(self, tmp_path, open_database):
        database = open_database(f"sqlite:///{tmp_path}/moi/sau/x.db")

        with database.session(write=True) as session:
            assert isinstance(session, Session)
            session.connection()
        assert (tmp_path / "moi" / "sau" / "x.db").exists()
