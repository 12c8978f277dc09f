"""Writing to the ledger: each deed once, by its own hand, and what follows from it."""

import datetime as dt
from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise, make_site
from tests.factories.openings import make_opening
from tests.factories.people import make_person, make_sensitive
from tests.fixed_clock import NOW, TODAY
from workforce.applications.actions import apply_to_opening, move_on, withdraw
from workforce.clock import add_months
from workforce.errors import Conflict, InvalidInput
from workforce.models import (
    Account,
    Application,
    ApplicationStatus,
    AuditLog,
    CheckOutcome,
    ConsentPurpose,
    EvidenceTier,
    Household,
    HouseholdMember,
    Opening,
    OpeningStatus,
    Person,
    Placement,
    PlacementEvent,
    PlacementEventKind,
    PlacementSnapshot,
    Role,
    SessionOrigin,
)
from workforce.placements.actions import claim_start, confirm_by_worker, confirm_hire
from workforce.placements.episodes import void_event
from workforce.placements.ledger import Episode, episode, events_of
from workforce.placements.staying import check_in, end_placement

K = PlacementEventKind
PASSWORD, DESK_CODE = SessionOrigin.PASSWORD, SessionOrigin.DESK_CODE


class Firm:
    """An enterprise with one opening, and the deeds of its recruiter."""

    def __init__(self, db: Session, posts: int = 10):
        self.db = db
        self.enterprise = make_enterprise(db)
        self.opening = make_opening(db, site=make_site(db, enterprise=self.enterprise), posts=posts)
        self.account = make_account(db, Role.EMPLOYER, enterprise=self.enterprise)

    def applicant(self, **values) -> Application:
        return apply_to_opening(
            self.db, person=make_person(self.db, **values), opening=self.opening, sent_by=None,
            today=TODAY, now=NOW,
        )  # fmt: skip

    def hire(self, application: Application, **values) -> Placement:
        defaults = {"by": self.account, "start_on": TODAY, "origin": PASSWORD, "now": NOW}
        return confirm_hire(
            self.db, application=application, today=TODAY, **defaults | values
        )  # fmt: skip


@pytest.fixture
def firm(db: Session) -> Firm:
    return Firm(db)


@pytest.fixture
def worker(db: Session) -> Callable[[Placement], Account]:
    """Open an account for the worker of a placement."""

    def worker(placement: Placement) -> Account:
        return make_account(db, person=db.get_one(Person, placement.person_id))

    return worker


def kinds(db: Session, placement: Placement) -> list[K]:
    return [event.kind for event in events_of(db, placement.id)]


def now_known(db: Session, placement: Placement) -> Episode:
    return episode(events_of(db, placement.id))


