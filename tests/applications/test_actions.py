"""Applying, withdrawing, moving on: once each, in order, within the law."""

import datetime as dt

import pytest
from sqlmodel import Session, select

from tests.factories.accounts import make_account
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.fixed_clock import NOW, TODAY
from workforce.applications.actions import (
    NeedsGuardian,
    OpeningClosed,
    TooYoung,
    apply_to_opening,
    events_of,
    move_on,
    record_hired,
    withdraw,
)
from workforce.consents import consents
from workforce.errors import Conflict, InvalidInput
from workforce.models import (
    Account,
    Application,
    ApplicationStatus,
    ConsentEvent,
    ConsentPurpose,
    Opening,
    Person,
    PolicyRate,
    Role,
)

S = ApplicationStatus


@pytest.fixture
def person(db: Session) -> Person:
    return make_person(db)


@pytest.fixture
def opening(db: Session) -> Opening:
    return make_opening(db)


@pytest.fixture
def seeker(db: Session, person: Person) -> Account:
    return make_account(db, person=person)


@pytest.fixture
def recruiter(db: Session, opening: Opening) -> Account:
    return make_account(db, Role.EMPLOYER, enterprise_id=opening.enterprise_id)


@pytest.fixture
def application(db: Session, person: Person, opening: Opening) -> Application:
    return apply(db, person, opening)


def apply(db: Session, person: Person, opening: Opening, **values) -> Application:
    defaults = {"sent_by": None, "today": TODAY, "now": NOW}
    return apply_to_opening(db, person=person, opening=opening, **defaults | values)


def go_to(db: Session, application: Application, status: S) -> None:
    """Bring an application to a status by the shortest lawful way."""
    by = make_account(db, Role.ADMIN)
    if status == S.WITHDRAWN:
        withdraw(db, application=application, by=by, now=NOW)
    elif status == S.HIRED:
        record_hired(db, application=application, by=by, now=NOW)
    elif status != S.SENT:
        move_on(db, application=application, to=status, by=by, reason="lý do", now=NOW, today=TODAY)


class TestApply:
    def test_it_is_sent_with_its_message_and_first_step(self, db, person, opening):
        application = apply(db, person, opening, message="Tôi ở gần khu An Nghiệp")

        assert (application.status, application.message) == (S.SENT, "Tôi ở gần khu An Nghiệp")
        assert [event.status for event in events_of(db, application.id)] == [S.SENT]

    def test_applying_twice_finds_the_first_and_adds_no_step_and_no_consent(
        self, db, person, opening
    ):
        first = apply(db, person, opening, message="một")
        second = apply(db, person, opening, message="hai")

        assert (second.id, second.message) == (first.id, "một")
        assert len(events_of(db, first.id)) == 1
        shared = [
            event for event in consents.events_of(db, person.id)
            if event.purpose == ConsentPurpose.SHARE_APPLICATION
        ]  # fmt: skip
        assert len(shared) == 1

    def test_the_consent_to_share_stands_beside_it(self, db, person, opening):
        application = apply(db, person, opening)

        consent = db.get_one(ConsentEvent, application.consent_id)
        assert (consent.purpose, consent.is_granted, consent.channel) == (
            ConsentPurpose.SHARE_APPLICATION, True, "self",
        )  # fmt: skip

    def test_an_officer_who_applies_for_somebody_is_named(self, db, person, opening):
        officer = make_account(db, Role.COMMUNE)

        application = apply(db, person, opening, sent_by=officer)

        consent = db.get_one(ConsentEvent, application.consent_id)
        assert application.sent_by == officer.id
        assert (consent.channel, consent.recorded_by) == ("desk", officer.id)

    def test_who_withdrew_may_send_it_again(self, db, person, opening, seeker, application):
        withdraw(db, application=application, by=seeker, now=NOW)

        again = apply(db, person, opening, message="Tôi đã đổi ý")

        assert (again.id, again.status, again.message) == (application.id, S.SENT, "Tôi đã đổi ý")
        assert [event.status for event in events_of(db, again.id)] == [S.SENT, S.WITHDRAWN, S.SENT]

    @pytest.mark.parametrize("status", [S.SEEN, S.INTERVIEW, S.OFFERED, S.HIRED, S.REFUSED])
    def test_applying_again_does_not_undo_the_employers_step(
        self, db, person, opening, application, status
    ):
        go_to(db, application, status)

        assert apply(db, person, opening).status == status

    def test_the_deadline_is_the_last_day(self, db, person):
        assert apply(db, person, make_opening(db, deadline=TODAY)).status == S.SENT

    @pytest.mark.parametrize("trait", ["expired", "draft", "closed"])
    def test_an_opening_that_is_not_open_takes_none(self, db, person, trait):
        opening = make_opening(db, **{trait: True})

        with pytest.raises(OpeningClosed):
            apply(db, person, opening)
        assert db.exec(select(Application)).all() == []

    def test_who_applied_before_the_deadline_still_finds_it_after(self, db, person, opening):
        application = apply(db, person, opening)

        later = apply(db, person, opening, today=TODAY + dt.timedelta(days=365))

        assert later.id == application.id


