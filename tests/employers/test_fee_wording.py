"""Openings that ask for money wait for an officer; others never do."""

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.pages import words
from workforce.complaints.wording import fee_words
from workforce.models import Complaint, ComplaintDecision, Notice, OpeningStatus, Role

ASKS = (
    "Đặt cọc 500.000 đồng giữ chỗ.",
    "Ứng viên đóng phí hồ sơ khi phỏng vấn",
    "nộp 300k làm thẻ",
    "Phí đồng phục 200.000đ trừ sau",
    "chuyển khoản trước 1 triệu",
    "Công ty giữ CCCD bản gốc",
    "tien coc 500k",
    "Lệ phí phỏng vấn 50.000 đồng",
    "Ký quỹ 2 triệu",
)
DOES_NOT = (
    "Không thu phí hồ sơ. Miễn phí đồng phục.",
    "Không phải đặt cọc, không giữ giấy tờ.",
    "Hồ sơ gồm CCCD photo, giấy khám sức khỏe.",
    "Nộp hồ sơ tại phòng nhân sự.",
    "Công ty đóng bảo hiểm xã hội đầy đủ.",
    "Kế toán thu tiền, kiểm quỹ, nộp báo cáo thuế.",
    "Công nhân đóng gói, đóng cọc bê tông công trình.",
    "Nhân viên tư vấn học phí và học bổng.",
    "Hỗ trợ chi phí đi lại, tiền ăn ca 25.000 đồng.",
)


@pytest.mark.parametrize("text", ASKS)
def test_wording_that_asks_for_money_or_papers_is_seen(text):
    assert fee_words(text)


@pytest.mark.parametrize("text", DOES_NOT)
def test_ordinary_wording_is_left_alone(text):
    assert fee_words(text) == ""


@pytest.fixture
def draft(db, firm):
    return make_opening(
        db, site=firm.site, draft=True, title="Bốc xếp", description="Đặt cọc 500.000 đồng."
    )


def at(opening, step=""):
    return f"/doanh-nghiep/tin-tuyen-dung/{opening.id}{step}"


def publish(employer, opening):
    return employer.post(at(opening, "/dang"), page=at(opening))


def decide(db, sign_in, new_client, decision):
    complaint = db.exec(select(Complaint)).one()
    officer = sign_in(make_account(db, Role.DEPARTMENT), new_client())
    address = f"/phan-anh/{complaint.id}"
    assert "Đặt cọc 500.000 đồng." in words(officer.get(address).page.main)
    officer.post(address, data={"decision": decision, "answer": "Cọc dụng cụ, trả lại."})


def test_it_stays_a_draft_and_stands_in_the_officers_queue_once(employer, db, draft):
    publish(employer, draft)
    publish(employer, draft)
    db.refresh(draft)
    asked = db.exec(select(Complaint)).one()
    assert (draft.status, asked.opening_id, asked.decision) == (
        OpeningStatus.DRAFT, draft.id, ComplaintDecision.WAITING,
    )  # fmt: skip
    assert "chờ cơ quan quản lý xem" in words(employer.get(at(draft)).page.main)


def test_once_an_officer_lets_it_pass_it_is_published(
    employer, db, draft, sign_in, new_client, firm
):
    publish(employer, draft)
    decide(db, sign_in, new_client, "kept")
    told = db.exec(select(Notice).where(Notice.account_id == firm.account.id)).one()
    assert told.kind == "opening_checked"
    publish(employer, draft)
    db.refresh(draft)
    assert draft.status == OpeningStatus.OPEN


def test_sent_back_it_says_why_and_is_not_published_as_it_is(
    employer, db, draft, sign_in, new_client
):
    publish(employer, draft)
    decide(db, sign_in, new_client, "suspended")
    publish(employer, draft)
    db.refresh(draft)
    assert draft.status == OpeningStatus.DRAFT
    assert "Cọc dụng cụ, trả lại." in words(employer.get(at(draft)).page.main)


def test_put_right_it_is_published_without_waiting(employer, db, draft):
    publish(employer, draft)
    draft.description = "Bốc xếp hàng, không thu phí."
    db.add(draft)
    publish(employer, draft)
    db.refresh(draft)
    assert draft.status == OpeningStatus.OPEN
