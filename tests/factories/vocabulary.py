"""Reference rows the seeds already loaded: found by key, never made.

The test database holds all of seeds/, so a test names the real occupation, skill or
commune instead of inventing a second one.
"""

import datetime as dt

from sqlmodel import Session, col, select

from workforce.models import Occupation, Skill, Unit, UnitLevel, Zone

SEWING = "cong-nhan-may-cong-nghiep"
FORKLIFT = "lai-xe-nang"
MERGER = dt.date(2025, 7, 1)


def occupation(session: Session, key: str = SEWING) -> Occupation:
    """Return the occupation with this key."""
    return session.exec(select(Occupation).where(Occupation.key == key)).one()


def skill(session: Session, key: str) -> Skill:
    """Return the skill with this key."""
    return session.exec(select(Skill).where(Skill.key == key)).one()


def old_commune(session: Session, name: str = "Xã An Hiệp") -> Unit:
    """Return a commune as it was before the merger."""
    return session.exec(
        select(Unit).where(
            Unit.name == name, Unit.level == UnitLevel.COMMUNE, col(Unit.valid_to).is_not(None)
        )
    ).one()


def new_commune(session: Session, name: str = "Xã An Ninh") -> Unit:
    """Return a commune of today."""
    return session.exec(
        select(Unit).where(
            Unit.name == name, Unit.level == UnitLevel.COMMUNE, Unit.valid_from == MERGER
        )
    ).one()


def zone(session: Session, key: str = "an-nghiep") -> Zone:
    """Return the zone with this key."""
    return session.exec(select(Zone).where(Zone.key == key)).one()
