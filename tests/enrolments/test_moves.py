"""A class that does not take place: a seat in the next one is held until its people answer."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.people import make_person
from tests.factories.schools import make_course, make_intake, make_school
from tests.fixed_clock import NOW, TODAY
from tests.pages import words
from workforce.enrolments import moves
from workforce.enrolments.actions import cancel, enrol
from workforce.errors import Conflict
from workforce.models import Enrolment, EnrolmentStatus, IntakeMove, MoveAnswer, Notice, Role

E = EnrolmentStatus


class Cancelled:
    """A class of two seats with three people, cancelled, and the next class of the course."""

    def __init__(self, db, seats):
        self.db = db
        course = make_course(db)
        self.intake = make_intake(db, course=course, seats=2)
        self.next = make_intake(
            db, course=course, seats=seats, starts_on=TODAY + dt.timedelta(days=40)
        )
        self.people = [make_person(db, full_name=f"Người {number}") for number in range(3)]
        for number, person in enumerate(self.people):
            enrol(db, person=person, intake=self.intake, by=None, today=TODAY,
                  now=NOW + dt.timedelta(minutes=number))  # fmt: skip
        self.now = NOW + dt.timedelta(hours=1)
        cancel(db, intake=self.intake, by=make_account(db, Role.ADMIN), now=self.now,
               reason="ít người")  # fmt: skip

    def offers(self):
        rows = self.db.exec(select(IntakeMove).order_by(IntakeMove.id)).all()
        return [self.db.get(Enrolment, row.enrolment_id).person_id for row in rows]

    def move(self, number=0):
        return moves.open_moves_of(
            self.db, person_id=self.people[number].id, now=self.now
        )[0][0]  # fmt: skip

    @property
    def taken(self):
        self.db.refresh(self.next)
        return self.next.seats_taken


@pytest.fixture
def cancelled(db):
    return Cancelled(db, seats=20)


def test_a_seat_in_the_next_class_is_held_for_each_in_order(db, cancelled):
    assert cancelled.offers() == [one.id for one in cancelled.people]
    assert cancelled.taken == 3
    assert cancelled.intake.cancel_reason == "ít người"


def test_with_fewer_seats_those_who_had_one_come_first(db):
    few = Cancelled(db, seats=2)

    assert few.offers() == [one.id for one in few.people[:2]]
    assert few.taken == 2


def test_everybody_is_told_what_is_held_and_until_when(db, cancelled):
    person = cancelled.people[0]
    kinds = [one.kind for one in db.exec(select(Notice).where(Notice.person_id == person.id))]

    assert kinds == ["intake_cancelled_next", "class_moved"]


def test_yes_is_a_place_in_the_other_class_and_twice_is_once(db, cancelled):
    move = cancelled.move()
    first = moves.take_move(db, move=move, by=None, now=cancelled.now)
    again = moves.take_move(db, move=move, by=None, now=cancelled.now)

    assert (first.id, first.status, first.intake_id) == (again.id, E.ACCEPTED, cancelled.next.id)
    assert cancelled.taken == 3


def test_no_gives_the_seat_to_who_waits(db):
    few = Cancelled(db, seats=2)
    waiting = enrol(db, person=make_person(db), intake=few.next, by=None, today=TODAY, now=few.now)
    assert waiting.status == E.WAITING

    moves.decline_move(db, move=few.move(), now=few.now)

    assert few.taken == 2
    notices = db.exec(select(Notice).where(Notice.person_id == waiting.person_id)).all()
    assert [one.kind for one in notices] == ["seat_offered"]


def test_without_an_answer_the_seat_is_free_again(db, cancelled):
    later = cancelled.now + dt.timedelta(days=6)

    assert moves.lapse_moves(db, now=later) == 3
    assert moves.lapse_moves(db, now=later) == 0
    assert cancelled.taken == 0


def test_too_late_is_too_late(db, cancelled):
    move = cancelled.move()

    with pytest.raises(Conflict):
        moves.take_move(db, move=move, by=None, now=cancelled.now + dt.timedelta(days=6))


def test_enrolling_in_the_class_offered_takes_the_seat_that_is_held(db, cancelled):
    made = enrol(
        db, person=cancelled.people[0], intake=cancelled.next, by=None, today=TODAY,
        now=cancelled.now,
    )  # fmt: skip

    assert made.status == E.ACCEPTED
    assert cancelled.taken == 3
    assert db.exec(select(IntakeMove).where(IntakeMove.answer == MoveAnswer.TAKEN)).one()


def test_when_the_next_class_is_cancelled_too_another_is_offered(db, cancelled):
    third = make_intake(
        db, course=make_course(db, title="May nâng cao"), starts_on=TODAY + dt.timedelta(days=60)
    )

    cancel(db, intake=cancelled.next, by=make_account(db, Role.ADMIN), now=cancelled.now)

    open_now = db.exec(select(IntakeMove).where(IntakeMove.answer == MoveAnswer.OPEN)).all()
    assert {one.intake_id for one in open_now} == {third.id}
    assert cancelled.taken == 0


def test_without_another_class_nobody_is_offered_one(db):
    intake = make_intake(db)
    enrol(db, person=make_person(db), intake=intake, by=None, today=TODAY, now=NOW)

    cancel(db, intake=intake, by=make_account(db, Role.ADMIN), now=NOW)

    assert db.exec(select(IntakeMove)).all() == []


def test_the_person_answers_on_their_own_page(db, cancelled, sign_in):
    person = cancelled.people[0]
    browser = sign_in(make_account(db, person=person))
    old = db.exec(select(Enrolment).where(Enrolment.person_id == person.id)).one()
    page = f"/nguoi-tim-viec/lop-hoc/{old.id}"
    assert "Có một chỗ giữ cho anh/chị ở lớp khác" in words(browser.get(page).page)

    browser.post(f"{page}/lop-thay-the", page=page, data={"tra_loi": "co"})

    rows = db.exec(select(Enrolment).where(Enrolment.intake_id == cancelled.next.id)).all()
    assert [(one.person_id, one.status) for one in rows] == [(person.id, E.ACCEPTED)]


def test_an_officer_records_the_answer_at_the_desk(db, cancelled, sign_in):
    person = cancelled.people[1]
    browser = sign_in(make_account(db, Role.COMMUNE))
    page = f"/can-bo/nguoi-dan/{person.id}"
    move = cancelled.move(1)

    browser.post(f"{page}/lop-thay-the/{move.id}", page=page, data={"tra_loi": "khong"})

    db.refresh(move)
    assert move.answer == MoveAnswer.DECLINED
    assert cancelled.taken == 2


def test_a_suspended_school_takes_nobody(db):
    intake = make_intake(db, course=make_course(db, school=make_school(db, is_suspended=True)))

    with pytest.raises(Conflict):
        enrol(db, person=make_person(db), intake=intake, by=None, today=TODAY, now=NOW)
