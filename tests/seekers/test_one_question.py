"""The one question that would help most: asked on the page, answered with one tap, saved."""

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_site
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.factories.vocabulary import FORKLIFT
from tests.fixed_clock import NOW, TODAY
from tests.pages import words
from workforce.models import Education, WishedOccupation
from workforce.suggestions import questions

PAGE = "/nguoi-tim-viec/goi-y"
FAR = (9.35, 105.98)  #: Vĩnh Châu, some thirty kilometres from An Hiệp


def reply(browser, key, value):
    return browser.post(f"{PAGE}/tra-loi", page=PAGE, data={"hoi": key, "dap": value})


def asked(page):
    field = page.select_one("form[action$='/tra-loi'] input[name=hoi]")
    return field["value"] if field else None


def titles(page):
    return [words(title) for title in page.select(".card-title")]


@pytest.fixture
def day_and_night(db, person):
    """Nine jobs by night and nine by day that pay less; when the person can work is not known."""
    site = make_site(db)
    for number in range(9):
        make_opening(db, site=site, title=f"May ca đêm {number}", at_night=True)
        make_opening(db, site=site, title=f"May ca ngày {number}", wage_min_vnd=6_000_000,
                     wage_max_vnd=6_500_000)  # fmt: skip
    person.needs_shuttle = False
    db.add(person)
    db.flush()


class TestWhoSaidNothing:
    def test_is_asked_what_work_with_trades_that_are_sought(self, db, sign_in):
        make_opening(db, occupation_key=FORKLIFT, posts=50)
        make_opening(db, posts=3)
        person = make_person(db, blank=True)
        browser = sign_in(make_account(db, person=person))

        page = browser.get(PAGE).page
        assert asked(page) == "work"
        buttons = page.select("button[name=dap]")
        assert len(buttons) == 2
        assert "xe nâng" in words(buttons[0]).lower()

        answer = reply(browser, "work", buttons[1]["value"])

        assert answer.location == PAGE
        wished = db.exec(select(WishedOccupation)).one()
        assert wished.person_id == person.id
        assert browser.get(PAGE).page.select(".card")


class TestAnswers:
    SAVED = [
        ("distance", "15", "max_km", 15),
        ("wage", "8", "wage_min_vnd", 8_000_000),
        ("hours", "hanh_chinh", "shift_ok", ["hanh_chinh"]),
        ("hours", "ngay", "shift_ok", questions.DAYS),
        ("travel", "shuttle", "needs_shuttle", True),
        ("travel", "own", "needs_shuttle", False),
        ("schooling", "thcs", "education", Education.LOWER_SECONDARY),
        ("limits", "lanh", "constraints", "không làm chỗ lạnh"),
    ]

    @pytest.mark.parametrize(("key", "value", "column", "kept"), SAVED)
    def test_an_answer_sets_one_thing_in_the_profile(
        self, db, seeker, person, key, value, column, kept
    ):
        make_opening(db)
        before = person.model_dump()
        seeker.get(PAGE)

        assert questions.answer(db, person=person, key=key, value=value, now=NOW) is None

        after = person.model_dump()
        assert after[column] == kept
        changed = {name for name in after if after[name] != before[name]}
        assert changed <= {column, "needs_housing", "updated_at"}

    def test_a_second_limit_stands_beside_the_first(self, db):
        person = make_person(db, constraints="không tăng ca")
        for value in ("dung", "dung", "nang"):
            questions.answer(db, person=person, key="limits", value=value, now=NOW)

        assert person.constraints == "không tăng ca, không đứng lâu, không khiêng nặng"

    @pytest.mark.parametrize(
        ("key", "value"),
        [("distance", "7"), ("quê quán", "1"), ("", ""), ("work", "x"), ("work", "2147483647")],
    )
    def test_what_was_not_offered_is_refused(self, seeker, day_and_night, key, value):
        assert reply(seeker, key, value).status_code == 422

    def test_only_my_own_profile_changes(self, db, seeker, person, day_and_night):
        other = make_person(db)

        reply(seeker, "hours", "hanh_chinh")

        db.refresh(person)
        db.refresh(other)
        assert (person.shift_ok, other.shift_ok) == (["hanh_chinh"], None)


class TestWhichQuestion:
    def test_the_one_that_moves_the_list_most_is_asked(self, seeker, day_and_night):
        assert asked(seeker.get(PAGE).page) == "hours"

    def test_answered_it_is_not_asked_again_and_the_list_is_new(self, seeker, day_and_night):
        assert titles(seeker.get(PAGE).page)[0].startswith("May ca đêm")

        answer = reply(seeker, "hours", "hanh_chinh")

        page = seeker.get(answer.location).page
        assert asked(page) != "hours"
        assert all(title.startswith("May ca ngày") for title in titles(page))

    def test_with_one_job_no_answer_matters_and_none_is_asked(self, db, person):
        make_opening(db)
        db.flush()

        assert questions.most_helpful(db, person.id, today=TODAY) is None

    @pytest.mark.parametrize("key", list(questions.QUESTIONS))
    def test_every_question_has_three_to_six_answers(self, app, key):
        with app.test_request_context():
            asked = questions.QUESTIONS[key]()
        assert 3 <= len(asked.answers) <= 6
        assert asked.text.endswith("?")


class TestWhatIsSaidHonestly:
    def test_where_nothing_fits_the_page_says_so_and_shows_the_nearest(self, db, seeker, person):
        make_opening(db, title="Công nhân may", at_night=True, has_shuttle=False,
                     site=make_site(db, lat=FAR[0], lon=FAR[1]))  # fmt: skip
        person.shift_ok, person.max_km, person.about = ["hanh_chinh"], 20, ""
        db.add(person)

        page = seeker.get(PAGE).page

        assert "Chưa có việc thật sự hợp" in words(page.main)
        assert words(page.select_one("#jobs")) == "Việc gần nhất với điều anh/chị tìm"
        assert titles(page) == ["Công nhân may"]

    def test_with_nothing_at_all_the_empty_list_says_it_once(self, seeker):
        said = words(seeker.get(PAGE).page.main)

        assert "Chưa có việc hợp với hồ sơ" in said
        assert "Chưa có việc thật sự hợp" not in said

    def test_where_something_fits_it_does_not(self, db, seeker):
        make_opening(db)

        page = seeker.get(PAGE).page

        assert "Chưa có việc thật sự hợp" not in words(page.main)
        assert words(page.select_one("#jobs")) == "Việc làm"

    def test_who_gave_no_home_is_asked_for_it_instead_of_told_that_nothing_fits(self, db, sign_in):
        make_opening(db)
        person = make_person(db, blank=True, desired="công nhân may")

        page = sign_in(make_account(db, person=person)).get(PAGE).page

        assert "Chưa có việc thật sự hợp" not in words(page.main)
        form = page.select_one("form[method=get][action='/nguoi-tim-viec/ho-so/noi-o']")
        assert form.select_one("input[name=tim]")
