"""Rows the database itself keeps: neither the code nor a person with SQL changes them."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_declaration, make_site
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.factories.schools import make_intake
from tests.fixed_clock import NOW, TODAY
from workforce import audit
from workforce.applications.actions import apply_to_opening
from workforce.enrolments.actions import enrol
from workforce.models import (
    APPEND_ONLY,
    Account,
    ConsentEvent,
    DenialReason,
    Household,
    HouseholdMember,
    Person,
    Role,
    SessionOrigin,
    StartDenial,
    SupportEvent,
    SupportStep,
)
from workforce.placements.actions import confirm_hire

#: a column each table has, to try to change
COLUMNS = {
    "placement_event": "reason",
    "workforce_declaration": "flag",
    "zone_fact": "note",
    "consent_event": "channel",
    "application_event": "reason",
    "enrolment_event": "note",
    "support_event": "note",
    "audit_log": "details",
    "start_denial": "recorded_role",
}


def fill(session: Session) -> tuple[Person, Account]:
    """Put at least one row into every append-only table, as the application does."""
    person = make_person(session)
    site = make_site(session)
    employer = make_account(
        session, Role.EMPLOYER, enterprise=None, enterprise_id=site.enterprise_id
    )
    application = apply_to_opening(
        session, person=person, opening=make_opening(session, site=site), sent_by=None,
        today=TODAY, now=NOW,
    )  # fmt: skip
    placement = confirm_hire(
        session, application=application, by=employer, start_on=TODAY,
        origin=SessionOrigin.PASSWORD, now=NOW, today=TODAY,
    )  # fmt: skip
    session.add(
        StartDenial(
            placement_id=placement.id, reason=DenialReason.NEVER_STARTED, recorded_at=NOW,
            recorded_role=Role.SEEKER,
        )
    )  # fmt: skip
    enrol(session, person=person, intake=make_intake(session), by=None, today=TODAY, now=NOW)
    make_declaration(session, site=site)
    household = Household(code="HO-1", recorded_at=NOW)
    session.add(household)
    session.flush()
    member = HouseholdMember(household_id=household.id, person_id=person.id)
    session.add(member)
    session.flush()
    session.add(
        SupportEvent(
            member_id=member.id, step=SupportStep.COUNSELLED, occurred_on=TODAY, recorded_at=NOW
        )
    )
    audit.record(
        session, account=employer, action="person.viewed", subject_type="person",
        subject_id=person.id, now=NOW,
    )  # fmt: skip
    session.flush()
    return person, employer


@pytest.fixture
def filled(db: Session) -> Session:
    fill(db)
    for table in APPEND_ONLY:
        assert count(db, table) > 0, f"nothing in {table} to protect"
    return db


def count(session: Session, table: str) -> int:
    return session.connection().execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def assert_refused(session: Session, statement: str, table: str) -> None:
    before = count(session, table)
    with pytest.raises(IntegrityError, match=f"{table} is append-only"), session.begin_nested():
        session.connection().execute(text(statement))
    assert count(session, table) == before


class TestAppendOnly:
    def test_each_table_of_events_is_named(self):
        events = {name for name in SQLModel.metadata.tables if name.endswith("_event")}

        assert events <= set(APPEND_ONLY)
        assert set(COLUMNS) == set(APPEND_ONLY)

    @pytest.mark.parametrize("table", APPEND_ONLY)
    def test_the_database_refuses_to_change_a_row(self, filled, table):
        assert_refused(filled, f"UPDATE {table} SET {COLUMNS[table]} = 'sửa lén'", table)

    @pytest.mark.parametrize("table", APPEND_ONLY)
    def test_the_database_refuses_an_update_that_changes_nothing(self, filled, table):
        assert_refused(filled, f"UPDATE {table} SET id = id", table)

    @pytest.mark.parametrize("table", APPEND_ONLY)
    def test_the_database_refuses_to_delete_one_row(self, filled, table):
        assert_refused(
            filled, f"DELETE FROM {table} WHERE id = (SELECT min(id) FROM {table})", table
        )

    @pytest.mark.parametrize("table", APPEND_ONLY)
    def test_the_database_refuses_to_empty_the_table(self, filled, database, table):
        empty = f"DELETE FROM {table}" if database.is_sqlite else f"TRUNCATE {table} CASCADE"
        assert_refused(filled, empty, table)

    @pytest.mark.parametrize("table", APPEND_ONLY)
    def test_a_row_cannot_be_replaced_by_another_with_its_id(self, filled, database, table):
        columns = [column.name for column in SQLModel.metadata.tables[table].columns]
        copied = ", ".join(columns)
        if database.is_sqlite:
            statement = f"INSERT OR REPLACE INTO {table} SELECT {copied} FROM {table}"
        else:
            statement = (
                f"INSERT INTO {table} ({copied}) SELECT {copied} FROM {table} "
                f"ON CONFLICT (id) DO UPDATE SET {COLUMNS[table]} = 'sửa lén'"
            )
        assert_refused(filled, statement, table)

    def test_the_session_refuses_too_when_code_changes_an_event(self, filled):
        event = filled.exec(select(ConsentEvent)).first()
        event.is_granted = False

        with pytest.raises(IntegrityError, match="append-only"), filled.begin_nested():
            filled.flush()

    def test_adding_is_what_they_are_for(self, filled):
        before = count(filled, "audit_log")
        audit.record(
            filled, account=None, action="person.viewed", subject_type="person",
            subject_id=1, now=NOW,
        )  # fmt: skip
        filled.flush()

        assert count(filled, "audit_log") == before + 1
