"""Count what speaks for classes, by trade and old district. Heavy: once a night, never on a page.

Matching says which trades people are one class away from; it sees no group and no name. To
which group somebody belongs is added here, and only counts are kept.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, delete, select

from workforce.models import (
    ClassDemand,
    Course,
    CourseStatus,
    Education,
    HouseholdMember,
    Intake,
    Occupation,
    Person,
    School,
    Unit,
    UnitLevel,
)
from workforce.openings.queries import by_distance
from workforce.reference.rates import rate_number
from workforce.suggestions.places import Places
from workforce.suggestions.run import seeking
from workforce.training import cohorts

if TYPE_CHECKING:
    from matching import OpeningRecord, SeekerRecord
    from workforce.suggestions.engine import Engine

CHUNK = 5_000
OVER = 45
LOW_SCHOOLING = (Education.NONE, Education.PRIMARY, Education.LOWER_SECONDARY)
Cell = tuple[str, str]  #: (occupation key, old district)


def count_all(
    open_session: Callable[..., Session], *, today: dt.date, chunk: int = CHUNK
) -> list[ClassDemand]:
    """Count everybody and replace what was stored; return the rows.

    People are read in chunks of their own read transactions; what is written is small.

    Args:
        open_session: ``Database.session``; called with ``write=True`` or ``False``.
    """
    from workforce.suggestions.engine import engine

    people: dict[Cell, Counter[str]] = defaultdict(Counter)
    with open_session(write=False) as reading:
        current = engine(reading, today=today)
        posts = _posts(reading, current, today=today)
        free = _free_seats(reading, today=today)
        measured = _measured(reading, today=today)
        occupations = {row.key: row for row in reading.exec(select(Occupation))}
    last = 0
    while True:
        with open_session(write=False) as reading:
            ids = _next(reading, after=last, count=chunk)
            if not ids:
                break
            _count_people(reading, current, ids, people, today=today)
        last = ids[-1]
    rows = [
        ClassDemand(
            occupation_id=occupations[cell[0]].id,
            district=cell[1],
            computed_on=today,
            numbers=_numbers(counts, posts[cell], free.get(cell, 0))
            | measured.get(occupations[cell[0]].vsco_code, _NOTHING_MEASURED),
        )
        for cell, counts in sorted(people.items())
        if cell in posts and _is_taught(occupations.get(cell[0]))
    ]
    with open_session(write=True) as writing:
        writing.exec(delete(ClassDemand))
        writing.add_all(rows)
        writing.commit()
        for row in rows:
            writing.refresh(row)
            writing.expunge(row)
    return rows


def _is_taught(occupation: Occupation | None) -> bool:
    """Whether the trade is learnt in classes: major group 9 of VSCO needs no training."""
    return occupation is not None and not occupation.vsco_code.startswith("9")


def _numbers(people: Counter[str], posts: tuple[int, int], free: int) -> dict[str, Any]:
    return {
        "people": people[""],
        "groups": {name: people[name] for name in ("over_45", "low_schooling", "land")},
        "openings": posts[0],
        "posts": posts[1],
        "free_seats": free,
    }


def _count_people(
    session: Session,
    current: "Engine",
    ids: Sequence[int],
    found: dict[Cell, Counter[str]],
    *,
    today: dt.date,
) -> None:
    from workforce.suggestions import gather

    records = {one.id: one for one in gather.seeker_records(session, ids, today=today)}
    groups = _groups(session, ids, records.values())
    for person, trade in current.matcher.trades_one_class_away(records.values()):
        if district := records[person].district:
            found[trade, district].update(["", *groups.get(int(person), ())])


def _groups(
    session: Session, ids: Sequence[int], records: Iterable["SeekerRecord"]
) -> dict[int, list[str]]:
    """Return the groups proposals may be ranked for that each person is in."""
    found: dict[int, list[str]] = defaultdict(list)
    for record in records:
        if record.age is not None and record.age > OVER:
            found[int(record.id)].append("over_45")
    low = select(Person.id).where(
        col(Person.id).between(ids[0], ids[-1]), col(Person.education).in_(LOW_SCHOOLING)
    )
    for identity in session.exec(low):
        found[identity].append("low_schooling")
    land = select(HouseholdMember.person_id).where(
        col(HouseholdMember.person_id).between(ids[0], ids[-1])
    )
    for identity in set(session.exec(land)):
        found[identity].append("land")
    return found


def _posts(session: Session, current: "Engine", *, today: dt.date) -> dict[Cell, tuple[int, int]]:
    """Return (openings, open posts) in reach of each district's middle, by trade."""
    from workforce.suggestions import gather

    reach = rate_number(session, "class_demand", "reach_km", on=today)
    trades = current.matcher.opening_trades()
    records: dict[int, OpeningRecord] = {
        int(one.id): one for one in gather.opening_records(session, today=today)
    }
    found: dict[Cell, list[int]] = defaultdict(lambda: [0, 0])
    for district, middle in _middles(session).items():
        for identity, km in by_distance(session, list(records), origin=middle):
            trade = trades.get(str(identity))
            if trade is None or km is None or km > reach:
                continue
            left = records[identity].posts_left or 0
            found[trade, district][0] += left > 0
            found[trade, district][1] += int(left)
    return {cell: (openings, posts) for cell, (openings, posts) in found.items() if posts}


