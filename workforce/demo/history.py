"""What happened to the fictional people: courses, applications, work, and what came after."""

import datetime as dt
import random
from collections import defaultdict

from sqlmodel import col, select

from workforce.clock import add_months
from workforce.demo.blocks import Blocks
from workforce.demo.bulk import Bulk
from workforce.demo.employers import Employers, Post
from workforce.demo.people import Somebody
from workforce.demo.schools import Class, Schools
from workforce.models import (
    CHECK_MONTHS,
    Application,
    ApplicationEvent,
    ApplicationStatus,
    CheckOutcome,
    Enrolment,
    EnrolmentEvent,
    EnrolmentStatus,
    EvidenceTier,
    Placement,
    PlacementEvent,
    PlacementEventKind,
    PlacementSnapshot,
    Role,
    Unit,
)

A, K = ApplicationStatus, PlacementEventKind
LEFT = (CheckOutcome.NOT_WORKING, CheckOutcome.OTHER_EMPLOYER)
APPLIES = 0.55
PAST_SHARE = 0.5  #: of applications, to openings that are closed by now
ENROLS = 0.15
OUTCOMES = (A.HIRED, A.REFUSED, A.WITHDRAWN, A.SEEN, A.INTERVIEW, A.SENT)
PAST_WEIGHTS = (45, 35, 10, 6, 4, 0)
PRESENT_WEIGHTS = (3, 12, 6, 26, 18, 35)
#: the road from sending to each outcome
ROADS = {
    A.HIRED: (A.SENT, A.SEEN, A.INTERVIEW, A.OFFERED, A.HIRED),
    A.REFUSED: (A.SENT, A.SEEN, A.REFUSED),
    A.WITHDRAWN: (A.SENT, A.WITHDRAWN),
    A.SEEN: (A.SENT, A.SEEN),
    A.INTERVIEW: (A.SENT, A.SEEN, A.INTERVIEW),
    A.SENT: (A.SENT,),
}


