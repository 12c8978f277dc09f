"""Families whose land is recovered: decisions, members, what they want, their support."""

import datetime as dt

import pytest
from sqlmodel import select

from tests.factories.households import make_decision, make_household, make_member
from tests.factories.people import make_person
from tests.fixed_clock import NOW, TODAY
from workforce.households import actions
from workforce.households.queries import land_acquired_funnel
from workforce.households.support import deadline, support_years
from workforce.models import (
    Household,
    HouseholdMember,
    HouseholdRecovery,
    MemberWish,
    Person,
    RecoveryDecision,
    SupportEvent,
    SupportStep,
)


@pytest.fixture
def household(db):
    return make_household(db)


@pytest.fixture
def member(db, household, person):
    return make_member(db, household=household, person=person)


def support(desk, member, step="planned", day="2026-09-01", **more):
    return desk.post(
        f"/can-bo/gia-dinh/thanh-vien/{member.id}/ho-tro",
        page=f"/can-bo/gia-dinh/thanh-vien/{member.id}",
        data={"step": step, "occurred_on": day, **more},
    )


class TestRecording:
    def test_a_decision_then_a_household_then_its_people(self, db, desk, officer):
        desk.post(
            "/can-bo/gia-dinh/quyet-dinh",
            data={"number": "9/QĐ-UBND", "decided_on": "15/10/2024", "project": "KCN mẫu"},
        )
        decision = db.exec(select(RecoveryDecision)).one()
        desk.post(
            "/can-bo/gia-dinh/ghi-moi",
            data={"decision": decision.id, "land_type": "agricultural", "area_m2": "1.500",
                  "new_unit_id": officer.unit_id},
        )  # fmt: skip
        household = db.exec(select(Household)).one()
        desk.post(
            f"/can-bo/gia-dinh/{household.id}/thanh-vien",
            data={"full_name": "Sơn Văn Ruộng", "relation": "chủ hộ", "wish": "work"},
        )

        person = db.exec(select(Person).where(Person.full_name == "Sơn Văn Ruộng")).one()
        assert household.code == "31594-0001"
        assert db.exec(select(HouseholdRecovery)).one().area_m2 == 1_500
        assert (person.is_seeking, person.new_unit_id) == (True, officer.unit_id)
        assert db.exec(select(HouseholdMember)).one().wish == MemberWish.WORK

    @pytest.mark.parametrize(
        "wrong", [{"decided_on": "01/01/2027"}, {"decided_on": "x"}, {"number": ""}, {"zone": "x"}]
    )
    def test_a_wrong_decision_is_refused(self, db, desk, wrong):
        data = {"number": "9/QĐ-UBND", "decided_on": "15/10/2024", "project": "KCN mẫu"}

        answer = desk.post("/can-bo/gia-dinh/quyet-dinh", data=data | wrong)

        assert answer.status_code == 422
        assert db.exec(select(RecoveryDecision)).all() == []

    def test_the_same_decision_twice_is_refused(self, db, desk):
        make_decision(db, number="9/QĐ-UBND")
        data = {"number": "9/QĐ-UBND", "decided_on": "15/10/2024", "project": "KCN mẫu"}

        assert desk.post("/can-bo/gia-dinh/quyet-dinh", data=data).status_code == 422

    def test_a_code_of_another_household_is_refused(self, db, desk, officer, household):
        data = {
            "decision": db.exec(select(RecoveryDecision)).one().id, "land_type": "other",
            "new_unit_id": officer.unit_id, "code": household.code,
        }  # fmt: skip

        assert desk.post("/can-bo/gia-dinh/ghi-moi", data=data).status_code == 422

    def test_without_a_decision_the_page_says_what_to_do_first(self, desk):
        page = desk.get("/can-bo/gia-dinh/ghi-moi").page

        assert page.select_one(".empty a")["href"] == "/can-bo/gia-dinh/quyet-dinh"

    def test_somebody_with_a_profile_joins(self, db, desk, person, household):
        page = f"/can-bo/nguoi-dan/{person.id}/gia-dinh"

        assert desk.post(page, data={"household": household.id}).status_code == 302
        assert desk.post(page, data={"household": household.id}).status_code == 422
        assert db.exec(select(HouseholdMember)).one().person_id == person.id

    def test_the_same_land_is_recorded_once(self, db, desk, household):
        page = f"/can-bo/gia-dinh/{household.id}/dat"
        decision = db.exec(select(RecoveryDecision)).one()
        data = {"decision": decision.id, "land_type": "residential"}

        assert desk.post(page, data=data).status_code == 302
        assert desk.post(page, data=data).status_code == 422


