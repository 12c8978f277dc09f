"""Intakes and the people in them: seats, steps, outcomes, and what a school must not see."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.people import make_person, make_sensitive
from tests.factories.schools import make_course, make_enrolment, make_intake
from tests.fixed_clock import NOW, TODAY
from tests.pages import words
from workforce.models import EnrolmentEvent, EnrolmentStatus, Intake, Notice

BASE = "/co-so-dao-tao"
E = EnrolmentStatus
GOOD = {"starts_on": "2026-10-05", "ends_on": "2026-12-05", "enrol_by": "2026-10-01", "seats": "25"}


def test_an_intake_is_added(school, db, place):
    school.post(f"{BASE}/khoa-hoc/{place.course.id}/dot-moi", data=GOOD)
    intake = db.exec(select(Intake).where(Intake.seats == 25)).one()
    assert (intake.starts_on, intake.enrol_by) == (dt.date(2026, 10, 5), dt.date(2026, 10, 1))


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": ""}, {"starts_on": "2026-09-06"}, {"starts_on": "0001-01-01"},
        {"starts_on": "9999-12-31"}, {"ends_on": "2026-10-04"}, {"enrol_by": "2026-10-06"},
        {"seats": "0"}, {"seats": "1000000000"}, {"seats": "nhiều"}, {"seats": ""},
    ],
)  # fmt: skip
def test_a_wrong_intake_is_told_and_not_kept(school, db, place, wrong):
    answer = school.post(f"{BASE}/khoa-hoc/{place.course.id}/dot-moi", data=GOOD | wrong)
    assert answer.status_code == 422
    assert answer.page.select(".error-summary li")
    assert len(db.exec(select(Intake)).all()) == 2


def test_seats_never_fall_below_those_taken(school, db, place):
    for number in range(3):
        make_enrolment(db, person=make_person(db, full_name=f"Người {number}"), intake=place.coming)
    where = f"{BASE}/lop/{place.coming.id}/sua"
    answer = school.post(where, data={"starts_on": "2026-09-21", "seats": "2"})
    db.refresh(place.coming)
    assert (answer.status_code, place.coming.seats) == (422, 20)
    assert "Đã có 3 người giữ chỗ" in words(answer.page.select_one("#seats-error"))

    school.post(where, data={"starts_on": "2026-09-21", "seats": "3"})
    db.refresh(place.coming)
    assert place.coming.seats == 3


def test_cancelling_names_how_many_are_told_and_what_they_are_offered(school, db, place):
    make_enrolment(db, person=make_person(db), intake=place.coming)
    later = make_intake(db, course=place.course, starts_on=dt.date(2026, 10, 20))

    page = school.open(f"{BASE}/lop/{place.coming.id}/huy").page

    assert "1 người đã đăng ký sẽ nhận tin lớp hủy" in words(page)
    assert later.starts_on.strftime("%d/%m/%Y") in words(page)


def test_cancelling_an_intake_with_people_tells_them_and_frees_their_seats(school, db, place):
    person = make_person(db)
    enrolment = make_enrolment(db, person=person, intake=place.coming)

    answer = school.post(f"{BASE}/lop/{place.coming.id}/huy", data={"reason": "Chưa đủ người"})

    db.refresh(place.coming)
    db.refresh(enrolment)
    assert answer.status_code == 302
    assert (place.coming.is_cancelled, place.coming.seats_taken) == (True, 0)
    assert enrolment.status == E.WITHDRAWN
    notice = db.exec(select(Notice).where(Notice.person_id == person.id)).one()
    assert notice.kind == "intake_cancelled"


def test_an_intake_somebody_finished_is_not_cancelled(school, db, place):
    make_enrolment(db, person=make_person(db), intake=place.begun, status=E.COMPLETED)

    assert (
        school.post(
            f"{BASE}/lop/{place.begun.id}/huy", data={"reason": "Chưa đủ người"}
        ).status_code
        == 409
    )
    db.refresh(place.begun)
    assert not place.begun.is_cancelled


def step(school, intake, enrolment, status):
    where = f"{BASE}/lop/{intake.id}"
    token = school.token(f"{where}/sua", page=f"{where}/sua")
    return school.post_raw(
        f"{BASE}/hoc-vien/{enrolment.id}/ket-qua",
        data={"csrf_token": token, "trang_thai": status},
    )


@pytest.mark.parametrize(
    ("start", "to", "is_open"),
    [
        (E.ACCEPTED, E.ATTENDING, True),
        (E.ACCEPTED, E.DROPPED, True),
        (E.ACCEPTED, E.COMPLETED, False),
        (E.ATTENDING, E.COMPLETED, True),
        (E.ATTENDING, E.DROPPED, True),
        (E.WAITING, E.ATTENDING, False),
        (E.WAITING, E.COMPLETED, False),
        (E.COMPLETED, E.ATTENDING, False),
        (E.DROPPED, E.ATTENDING, False),
    ],
)
def test_only_steps_that_follow_are_recorded(school, db, place, start, to, is_open):
    enrolment = make_enrolment(db, person=make_person(db), intake=place.begun, status=start)
    answer = step(school, place.begun, enrolment, to)
    db.refresh(enrolment)
    assert answer.status_code == (302 if is_open else 409)
    assert enrolment.status == (to if is_open else start)
    assert len(db.exec(select(EnrolmentEvent)).all()) == is_open


@pytest.mark.parametrize("wrong", ["", "accepted", "withdrawn", "giỏi"])
def test_an_unknown_step_is_refused(school, db, place, wrong):
    enrolment = make_enrolment(db, person=make_person(db), intake=place.begun)
    assert step(school, place.begun, enrolment, wrong).status_code == 422


def test_nobody_attends_a_class_that_has_not_begun(school, db, place):
    enrolment = make_enrolment(db, person=make_person(db), intake=place.coming)
    assert step(school, place.coming, enrolment, E.ATTENDING).status_code == 422
    db.refresh(enrolment)
    assert enrolment.status == E.ACCEPTED


def test_the_row_offers_the_next_step(school, db, place):
    make_enrolment(db, person=make_person(db, full_name="Thạch Mẫu"), intake=place.begun)
    buttons = school.get(f"{BASE}/lop/{place.begun.id}").page.select(".due-list button")
    assert [words(button) for button in buttons] == ["Đang học : Thạch Mẫu", "Nghỉ học : Thạch Mẫu"]


def test_the_waiting_list_says_whose_turn_it_is(school, db, place):
    for name in ("Người Một", "Người Hai"):
        make_enrolment(
            db, person=make_person(db, full_name=name), intake=place.coming, status=E.WAITING
        )
    page = school.get(f"{BASE}/lop/{place.coming.id}").page
    rows = [words(row) for row in page.select(".due-list li")]
    assert "Trong danh sách chờ (1)" in rows[0]
    assert "Trong danh sách chờ (2)" in rows[1]


def test_home_lists_what_is_due(school, db, place):
    make_enrolment(db, person=make_person(db), intake=place.begun)
    make_enrolment(db, person=make_person(db), intake=place.coming, status=E.WAITING)
    make_course(db, school=place.school, title="Nấu ăn")
    main = words(school.get(f"{BASE}/").page.main)
    for due in ("Ghi ai đang học", "1 người chờ chỗ", "Khóa học chưa có đợt khai giảng"):
        assert due in main


def test_an_intake_nobody_chose_is_due_before_it_starts(school, place):
    assert "chưa có ai đăng ký" in words(school.get(f"{BASE}/").page.main)


@pytest.mark.parametrize(("people", "shown"), [(4, "chưa có số liệu"), (5, "0 %")])
def test_outcomes_of_few_people_are_not_published(school, db, place, people, shown):
    finished = NOW - dt.timedelta(days=250)
    for number in range(people):
        enrolment = make_enrolment(
            db, person=make_person(db, full_name=f"Người {number}"), intake=place.begun,
            status=E.COMPLETED,
        )  # fmt: skip
        db.add(EnrolmentEvent(enrolment_id=enrolment.id, status=E.COMPLETED, at=finished))
    db.flush()
    main = words(school.get(f"{BASE}/thong-tin").page.main)
    assert f"Học xong có việc trong 6 tháng: {shown}" in main


def test_a_school_cannot_open_another_schools_records(school, db, other_place):
    enrolment = make_enrolment(db, person=make_person(db), intake=other_place.begun)
    course, intake = other_place.course.id, other_place.begun.id
    token = school.token(f"{BASE}/thong-tin/sua", page=f"{BASE}/thong-tin/sua")
    for address in (
        f"{BASE}/khoa-hoc/{course}", f"{BASE}/khoa-hoc/{course}/sua",
        f"{BASE}/khoa-hoc/{course}/dot-moi", f"{BASE}/lop/{intake}", f"{BASE}/lop/{intake}/sua",
    ):  # fmt: skip
        assert school.get(address).status_code == 404, address
    for address in (
        f"{BASE}/khoa-hoc/{course}/sua", f"{BASE}/khoa-hoc/{course}/dang",
        f"{BASE}/khoa-hoc/{course}/dong", f"{BASE}/khoa-hoc/{course}/dot-moi",
        f"{BASE}/lop/{intake}/sua", f"{BASE}/lop/{intake}/huy",
        f"{BASE}/hoc-vien/{enrolment.id}/ket-qua",
    ):  # fmt: skip
        answer = school.post_raw(address, data={"csrf_token": token, "trang_thai": "attending"})
        assert answer.status_code == 404, address


def test_a_withdrawn_enrolment_is_gone(school, db, place):
    person = make_person(db, full_name="Người Đã Rút")
    enrolment = make_enrolment(db, person=person, intake=place.begun, status=E.WITHDRAWN)
    assert "Người Đã Rút" not in school.get(f"{BASE}/lop/{place.begun.id}").text
    assert step(school, place.begun, enrolment, E.ATTENDING).status_code == 404


def test_nothing_but_name_and_number_is_on_any_page(school, db, place):
    person = make_person(
        db, full_name="Lý Thị Mẫu", birth_date=dt.date(1987, 4, 19), birth_year=1987,
        hamlet="Ấp Chim Én", sex="female", national_id_last4="7391", about="nuôi con một mình",
    )  # fmt: skip
    make_sensitive(
        db, person, ethnicity="khmer-canary", disability="khuyet-tat-canary", poverty="poor-canary"
    )
    make_enrolment(db, person=person, intake=place.begun)
    pages = [
        f"{BASE}/", f"{BASE}/khoa-hoc", f"{BASE}/khoa-hoc/{place.course.id}", f"{BASE}/hoc-vien",
        f"{BASE}/lop/{place.begun.id}", f"{BASE}/thong-tin",
    ]  # fmt: skip
    texts = {address: school.get(address).page.main.decode() for address in pages}
    assert "Lý Thị Mẫu" in texts[f"{BASE}/lop/{place.begun.id}"]
    never = ("1987", "19/04", "Chim Én", "female", "7391", "nuôi con", "canary", "Xã An Hiệp")
    for address, text in texts.items():
        for canary in never:
            assert canary not in text, f"{canary} on {address}"


def test_the_schools_own_record_is_changed(school, db, place):
    school.post(f"{BASE}/thong-tin/sua", data={"contact_phone": "0901 234 567", "unit": ""})
    db.refresh(place.school)
    assert (place.school.contact_phone, place.school.unit_id) == ("+84901234567", None)
    answer = school.post(f"{BASE}/thong-tin/sua", data={"contact_phone": "12"})
    assert answer.status_code == 422


def test_the_intake_shown_next_is_the_nearest(school, db, place):
    make_intake(db, course=place.course, starts_on=TODAY + dt.timedelta(days=3))
    card = words(school.get(f"{BASE}/khoa-hoc").page.select_one(".card"))
    assert "Khai giảng 10/09/2026" in card
