"""Seats: taken while there are any, passed on in order, never sold twice."""

import datetime as dt

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from tests.factories.accounts import make_account
from tests.factories.people import make_person
from tests.factories.schools import make_course, make_intake
from tests.fixed_clock import NOW, TODAY
from workforce.enrolments.actions import cancel, enrol, leave, record_progress, take_offered_seat
from workforce.enrolments.queries import in_line
from workforce.enrolments.seats import lapse_all, offer_seats, open_offer
from workforce.errors import Conflict
from workforce.models import (
    Account,
    Course,
    CourseStatus,
    Enrolment,
    EnrolmentEvent,
    EnrolmentStatus,
    Intake,
    Notice,
    Person,
    Role,
)

E = EnrolmentStatus
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def school(db: Session) -> Account:
    return make_account(db, Role.ADMIN)


class Class:
    """An intake, and people who come to it one minute after another."""

    def __init__(self, db: Session, seats: int):
        self.db, self.intake, self.now = db, make_intake(db, seats=seats), NOW

    def arrive(self, person: Person | None = None) -> Enrolment:
        self.now += MINUTE
        return enrol(
            self.db, person=person or make_person(self.db), intake=self.intake, by=None,
            today=TODAY, now=self.now,
        )  # fmt: skip

    def go(self, enrolment: Enrolment) -> None:
        self.now += MINUTE
        leave(self.db, enrolment=enrolment, by=make_account(self.db), now=self.now)

    def say_yes(self, enrolment: Enrolment) -> Enrolment:
        self.now += MINUTE
        by = make_account(self.db)
        return take_offered_seat(self.db, enrolment=enrolment, by=by, now=self.now)

    def offered(self, *enrolments: Enrolment) -> list[bool]:
        return [open_offer(self.db, one.id) is not None for one in enrolments]

    @property
    def taken(self) -> int:
        self.db.refresh(self.intake)
        return self.intake.seats_taken


@pytest.fixture
def two_seats(db: Session) -> Class:
    return Class(db, seats=2)


def statuses(*enrolments: Enrolment) -> list[E]:
    return [enrolment.status for enrolment in enrolments]


class TestEnrol:
    def test_a_free_seat_is_taken(self, two_seats):
        assert two_seats.arrive().status == E.ACCEPTED
        assert two_seats.taken == 1

    def test_the_last_seat_is_taken_and_the_next_waits(self, two_seats):
        arrived = [two_seats.arrive() for _person in range(4)]

        assert statuses(*arrived) == [E.ACCEPTED, E.ACCEPTED, E.WAITING, E.WAITING]
        assert two_seats.taken == 2

    def test_enrolling_twice_is_enrolling_once(self, db, two_seats):
        person = make_person(db)

        first, second = two_seats.arrive(person), two_seats.arrive(person)

        assert (first.id, two_seats.taken) == (second.id, 1)
        assert len(db.exec(select(EnrolmentEvent)).all()) == 1

    def test_the_last_day_to_enrol_counts(self, db):
        intake = make_intake(db, enrol_by=TODAY)

        found = enrol(db, person=make_person(db), intake=intake, by=None, today=TODAY, now=NOW)

        assert found.status == E.ACCEPTED

    def test_without_one_the_first_day_of_the_course_is_the_last(self, db):
        intake = make_intake(db, starts_on=TODAY)

        found = enrol(db, person=make_person(db), intake=intake, by=None, today=TODAY, now=NOW)

        assert found.status == E.ACCEPTED

    @pytest.mark.parametrize(
        "values",
        [
            {"enrol_by": TODAY - dt.timedelta(days=1)},
            {"starts_on": TODAY - dt.timedelta(days=1)},
            {"is_cancelled": True},
        ],
    )
    def test_a_closed_intake_takes_nobody(self, db, values):
        intake = make_intake(db, **values)

        with pytest.raises(Conflict):
            enrol(db, person=make_person(db), intake=intake, by=None, today=TODAY, now=NOW)
        assert db.exec(select(Enrolment)).all() == []

    @pytest.mark.parametrize("status", [CourseStatus.DRAFT, CourseStatus.CLOSED])
    def test_a_course_that_is_not_open_takes_nobody(self, db, status):
        intake = make_intake(db, course=make_course(db, status=status))

        with pytest.raises(Conflict):
            enrol(db, person=make_person(db), intake=intake, by=None, today=TODAY, now=NOW)