class TestHire:
    def test_it_opens_an_episode_and_moves_the_application(self, db, firm):
        application = firm.applicant()

        placement = firm.hire(application, contract_months=12, is_insured=True, wage_vnd=7_500_000)

        assert application.status == ApplicationStatus.HIRED
        assert (placement.enterprise_id, placement.person_id, placement.opening_id) == (
            firm.enterprise.id, application.person_id, firm.opening.id,
        )  # fmt: skip
        known = now_known(db, placement)
        assert known.is_placement
        assert (known.started_on, known.contract_months, known.is_insured, known.wage_vnd) == (
            TODAY, 12, True, 7_500_000,
        )  # fmt: skip

    def test_hiring_twice_is_hiring_once(self, db, firm):
        application = firm.applicant()

        first = firm.hire(application)
        second = firm.hire(application, start_on=TODAY + dt.timedelta(days=3))

        assert first.id == second.id
        assert kinds(db, first) == [K.EMPLOYER_CONFIRMED]
        assert now_known(db, first).started_on == TODAY

    def test_who_withdrew_cannot_be_hired(self, db, firm):
        application = firm.applicant()
        person = db.get_one(Person, application.person_id)
        withdraw(db, application=application, by=make_account(db, person=person), now=NOW)

        with pytest.raises(Conflict):
            firm.hire(application)
        assert db.exec(select(Placement)).all() == []

    def test_who_was_refused_cannot_be_hired(self, db, firm):
        application = firm.applicant()
        move_on(
            db, application=application, to=ApplicationStatus.REFUSED, by=firm.account,
            reason="Cần chứng chỉ xe nâng", now=NOW, today=TODAY,
        )  # fmt: skip

        with pytest.raises(Conflict):
            firm.hire(application)

    @pytest.mark.parametrize("days", [-365, 0, 365])
    def test_a_first_day_within_a_year_is_taken(self, db, firm, days):
        day = TODAY + dt.timedelta(days=days)

        assert now_known(db, firm.hire(firm.applicant(), start_on=day)).started_on == day

    @pytest.mark.parametrize(
        "day",
        [
            TODAY - dt.timedelta(days=366),
            TODAY + dt.timedelta(days=366),
            dt.date(1, 1, 1),
            dt.date(9999, 12, 31),
        ],
    )
    def test_a_first_day_further_off_is_a_slip_and_writes_nothing(self, db, firm, day):
        application = firm.applicant()

        with pytest.raises(InvalidInput) as refused:
            firm.hire(application, start_on=day)
        assert refused.value.field == "start_on"
        assert application.status == ApplicationStatus.SENT

    def test_a_voided_confirmation_can_be_given_again(self, db, firm):
        application = firm.applicant()
        placement = firm.hire(application)
        void_event(
            db, event=events_of(db, placement.id)[0], by=firm.account, reason="nhầm người", now=NOW
        )

        firm.hire(application, start_on=TODAY + dt.timedelta(days=7))

        assert now_known(db, placement).started_on == TODAY + dt.timedelta(days=7)

    @pytest.mark.parametrize("tier", ["A", "B", "C"])
    def test_proof_is_kept_as_given(self, db, firm, tier):
        placement = firm.hire(firm.applicant(), tier=EvidenceTier(tier))

        assert events_of(db, placement.id)[0].tier == tier

    def test_in_a_session_opened_with_a_code_read_out_it_is_a_claim_and_no_placement(
        self, db, firm
    ):
        placement = firm.hire(firm.applicant(), origin=DESK_CODE, tier=EvidenceTier.A)

        known = now_known(db, placement)
        assert (known.is_placement, known.tier) == (False, EvidenceTier.D)

    def test_by_staff_it_is_a_claim_until_the_employer_confirms(self, db, firm):
        application = firm.applicant()
        officer = make_account(db, Role.DEPARTMENT)

        placement = firm.hire(application, by=officer)
        assert not now_known(db, placement).is_placement

        firm.hire(application)
        assert now_known(db, placement).is_placement
        assert kinds(db, placement) == [K.CLAIMED, K.EMPLOYER_CONFIRMED]

    def test_it_leaves_a_line_in_the_audit_log_without_personal_data(self, db, firm):
        placement = firm.hire(firm.applicant())

        line = db.exec(
            select(AuditLog).where(AuditLog.action == "placement.employer_confirmed")
        ).one()
        assert (line.subject_id, line.account_id) == (placement.id, firm.account.id)
        assert line.details == "origin=password"


class TestPosts:
    def test_the_last_post_fills_the_opening(self, db):
        firm = Firm(db, posts=2)

        firm.hire(firm.applicant())
        assert firm.opening.status == OpeningStatus.OPEN

        firm.hire(firm.applicant())
        assert firm.opening.status == OpeningStatus.FILLED
        assert (firm.opening.closed_at, firm.opening.close_reason) == (NOW, "Đã tuyển đủ")

    def test_hiring_the_same_person_twice_takes_one_post(self, db):
        firm = Firm(db, posts=2)
        application = firm.applicant()

        firm.hire(application)
        firm.hire(application)

        assert firm.opening.status == OpeningStatus.OPEN

    def test_a_workers_claim_takes_no_post(self, db, worker):
        firm = Firm(db, posts=1)
        application = firm.applicant()
        account = make_account(db, person=db.get_one(Person, application.person_id))

        claim_start(
            db, application=application, by=account, start_on=TODAY, origin=PASSWORD, now=NOW,
            today=TODAY,
        )  # fmt: skip

        assert firm.opening.status == OpeningStatus.OPEN

    def test_an_opening_closed_by_hand_stays_closed(self, db):
        firm = Firm(db, posts=1)
        application = firm.applicant()
        firm.opening.status = OpeningStatus.CLOSED

        firm.hire(application)

        assert firm.opening.status == OpeningStatus.CLOSED

    def test_another_opening_of_the_firm_is_not_touched(self, db):
        firm = Firm(db, posts=1)
        other = make_opening(db, site=make_site(db, enterprise=firm.enterprise), posts=1)

        firm.hire(firm.applicant())

        assert db.get_one(Opening, other.id).status == OpeningStatus.OPEN


