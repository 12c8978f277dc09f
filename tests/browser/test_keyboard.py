"""Somebody without mouse or finger: Tab, Enter, Space."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.people import new_seeker, sign_in
from workforce.i18n import LANGUAGE_COOKIE

#: what has the focus: a name for it, its place, whether a ring is drawn around it
FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const order = [...document.querySelectorAll('*')].indexOf(at);
  const ring = getComputedStyle(at), box = at.getBoundingClientRect();
  const around = getComputedStyle(at.closest('.choice') || at);
  const drawn = style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return {order, visible: drawn(ring) || drawn(around), name: at.outerHTML.slice(0, 100),
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight};
}"""
REACHABLE = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter(e => !e.disabled && e.checkVisibility({visibilityProperty: true}))
  .filter(e => e.type !== 'radio' || e.checked || !document.querySelector(
    `[name="${e.name}"]:checked`) && e === document.querySelector(`[name="${e.name}"]`)).length"""


def walk(page) -> list[dict]:
    """Press Tab until the page is left; return each stop."""
    stops = []
    for _press in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (stops and stop["order"] == stops[0]["order"]):
            return stops
        assert not stops or stop["order"] != stops[-1]["order"], f"a trap: {stop['name']}"
        stops.append(stop)
    raise AssertionError("200 presses of Tab do not leave the page")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("address", ["/", "/viec-lam?q=may", "/tai-khoan/dang-ky"])
def test_tab_reaches_everything_in_the_order_of_reading(new_context, address, size):
    page = new_context(size=size).new_page()
    page.goto(address)
    stops = walk(page)

    assert "skip" in stops[0]["name"], "the way past the menu comes first"
    assert [stop["order"] for stop in stops] == sorted(stop["order"] for stop in stops)
    assert [stop["name"] for stop in stops if not stop["visible"]] == []
    assert [stop["name"] for stop in stops if not stop["seen"]] == []
    assert len(stops) == page.evaluate(REACHABLE)


def test_the_skip_link_leads_past_the_menu(page):
    page.goto("/viec-lam")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("!!document.activeElement.closest('main')")


def test_after_a_mistake_the_focus_is_on_the_summary_which_leads_to_the_field(page):
    page.goto("/tai-khoan/dang-nhap")
    page.get_by_label("Số điện thoại", exact=True).focus()
    page.keyboard.press("Enter")
    page.locator(".error-summary:focus").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.name") == "phone"


def test_a_profile_page_is_filled_in_with_keys_alone(new_context, site):
    page = new_context(size=DESK).new_page()
    sign_in(page, new_seeker(site))
    page.goto("/nguoi-tim-viec/ho-so/mong-muon")
    page.get_by_label("Việc anh/chị muốn làm", exact=True).focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("thợ hàn")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    page.goto("/nguoi-tim-viec/ho-so/mong-muon")
    assert page.get_by_label("Việc anh/chị muốn làm", exact=True).input_value() == "thợ hàn"


@pytest.mark.parametrize("language", ["vi", "km", "en"])
def test_the_page_and_its_parts_say_their_language(page, site, language):
    page.context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": site.url}])
    page.goto("/viec-lam?q=may&trang=1")
    assert page.locator("html").get_attribute("lang") == language
    links = page.locator(".languages a")
    assert [link.get_attribute("lang") for link in links.all()] == ["vi", "km", "en"]

    page.locator(".languages a[lang=km]").click()
    assert page.locator("html").get_attribute("lang") == "km"
    assert page.url.endswith("/viec-lam?q=may&trang=1"), "the switch keeps the page"
