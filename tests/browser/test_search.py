"""Searching on a phone on which no script runs, and with scripts: the same pages."""

import pytest

from tests.factories.enterprises import make_site
from tests.factories.openings import make_opening


@pytest.fixture(scope="module")
def port(site):
    """Post a baker's job in An Nghiệp, once for all tests here; other tests post other trades."""
    with site.database.session(write=True) as db:
        make_opening(
            db, site=make_site(db), title="Thợ làm bánh pía", occupation_key="tho-lam-banh",
            description="Làm bánh pía.", has_shuttle=False, benefits="", deadline=None,
        )  # fmt: skip
        db.commit()


def test_a_chip_and_a_condition_are_let_go_by_links_alone(page_without_javascript, port, fits):
    page = page_without_javascript
    page.goto("/")
    page.get_by_role("searchbox").fill("tho lam banh vinh chau")
    page.get_by_role("button", name="Tìm việc").click()
    fits(page)
    assert "Chưa có việc nào đúng hết các điều trên" in page.inner_text("main")

    page.get_by_role("link", name="Bỏ Vĩnh Châu: 1 việc").click()
    assert page.locator(".chip").count() == 1
    assert page.locator(".card-title").first.inner_text() == "Thợ làm bánh pía"

    page.locator(".chip").click()
    assert page.url.endswith("/viec-lam")


def test_a_filter_is_set_in_the_closed_part_and_taken_away_by_its_chip(
    page_without_javascript, port, fits
):
    page = page_without_javascript
    page.goto("/viec-lam?q=tho+lam+banh")
    page.get_by_text("Lọc theo lương").click()
    fits(page)
    page.get_by_label("Có xe đưa đón").check()
    page.get_by_role("button", name="Lọc kết quả").click()
    assert "xe=" in page.url
    page.get_by_role("link", name="Bỏ có xe đưa đón: 1 việc").click()
    assert "xe=" not in page.url
    assert page.locator(".card").count() == 1


def test_suggestions_appear_while_typing_and_lead_to_the_search(page, port, axe, fits):
    page.goto("/viec-lam")
    page.get_by_role("searchbox").press_sequentially("tho lam ba")
    suggestion = page.locator(".suggestions a").first
    suggestion.wait_for()
    axe(page)
    fits(page)
    assert suggestion.bounding_box()["height"] >= 44
    suggestion.click()
    page.wait_for_url("**/viec-lam?q=*")
    assert page.locator(".card-title").first.inner_text() == "Thợ làm bánh pía"


def test_the_list_of_suggestions_goes_away_with_escape(page, port):
    page.goto("/")
    page.get_by_role("searchbox").press_sequentially("tho")
    page.locator(".suggestions a").first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".suggestions").count() == 0


def test_results_with_readings_and_relaxing_pass_axe(page, port, axe, fits):
    for address in ("/viec-lam?q=tho+may", "/viec-lam?q=tho+lam+bahn+vinh+chau&kc=5"):
        page.goto(address)
        axe(page)
        fits(page)