def born(years: int, days: int = 0) -> dict[str, object]:
    """A birth date that makes somebody ``years`` old ``days`` ago (minus: in days to come)."""
    return {
        "birth_date": TODAY.replace(year=TODAY.year - years) - dt.timedelta(days=days),
        "birth_year": None,
    }


def minor(db, **birth):
    """Somebody under 18 whose guardian has said yes."""
    return make_person(db, consents_to=(ConsentPurpose.MATCHING, ConsentPurpose.GUARDIAN), **birth)


class TestAge:
    """15 to work, 18 for night and hazardous work: Labour Code, from policy_rate."""

    def test_the_fifteenth_birthday_is_early_enough(self, db, opening):
        assert apply(db, minor(db, **born(15)), opening).status == S.SENT

    def test_a_day_before_it_is_not(self, db, opening):
        with pytest.raises(TooYoung, match="15"):
            apply(db, make_person(db, **born(15, -1)), opening)

    @pytest.mark.parametrize("trait", ["at_night", "hazardous"])
    def test_the_eighteenth_birthday_opens_night_and_hazardous_work(self, db, trait):
        opening = make_opening(db, **{trait: True})

        assert apply(db, make_person(db, **born(18)), opening).status == S.SENT

    @pytest.mark.parametrize("trait", ["at_night", "hazardous"])
    def test_a_day_before_it_they_are_closed(self, db, trait):
        opening = make_opening(db, **{trait: True})

        with pytest.raises(TooYoung, match="18"):
            apply(db, make_person(db, **born(18, -1)), opening)

    def test_seventeen_may_work_by_day(self, db, opening):
        assert apply(db, minor(db, **born(17)), opening).status == S.SENT

    def test_seventeen_needs_the_guardians_yes(self, db, opening):
        with pytest.raises(NeedsGuardian, match="cha mẹ"):
            apply(db, make_person(db, **born(17)), opening)

    def test_eighteen_needs_nobodys(self, db, opening):
        assert apply(db, make_person(db, **born(18)), opening).status == S.SENT

    @pytest.mark.parametrize("shift", ["ca_dem", "xoay_ca"])
    def test_one_night_shift_among_others_is_night_work(self, db, shift):
        opening = make_opening(db, shifts=["hanh_chinh", shift])

        with pytest.raises(TooYoung):
            apply(db, minor(db, **born(17)), opening)

    def test_an_unknown_age_refuses_nobody(self, db):
        person = make_person(db, birth_year=None, birth_date=None)

        assert apply(db, person, make_opening(db, hazardous=True)).status == S.SENT

    def test_there_is_no_upper_age(self, db):
        person = make_person(db, birth_year=1940)

        assert apply(db, person, make_opening(db, hazardous=True)).status == S.SENT

    def test_the_ages_come_from_the_dated_table_of_the_day(self, db, opening):
        changed = TODAY + dt.timedelta(days=1)
        db.add(
            PolicyRate(
                kind="working_age_years", key="minimum", value_number=16, effective_from=changed,
                source="thử nghiệm",
            )
        )  # fmt: skip
        db.flush()
        person = minor(db, **born(15, 30))

        with pytest.raises(TooYoung, match="16"):
            apply(db, person, opening, today=changed)
        assert apply(db, person, opening).status == S.SENT


