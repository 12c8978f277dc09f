"""Enterprises that move, close or lay people off: the people hear of it first."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_site
from tests.fixed_clock import NOW, TODAY
from tests.pages import words
from workforce.models import (
    DepartmentScope,
    EnterpriseChange,
    EnterpriseStatus,
    Notice,
    Role,
    SessionOrigin,
)
from workforce.placements.actions import confirm_hire
from workforce.placements.staying import end_placement

IN_A_MONTH = TODAY + dt.timedelta(days=30)


@pytest.fixture
def hire(db, firm, apply):
    def hire(name, opening=None):
        return confirm_hire(
            db, application=apply(opening or firm.opening, name=name), by=firm.account,
            start_on=TODAY - dt.timedelta(days=20), origin=SessionOrigin.PASSWORD, now=NOW,
            today=TODAY,
        )  # fmt: skip

    return hire


def announce(employer, site, **data):
    filled = {"kind": "closure", "effective_on": IN_A_MONTH.isoformat(), "workers": "120"}
    return employer.post(
        f"/doanh-nghiep/cong-ty/dia-diem/{site.id}/thay-doi", data={**filled, **data}
    )


def told(db):
    return set(db.exec(select(Notice.person_id).where(Notice.kind == "workplace_changes")).all())


def test_those_who_work_there_are_told_at_once_and_others_not(employer, db, firm, hire, apply):
    there, gone = hire("Người Đang Làm"), hire("Người Đã Nghỉ")
    end_placement(
        db, placement=gone, on=TODAY - dt.timedelta(days=1), reason="Tự xin nghỉ",
        by=firm.account, origin=SessionOrigin.PASSWORD, now=NOW,
    )  # fmt: skip
    apply(firm.opening, name="Người Mới Nộp")
    assert announce(employer, firm.site).status_code == 302
    notice = db.exec(select(Notice).where(Notice.kind == "workplace_changes")).one()
    assert notice.link == "/nguoi-tim-viec/goi-y"
    assert told(db) == {there.person_id}


def test_people_at_another_place_of_the_firm_are_not_told(employer, db, firm, hire):
    hire("Người Đang Làm")
    other = make_site(db, enterprise=firm.enterprise, name="Nhà máy 2")
    announce(employer, other)
    assert told(db) == set()


def test_a_second_click_is_the_first_announcement(employer, db, firm, hire):
    hire("Người Đang Làm")
    announce(employer, firm.site)
    announce(employer, firm.site)
    assert len(db.exec(select(EnterpriseChange)).all()) == 1
    assert len(db.exec(select(Notice).where(Notice.kind == "workplace_changes")).all()) == 1


@pytest.mark.parametrize(
    "data",
    [
        {"effective_on": (TODAY - dt.timedelta(days=1)).isoformat()},
        {"effective_on": "2099-01-01"},
        {"kind": ""},
        {"workers": "0"},
    ],
)
def test_what_cannot_be_is_asked_again(employer, db, firm, data):
    assert announce(employer, firm.site, **data).status_code == 422
    assert db.exec(select(EnterpriseChange)).all() == []


def test_it_is_taken_back_with_a_reason_and_stays_readable(employer, db, firm):
    announce(employer, firm.site)
    change = db.exec(select(EnterpriseChange)).one()
    address = f"/doanh-nghiep/cong-ty/thay-doi/{change.id}/rut"
    assert employer.post(address, data={"reason": ""}).status_code == 422
    assert employer.post(address, data={"reason": "Có đơn hàng mới"}).status_code == 302
    page = employer.get("/doanh-nghiep/cong-ty").page
    assert page.select_one("s")
    assert "Đã rút lại: Có đơn hàng mới" in words(page.main)


def test_another_firms_place_cannot_be_announced(employer, db, firm, other_firm):
    address = f"/doanh-nghiep/cong-ty/dia-diem/{other_firm.site.id}/thay-doi"
    assert employer.get(address).status_code == 404
    own = f"/doanh-nghiep/cong-ty/dia-diem/{firm.site.id}/thay-doi"
    token = employer.token(own, page=own)
    assert employer.post_raw(address, data={"csrf_token": token}).status_code == 404


@pytest.fixture
def officer(db, sign_in, new_client):
    def officer(scope=DepartmentScope.WHOLE):
        account = make_account(db, Role.DEPARTMENT, department_scope=scope)
        return sign_in(account, new_client())

    return officer


def test_the_department_sees_the_list(employer, officer, firm):
    announce(employer, firm.site, note="Dời về Trần Đề")
    main = words(officer().get("/so/bien-dong").page.main)
    for part in ("Công ty May Mẫu", "Ngừng hoạt động", "120", "Dời về Trần Đề"):
        assert part in main


def test_the_zone_authority_sees_and_verifies_enterprises_in_zones_only(
    db, firm, other_firm, officer
):
    other_firm.site.zone_id = None
    db.add(other_firm.site)
    browser = officer(DepartmentScope.ZONES)
    listed = words(browser.get("/so/doanh-nghiep?trang_thai=tat-ca").page.main)
    assert "Công ty May Mẫu" in listed
    assert "Công ty Khác" not in listed
    assert browser.get(f"/so/doanh-nghiep/{firm.enterprise.id}").status_code == 200
    assert browser.get(f"/so/doanh-nghiep/{other_firm.enterprise.id}").status_code == 404
    own = f"/so/doanh-nghiep/{firm.enterprise.id}"
    data = {
        "csrf_token": browser.token(own, page=own), "status": "suspended", "reason": "Thu phí",
    }  # fmt: skip
    answer = browser.post_raw(f"/so/doanh-nghiep/{other_firm.enterprise.id}", data=data)
    db.refresh(other_firm.enterprise)
    assert (answer.status_code, other_firm.enterprise.status) == (404, EnterpriseStatus.VERIFIED)
    assert browser.post_raw(own, data=data).status_code == 302


def test_suspension_hides_openings_closes_none_and_says_why(employer, db, firm, client, new_client):
    firm.enterprise.status = EnterpriseStatus.SUSPENDED
    firm.enterprise.status_reason = "Bị phản ánh thu phí"
    db.add(firm.enterprise)
    main = words(employer.get("/doanh-nghiep/").page.main)
    assert "Lý do: Bị phản ánh thu phí" in main
    assert "không bị đóng" in main
    assert firm.opening.title not in words(new_client().get("/viec-lam").page.main)
    db.refresh(firm.opening)
    assert firm.opening.status == "open"
