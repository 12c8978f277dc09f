"""Enrol in a class, wait for one, leave it."""

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.people import make_person
from tests.factories.schools import make_course, make_enrolment, make_intake
from tests.fixed_clock import NOW
from tests.pages import words
from workforce.enrolments.actions import cancel, leave
from workforce.models import Enrolment, EnrolmentStatus, Intake, SeatOffer

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


def own(enrolment, step=""):
    return f"/nguoi-tim-viec/lop-hoc/{enrolment.id}{step}"


@pytest.fixture
def freed(db, person):
    """A seat somebody gave back, held for the person of the browser; one more waits behind."""
    intake = make_intake(db, seats=1)
    leaver = make_enrolment(db, person=make_person(db), intake=intake)
    mine, other = (
        make_enrolment(db, person=one, intake=intake, status=EnrolmentStatus.WAITING)
        for one in (person, make_person(db))
    )
    leave(db, enrolment=leaver, by=make_account(db), now=NOW)
    return intake, mine, other


def test_leaving_asks_the_next_in_line(db, seeker, person):
    intake = make_intake(db, seats=1)
    mine = make_enrolment(db, person=person, intake=intake)
    waiting = make_enrolment(
        db, person=make_person(db), intake=intake, status=EnrolmentStatus.WAITING
    )

    seeker.post(own(mine, "/rut"), page=own(mine))

    db.refresh(mine)
    assert mine.status == EnrolmentStatus.WITHDRAWN
    assert db.exec(select(SeatOffer.enrolment_id)).all() == [waiting.id]


def test_a_held_seat_is_taken_with_one_tap_and_a_second_tap_changes_nothing(db, seeker, freed):
    intake, mine, _other = freed
    page = seeker.get(own(mine)).page
    assert "Chỗ này giữ đến 09:00 10/09/2026" in words(page)
    token = seeker.token(own(mine, "/nhan-cho"), page=own(mine))

    for _tap in range(2):
        answer = seeker.post_raw(own(mine, "/nhan-cho"), data={"csrf_token": token})
        assert answer.status_code == 302

    db.refresh(mine)
    db.refresh(intake)
    assert (mine.status, intake.seats_taken) == (EnrolmentStatus.ACCEPTED, 1)


def test_a_link_alone_takes_no_seat(seeker, freed):
    _intake, mine, _other = freed

    assert seeker.get(own(mine, "/nhan-cho")).status_code == 405


def test_an_answer_too_late_is_refused_and_says_what_to_do(db, seeker, freed, fixed_clock):
    _intake, mine, _other = freed
    token = seeker.token(own(mine, "/nhan-cho"), page=own(mine))
    fixed_clock.advance(days=4)

    answer = seeker.post_raw(own(mine, "/nhan-cho"), data={"csrf_token": token})

    assert answer.status_code == 409
    assert "Đã hết hạn nhận chỗ này" in answer.text


def test_the_place_in_line_is_on_the_page_and_in_the_list(seeker, db, person):
    intake = make_intake(db, full=True)
    for one in (make_person(db), person):
        mine = make_enrolment(db, person=one, intake=intake, status=EnrolmentStatus.WAITING)

    assert "Anh/chị đứng thứ 2 trong danh sách chờ" in words(seeker.get(own(mine)).page)
    assert "Thứ 2 trong danh sách chờ" in words(seeker.get(LIST).page)


def test_a_cancelled_class_shows_the_next_best_with_a_free_seat(db, seeker, person):
    course = make_course(db)
    mine = make_enrolment(db, person=person, intake=make_intake(db, course=course))
    full = make_intake(db, course=course, full=True)
    alike = make_intake(db, course=make_course(db, title="May gia đình"))
    cancel(db, intake=db.get_one(Intake, mine.intake_id), by=make_account(db), now=NOW)

    page = seeker.get(own(mine)).page

    assert "Lớp đã hủy" in words(page)
    links = {link["href"] for link in page.select("section[aria-labelledby=instead] a")}
    assert enrol_url(alike) in links
    assert enrol_url(full) not in links
    assert page.select_one("section[aria-labelledby=instead] h3").text == "May gia đình"


def test_another_persons_enrolment_is_a_404(db, seeker, any_token):
    other = make_enrolment(db, person=make_person(db))
    token = any_token(seeker)

    for number in (other.id, 999_999):
        url = f"/nguoi-tim-viec/lop-hoc/{number}"
        assert seeker.get(url).status_code == 404
        for step in ("rut", "nhan-cho"):
            answer = seeker.post_raw(f"{url}/{step}", data={"csrf_token": token})
            assert answer.status_code == 404
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
