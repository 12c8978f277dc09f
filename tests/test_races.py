"""Many people at the same moment, with threads on a real database of each kind."""

import datetime as dt
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import Session, select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise, make_site
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.factories.schools import make_intake
from tests.fixed_clock import NOW, TODAY
from workforce.applications import actions as applications
from workforce.database import Database
from workforce.enrolments.actions import enrol, leave, take_offered_seat
from workforce.errors import WorkforceError
from workforce.models import (
    Account,
    Application,
    ApplicationEvent,
    ApplicationStatus,
    ConsentEvent,
    Enrolment,
    EnrolmentEvent,
    EnrolmentStatus,
    Intake,
    Opening,
    OpeningStatus,
    Person,
    Placement,
    PlacementEvent,
    PlacementEventKind,
    PlacementSnapshot,
    Role,
    SeatAnswer,
    SeatOffer,
    SessionOrigin,
)
from workforce.placements import actions as placements

E = EnrolmentStatus
STARTED = dt.datetime.now(dt.UTC)


def moment() -> dt.datetime:
    """The fixed moment of the tests and what has passed since: who came first came first."""
    return NOW + (dt.datetime.now(dt.UTC) - STARTED)


Deed = Callable[[Session], object]


def at_once(database: Database, deeds: list[Deed], threads: int = 15) -> list[WorkforceError]:
    """Do each deed in a transaction of its own, all starting together.

    As many at a time as a worker holds connections: the sixteenth request waits for one.

    Returns the refusals by rule. Anything else, a lock given up or a broken constraint,
    fails the test: a person would have seen an error page.
    """
    start = threading.Barrier(min(threads, len(deeds)))
    local = threading.local()

    def do(deed: Deed) -> WorkforceError | None:
        if not getattr(local, "ready", False):
            local.ready = True
            start.wait(timeout=30)
        with database.session(write=True) as session:
            try:
                deed(session)
                session.commit()
            except WorkforceError as refusal:
                return refusal
        return None

    with ThreadPoolExecutor(max_workers=min(threads, len(deeds))) as pool:
        return [found for found in pool.map(do, deeds) if found is not None]


def arrange(database: Database, deed: Callable[[Session], list[int]]) -> list[int]:
    """Arrange in a committed transaction and return the ids it gives."""
    with database.session(write=True) as session:
        ids = deed(session)
        session.commit()
    return ids


def all_of(database: Database, model: type) -> list:
    with database.session(write=False) as session:
        found = list(session.exec(select(model).order_by(model.id)))
        session.expunge_all()
        return found


