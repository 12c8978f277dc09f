"""Applicants: what an employer sees, which steps are open, refusals that help, one hire."""

import datetime as dt

import pytest
from sqlmodel import func, select

from tests.factories.people import add_certificate, add_skill, add_work
from tests.factories.schools import make_course, make_intake
from tests.fixed_clock import NOW, TODAY
from tests.pages import words
from workforce.applications.actions import move_on, withdraw
from workforce.consents import consents
from workforce.models import (
    ApplicationEvent,
    ApplicationStatus,
    AuditLog,
    ConsentPurpose,
    EvidenceTier,
    Person,
    Placement,
    PlacementEvent,
    SessionOrigin,
)
from workforce.placements.actions import confirm_hire

S = ApplicationStatus


def at(application, step=""):
    return f"/doanh-nghiep/ho-so/{application.id}{step}"


def test_the_page_shows_what_was_released(employer, db, firm, apply):
    application = apply(firm.opening, contact_phone="+84901234567")
    person = db.get(Person, application.person_id)
    add_skill(db, person, "ve-sinh-an-toan-thuc-pham")
    add_work(db, person, "Thợ may gia công", 24)
    add_certificate(db, person, "Chứng chỉ may")
    main = words(employer.get(at(application)).page.main)
    for released in (
        "Lâm Thị Mẫu", "0901 234 567", "Xã An Ninh", "Vệ sinh an toàn thực phẩm",
        "Thợ may gia công · 2 năm", "Chứng chỉ may", "Trung học cơ sở (lớp 9)",
        "Em làm được ngay.", "Cần bổ sung: May máy 1 kim",
    ):  # fmt: skip
        assert released in main


def test_each_view_is_recorded(employer, db, firm, application):
    employer.get(at(application))
    employer.get(at(application))
    seen = db.exec(select(AuditLog).where(AuditLog.action == "applicant.viewed")).all()
    assert [(row.account_id, row.subject_id) for row in seen] == [
        (firm.account.id, application.id)
    ] * 2


def test_no_score_reaches_the_employer(employer, application):
    main = words(employer.get(at(application)).page.main)
    assert "%" not in main
    assert "điểm" not in main.lower()


@pytest.mark.parametrize(
    ("step", "data", "after", "note"),
    [
        ("/da-xem", {}, S.SEEN, ""),
        (
            "/phong-van",
            {"day": "2026-09-10", "time": "8 giờ", "place": "cổng số 2"},
            S.INTERVIEW,
            "Phỏng vấn lúc 8 giờ, ngày 10/09/2026, tại cổng số 2.",
        ),
        ("/moi-nhan-viec", {"note": "Đi làm thứ Hai"}, S.OFFERED, "Đi làm thứ Hai"),
        (
            "/tu-choi",
            {"reason": "filled"},
            S.REFUSED,
            "Cảm ơn anh/chị đã nộp hồ sơ. Vị trí này đã tuyển đủ người.",
        ),
    ],
)
def test_each_step_moves_the_application_and_says_so(
    employer, db, application, step, data, after, note
):
    page = at(application) if step == "/da-xem" else None
    answer = employer.post(at(application, step), page=page, data=data)
    db.refresh(application)
    last = db.exec(select(ApplicationEvent).order_by(ApplicationEvent.id.desc())).first()
    assert (answer.status_code, application.status) == (302, after)
    assert (last.status, last.reason) == (after, note)


def all_steps():
    answers = {
        S.SEEN: ("/da-xem", {}),
        S.INTERVIEW: ("/phong-van", {"day": "2026-09-10", "time": "8", "place": "cổng"}),
        S.OFFERED: ("/moi-nhan-viec", {}),
        S.REFUSED: ("/tu-choi", {"reason": "filled"}),
        S.HIRED: ("/nhan-viec", {"start_on": "2026-09-10", "contract": "unsaid", "tier": "C"}),
    }
    order = (S.SENT, S.SEEN, S.INTERVIEW, S.OFFERED)
    closed = (S.REFUSED, S.HIRED)
    for start in (*order, *closed):
        for to, (step, data) in answers.items():
            forward = start in order and (to in closed or to not in order[: order.index(start) + 1])
            yield pytest.param(start, to, step, data, forward or start == to, id=f"{start}-{to}")


