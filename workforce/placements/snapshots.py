"""The anonymous reporting snapshot of an episode: what stays when a person is erased."""

import datetime as dt

from sqlmodel import Session, select

from workforce.consents import consents
from workforce.models import (
    ConsentPurpose,
    Enterprise,
    HouseholdMember,
    Occupation,
    Person,
    Placement,
    PlacementSnapshot,
    SensitiveAttributes,
    Site,
    Unit,
    Zone,
)
from workforce.people.age import age_band, age_on


def take(session: Session, *, placement: Placement, today: dt.date) -> PlacementSnapshot:
    """Add the snapshot of an episode that begins.

    Facts about the job always; facts about the worker only with consent to statistics;
    ethnicity, poverty and disability only with the consent for those as well.
    """
    snapshot = PlacementSnapshot(
        placement_id=placement.id, taken_on=today, is_repeat=_is_repeat(session, placement)
    )
    _add_job(session, snapshot, placement)
    person = session.get(Person, placement.person_id) if placement.person_id else None
    if person is not None and consents.has_consent(
        session, person_id=person.id, purpose=ConsentPurpose.STATISTICS
    ):
        _add_worker(session, snapshot, person, today)
    session.add(snapshot)
    session.flush()
    return snapshot


def _is_repeat(session: Session, placement: Placement) -> bool:
    return (
        session.exec(
            select(Placement.id).where(
                Placement.person_id == placement.person_id,
                Placement.enterprise_id == placement.enterprise_id,
                Placement.id < placement.id,
            )
        ).first()
        is not None
    )


def _add_job(session: Session, snapshot: PlacementSnapshot, placement: Placement) -> None:
    site = session.get(Site, placement.site_id) if placement.site_id else None
    zone = session.get(Zone, site.zone_id) if site and site.zone_id else None
    enterprise = (
        session.get(Enterprise, placement.enterprise_id) if placement.enterprise_id else None
    )
    occupation = (
        session.get(Occupation, placement.occupation_id) if placement.occupation_id else None
    )
    snapshot.zone_key = zone.key if zone else ""
    snapshot.vsic_code = enterprise.vsic_code if enterprise else ""
    snapshot.vsco_code = occupation.vsco_code if occupation else ""


def _add_worker(
    session: Session, snapshot: PlacementSnapshot, person: Person, today: dt.date
) -> None:
    old = session.get(Unit, person.old_unit_id) if person.old_unit_id else None
    new = session.get(Unit, person.new_unit_id) if person.new_unit_id else None
    district = session.get(Unit, old.parent_id) if old and old.parent_id else None
    snapshot.sex = person.sex or ""
    snapshot.age_band = age_band(age_on(person, today))
    snapshot.old_district = district.name if district else ""
    snapshot.new_commune = new.name if new else ""
    snapshot.is_land_acquired = (
        session.exec(
            select(HouseholdMember.id).where(HouseholdMember.person_id == person.id)
        ).first()
        is not None
    )
    if not consents.has_consent(session, person_id=person.id, purpose=ConsentPurpose.SENSITIVE):
        return
    sensitive = session.get(SensitiveAttributes, person.id)
    if sensitive is not None:
        snapshot.ethnicity = sensitive.ethnicity
        snapshot.poverty = sensitive.poverty
        snapshot.has_disability = bool(sensitive.disability)
