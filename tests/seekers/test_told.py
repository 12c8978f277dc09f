"""What a person tells in their own words becomes chips to say yes to, nothing by itself."""

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.people import make_person
from workforce.models import WorkHistory
from workforce.seekers import recognised

PAGE = "/nguoi-tim-viec/ho-so/kinh-nghiem"
TOLD = "lam ruong 20 nam, biet lai ghe, nau an cho tho"


@pytest.fixture
def person(db):
    return make_person(db, blank=True)


@pytest.fixture
def browser(db, person, sign_in):
    return sign_in(make_account(db, person=person))


class TestReading:
    def test_each_part_is_work_with_its_own_time(self, db):
        work = [(one.occupation.key, one.months) for one in recognised.work_named(db, TOLD)]

        assert work[0] == ("nong-dan-trong-lua", 240)
        assert [months for _key, months in work[1:]] == [None] * (len(work) - 1)

    @pytest.mark.parametrize("told", ["chăm mẹ già 3 năm", "o nha noi tro", "giữ cháu"])
    def test_unpaid_work_for_the_family_counts(self, db, told):
        assert [one.occupation.key for one in recognised.work_named(db, told)] == ["giup-viec-nha"]

    def test_what_it_does_not_know_it_says(self, db):
        assert recognised.not_understood(db, f"{TOLD}, zxq blmp") == ["zxq blmp"]


class TestChips:
    def save(self, browser, page=PAGE, **data):
        shown = browser.get(page).page
        hidden = {one["name"]: one.get("value", "") for one in shown.select("input[type=hidden]")}
        hidden.pop("csrf_token")
        return browser.post(page, data={**hidden, **data})

    def confirm(self, browser, answer, **data):
        page = browser.get(answer.location).page
        ticked = {
            name: [one["value"] for one in page.select(f"input[name={name}][checked]")]
            for name in ("worked", "skills")
        }
        return self.save(browser, answer.location, about=TOLD, **{**ticked, **data})

    def test_nothing_counts_before_it_was_seen(self, db, browser, person):
        answer = self.save(browser, about=TOLD)

        assert "xac-nhan=1" in answer.location
        assert db.exec(select(WorkHistory)).all() == []
        chips = browser.get(answer.location).page.select_one("#chips").text
        assert "20 năm" in chips

    def test_chips_left_ticked_become_work_with_its_years(self, db, browser, person):
        answer = self.confirm(browser, self.save(browser, about=TOLD))

        assert answer.location == "/nguoi-tim-viec/ho-so/noi-o"
        rows = db.exec(select(WorkHistory).order_by(WorkHistory.id)).all()
        assert (rows[0].months, rows[0].person_id) == (240, person.id)
        assert rows[0].occupation_id is not None

    def test_a_chip_taken_away_stays_away(self, db, browser, person):
        answer = self.confirm(browser, self.save(browser, about=TOLD), worked=[])

        assert answer.location == "/nguoi-tim-viec/ho-so/noi-o"
        assert db.exec(select(WorkHistory)).all() == []

    def test_unknown_words_are_said_plainly_and_kept(self, db, browser, person):
        answer = self.save(browser, about="zxq blmp")

        page = browser.get(answer.location).page
        assert "Máy chưa hiểu: zxq blmp" in page.main.text
        assert page.select_one("textarea[name=about]").text.strip() == "zxq blmp"
        onward = self.save(browser, answer.location, about="zxq blmp")
        assert onward.location == "/nguoi-tim-viec/ho-so/noi-o"

    def test_rewriting_the_words_is_no_mistake(self, db, browser, person):
        page = browser.get(self.save(browser, about="nuôi tôm 5 năm").location).page
        skills = [one["value"] for one in page.select("input[name=skills][checked]")]
        worked = [one["value"] for one in page.select("input[name=worked][checked]")]

        answer = self.save(browser, about="lam ruong", skills=skills, worked=worked)

        assert worked
        assert answer.status_code == 302
