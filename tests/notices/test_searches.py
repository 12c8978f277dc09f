"""Saved searches: the search of the page, only what is new, once, until stopped."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.fixed_clock import NOW, TODAY
from workforce.models import Notice, SavedSearch
from workforce.notices.rounds import search_round
from workforce.notices.searches import clean_query
from workforce.public.search import saved_search_ids

RESULTS = "/viec-lam?luong=8"
SAVED = "/tin-nhan/tim-kiem"
SAVE = {"query": "luong=8&trang=2&xep=luong", "name": "từ 8 triệu/tháng"}


@pytest.fixture
def account(db):
    return make_account(db, person=make_person(db))


@pytest.fixture
def browser(sign_in, account, db):
    """The reader's browser after saving a search for pay from eight million."""
    make_opening(db, wage_max_vnd=9_000_000, title="Việc đã có")
    browser = sign_in(account)
    token = browser.token("/tai-khoan/dang-xuat", page=RESULTS)
    answer = browser.post_raw(SAVED, data={"csrf_token": token, **SAVE})
    assert answer.status_code == 302
    return browser


def texts(db) -> list[str]:
    db.expire_all()
    return [f"{one.params['count']} {one.params['search']}" for one in db.exec(select(Notice))]


class TestSaving:
    def test_the_page_of_openings_offers_it(self, sign_in, account, db):
        make_opening(db, wage_max_vnd=9_000_000)
        page = sign_in(account).get(RESULTS).page

        form = page.select_one(f"form[action='{SAVED}']")
        assert form.select_one("input[name=query]")["value"] == "luong=8"

    def test_page_and_order_are_no_part_of_it(self, db, browser):
        search = db.exec(select(SavedSearch)).one()

        assert (search.query, search.name) == ("luong=8", "từ 8 triệu/tháng")
        assert clean_query("?q=&luong=8&trang=3") == clean_query("luong=8")

    def test_saving_it_again_is_the_same(self, db, browser):
        token = browser.token("/tai-khoan/dang-xuat", page=RESULTS)
        browser.post_raw(SAVED, data={"csrf_token": token, **SAVE})

        assert len(db.exec(select(SavedSearch)).all()) == 1

    def test_it_leads_back_to_the_results(self, db, browser):
        search = db.exec(select(SavedSearch)).one()
        answer = browser.get(f"{SAVED}/{search.id}")

        assert answer.location == "/viec-lam?luong=8&xep=moi"

    def test_another_ones_search_is_not_there(self, db, browser, new_client, sign_in):
        search = db.exec(select(SavedSearch)).one()
        other = sign_in(make_account(db, person=make_person(db)), new_client())

        assert other.get(f"{SAVED}/{search.id}").status_code == 404
        assert "từ 8 triệu" not in other.get(SAVED).text


class TestAsking:
    @pytest.fixture
    def ask(self, outside, fixed_clock):
        """Ask what is due, a day after the last time."""

        def ask(days: int = 1) -> dict[str, int]:
            fixed_clock.advance(days=days)
            return search_round(outside, saved_search_ids)

        return ask

    @pytest.fixture
    def search(self, db, account):
        """The search as the page would have saved it."""
        search = SavedSearch(
            account_id=account.id, name="từ 8 triệu", query="luong=8", told=[], created_at=NOW,
            checked_on=TODAY, next_check_at=NOW + dt.timedelta(hours=1),
        )  # fmt: skip
        db.add(search)
        db.flush()
        return search

    def test_what_was_there_before_is_no_news(self, db, search, ask):
        make_opening(db, wage_max_vnd=9_000_000, posted_on=TODAY - dt.timedelta(days=1))
        ask()

        assert texts(db) == []

    def test_a_new_opening_is_told_once(self, db, search, ask):
        make_opening(db, wage_max_vnd=9_000_000, posted_on=TODAY + dt.timedelta(days=1))
        make_opening(db, wage_min_vnd=1_000_000, wage_max_vnd=7_000_000, posted_on=TODAY)
        ask()
        ask()

        assert texts(db) == ["1 từ 8 triệu"]

    def test_before_its_day_nothing_is_asked(self, db, search, outside):
        assert search_round(outside, saved_search_ids)["searches"] == 0

    def test_a_stopped_one_is_not_asked(self, db, search, ask):
        search.stopped_at = NOW
        db.flush()
        make_opening(db, wage_max_vnd=9_000_000, posted_on=TODAY)

        assert ask()["searches"] == 0

    def test_what_can_no_longer_be_read_finds_nothing_and_breaks_nothing(self, db, search, ask):
        search.query = "khu=khong-co"
        db.flush()

        assert ask()["new_openings"] == 0


class TestStopping:
    def test_stop_and_go_on_and_remove(self, db, browser):
        search = db.exec(select(SavedSearch)).one()
        browser.post(f"{SAVED}/{search.id}/nhip", page=SAVED, data={"nhip": "dung"})
        db.expire_all()
        assert db.exec(select(SavedSearch)).one().stopped_at == NOW

        browser.post(f"{SAVED}/{search.id}/nhip", page=SAVED, data={"nhip": "weekly"})
        db.expire_all()
        assert db.exec(select(SavedSearch)).one().stopped_at is None

        browser.post(f"{SAVED}/{search.id}/xoa", page=SAVED)
        assert db.exec(select(SavedSearch)).all() == []
