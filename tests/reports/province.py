"""A province small enough to count by hand.

Three zones: KCN An Nghiệp (in T5), KCN Trần Đề (in T5), the economic zone (not in T5).
Five enterprises, one site each unless said otherwise:

    A  An Nghiệp            declared 31 Mar: 100 / 60 stable; corrected for the same day
                            to 120 / 80; declared 30 Jun: 150 / 90, flagged
    B  An Nghiệp, Trần Đề   An Nghiệp 31 Mar: 40 / not said who is stable
                            Trần Đề 31 Mar: 30 / 30; 30 Jun: 999 / 999, voided next day
    C  Trần Đề              never declared
    D  economic zone        31 Mar: 500 / 500
    E  An Nghiệp            31 Dec 2025: 20 / 10, never again

Twelve episodes, all of January to June 2026:

     1  A  5 Jan   both sides            checks 1, 3, 6: same, same, same
     2  A  5 Jan   both sides            check 3: other employer
     3  A  2 Feb   employer only         ended 15 Mar
     4  A  2 Feb   employer, tier A      check 3: not reached
     5  B  2 Mar   both, employer B      nothing asked        (An Nghiệp)
     6  B  2 Mar   employer only         check 3: not working (Trần Đề)
     7  C  1 Apr   both sides
     8  D  1 Apr   employer only
     9  E  1 Jun   both sides
    10  A  4 May   the person of 1, hired again by A: not counted twice
    11  A  1 Apr   worker only: no placement
    12  B  1 Apr   employer, voided on 20 May as a mistake
"""

import datetime as dt
from dataclasses import dataclass, field

from sqlmodel import Session

from tests.factories.accounts import make_account
from tests.factories.enterprises import make_declaration, make_enterprise, make_site
from tests.factories.people import make_person
from tests.factories.vocabulary import zone
from workforce.models import (
    CheckOutcome,
    DeclarationKind,
    Enterprise,
    EvidenceTier,
    Person,
    Placement,
    PlacementEvent,
    PlacementEventKind,
    PlacementKind,
    Role,
    Site,
)
from workforce.placements import snapshots

K, T, O = PlacementEventKind, EvidenceTier, CheckOutcome  # noqa: E741  as short as the table
REGISTERED = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def day(month: int, number: int, year: int = 2026) -> dt.date:
    return dt.date(year, month, number)


def moment(on: dt.date, hour: int = 10) -> dt.datetime:
    """A moment of a day in the province."""
    return dt.datetime.combine(on, dt.time(hour), dt.timezone(dt.timedelta(hours=7)))


@dataclass
class Province:
    """The rows by the letters and numbers of the table above."""

    db: Session
    enterprises: dict[str, Enterprise] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    placements: dict[int, Placement] = field(default_factory=dict)

    def enterprise(self, letter: str, zones: list[str], **values) -> Enterprise:
        enterprise = make_enterprise(
            self.db, name=f"Công ty {letter}", **{"created_at": REGISTERED} | values
        )
        self.enterprises[letter] = enterprise
        for number, key in enumerate(zones):
            self.sites[letter + "'" * number] = make_site(
                self.db, enterprise=enterprise, zone_id=zone(self.db, key).id
            )
        return enterprise

    def declare(
        self, site: str, as_of: dt.date, workers: int, stable: int | None, *, days_later: int = 0,
        **values,
    ) -> None:  # fmt: skip
        make_declaration(
            self.db, site=self.sites[site], as_of=as_of, workers=workers, stable_workers=stable,
            female_workers=None, long_contract=None, insured=None,
            recorded_at=moment(as_of + dt.timedelta(days=days_later)), **values,
        )  # fmt: skip

    def place(
        self, number: int, site: str, *, person: Person | None = None,
        kind: PlacementKind = PlacementKind.JOB,
    ) -> None:  # fmt: skip
        place = self.sites[site]
        placement = Placement(
            person_id=(person or make_person(self.db)).id, enterprise_id=place.enterprise_id,
            site_id=place.id, kind=kind, created_at=REGISTERED,
        )  # fmt: skip
        self.db.add(placement)
        self.db.flush()
        snapshots.take(self.db, placement=placement, today=day(1, 1))
        self.placements[number] = placement

    def say(
        self, number: int, kind: K, on: dt.date, tier: T = T.C, *, known: dt.date | None = None,
        **values,
    ) -> PlacementEvent:  # fmt: skip
        event = PlacementEvent(
            placement_id=self.placements[number].id, kind=kind, occurred_on=on, tier=tier,
            recorded_at=moment(known or on), recorded_role=Role.EMPLOYER, **values,
        )  # fmt: skip
        self.db.add(event)
        self.db.flush()
        return event

    def start(
        self, number: int, site: str, on: dt.date, *, tier: T = T.C, both: bool = False,
        person: Person | None = None,
    ) -> PlacementEvent:  # fmt: skip
        self.place(number, site, person=person)
        event = self.say(number, K.EMPLOYER_CONFIRMED, on, tier)
        if both:
            self.say(number, K.WORKER_CONFIRMED, on)
        return event

    def ask(self, number: int, months: int, outcome: O, on: dt.date) -> None:
        self.say(number, K.CHECKED, on, check_months=months, outcome=outcome)


