"""Several applicants answered at once: one transaction, once, nobody else's."""

import pytest
from sqlmodel import func, select

from tests.fixed_clock import NOW, TODAY
from tests.pages import words
from workforce.applications.actions import withdraw
from workforce.applications.bulk import SHORTLISTED, move_many, shortlisted
from workforce.models import Account, ApplicationEvent, ApplicationStatus, Notice

S = ApplicationStatus


@pytest.fixture
def three(firm, apply):
    return [apply(firm.opening, name=f"Người Thứ {n}") for n in ("Nhất", "Nhì", "Ba")]


def at(firm):
    return f"/doanh-nghiep/tin-tuyen-dung/{firm.opening.id}/nguoi-nop"


def send(employer, firm, chosen, step, **data):
    ids = [str(one.id) for one in chosen]
    return employer.post(at(firm), data={"chosen": ids, "step": step, **data})


def statuses(db, applications):
    for one in applications:
        db.refresh(one)
    return [one.status for one in applications]


@pytest.mark.parametrize(
    ("step", "data", "after", "note"),
    [
        ("seen", {}, S.SEEN, ""),
        ("shortlist", {}, S.SEEN, SHORTLISTED),
        (
            "interview",
            {"day": "2026-09-10", "time": "8 giờ", "place": "cổng số 2"},
            S.INTERVIEW,
            "Phỏng vấn lúc 8 giờ, ngày 10/09/2026, tại cổng số 2.",
        ),
        (
            "refused",
            {"reason": "filled"},
            S.REFUSED,
            "Cảm ơn anh/chị đã nộp hồ sơ. Vị trí này đã tuyển đủ người.",
        ),
    ],
)
def test_all_who_are_ticked_get_the_answer_and_the_others_none(
    employer, db, firm, three, step, data, after, note
):
    answer = send(employer, firm, three[:2], step, **data)
    assert answer.status_code == 302
    assert statuses(db, three) == [after, after, S.SENT]
    last = db.exec(select(ApplicationEvent).order_by(ApplicationEvent.id.desc())).first()
    assert (last.status, last.reason) == (after, note)


@pytest.mark.parametrize(
    ("step", "data"), [("shortlist", {}), ("refused", {"reason": "filled"}), ("seen", {})]
)
def test_a_second_click_changes_nothing(employer, db, firm, three, apply, step, data):
    send(employer, firm, three[:2], step, **data)
    before = db.exec(select(func.count(ApplicationEvent.id))).one()
    told = db.exec(select(func.count(Notice.id))).one()
    assert send(employer, firm, three[:2], step, **data).status_code == 302
    assert db.exec(select(func.count(ApplicationEvent.id))).one() == before
    assert db.exec(select(func.count(Notice.id))).one() == told


def test_who_withdrew_meanwhile_is_left_and_counted(db, firm, three):
    withdraw(db, application=three[0], by=db.get(Account, firm.account.id), now=NOW)
    moved = move_many(db, applications=three, to=S.SEEN, by=firm.account, now=NOW, today=TODAY)
    assert (moved.done, moved.left) == (2, 1)
    assert statuses(db, three) == [S.WITHDRAWN, S.SEEN, S.SEEN]


def test_the_list_is_shown_and_told_to_the_applicant(employer, db, firm, three):
    send(employer, firm, three[:1], "shortlist")
    assert shortlisted(db, [one.id for one in three]) == {three[0].id}
    choices = [words(one) for one in employer.get(at(firm)).page.select("#chosen label")]
    listed = [one for one in choices if "trong danh sách chọn" in one]
    assert len(choices) == 3
    assert [one.partition(" · ")[0] for one in listed] == ["Người Thứ Nhất"]
    told = db.exec(select(Notice.person_id).where(Notice.kind == "application_moved")).all()
    assert told == [three[0].person_id]


@pytest.mark.parametrize(
    ("chosen", "step", "data"),
    [
        ([], "seen", {}),
        ([0], "", {}),
        ([0], "interview", {"time": "8 giờ", "place": "cổng"}),
        ([0], "interview", {"day": "2020-01-01", "time": "8 giờ", "place": "cổng"}),
        ([0], "refused", {}),
        ([0], "hired", {}),
    ],
)
def test_what_is_not_complete_is_asked_for_and_nobody_is_moved(
    employer, db, firm, three, chosen, step, data
):
    answer = send(employer, firm, [three[n] for n in chosen], step, **data)
    assert answer.status_code == 422
    assert statuses(db, three) == [S.SENT] * 3


def test_somebody_elses_applicant_among_them_moves_nobody(
    employer, db, firm, other_firm, three, apply
):
    theirs = apply(other_firm.opening, name="Người Của Họ")
    assert send(employer, firm, [*three, theirs], "seen").status_code == 404
    assert statuses(db, [*three, theirs]) == [S.SENT] * 4


def test_the_enterprise_reads_its_own_answer_rate(employer, firm, three):
    assert "Tỷ lệ trả lời hồ sơ: chưa có số liệu" in words(employer.get(at(firm)).page.main)
    assert "Tỷ lệ trả lời hồ sơ" in words(employer.get("/doanh-nghiep/").page.main)
