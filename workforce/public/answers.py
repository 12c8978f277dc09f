"""What the page of an opening says to this reader: how far it is, what they lack, what helps."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from sqlmodel import Session

from matching.places import Point
from workforce.consents import consents
from workforce.courses.cards import course_card
from workforce.courses.queries import rows_of as courses_of
from workforce.courses.support import Support
from workforce.models import Account, ConsentPurpose, Opening, Unit
from workforce.openings.origin import home_of
from workforce.openings.queries import point_of
from workforce.public.places import places
from workforce.suggestions.one_opening import Standing, standing


@dataclass(frozen=True)
class Origin:
    """Where the reader starts from.

    Attributes:
        point: None when nobody said.
        chosen: the commune chosen on the page, when it is not the reader's own.
        choices: communes to choose from; [] when the profile says where home is.
    """

    point: Point | None
    chosen: Unit | None = None
    choices: list[tuple[str, str]] = field(default_factory=list)


def origin_of(
    session: Session, account: Account | None, code: str | None, *, today: dt.date
) -> Origin:
    """Return where the reader starts from: the profile's commune, else the one chosen."""
    own = home_of(session, account)
    if own is not None:
        return Origin(own)
    known = places(session, today=today)
    unit = known.communes.get(code or "")
    return Origin(point_of(unit), unit, known.home_choices())


def own_standing(
    session: Session, account: Account | None, opening: Opening, *, today: dt.date
) -> Standing | None:
    """Return what a signed-in seeker who agreed to matching lacks; None for anybody else."""
    person_id = account.person_id if account else None
    if person_id is None or not consents.has_consent(
        session, person_id=person_id, purpose=ConsentPurpose.MATCHING
    ):
        return None
    return standing(session, person_id=person_id, opening_id=opening.id, today=today)


def course_that_helps(
    session: Session, found: Standing | None, *, today: dt.date
) -> dict[str, Any] | None:
    """Return the first course one can enrol in that teaches what is missing, with its cost."""
    if found is None or not found.lacks:
        return None
    rows = courses_of(session, found.courses, today=today)
    row = next((one for one in rows if one.next_intake), None)
    if row is None:
        return None
    left = Support.load(session, on=today).left(row.course)
    return course_card(row) | {
        "url": url_for("public.course", course_id=row.course.id),
        "cost_left": left,
    }
