"""Lộ trình: a course, then a job it leads to, then a better job a year of that work leads to.

Each step is a class and openings of today; in a year others will stand there, so the page says
'như hôm nay'. The matcher finds the courses (Matcher.paths); what a year of the first job would
do is found by ranking the same person with that year behind them.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from workforce.models import Course, CourseSkill, Occupation, Opening, Skill
from workforce.openings.filters import PER_MONTH
from workforce.reference.names import name_of
from workforce.suggestions.engine import Engine, engine
from workforce.suggestions.prices import PLAUSIBLE

if TYPE_CHECKING:
    from matching import Match, SeekerRecord
    from matching.courses.paths import Path

#: pathways on the page; targets tried for them; openings looked among
SHOWN = 3
TRIED = 6
#: jobs a person can take today that are followed a year on
READY = 2
LOOKED_AT = 40
#: months of the first job before the better one
MONTHS = 12
#: a better job pays at least so much more
BETTER = 1.08
#: of what the most wanted job is to a person, each job on a way has at least this share: more
#: pay in work nobody asked for is not better
AS_WANTED = 0.6
#: what a class or a year must add to the fit to be called a step towards the job
A_STEP = 0.03
#: ways by classes compared for each job
PATHS = 5
#: what no practice makes up for
PAPERS = frozenset({"certificate", "schooling"})
#: nobody is sent farther than they said for a job they do not have yet
TOO_FAR = frozenset({"far", "far_but_carried", "out_of_reach", "elsewhere"})


@dataclass(frozen=True)
class Pathway:
    """One way up.

    Attributes:
        courses: ids, in order; none when the person can take the first job today.
        opening_id: the first job; missing: lacks still open when the courses are done.
        weeks: of courses together; None when unknown.
        better_id: a job that pays more and that a year of the first helps to; None: none today.
    """

    courses: tuple[int, ...]
    opening_id: int
    missing: tuple[str, ...]
    weeks: float | None
    better_id: int | None


@dataclass(frozen=True)
class _Work:
    """What is read of an opening here: a name for the year of work, and pay a month in VND."""

    name: str
    trade: int | None
    pay: float


def pathways(session: Session, person_id: int, *, today: dt.date) -> list[Pathway]:
    """Return ways up for a person, the ones with a better job at the end first.

    [] when the person does not exist, nothing is open or nothing leads on. Reads only.
    """
    from workforce.suggestions import gather

    records = gather.seeker_records(session, [person_id], today=today)
    if not records:
        return []
    current = engine(session, today=today)
    finder = _Finder(session, current, records[0])
    found = [*finder.by_course(), *finder.by_work()]
    found.sort(key=lambda one: (one.better_id is None, not one.courses))
    return _distinct(found)[:SHOWN]


class _Finder:
    """Looks for ways of one person among what is open."""

    def __init__(self, session: Session, current: Engine, record: "SeekerRecord") -> None:
        self.session, self.matcher, self.record = session, current.matcher, record
        closed = current.adults_only if current.is_under_age(record) else frozenset()
        self.closed = frozenset(closed)
        self.now = [one for one in self._rank(record) if one.score >= PLAUSIBLE]
        self.most = max((one.want for one in self.now), default=0.0)
        self.wanted = [one for one in self.now if self._is_wanted(one)]
        self.works = _works(session, (int(one.opening_id) for one in self.now))

    def by_course(self) -> list[Pathway]:
        """Return ways that begin with a class."""
        found = []
        for match in self._first_of_each(one for one in self.wanted if one.courses):
            path = self._path(match)
            if path is not None:
                courses = tuple(map(int, path.courses))
                better = self._better(self._after(courses), match)
                found.append(
                    Pathway(courses, int(match.opening_id), path.missing, path.weeks, better)
                )
        return found

    def _path(self, match: "Match") -> "Path | None":
        """Return the shortest way by classes that is a step and leaves no paper lacking.

        The last class is for the trade itself, or the only one gives a paper the job asks for:
        for what is learnt on the job nobody is sent to school.
        """
        papers = {one.key for one in match.missing if one.kind in PAPERS}
        trade = self.works[int(match.opening_id)].trade
        steps = [
            path
            for path in self.matcher.paths(self.record, match.opening_id, limit=PATHS)
            if path.scores[-1] - path.scores[0] >= A_STEP
            and papers.isdisjoint(path.missing)
            and (len(path.courses) == 1 or papers)
            and ((len(path.courses) == 1 and papers) or self._teaches(path.courses[-1], trade))
        ]
        return min(steps, key=lambda one: (len(one.courses), one.weeks or 0.0), default=None)

    def _teaches(self, course_id: str, trade: int | None) -> bool:
        course = self.session.get(Course, int(course_id))
        return trade is not None and course is not None and course.occupation_id == trade

    def by_work(self) -> list[Pathway]:
        """Return ways that begin with a job the person can take today and lead to a better one."""
        ready = [one for one in self.wanted if _can_start(one)]
        found = []
        for match in self._first_of_each(ready)[:READY]:
            better = self._better(self.record, match)
            if better is not None:
                missing = tuple(gap.key for gap in match.missing)
                found.append(Pathway((), int(match.opening_id), missing, None, better))
        return found

    def _better(self, after: "SeekerRecord", first: "Match") -> int | None:
        """Return a job that pays more, that a year of the first job helps to get."""
        from matching import Experience

        work = self.works.get(int(first.opening_id))
        if work is None or not work.pay:
            return None
        year = Experience(work.name, float(MONTHS))
        then = self._rank(replace(after, experience=(*after.experience, year)))
        ids = [one.opening_id for one in then]
        self.works |= _works(self.session, set(map(int, ids)) - self.works.keys())
        before = {one.opening_id: one for one in self.matcher.explain(after, ids)}
        today = {one.opening_id: one for one in self.matcher.explain(self.record, ids)}
        for one in then:
            pay = self.works[int(one.opening_id)].pay
            helped = one.score - before[one.opening_id].score >= A_STEP
            pays = pay >= BETTER * work.pay
            is_new = not _can_start(today[one.opening_id])
            if helped and pays and is_new and self._is_wanted(one) and not _is_off(one, first):
                return int(one.opening_id)
        return None

    def _is_wanted(self, match: "Match") -> bool:
        return match.want >= AS_WANTED * self.most

    def _after(self, courses: Sequence[int]) -> "SeekerRecord":
        """Return the person with what the courses teach."""
        keys = self.session.exec(
            select(Skill.key)
            .join(CourseSkill, col(CourseSkill.skill_id) == col(Skill.id))
            .where(col(CourseSkill.course_id).in_(courses))
        ).all()
        held = dict.fromkeys([*self.record.skill_keys, *sorted(keys)])
        return replace(self.record, skill_keys=tuple(held))

    def _rank(self, record: "SeekerRecord") -> list["Match"]:
        _, matches, _ = next(self.matcher.rank_many([record], LOOKED_AT, 0, without=self.closed))
        return matches

    def _first_of_each(self, matches: Iterable["Match"]) -> list["Match"]:
        """Return the best opening of each trade, the best trades first."""
        kept: dict[object, Match] = {}
        for match in matches:
            work = self.works.get(int(match.opening_id))
            kept.setdefault(work.trade if work and work.trade else match.opening_id, match)
        return list(kept.values())[:TRIED]


def _can_start(match: "Match") -> bool:
    """Whether a person lacks nothing for a job but what is learnt while doing it."""
    return all(gap.kind == "skill" for gap in match.missing)


def _is_off(match: "Match", first: "Match") -> bool:
    """Whether a job asks for a paper the way there does not give, or is too far away.

    Too far is beyond what the person said and beyond the first job as well.
    """
    codes = {one.code for one in match.reasons if one.weight < 0}
    too_far = bool(codes & TOO_FAR) and _km(match) > _km(first)
    return too_far or any(one.kind in PAPERS for one in match.missing)


def _km(match: "Match") -> float:
    """Return how far a job is; infinite when its reasons do not say."""
    told = [one.params["km"] for one in match.reasons if one.params.get("km") is not None]
    return float(told[0]) if told else float("inf")


def _works(session: Session, ids: Iterable[int]) -> dict[int, _Work]:
    rows = session.exec(
        select(  # type: ignore[call-overload]
            Opening.id, Opening.title, Opening.occupation_id, Occupation,
            Opening.wage_min_vnd, Opening.wage_max_vnd, Opening.wage_type,
        )
        .join(Occupation, col(Occupation.id) == col(Opening.occupation_id), isouter=True)
        .where(col(Opening.id).in_(set(ids)))
    )  # fmt: skip
    return {
        identity: _Work(
            name_of(named) if named else title,
            trade,
            (low or high or 0) * (PER_MONTH.get(unit) or 0),
        )
        for identity, title, trade, named, low, high, unit in rows
    }


def _distinct(ways: Sequence[Pathway]) -> list[Pathway]:
    """Return the ways without those that start with the same class or end in the same job."""
    kept: list[Pathway] = []
    for way in ways:
        starts = {one.courses or one.opening_id for one in kept}
        ends = {one.better_id for one in kept if one.better_id is not None}
        if (way.courses or way.opening_id) not in starts and way.better_id not in ends:
            kept.append(way)
    return kept
