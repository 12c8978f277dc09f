"""Without network: what the phone shows, what it kept, and what it must not have kept."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlmodel import select

from tests.browser.people import new_seeker, sign_in
from tests.factories.enterprises import make_site
from tests.factories.openings import make_opening
from workforce import clock
from workforce.applications.actions import apply_to_opening
from workforce.models import Account, Opening, Person

TITLE = "Thợ dệt chiếu lác"
APPLICATIONS = "/nguoi-tim-viec/viec-da-nop"
KEPT = "async () => (await caches.keys()).filter(name => name.startsWith('own-')).length"
#: asked in the page itself: whoever polls from outside takes a promise for a yes
UNTIL = """async (kept) => {
  const holds = async () => navigator.serviceWorker.controller
    && !!(await caches.match(kept, {ignoreVary: true}));
  for (let tries = 0; tries < 300 && !(await holds()); tries += 1) {
    await new Promise(done => setTimeout(done, 50));
  }
  return holds();
}"""


@pytest.fixture(scope="module")
def opening_url(site) -> str:
    with site.database.session(write=True) as db:
        opening = make_opening(db, site=make_site(db), title=TITLE, deadline=None)
        db.commit()
        return f"/viec-lam/{opening.id}"


@pytest.fixture
def phone(new_context) -> Page:
    """A phone whose service worker is at work."""
    page = new_context(worker=True).new_page()
    page.goto("/")
    wait_until_kept(page, "/khong-co-mang/vi")
    return page


def apply(site, seeker, opening_id: int) -> None:
    with site.database.session(write=True) as db:
        person = db.get_one(Person, seeker.person_id)
        account = db.exec(select(Account).where(Account.person_id == person.id)).one()
        apply_to_opening(
            db, person=person, opening=db.get_one(Opening, opening_id), message="",
            sent_by=account, today=clock.today(), now=clock.now(),
        )  # fmt: skip
        db.commit()


def go_offline(page: Page) -> BrowserContext:
    page.context.set_offline(True)
    return page.context


def wait_until_kept(page: Page, address: str) -> None:
    assert page.evaluate(UNTIL, address), f"{address} was not kept"


def test_an_unknown_page_becomes_one_that_says_what_was_saved(phone, axe, fits):
    go_offline(phone)
    phone.goto("/khoa-hoc")

    expect(phone.get_by_role("heading", level=1)).to_have_text("Chưa có mạng")
    expect(phone.get_by_text("thì vẫn còn, không mất")).to_be_visible()
    expect(phone.get_by_text("Máy này chưa lưu trang nào")).to_be_visible()
    axe(phone)
    fits(phone)
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Thử lại").click()
    expect(phone.get_by_role("heading", level=1)).not_to_have_text("Chưa có mạng")


def test_it_is_in_the_readers_language(phone):
    phone.goto("/ngon-ngu/km")
    wait_until_kept(phone, "/khong-co-mang/km")
    go_offline(phone)
    phone.goto("/khoa-hoc")

    assert phone.locator("html").get_attribute("lang") == "km"
    phone.context.set_offline(False)


def test_on_ones_own_phone_seen_openings_and_applications_are_there(phone, site, opening_url, axe):
    seeker = new_seeker(site)
    apply(site, seeker, int(opening_url.rpartition("/")[2]))
    sign_in(phone, seeker, own_phone=True)
    for address in (opening_url, APPLICATIONS):
        phone.goto(address)
        wait_until_kept(phone, address)
    phone.goto("/nguoi-tim-viec/ho-so")
    go_offline(phone)

    phone.goto(opening_url)
    expect(phone.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(phone.get_by_text("đây là bản lưu trên máy")).to_be_visible()
    axe(phone)
    phone.goto(APPLICATIONS)
    expect(phone.get_by_role("main")).to_contain_text(TITLE)
    phone.goto("/nguoi-tim-viec/ho-so")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Chưa có mạng")
    expect(phone.get_by_role("link", name=TITLE)).to_be_visible()
    phone.context.set_offline(False)


def test_on_a_shared_phone_nothing_is_kept(phone, site, opening_url):
    sign_in(phone, new_seeker(site))
    for address in (opening_url, APPLICATIONS, "/nguoi-tim-viec/ho-so"):
        phone.goto(address)
    assert phone.evaluate(KEPT) == 0
    go_offline(phone)

    phone.goto(opening_url)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Chưa có mạng")
    phone.context.set_offline(False)


@pytest.fixture
def own_phone(phone, site, opening_url) -> Page:
    """One's own phone with an opening kept."""
    sign_in(phone, new_seeker(site), own_phone=True)
    phone.goto(opening_url)
    wait_until_kept(phone, opening_url)
    return phone


def test_signing_out_empties_it(own_phone):
    own_phone.get_by_role("button", name="Đăng xuất").click()
    expect(own_phone.get_by_text("Anh/chị đã đăng xuất")).to_be_visible()
    assert own_phone.evaluate(KEPT) == 0


def test_signing_out_without_network_empties_it_and_says_so(own_phone):
    go_offline(own_phone)
    own_phone.get_by_role("button", name="Đăng xuất").click()

    expect(own_phone.get_by_text("Mất mạng, chưa đăng xuất được")).to_be_visible()
    assert own_phone.evaluate(KEPT) == 0
    own_phone.context.set_offline(False)


def test_a_relative_who_signs_in_finds_none_of_it(own_phone, site, opening_url):
    own_phone.context.clear_cookies()  # the session ended by itself
    sign_in(own_phone, new_seeker(site), own_phone=True)
    assert own_phone.evaluate(KEPT) == 0


def test_what_was_typed_stays_when_a_form_finds_no_network(phone, site):
    seeker = new_seeker(site)
    sign_in(phone, seeker)
    phone.goto("/nguoi-tim-viec/ho-so/mong-muon")
    phone.get_by_label("Việc anh/chị muốn làm", exact=True).fill("thợ hàn tàu cá")
    go_offline(phone)
    phone.get_by_role("button", name="Lưu và tiếp tục").click()

    expect(phone.get_by_text("Mất mạng, chưa gửi được")).to_be_visible()
    expect(phone.get_by_label("Việc anh/chị muốn làm", exact=True)).to_have_value("thợ hàn tàu cá")
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(phone.get_by_text("máy hiểu có đúng không")).to_be_visible()


def test_a_new_version_takes_over_and_drops_the_old_files(phone):
    phone.evaluate("async () => (await caches.open('site-old')).put('/x', new Response('x'))")
    phone.evaluate("async () => (await navigator.serviceWorker.getRegistration()).unregister()")
    phone.goto("/")
    wait_until_kept(phone, "/khong-co-mang/vi")
    assert "site-old" not in phone.evaluate("caches.keys()")
