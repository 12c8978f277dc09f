"""Who finished which course when, and what work the ledger knows of afterwards."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from workforce import clock
from workforce.clock import add_months
from workforce.models import (
    Course,
    Enrolment,
    EnrolmentEvent,
    EnrolmentStatus,
    Intake,
    Occupation,
    Placement,
)
from workforce.placements.ledger import IN_LIST_MAX, Episode, episodes

E = EnrolmentStatus
#: months after the last day at which work is looked for
DUE_MONTHS = (3, 6, 12)
#: 'vẫn làm' after so many months is what the programme calls lasting work
STABLE_MONTHS = 6


@dataclass(frozen=True)
class Finished:
    """Somebody finished a course: one row a person and course, the first time counts."""

    person_id: int
    course_id: int
    on: dt.date
    trade: str  #: unit group of the course's occupation; '' not said


@dataclass(frozen=True)
class Work:
    """Episodes that count as placements, with the unit group of the work."""

    episode: Episode
    trade: str


@dataclass
class Cohort:
    """People who finished and their work.

    Attributes:
        begun: people who had a seat in a class that has ended.
        finished: who finished.
        work: person → episodes that count.
        studies: person → (first day, course) of classes they took.
    """

    begun: int = 0
    finished: list[Finished] = field(default_factory=list)
    work: dict[int, list[Work]] = field(default_factory=dict)
    studies: dict[int, list[tuple[dt.date, int]]] = field(default_factory=dict)

    def due(self, months: int, *, today: dt.date) -> list[Finished]:
        """Return who finished at least so many months ago; the others have time yet."""
        return [one for one in self.finished if add_months(one.on, months) <= today]

    def working_at(self, one: Finished, months: int) -> Work | None:
        """Return the work somebody had so many months after finishing; None: none known.

        Work held at that day that began before the course counts too: it is work.
        """
        day = add_months(one.on, months)
        held = [
            work for work in self.work.get(one.person_id, ()) if work.episode.is_working_on(day)
        ]
        return next((work for work in held if work.trade == one.trade), next(iter(held), None))

    def studying_at(self, one: Finished, months: int) -> bool:
        """Whether somebody began a class of another course by so many months later."""
        return self.studies_by(one, add_months(one.on, months))

    def studies_by(self, one: Finished, day: dt.date) -> bool:
        """Whether somebody began a class of another course by a day."""
        taken = self.studies.get(one.person_id, ())
        return any(
            course_id != one.course_id and one.on < start <= day for start, course_id in taken
        )

    def first_work(self, one: Finished, *, within: int) -> Work | None:
        """Return the first work begun within so many months of finishing; None: none known."""
        last = add_months(one.on, within)
        begun = [
            work
            for work in self.work.get(one.person_id, ())
            if work.episode.started_on is not None and one.on <= work.episode.started_on <= last
        ]
        return min(begun, key=lambda work: work.episode.started_on or last, default=None)


def cohort(
    session: Session, *, today: dt.date, course_ids: Collection[int] | None = None
) -> Cohort:
    """Return what is known of the people of these courses; of all courses when None."""
    begun, finished = _people(session, course_ids, today)
    people = {one.person_id for one in finished}
    return Cohort(begun, finished, _work(session, people), _studies(session, people))


def by_trade(whole: Cohort) -> dict[str, Cohort]:
    """Return the cohort of each trade; ``begun`` is not split and stays 0."""
    found: dict[str, Cohort] = {}
    for one in whole.finished:
        part = found.setdefault(one.trade, Cohort(work=whole.work, studies=whole.studies))
        part.finished.append(one)
    return found


def begun_by_trade(session: Session, *, today: dt.date) -> dict[str, tuple[int, int]]:
    """Return (who had a seat, who finished) in ended classes, by the courses' unit group."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for _person, _course, code, status in _ended(session, None, today):
        found[code or ""][0] += 1
        found[code or ""][1] += status == E.COMPLETED
    return {code: (begun, done) for code, (begun, done) in found.items()}