@pytest.mark.parametrize(("start", "to", "step", "data", "is_open"), list(all_steps()))
def test_only_open_steps_are_taken(employer, db, firm, application, start, to, step, data, is_open):
    token = employer.token(at(application, "/tu-choi"), page=at(application, "/tu-choi"))
    application.status = start
    db.add(application)
    db.flush()
    answer = employer.post_raw(at(application, step), data={"csrf_token": token, **data})
    db.refresh(application)
    if is_open:
        assert (answer.status_code, application.status) == (302, to)
    else:
        assert (answer.status_code, application.status) == (409, start)


@pytest.mark.parametrize("status", [S.HIRED, S.REFUSED])
@pytest.mark.parametrize("step", ["/phong-van", "/moi-nhan-viec", "/tu-choi", "/nhan-viec"])
def test_a_step_that_is_over_shows_no_form(employer, db, firm, application, status, step):
    if status == S.HIRED:
        confirm_hire(
            db, application=application, by=firm.account, start_on=TODAY,
            origin=SessionOrigin.PASSWORD, now=NOW, today=TODAY,
        )  # fmt: skip
    else:
        application.status = status
        db.add(application)
        db.flush()

    answer = employer.get(at(application, step))

    assert (answer.status_code, answer.location) == (302, at(application))


def test_a_refusal_names_what_is_missing_and_the_earliest_course(employer, db, application):
    course = make_course(db, title="May cơ bản", teaches=("may-may-1-kim",))
    make_intake(db, course=course, starts_on=TODAY + dt.timedelta(days=40))
    make_intake(db, course=course, starts_on=TODAY + dt.timedelta(days=10))
    make_intake(db, course=course, starts_on=TODAY + dt.timedelta(days=2), full=True)
    page = employer.get(at(application, "/tu-choi")).page
    box = page.select_one("input[name=missing]")
    employer.post(at(application, "/tu-choi"), data={"missing": box["value"], "reason": "missing"})
    last = db.exec(select(ApplicationEvent).order_by(ApplicationEvent.id.desc())).first()
    assert last.reason == (
        "Cảm ơn anh/chị đã nộp hồ sơ. Vị trí này cần: may máy 1 kim. Lớp khai giảng sớm nhất:"
        " May cơ bản, Trung tâm Dạy nghề Mẫu, ngày 17/09/2026."
    )


@pytest.mark.parametrize("data", [{}, {"reason": "missing"}, {"reason": "xau"}, {"missing": "x"}])
def test_a_refusal_without_a_reason_is_not_sent(employer, db, application, data):
    assert employer.post(at(application, "/tu-choi"), data=data).status_code == 422
    db.refresh(application)
    assert application.status == S.SENT


def test_a_refused_applicant_is_shown_until_the_day_and_then_missing(
    db, firm, application, sign_in, fixed_clock
):
    move_on(
        db, application=application, to=S.REFUSED, by=firm.account, reason="Đủ người", now=NOW,
        today=TODAY,
    )  # fmt: skip
    where = f"/doanh-nghiep/tin-tuyen-dung/{firm.opening.id}"
    fixed_clock.set(application.hidden_from_employer_on - dt.timedelta(days=1))
    browser = sign_in(firm.account)
    assert browser.get(at(application)).status_code == 200
    assert "Lâm Thị Mẫu" in browser.get(where).text

    fixed_clock.set(application.hidden_from_employer_on)
    browser = sign_in(firm.account)
    assert browser.get(at(application)).status_code == 404
    assert "Lâm Thị Mẫu" not in browser.get(where).text


def test_a_withdrawn_application_is_missing(employer, db, firm, application):
    withdraw(db, application=application, by=firm.account, now=NOW)
    assert employer.get(at(application)).status_code == 404
    page = employer.get(f"/doanh-nghiep/tin-tuyen-dung/{firm.opening.id}")
    assert "Lâm Thị Mẫu" not in page.text
    assert "1 người đã rút hồ sơ" in words(page.page.main)


