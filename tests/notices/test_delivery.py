"""What waits is sent once: with a provider that fails, two workers, and kill -9 between."""

import datetime as dt
import subprocess
import sys
import threading

import pytest
from sqlmodel import select

from tests.fixed_clock import NOW
from tests.notices.conftest import SITE, make_reader, outside_of
from workforce.accounts import codes
from workforce.models import Channel, Delivery, DeliveryState, Frequency, OutboxMessage
from workforce.notices.actions import notify, stop
from workforce.notices.delivery import drain, queue_codes
from workforce.notices.kinds import Kind
from workforce.notices.links import read_stop_token
from workforce.notices.notifier import NotSent, Refused, Uncertain

#: sends with a provider that kills the process between sending and noting it
KILLED = """
import dataclasses, sys
from pathlib import Path
from app import app
from tests.fixed_clock import NOW
from tests.notices.conftest import outside_of
from tests.notices.provider import FakeProvider
from workforce.database import Database
from workforce.notices.delivery import drain
url, log, safely = sys.argv[1:]
provider = FakeProvider(Path(log), repeats_safely=safely == "1", dies=True)
with app.app_context():
    outside = outside_of(Database(url).session, provider)
    drain(dataclasses.replace(outside, clock=lambda: NOW))
"""


def tell(db, account, number: int = 1):
    """Tell an account that an application has moved."""
    return notify(
        db, account_or_person=account, kind=Kind.APPLICATION_MOVED, params={"opening": "May"},
        now=NOW, key=f"moved:{number}",
    )  # fmt: skip


def the_delivery(db) -> Delivery:
    """Return the only message, as it stands now."""
    db.expire_all()
    return db.exec(select(Delivery)).one()


class TestSending:
    def test_a_message_says_there_is_news_and_how_to_stop(self, db, outside, provider):
        account = make_reader(db)
        tell(db, account)

        assert drain(outside) == {"sent": 1}

        message = provider.tries[0]
        assert message.address == account.phone
        assert message.text.startswith("Anh/chị có tin mới.\n")
        assert message.subject == "Anh/chị có tin mới"
        token = message.text.rpartition("/")[2]
        assert read_stop_token(outside.secret_key, token) == account.id
        assert f"{SITE}/tin-nhan" in message.text
        assert the_delivery(db).state == DeliveryState.SENT

    def test_what_was_sent_is_not_sent_again(self, db, outside, provider):
        tell(db, make_reader(db))

        drain(outside)
        drain(outside)

        assert len(provider.tries) == 1

    def test_without_a_gateway_it_waits(self, db, outside):
        tell(db, make_reader(db))
        outside.notifiers.clear()

        assert drain(outside) == {}
        assert the_delivery(db).state == DeliveryState.QUEUED

    def test_a_number_nobody_confirmed_gets_nothing(self, db, outside, provider):
        tell(db, make_reader(db, unverified=True))

        assert drain(outside) == {"given_up": 1}
        assert provider.tries == []
        assert the_delivery(db).error == "no address"

    def test_a_closed_account_gets_nothing(self, db, outside, provider):
        account = make_reader(db)
        tell(db, account)
        account.is_active = False
        db.flush()

        assert drain(outside) == {"given_up": 1}
        assert provider.tries == []

    def test_a_worker_that_comes_back_in_the_night_waits_for_the_morning(
        self, db, outside, provider, fixed_clock
    ):
        tell(db, make_reader(db))
        fixed_clock.set(dt.datetime(2026, 9, 7, 20, tzinfo=dt.UTC))  # three in the morning
        assert drain(outside) == {}

        fixed_clock.set(dt.datetime(2026, 9, 7, 23, tzinfo=dt.UTC))  # six
        assert drain(outside) == {"sent": 1}

    def test_who_stopped_while_it_waited_gets_nothing(self, db, outside, provider):
        account = make_reader(db)
        tell(db, account)
        stop(db, account_id=account.id, now=NOW)

        assert drain(outside) == {}
        assert provider.tries == []


