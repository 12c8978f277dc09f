"""What several tests of the public pages arrange."""

import datetime as dt

import pytest
from sqlalchemy import event

from tests.factories.people import make_person
from tests.fixed_clock import NOW, TODAY
from workforce.models import (
    EvidenceTier,
    Opening,
    Placement,
    PlacementEvent,
    PlacementEventKind,
)


@pytest.fixture
def hire(database):
    """Record that the employer confirmed a hire for an opening; return the event."""

    def hire(opening: Opening) -> PlacementEvent:
        db = database.arranging()
        placement = Placement(
            person_id=make_person(db).id, opening_id=opening.id, site_id=opening.site_id,
            enterprise_id=opening.enterprise_id, created_at=NOW,
        )  # fmt: skip
        db.add(placement)
        db.flush()
        confirmed = PlacementEvent(
            placement_id=placement.id, kind=PlacementEventKind.EMPLOYER_CONFIRMED,
            occurred_on=TODAY, tier=EvidenceTier.C, recorded_at=NOW, recorded_role="employer",
        )  # fmt: skip
        db.add(confirmed)
        db.flush()
        return confirmed

    return hire


@pytest.fixture
def void(database):
    """Record that an event of the ledger was a mistake."""

    def void(wrong: PlacementEvent) -> None:
        db = database.arranging()
        db.add(
            PlacementEvent(
                placement_id=wrong.placement_id, kind=PlacementEventKind.VOIDED,
                occurred_on=wrong.occurred_on, tier=wrong.tier, reason="ghi nhầm người",
                recorded_at=NOW + dt.timedelta(hours=1), recorded_role="employer",
                voids_event_id=wrong.id,
            )
        )  # fmt: skip
        db.flush()

    return void


@pytest.fixture
def count_queries(database, client):
    """Return how many statements opening an address takes."""

    def count(address: str) -> int:
        database.publish()
        statements = []

        def record(_connection, _cursor, statement, *_rest):
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                statements.append(statement)

        event.listen(database.engine, "before_cursor_execute", record)
        try:
            assert client.get(address).status_code == 200
        finally:
            event.remove(database.engine, "before_cursor_execute", record)
        return len(statements)

    return count
