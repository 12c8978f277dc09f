"""The flow: placements, who confirmed them, and how many lasted.

Indicators I4 and I5. A placement is a first start the employer confirmed; the same
person hired again by the same enterprise is one (unique person–job pair). Cohorts whose
window has not elapsed never enter a denominator; those not reached are a band.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from workforce.clock import add_months
from workforce.models import (
    CheckOutcome,
    EvidenceTier,
    Placement,
    PlacementKind,
    PlacementSnapshot,
)
from workforce.placements.ledger import Episode, episodes


@dataclass(frozen=True)
class CountedPlacement:
    """One placement as reports see it: no name, no person."""

    placement: Placement
    episode: Episode
    snapshot: PlacementSnapshot | None

    @property
    def started_on(self) -> dt.date:
        """First day; a counted placement always has one."""
        assert self.episode.started_on is not None  # noqa: S101  is_placement says so
        return self.episode.started_on


@dataclass(frozen=True)
class Retention:
    """How many of the placements old enough were still working after ``months``.

    Attributes:
        due: placements whose window has elapsed; the denominator.
        same, other, gone: answers; ``unknown`` was not asked or not reached.
    """

    months: int
    due: int
    same: int
    other: int
    gone: int
    unknown: int

    @property
    def low(self) -> float | None:
        """Share still working if everybody not reached has left; None when nobody is due."""
        return (self.same + self.other) / self.due if self.due else None

    @property
    def high(self) -> float | None:
        """Share still working if everybody not reached has stayed; None when nobody is due."""
        return (self.same + self.other + self.unknown) / self.due if self.due else None


@dataclass
class Flow:
    """Placements over a time.

    Attributes:
        total: placements; ``by_month`` keyed by first of month; ``by_zone`` by zone key,
            '' for outside the zones.
        two_sided: confirmed by both by their own hand.
        tiers: evidence tier → count.
        followed_six_months: verified with the same employer at six months or later: the
            second named series, never added to the declared stock.
    """

    total: int = 0
    two_sided: int = 0
    followed_six_months: int = 0
    by_month: Counter[dt.date] = field(default_factory=Counter)
    by_zone: Counter[str] = field(default_factory=Counter)
    tiers: Counter[EvidenceTier] = field(default_factory=Counter)
    sample: bool = False

    @property
    def two_sided_share(self) -> float | None:
        """Share confirmed by both sides; None without placements."""
        return self.two_sided / self.total if self.total else None


def counted_placements(
    session: Session, *, on: dt.date, known_at: dt.datetime | None = None
) -> list[CountedPlacement]:
    """Return the placements that count by a day, as known at a moment, oldest start first.

    Own businesses are an outcome of their own and not among them. Checks and ends of
    later days are left out: the same day gives the same figures however late it is asked.
    """
    rows = session.exec(
        select(Placement, PlacementSnapshot)
        .join(
            PlacementSnapshot,
            col(PlacementSnapshot.placement_id) == col(Placement.id),
            isouter=True,
        )
        .where(Placement.kind == PlacementKind.JOB)
    ).all()
    known = episodes(session, known_at=known_at, on=on)
    counted = [
        CountedPlacement(placement, known[placement.id], snapshot)
        for placement, snapshot in rows
        if placement.id in known and known[placement.id].is_placement
    ]
    counted = [one for one in counted if one.started_on <= on]
    counted.sort(key=lambda one: (one.started_on, one.placement.id))
    return _once_per_person_and_job(counted)


def flow(counted: Iterable[CountedPlacement]) -> Flow:
    """Return the counts of placements; empty gives zeros and shares of None."""
    result = Flow()
    for one in counted:
        result.total += 1
        result.two_sided += one.episode.is_two_sided
        result.followed_six_months += any(
            one.episode.checks.get(months) == CheckOutcome.SAME_EMPLOYER for months in (6, 12)
        )
        result.by_month[one.started_on.replace(day=1)] += 1
        result.by_zone[one.snapshot.zone_key if one.snapshot else ""] += 1
        if one.episode.tier is not None:
            result.tiers[one.episode.tier] += 1
        result.sample = result.sample or one.placement.is_sample
    return result


def retention(counted: Iterable[CountedPlacement], *, months: int, on: dt.date) -> Retention:
    """Return how the placements whose ``months`` have elapsed by ``on`` lasted.

    An end recorded before the window closed is an answer even when nobody checked.
    """
    due = [one for one in counted if add_months(one.started_on, months) <= on]
    answers: Counter[str] = Counter(_answer(one, months) for one in due)
    return Retention(
        months=months,
        due=len(due),
        same=answers["same"],
        other=answers["other"],
        gone=answers["gone"],
        unknown=answers["unknown"],
    )


def _answer(one: CountedPlacement, months: int) -> str:
    outcome = one.episode.checks.get(months)
    if outcome == CheckOutcome.SAME_EMPLOYER:
        return "same"
    if outcome == CheckOutcome.OTHER_EMPLOYER:
        return "other"
    if outcome == CheckOutcome.NOT_WORKING:
        return "gone"
    ended = one.episode.ended_on
    if ended is not None and ended < add_months(one.started_on, months):
        return "gone"
    return "unknown"


def _once_per_person_and_job(counted: list[CountedPlacement]) -> list[CountedPlacement]:
    seen: set[tuple[int, int | None]] = set()
    unique = []
    for one in counted:
        person = one.placement.person_id
        if person is None and one.snapshot is not None and one.snapshot.is_repeat:
            continue
        key = (person or -one.placement.id, one.placement.enterprise_id)
        if key not in seen:
            seen.add(key)
            unique.append(one)
    return unique
