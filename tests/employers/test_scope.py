"""An employer sees its own enterprise's records and nothing of a person that was not released."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_declaration
from tests.factories.people import make_sensitive
from tests.fixed_clock import NOW, TODAY
from workforce.models import Person, PlacementEvent, Role, SessionOrigin
from workforce.placements.actions import confirm_hire

BASE = "/doanh-nghiep"


@pytest.fixture
def theirs(db, other_firm, apply):
    """Addresses of another enterprise's records."""
    application = apply(other_firm.opening, name="Người Của Họ")
    placement = confirm_hire(
        db, application=application, by=other_firm.account, start_on=TODAY,
        origin=SessionOrigin.PASSWORD, now=NOW, today=TODAY,
    )  # fmt: skip
    event = db.exec(select(PlacementEvent)).one()
    declaration = make_declaration(db, site=other_firm.site)
    opening, site = other_firm.opening.id, other_firm.site.id
    return [
        f"{BASE}/tin-tuyen-dung/{opening}",
        f"{BASE}/tin-tuyen-dung/{opening}/sua",
        f"{BASE}/tin-tuyen-dung/{opening}/dong",
        f"{BASE}/tin-tuyen-dung/{opening}/dang",
        f"{BASE}/tin-tuyen-dung/moi?tu={opening}",
        f"{BASE}/ho-so/{application.id}",
        f"{BASE}/ho-so/{application.id}/da-xem",
        f"{BASE}/ho-so/{application.id}/phong-van",
        f"{BASE}/ho-so/{application.id}/moi-nhan-viec",
        f"{BASE}/ho-so/{application.id}/tu-choi",
        f"{BASE}/ho-so/{application.id}/nhan-viec",
        f"{BASE}/lao-dong-da-nhan/{placement.id}",
        f"{BASE}/lao-dong-da-nhan/{placement.id}/con-lam-khong",
        f"{BASE}/lao-dong-da-nhan/{placement.id}/ghi-nham/{event.id}",
        f"{BASE}/khai-bao-lao-dong/dia-diem/{site}",
        f"{BASE}/khai-bao-lao-dong/{declaration.id}/huy",
        f"{BASE}/cong-ty/dia-diem/{site}",
    ]


def test_an_enterprise_cannot_open_another_enterprises_records(employer, theirs):
    token = employer.token(f"{BASE}/cong-ty/sua", page=f"{BASE}/cong-ty/sua")
    for address in theirs:
        if not address.endswith(("/dang", "/da-xem")):
            assert employer.get(address).status_code == 404, address
        if "?" not in address and employer.get(address).status_code != 405:
            answer = employer.post_raw(address, data={"csrf_token": token})
            assert answer.status_code in {404, 405}, address


def test_another_enterprises_site_cannot_be_posted_at(employer, db, firm, other_firm):
    where = f"{BASE}/tin-tuyen-dung/{firm.opening.id}/sua"
    answer = employer.post(
        where, data={"title": "May", "posts": "1", "site": str(other_firm.site.id)}
    )
    db.refresh(firm.opening)
    assert (answer.status_code, firm.opening.site_id) == (422, firm.site.id)


@pytest.mark.parametrize("role", [Role.SEEKER, Role.ADMIN])
def test_other_roles_are_kept_out(db, firm, sign_in, role):
    browser = sign_in(make_account(db, role))
    for address in ("/", "/tin-tuyen-dung", f"/tin-tuyen-dung/{firm.opening.id}", "/cong-ty"):
        assert browser.get(BASE + address).status_code == 403


NEVER = (
    "1987", "19/04", "7391", "Chim Én", "nuôi con", "khmer-canary", "khuyet-tat-canary",
    "poor-canary", "female", "Nữ",
)  # fmt: skip


def test_what_was_not_released_is_on_no_page(employer, db, firm, application, apply):
    person = db.get(Person, application.person_id)
    person.birth_date, person.birth_year = dt.date(1987, 4, 19), 1987
    person.hamlet, person.constraints = "Ấp Chim Én", "đang nuôi con một mình"
    person.national_id_last4, person.sex = "7391", "female"
    db.add(person)
    make_sensitive(
        db, person, ethnicity="khmer-canary", disability="khuyet-tat-canary", poverty="poor-canary"
    )
    hired = apply(firm.opening, name="Người Đã Nhận", sex="female", national_id_last4="7391")
    make_sensitive(db, db.get(Person, hired.person_id), ethnicity="khmer-canary")
    confirm_hire(
        db, application=hired, by=firm.account, start_on=TODAY, origin=SessionOrigin.PASSWORD,
        now=NOW, today=TODAY,
    )  # fmt: skip
    seen = crawl(employer, f"{BASE}/")
    assert f"{BASE}/ho-so/{application.id}" in seen
    assert f"{BASE}/lao-dong-da-nhan" in seen
    for address, text in seen.items():
        for canary in NEVER:
            if canary in {"Nữ", "female"} and "khai-bao" in address:
                continue  # the headcount of women, not a person
            assert canary not in text, f"{canary} on {address}"


def crawl(browser, start):
    """Open every page of the role a link leads to; return address → page as sent."""
    waiting, seen = [start], {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        answer = browser.get(address)
        assert answer.status_code == 200, address
        seen[address] = answer.page.main.decode()
        for link in answer.page.select("main a[href], nav a[href]"):
            target = link["href"].partition("#")[0]
            if target.startswith(BASE) and target not in seen:
                waiting.append(target)
    return seen