class TestWorker:
    def test_both_sides_make_it_two_sided_at_tier_c(self, db, firm, worker):
        placement = firm.hire(firm.applicant())

        confirm_by_worker(
            db, placement=placement, by=worker(placement), occurred_on=TODAY, origin=PASSWORD,
            now=NOW,
        )  # fmt: skip

        known = now_known(db, placement)
        assert (known.is_two_sided, known.tier) == (True, EvidenceTier.C)

    @pytest.mark.parametrize("times", [1, 3])
    def test_confirming_again_is_confirming_once(self, db, firm, worker, times):
        placement = firm.hire(firm.applicant())
        account = worker(placement)

        for _time in range(times):
            confirm_by_worker(
                db, placement=placement, by=account, occurred_on=TODAY, origin=PASSWORD, now=NOW
            )

        assert kinds(db, placement) == [K.EMPLOYER_CONFIRMED, K.WORKER_CONFIRMED]

    def test_a_code_read_out_never_makes_a_workers_confirmation(self, db, firm, worker):
        placement = firm.hire(firm.applicant())

        confirm_by_worker(
            db, placement=placement, by=worker(placement), occurred_on=TODAY, origin=DESK_CODE,
            now=NOW,
        )  # fmt: skip

        assert not now_known(db, placement).is_two_sided
        last = events_of(db, placement.id)[-1]
        assert (last.kind, last.tier) == (K.CLAIMED, EvidenceTier.D)

    @pytest.mark.parametrize("role", [Role.COMMUNE, Role.DEPARTMENT, Role.ADMIN])
    def test_what_staff_write_for_somebody_is_a_claim_at_tier_d(self, db, firm, role):
        placement = firm.hire(firm.applicant())

        confirm_by_worker(
            db, placement=placement, by=make_account(db, role), occurred_on=TODAY,
            origin=PASSWORD, now=NOW,
        )  # fmt: skip

        assert not now_known(db, placement).confirmed_by_worker
        assert events_of(db, placement.id)[-1].tier == EvidenceTier.D

    def test_another_worker_cannot_confirm_it(self, db, firm):
        placement = firm.hire(firm.applicant())
        stranger = make_account(db, person=make_person(db))

        confirm_by_worker(
            db, placement=placement, by=stranger, occurred_on=TODAY, origin=PASSWORD, now=NOW
        )

        assert not now_known(db, placement).confirmed_by_worker

    def test_the_worker_may_confirm_after_a_claim_was_made_for_them(self, db, firm, worker):
        placement = firm.hire(firm.applicant())
        by_staff = make_account(db, Role.COMMUNE)
        for account in (by_staff, worker(placement)):
            confirm_by_worker(
                db, placement=placement, by=account, occurred_on=TODAY, origin=PASSWORD, now=NOW
            )

        assert now_known(db, placement).is_two_sided

    def test_a_voided_confirmation_can_be_given_again(self, db, firm, worker):
        placement = firm.hire(firm.applicant())
        account = worker(placement)
        say = {"placement": placement, "by": account, "occurred_on": TODAY, "origin": PASSWORD}
        confirm_by_worker(db, **say, now=NOW)
        void_event(
            db, event=events_of(db, placement.id)[-1], by=account, reason="bấm nhầm", now=NOW
        )
        assert not now_known(db, placement).confirmed_by_worker

        confirm_by_worker(db, **say, now=NOW)

        assert now_known(db, placement).confirmed_by_worker

    def test_a_claimed_start_and_a_hire_are_one_episode(self, db, firm):
        application = firm.applicant()
        account = make_account(db, person=db.get_one(Person, application.person_id))
        claimed = claim_start(
            db, application=application, by=account, start_on=TODAY - dt.timedelta(days=1),
            origin=PASSWORD, now=NOW, today=TODAY,
        )  # fmt: skip
        assert not now_known(db, claimed).is_placement

        hired = firm.hire(application)

        assert hired.id == claimed.id
        assert now_known(db, hired).is_two_sided