def _middles(session: Session) -> dict[str, Any]:
    """Return the middle of each old district: the mean of its communes' spots."""
    from matching.places import Point

    districts = {
        unit.id: unit for unit in session.exec(select(Unit).where(Unit.level == UnitLevel.DISTRICT))
    }
    spots: dict[int, list[Unit]] = defaultdict(list)
    for unit in session.exec(select(Unit).where(Unit.level == UnitLevel.COMMUNE)):
        if unit.parent_id in districts and unit.lat is not None and unit.lon is not None:
            spots[unit.parent_id].append(unit)
    return {
        districts[identity].name: Point(
            sum(unit.lat or 0.0 for unit in units) / len(units),
            sum(unit.lon or 0.0 for unit in units) / len(units),
            all(unit.needs_ferry for unit in units),
        )
        for identity, units in spots.items()
    }


def _free_seats(session: Session, *, today: dt.date) -> dict[Cell, int]:
    """Return seats people can still take, by the course's trade and the district it is in."""
    places = Places.load(session)
    rows = session.exec(
        select(Course, School, Occupation.key, Intake)
        .join(School, col(School.id) == col(Course.school_id))
        .join(Occupation, col(Occupation.id) == col(Course.occupation_id))
        .join(Intake, col(Intake.course_id) == col(Course.id))
        .where(
            Course.status == CourseStatus.OPEN,
            col(School.is_suspended).is_(False),
            col(Intake.is_cancelled).is_(False),
            col(Intake.starts_on) >= today,
        )
    )
    found: dict[Cell, int] = defaultdict(int)
    for course, school, key, intake in rows:
        place = places.taught_at(course.unit_id or school.unit_id, school.district)
        if district := place.get("district"):
            found[key, district] += intake.seats - intake.seats_taken
    return found


_NOTHING_MEASURED = dict.fromkeys(
    ("begun", "completed", "placement_due", "placed", "stable_due", "stable"), 0
)


def _measured(session: Session, *, today: dt.date) -> dict[str, dict[str, int]]:
    """Return what past classes of each unit group came to; groups without any are absent.

    Placed: began counted work within six months of finishing, of who finished that long ago.
    Lasting: of those, still there six months later, where that day has come.
    """
    months = cohorts.STABLE_MONTHS
    found = {
        code: _NOTHING_MEASURED | {"begun": begun, "completed": done}
        for code, (begun, done) in cohorts.begun_by_trade(session, today=today).items()
    }
    for code, part in cohorts.by_trade(cohorts.cohort(session, today=today)).items():
        due = part.due(months, today=today)
        placed = [work for one in due if (work := part.first_work(one, within=months))]
        lasted = [
            work.episode.is_working_on(cohorts.add_months(work.episode.started_on, months))
            for work in placed
            if work.episode.started_on is not None
            and cohorts.add_months(work.episode.started_on, months) <= today
        ]
        found[code] = found.get(code, _NOTHING_MEASURED) | {
            "placement_due": len(due), "placed": len(placed),
            "stable_due": len(lasted), "stable": sum(lasted),
        }  # fmt: skip
    return found


def _next(session: Session, *, after: int, count: int) -> list[int]:
    statement = select(Person.id).where(seeking(), col(Person.id) > after)
    return list(session.exec(statement.order_by(col(Person.id)).limit(count)))
