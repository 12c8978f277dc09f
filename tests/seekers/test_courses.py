"""Enrol in a class, wait for one, leave it."""

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.people import make_person
from tests.factories.schools import make_course, make_enrolment, make_intake
from tests.pages import words
from workforce.models import Enrolment, EnrolmentStatus

LIST = "/nguoi-tim-viec/viec-da-nop"


def enrol_url(intake):
    return f"/nguoi-tim-viec/dang-ky-hoc/{intake.id}"


def test_enrolling_takes_a_seat_and_shows_on_the_list(db, seeker, person):
    intake = make_intake(db)

    assert "Khai giảng" in words(seeker.get(enrol_url(intake)).page.main)
    seeker.post(enrol_url(intake))

    row = db.exec(select(Enrolment)).one()
    db.refresh(intake)
    assert (row.person_id, row.status, intake.seats_taken) == (
        person.id, EnrolmentStatus.ACCEPTED, 1,
    )  # fmt: skip
    assert "May công nghiệp cơ bản" in words(seeker.get(LIST).page)


def test_a_double_click_takes_one_seat(db, seeker):
    intake = make_intake(db)
    token = seeker.token(enrol_url(intake), page=enrol_url(intake))
    for _ in range(2):
        seeker.post_raw(enrol_url(intake), data={"csrf_token": token})

    db.refresh(intake)
    assert (len(db.exec(select(Enrolment)).all()), intake.seats_taken) == (1, 1)


def test_a_full_class_puts_one_on_the_waiting_list(db, seeker):
    intake = make_intake(db, full=True)
    assert "Vào danh sách chờ" in words(seeker.get(enrol_url(intake)).page)

    seeker.post(enrol_url(intake))

    assert db.exec(select(Enrolment)).one().status == EnrolmentStatus.WAITING


def test_leaving_gives_the_seat_to_the_next_in_line(db, seeker, person):
    intake = make_intake(db, seats=1)
    mine = make_enrolment(db, person=person, intake=intake)
    waiting = make_enrolment(
        db, person=make_person(db), intake=intake, status=EnrolmentStatus.WAITING
    )

    seeker.post(f"/nguoi-tim-viec/lop-hoc/{mine.id}/rut", page=LIST)

    db.refresh(mine)
    db.refresh(waiting)
    assert (mine.status, waiting.status) == (
        EnrolmentStatus.WITHDRAWN, EnrolmentStatus.ACCEPTED,
    )  # fmt: skip


def test_another_persons_enrolment_is_a_404(db, seeker, any_token):
    other = make_enrolment(db, person=make_person(db))
    token = any_token(seeker)

    for number in (other.id, 999_999):
        url = f"/nguoi-tim-viec/lop-hoc/{number}/rut"
        assert seeker.post_raw(url, data={"csrf_token": token}).status_code == 404
    db.refresh(other)
    assert other.status == EnrolmentStatus.ACCEPTED


@pytest.mark.parametrize("trait", ["begun", "cancelled"])
def test_a_class_that_takes_nobody_says_so(db, seeker, trait):
    intake = make_intake(db, **({"begun": True} if trait == "begun" else {"is_cancelled": True}))

    answer = seeker.get(enrol_url(intake))

    assert answer.status_code == 409
    assert "không còn nhận đăng ký" in answer.text


def test_a_draft_course_and_an_unknown_class_are_404(db, seeker):
    draft = make_intake(db, course=make_course(db, draft=True))

    assert seeker.get(enrol_url(draft)).status_code == 404
    assert seeker.get("/nguoi-tim-viec/dang-ky-hoc/999999").status_code == 404
    assert seeker.get("/nguoi-tim-viec/dang-ky-hoc/" + "9" * 25).status_code == 404


def test_a_newcomer_is_led_to_the_profile_first(db, sign_in):
    intake = make_intake(db)

    answer = sign_in(make_account(db)).get(enrol_url(intake))

    assert answer.location == "/nguoi-tim-viec/ho-so/mong-muon"
