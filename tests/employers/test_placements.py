"""People hired: still here, the answers at 1, 3, 6 and 12 months, the end, a slip undone."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.fixed_clock import NOW, TODAY
from tests.pages import words
from workforce.models import (
    CheckOutcome,
    Notice,
    Person,
    PlacementEvent,
    PlacementEventKind,
    SessionOrigin,
    StartDenial,
)
from workforce.placements import ledger
from workforce.placements.actions import claim_start, confirm_hire
from workforce.placements.denials import standing_denials

LIST = "/doanh-nghiep/lao-dong-da-nhan"


@pytest.fixture
def hired(db, firm, application):
    """Somebody hired seven months ago: three marks have passed."""
    start = TODAY - dt.timedelta(days=215)
    return confirm_hire(
        db, application=application, by=firm.account, start_on=start,
        origin=SessionOrigin.PASSWORD, now=NOW - dt.timedelta(days=215), today=start,
    )  # fmt: skip


def episode(db, placement):
    return ledger.episode(ledger.events_of(db, placement.id))


def test_still_working_answers_every_mark_that_has_passed(employer, db, hired):
    employer.post(f"{LIST}/{hired.id}/con-lam-khong", data={"working": "1"})
    assert episode(db, hired).checks == {
        1: CheckOutcome.SAME_EMPLOYER, 3: CheckOutcome.SAME_EMPLOYER,
        6: CheckOutcome.SAME_EMPLOYER,
    }  # fmt: skip
    assert "Đang làm" in words(employer.get(LIST).page.main)


def test_a_last_day_answers_the_marks_before_it_and_ends_the_episode(employer, db, hired):
    last_day = TODAY - dt.timedelta(days=100)
    employer.post(
        f"{LIST}/{hired.id}/con-lam-khong",
        data={"working": "0", "last_day": last_day.isoformat(), "reason": "0"},
    )
    known = episode(db, hired)
    assert set(known.checks) == {1, 3}
    assert (known.ended_on, known.end_reason) == (last_day, "Tự xin nghỉ")
    assert "Đã nghỉ ngày" in words(employer.get(LIST).page.main)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"working": "2"},
        {"working": "0"},
        {"working": "0", "last_day": "2026-09-01"},
        {"working": "0", "reason": "0"},
        {"working": "0", "last_day": "2026-12-01", "reason": "0"},
        {"working": "0", "last_day": "2020-01-01", "reason": "0"},
        {"working": "0", "last_day": "0001-01-01", "reason": "0"},
        {"working": "0", "last_day": "2026-09-01", "reason": "99"},
    ],
)
def test_a_wrong_answer_writes_nothing(employer, db, hired, data):
    answer = employer.post(f"{LIST}/{hired.id}/con-lam-khong", data=data)
    assert answer.status_code == 422
    assert len(db.exec(select(PlacementEvent)).all()) == 1


def test_answering_twice_adds_nothing(employer, db, hired):
    for _time in range(2):
        employer.post(f"{LIST}/{hired.id}/con-lam-khong", data={"working": "1"})
    assert len(db.exec(select(PlacementEvent)).all()) == 4


def test_a_slip_is_voided_and_stays_readable(employer, db, hired):
    event = ledger.events_of(db, hired.id)[0]
    where = f"{LIST}/{hired.id}"
    employer.post(f"{where}/ghi-nham/{event.id}", data={"reason": "Bấm nhầm người"})
    assert not episode(db, hired).confirmed_by_employer
    main = words(employer.get(where).page.main)
    assert "đã hủy vì ghi nhầm" in main
    assert "Bấm nhầm người" in main


def test_the_workers_word_is_not_the_employers_to_take_back(employer, db, firm, application):
    worker = make_account(db, person=db.get(Person, application.person_id))
    placement = claim_start(
        db, application=application, by=worker, start_on=TODAY, origin=SessionOrigin.PASSWORD,
        now=NOW, today=TODAY,
    )  # fmt: skip
    event = ledger.events_of(db, placement.id)[0]
    assert event.kind == PlacementEventKind.WORKER_CONFIRMED
    assert employer.get(f"{LIST}/{placement.id}/ghi-nham/{event.id}").status_code == 404


def test_an_erased_person_keeps_the_episode_without_a_name(employer, db, hired):
    hired.person_id = None
    db.add(hired)
    db.flush()
    main = words(employer.get(LIST).page.main)
    assert "Lâm Thị Mẫu" not in main
    assert "Người đã xóa hồ sơ" in main


class TestReportedStart:
    @pytest.fixture
    def reported(self, db, application):
        """The worker says they began yesterday; the enterprise has said nothing."""
        worker = make_account(db, person=db.get(Person, application.person_id))
        return claim_start(
            db, application=application, by=worker, start_on=TODAY - dt.timedelta(days=1),
            origin=SessionOrigin.PASSWORD, now=NOW, today=TODAY,
        )  # fmt: skip

    def test_one_tap_confirms_the_day_and_a_second_changes_nothing(self, employer, db, reported):
        where = f"{LIST}/{reported.id}"
        token = employer.token(f"{where}/dung", page=where)
        for _tap in range(2):
            assert employer.post_raw(f"{where}/dung", data={"csrf_token": token}).status_code == 302

        found = episode(db, reported)
        assert (found.is_two_sided, found.employer_day) == (True, TODAY - dt.timedelta(days=1))
        assert len(ledger.events_of(db, reported.id)) == 2

    def test_not_begun_is_said_with_a_reason_and_told_to_the_worker(self, employer, db, reported):
        where = f"{LIST}/{reported.id}"
        assert employer.post(f"{where}/chua-vao-lam", data={}).status_code == 422

        employer.post(f"{where}/chua-vao-lam", data={"reason": "not_come"})

        assert db.exec(select(StartDenial.reason)).one() == "not_come"
        notice = db.exec(select(Notice).where(Notice.kind == "start_disputed")).one()
        assert notice.person_id == reported.person_id
        assert "người này chưa vào làm" in words(employer.get(where).page.main)
        assert not episode(db, reported).confirmed_by_employer

    def test_who_confirms_after_all_has_changed_their_mind(self, employer, db, reported):
        where = f"{LIST}/{reported.id}"
        employer.post(f"{where}/chua-vao-lam", data={"reason": "not_come"})
        employer.post(f"{where}/dung", page=where)

        assert standing_denials(db, placement_id=reported.id) == {}

    def test_a_start_already_confirmed_is_not_denied(self, employer, db, hired):
        assert employer.get(f"{LIST}/{hired.id}/chua-vao-lam").status_code == 404