def build(db: Session) -> Province:
    """Return the province of this module's table."""
    p = Province(db)
    p.enterprise("A", ["an-nghiep"])
    p.enterprise("B", ["an-nghiep", "tran-de"])
    p.enterprise("C", ["tran-de"])
    p.enterprise("D", ["kkt-tran-de"])
    p.enterprise("E", ["an-nghiep"])
    _declare(p)
    _place(p)
    return p


def _declare(p: Province) -> None:
    p.declare("E", day(12, 31, 2025), 20, 10)
    p.declare("A", day(3, 31), 100, 60)
    p.declare("A", day(3, 31), 120, 80, days_later=10)
    p.declare("A", day(6, 30), 150, 90, flag="tăng hơn một phần tư so với kỳ trước")
    p.declare("B", day(3, 31), 40, None)
    p.declare("B'", day(3, 31), 30, 30)
    p.declare("B'", day(6, 30), 999, 999)
    p.declare("B'", day(6, 30), 999, 999, days_later=1, kind=DeclarationKind.VOIDED)
    p.declare("D", day(3, 31), 500, 500)


def _place(p: Province) -> None:
    twice = make_person(p.db)
    p.start(1, "A", day(1, 5), both=True, person=twice)
    p.ask(1, 1, O.SAME_EMPLOYER, day(2, 6))
    p.ask(1, 3, O.SAME_EMPLOYER, day(4, 6))
    p.ask(1, 6, O.SAME_EMPLOYER, day(7, 6))
    p.start(2, "A", day(1, 5), both=True)
    p.ask(2, 3, O.OTHER_EMPLOYER, day(4, 10))
    p.start(3, "A", day(2, 2))
    p.say(3, K.ENDED, day(3, 15), reason="chuyển nhà")
    p.start(4, "A", day(2, 2), tier=T.A)
    p.ask(4, 3, O.NO_ANSWER, day(5, 5))
    p.start(5, "B", day(3, 2), tier=T.B, both=True)
    p.start(6, "B'", day(3, 2))
    p.ask(6, 3, O.NOT_WORKING, day(6, 3))
    p.start(7, "C", day(4, 1), both=True)
    p.start(8, "D", day(4, 1))
    p.start(9, "E", day(6, 1), both=True)
    p.start(10, "A", day(5, 4), both=True, person=twice)
    p.place(11, "A")
    p.say(11, K.WORKER_CONFIRMED, day(4, 1))
    mistake = p.start(12, "B", day(4, 1))
    p.say(12, K.VOIDED, day(4, 1), known=day(5, 20), voids_event_id=mistake.id, reason="nhầm")


def staff(db: Session):
    """An account of the department, for what it decides."""
    return make_account(db, Role.DEPARTMENT)
