"""The pages of seekers, errors included: axe, fingers, narrow screens, large text.

Two cells that differ in all ways; ``make test-deep`` looks at every page in every cell.
"""

import pytest

from tests.browser.looking import broken_rules, defects, sideways, small_targets
from tests.browser.people import new_seeker, sign_in
from tests.factories.enterprises import make_site
from tests.factories.openings import make_opening
from tests.factories.schools import make_course, make_intake
from workforce.i18n import LANGUAGE_COOKIE

OPEN_TO_ALL = (
    "/",
    "/viec-lam?q=tho+gom+vinh+chau&luong=40",
    "/khong-co-trang",
    "/khong-co-mang/vi",
)
OWN = ("/nguoi-tim-viec/goi-y", "/nguoi-tim-viec/ho-so/mong-muon", "/nguoi-tim-viec/viec-da-nop")
#: pages whose form is sent empty, and comes back with what is missing
ERASE = "/nguoi-tim-viec/du-lieu/xoa"
REFUSED_TO_ALL = ("/tai-khoan/dang-nhap", "/tai-khoan/dang-ky")


@pytest.fixture(scope="module")
def opening_id(site) -> int:
    with site.database.session(write=True) as db:
        opening = make_opening(
            db, site=make_site(db), title="Thợ gốm", description="Nặn gốm.", deadline=None
        )
        make_intake(db, course=make_course(db, title="Làm gốm cơ bản"))
        db.commit()
        return opening.id


@pytest.mark.parametrize(
    ("language", "light"), [("vi", "light"), ("km", "dark")], ids=["vi-light", "km-dark"]
)
def test_key_pages_are_fit_for_everybody(new_context, site, opening_id, language, light):
    context = new_context()
    page = context.new_page()
    page.emulate_media(color_scheme=light)
    page.goto("/")
    seeker = new_seeker(site)
    switch = {"name": LANGUAGE_COOKIE, "value": language, "url": site.url}
    context.add_cookies([switch])
    wrong = look(page, (*OPEN_TO_ALL, f"/viec-lam/{opening_id}"), REFUSED_TO_ALL)
    context.clear_cookies()
    sign_in(page, seeker)
    context.add_cookies([switch])
    send_form = f"/nguoi-tim-viec/nop-ho-so/{opening_id}"
    wrong += look(page, (*OWN, send_form), (ERASE,))
    assert not wrong, "\n".join(wrong)


def look(page, addresses, refused) -> list[str]:
    wrong = []
    for address in addresses:
        answer = page.goto(address)
        assert answer.status == (404 if "khong-co-trang" in address else 200), address
        wrong += defects(page)
    for address in refused:
        page.goto(address)
        with page.expect_navigation() as sent:
            page.locator("main form button[type=submit]").first.click()
        assert sent.value.status == 422, address
        assert page.locator(".error-summary").count(), address
        wrong += defects(page)
    return wrong


@pytest.mark.parametrize(
    ("planted", "found_by"),
    [
        ("document.querySelector('label').remove()", broken_rules),
        ("document.querySelector('main').style.color = '#bbb'", broken_rules),
        ("document.documentElement.removeAttribute('lang')", broken_rules),
        (
            "document.querySelector('.button').style.cssText = 'min-height:0;padding:0'",
            small_targets,
        ),
        ("document.querySelector('h1').style.width = '340px'", sideways),
        ("document.querySelector('h1').style.minWidth = '11rem'", sideways),
    ],
    ids=["label", "contrast", "language", "finger", "narrow", "large-text"],
)
def test_a_planted_defect_is_found(page, planted, found_by):
    page.goto("/tai-khoan/dang-nhap")
    assert found_by(page) == []

    page.evaluate(planted)

    assert found_by(page)
