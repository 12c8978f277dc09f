"""What several tests of the public pages arrange."""

import datetime as dt
from urllib.parse import urlencode

import pytest

from tests.database.statements import statements
from tests.factories.enterprises import make_site
from tests.factories.openings import make_opening
from tests.factories.people import make_person
from tests.factories.vocabulary import FORKLIFT, new_commune, zone
from tests.fixed_clock import NOW, TODAY
from workforce.models import (
    EvidenceTier,
    Opening,
    Placement,
    PlacementEvent,
    PlacementEventKind,
)

TRAN_DE = {"lat": 9.5214, "lon": 106.1993}


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
        with statements(database.engine) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    return count


@pytest.fixture
def search(client):
    def search(**values):
        return client.get(f"/viec-lam?{urlencode(values)}").page

    return search


@pytest.fixture
def jobs(database):
    """A sewing job in An Nghiệp, a forklift job in Trần Đề, a guard outside the zones."""
    db = database.arranging()
    port = make_site(
        db, zone_id=zone(db, "tran-de").id, unit_id=new_commune(db, "Xã Trần Đề").id, **TRAN_DE
    )
    outside = make_site(db, outside_zones=True, unit_id=new_commune(db, "Phường Vĩnh Châu").id)
    return {
        "sewing": make_opening(
            db, title="Công nhân may", wage_min_vnd=6_000_000, wage_max_vnd=7_000_000
        ),
        "forklift": make_opening(
            db, title="Lái xe nâng", occupation_key=FORKLIFT, site=port, has_shuttle=False,
            description="Lái xe nâng trong kho.", requirements="Có chứng chỉ xe nâng.",
            wage_min_vnd=9_000_000, wage_max_vnd=11_000_000, shifts=["xoay_ca"],
            experience_months=0, has_housing=True, has_meals=True,
        ),
        "guard": make_opening(
            db, title="Bảo vệ", occupation_key="bao-ve", site=outside, has_shuttle=None,
            description="Trực cổng.", requirements="", wage_min_vnd=None, wage_max_vnd=None,
            shifts=["ca_dem"],
        ),
    }  # fmt: skip