class TestSeats:
    def enrolling(self, person_id: int, intake_id: int) -> Deed:
        def deed(session: Session) -> None:
            enrol(
                session, person=session.get_one(Person, person_id),
                intake=session.get_one(Intake, intake_id), by=None, today=TODAY,
                now=moment(),
            )  # fmt: skip

        return deed

    def leaving(self, enrolment_id: int, account_id: int) -> Deed:
        def deed(session: Session) -> None:
            leave(
                session, enrolment=session.get_one(Enrolment, enrolment_id),
                by=session.get_one(Account, account_id), now=moment(),
            )  # fmt: skip

        return deed

    def taking(self, enrolment_id: int, account_id: int) -> Deed:
        def deed(session: Session) -> None:
            take_offered_seat(
                session, enrolment=session.get_one(Enrolment, enrolment_id),
                by=session.get_one(Account, account_id), now=moment(),
            )  # fmt: skip

        return deed

    def one_seat(self, database, people: int) -> tuple[int, int, list[int]]:
        """Return a class of one seat, an account of its school's staff, and people."""
        intake_id, account_id, *found = arrange(
            database,
            lambda db: [
                make_intake(db, seats=1).id, make_account(db).id,
                *(make_person(db).id for _ in range(people)),
            ],
        )  # fmt: skip
        return intake_id, account_id, found

    def enrolled_in_turn(self, database, people: list[int], intake_id: int) -> list[int]:
        """Enrol one after the other; return their enrolments."""
        for person_id in people:
            at_once(database, [self.enrolling(person_id, intake_id)])
        return [one.id for one in all_of(database, Enrolment)]

    def test_two_hundred_people_and_thirty_seats_are_thirty_learners(self, own_database):
        intake_id, *people = arrange(
            own_database,
            lambda db: [make_intake(db, seats=30).id, *(make_person(db).id for _ in range(200))],
        )

        refused = at_once(own_database, [self.enrolling(one, intake_id) for one in people])

        enrolments = all_of(own_database, Enrolment)
        assert refused == []
        assert Counter(one.status for one in enrolments) == {E.ACCEPTED: 30, E.WAITING: 170}
        assert all_of(own_database, Intake)[-1].seats_taken == 30
        assert len({one.person_id for one in enrolments}) == 200
        assert len(all_of(own_database, EnrolmentEvent)) == 200
        # seats went to those who came first
        last_seat = max(one.updated_at for one in enrolments if one.status == E.ACCEPTED)
        assert {one.id for one in enrolments[:30]} == {
            one.id for one in enrolments if one.status == E.ACCEPTED
        }, last_seat

    def test_one_person_twenty_times_takes_one_seat(self, own_database):
        intake_id, person_id = arrange(
            own_database, lambda db: [make_intake(db, seats=5).id, make_person(db).id]
        )

        refused = at_once(own_database, [self.enrolling(person_id, intake_id)] * 20)

        assert refused == []
        assert len(all_of(own_database, Enrolment)) == 1
        assert len(all_of(own_database, EnrolmentEvent)) == 1
        assert all_of(own_database, Intake)[-1].seats_taken == 1

    def test_leaving_twenty_times_gives_one_seat_back(self, own_database):
        intake_id, leaver, *people, account_id = arrange(
            own_database,
            lambda db: [
                make_intake(db, seats=2).id, *(make_person(db).id for _ in range(5)),
                make_account(db).id,
            ],
        )  # fmt: skip
        for person_id in (leaver, *people):
            at_once(own_database, [self.enrolling(person_id, intake_id)])
        enrolment_id = all_of(own_database, Enrolment)[0].id

        at_once(own_database, [self.leaving(enrolment_id, account_id)] * 20)

        found = Counter(one.status for one in all_of(own_database, Enrolment))
        assert found == {E.WITHDRAWN: 1, E.ACCEPTED: 1, E.WAITING: 3}
        assert [one.answer for one in all_of(own_database, SeatOffer)] == [SeatAnswer.OPEN]
        assert all_of(own_database, Intake)[-1].seats_taken == 2

    def test_the_last_seat_goes_to_one_of_two(self, own_database):
        intake_id, *people = arrange(
            own_database,
            lambda db: [make_intake(db, seats=1).id, make_person(db).id, make_person(db).id],
        )

        refused = at_once(own_database, [self.enrolling(one, intake_id) for one in people])

        found = Counter(one.status for one in all_of(own_database, Enrolment))
        assert (refused, found) == ([], {E.ACCEPTED: 1, E.WAITING: 1})
        assert all_of(own_database, Intake)[-1].seats_taken == 1

    def test_a_freed_seat_is_taken_once_however_often_it_is_said(self, own_database):
        """Who it is offered to says yes ten times while ten others enrol."""
        intake_id, account_id, people = self.one_seat(own_database, 12)
        seated, first = self.enrolled_in_turn(own_database, people[:2], intake_id)
        at_once(own_database, [self.leaving(seated, account_id)])

        refused = at_once(
            own_database,
            [deed for one in people[2:] for deed in (
                self.taking(first, account_id), self.enrolling(one, intake_id),
            )],
        )  # fmt: skip

        found = Counter(one.status for one in all_of(own_database, Enrolment))
        assert (refused, found) == ([], {E.WITHDRAWN: 1, E.ACCEPTED: 1, E.WAITING: 10})
        assert [one.answer for one in all_of(own_database, SeatOffer)] == [SeatAnswer.TAKEN]
        assert all_of(own_database, Intake)[-1].seats_taken == 1

    def test_yes_and_no_at_once_is_one_of_the_two(self, own_database):
        intake_id, account_id, people = self.one_seat(own_database, 3)
        seated, first, second = self.enrolled_in_turn(own_database, people, intake_id)
        at_once(own_database, [self.leaving(seated, account_id)])

        at_once(own_database, [self.taking(first, account_id), self.leaving(first, account_id)])

        by_id = {one.id: one.status for one in all_of(own_database, Enrolment)}
        offers = Counter(one.enrolment_id for one in all_of(own_database, SeatOffer))
        # yes then no, or no then a refused yes: either way the next is asked, once
        assert by_id == {seated: E.WITHDRAWN, first: E.WITHDRAWN, second: E.WAITING}
        assert offers == {first: 1, second: 1}
        assert all_of(own_database, Intake)[-1].seats_taken == 1

    def test_coming_and_going_at_once_leaves_no_seat_empty_and_none_sold_twice(self, own_database):
        intake_id, account_id, *people = arrange(
            own_database,
            lambda db: [
                make_intake(db, seats=10).id, make_account(db).id,
                *(make_person(db).id for _ in range(60)),
            ],
        )  # fmt: skip
        for person_id in people[:20]:
            at_once(own_database, [self.enrolling(person_id, intake_id)])
        first_ten = [one.id for one in all_of(own_database, Enrolment)][:10]

        at_once(
            own_database,
            [deed for pair in zip(
                [self.leaving(one, account_id) for one in first_ten] * 4,
                [self.enrolling(one, intake_id) for one in people[20:]],
                strict=True,
            ) for deed in pair],
        )  # fmt: skip

        found = Counter(one.status for one in all_of(own_database, Enrolment))
        assert found == {E.WITHDRAWN: 10, E.WAITING: 50}
        assert all_of(own_database, Intake)[-1].seats_taken == 10
        by_id = {one.id: one.person_id for one in all_of(own_database, Enrolment)}
        held = sorted(one.enrolment_id for one in all_of(own_database, SeatOffer))
        assert [by_id[one] for one in held] == people[10:20], "who waited longest is asked"


