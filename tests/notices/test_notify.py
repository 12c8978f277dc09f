"""Telling somebody: once, in the transaction of its cause, by the channel they chose."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.people import make_person
from tests.fixed_clock import NOW
from workforce.models import (
    Account,
    Channel,
    Delivery,
    DeliveryState,
    Frequency,
    Notice,
    NoticeChoice,
    Role,
)
from workforce.notices.actions import mark_all_read, notify, readable_by, stop
from workforce.notices.kinds import SENTENCES, Kind, params_of, sentence

LATE = dt.datetime(2026, 9, 7, 15, 30, tzinfo=dt.UTC)  # half past ten in the evening there
MORNING = dt.datetime(2026, 9, 7, 23, 0, tzinfo=dt.UTC)  # six o'clock


def choose(db, account: Account, frequency: Frequency = Frequency.AT_ONCE) -> NoticeChoice:
    """Record what the account chose."""
    choice = NoticeChoice(
        account_id=account.id, frequency=frequency, channel=Channel.SMS, updated_at=NOW
    )
    db.add(choice)
    db.flush()
    return choice


def tell(db, reader, *, key: str | None = None, now: dt.datetime = NOW) -> Notice:
    """Tell a reader that an application has moved."""
    return notify(
        db, account_or_person=reader, kind=Kind.APPLICATION_MOVED,
        params={"opening": "Công nhân may"}, link="/nguoi-tim-viec/viec-da-nop", now=now, key=key,
    )  # fmt: skip


def inbox(db, account: Account) -> list[Notice]:
    """Return what the account can read."""
    return list(db.exec(select(Notice).where(readable_by(account))))


class TestNotify:
    def test_a_person_without_an_account_finds_it_once_they_have_one(self, db):
        person = make_person(db)
        notice = tell(db, person)

        account = make_account(db, person=person)

        assert inbox(db, account) == [notice]

    def test_an_account_without_a_person_reads_its_own(self, db):
        officer = make_account(db, Role.COMMUNE)
        notice = tell(db, officer)

        assert inbox(db, officer) == [notice]
        assert inbox(db, make_account(db, Role.COMMUNE)) == []

    def test_the_same_thing_is_told_once_to_each(self, db):
        one, other = make_person(db), make_person(db)
        first = tell(db, one, key="moved:1")

        assert tell(db, one, key="moved:1") is first
        assert tell(db, other, key="moved:1") is not first
        assert len(db.exec(select(Notice)).all()) == 2

    def test_a_missing_word_is_refused_before_anybody_reads_a_hole(self, db):
        with pytest.raises(ValueError, match="opening"):
            notify(
                db, account_or_person=make_person(db), kind=Kind.APPLICATION_MOVED, now=NOW
            )  # fmt: skip

    @pytest.mark.parametrize("link", ["https://example.com/", "//example.com", "viec-lam"])
    def test_a_link_leads_nowhere_but_here(self, db, link):
        with pytest.raises(ValueError, match="path of this site"):
            notify(
                db, account_or_person=make_person(db), kind=Kind.APPLICATION_MOVED,
                params={"opening": "May"}, link=link, now=NOW,
            )  # fmt: skip

    def test_every_kind_has_a_sentence_that_can_be_filled(self):
        for kind in Kind:
            params = dict.fromkeys(params_of(kind), "x")
            notice = Notice(kind=kind.value, params=params, created_at=NOW)

            assert "%(" not in sentence(notice)
        assert set(SENTENCES) == set(Kind)

    def test_nothing_leaves_the_site_unless_somebody_chose_so(self, db):
        tell(db, make_account(db, person=make_person(db)))

        assert db.exec(select(Delivery)).all() == []

    def test_who_chose_at_once_gets_a_message_with_the_notice(self, db):
        person = make_person(db)
        account = make_account(db, person=person)
        choose(db, account)
        notice = tell(db, person)

        delivery = db.exec(select(Delivery)).one()
        assert (delivery.account_id, delivery.channel) == (account.id, Channel.SMS)
        assert delivery.key == f"notice:{notice.id}"
        assert delivery.state == DeliveryState.QUEUED
        assert delivery.params == {}

    @pytest.mark.parametrize("frequency", [Frequency.DAILY, Frequency.WEEKLY, Frequency.SITE])
    def test_who_chose_a_digest_or_the_site_gets_none_at_once(self, db, frequency):
        account = make_account(db, person=make_person(db))
        choose(db, account, frequency)
        tell(db, account)

        assert db.exec(select(Delivery)).all() == []

    def test_three_notices_while_one_message_waits_are_one_message(self, db):
        account = make_account(db, person=make_person(db))
        choose(db, account)
        for _time in range(3):
            tell(db, account)

        assert len(db.exec(select(Delivery)).all()) == 1
        assert len(inbox(db, account)) == 3

    def test_in_quiet_hours_the_message_waits_for_the_morning(self, db):
        account = make_account(db, person=make_person(db))
        choose(db, account)
        tell(db, account, now=LATE)

        assert db.exec(select(Delivery)).one().next_try_at == MORNING

    def test_what_is_rolled_back_was_never_told(self, db):
        account = make_account(db, person=make_person(db))
        choose(db, account)
        with db.begin_nested() as undone:
            tell(db, account)
            undone.rollback()

        assert db.exec(select(Notice)).all() == []
        assert db.exec(select(Delivery)).all() == []


class TestReading:
    def test_marking_all_touches_only_ones_own(self, db):
        mine, other = (make_account(db, person=make_person(db)) for _ in range(2))
        tell(db, mine)
        tell(db, other)

        assert mark_all_read(db, account=mine, now=NOW) == 1

        db.expire_all()
        assert inbox(db, mine)[0].read_at == NOW
        assert inbox(db, other)[0].read_at is None


class TestStop:
    def test_what_waits_is_not_sent_either(self, db):
        account = make_account(db, person=make_person(db))
        choice = choose(db, account)
        tell(db, account)

        stop(db, account_id=account.id, now=NOW)
        stop(db, account_id=account.id, now=NOW)

        db.expire_all()
        assert (choice.frequency, choice.stopped_at) == (Frequency.SITE, NOW)
        assert db.exec(select(Delivery)).one().state == DeliveryState.GIVEN_UP
        assert len(inbox(db, account)) == 1
