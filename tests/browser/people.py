"""Who the tests in the browser sign in as, and how."""

import itertools
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.server import Site
from tests.factories.accounts import make_account
from tests.factories.people import make_person
from workforce.accounts.passwords import hash_password

PASSWORD = "lúa-tháng-mười-ven-sông"
OWN_PHONE = "Đây là điện thoại của riêng tôi"
_numbers = itertools.count(912_700_101)


@dataclass(frozen=True)
class Seeker:
    """A job seeker with an account: what they type, and their rows."""

    number: str
    person_id: int


def new_seeker(site: Site, **person: object) -> Seeker:
    """Add a job seeker nobody else in the tests signs in as."""
    number = f"0{next(_numbers)}"
    with site.database.session(write=True) as db:
        who = make_person(db, **{"desired": "công nhân may", **person})
        make_account(
            db, person=who, phone="+84" + number[1:], password_hash=hash_password(PASSWORD)
        )
        db.commit()
        return Seeker(number, who.id)


def sign_in(page: Page, seeker: Seeker, *, own_phone: bool = False) -> None:
    """Type number and password on the page of a Vietnamese reader."""
    page.goto("/tai-khoan/dang-nhap")
    page.get_by_label("Số điện thoại", exact=True).fill(seeker.number)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    box = page.get_by_label(OWN_PHONE)
    assert not box.is_checked(), "silence does not make the phone one's own"
    if own_phone:
        box.check()
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
