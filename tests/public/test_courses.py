"""Courses: the list, the search, one course, its seats."""

import json

import pytest

from tests.factories.openings import make_opening
from tests.factories.schools import make_course, make_intake, make_school
from tests.pages import words
from workforce.models import CourseStatus


def titles(page):
    return [words(title) for title in page.select(".card-title")]


def test_the_course_that_starts_first_stands_first(client, database):
    db = database.arranging()
    make_course(db, title="Chưa có ngày")
    make_intake(db, course=make_course(db, title="May công nghiệp"))
    make_course(db, title="Nháp", draft=True)
    assert titles(client.get("/khoa-hoc").page) == ["May công nghiệp", "Chưa có ngày"]


def test_courses_are_found_without_marks(client, database):
    db = database.arranging()
    welding = make_course(
        db, title="Hàn điện", description="Hàn hồ quang tay.", teaches=("han-ho-quang-tay",)
    )
    for course in (make_course(db, title="May công nghiệp cơ bản"), welding):
        make_intake(db, course=course)
    assert titles(client.get("/khoa-hoc?q=han+dien").page)[0] == "Hàn điện"


def test_a_course_says_fee_seats_start_hours_and_who_pays(client, database):
    db = database.arranging()
    course = make_course(db)
    make_intake(db, course=course, seats=20, seats_taken=8)
    main = words(client.get(f"/khoa-hoc/{course.id}").page.main)
    for said in (
        "Không thu học phí", "Ngân sách hỗ trợ", "Còn 12 chỗ", "Khai giảng 21/09/2026",
        "8 tuần, 200 giờ, trong đó 150 giờ thực hành", "May máy 1 kim",
    ):  # fmt: skip
        assert said in main


def test_a_course_leads_to_enrolling_and_shows_who_asks_for_it(client, database):
    db = database.arranging()
    course = make_course(db, teaches=("may-may-1-kim",))
    intake = make_intake(db, course=course)
    make_opening(db, title="Thợ may cần một kim", requires=("may-may-1-kim",))
    make_opening(db, title="Không liên quan")
    page = client.get(f"/khoa-hoc/{course.id}").page
    assert str(intake.id) in page.select_one("main .action-bar a")["href"]
    assert titles(page) == ["Thợ may cần một kim"]


def test_a_full_intake_offers_the_waiting_list(client, database):
    db = database.arranging()
    course = make_course(db)
    make_intake(db, course=course, full=True)
    page = client.get(f"/khoa-hoc/{course.id}").page
    assert "Ghi vào danh sách chờ" in words(page.select_one("main .action-bar"))


def test_an_intake_that_began_or_was_cancelled_takes_nobody(client, database):
    db = database.arranging()
    course = make_course(db)
    make_intake(db, course=course, begun=True)
    make_intake(db, course=course, is_cancelled=True)
    page = client.get(f"/khoa-hoc/{course.id}").page
    assert not page.select("main .action-bar")
    assert "Chưa có đợt khai giảng nào nhận đăng ký" in words(page.main)


def test_closed_courses_are_gone_and_drafts_do_not_exist(client, database):
    db = database.arranging()
    closed = make_course(db, status=CourseStatus.CLOSED)
    assert client.get(f"/khoa-hoc/{closed.id}").status_code == 410
    assert client.get(f"/khoa-hoc/{make_course(db, draft=True).id}").status_code == 404
    assert client.get("/khoa-hoc/2147483647").status_code == 404


def test_search_engines_are_told_what_is_known_of_a_course(client, database):
    db = database.arranging()
    course = make_course(db)
    make_intake(db, course=course)
    page = client.get(f"/khoa-hoc/{course.id}").page
    data = json.loads(page.select_one("script[type='application/ld+json']").string)
    assert data["@type"] == "Course"
    assert data["provider"]["name"] == "Trung tâm Dạy nghề Mẫu"
    assert data["offers"]["price"] == 0
    assert data["hasCourseInstance"]["startDate"] == "2026-09-21"


def test_a_course_without_a_fee_or_a_date_invents_neither(client, database):
    course = make_course(database.arranging(), fee_vnd=None)
    page = client.get(f"/khoa-hoc/{course.id}").page
    data = json.loads(page.select_one("script[type='application/ld+json']").string)
    assert not {"offers", "hasCourseInstance"} & data.keys()
    assert "Chưa ghi học phí" in words(page.main)


@pytest.mark.parametrize(
    "asked",
    ["th=60", "chuan=y", "tin=y", "nn=y", "cho=to-truong", "tieng=km", "mien=y"],
)
def test_a_condition_keeps_the_courses_that_meet_it(client, db, asked):
    make_intake(
        db,
        course=make_course(
            db, title="Đủ cả", hours_total=100, hours_practice=60, skill_standard="national",
            hours_it=5, hours_language=5, audience="line_leader", language="km", fee_vnd=0,
        ),
    )  # fmt: skip
    make_intake(
        db,
        course=make_course(
            db, title="Không có gì", hours_total=None, hours_practice=None, fee_vnd=100_000,
            audience="manager",
        ),
    )  # fmt: skip

    assert titles(client.get(f"/khoa-hoc?{asked}").page) == ["Đủ cả"]


def test_courses_of_a_suspended_school_are_not_listed(client, db):
    make_intake(db, course=make_course(db, school=make_school(db, is_suspended=True)))

    assert titles(client.get("/khoa-hoc").page) == []