class TestFailing:
    def test_a_provider_that_is_down_is_tried_again_later_and_later(
        self, db, outside, provider, fixed_clock
    ):
        tell(db, make_reader(db))
        provider.fault = NotSent("connection")
        waits = []
        for _try in range(4):
            assert drain(outside) == {"later": 1}
            row = the_delivery(db)
            waits.append(row.next_try_at - fixed_clock.moment)
            assert (row.state, row.error) == (DeliveryState.QUEUED, "connection")
            fixed_clock.set(row.next_try_at)

        assert waits == [dt.timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]

        provider.fault = None
        assert drain(outside) == {"sent": 1}

    def test_before_its_time_it_is_not_tried(self, db, outside, provider):
        tell(db, make_reader(db))
        provider.fault = NotSent("connection")
        drain(outside)

        assert drain(outside) == {}
        assert len(provider.tries) == 1

    def test_a_provider_that_is_down_is_left_alone_for_the_rest_of_the_round(
        self, db, outside, provider
    ):
        for _reader in range(3):
            tell(db, make_reader(db))
        provider.fault = NotSent("connection")

        assert drain(outside) == {"later": 1}
        assert len(provider.tries) == 1

    def test_after_twelve_tries_it_is_given_up(self, db, outside, provider, fixed_clock):
        tell(db, make_reader(db))
        provider.fault = NotSent("connection")
        for _try in range(12):
            drain(outside)
            fixed_clock.set(the_delivery(db).next_try_at)

        row = the_delivery(db)
        assert (row.state, row.tries) == (DeliveryState.GIVEN_UP, 12)

    def test_a_retry_does_not_fall_into_the_night(self, db, outside, provider, fixed_clock):
        evening = dt.datetime(2026, 9, 7, 13, 59, 30, tzinfo=dt.UTC)  # 20:59:30 there
        tell(db, make_reader(db))
        fixed_clock.set(evening)
        provider.fault = NotSent("connection")
        drain(outside)

        assert the_delivery(db).next_try_at == dt.datetime(2026, 9, 7, 23, tzinfo=dt.UTC)

    def test_what_the_provider_will_never_take_is_not_tried_again(self, db, outside, provider):
        tell(db, make_reader(db))
        provider.fault = Refused("recipient")

        assert drain(outside) == {"failed": 1}
        assert drain(outside) == {}
        assert the_delivery(db).error == "recipient"

    def test_when_nobody_knows_a_second_one_is_worse_than_none(self, db, outside, provider):
        tell(db, make_reader(db))
        provider.fault = Uncertain("line")

        assert drain(outside) == {"given_up": 1}

    def test_when_nobody_knows_but_doubles_are_dropped_it_goes_again(
        self, db, outside, provider, fixed_clock
    ):
        tell(db, make_reader(db))
        provider.repeats_safely, provider.fault = True, Uncertain("line")
        assert drain(outside) == {"later": 1}

        provider.fault = None
        fixed_clock.advance(minutes=2)
        assert drain(outside) == {"sent": 1}
        assert len({message.key for message in provider.tries}) == 1


class TestCodes:
    def test_a_code_goes_out_over_the_gateway_at_any_hour(self, db, outside, provider, fixed_clock):
        account = make_reader(db, Frequency.SITE, unverified=True)
        night = dt.datetime(2026, 9, 7, 18, tzinfo=dt.UTC)
        fixed_clock.set(night)
        codes.issue(db, account=account, data_key=outside.data_key, now=night)
        assert queue_codes(db, channel=Channel.SMS, now=night) == 1
        assert queue_codes(db, channel=Channel.SMS, now=night) == 0

        assert drain(outside) == {"sent": 1}

        assert provider.tries[0].text.startswith("Mã của anh/chị: ")
        db.expire_all()
        assert db.exec(select(OutboxMessage)).one().sent_at == night

    def test_a_code_that_has_run_out_stays(self, db, outside, provider, fixed_clock):
        account = make_reader(db)
        codes.issue(db, account=account, data_key=outside.data_key, now=NOW)
        queue_codes(db, channel=Channel.SMS, now=NOW)
        fixed_clock.advance(minutes=11)

        assert drain(outside) == {"given_up": 1}
        assert provider.tries == []

    def test_no_code_is_copied_into_the_queue(self, db, outside):
        account = make_reader(db)
        codes.issue(db, account=account, data_key=outside.data_key, now=NOW)
        queue_codes(db, channel=Channel.SMS, now=NOW)

        row = the_delivery(db)
        assert (row.params, row.template) == ({}, "code")


def wait_of(database, readers: int = 1) -> None:
    """Write readers with a message each into a database of the test's own."""
    with database.session(write=True) as db:
        for number in range(readers):
            tell(db, make_reader(db), number)
        db.commit()


def states(database) -> list[DeliveryState]:
    with database.session(write=False) as db:
        return list(db.exec(select(Delivery.state)))


class TestTwoWorkers:
    def test_each_message_is_sent_by_one_of_them(self, app, own_database, provider):
        wait_of(own_database, readers=12)

        def work() -> None:
            with app.app_context():
                drain(outside_of(own_database.session, provider))

        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

        assert len(provider.arrived()) == len(set(provider.arrived())) == 12
        assert states(own_database) == [DeliveryState.SENT] * 12


class TestKilled:
    @pytest.mark.parametrize("safely", ["0", "1"])
    def test_between_sending_and_noting_it_no_phone_rings_twice(
        self, app, own_database, provider, fixed_clock, safely
    ):
        wait_of(own_database)
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, own_database.url, str(provider.log), safely],
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert killed.returncode == -9, killed.stderr
        assert len(provider.arrived()) == 1
        assert states(own_database) == [DeliveryState.SENDING]

        provider.repeats_safely = safely == "1"
        fixed_clock.advance(minutes=11)
        with app.app_context():
            outside = outside_of(own_database.session, provider)
            drain(outside)
            fixed_clock.advance(hours=2)
            drain(outside)

        assert len(provider.arrived()) == 1
        expected = DeliveryState.SENT if safely == "1" else DeliveryState.GIVEN_UP
        assert states(own_database) == [expected]

    def test_a_message_being_sent_right_now_is_nobody_elses(self, db, outside, provider):
        tell(db, make_reader(db))
        row = the_delivery(db)
        row.state, row.claimed_at = DeliveryState.SENDING, NOW - dt.timedelta(minutes=1)
        db.flush()

        assert drain(outside) == {}
        assert the_delivery(db).state == DeliveryState.SENDING