class TestCheck:
    @pytest.fixture
    def placement(self, firm):
        return firm.hire(firm.applicant(), start_on=dt.date(2026, 2, 28))

    def ask(self, db, firm, placement, **values):
        defaults = {
            "months": 3,
            "outcome": CheckOutcome.SAME_EMPLOYER,
            "occurred_on": dt.date(2026, 5, 28),
        }
        return check_in(
            db, placement=placement, by=firm.account, origin=PASSWORD, now=NOW, **defaults | values
        )

    def test_it_is_kept_with_its_answer(self, db, firm, placement):
        self.ask(db, firm, placement)

        assert now_known(db, placement).checks == {3: CheckOutcome.SAME_EMPLOYER}

    @pytest.mark.parametrize("months", [0, 2, 4, 5, 7, 13, -1])
    def test_only_four_marks_are_asked(self, db, firm, placement, months):
        with pytest.raises(InvalidInput):
            self.ask(db, firm, placement, months=months, occurred_on=dt.date(2028, 1, 1))

    @pytest.mark.parametrize(
        "months, due",
        [
            (1, dt.date(2026, 3, 28)),
            (3, dt.date(2026, 5, 28)),
            (6, dt.date(2026, 8, 28)),
            (12, dt.date(2027, 2, 28)),
        ],
    )
    def test_a_mark_opens_on_its_day_and_not_a_day_earlier(self, db, firm, placement, months, due):
        with pytest.raises(InvalidInput):
            self.ask(
                db, firm, placement, months=months, occurred_on=due - dt.timedelta(days=1)
            )  # fmt: skip

        assert self.ask(db, firm, placement, months=months, occurred_on=due).check_months == months

    def test_an_episode_nobody_dated_has_no_mark(self, db, firm, placement):
        void_event(
            db, event=events_of(db, placement.id)[0], by=firm.account, reason="nhầm", now=NOW
        )

        with pytest.raises(InvalidInput):
            self.ask(db, firm, placement)

    def test_an_answer_written_by_staff_is_tier_d(self, db, placement):
        event = check_in(
            db, placement=placement, months=3, outcome=CheckOutcome.SAME_EMPLOYER,
            occurred_on=TODAY, by=make_account(db, Role.COMMUNE), origin=PASSWORD, now=NOW,
        )  # fmt: skip

        assert event.tier == EvidenceTier.D


class TestEnd:
    @pytest.fixture
    def placement(self, firm):
        return firm.hire(firm.applicant(), start_on=dt.date(2026, 6, 1))

    def end(self, db, firm, placement, on=dt.date(2026, 8, 31), reason="chuyển nhà"):
        return end_placement(
            db, placement=placement, on=on, reason=reason, by=firm.account, origin=PASSWORD, now=NOW
        )

    def test_it_keeps_the_last_day_and_the_reason(self, db, firm, placement):
        self.end(db, firm, placement, reason="  chuyển nhà ")

        known = now_known(db, placement)
        assert (known.ended_on, known.end_reason) == (dt.date(2026, 8, 31), "chuyển nhà")

    def test_the_first_day_may_be_the_last(self, db, firm, placement):
        self.end(db, firm, placement, on=dt.date(2026, 6, 1))

        assert now_known(db, placement).ended_on == dt.date(2026, 6, 1)

    def test_a_last_day_before_the_first_is_refused(self, db, firm, placement):
        with pytest.raises(InvalidInput) as refused:
            self.end(db, firm, placement, on=dt.date(2026, 5, 31))
        assert refused.value.field == "last_day"

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_it_needs_a_reason(self, db, firm, placement, reason):
        with pytest.raises(InvalidInput) as refused:
            self.end(db, firm, placement, reason=reason)
        assert refused.value.field == "reason"

    def test_it_ends_once(self, db, firm, placement):
        self.end(db, firm, placement)

        with pytest.raises(Conflict):
            self.end(db, firm, placement)

    def test_an_end_that_was_a_mistake_can_be_taken_back_and_given_again(self, db, firm, placement):
        mistake = self.end(db, firm, placement)
        void_event(db, event=mistake, by=firm.account, reason="nhầm người", now=NOW)
        assert now_known(db, placement).ended_on is None

        self.end(db, firm, placement, on=dt.date(2026, 9, 1))

        assert now_known(db, placement).ended_on == dt.date(2026, 9, 1)


class TestVoid:
    def test_it_names_the_event_and_stays_readable(self, db, firm):
        placement = firm.hire(firm.applicant())
        event = events_of(db, placement.id)[0]

        void = void_event(db, event=event, by=firm.account, reason="nhầm người", now=NOW)

        assert void.voids_event_id == event.id
        assert kinds(db, placement) == [K.EMPLOYER_CONFIRMED, K.VOIDED]
        assert db.exec(select(AuditLog).where(AuditLog.action == "placement.voided")).one()

    def test_it_needs_a_reason(self, db, firm):
        event = events_of(db, firm.hire(firm.applicant()).id)[0]

        with pytest.raises(InvalidInput):
            void_event(db, event=event, by=firm.account, reason=" ", now=NOW)

    def test_a_void_is_not_voided(self, db, firm):
        event = events_of(db, firm.hire(firm.applicant()).id)[0]
        void = void_event(db, event=event, by=firm.account, reason="nhầm", now=NOW)

        with pytest.raises(Conflict):
            void_event(db, event=void, by=firm.account, reason="nhầm nữa", now=NOW)

    def test_an_event_is_voided_once(self, db, firm):
        event = events_of(db, firm.hire(firm.applicant()).id)[0]
        void_event(db, event=event, by=firm.account, reason="nhầm", now=NOW)

        with pytest.raises(Conflict):
            void_event(db, event=event, by=firm.account, reason="nhầm", now=NOW)
        assert len(db.exec(select(PlacementEvent)).all()) == 2


