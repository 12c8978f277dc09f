"""A job seeker's whole way on a phone on which no script runs, to the end: being forgotten."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from tests.browser.people import PASSWORD
from tests.factories.enterprises import make_enterprise, make_site
from tests.factories.openings import make_opening
from workforce.models import Account, Opening, OpeningStatus

NUMBER = "0912 345 695"
TITLE = "Thợ đan lục bình"


@pytest.fixture
def opening(site):
    with site.database.session(write=True) as db:
        place = make_site(db, enterprise=make_enterprise(db, name="Hợp tác xã Lục Bình"))
        opening = make_opening(
            db, site=place, title=TITLE, description="Đan giỏ lục bình.", deadline=None
        )
        db.commit()
        opening_id = opening.id
    yield opening_id
    with site.database.session(write=True) as db:
        opening = db.get_one(Opening, opening_id)
        opening.status = OpeningStatus.CLOSED
        db.add(opening)
        db.commit()


def test_from_a_search_to_being_forgotten_without_scripts(opening, page_without_javascript, site):
    page = page_without_javascript
    find(page)
    register(page)
    apply(page)
    withdraw(page)
    be_forgotten(page)
    with site.database.session(write=False) as db:
        assert db.exec(select(Account).where(Account.phone == "+84912345695")).all() == []


def find(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("dan luc binh")
    page.get_by_role("button", name="Tìm việc").click()
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def register(page: Page) -> None:
    page.get_by_role("link", name="Nộp hồ sơ").click()
    page.get_by_role("main").get_by_role("link", name=re.compile("Đăng ký")).first.click()
    page.get_by_label("Số điện thoại", exact=True).fill(NUMBER)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng ký").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nộp hồ sơ")


def apply(page: Page) -> None:
    page.get_by_role("checkbox").last.check()
    page.get_by_role("button", name="Gửi hồ sơ").click()
    expect(page.get_by_text("Đã nộp").first).to_be_visible()
    page.goto("/nguoi-tim-viec/viec-da-nop")
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator(".timeline")).to_be_visible()


def withdraw(page: Page) -> None:
    page.get_by_role("button", name="Rút hồ sơ").click()
    expect(page.get_by_text("Đã rút").first).to_be_visible()


def be_forgotten(page: Page) -> None:
    page.goto("/nguoi-tim-viec/du-lieu")
    page.get_by_role("link", name=re.compile("Xóa hồ sơ")).first.click()
    page.get_by_role("main").get_by_role("checkbox").check()
    page.get_by_role("button", name="Xóa hồ sơ").click()
    expect(page.get_by_role("link", name="Đăng nhập", exact=True)).to_be_visible()
