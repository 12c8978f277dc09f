"""From people and posts to a class: counted at night, proposed, taken up, suggested."""

import json

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise, make_site
from tests.factories.households import make_household
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.factories.schools import make_course, make_intake, make_school
from tests.factories.vocabulary import FORKLIFT, occupation
from tests.fixed_clock import TODAY
from tests.pages import words
from tests.training.conftest import make_demand
from workforce.models import (
    ClassDemand,
    ClassProposal,
    Course,
    CourseSkill,
    CourseStatus,
    HouseholdMember,
    Intake,
    Role,
)
from workforce.suggestions.run import compute
from workforce.training.demand import count_all

LIST = "/dao-tao/nhu-cau"


@pytest.fixture
def forklift_posts(db):
    """Eight posts for forklift drivers in An Nghiệp, Châu Thành."""
    return make_opening(
        db, title="Lái xe nâng", occupation_key=FORKLIFT, posts=8, requires=("lai-xe-nang",),
        description="Lái xe nâng kho.", requirements="Có chứng chỉ lái xe nâng.",
    )  # fmt: skip


def wishes_forklift(db, **values):
    return make_person(db, desired="lái xe nâng", about="", **values)


def counted(database, db):
    database.publish()
    count_all(database.session, today=TODAY, chunk=2)
    db.expire_all()
    key = occupation(db, FORKLIFT).id
    rows = db.exec(select(ClassDemand).where(ClassDemand.occupation_id == key)).all()
    return {row.district: row.numbers for row in rows}


def test_people_posts_groups_and_seats_are_counted_by_old_district(database, db, forklift_posts):
    for year in (1960, 1990, 2000):
        wishes_forklift(db, birth_year=year)
    landed = wishes_forklift(db)
    household = make_household(db)
    db.add(HouseholdMember(household_id=household.id, person_id=landed.id))
    course = make_course(db, teaches=("lai-xe-nang",), occupation_id=occupation(db, FORKLIFT).id)
    make_intake(db, course=course, seats=3)

    numbers = counted(database, db)["Huyện Châu Thành"]

    assert (numbers["people"], numbers["openings"], numbers["posts"]) == (4, 1, 8)
    assert numbers["groups"] == {"over_45": 1, "low_schooling": 4, "land": 1}
    assert sum(row["free_seats"] for row in counted(database, db).values()) <= 3


def test_who_holds_the_licence_or_did_not_agree_is_not_counted(database, db, forklift_posts):
    wishes_forklift(db, consents_to=())
    make_person(db, desired="lái xe nâng", about="Tôi có chứng chỉ lái xe nâng.")

    assert "Huyện Châu Thành" not in counted(database, db)


def test_counting_again_replaces_what_was_counted(database, db, forklift_posts):
    wishes_forklift(db)
    first = counted(database, db)

    assert counted(database, db) == first


def test_the_list_says_the_sentence_and_marks_assumptions(at_school, db):
    make_demand(db)

    page = at_school.get(LIST).page

    assert "ở Huyện Kế Sách: khoảng 50 người đủ điều kiện, 100 việc đang chờ" in words(page)
    assert "Có tỷ lệ giả định" in words(page)
    assert "dưới 5 người" in words(page)
    assert ": 3 người" not in words(page)


def test_the_steps_show_the_calculation_and_where_the_rates_are_from(at_school, db):
    row = make_demand(db)

    page = words(at_school.get(f"{LIST}/{row.id}").page)

    for step in ("50 − 5", "100 − 5", "30 × 80 % (giả định)", "24 × 60 % (giả định)", "0,29"):
        assert step in page
    assert "giả định chưa kiểm chứng" in page


def test_the_group_asked_for_decides_rank_and_what_is_shown(at_school, db):
    make_demand(db, groups={"over_45": 0, "low_schooling": 12, "land": 0})
    make_demand(db, district="Huyện Mỹ Tú", free_seats=0,
                groups={"over_45": 30, "low_schooling": 9, "land": 0})  # fmt: skip

    older = at_school.get(f"{LIST}?nhom=tren-45").page

    assert [one.text for one in older.select(".card-title") if "Mỹ Tú" in one.text]
    assert not [one for one in older.select(".card-title") if "Kế Sách" in one.text]


def test_taking_a_proposal_up_makes_a_draft_with_an_intake_and_keeps_the_numbers(
    at_school, db, school
):
    row = make_demand(db)

    answer = at_school.post(f"{LIST}/{row.id}/nhan", page=LIST)

    made = db.exec(select(ClassProposal)).one()
    course, intake = db.get_one(Course, made.course_id), db.get_one(Intake, made.intake_id)
    assert answer.location == f"/co-so-dao-tao/khoa-hoc/{course.id}"
    assert (course.school_id, course.status) == (school.id, CourseStatus.DRAFT)
    assert intake.seats == 30
    assert db.exec(select(CourseSkill).where(CourseSkill.course_id == course.id)).first()
    kept = json.loads(json.dumps(made.numbers))
    assert (kept["people"], kept["posts"], kept["rates"]["completion"]["assumed"]) == (
        50,
        100,
        True,
    )


def test_taking_it_up_twice_is_once(at_school, db):
    row = make_demand(db)

    for _ in range(2):
        at_school.post(f"{LIST}/{row.id}/nhan", page=LIST)

    assert len(db.exec(select(ClassProposal)).all()) == 1
    assert len(db.exec(select(Intake)).all()) == 1


@pytest.mark.parametrize("state", [{"is_suspended": True}, {"is_verified": False}])
def test_a_school_that_is_suspended_or_not_verified_takes_none_up(db, sign_in, state):
    row = make_demand(db)
    browser = sign_in(make_account(db, Role.SCHOOL, school=make_school(db, **state)))

    answer = browser.post(f"{LIST}/{row.id}/nhan", page=LIST)

    assert answer.status_code in {403, 409}
    assert db.exec(select(ClassProposal)).all() == []


def test_once_published_the_people_concerned_get_the_course(
    at_school, database, db, forklift_posts
):
    person = wishes_forklift(db)
    row = make_demand(db)
    at_school.post(f"{LIST}/{row.id}/nhan", page=LIST)
    made = db.exec(select(ClassProposal)).one()
    assert made.course_id not in offered(db, person)

    at_school.post(
        f"/co-so-dao-tao/khoa-hoc/{made.course_id}/dang",
        page=f"/co-so-dao-tao/khoa-hoc/{made.course_id}",
    )
    db.expire_all()

    assert made.course_id in offered(db, person)


def offered(db, person):
    return [row["course_id"] for row in compute(db, person.id, today=TODAY).courses]


def test_the_department_reads_and_has_no_button(db, sign_in):
    row = make_demand(db)
    browser = sign_in(make_account(db, Role.DEPARTMENT))

    for address in (LIST, f"{LIST}/{row.id}"):
        page = browser.get(address)
        assert page.status_code == 200
        assert "Nhận mở lớp" not in words(page.page)


def test_before_the_first_night_the_page_says_there_are_no_figures(at_school):
    assert "Chưa có số liệu" in words(at_school.get(LIST).page)


def test_an_enterprise_site_far_away_is_not_in_reach(database, db):
    wishes_forklift(db)
    enterprise = make_enterprise(db)
    site = make_site(db, enterprise=enterprise, lat=10.7, lon=106.7)
    make_opening(db, title="Lái xe nâng", occupation_key=FORKLIFT, requires=("lai-xe-nang",),
                 enterprise=enterprise, site=site)  # fmt: skip

    assert counted(database, db) == {}
