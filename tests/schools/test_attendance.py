"""Days of class: who was there, corrected, counted; and the calendar."""

import datetime as dt

from sqlmodel import select

from tests.factories.people import make_person
from tests.factories.schools import make_enrolment
from tests.fixed_clock import TODAY
from tests.pages import words
from workforce.models import Attendance, EnrolmentStatus

BASE = "/co-so-dao-tao"
E = EnrolmentStatus


def enrolled(db, place, **values):
    return make_enrolment(db, person=make_person(db, **values), intake=place.begun)


def tick(school, place, day, *present):
    return school.post(
        f"{BASE}/lop/{place.begun.id}/diem-danh",
        data={"day": day.isoformat(), "present": [str(one.id) for one in present]},
    )


def recorded(db):
    return {one.enrolment_id: one.is_present for one in db.exec(select(Attendance))}


def test_who_is_ticked_was_there_and_the_others_were_not(school, db, place):
    first, second = enrolled(db, place), enrolled(db, place)

    tick(school, place, TODAY, first)

    assert recorded(db) == {first.id: True, second.id: False}


def test_the_last_word_of_a_day_stands(school, db, place):
    first, second = enrolled(db, place), enrolled(db, place)

    tick(school, place, TODAY, first)
    tick(school, place, TODAY, second)
    db.expire_all()

    assert recorded(db) == {first.id: False, second.id: True}


def test_days_before_the_class_and_to_come_are_refused(school, db, place):
    first = enrolled(db, place)

    for day in (place.begun.starts_on - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)):
        assert tick(school, place, day, first).status_code == 422
    assert recorded(db) == {}


def test_who_waits_or_is_of_another_class_is_not_recorded(school, db, place, other_place):
    mine = enrolled(db, place)
    make_enrolment(db, person=make_person(db), intake=place.begun, status=E.WAITING)
    foreign = make_enrolment(db, person=make_person(db), intake=other_place.begun)

    tick(school, place, TODAY, mine)

    assert set(recorded(db)) == {mine.id}
    page = f"{BASE}/lop/{other_place.begun.id}/diem-danh"
    assert school.get(page).status_code == 404
    assert foreign.id not in recorded(db)


def test_the_page_counts_the_days(school, db, place):
    first = enrolled(db, place, full_name="Lý Thị Đông")
    tick(school, place, TODAY, first)

    page = words(school.get(f"{BASE}/lop/{place.begun.id}/diem-danh").page)

    assert "Lý Thị Đông" in page
    assert "1/1" in page


def test_the_calendar_lists_classes_by_month(school, place):
    page = school.get(f"{BASE}/lich").page

    assert "21/09/2026" in words(page)
    assert page.select("h2")