class Hiring:
    """An opening with applicants, and the deeds people do about it."""

    def __init__(self, database: Database, *, posts: int, applicants: int):
        def make(db: Session) -> list[int]:
            enterprise = make_enterprise(db)
            opening = make_opening(db, site=make_site(db, enterprise=enterprise), posts=posts)
            people = [make_person(db) for _person in range(applicants)]
            sent = [
                applications.apply_to_opening(
                    db, person=person, opening=opening, sent_by=None, today=TODAY, now=NOW
                ).id
                for person in people
            ]
            seekers = [make_account(db, person=person).id for person in people]
            recruiter = make_account(db, Role.EMPLOYER, enterprise=enterprise)
            return [opening.id, recruiter.id, *sent, *seekers]

        ids = arrange(database, make)
        self.opening_id, self.recruiter_id = ids[:2]
        self.applications, self.seekers = ids[2 : 2 + applicants], ids[2 + applicants :]

    def hire(self, number: int) -> Deed:
        return lambda db: placements.confirm_hire(
            db, application=db.get_one(Application, self.applications[number]),
            by=db.get_one(Account, self.recruiter_id), start_on=TODAY,
            origin=SessionOrigin.PASSWORD, now=NOW, today=TODAY,
        )  # fmt: skip

    def withdraw(self, number: int) -> Deed:
        return lambda db: applications.withdraw(
            db, application=db.get_one(Application, self.applications[number]),
            by=db.get_one(Account, self.seekers[number]), now=NOW,
        )  # fmt: skip

    def claim(self, number: int) -> Deed:
        return lambda db: placements.claim_start(
            db, application=db.get_one(Application, self.applications[number]),
            by=db.get_one(Account, self.seekers[number]), start_on=TODAY,
            origin=SessionOrigin.PASSWORD, now=NOW, today=TODAY,
        )  # fmt: skip


class TestApplying:
    def test_the_same_person_twenty_times_sends_one_application(self, own_database):
        person_id, opening_id = arrange(
            own_database, lambda db: [make_person(db).id, make_opening(db).id]
        )

        def apply(session: Session) -> None:
            applications.apply_to_opening(
                session, person=session.get_one(Person, person_id),
                opening=session.get_one(Opening, opening_id), sent_by=None, today=TODAY, now=NOW,
            )  # fmt: skip

        refused = at_once(own_database, [apply] * 20)

        assert refused == []
        assert len(all_of(own_database, Application)) == 1
        assert len(all_of(own_database, ApplicationEvent)) == 1
        shared = [one for one in all_of(own_database, ConsentEvent)
                  if one.purpose == "share_application"]  # fmt: skip
        assert len(shared) == 1

    @pytest.mark.parametrize("turn", range(3))
    def test_a_hire_and_a_withdrawal_never_both_win(self, own_database, turn):
        hiring = Hiring(own_database, posts=100, applicants=10)
        deeds = [deed for number in range(10)
                 for deed in (hiring.hire(number), hiring.withdraw(number))]  # fmt: skip

        refused = at_once(own_database, deeds)

        assert len(refused) == 10, "one of each pair came too late and was told so"
        hired = {placement.application_id for placement in all_of(own_database, Placement)}
        for application in all_of(own_database, Application):
            is_hired = application.id in hired
            expected = ApplicationStatus.HIRED if is_hired else ApplicationStatus.WITHDRAWN
            assert application.status == expected
        assert len(all_of(own_database, ApplicationEvent)) == 20


class TestHiring:
    def test_hiring_one_person_twenty_times_is_one_event_and_one_post(self, own_database):
        hiring = Hiring(own_database, posts=2, applicants=1)

        refused = at_once(own_database, [hiring.hire(0)] * 20)

        assert refused == []
        assert len(all_of(own_database, Placement)) == 1
        assert len(all_of(own_database, PlacementEvent)) == 1
        with own_database.session(write=False) as session:
            assert len(session.exec(select(PlacementSnapshot)).all()) == 1
            assert session.get_one(Opening, hiring.opening_id).status == OpeningStatus.OPEN

    def test_the_last_post_is_noticed_when_all_are_hired_at_once(self, own_database):
        hiring = Hiring(own_database, posts=12, applicants=12)

        at_once(own_database, [hiring.hire(number) for number in range(12)])

        assert len(all_of(own_database, Placement)) == 12
        with own_database.session(write=False) as session:
            assert session.get_one(Opening, hiring.opening_id).status == OpeningStatus.FILLED

    def test_both_sides_at_once_are_one_episode(self, own_database):
        hiring = Hiring(own_database, posts=10, applicants=6)
        deeds = [deed for number in range(6)
                 for deed in [hiring.hire(number), hiring.claim(number)] * 3]  # fmt: skip

        refused = at_once(own_database, deeds)

        assert refused == []
        assert len(all_of(own_database, Placement)) == 6
        assert Counter(event.kind for event in all_of(own_database, PlacementEvent)) == {
            PlacementEventKind.EMPLOYER_CONFIRMED: 6,
            PlacementEventKind.WORKER_CONFIRMED: 6,
        }
