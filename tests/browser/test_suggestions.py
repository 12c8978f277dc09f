"""'Gợi ý cho anh/chị' on a phone without scripts: say no, take back, answer, follow the way."""

import itertools
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.factories.schools import make_course, make_intake
from tests.factories.vocabulary import FORKLIFT, occupation
from workforce import clock
from workforce.accounts.passwords import hash_password
from workforce.models import Person

PASSWORD = "lúa-tháng-mười-ven-sông"
PAGE = "/nguoi-tim-viec/goi-y"
_numbers = itertools.count(912_400_101)


@pytest.fixture
def seeker(site) -> tuple[str, int]:
    """Who wants to drive a forklift, and what there is for them; phone and person."""
    number = f"0{next(_numbers)}"
    soon = clock.today().replace(day=28)
    with site.database.session(write=True) as db:
        person = make_person(db, desired="lái xe nâng", about="")
        make_account(
            db, person=person, phone="+84" + number[1:], password_hash=hash_password(PASSWORD)
        )
        for title, months, low in (
            ("Lái xe nâng kho lạnh", 0, 7), ("Lái xe nâng cảng", 0, 7),
            ("Lái xe nâng lành nghề", 12, 10),
        ):  # fmt: skip
            make_opening(
                db, title=title, occupation_key=FORKLIFT, requires=("lai-xe-nang",),
                description="Lái xe nâng trong kho.", experience_months=months, deadline=None,
                wage_min_vnd=low * 1_000_000, wage_max_vnd=(low + 2) * 1_000_000,
            )  # fmt: skip
        course = make_course(
            db, title="Lái xe nâng cơ bản", teaches=("lai-xe-nang",), fee_vnd=3_500_000,
            occupation_id=occupation(db, FORKLIFT).id,
        )  # fmt: skip
        make_intake(db, course=course, starts_on=soon.replace(year=soon.year + 1))
        db.commit()
        return number, person.id


@pytest.fixture
def signed_in(new_context, seeker):
    """Open a browser in which the person is signed in."""

    def signed_in(**options) -> Page:
        page = new_context(**options).new_page()
        page.goto("/tai-khoan/dang-nhap")
        page.get_by_label("Số điện thoại", exact=True).fill(seeker[0])
        page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
        return page

    return signed_in


def first_job(page: Page):
    return page.locator("section[aria-labelledby=jobs] .card").first


def test_without_scripts_a_no_is_one_tap_and_so_is_taking_it_back(signed_in):
    page = signed_in(javascript=False)
    page.goto(PAGE)
    title = first_job(page).locator(".card-title").inner_text()

    first_job(page).get_by_text("Không phù hợp với tôi").click()
    first_job(page).get_by_role("button", name="Lý do khác").click()

    expect(page.get_by_text(f"Đã bỏ: {title}")).to_be_visible()
    expect(page.locator("section[aria-labelledby=jobs]")).not_to_contain_text(title)
    page.get_by_role("button", name="Lấy lại việc này").click()
    expect(page.locator("section[aria-labelledby=jobs]")).to_contain_text(title)


def test_without_scripts_the_question_after_a_no_is_answered_there(signed_in, seeker, site):
    page = signed_in(javascript=False)
    page.goto(PAGE)
    first_job(page).get_by_text("Không phù hợp với tôi").click()
    first_job(page).get_by_role("button", name="Ca đêm", exact=True).click()

    page.get_by_role("button", name="Chỉ giờ hành chính").click()

    expect(page.get_by_text("Đã ghi vào hồ sơ")).to_be_visible()
    with site.database.session(write=False) as db:
        assert db.get(Person, seeker[1]).shift_ok == ["hanh_chinh"]


def test_without_scripts_the_way_up_is_one_link_away(signed_in):
    page = signed_in(javascript=False)
    page.goto(PAGE)
    page.get_by_role("link", name=re.compile("Xem lộ trình")).click()

    way = page.locator(".timeline").first
    expect(way).to_contain_text("Học: Lái xe nâng cơ bản")
    expect(way).to_contain_text("Sau khoảng 1 năm: Lái xe nâng lành nghề")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", ["vi", "km"])
def test_nothing_is_in_anybody_s_way(signed_in, axe, fits, size, language):
    page = signed_in(size=size)
    page.goto(f"/ngon-ngu/{language}")
    page.goto(PAGE)
    for details in first_job(page).locator("details").all():
        details.locator("summary").click()
    axe(page)
    fits(page)
    first_job(page).locator("button[name=ly_do][value=ca_dem]").click()
    axe(page)
    fits(page)
    for address in (f"{PAGE}/da-bo", f"{PAGE}/lo-trinh"):
        page.goto(address)
        axe(page)
        fits(page)