class TestWithdraw:
    @pytest.mark.parametrize("status", [S.SENT, S.SEEN, S.INTERVIEW, S.OFFERED])
    def test_it_is_open_until_an_answer(self, db, seeker, application, status):
        go_to(db, application, status)

        withdraw(db, application=application, by=seeker, now=NOW)

        assert application.status == S.WITHDRAWN

    @pytest.mark.parametrize("status", [S.HIRED, S.REFUSED])
    def test_an_answered_application_is_not_withdrawn(self, db, seeker, application, status):
        go_to(db, application, status)

        with pytest.raises(Conflict):
            withdraw(db, application=application, by=seeker, now=NOW)
        assert application.status == status

    def test_withdrawing_twice_is_one_step(self, db, seeker, application):
        withdraw(db, application=application, by=seeker, now=NOW)
        withdraw(db, application=application, by=seeker, now=NOW)

        assert len(events_of(db, application.id)) == 2


#: everything an employer may do, from README's state machine; the rest is refused
LAWFUL = {
    S.SENT: {S.SEEN, S.INTERVIEW, S.OFFERED, S.REFUSED},
    S.SEEN: {S.INTERVIEW, S.OFFERED, S.REFUSED},
    S.INTERVIEW: {S.OFFERED, S.REFUSED},
    S.OFFERED: {S.REFUSED},
    S.HIRED: set(),
    S.REFUSED: set(),
    S.WITHDRAWN: set(),
}


class TestMoveOn:
    def move(self, db, application, to, by, reason="Cần chứng chỉ xe nâng"):
        return move_on(
            db, application=application, to=to, by=by, reason=reason, now=NOW, today=TODAY
        )

    @pytest.mark.parametrize("to", [S.SEEN, S.INTERVIEW, S.OFFERED, S.REFUSED])
    @pytest.mark.parametrize("start", list(S))
    def test_only_the_next_steps_are_open(self, db, application, recruiter, start, to):
        go_to(db, application, start)
        steps = len(events_of(db, application.id))

        if to in LAWFUL[start] or to == start:
            assert self.move(db, application, to, recruiter).status == to
        else:
            with pytest.raises(Conflict):
                self.move(db, application, to, recruiter)
            assert application.status == start
        moved = to in LAWFUL[start] and to != start
        assert len(events_of(db, application.id)) == steps + moved

    @pytest.mark.parametrize("start", list(S))
    @pytest.mark.parametrize("to", [S.SENT, S.WITHDRAWN])
    def test_an_employer_never_takes_the_seekers_steps(self, db, application, recruiter, start, to):
        go_to(db, application, start)

        if start != to:
            with pytest.raises(Conflict):
                self.move(db, application, to, recruiter)
        assert application.status == start

    def test_hiring_is_not_a_step_here_for_the_ledger_would_miss_it(
        self, db, application, recruiter
    ):
        with pytest.raises(Conflict):
            self.move(db, application, S.HIRED, recruiter)

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_a_refusal_needs_a_reason_the_person_can_use(self, db, application, recruiter, reason):
        with pytest.raises(InvalidInput) as refused:
            self.move(db, application, S.REFUSED, recruiter, reason)
        assert refused.value.field == "reason"
        assert application.status == S.SENT

    def test_the_person_can_read_the_reason(self, db, application, recruiter):
        self.move(db, application, S.REFUSED, recruiter)

        assert events_of(db, application.id)[-1].reason == "Cần chứng chỉ xe nâng"

    def test_a_refusal_says_when_the_profile_leaves_the_employer(self, db, application, recruiter):
        self.move(db, application, S.REFUSED, recruiter)

        # applicant_data_retention_days/refused is 30 from 2026-01-01; 7 September + 30 days
        assert application.hidden_from_employer_on == dt.date(2026, 10, 7)

    @pytest.mark.parametrize("to", [S.SEEN, S.INTERVIEW, S.OFFERED])
    def test_other_steps_hide_nothing(self, db, application, recruiter, to):
        assert self.move(db, application, to, recruiter).hidden_from_employer_on is None