class TestLeave:
    def test_the_seat_is_offered_to_who_has_waited_longest(self, two_seats):
        first, _second, third, fourth = [two_seats.arrive() for _person in range(4)]

        two_seats.go(first)

        assert statuses(first, third, fourth) == [E.WITHDRAWN, E.WAITING, E.WAITING]
        assert two_seats.offered(third, fourth) == [True, False]
        assert two_seats.taken == 2  # held for the one it is offered to

    def test_seats_are_offered_in_order_of_arrival(self, two_seats):
        a, b, c, d, e = [two_seats.arrive() for _person in range(5)]

        two_seats.go(b)
        two_seats.go(a)
        two_seats.go(c)

        assert statuses(a, b, c, d, e) == [
            E.WITHDRAWN, E.WITHDRAWN, E.WITHDRAWN, E.WAITING, E.WAITING,
        ]  # fmt: skip
        assert two_seats.offered(c, d, e) == [False, True, True]
        assert two_seats.taken == 2

    def test_leaving_the_waiting_list_frees_no_seat(self, two_seats):
        _a, _b, waiting = [two_seats.arrive() for _person in range(3)]

        two_seats.go(waiting)

        assert two_seats.taken == 2

    def test_leaving_twice_gives_one_seat_back(self, two_seats):
        stays, goes = two_seats.arrive(), two_seats.arrive()

        two_seats.go(goes)
        two_seats.go(goes)

        assert (stays.status, two_seats.taken) == (E.ACCEPTED, 1)

    def test_who_comes_back_waits_behind_those_already_waiting(self, db, two_seats):
        leaver = make_person(db)
        gone = two_seats.arrive(leaver)
        _b, patient = two_seats.arrive(), two_seats.arrive()
        two_seats.go(gone)  # the seat is held for 'patient'
        newcomer = two_seats.arrive()

        back = two_seats.arrive(leaver)
        assert two_seats.offered(patient, newcomer, back) == [True, False, False]

        two_seats.go(patient)
        assert two_seats.offered(newcomer, back) == [True, False]

    @pytest.mark.parametrize("status", [E.COMPLETED, E.DROPPED])
    def test_a_finished_course_is_not_left(self, db, two_seats, school, status):
        enrolment = two_seats.arrive()
        record_progress(db, enrolment=enrolment, status=E.ATTENDING, by=school, now=NOW)
        record_progress(db, enrolment=enrolment, status=status, by=school, now=NOW)

        with pytest.raises(Conflict):
            two_seats.go(enrolment)


class TestMoreSeats:
    def test_new_seats_are_offered_to_who_waits_in_order(self, db, two_seats):
        _a, _b, c, d, e = [two_seats.arrive() for _person in range(5)]
        two_seats.intake.seats = 4

        assert offer_seats(db, intake_id=two_seats.intake.id, now=two_seats.now) == 2
        assert two_seats.offered(c, d, e) == [True, True, False]
        assert two_seats.taken == 4

    def test_a_newcomer_does_not_overtake_them(self, two_seats):
        _a, _b, waiting = [two_seats.arrive() for _person in range(3)]
        two_seats.intake.seats = 3

        newcomer = two_seats.arrive()

        assert statuses(waiting, newcomer) == [E.WAITING, E.WAITING]
        assert two_seats.offered(waiting, newcomer) == [True, False]

    def test_nobody_waiting_is_nobody_asked(self, db, two_seats):
        two_seats.arrive()

        assert offer_seats(db, intake_id=two_seats.intake.id, now=NOW) == 0
        assert two_seats.taken == 1

    def test_nobody_is_put_into_a_class_that_has_begun(self, db, two_seats):
        a, _b, waiting = [two_seats.arrive() for _person in range(3)]
        two_seats.now = NOW + dt.timedelta(days=20)

        two_seats.go(a)

        assert two_seats.offered(waiting) == [False]
        assert two_seats.taken == 1