def _people(
    session: Session, course_ids: Collection[int] | None, today: dt.date
) -> tuple[int, list[Finished]]:
    begun = {
        (person, course) for person, course, _code, _status in _ended(session, course_ids, today)
    }
    statement = (
        select(Enrolment.person_id, Intake.course_id, EnrolmentEvent.at, Occupation.vsco_code)
        .join(EnrolmentEvent, col(EnrolmentEvent.enrolment_id) == col(Enrolment.id))
        .join(Intake, col(Intake.id) == col(Enrolment.intake_id))
        .join(Course, col(Course.id) == col(Intake.course_id))
        .join(Occupation, col(Occupation.id) == col(Course.occupation_id), isouter=True)
        .where(Enrolment.status == E.COMPLETED, EnrolmentEvent.status == E.COMPLETED)
        .order_by(col(EnrolmentEvent.at), col(EnrolmentEvent.id))
    )
    if course_ids is not None:
        statement = statement.where(col(Intake.course_id).in_(course_ids))
    found: dict[tuple[int, int], Finished] = {}
    for person_id, course_id, at, code in session.exec(statement):
        one = Finished(person_id, course_id, clock.local(at).date(), code or "")
        found.setdefault((person_id, course_id), one)
    return len(begun | set(found)), list(found.values())


def _ended(
    session: Session, course_ids: Collection[int] | None, today: dt.date
) -> Sequence[tuple[int, int, str, EnrolmentStatus]]:
    """Return (person, course, unit group, status) of who took part in classes that ended."""
    statement = (
        select(Enrolment.person_id, Intake.course_id, Occupation.vsco_code, Enrolment.status)
        .join(Intake, col(Intake.id) == col(Enrolment.intake_id))
        .join(Course, col(Course.id) == col(Intake.course_id))
        .join(Occupation, col(Occupation.id) == col(Course.occupation_id), isouter=True)
        .where(
            col(Enrolment.status).in_((E.COMPLETED, E.DROPPED)),
            col(Intake.ends_on).is_not(None),
            col(Intake.ends_on) < today,
        )
    )
    if course_ids is not None:
        statement = statement.where(col(Intake.course_id).in_(course_ids))
    return session.exec(statement).all()  # type: ignore[return-value]  # a status reads as one


def _work(session: Session, people: set[int]) -> dict[int, list[Work]]:
    statement = (
        select(Placement.id, Placement.person_id, Occupation.vsco_code)
        .join(Occupation, col(Occupation.id) == col(Placement.occupation_id), isouter=True)
        .where(col(Placement.person_id).is_not(None))
    )
    if len(people) <= IN_LIST_MAX:
        statement = statement.where(col(Placement.person_id).in_(people))
    rows = [row for row in session.exec(statement) if row[1] in people]
    known = episodes(session, [row[0] for row in rows])
    found: dict[int, list[Work]] = {}
    for placement_id, person_id, code in rows:
        episode = known.get(placement_id)
        if person_id is not None and episode is not None and episode.is_placement:
            found.setdefault(person_id, []).append(Work(episode, code or ""))
    return found


def _studies(session: Session, people: set[int]) -> dict[int, list[tuple[dt.date, int]]]:
    statement = (
        select(Enrolment.person_id, col(Intake.starts_on), Intake.course_id)
        .join(Intake, col(Intake.id) == col(Enrolment.intake_id))
        .where(col(Enrolment.status).in_((E.ATTENDING, E.COMPLETED)))
    )
    if len(people) <= IN_LIST_MAX:
        statement = statement.where(col(Enrolment.person_id).in_(people))
    found: dict[int, list[tuple[dt.date, int]]] = {}
    for person_id, starts_on, course_id in session.exec(statement):
        if person_id in people:
            found.setdefault(person_id, []).append((starts_on, course_id))
    return found
