"""The thread through the whole product, in Chromium on a phone, without JavaScript.

A job seeker types three words without diacritics, gets jobs with reasons, applies; the
enterprise hires; both confirm; the department counts one placement more, and not one
declared worker more.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_declaration, make_enterprise, make_site
from tests.factories.openings import make_opening
from workforce import clock
from workforce.accounts.passwords import hash_password
from workforce.models import Role

PASSWORD = "lúa-tháng-mười-ven-sông"
SEEKER, EMPLOYER, DEPARTMENT = "0912345671", "0912345672", "0912345673"


@pytest.fixture
def world(site) -> None:
    """An enterprise that declared its workers and seeks sewing workers; the department."""
    with site.database.session(write=True) as db:
        enterprise = make_enterprise(db, name="Công ty May Thử Nghiệm")
        place = make_site(db, enterprise=enterprise)
        make_opening(db, site=place, title="Công nhân may công nghiệp", deadline=None)
        make_opening(db, site=place, title="Thợ hàn", deadline=None, occupation_key="tho-han")
        make_declaration(db, site=place, workers=120, stable_workers=100)
        hashed = hash_password(PASSWORD)
        make_account(
            db, Role.EMPLOYER, enterprise=enterprise, phone="+84912345672", password_hash=hashed
        )
        make_account(db, Role.DEPARTMENT, phone="+84912345673", password_hash=hashed)
        db.commit()


@pytest.fixture
def open_phone(new_context):
    """Open a phone on which no script runs, signed in."""

    def open_phone(number: str | None = None) -> Page:
        page = new_context(javascript=False).new_page()
        if number:
            page.goto("/tai-khoan/dang-nhap")
            page.get_by_label("Số điện thoại", exact=True).fill(number)
            page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="Đăng nhập").click()
            expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
        return page

    return open_phone


def test_from_three_words_to_a_placement_the_department_counts(world, open_phone):
    department = open_phone(DEPARTMENT)
    before = board(department)

    seeker = register(open_phone)
    ask_for_work(seeker, "cong nhan may")
    apply_to_the_first_suggestion(seeker)

    employer = open_phone(EMPLOYER)
    hire(employer, "Trần Thị Thử")
    report_that_work_began(seeker)

    after = board(department)
    assert after["placements"] == before["placements"] + 1
    assert after["stable"] == before["stable"] == "100"
    expect(department.get_by_text("100 %").first).to_be_visible()


def register(open_phone) -> Page:
    page = open_phone()
    page.goto("/")
    page.get_by_role("link", name="Đăng nhập", exact=True).click()
    page.get_by_role("link", name=re.compile("Đăng ký")).first.click()
    page.get_by_label("Số điện thoại", exact=True).fill("0912 345 671")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    for box in page.get_by_role("checkbox").all():
        assert not box.is_checked(), "silence is no consent"
        box.check()
    page.get_by_role("button", name="Đăng ký").click()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    page.goto("/nguoi-tim-viec/ho-so/hoc-van")
    page.get_by_label("Họ và tên", exact=True).fill("Trần Thị Thử")
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(page.get_by_role("heading", name="Hồ sơ của tôi")).to_be_visible()
    return page


def ask_for_work(page: Page, words: str) -> None:
    page.goto("/nguoi-tim-viec/ho-so/mong-muon")
    page.get_by_label("Việc anh/chị muốn làm", exact=True).fill(words)
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    page.goto("/nguoi-tim-viec/goi-y")
    expect(page.get_by_text("Vì sao hợp").first).to_be_visible()
    first = page.locator("main .card").first
    expect(first).to_contain_text("Công nhân may công nghiệp")
    expect(first).to_contain_text("Đúng ý anh/chị")


def apply_to_the_first_suggestion(page: Page) -> None:
    page.locator("main .card a").first.click()
    page.get_by_role("link", name="Nộp hồ sơ").first.click()
    page.get_by_role("button", name="Tôi đồng ý và gửi hồ sơ").click()
    expect(page.get_by_text("Đã nộp").first).to_be_visible()


def hire(page: Page, name: str) -> None:
    page.goto("/doanh-nghiep/")
    page.get_by_role("link", name=re.compile(name)).first.click()
    page.get_by_role("link", name="Xác nhận đã nhận việc").first.click()
    page.get_by_label("Ngày bắt đầu làm", exact=True).fill(clock.today().isoformat())
    page.get_by_role("button", name="Xác nhận đã nhận việc").click()
    expect(page.get_by_role("status").first).to_be_visible()


def report_that_work_began(page: Page) -> None:
    page.goto("/nguoi-tim-viec/viec-da-nop")
    page.get_by_role("link", name="Công nhân may công nghiệp").first.click()
    expect(page.get_by_text("Được nhận").first).to_be_visible()
    page.get_by_role("button", name="Đúng, tôi vào làm ngày").click()
    expect(page.get_by_role("status").first).to_be_visible()


def board(page: Page) -> dict[str, object]:
    """Return the two figures that must never be added to each other."""
    page.goto("/so/")
    text = page.get_by_role("main").inner_text()
    placements = re.search(r"(\d+)\s+Lượt nhận việc qua nền tảng", text)
    stable = re.search(r"([\d.]+)\s+Ổn định theo khai báo", text)
    assert placements, text
    assert stable, text
    return {"placements": int(placements[1]), "stable": stable[1]}