@pytest.fixture
def offered(two_seats: Class) -> Enrolment:
    """Somebody for whom a seat is held; one more waits behind."""
    first, _second, third, _fourth = [two_seats.arrive() for _person in range(4)]
    two_seats.go(first)
    return third


def kinds(db: Session, person_id: int) -> list[str]:
    rows = db.exec(select(Notice).where(Notice.person_id == person_id).order_by(Notice.id))
    return [row.kind for row in rows]


class TestOfferedSeat:
    def test_it_is_told_with_the_last_moment_to_answer(self, db, two_seats, offered):
        notice = db.exec(select(Notice).where(Notice.person_id == offered.person_id)).one()

        assert notice.kind == "seat_offered"
        assert "10/09/2026" in notice.params["until"]  # three days, by the dated table
        assert notice.link == f"/nguoi-tim-viec/lop-hoc/{offered.id}"

    def test_saying_yes_gives_the_seat_and_twice_is_once(self, db, two_seats, offered):
        two_seats.say_yes(offered)
        two_seats.say_yes(offered)

        assert (offered.status, two_seats.taken) == (E.ACCEPTED, 2)
        steps = db.exec(
            select(EnrolmentEvent).where(EnrolmentEvent.enrolment_id == offered.id)
        ).all()
        assert [step.status for step in steps] == [E.WAITING, E.ACCEPTED]

    def test_saying_no_asks_the_next(self, db, two_seats, offered):
        two_seats.go(offered)

        nxt = db.exec(select(Enrolment).where(Enrolment.status == E.WAITING)).one()
        assert two_seats.offered(offered, nxt) == [False, True]
        assert two_seats.taken == 2

    def test_who_waits_without_an_offer_takes_no_seat(self, db, two_seats, offered):
        last = db.exec(select(Enrolment).order_by(Enrolment.id.desc())).first()

        with pytest.raises(Conflict):
            two_seats.say_yes(last)

    def test_too_late_is_too_late(self, db, two_seats, offered):
        two_seats.now += dt.timedelta(days=4)

        with pytest.raises(Conflict):
            two_seats.say_yes(offered)

    def test_without_an_answer_it_goes_to_the_next_in_line(self, db, two_seats, offered):
        nxt = db.exec(select(Enrolment).order_by(Enrolment.id.desc())).first()
        assert lapse_all(db, now=two_seats.now + dt.timedelta(days=2)) == 0

        assert lapse_all(db, now=two_seats.now + dt.timedelta(days=4)) == 1

        assert offered.status == E.WITHDRAWN
        assert kinds(db, offered.person_id) == ["seat_offered", "seat_lapsed"]
        assert two_seats.offered(offered, nxt) == [False, True]
        assert two_seats.taken == 2

    def test_a_seat_nobody_wants_is_free_again(self, db, two_seats, offered):
        for days in (4, 8):
            lapse_all(db, now=two_seats.now + dt.timedelta(days=days))

        assert two_seats.taken == 1
        assert two_seats.arrive().status == E.ACCEPTED

    def test_an_offer_ends_with_the_first_day_of_the_class(self, db):
        room = Class(db, seats=1)
        room.intake.starts_on = TODAY + dt.timedelta(days=1)
        first, second = room.arrive(), room.arrive()
        room.go(first)

        offer = open_offer(db, second.id)

        assert offer.answer_by == dt.datetime(2026, 9, 8, 16, 59, tzinfo=dt.UTC)

    def test_the_place_in_line_is_told(self, db, two_seats):
        _a, _b, third, fourth = [two_seats.arrive() for _person in range(4)]

        assert [in_line(db, enrolment=one).place for one in (third, fourth)] == [1, 2]
        two_seats.go(third)
        assert in_line(db, enrolment=fourth).place == 1
        assert in_line(db, enrolment=third) is None