def test_consent_taken_back_closes_the_record(employer, db, application):
    consents.withdraw_consent(
        db, person_id=application.person_id, purpose=ConsentPurpose.SHARE_APPLICATION,
        channel="self", by=None, now=NOW,
    )  # fmt: skip
    assert employer.get(at(application)).status_code == 404
    assert "Lâm Thị Mẫu" not in employer.get("/doanh-nghiep/").text


def test_an_erased_person_is_gone_from_the_applicants(employer, db, firm, application):
    person = db.get(Person, application.person_id)
    person.erased_at = NOW
    db.add(person)
    db.flush()
    assert employer.get(at(application)).status_code == 404
    where = f"/doanh-nghiep/tin-tuyen-dung/{firm.opening.id}"
    assert "Lâm Thị Mẫu" not in employer.get(where).text


HIRE = {"start_on": "2026-09-14", "contract": "fixed", "contract_months": "12",
        "is_insured": "1", "wage_vnd": "7,5", "tier": "B"}  # fmt: skip


def test_a_hire_is_written_once_however_often_it_is_sent(employer, db, application):
    where = at(application, "/nhan-viec")
    token = employer.token(where, page=where)
    first = employer.post_raw(where, data={"csrf_token": token, **HIRE})
    other = {"csrf_token": token, **HIRE, "start_on": "2026-09-15"}
    again = employer.post_raw(where, data=other)
    assert (first.status_code, again.status_code) == (302, 302)
    placement = db.exec(select(Placement)).one()
    event = db.exec(select(PlacementEvent)).one()
    assert placement.application_id == application.id
    assert (event.tier, event.occurred_on) == (EvidenceTier.B, dt.date(2026, 9, 14))
    assert (event.contract_months, event.is_insured, event.wage_vnd) == (12, True, 7_500_000)
    db.refresh(application)
    assert application.status == S.HIRED


def test_the_last_post_fills_the_opening(employer, db, firm, application):
    firm.opening.posts = 1
    db.add(firm.opening)
    db.flush()
    employer.post(at(application, "/nhan-viec"), data=HIRE)
    db.refresh(firm.opening)
    assert firm.opening.status == "filled"


@pytest.mark.parametrize(
    "wrong",
    [
        {"start_on": ""},
        {"start_on": "0001-01-01"},
        {"start_on": "9999-12-31"},
        {"start_on": "2028-01-01"},
        {"contract_months": ""},
        {"contract_months": "37"},
        {"contract": "unsaid", "tier": "B"},
        {"is_insured": "0", "tier": "A"},
        {"wage_vnd": "lương cao"},
        {"tier": "E"},
    ],
)
def test_a_wrong_hire_writes_nothing(employer, db, application, wrong):
    answer = employer.post(at(application, "/nhan-viec"), data=HIRE | wrong)
    assert answer.status_code == 422
    assert db.exec(select(func.count()).select_from(Placement)).one() == 0
    db.refresh(application)
    assert application.status == S.SENT


def test_a_session_opened_with_a_code_staff_read_out_proves_nothing(db, firm, application, sign_in):
    browser = sign_in(firm.account, origin=SessionOrigin.DESK_CODE)
    browser.post(at(application, "/nhan-viec"), data=HIRE)
    assert db.exec(select(PlacementEvent)).one().tier == EvidenceTier.D


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": "2026-09-01"}, {"day": "9999-12-31"}, {"day": "ngày mai"}, {"time": ""},
        {"place": ""}, {"place": "x" * 161}, {"place": "cổng\x00"},
    ],
)  # fmt: skip
def test_a_wrong_invitation_is_not_sent(employer, db, application, wrong):
    data = {"day": "2026-09-10", "time": "8 giờ", "place": "cổng số 2"} | wrong
    answer = employer.post(at(application, "/phong-van"), data=data)
    assert answer.status_code == 422
    db.refresh(application)
    assert application.status == S.SENT


def test_a_minor_is_marked_because_the_law_says_so(employer, db, firm, apply):
    minor = apply(
        firm.opening, under_age=True,
        consents_to=(ConsentPurpose.MATCHING, ConsentPurpose.GUARDIAN),
    )  # fmt: skip
    main = words(employer.get(at(minor)).page.main)
    assert "dưới 18 tuổi" in main
    assert "2010" not in main
