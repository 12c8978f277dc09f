"""Put the fictional province together: firms, schools, people, households, history."""

import datetime as dt
import random
from collections.abc import Callable

from sqlmodel import Session, select

from workforce.demo.blocks import load_blocks
from workforce.demo.bulk import Bulk
from workforce.demo.employers import Employers
from workforce.demo.history import History
from workforce.demo.households import Households
from workforce.demo.people import People
from workforce.demo.schools import Schools
from workforce.models import Enterprise, Person

Progress = Callable[[str, int, int], None]


def is_empty(session: Session) -> bool:
    """Return whether nobody and no firm is in the database yet."""
    return (
        session.exec(select(Person.id).limit(1)).first() is None
        and session.exec(select(Enterprise.id).limit(1)).first() is None
    )


def build_province(
    session: Session,
    *,
    seekers: int,
    openings: int,
    courses: int,
    households: int,
    seed: int,
    now: dt.datetime,
    today: dt.date,
    progress: Progress = lambda what, done, total: None,
) -> dict[str, int]:
    """Load a province of the given size; return rows written by table.

    The same seed, sizes and day give the same province. Household members are among the
    seekers as far as those suffice, and come on top otherwise. Flushes, never commits.
    """
    chance = random.Random(seed)  # noqa: S311  fiction, not a secret
    blocks, bulk = load_blocks(session), Bulk(session)
    employers = Employers(blocks, bulk, chance, now=now, today=today)
    employers.build(openings)
    schools = Schools(blocks, bulk, chance, now=now, today=today)
    schools.build(courses)
    schools.agree([firm.enterprise_id for firm in employers.firms[:6]])
    people = People(blocks, bulk, chance, now=now, today=today)
    settled = Households(blocks, bulk, chance, people, now=now, today=today)
    settled.build(households)
    history = History(blocks, bulk, chance, employers, schools, now=now, today=today)
    for made, person in enumerate(settled.members, start=1):
        history.live(person)
        progress("people", made, seekers)
    for made in range(len(settled.members) + 1, seekers + 1):
        history.live(people.make())
        progress("people", made, seekers)
    employers.declare()
    schools.fill_seats()
    bulk.finish()
    return dict(bulk.written)