class TestSnapshot:
    def snapshot(self, db, firm, person_values, prepare=None) -> PlacementSnapshot:
        application = firm.applicant(**person_values)
        if prepare:
            prepare(db.get_one(Person, application.person_id))
        return db.get_one(PlacementSnapshot, firm.hire(application).id)

    def test_the_job_is_always_in_it(self, db, firm):
        snapshot = self.snapshot(db, firm, {})

        assert (snapshot.zone_key, snapshot.vsic_code, snapshot.taken_on) == (
            "an-nghiep", "1410", TODAY,
        )  # fmt: skip
        assert snapshot.vsco_code

    def test_without_consent_to_statistics_nothing_of_the_worker_is(self, db, firm):
        snapshot = self.snapshot(db, firm, {"sex": "female"})

        worker = (snapshot.sex, snapshot.age_band, snapshot.old_district, snapshot.new_commune)
        assert worker == ("", "", "", "")
        assert (snapshot.ethnicity, snapshot.poverty) == ("", "")
        assert snapshot.is_land_acquired is None
        assert snapshot.has_disability is None

    def test_with_it_sex_age_band_and_home_are_but_nothing_sensitive(self, db, firm):
        snapshot = self.snapshot(
            db, firm, {"sex": "female", "consents_to": (ConsentPurpose.STATISTICS,)}
        )

        worker = (snapshot.sex, snapshot.age_band, snapshot.old_district, snapshot.new_commune)
        assert worker == ("female", "35-44", "Huyện Châu Thành", "Xã An Ninh")
        assert (snapshot.ethnicity, snapshot.has_disability) == ("", None)
        assert snapshot.is_land_acquired is False

    def test_ethnicity_needs_its_own_consent_as_well(self, db, firm):
        snapshot = self.snapshot(
            db, firm, {"consents_to": (ConsentPurpose.STATISTICS,)},
            lambda person: make_sensitive(db, person, ethnicity="khmer", disability=""),
        )  # fmt: skip

        assert (snapshot.ethnicity, snapshot.poverty, snapshot.has_disability) == (
            "khmer", "poor", False,
        )  # fmt: skip

    def test_consent_to_sensitive_data_alone_gives_nothing(self, db, firm):
        snapshot = self.snapshot(
            db, firm, {"consents_to": ()}, lambda person: make_sensitive(db, person)
        )

        assert snapshot.ethnicity == ""

    def test_a_member_of_a_land_acquired_household_is_marked(self, db, firm):
        def join_household(person: Person) -> None:
            household = Household(code="HO-1", recorded_at=NOW)
            db.add(household)
            db.flush()
            db.add(HouseholdMember(household_id=household.id, person_id=person.id))
            db.flush()

        snapshot = self.snapshot(
            db, firm, {"consents_to": (ConsentPurpose.STATISTICS,)}, join_household
        )

        assert snapshot.is_land_acquired is True


class TestAddMonths:
    @pytest.mark.parametrize(
        "day, months, later",
        [
            (dt.date(2026, 1, 15), 1, dt.date(2026, 2, 15)),
            (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
            (dt.date(2028, 1, 31), 1, dt.date(2028, 2, 29)),
            (dt.date(2026, 3, 31), 1, dt.date(2026, 4, 30)),
            (dt.date(2026, 8, 31), 6, dt.date(2027, 2, 28)),
            (dt.date(2026, 12, 1), 1, dt.date(2027, 1, 1)),
            (dt.date(2028, 2, 29), 12, dt.date(2029, 2, 28)),
            (dt.date(2026, 5, 5), 0, dt.date(2026, 5, 5)),
        ],
    )
    def test_it_lands_on_the_same_day_or_the_last_of_a_shorter_month(self, day, months, later):
        assert add_months(day, months) == later
