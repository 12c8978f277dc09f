"""A profile in minutes, in Chromium on a phone without JavaScript: register to suggestions."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.factories.enterprises import make_enterprise, make_site
from tests.factories.openings import make_opening
from workforce.models import Opening, OpeningStatus

NUMBER, PASSWORD = "0912 345 690", "lúa-tháng-mười-ven-sông"


@pytest.fixture
def openings(site) -> Iterator[None]:
    """An enterprise that seeks sewing workers, until the test is over."""
    with site.database.session(write=True) as db:
        place = make_site(db, enterprise=make_enterprise(db, name="Công ty May Nhanh"))
        opening = make_opening(
            db, site=place, title="Công nhân may công nghiệp", deadline=None
        )  # fmt: skip
        db.commit()
        opening_id = opening.id
    yield
    with site.database.session(write=True) as db:
        opening = db.get_one(Opening, opening_id)
        opening.status = OpeningStatus.CLOSED
        db.add(opening)
        db.commit()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Lưu và tiếp tục").click()


def test_from_a_number_to_suggestions_and_on_with_another_phone(openings, new_context):
    page = new_context(javascript=False).new_page()
    page.goto("/tai-khoan/dang-ky")
    page.get_by_label("Số điện thoại", exact=True).fill(NUMBER)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng ký và ghi hồ sơ").click()

    expect(page.get_by_text("Trang 1 trên 4")).to_be_visible()
    page.get_by_label("Việc anh/chị muốn làm", exact=True).fill("cong nhan may")
    page.get_by_label("Tôi đồng ý").check()
    go_on(page)
    expect(page.get_by_text("máy hiểu có đúng không")).to_be_visible()
    go_on(page)

    expect(page.get_by_text("Trang 2 trên 4")).to_be_visible()
    told = "lam ruong 20 nam, biet lai ghe, nau an cho tho, zxq blmp"
    page.get_by_label("Kể ngắn việc anh/chị biết làm").fill(told)
    go_on(page)
    expect(page.locator("#chips")).to_contain_text("20 năm")
    expect(page.locator("#chips")).to_contain_text("Máy chưa hiểu: zxq blmp")
    page.locator("input[name=worked]").last.uncheck()
    go_on(page)

    expect(page.get_by_text("Trang 3 trên 4")).to_be_visible()
    page.goto("/nguoi-tim-viec/goi-y")
    expect(page.locator("main .card").first).to_contain_text("Công nhân may công nghiệp")

    other = new_context(javascript=False).new_page()
    other.goto("/tai-khoan/dang-nhap")
    other.get_by_label("Số điện thoại", exact=True).fill(NUMBER)
    other.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    other.get_by_role("button", name="Đăng nhập").click()
    other.goto("/nguoi-tim-viec/ho-so")
    other.get_by_role("link", name="Trả lời tiếp").click()
    expect(other.get_by_text("Trang 3 trên 4")).to_be_visible()
