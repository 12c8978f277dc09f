"""'Gợi ý cho anh/chị': facts with reasons, what is missing with its course, no score."""

import re

from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.factories.schools import make_course, make_intake
from tests.factories.vocabulary import FORKLIFT
from tests.fixed_clock import NOW, TODAY
from tests.pages import words
from workforce.applications.actions import apply_to_opening
from workforce.models import Person, SuggestionList

PAGE = "/nguoi-tim-viec/goi-y"


def titles(page):
    return [words(title) for title in page.select(".card-title")]


def test_words_typed_without_marks_give_the_job_at_once(db, sign_in):
    make_opening(db, title="Công nhân may công nghiệp")
    account = make_account(db)
    browser = sign_in(account)
    wishes = "/nguoi-tim-viec/ho-so/mong-muon"

    browser.post(wishes, data={"desired": "cong nhan may", "agree": "y"})
    shown = browser.get(PAGE).page

    assert titles(shown)[0] == "Công nhân may công nghiệp"
    assert "Đúng ý anh/chị" in words(shown.main)


def test_a_card_says_why_it_fits_and_what_to_add_with_the_course(db, seeker):
    make_opening(db, title="Lái xe nâng", occupation_key=FORKLIFT, requires=("lai-xe-nang",))
    intake = make_intake(db, course=make_course(db, title="Lái xe nâng cơ bản",
                                                teaches=("lai-xe-nang",)))  # fmt: skip
    person = db.exec(select(Person)).one()
    person.desired = "lái xe nâng"
    db.add(person)

    card = seeker.get(PAGE).page.select_one("[aria-labelledby=jobs] .card")

    assert "Vì sao hợp:" in words(card)
    assert "Cần bổ sung:" in words(card)
    link = card.select_one(".lacks a")
    assert link["href"] == f"/khoa-hoc/{intake.course_id}"
    assert words(link) == "Lớp dạy việc này: Lái xe nâng cơ bản"
    for fact in ("khai giảng", "còn 20 chỗ", "cách nhà", "không thu học phí"):
        assert fact in words(card.select_one("details"))


def test_no_score_is_on_the_screen(db, seeker, person):
    make_opening(db)
    shown = words(seeker.get(PAGE).page.main)
    stored = db.get(SuggestionList, person.id)

    score = stored.openings[0]["score"]
    assert score > 0
    for spelling in (str(score), str(score).replace(".", ","), f"{score:.2f}", f"{score:.0%}"):
        assert spelling not in shown
    assert not re.search(r"\b(điểm|score|xác suất)\b", shown)
    assert "%" not in shown


def test_courses_are_suggested_beside_the_jobs(db, seeker):
    make_intake(db, course=make_course(db, title="May công nghiệp cơ bản"))

    assert "May công nghiệp cơ bản" in titles(seeker.get(PAGE).page)


def test_a_list_is_kept_for_the_night_run_and_not_written_again_for_nothing(db, seeker, person):
    make_opening(db)
    seeker.get(PAGE)
    first = db.get(SuggestionList, person.id).computed_at

    seeker.get(PAGE)

    db.expire_all()
    assert db.get(SuggestionList, person.id).computed_at == first


def test_nothing_open_is_explained_with_a_way_on(seeker):
    shown = seeker.get(PAGE).page

    assert "Chưa có việc hợp với hồ sơ" in words(shown)
    assert shown.select_one("a[href='/viec-lam']")


def test_without_consent_nothing_is_computed_and_one_button_changes_that(db, sign_in):
    make_opening(db)
    person = make_person(db, consents_to=())
    browser = sign_in(make_account(db, person=person))

    asked = browser.get(PAGE).page
    assert titles(asked) == []
    assert db.get(SuggestionList, person.id) is None

    answer = browser.post(
        "/nguoi-tim-viec/du-lieu/dong-y", page=PAGE,
        data={"muc": "matching", "ve": "goi-y", "dong_y": "1"},
    )  # fmt: skip
    assert answer.location == PAGE
    assert titles(browser.get(PAGE).page)


def test_a_profile_that_says_nothing_is_asked_one_question(db, sign_in):
    make_opening(db)
    person = make_person(db, blank=True)

    shown = sign_in(make_account(db, person=person)).get(PAGE).page

    assert "Chưa biết anh/chị muốn làm gì" in words(shown)
    assert shown.select_one("a[href='/nguoi-tim-viec/ho-so/mong-muon']")


def test_an_opening_applied_for_carries_its_state(db, seeker, person):
    apply_to_opening(
        db, person=person, opening=make_opening(db), sent_by=None, today=TODAY, now=NOW
    )

    assert "Đã nộp" in words(seeker.get(PAGE).page.select_one(".card"))


def test_many_jobs_come_in_pages(db, seeker):
    site = None
    for _ in range(11):
        opening = make_opening(db, site=site)
        site = site or opening_site(db, opening)

    first, second = seeker.get(PAGE).page, seeker.get(PAGE + "?trang=2").page

    assert (len(first.select(".card")), len(second.select(".card"))) == (8, 3)
    assert first.select_one("a[rel=next]")["href"] == PAGE + "?trang=2"


def opening_site(db, opening):
    from workforce.models import Site

    return db.get(Site, opening.site_id)


def test_a_page_number_that_is_none_shows_a_page(db, seeker):
    make_opening(db)

    for number in ("0", "-3", "99999999999999999999", "hai", "%00"):
        assert seeker.get(f"{PAGE}?trang={number}").status_code == 200


def test_nobody_under_age_sees_night_work(db, sign_in):
    make_opening(db, title="May ca ngày")
    make_opening(db, title="May ca đêm", at_night=True)
    person = make_person(db, under_age=True)

    assert titles(sign_in(make_account(db, person=person)).get(PAGE).page) == ["May ca ngày"]


def test_the_one_change_that_would_help_most_stands_on_top_with_its_course(db, seeker, person):
    make_opening(db, title="Lái xe nâng", occupation_key=FORKLIFT, requires=("lai-xe-nang",))
    intake = make_intake(db, course=make_course(db, title="Lái xe nâng cơ bản",
                                                teaches=("lai-xe-nang",)))  # fmt: skip
    person.desired, person.about = "lái xe nâng", ""
    db.add(person)

    panel = seeker.get(PAGE).page.select_one("section[aria-labelledby=one-change]")

    said = "Có chứng chỉ lái xe nâng, anh/chị nộp được thêm 1 việc, lương 7–9 triệu/tháng."
    assert said in words(panel)
    link = panel.select_one("a")
    assert link["href"] == f"/khoa-hoc/{intake.course_id}"
    for fact in ("khai giảng", "còn 20 chỗ", "cách nhà", "không thu học phí"):
        assert fact in words(link.find_parent("li"))


def test_for_what_is_learnt_on_the_job_no_class_is_named(db, seeker, person):
    make_opening(db, title="Công nhân may", requires=("may-may-1-kim",))
    make_intake(db, course=make_course(db, title="Cắt tóc", teaches=("may-may-1-kim",)))
    person.about = ""
    db.add(person)

    card = seeker.get(PAGE).page.select_one("[aria-labelledby=jobs] .card")

    assert "Cần bổ sung: may máy" in words(card)
    assert "Cắt tóc" not in words(card)
