"""Courses: read from their title, kept when wrong, on offer when the school says so."""

import pytest
from sqlmodel import select

from tests.factories.schools import make_course
from tests.factories.vocabulary import FORKLIFT, occupation, skill
from tests.pages import words
from workforce.models import Course, CourseSkill, CourseStatus

BASE = "/co-so-dao-tao"
NEW = f"{BASE}/khoa-hoc/moi"
FORM = f"{NEW}?ten=vận+hành+xe+nâng"
GOOD = {
    "title": "Vận hành xe nâng", "level": "so_cap", "hours_total": "300", "hours_practice": "200",
    "duration_weeks": "12", "fee_vnd": "2,5", "funding": ["ngan_sach", "tu_dong_gop"],
    "entry_education": "thcs",
}  # fmt: skip


def new_course(db, place):
    return db.exec(
        select(Course).where(Course.school_id == place.school.id, Course.id != place.course.id)
    ).one_or_none()


def test_the_title_says_the_occupation(school, db):
    page = school.get(FORM).page
    chosen = page.select_one("select[name=occupation] option[selected]")
    assert chosen["value"] == str(occupation(db, FORKLIFT).id)
    assert page.select("input[name=skills]")


def test_a_course_is_a_draft_until_it_is_put_on_offer(school, db, place):
    teaches = skill(db, "may-may-1-kim")
    answer = school.post(NEW, page=FORM, data=GOOD | {"skills": str(teaches.id)})
    course = new_course(db, place)
    assert answer.location == f"{BASE}/khoa-hoc/{course.id}"
    assert (course.status, course.fee_vnd) == (CourseStatus.DRAFT, 2_500_000)
    assert course.funding == ["ngan_sach", "tu_dong_gop"]
    taught = db.exec(select(CourseSkill.skill_id).where(CourseSkill.course_id == course.id)).all()
    assert taught == [teaches.id]

    school.post(f"{answer.location}/dang", page=answer.location)
    db.refresh(course)
    assert course.status == CourseStatus.OPEN
    school.post(f"{answer.location}/dong", page=answer.location)
    db.refresh(course)
    assert course.status == CourseStatus.CLOSED


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""}, {"title": "x" * 121}, {"title": "May\x00"}, {"level": ""},
        {"level": "thần sầu"}, {"level": "none"}, {"hours_practice": "301"},
        {"hours_total": "0"}, {"hours_total": "1000000000"}, {"duration_weeks": "501"},
        {"fee_vnd": "rẻ"}, {"funding": "ai_do"}, {"entry_education": "x"}, {"unit": "999999"},
        {"skills": "999999"}, {"occupation": "99999999999999999999"}, {"description": "x" * 4001},
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_and_the_rest_is_kept(school, db, place, wrong):
    answer = school.post(NEW, page=FORM, data=GOOD | wrong)
    assert answer.status_code == 422
    assert answer.page.select(".error-summary li")
    if "duration_weeks" not in wrong:
        assert answer.page.select_one("input[name=duration_weeks]")["value"] == "12"
    assert new_course(db, place) is None


def test_reading_the_title_again_saves_nothing(school, db, place):
    answer = school.post(NEW, page=FORM, data=GOOD | {"title": "công nhân may", "buoc": "doc"})
    chosen = answer.page.select_one("select[name=occupation] option[selected]")
    assert answer.status_code == 200
    assert chosen["value"] == str(occupation(db).id)
    assert new_course(db, place) is None


def test_a_course_is_changed(school, db, place):
    school.post(f"{BASE}/khoa-hoc/{place.course.id}/sua", data=GOOD | {"title": "May nâng cao"})
    db.refresh(place.course)
    assert (place.course.title, place.course.status) == ("May nâng cao", CourseStatus.OPEN)


def test_the_list_shows_the_next_intake_and_its_seats(school, place, db):
    make_course(db, school=place.school, title="Nấu ăn", draft=True)
    cards = [words(card) for card in school.get(f"{BASE}/khoa-hoc").page.select(".card")]
    assert "Khai giảng 21/09/2026 · còn 20 chỗ" in cards[0]
    assert "Nấu ăn" in cards[1]
    assert "Chưa có đợt khai giảng" in cards[1]


QUALITY = {
    "certificate": "Chứng chỉ sơ cấp", "skill_standard": "national", "hours_it": "20",
    "hours_language": "30", "audience": "line_leader", "language": "km",
}  # fmt: skip


def test_what_the_resolution_asks_of_a_course_is_kept_and_shown(school, db, place):
    answer = school.post(NEW, page=FORM, data=GOOD | QUALITY)

    course = new_course(db, place)
    assert (course.certificate, course.skill_standard) == ("Chứng chỉ sơ cấp", "national")
    assert (course.hours_it, course.hours_language) == (20, 30)
    assert (course.audience, course.language) == ("line_leader", "km")
    page = words(school.get(answer.location).page)
    for said in ("Chuẩn kỹ năng nghề quốc gia", "Tổ trưởng, chuyền trưởng", "Tiếng Khmer"):
        assert said in page


def test_informatics_and_languages_are_parts_of_the_whole(school, db, place):
    wrong = GOOD | QUALITY | {"hours_it": "200", "hours_language": "101"}

    assert school.post(NEW, page=FORM, data=wrong).status_code == 422
    assert new_course(db, place) is None


def test_skills_named_in_the_text_are_ticked_to_be_confirmed(school, db):
    answer = school.post(
        NEW, page=FORM,
        data=GOOD | {"description": "Học hàn điện hồ quang tay.", "buoc": "doc"},
    )  # fmt: skip

    ticked = {one["value"] for one in answer.page.select("input[name=skills][checked]")}
    assert ticked


def test_a_suspended_school_puts_nothing_on_offer(school, db, place):
    course = make_course(db, school=place.school, draft=True)
    place.school.is_suspended, place.school.status_reason = True, "giấy phép hết hạn"
    db.add(place.school)
    page = f"{BASE}/khoa-hoc/{course.id}"

    answer = school.post(f"{page}/dang", page=page)

    db.refresh(course)
    assert (answer.status_code, course.status) == (403, CourseStatus.DRAFT)
