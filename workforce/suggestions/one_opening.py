"""One person before one opening: what they lack for it, and the course that closes that."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session

from workforce.suggestions import words
from workforce.suggestions.engine import engine
from workforce.suggestions.rows import opening_row
from workforce.suggestions.run import Suggestions
from workforce.suggestions.words import Names


@dataclass(frozen=True)
class Standing:
    """What the matcher says of a person and an opening, in words.

    Attributes:
        met: 'Đủ 4/5 yêu cầu'; '' when nothing is asked or nothing is met.
        lacks: what to add, one short phrase each; [] when nothing is known to be missing.
        know_first: what speaks against it and is no lack: distance, pay, hours.
        courses: ids of courses that teach what is missing, the best first.
    """

    met: str
    lacks: list[str]
    know_first: list[str]
    courses: list[int]


def standing(
    session: Session, *, person_id: int, opening_id: int, today: dt.date
) -> Standing | None:
    """Return how a person stands before an opening; reads only.

    None when the person is not there or too young for it, or the opening is not indexed yet.
    Whether the person agreed to matching is the caller's question.
    """
    from workforce.suggestions import gather

    current = engine(session, today=today)
    records = gather.seeker_records(session, [person_id], today=today)
    if not records:
        return None
    closed = current.adults_only if current.is_under_age(records[0]) else frozenset[str]()
    if str(opening_id) in closed:
        return None
    matches = current.matcher.explain(records[0], [str(opening_id)])
    if not matches:
        return None
    row = opening_row(matches[0])
    names = Names.for_list(session, Suggestions(person_id, current.version, [row], []))
    return Standing(
        words.met(row), words.lacks(row, names), words.know_first(row, names), row["courses"]
    )
