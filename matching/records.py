"""The privacy boundary: what matching may know of people, openings and courses.

There is no field for a name, sex, ethnicity, poverty, land, birth date or contact, so none of
them can enter a score. Absent means unknown, and unknown never counts against anyone.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self


@dataclass(frozen=True)
class Experience:
    """One kind of work a person has done."""

    title: str
    months: float | None = None


class _FromDict:
    """Read a record from JSON-like data; unknown keys are ignored, bad values are unknown."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the record; raise ValueError when the id is missing."""
        known = {f.name: str(f.type) for f in fields(cls)}  # type: ignore[arg-type]
        values = {
            name: _coerce(data[name], kind)
            for name, kind in known.items()
            if name in data and data[name] is not None
        }
        identity = values.get("id")
        if not identity:
            raise ValueError(f"{cls.__name__} without an id")
        return cls(**{name: value for name, value in values.items() if value is not None})


@dataclass(frozen=True)
class SeekerRecord(_FromDict):
    """A person looking for work, as matching sees them.

    ``wage_min`` is in million VND a month, ``max_km`` in kilometres by road, ``training`` text
    such as 'trung_cap: điện công nghiệp', ``shift_ok`` None when unknown.
    """

    id: str
    age: float | None = None
    district: str | None = None
    commune: str | None = None
    education: str | None = None
    training: str | None = None
    about: str = ""
    desired: str = ""
    experience: tuple[Experience, ...] = ()
    skills: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    wage_min: float | None = None
    max_km: float | None = None
    shift_ok: tuple[str, ...] | None = None
    constraints: str = ""
    # What the site knows beyond free text.
    occupation_keys: tuple[str, ...] = ()
    skill_keys: tuple[str, ...] = ()
    # Taken away by the person: neither read from their words nor taken along with a trade.
    declined_skill_keys: tuple[str, ...] = ()
    commune_code: str | None = None
    lat: float | None = None
    lon: float | None = None
    needs_shuttle: bool | None = None
    needs_housing: bool | None = None
    # Course id → what the course costs this person, in VND; the course's fee where absent.
    # The caller works it out: matching never knows why it is lower.
    net_price_vnd: Mapping[str, float] | None = None
    # Ids of openings the person said no to, and trades they do not like.
    dismissed: tuple[str, ...] = ()
    disliked_occupation_keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpeningRecord(_FromDict):
    """An opening; pay in million VND a month, ``openings`` is the number of posts.

    ``applicants`` is how many applications wait for an answer now, None when nobody counts them.
    """

    id: str
    title: str = ""
    company: str | None = None
    zone: str | None = None
    district: str | None = None
    commune: str | None = None
    description: str = ""
    requirements: str = ""
    benefits: str = ""
    salary_raw: str | None = None
    salary_min: float | None = None
    salary_max: float | None = None
    openings: float | None = None
    experience_raw: str | None = None
    education: str | None = None
    age_raw: str | None = None
    shift: str | None = None
    posted_at: dt.date | None = None
    deadline: dt.date | None = None
    # What the site knows beyond free text.
    occupation_key: str | None = None
    required_skill_keys: tuple[str, ...] = ()
    optional_skill_keys: tuple[str, ...] = ()
    zone_key: str | None = None
    commune_code: str | None = None
    lat: float | None = None
    lon: float | None = None
    posts_left: float | None = None
    applicants: float | None = None
    has_shuttle: bool | None = None
    has_housing: bool | None = None
    wage_type: str | None = None


@dataclass(frozen=True)
class CourseRecord(_FromDict):
    """A course with its next intake; fees in VND."""

    id: str
    title: str = ""
    provider: str | None = None
    district: str | None = None
    level: str | None = None
    hours_total: float | None = None
    hours_practice: float | None = None
    duration_weeks: float | None = None
    schedule: str | None = None
    fee_vnd: float | None = None
    funding: str | None = None
    seats: float | None = None
    start_date: dt.date | None = None
    entry_requirement: str | None = None
    description: str = ""
    outcomes: str = ""
    # What the site knows beyond free text.
    occupation_keys: tuple[str, ...] = ()
    skill_keys: tuple[str, ...] = ()
    commune: str | None = None
    commune_code: str | None = None
    lat: float | None = None
    lon: float | None = None
    seats_left: float | None = None


@dataclass(frozen=True)
class Reason:
    """One named contribution to a score; codes are listed in reasons.py."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)
    weight: float = 0.0


@dataclass(frozen=True)
class Missing:
    """A requirement the person is not known to meet: skill, certificate, schooling, experience."""

    kind: str
    key: str
    label: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """One thing that would be different, and what that opens.

    Attributes:
        kind: one of courses.changes.KINDS.
        key: skill key; kilometres or million VND as text; rung of schooling; occupation key.
        label: name of the skill or occupation; '' for the other kinds.
        openings_opened: openings that are good for the person then and are not now.
        wage_median: median lower pay of these, million VND a month; None when unknown.
        gain: what it adds to the score: of the opening asked about, else on average of those
            it opens.
        fit: mean score, after the change, of the openings it opens; 0 when it opens none.
        wage_range: from what to what these pay, an outlying tenth at each end left out, million
            VND a month; None when no pay is known.
    """

    kind: str
    key: str
    label: str
    openings_opened: int
    wage_median: float | None
    gain: float
    fit: float = 0.0
    wage_range: tuple[float, float] | None = None


@dataclass(frozen=True)
class Match:
    """One suggested opening; ``met`` of ``asked`` requirements are met, 0 of 0 when none stated.

    ``change`` is the one change that would help most there, when it was asked for.
    """

    opening_id: str
    score: float
    want: float
    can: float
    reasons: list[Reason]
    missing: list[Missing]
    courses: list[str]
    met: int
    asked: int
    change: Change | None = None


@dataclass(frozen=True)
class CourseMatch:
    """One suggested course and the skills it teaches."""

    course_id: str
    score: float
    reasons: list[Reason]
    teaches: list[str]


def _coerce(value: Any, kind: str) -> Any:
    """Return the value as the field's type, or None when it cannot be read."""
    if "Experience" in kind:
        return _experience(value)
    if "Mapping" in kind:
        return _amounts(value)
    if "tuple" in kind:
        return _texts(value)
    if "float" in kind:
        return _number(value)
    if "date" in kind:
        return _date(value)
    if "bool" in kind:
        return value if isinstance(value, bool) else None
    return _text(value)


def _text(value: Any) -> str | None:
    # The evaluation people carry training as {'level', 'major'}; the contract says text.
    if isinstance(value, Mapping):
        return ": ".join(str(part) for part in value.values() if part) or None
    if isinstance(value, list | tuple):
        return "; ".join(str(part) for part in value if part) or None
    return str(value)


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value.strip() else ()
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(str(part) for part in value if part not in (None, ""))
    return ()


def _amounts(value: Any) -> dict[str, float] | None:
    if not isinstance(value, Mapping):
        return None
    read = {str(key): _number(amount) for key, amount in value.items()}
    return {key: amount for key, amount in read.items() if amount is not None}


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _date(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _experience(value: Any) -> tuple[Experience, ...]:
    if not isinstance(value, list | tuple):
        return ()
    found = []
    for part in value:
        if isinstance(part, Experience):
            found.append(part)
        elif isinstance(part, Mapping) and part.get("title"):
            found.append(Experience(str(part["title"]), _number(part.get("months"))))
        elif isinstance(part, str) and part.strip():
            found.append(Experience(part))
    return tuple(found)