class History:
    """Lets one person after the other live through the last year."""

    def __init__(
        self, blocks: Blocks, bulk: Bulk, chance: random.Random, employers: Employers,
        schools: Schools, *, now: dt.datetime, today: dt.date,
    ):  # fmt: skip
        self.blocks, self.bulk, self.chance = blocks, bulk, chance
        self.now, self.today = now, today
        self._posts = employers.posts
        self._past = [post for post in employers.posts if not post.is_open]
        self._by_wish: dict[tuple[bool, int | None], list[Post]] = defaultdict(list)
        for is_past, posts in ((False, self._posts), (True, self._past)):
            for post in posts:
                self._by_wish[is_past, post.occupation_id].append(post)
        self._classes = schools.classes
        units = bulk.session.exec(select(Unit).where(col(Unit.level) != "province")).all()
        self._names = {unit.id: unit.name for unit in units}
        self._district = {unit.id: self._names.get(unit.parent_id or 0, "") for unit in units}

    def live(self, somebody: Somebody) -> None:
        """Give the person a course, applications and perhaps a job."""
        if self._classes and self.chance.random() < ENROLS:
            self._enrol(somebody, self.chance.choice(self._classes))
        if not self._posts or self.chance.random() > APPLIES:
            return
        posts = self._past if self._past and self.chance.random() < PAST_SHARE else self._posts
        wanted = self._by_wish.get((posts is self._past, somebody.occupation_id))
        fitting = wanted or posts
        wished = self.chance.sample(fitting, k=min(len(fitting), self.chance.randint(1, 3)))
        for post in wished:
            if self._apply(somebody, post):
                return

    def _apply(self, somebody: Somebody, post: Post) -> bool:
        """Add one application with its road; return whether it ended in a hire."""
        last = min(post.deadline, self.today)
        sent_on = post.posted_on + dt.timedelta(
            days=self.chance.randint(0, max(0, (last - post.posted_on).days))
        )
        weights = PRESENT_WEIGHTS if post.is_open else PAST_WEIGHTS
        outcome = self.chance.choices(OUTCOMES, weights)[0]
        if outcome == A.HIRED and post.hired >= post.posts:
            outcome = A.REFUSED
        days = self._days(sent_on, len(ROADS[outcome]))
        application_id = self.bulk.add(
            Application,
            person_id=somebody.person_id,
            opening_id=post.opening_id,
            status=outcome,
            created_at=self._moment(days[0]),
            updated_at=self._moment(days[-1]),
            hidden_from_employer_on=days[-1] + dt.timedelta(days=30)
            if outcome == A.REFUSED
            else None,
        )
        for status, day in zip(ROADS[outcome], days, strict=True):
            self.bulk.add(
                ApplicationEvent,
                application_id=application_id,
                status=status,
                at=self._moment(day),
                recorded_by=None if status in {A.SENT, A.WITHDRAWN} else post.firm.account_id,
                reason=self.chance.choice(self.blocks.reasons["refusal"])
                if status == A.REFUSED
                else "",
            )
        if outcome != A.HIRED:
            return False
        post.hired += 1
        self._work(somebody, post, application_id, days[-1])
        return True

    def _work(self, somebody: Somebody, post: Post, application_id: int, hired_on: dt.date) -> None:
        start = min(self.today, hired_on + dt.timedelta(days=self.chance.randint(1, 10)))
        placement_id = self.bulk.add(
            Placement,
            person_id=somebody.person_id,
            application_id=application_id,
            enterprise_id=post.firm.enterprise_id,
            site_id=post.firm.site_id,
            opening_id=post.opening_id,
            occupation_id=post.occupation_id,
            created_at=self._moment(hired_on),
            is_sample=True,
        )
        self._snapshot(somebody, post, placement_id, start)
        tier = self.chance.choices(list(EvidenceTier)[:3], (15, 30, 55))[0]
        self._event(
            placement_id, K.EMPLOYER_CONFIRMED, start, tier, Role.EMPLOYER,
            by=post.firm.account_id, contract_months=self.chance.choice((0, 12, 12, 24, 6)),
            is_insured=self.chance.random() < 0.85, wage_vnd=post.wage_vnd,
        )  # fmt: skip
        if self.chance.random() < 0.7:
            self._event(placement_id, K.WORKER_CONFIRMED, start, EvidenceTier.C, Role.SEEKER)
        ended_on = None
        if self.chance.random() < 0.3:
            ended_on = start + dt.timedelta(days=self.chance.randint(5, 300))
            if ended_on <= self.today:
                self._event(
                    placement_id, K.ENDED, ended_on, EvidenceTier.C, Role.EMPLOYER,
                    by=post.firm.account_id,
                    reason=self.chance.choice(self.blocks.reasons["leaving"]),
                )  # fmt: skip
            else:
                ended_on = None
        self._checks(placement_id, start, ended_on)

    def _checks(self, placement_id: int, start: dt.date, ended_on: dt.date | None) -> None:
        for months in CHECK_MONTHS:
            due = add_months(start, months) + dt.timedelta(days=self.chance.randint(0, 10))
            if due > self.today or self.chance.random() < 0.25:
                continue
            outcome = CheckOutcome.SAME_EMPLOYER
            if ended_on is not None and ended_on < due:
                outcome = self.chance.choice(LEFT)
            if self.chance.random() < 0.12:
                outcome = CheckOutcome.NO_ANSWER
            self._event(
                placement_id, K.CHECKED, due, EvidenceTier.C, Role.SEEKER, check_months=months,
                outcome=outcome,
            )  # fmt: skip

    def _event(
        self, placement_id: int, kind: PlacementEventKind, day: dt.date, tier: EvidenceTier,
        role: Role, *,
        by: int | None = None, **values: object,
    ) -> None:  # fmt: skip
        self.bulk.add(
            PlacementEvent,
            placement_id=placement_id,
            kind=kind,
            occurred_on=day,
            tier=tier,
            recorded_at=self._moment(day),
            recorded_by=by,
            recorded_role=role,
            **values,
        )

    def _snapshot(self, somebody: Somebody, post: Post, placement_id: int, start: dt.date) -> None:
        agrees = somebody.agrees_to_statistics
        self.bulk.add(
            PlacementSnapshot,
            placement_id=placement_id,
            taken_on=start,
            sex=somebody.sex if agrees else "",
            age_band=somebody.band if agrees else "",
            old_district=self._district.get(somebody.old_unit_id, "") if agrees else "",
            new_commune=self._names.get(somebody.new_unit_id, "") if agrees else "",
            ethnicity=somebody.ethnicity,
            is_land_acquired=somebody.is_land_acquired if agrees else None,
            zone_key=post.firm.zone_key,
            vsic_code=post.firm.vsic_code,
            vsco_code=post.vsco_code,
        )

    def _enrol(self, somebody: Somebody, lesson: Class) -> None:
        has_seat = lesson.taken < lesson.seats
        lesson.taken += has_seat
        status = EnrolmentStatus.ACCEPTED if has_seat else EnrolmentStatus.WAITING
        if has_seat and lesson.ends_on < self.today:
            status = self.chance.choices(
                (EnrolmentStatus.COMPLETED, EnrolmentStatus.DROPPED), (85, 15)
            )[0]
            lesson.taken -= status == EnrolmentStatus.DROPPED
        elif has_seat and lesson.starts_on <= self.today:
            status = EnrolmentStatus.ATTENDING
        day = min(lesson.starts_on, self.today) - dt.timedelta(days=12)
        at = last = self._moment(day)
        if status in {EnrolmentStatus.COMPLETED, EnrolmentStatus.DROPPED}:
            last = at + (lesson.ends_on - day)
        enrolment_id = self.bulk.add(
            Enrolment,
            person_id=somebody.person_id,
            intake_id=lesson.intake_id,
            status=status,
            created_at=at,
            updated_at=last,
        )
        self.bulk.add(EnrolmentEvent, enrolment_id=enrolment_id, status=status, at=last)

    def _days(self, first: dt.date, steps: int) -> list[dt.date]:
        days, day = [], first
        for _ in range(steps):
            days.append(min(day, self.today))
            day += dt.timedelta(days=self.chance.randint(1, 6))
        return days

    def _moment(self, day: dt.date) -> dt.datetime:
        moment = dt.datetime.combine(day, dt.time(4, 0), tzinfo=dt.UTC)
        return min(moment, self.now)
