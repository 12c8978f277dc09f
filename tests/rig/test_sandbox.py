"""The rig itself: what a test writes is undone, and what the code commits counts."""

import pytest
from sqlmodel import Session, select

from tests.database.sandbox import WroteWhileReading
from tests.fixed_clock import NOW, TODAY
from workforce import clock
from workforce.models import Attempt


def attempts(session: Session) -> int:
    return len(session.exec(select(Attempt)).all())


class TestSandbox:
    @pytest.mark.parametrize("turn", ["first", "second"])
    def test_it_forgets_what_an_earlier_test_committed(self, database, turn):
        with database.session(write=True) as session:
            before = attempts(session)
            session.add(Attempt(bucket="rig", at=NOW))
            session.commit()

        assert before == 0

    def test_it_shows_a_request_what_the_test_arranged(self, database, db):
        db.add(Attempt(bucket="rig", at=NOW))
        database.publish()

        with database.session(write=False) as session:
            assert attempts(session) == 1

    def test_it_undoes_what_the_code_did_not_commit(self, database):
        with database.session(write=True) as session:
            session.add(Attempt(bucket="rig", at=NOW))
            session.flush()

        with database.session(write=False) as session:
            assert attempts(session) == 0

    def test_it_keeps_a_commit_made_while_a_page_reads(self, database):
        with database.session(write=False) as reading:
            attempts(reading)
            with database.session(write=True) as session:
                session.add(Attempt(bucket="rig", at=NOW))
                session.commit()
            reading.rollback()

        with database.session(write=False) as session:
            assert attempts(session) == 1

    def test_it_refuses_to_write_while_reading(self, database):
        with database.session(write=False) as reading:
            reading.add(Attempt(bucket="rig", at=NOW))

            with pytest.raises(WroteWhileReading):
                reading.flush()

    def test_a_copy_of_its_own_is_not_undone_by_others(self, own_database):
        with own_database.session(write=True) as session:
            session.add(Attempt(bucket="rig", at=NOW))
            session.commit()

        with own_database.session(write=False) as session:
            assert attempts(session) == 1


class TestFixedClock:
    def test_it_stands_on_the_day_of_the_tests(self):
        assert clock.today() == TODAY

    def test_it_moves_when_told(self, fixed_clock):
        fixed_clock.advance(hours=15)

        assert clock.today() > TODAY
