"""The first page: what is due, oldest first, with the action in the row."""

import datetime as dt

import pytest

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_declaration
from tests.fixed_clock import NOW, TODAY
from tests.pages import words
from workforce.employers.due import last_quarter_start
from workforce.models import Person, SessionOrigin
from workforce.placements.actions import claim_start, confirm_hire

HOME = "/doanh-nghiep/"


def rows(employer, section):
    page = employer.get(HOME).page
    return [words(row) for row in page.select(f"section[aria-labelledby={section}] li")]


def test_the_longest_waiting_comes_first_with_days(employer, firm, apply):
    apply(firm.opening, name="Người Mới", now=NOW)
    apply(firm.opening, name="Người Cũ", now=NOW - dt.timedelta(days=9))
    shown = rows(employer, "applicants")
    assert [row.split(" Công nhân")[0] for row in shown] == ["Người Cũ", "Người Mới"]
    assert "chờ 9 ngày" in shown[0]
    assert "mới hôm nay" in shown[1]


def test_a_worker_who_says_work_began_waits_for_the_employer(employer, db, firm, application):
    worker = make_account(db, person=db.get(Person, application.person_id))
    claim_start(
        db, application=application, by=worker, start_on=TODAY, origin=SessionOrigin.PASSWORD,
        now=NOW, today=TODAY,
    )  # fmt: skip
    link = employer.get(HOME).page.select_one("section[aria-labelledby=confirm] a.button")
    assert link["href"] == f"/doanh-nghiep/ho-so/{application.id}/nhan-viec"


@pytest.mark.parametrize(
    ("days", "expected"),
    [(20, None), (40, "1 tháng"), (100, "3 tháng"), (200, "6 tháng"), (370, "12 tháng")],
)
def test_a_hire_is_asked_after_when_a_mark_has_passed(
    employer, db, firm, application, days, expected
):
    start = TODAY - dt.timedelta(days=days)
    confirm_hire(
        db, application=application, by=firm.account, start_on=start,
        origin=SessionOrigin.PASSWORD, now=NOW, today=start,
    )  # fmt: skip
    shown = rows(employer, "checks")
    assert (f"đã đủ {expected}" in shown[0]) if expected else shown == []


def test_an_old_or_missing_declaration_is_due(employer, db, firm):
    assert "Chưa khai lần nào" in rows(employer, "declarations")[0]
    make_declaration(db, site=firm.site, as_of=dt.date(2026, 3, 31))
    assert "Khai lần cuối: 31/03/2026" in rows(employer, "declarations")[0]
    make_declaration(db, site=firm.site, as_of=dt.date(2026, 4, 30))
    assert rows(employer, "declarations") == []


def test_the_last_quarter_crosses_the_year():
    assert last_quarter_start(dt.date(2026, 2, 3)) == dt.date(2025, 10, 1)
    assert last_quarter_start(dt.date(2026, 12, 31)) == dt.date(2026, 7, 1)


def test_a_new_enterprise_is_told_what_to_do_first(db, sign_in):
    from tests.factories.enterprises import make_enterprise
    from workforce.models import Role

    browser = sign_in(make_account(db, Role.EMPLOYER, enterprise=make_enterprise(db)))
    link = browser.get(HOME).page.select_one(".empty a")
    assert link["href"] == "/doanh-nghiep/tin-tuyen-dung/moi"
    start = browser.get("/doanh-nghiep/tin-tuyen-dung/moi?ten=may").page
    assert start.select_one(".empty a")["href"] == "/doanh-nghiep/cong-ty/dia-diem/moi"