class TestCancel:
    def test_everybody_is_told_with_the_next_best_and_let_go(self, db, two_seats, school):
        seated, leaver, held, waiting = [two_seats.arrive() for _person in range(4)]
        two_seats.go(leaver)
        other = make_intake(db, course=db.get_one(Course, two_seats.intake.course_id), seats=5)

        assert cancel(db, intake=two_seats.intake, by=school, now=NOW) == 3

        assert statuses(seated, held, waiting) == [E.WITHDRAWN] * 3
        assert two_seats.taken == 0
        assert two_seats.offered(held) == [False]
        for one in (seated, held, waiting):
            assert "intake_cancelled_next" in kinds(db, one.person_id)
        assert kinds(db, leaver.person_id) == []
        told = db.exec(select(Notice).where(Notice.person_id == seated.person_id)).all()
        [notice] = [one for one in told if one.kind == "intake_cancelled_next"]
        assert notice.params["next_day"] == other.starts_on.strftime("%d/%m/%Y")

    def test_twice_is_once(self, db, two_seats, school):
        two_seats.arrive()
        cancel(db, intake=two_seats.intake, by=school, now=NOW)

        assert cancel(db, intake=two_seats.intake, by=school, now=NOW) == 0

    def test_a_class_somebody_finished_is_not_cancelled(self, db, two_seats, school):
        done = two_seats.arrive()
        for status in (E.ATTENDING, E.COMPLETED):
            record_progress(db, enrolment=done, status=status, by=school, now=NOW)

        with pytest.raises(Conflict):
            cancel(db, intake=two_seats.intake, by=school, now=NOW)


#: what a school may record from where
LAWFUL = {
    E.WAITING: set(),
    E.ACCEPTED: {E.ATTENDING, E.DROPPED},
    E.ATTENDING: {E.COMPLETED, E.DROPPED},
    E.COMPLETED: set(),
    E.DROPPED: set(),
    E.WITHDRAWN: set(),
}


class TestProgress:
    @pytest.mark.parametrize("to", [E.ATTENDING, E.COMPLETED, E.DROPPED])
    @pytest.mark.parametrize("start", list(E))
    def test_each_step_follows_from_the_one_before(self, db, two_seats, school, start, to):
        enrolment = two_seats.arrive()
        enrolment.status = start
        db.flush()

        if to in LAWFUL[start] or to == start:
            found = record_progress(db, enrolment=enrolment, status=to, by=school, now=NOW)
            assert found.status == to
        else:
            with pytest.raises(Conflict):
                record_progress(db, enrolment=enrolment, status=to, by=school, now=NOW)
            assert enrolment.status == start

    def test_who_drops_out_frees_the_seat_for_who_waits(self, db, two_seats, school):
        a, _b, waiting = [two_seats.arrive() for _person in range(3)]

        record_progress(db, enrolment=a, status=E.DROPPED, by=school, now=NOW)

        assert (two_seats.offered(waiting), two_seats.taken) == ([True], 2)

    def test_finishing_keeps_the_seat(self, db, two_seats, school):
        a, _b, waiting = [two_seats.arrive() for _person in range(3)]
        for status in (E.ATTENDING, E.COMPLETED):
            record_progress(db, enrolment=a, status=status, by=school, now=NOW)

        assert (waiting.status, two_seats.taken) == (E.WAITING, 2)

    def test_each_step_is_kept_with_who_recorded_it(self, db, two_seats, school):
        enrolment = two_seats.arrive()
        record_progress(db, enrolment=enrolment, status=E.ATTENDING, by=school, now=NOW)

        steps = db.exec(select(EnrolmentEvent).order_by(EnrolmentEvent.id)).all()

        assert [(step.status, step.recorded_by) for step in steps] == [
            (E.ACCEPTED, None), (E.ATTENDING, school.id),
        ]  # fmt: skip


class TestDatabase:
    @pytest.mark.parametrize("taken", [-1, 3])
    def test_it_refuses_more_seats_taken_than_there_are(self, db, two_seats, taken):
        statement = update(Intake).where(Intake.id == two_seats.intake.id)

        with pytest.raises(IntegrityError, match="seats_taken"), db.begin_nested():
            db.exec(statement.values(seats_taken=taken))
        assert two_seats.taken == 0
