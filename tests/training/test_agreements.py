"""One side writes an agreement, the other confirms it; promised and made side by side."""

import pytest
from sqlmodel import select

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_enterprise, make_site
from tests.factories.people import make_person
from tests.factories.schools import make_course, make_enrolment, make_intake, make_school
from tests.fixed_clock import NOW, TODAY
from tests.pages import words
from workforce.errors import Conflict, InvalidInput, NotFound
from workforce.models import (
    EnrolmentStatus,
    EvidenceTier,
    Placement,
    PlacementEvent,
    PlacementEventKind,
    Role,
    TrainingAgreement,
)
from workforce.training import agreements as rules

LIST = "/dao-tao/thoa-thuan"


class Sides:
    """A school and an enterprise with an account each."""

    def __init__(self, db):
        self.db = db
        self.school, self.enterprise = make_school(db), make_enterprise(db)
        make_site(db, enterprise=self.enterprise)
        self.clerk = make_account(db, Role.SCHOOL, school=self.school)
        self.manager = make_account(db, Role.EMPLOYER, enterprise=self.enterprise)

    def values(self, **values):
        return {"title": "60 công nhân may", "seats": 60, "hires_promised": 40,
                "signed_on": TODAY, "ends_on": None} | values  # fmt: skip

    def by_enterprise(self, **values):
        return rules.propose(
            self.db, account=self.manager, other_id=self.school.id, values=self.values(**values),
            now=NOW,
        )  # fmt: skip


@pytest.fixture
def sides(db):
    return Sides(db)


def test_what_one_side_wrote_the_other_confirms_and_twice_is_once(db, sides):
    row = sides.by_enterprise()

    rules.confirm(db, account=sides.clerk, row=row, now=NOW)
    rules.confirm(db, account=sides.clerk, row=row, now=NOW)

    assert (row.confirmed_at, row.confirmed_by) == (NOW, sides.clerk.id)


def test_nobody_confirms_what_their_own_side_wrote(db, sides):
    with pytest.raises(Conflict):
        rules.confirm(db, account=sides.manager, row=sides.by_enterprise(), now=NOW)


def test_an_agreement_of_others_is_not_found(db, sides):
    row = sides.by_enterprise()
    stranger = make_account(db, Role.SCHOOL, school=make_school(db, name="Khác"))

    with pytest.raises(NotFound):
        rules.agreement(db, account=stranger, agreement_id=row.id)
    assert rules.agreements(db, account=stranger) == []


def test_with_who_is_not_verified_nothing_is_agreed(db, sides):
    waiting = make_school(db, name="Chờ", is_verified=False)

    with pytest.raises(InvalidInput):
        rules.propose(db, account=sides.manager, other_id=waiting.id, values=sides.values(),
                      now=NOW)  # fmt: skip


def hire(db, person, enterprise, start):
    placement = Placement(person_id=person.id, enterprise_id=enterprise.id, created_at=NOW)
    db.add(placement)
    db.flush()
    db.add(PlacementEvent(
        placement_id=placement.id, kind=PlacementEventKind.EMPLOYER_CONFIRMED, occurred_on=start,
        tier=EvidenceTier.C, recorded_at=NOW, recorded_role=Role.EMPLOYER,
    ))  # fmt: skip
    db.flush()


def test_hires_made_are_of_the_ordered_classes_at_this_enterprise_only(db, sides):
    row = sides.by_enterprise()
    rules.confirm(db, account=sides.clerk, row=row, now=NOW)
    intake = make_intake(db, course=make_course(db, school=sides.school))
    rules.order_intake(db, account=sides.clerk, row=row, intake_id=intake.id, now=NOW)
    here, elsewhere, stranger = [make_person(db) for _ in range(3)]
    for person in (here, elsewhere):
        make_enrolment(db, person=person, intake=intake, status=EnrolmentStatus.COMPLETED)
    hire(db, here, sides.enterprise, TODAY)
    hire(db, elsewhere, make_enterprise(db, name="Khác"), TODAY)
    hire(db, stranger, sides.enterprise, TODAY)

    found = rules.agreement(db, account=sides.manager, agreement_id=row.id)

    assert (found.enrolled, found.completed, found.hired) == (2, 2, 1)
    assert found.row.hires_promised == 40


def test_only_a_confirmed_agreement_orders_classes_of_its_school(db, sides):
    row = sides.by_enterprise()
    intake = make_intake(db, course=make_course(db, school=sides.school))
    with pytest.raises(Conflict):
        rules.order_intake(db, account=sides.clerk, row=row, intake_id=intake.id, now=NOW)
    rules.confirm(db, account=sides.clerk, row=row, now=NOW)

    foreign = make_intake(db)
    with pytest.raises(NotFound):
        rules.order_intake(db, account=sides.clerk, row=row, intake_id=foreign.id, now=NOW)


def test_both_sides_do_it_on_their_screens(db, sides, new_client, sign_in):
    at_firm, at_school = sign_in(sides.manager, new_client()), sign_in(sides.clerk, new_client())
    at_firm.post(
        f"{LIST}/moi",
        data={"other": str(sides.school.id), "title": "60 công nhân may", "seats": "60",
              "hires_promised": "40", "signed_on": TODAY.isoformat()},
    )  # fmt: skip
    row = db.exec(select(TrainingAgreement)).one()
    assert "Chờ bên kia xác nhận" in words(at_school.get(LIST).page)

    at_school.post(f"{LIST}/{row.id}/xac-nhan", page=f"{LIST}/{row.id}")

    assert "Hai bên đã xác nhận" in words(at_firm.get(f"{LIST}/{row.id}").page)
    answer = at_firm.post(f"{LIST}/{row.id}/ket-thuc", page=f"{LIST}/{row.id}", data={})
    assert answer.status_code == 422
    at_firm.post(
        f"{LIST}/{row.id}/ket-thuc", page=f"{LIST}/{row.id}", data={"reason": "Hết đơn hàng"}
    )
    assert "Hết đơn hàng" in words(at_school.get(f"{LIST}/{row.id}").page)
