"""A reader reports an opening: it is kept once, answered in time, and the reader hears of it."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.fixed_clock import NOW, TODAY
from tests.pages import words
from workforce.complaints import actions, queries
from workforce.employers.openings import publish
from workforce.errors import Conflict, InvalidInput
from workforce.models import (
    AuditLog,
    Complaint,
    ComplaintDecision,
    ComplaintReason,
    Notice,
    Opening,
    OpeningStatus,
    Role,
)
from workforce.notices.kinds import Kind

D, R = ComplaintDecision, ComplaintReason


def seeker(db):
    return make_account(db, role=Role.SEEKER, person_id=make_person(db).id)


def reported(db, opening=None, *, account=None, key="a" * 32, reason=R.FEE, note=""):
    return actions.report(
        db, opening=opening or make_opening(db), account=account, reason=reason, note=note,
        form_key=key, today=TODAY, now=NOW,
    )  # fmt: skip


def decided(db, complaint, decision, *, by=None, answer="Doanh nghiệp đòi tiền cọc"):
    officer = by or make_account(db, role=Role.DEPARTMENT)
    return actions.decide(
        db, complaint=complaint, decision=decision, answer=answer, by=officer, today=TODAY, now=NOW
    )


class TestReporting:
    def test_it_is_due_within_the_days_of_the_rule(self, db):
        assert reported(db).answer_by == TODAY + dt.timedelta(days=3)

    def test_the_same_form_twice_is_one_report(self, db):
        opening = make_opening(db)
        assert reported(db, opening).id == reported(db, opening).id

    def test_who_is_signed_in_has_one_waiting_report_per_opening(self, db):
        opening, account = make_opening(db), seeker(db)
        first = reported(db, opening, account=account, key="a" * 32)
        assert reported(db, opening, account=account, key="b" * 32).id == first.id

    def test_two_strangers_make_two(self, db):
        opening = make_opening(db)
        assert reported(db, opening).id != reported(db, opening, key="b" * 32).id

    def test_another_reason_needs_a_word(self, db):
        with pytest.raises(InvalidInput):
            reported(db, reason=R.OTHER, note="  ")


class TestDeciding:
    def test_a_kept_opening_stays_and_the_reporter_hears(self, db):
        account = seeker(db)
        complaint = reported(db, account=account)
        decided(db, complaint, D.KEPT, answer="Đã hỏi, không thu tiền")
        assert db.get_one(Opening, complaint.opening_id).status == OpeningStatus.OPEN
        notice = db.exec(select(Notice)).one()
        assert (notice.kind, notice.link) == (
            Kind.COMPLAINT_ANSWERED, f"/phan-anh-cua-toi/{complaint.id}",
        )  # fmt: skip

    def test_a_closed_opening_cannot_be_opened_again_by_the_employer(self, db):
        complaint = reported(db)
        decided(db, complaint, D.CLOSED)
        opening = db.get_one(Opening, complaint.opening_id)
        assert (opening.status, opening.close_reason) == (
            OpeningStatus.CLOSED, "Doanh nghiệp đòi tiền cọc",
        )  # fmt: skip
        employer = make_account(db, role=Role.EMPLOYER, enterprise_id=opening.enterprise_id)
        with pytest.raises(Conflict):
            publish(db, opening=opening, by=employer, today=TODAY, now=NOW)

    def test_a_suspended_opening_goes_back_and_may_be_posted_again(self, db):
        complaint = reported(db)
        decided(db, complaint, D.SUSPENDED)
        opening = db.get_one(Opening, complaint.opening_id)
        assert opening.status == OpeningStatus.DRAFT
        employer = make_account(db, role=Role.EMPLOYER, enterprise_id=opening.enterprise_id)
        publish(db, opening=opening, by=employer, today=TODAY, now=NOW)
        assert opening.status == OpeningStatus.OPEN

    def test_the_employer_is_told_but_not_by_whom(self, db):
        opening = make_opening(db)
        employer = make_account(db, role=Role.EMPLOYER, enterprise_id=opening.enterprise_id)
        decided(db, reported(db, opening, account=seeker(db)), D.CLOSED)
        told = db.exec(select(Notice).where(Notice.account_id == employer.id)).all()
        assert [(one.kind, one.params) for one in told] == [
            (Kind.OPENING_TAKEN_DOWN, {"opening": opening.title})
        ]

    def test_one_decision_answers_every_report_about_the_opening(self, db):
        opening = make_opening(db)
        first, second = reported(db, opening), reported(db, opening, key="b" * 32)
        assert decided(db, first, D.KEPT) == 2
        assert second.decision == D.KEPT
        assert queries.count_waiting(db) == 0

    def test_it_needs_a_reason(self, db):
        with pytest.raises(InvalidInput):
            decided(db, reported(db), D.KEPT, answer=" ")

    def test_twice_the_same_is_once_and_another_is_refused(self, db):
        complaint = reported(db)
        decided(db, complaint, D.KEPT)
        assert decided(db, complaint, D.KEPT) == 0
        with pytest.raises(Conflict):
            decided(db, complaint, D.CLOSED)

    def test_both_steps_stand_in_the_audit_log(self, db):
        decided(db, reported(db), D.CLOSED)
        actions_kept = [row.action for row in db.exec(select(AuditLog))]
        assert {"complaint.made", "complaint.closed"} <= set(actions_kept)

    def test_the_one_due_first_stands_first_and_late_ones_say_so(self, db):
        late = reported(db)
        rows = queries.queue(db, waiting=True)
        assert [row.complaint.id for row in rows] == [late.id]
        assert rows[0].is_late(TODAY + dt.timedelta(days=4))
        assert not rows[0].is_late(TODAY + dt.timedelta(days=3))


def test_erasing_takes_the_reporter_out_and_what_they_wrote(db):
    account = seeker(db)
    complaint = reported(db, account=account, note="Tôi là Mẫu, bị đòi 500 nghìn")
    actions.forget(db, account_ids=[account.id])
    db.refresh(complaint)
    assert (complaint.account_id, complaint.note) == (None, "")


class TestScreens:
    def test_anybody_reports_without_signing_in(self, client, database):
        opening = make_opening(database.arranging())
        page = f"/viec-lam/{opening.id}/bao-tin"
        key = client.get(page).page.select_one("input[name=key]")["value"]
        for _time in range(2):
            sent = client.post(page, data={"key": key, "reason": "thu_phi", "note": "Đòi 500k"})
            assert sent.location.endswith(f"/viec-lam/{opening.id}")
        with database.session(write=False) as db:
            kept = db.exec(select(Complaint)).one()
        assert (kept.reason, kept.note, kept.account_id) == (R.FEE, "Đòi 500k", None)

    def test_nothing_chosen_is_said_beside_the_field_and_keeps_the_words(self, client, database):
        opening = make_opening(database.arranging())
        answer = client.post(f"/viec-lam/{opening.id}/bao-tin", data={"note": "Sai lương"})
        assert answer.status_code == 422
        assert "Sai lương" in answer.text

    def test_the_twenty_first_from_one_address_within_the_hour_waits(self, client, database):
        opening = make_opening(database.arranging())
        page = f"/viec-lam/{opening.id}/bao-tin"
        codes = [client.post(page, data={"reason": "thu_phi"}).status_code for _time in range(21)]
        assert codes[:20] == [302] * 20
        assert codes[20] == 429

    def test_an_officer_finds_it_and_decides(self, client, database, sign_in):
        db = database.arranging()
        complaint = reported(db, note="Đòi tiền cọc")
        sign_in(make_account(db, role=Role.DEPARTMENT))
        link = client.get("/phan-anh").page.select_one(".card-title a")
        assert "Đòi tiền, thu phí" in words(link)
        page = client.get(link["href"])
        assert "Đòi tiền cọc" in words(page.page.main)
        client.post(link["href"], data={"decision": "closed", "answer": "Có đòi tiền"})
        assert client.get(f"/viec-lam/{complaint.opening_id}").status_code == 410

    def test_the_reporter_reads_the_answer_and_nobody_else_does(self, client, database, sign_in):
        db = database.arranging()
        account = seeker(db)
        complaint = reported(db, account=account)
        decided(db, complaint, D.KEPT, answer="Đã hỏi, không thu tiền")
        sign_in(account)
        page = client.get(f"/phan-anh-cua-toi/{complaint.id}").page
        assert "Đã hỏi, không thu tiền" in words(page.main)
        sign_in(seeker(db))
        assert client.get(f"/phan-anh-cua-toi/{complaint.id}").status_code == 404

    def test_a_draft_cannot_be_reported(self, client, database):
        draft = make_opening(database.arranging(), draft=True)
        assert client.get(f"/viec-lam/{draft.id}/bao-tin").status_code == 404
