"""Ages and age bands, from a birth date or only a birth year."""

import datetime as dt

from workforce.models import Person

BANDS = ((25, "15-24"), (35, "25-34"), (45, "35-44"), (200, "45+"))


def age_on(person: Person, day: dt.date) -> int | None:
    """Return completed years on ``day``, or None when no birth year is known.

    With only a year, 1 January counts as the birthday (NĐ 135/2020), so the person is
    never taken for younger than they are.
    """
    born = person.birth_date or (dt.date(person.birth_year, 1, 1) if person.birth_year else None)
    if born is None or born > day:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_band(age: int | None) -> str:
    """Return '15-24', '25-34', '35-44' or '45+'; '' when the age is unknown or below 15."""
    if age is None or age < 15:
        return ""
    return next(name for limit, name in BANDS if age < limit)
