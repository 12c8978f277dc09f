"""Clerks of one enterprise inviting at the same moment, on a real database of each kind."""

import pytest
from sqlmodel import col, select, update

from tests.employers.conftest import make_firm
from tests.factories.people import make_person
from tests.fixed_clock import NOW, TODAY
from tests.invitations.conftest import FOUND
from tests.test_races import at_once
from workforce.database import Database
from workforce.errors import Conflict
from workforce.invitations.actions import invite
from workforce.models import Account, Invitation, Notice, Opening, PolicyRate

MANY = 12


@pytest.fixture
def invites(own_database: Database):
    """Deeds that invite these people, and how many may be invited a day."""

    def invites(people: list[int], most: int):
        with own_database.session(write=True) as db:
            firm = make_firm(db)
            ids = [make_person(db, consents_to=FOUND).id for _ in range(max(people) + 1)]
            db.exec(
                update(PolicyRate)
                .where(
                    col(PolicyRate.kind) == "invitation", col(PolicyRate.key) == "enterprise_day"
                )
                .values(value_number=most)
            )
            db.commit()
            opening_id, account_id = firm.opening.id, firm.account.id

        def deed(person_id):
            return lambda session: invite(
                session, opening=session.get_one(Opening, opening_id), person_id=person_id,
                message="", by=session.get_one(Account, account_id), today=TODAY, now=NOW,
            )  # fmt: skip

        return [deed(ids[one]) for one in people]

    return invites


def rows(database: Database, model):
    with database.session(write=False) as db:
        return list(db.exec(select(model)))


def test_twelve_clicks_on_one_person_are_one_invitation(own_database, invites):
    refused = at_once(own_database, invites([0] * MANY, most=1))

    assert refused == []
    assert len(rows(own_database, Invitation)) == 1
    assert len([one for one in rows(own_database, Notice) if one.kind == "invited"]) == 1


def test_never_more_than_the_limit_of_the_day(own_database, invites):
    refused = at_once(own_database, invites(list(range(MANY)), most=5))

    assert len(rows(own_database, Invitation)) == 5
    assert [type(one) for one in refused] == [Conflict] * (MANY - 5)