class TestSupport:
    def test_who_wants_work_and_has_no_plan_is_due(self, db, desk, member):
        assert "hạn hỗ trợ 15/10/2029" in desk.get("/can-bo/").page.select_one(".due-list").text

        support(desk, member)

        assert desk.get("/can-bo/").page.select(".due-list") == []

    def test_being_counselled_is_not_a_plan(self, desk, member):
        support(desk, member, step="counselled")

        assert desk.get("/can-bo/").page.select(".due-list")

    def test_a_mistake_is_voided_and_stays_readable(self, db, desk, member):
        support(desk, member)
        event = db.exec(select(SupportEvent)).one()
        page = f"/can-bo/gia-dinh/thanh-vien/{member.id}/huy/{event.id}"

        assert desk.post(page, data={"reason": "nhầm người"}).status_code == 302

        assert desk.get("/can-bo/").page.select(".due-list")
        assert "Ghi nhầm, đã hủy" in desk.get(f"/can-bo/gia-dinh/thanh-vien/{member.id}").text
        assert db.get(SupportEvent, event.id).step == SupportStep.PLANNED
        token = desk.get(page).page.select_one("main input[name=csrf_token]")["value"]
        again = desk.post_raw(page, data={"reason": "nữa", "csrf_token": token})
        assert again.status_code == 409

    @pytest.mark.parametrize(
        "wrong", [{"day": "08/09/2026"}, {"day": "x"}, {"step": "voided"}, {"step": "x"}]
    )
    def test_a_wrong_step_is_refused(self, db, desk, member, wrong):
        assert support(desk, member, **wrong).status_code == 422
        assert db.exec(select(SupportEvent)).all() == []

    def test_declining_is_a_right_and_nothing_is_due(self, db, desk, member, person):
        desk.post(
            f"/can-bo/gia-dinh/thanh-vien/{member.id}/mong-muon",
            page=f"/can-bo/gia-dinh/thanh-vien/{member.id}",
            data={"wish": "declined"},
        )

        db.refresh(person)
        assert not person.is_seeking
        assert desk.get("/can-bo/").page.select(".due-list") == []

    def test_the_deadline_comes_from_the_dated_table(self, db):
        assert support_years(db, on=TODAY) == 5
        assert support_years(db, on=dt.date(2020, 1, 1)) is None
        assert deadline(dt.date(2024, 2, 29), years=5) == dt.date(2029, 2, 28)
        assert deadline(TODAY, years=None) is None


class TestFunnel:
    def test_each_step_counts_those_who_reached_it(self, db, officer, household, member):
        other = make_member(db, household=household, person=make_person(db))
        for who, step in ((member, "counselled"), (member, "planned"), (other, "counselled")):
            actions.record_support(
                db, member=who, step=SupportStep(step), occurred_on=TODAY, by=officer, today=TODAY,
                now=NOW,
            )  # fmt: skip

        funnel = land_acquired_funnel(db, on=TODAY)

        assert (funnel.registered, funnel.counselled, funnel.planned) == (2, 2, 1)

    def test_other_wishes_stand_apart(self, db, household, member):
        for wish in (MemberWish.STUDY, MemberWish.DECLINED, None):
            make_member(db, household=household, person=make_person(db), wish=wish)

        funnel = land_acquired_funnel(db, on=TODAY)

        assert funnel.registered == 1
        assert funnel.apart == {MemberWish.STUDY: 1, MemberWish.DECLINED: 1, None: 1}

    def test_a_voided_step_is_not_counted(self, db, officer, member):
        event = actions.record_support(
            db, member=member, step=SupportStep.PLANNED, occurred_on=TODAY, by=officer,
            today=TODAY, now=NOW,
        )  # fmt: skip
        actions.void_support(
            db, event=event, reason="nhầm", by=officer, today=TODAY, now=NOW
        )  # fmt: skip

        assert land_acquired_funnel(db, on=TODAY).planned == 0
