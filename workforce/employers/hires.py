"""The people an enterprise hired. Every function starts from ``enterprise_id``."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from workforce.employers.queries import found_or_missing
from workforce.models import Opening, Person, Placement, PlacementEvent
from workforce.placements import ledger
from workforce.placements.ledger import Episode


@dataclass(frozen=True)
class HireLine:
    """An episode of work with this enterprise; the name is '' once the person is erased."""

    placement: Placement
    episode: Episode
    person_name: str
    job: str


def placement(session: Session, *, enterprise_id: int, placement_id: int) -> HireLine:
    """Return one episode; NotFound when it is not with this enterprise."""
    found = session.exec(
        select(Placement).where(
            Placement.enterprise_id == enterprise_id, Placement.id == placement_id
        )
    ).first()
    return hire_lines(session, [found_or_missing(found)])[0]


def placement_event(
    session: Session, *, enterprise_id: int, placement_id: int, event_id: int
) -> PlacementEvent:
    """Return one line of an episode's ledger; NotFound when it is not this enterprise's."""
    found = session.exec(
        select(PlacementEvent)
        .join(Placement, col(Placement.id) == col(PlacementEvent.placement_id))
        .where(
            Placement.enterprise_id == enterprise_id,
            Placement.id == placement_id,
            PlacementEvent.id == event_id,
        )
    ).first()
    return found_or_missing(found)


def hires(session: Session, *, enterprise_id: int) -> list[HireLine]:
    """Return every episode with this enterprise, those still working first, newest up."""
    rows = session.exec(select(Placement).where(Placement.enterprise_id == enterprise_id)).all()
    lines = [line for line in hire_lines(session, list(rows)) if line.episode.started_on]
    lines.sort(key=lambda line: line.episode.started_on or dt.date.min, reverse=True)
    return sorted(lines, key=lambda line: line.episode.ended_on is not None)


def hire_lines(session: Session, placements: list[Placement]) -> list[HireLine]:
    """Return the episodes with names and jobs, in the given order, in three queries."""
    known = ledger.episodes(session, [one.id for one in placements])
    names: dict[int, str] = dict(
        session.exec(
            select(Person.id, Person.full_name).where(
                col(Person.id).in_([one.person_id for one in placements]),
                col(Person.erased_at).is_(None),
            )
        ).all()
    )
    jobs: dict[int, str] = dict(
        session.exec(
            select(Opening.id, Opening.title).where(
                col(Opening.id).in_([one.opening_id for one in placements])
            )
        ).all()
    )
    return [
        HireLine(
            one,
            known.get(one.id, Episode()),
            names.get(one.person_id or 0, ""),
            jobs.get(one.opening_id or 0, ""),
        )
        for one in placements
    ]
