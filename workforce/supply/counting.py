"""Counts by the matcher over everybody who looks for work, where they are kept ready.

The queue's worker counts; a web worker asks it (workforce.supply.asking) and gets numbers that
are rounded already. People known to be under age are never counted for night or dangerous work.
"""

import datetime as dt
import time
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from sqlmodel import Session, col, select

from workforce.models import Opening, Skill, WageType
from workforce.openings.queries import find_open
from workforce.reference.rates import rate_number
from workforce.suggestions import standing

#: so few people are read anew in no time
SMALL = 5_000
UNIT = 1_000_000


@dataclass(frozen=True)
class Draft:
    """An opening as its form says it, posted or not; no contact in it.

    Attributes:
        values: columns of Opening; skills: ids asked for → whether they are required.
    """

    site_id: int
    values: dict[str, Any]
    skills: dict[int, bool] = field(default_factory=dict)
    opening_id: int = 0


@dataclass(frozen=True)
class Change:
    """One change and how many the opening would suit then, rounded; name: of the licence."""

    kind: str
    name: str
    people: int


@dataclass(frozen=True)
class Preview:
    """Rounded counts; 0 stands for fewer than the step of rounding.

    Attributes:
        changes: the best single ones, most people first; usual_wage: VND a month or None.
    """

    people: int
    within_km: int
    step: int
    changes: list[Change]
    usual_wage: int | None


class Counter:
    """Everybody of one process, not older than the dated table allows."""

    def __init__(self, seekers: standing.Seekers) -> None:
        self._seekers = seekers
        self._read_at = float("-inf")

    def is_stale(self, session: Session, *, today: dt.date) -> bool:
        """Whether people are to be read again."""
        crowd = self._seekers.crowd
        if crowd is None or len(crowd) < SMALL:
            return True
        minutes = rate_number(session, "supply_preview", "fresh_minutes", on=today)
        return time.monotonic() - self._read_at > minutes * 60

    def refresh(self, session: Session, *, today: dt.date) -> None:
        """Read who was edited, if nobody else is at it."""
        from workforce.suggestions.engine import engine

        current = engine(session, today=today)
        if standing.turn.acquire(blocking=False):
            try:
                self._seekers.refresh(session, current, today=today)
                self._read_at = time.monotonic()
            finally:
                standing.turn.release()

    def supply(self, session: Session, draft: Draft, *, today: dt.date) -> Any:
        """Return matching's Supply with exact counts, None while nobody is read yet.

        For the worker itself; what leaves it is rounded by preview().
        """
        from matching.supply.preview import supply_of
        from workforce.suggestions.engine import engine
        from workforce.suggestions.gather import draft_record

        current = engine(session, today=today)
        if self.is_stale(session, today=today) or self._seekers.home != current.home:
            self.refresh(session, today=today)
        crowd = self._seekers.crowd
        if crowd is None or self._seekers.home != current.home:
            return None
        opening = _unsaved(draft, today)
        wage = usual_wage(session, opening.occupation_id, today=today)
        return supply_of(
            current.matcher, crowd, draft_record(session, opening, draft.skills),
            within_km=rate_number(session, "supply_preview", "radius_km_min", on=today),
            usual_wage=None if wage is None else wage / UNIT,
            adults_only=opening.is_hazardous,
        )  # fmt: skip

    def preview(self, session: Session, draft: Draft, *, today: dt.date) -> Preview | None:
        """Return what an enterprise may see; None while nobody is read yet."""
        found = self.supply(session, draft, today=today)
        if found is None:
            return None
        step = int(rate_number(session, "supply_preview", "round_to", on=today))
        now = rounded(found.people, step)
        keys = [one.key for one in found.steps if one.key]
        rows = select(Skill.key, Skill.name_vi).where(col(Skill.key).in_(keys))
        names = dict(session.exec(rows).all())
        changes = [
            Change(one.kind, names.get(one.key, ""), rounded(one.people, step))
            for one in found.steps
        ]
        return Preview(
            now,
            int(rate_number(session, "supply_preview", "radius_km_min", on=today)),
            step,
            [one for one in changes if one.people > now],
            usual_wage(session, draft.values.get("occupation_id"), today=today),
        )


def rounded(people: int, step: int) -> int:
    """Return the nearest whole number of steps; 0 when there are fewer than one step."""
    return 0 if people < step else (people + step // 2) // step * step


def usual_wage(session: Session, occupation_id: int | None, *, today: dt.date) -> int | None:
    """Return the median lower monthly pay of open openings of a trade, in VND.

    None without a trade, or with fewer openings than the dated table asks for.
    """
    if occupation_id is None:
        return None
    rows = select(Opening.id, Opening.wage_min_vnd).where(
        Opening.occupation_id == occupation_id,
        Opening.wage_type == WageType.MONTH,
        col(Opening.wage_min_vnd).is_not(None),
    )
    paid = dict(session.exec(rows).all())
    open_now = find_open(session, today=today, among=list(paid))
    wages = [wage for one in open_now if (wage := paid[one]) is not None]
    least = rate_number(session, "supply_preview", "similar_openings", on=today)
    return int(median(wages)) if len(wages) >= least else None


def draft_of(opening: Opening, skills: dict[int, bool]) -> Draft:
    """Return a stored opening as a draft of itself; its contact stays here."""
    left_out = {"id", "contact", "site_id", "enterprise_id"}
    values = {name: getattr(opening, name) for name in Opening.model_fields if name not in left_out}
    return Draft(opening.site_id, values, skills, opening.id)


def _unsaved(draft: Draft, today: dt.date) -> Opening:
    known = {name: value for name, value in draft.values.items() if name in Opening.model_fields}
    known["posts"] = known.get("posts") or 1
    known["posted_on"] = known.get("posted_on") or today
    # Whether its own time to apply is over is no matter here.
    known["deadline"] = None
    return Opening(id=draft.opening_id, site_id=draft.site_id, **known)
