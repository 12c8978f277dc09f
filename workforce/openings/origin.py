"""Where the reader's home is, for 'cách nhà … km'."""

from sqlmodel import Session

from matching.places import Point
from workforce.models import Account, Person, Unit
from workforce.openings.queries import point_of


def home_of(session: Session, account: Account | None) -> Point | None:
    """Return the point of the account's commune; None when nobody said where.

    The old commune is smaller than the new one, so it goes first.
    """
    if account is None or account.person_id is None:
        return None
    person = session.get(Person, account.person_id)
    if person is None:
        return None
    for unit_id in (person.old_unit_id, person.new_unit_id):
        point = point_of(session.get(Unit, unit_id)) if unit_id else None
        if point is not None:
            return point
    return None
