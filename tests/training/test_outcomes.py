"""What became of who finished: due cohorts only, the trade, the wage, small numbers hidden."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import grant, make_person
from tests.factories.schools import make_course, make_intake, make_school
from tests.factories.vocabulary import FORKLIFT, SEWING, occupation
from tests.fixed_clock import NOW, TODAY
from tests.pages import words
from workforce.clock import add_months
from workforce.models import (
    Application,
    ConsentPurpose,
    Enrolment,
    EnrolmentEvent,
    EnrolmentStatus,
    EvidenceTier,
    Notice,
    Placement,
    PlacementEvent,
    PlacementEventKind,
    Role,
)
from workforce.training.outcomes import of_course, of_school, safe

E = EnrolmentStatus


class Class:
    """A class that ended ``months`` ago."""

    def __init__(self, db, *, months=7, course=None, key=SEWING):
        self.db = db
        self.ended = add_months(TODAY, -months)
        self.course = course or make_course(db, occupation_id=occupation(db, key).id)
        self.intake = make_intake(
            db, course=self.course, starts_on=self.ended - dt.timedelta(days=60),
            ends_on=self.ended, seats=50,
        )  # fmt: skip

    def learner(self, status=E.COMPLETED, **values):
        person = make_person(self.db, **values)
        at = dt.datetime.combine(self.ended, dt.time(8), tzinfo=dt.UTC)
        enrolment = Enrolment(
            person_id=person.id, intake_id=self.intake.id, status=status, created_at=at,
            updated_at=at,
        )  # fmt: skip
        self.db.add(enrolment)
        self.db.flush()
        self.db.add(EnrolmentEvent(enrolment_id=enrolment.id, status=status, at=at))
        self.db.flush()
        return person

    def hire(self, person, *, after_days=20, key=SEWING, wage=8_000_000, ended_after=None):
        placement = Placement(
            person_id=person.id, occupation_id=occupation(self.db, key).id, created_at=NOW
        )
        self.db.add(placement)
        self.db.flush()
        start = self.ended + dt.timedelta(days=after_days)
        self._event(placement, PlacementEventKind.EMPLOYER_CONFIRMED, start, wage_vnd=wage)
        if ended_after is not None:
            day = self.ended + dt.timedelta(days=ended_after)
            self._event(placement, PlacementEventKind.ENDED, day, reason="hết việc")

    def _event(self, placement, kind, day, **values):
        self.db.add(
            PlacementEvent(
                placement_id=placement.id, kind=kind, occurred_on=day, tier=EvidenceTier.C,
                recorded_at=NOW, recorded_role=Role.EMPLOYER, **values,
            )
        )  # fmt: skip
        self.db.flush()


def fill(room, *, working, without=0, **hired):
    for _ in range(working):
        room.hire(room.learner(), **hired)
    for _ in range(without):
        room.learner()


def row(found, months):
    return next(one for one in found.rows if one.months == months)


def test_work_is_looked_for_on_the_day_due_and_people_not_yet_due_are_left_out(db):
    room = Class(db, months=7)
    fill(room, working=6, without=5)

    found = of_course(db, room.course, today=TODAY)

    assert (row(found, 6).due, row(found, 6).working) == (11, 6)
    assert (row(found, 12).due, row(found, 12).working) == (0, None)


def test_work_that_ended_before_the_day_does_not_count(db):
    room = Class(db, months=7)
    fill(room, working=5)
    fill(room, working=5, ended_after=100)

    found = of_course(db, room.course, today=TODAY)

    assert (row(found, 3).working, row(found, 6).working) == (10, 5)


def test_the_trained_trade_is_told_apart(db):
    room = Class(db)
    fill(room, working=5)
    fill(room, working=5, key=FORKLIFT)

    found = of_course(db, room.course, today=TODAY)

    assert (row(found, 6).working, row(found, 6).in_trade) == (10, 5)


def test_who_studies_on_stands_apart(db):
    room = Class(db)
    fill(room, working=5)
    later = make_intake(
        db, course=make_course(db, title="Điện"), starts_on=room.ended + dt.timedelta(days=30)
    )
    for _ in range(5):
        person = room.learner()
        db.add(Enrolment(person_id=person.id, intake_id=later.id, status=E.ATTENDING,
                         created_at=NOW, updated_at=NOW))  # fmt: skip
    db.flush()

    found = of_course(db, room.course, today=TODAY)

    assert (row(found, 6).working, row(found, 6).studying) == (5, 5)


def test_the_wage_is_a_band_of_the_middle_half(db):
    room = Class(db)
    for wage in (6_000_000, 7_000_000, 8_000_000, 9_000_000, 20_000_000):
        room.hire(room.learner(), wage=wage)

    assert of_course(db, room.course, today=TODAY).wage == (6_500_000, 14_500_000)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(0, 4, None), (3, 20, None), (17, 20, None), (5, 10, 5), (0, 10, 0), (10, 10, 10)],
)
def test_counts_that_tell_who_somebody_is_are_hidden(part, whole, shown):
    assert safe(part, whole, 5) == shown


def test_a_small_course_is_pooled_with_the_school_s_courses_of_the_trade(db):
    school = make_school(db)
    courses = [
        make_course(db, school=school, occupation_id=occupation(db, SEWING).id) for _ in range(2)
    ]
    for course in courses:
        fill(Class(db, course=course), working=3)

    found = of_course(db, courses[0], today=TODAY)

    assert found.is_pooled
    assert row(found, 6).working == 6


def test_another_school_s_people_are_not_pooled(db):
    fill(Class(db), working=9)
    small = Class(db)
    fill(small, working=3)

    assert row(of_course(db, small.course, today=TODAY), 6).working is None
    assert of_school(db, school_id=small.course.school_id, today=TODAY).completed is None


def test_the_course_page_shows_the_results(client, db):
    room = Class(db)
    fill(room, working=6, without=6)

    page = words(client.get(f"/khoa-hoc/{room.course.id}").page)

    assert "Học xong rồi sao" in page
    assert "50 % (6/12)" in page


def test_a_course_with_few_people_says_so_and_shows_no_number(client, db):
    room = Class(db)
    fill(room, working=3)

    page = words(client.get(f"/khoa-hoc/{room.course.id}").page)

    assert "Chưa đủ người học xong để công bố kết quả" in page
    assert "3/3" not in page


class TestOwnPeople:
    @pytest.fixture
    def room(self, db, school):
        return Class(db, course=make_course(db, school=school))

    def agreed(self, db, room, **values):
        person = room.learner(**values)
        grant(db, person, ConsentPurpose.FOLLOW_UP)
        return person

    def test_the_next_step_of_who_agreed_is_shown_and_of_nobody_else(self, at_school, db, room):
        at_work = self.agreed(db, room, full_name="Sơn Thị Có Việc")
        room.hire(at_work)
        self.agreed(db, room, full_name="Lâm Văn Đang Tìm")
        silent = room.learner(full_name="Kim Thị Không Nói")
        room.hire(silent)

        rows = [words(one) for one in at_school.get("/dao-tao/ket-qua").page.select(".due-list li")]

        assert any("Có Việc" in one and "Đang có việc" in one for one in rows)
        assert any("Đang Tìm" in one and "Chưa ghi nhận việc" in one for one in rows)
        assert any("Không Nói" in one and "Chưa đồng ý cho hỏi thăm" in one for one in rows)

    def test_a_referral_is_a_notice_never_an_application(self, at_school, db, room):
        person = self.agreed(db, room)
        opening = make_opening(db)
        one = db.exec(select(Enrolment).where(Enrolment.person_id == person.id)).one()
        page = f"/dao-tao/ket-qua/{one.id}/gioi-thieu"

        at_school.post(page, data={"tin": str(opening.id)})

        notice = db.exec(select(Notice).where(Notice.person_id == person.id)).one()
        assert (notice.kind, notice.link) == ("opening_mentioned", f"/viec-lam/{opening.id}")
        assert db.exec(select(Application)).all() == []

    def test_who_did_not_agree_is_not_referred(self, at_school, db, room):
        person = room.learner()
        one = db.exec(select(Enrolment).where(Enrolment.person_id == person.id)).one()

        assert at_school.get(f"/dao-tao/ket-qua/{one.id}/gioi-thieu").status_code == 409

    def test_another_school_s_people_are_not_found(self, db, room, sign_in):
        person = self.agreed(db, room)
        one = db.exec(select(Enrolment).where(Enrolment.person_id == person.id)).one()
        browser = sign_in(make_account(db, Role.SCHOOL, school=make_school(db, name="Khác")))

        assert browser.get(f"/dao-tao/ket-qua/{one.id}/gioi-thieu").status_code == 404
        assert person.full_name not in words(browser.get("/dao-tao/ket-qua").page)
