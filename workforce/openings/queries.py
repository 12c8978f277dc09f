"""Read openings with all a card shows, in a fixed number of queries."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case
from sqlmodel import Session, col, func, select

from matching.places import Point, road_km
from workforce.models import (
    Enterprise,
    EnterpriseStatus,
    Opening,
    OpeningSkill,
    OpeningStatus,
    Placement,
    PlacementEvent,
    PlacementEventKind,
    Site,
    Skill,
    Unit,
    WageType,
    Zone,
)
from workforce.openings.filters import PER_MONTH, OpeningFilters, is_open

ANY = OpeningFilters()
#: drafts are nobody's but the employer's
PUBLIC_STATUSES = (OpeningStatus.OPEN, OpeningStatus.FILLED, OpeningStatus.CLOSED)

NOT_ACTIVE = frozenset({EnterpriseStatus.SUSPENDED, EnterpriseStatus.CLOSED})


@dataclass(frozen=True)
class OpeningRow:
    """An opening and what its card needs.

    Attributes:
        zone, unit: None where the site is in no zone, or nobody said in which commune.
        hired: hires the employer confirmed and nobody voided.
    """

    opening: Opening
    enterprise: Enterprise
    site: Site
    zone: Zone | None
    unit: Unit | None
    hired: int = 0

    @property
    def posts_left(self) -> int:
        """Posts still free; never below zero."""
        return max(0, self.opening.posts - self.hired)

    @property
    def is_verified(self) -> bool:
        """Whether the enterprise carries the mark."""
        return self.enterprise.status == EnterpriseStatus.VERIFIED

    @property
    def point(self) -> Point | None:
        """Where the work is, as exactly as known: the site, its zone, its commune."""
        return point_of(self.site, self.zone, self.unit)


def point_of(*places: Site | Zone | Unit | None) -> Point | None:
    """Return the first known spot; a commune on Cù Lao Dung counts as across the ferry."""
    island = any(isinstance(place, Unit) and place.needs_ferry for place in places)
    for place in places:
        if place is not None and place.lat is not None and place.lon is not None:
            return Point(place.lat, place.lon, island)
    return None


def find_open(
    session: Session,
    *,
    today: dt.date,
    filters: OpeningFilters = ANY,
    among: Collection[int] | None = None,
    order: str = "newest",
    samples: bool = True,
    limit: int | None = None,
) -> list[int]:
    """Return ids of open openings that meet the filters.

    Args:
        among: keep to these ids (what a search found); None for all.
        order: 'newest', or 'wage' (highest upper end first, unknown last).
        samples: False leaves fictional records out.
    """
    statement = _open_ids(today, filters).limit(limit)
    if not samples:
        statement = statement.where(col(Opening.is_sample).is_(False))
    if among is not None:
        statement = statement.where(col(Opening.id).in_(among))
    if order == "wage":
        statement = statement.order_by(_monthly_pay().desc(), col(Opening.id).desc())
    else:
        statement = statement.order_by(col(Opening.posted_on).desc(), col(Opening.id).desc())
    return list(session.exec(statement))


def count_open(
    session: Session,
    *,
    today: dt.date,
    filters: OpeningFilters = ANY,
    among: Collection[int] | None = None,
) -> tuple[int, int]:
    """Return (openings, posts still free in them)."""
    ids = _open_ids(today, filters)
    if among is not None:
        ids = ids.where(col(Opening.id).in_(among))
    chosen = ids.subquery()
    count, posts = session.exec(
        select(func.count(col(Opening.id)), func.coalesce(func.sum(Opening.posts), 0)).where(
            col(Opening.id).in_(select(chosen.c.id))
        )
    ).one()
    hired = sum(hired_by_opening(session, select(chosen.c.id)).values())
    return count, max(0, int(posts) - hired)


def open_titles(session: Session, *, today: dt.date) -> list[str]:
    """Return the titles of open openings, each once, by alphabet."""
    titles: Any = _open_ids(today, ANY).with_only_columns(col(Opening.title)).distinct()
    return sorted(session.exec(titles))


def has_samples(session: Session, *, today: dt.date) -> bool:
    """Return whether any open opening is fictional: counts of them say so."""
    sample = _open_ids(today, ANY).where(col(Opening.is_sample).is_(True)).limit(1)
    return session.exec(sample).first() is not None


def by_distance(
    session: Session, ids: Sequence[int], *, origin: Point | None
) -> list[tuple[int, float | None]]:
    """Return (id, kilometres) of these openings, nearest first; unknown places last.

    Without an origin nothing is known and the given order stays.
    """
    if not ids or origin is None:
        return [(identity, None) for identity in ids]
    rows = session.exec(
        select(Opening.id, Site, Zone, Unit)
        .join(Site, col(Site.id) == col(Opening.site_id))
        .join(Zone, col(Zone.id) == col(Site.zone_id), isouter=True)
        .join(Unit, col(Unit.id) == col(Site.unit_id), isouter=True)
        .where(col(Opening.id).in_(ids))
    )
    place = {identity: position for position, identity in enumerate(ids)}
    measured = [
        (identity, road_km(origin, point_of(site, zone, unit)))
        for identity, site, zone, unit in rows
    ]
    return sorted(measured, key=lambda pair: (pair[1] is None, pair[1] or 0.0, place[pair[0]]))


def rows_of(session: Session, ids: Sequence[int]) -> list[OpeningRow]:
    """Return the rows of these openings in the given order; unknown ids are left out."""
    if not ids:
        return []
    hired = hired_by_opening(session, ids)
    found = {
        places[0].id: _row(places, hired)
        for places in session.exec(_with_places().where(col(Opening.id).in_(ids)))
    }
    return [found[identity] for identity in ids if identity in found]


def public_row(session: Session, opening_id: int) -> OpeningRow | None:
    """Return an opening that is or was public; None for a draft or no such id.

    An opening of a suspended or closed enterprise stays readable as closed.
    """
    statement = _with_places().where(
        Opening.id == opening_id, col(Opening.status).in_(PUBLIC_STATUSES)
    )
    row = session.exec(statement).first()
    if row is None:
        return None
    hired = hired_by_opening(session, [opening_id])
    return _row(row, hired)


def takes_people(row: OpeningRow, *, today: dt.date) -> bool:
    """Return whether people may apply: open, within the deadline, by an active enterprise."""
    return row.opening.is_open(today) and row.enterprise.status not in NOT_ACTIVE


def skills_of(session: Session, opening_id: int) -> list[tuple[Skill, bool]]:
    """Return (skill, is_required) an opening asks for, required first."""
    return [
        (skill, is_required)
        for skill, is_required in session.exec(
            select(Skill, OpeningSkill.is_required)
            .join(OpeningSkill, col(OpeningSkill.skill_id) == col(Skill.id))
            .where(OpeningSkill.opening_id == opening_id)
            .order_by(col(OpeningSkill.is_required).desc(), col(Skill.name_vi))
        )
    ]


def similar_open(
    session: Session, opening: Opening, *, today: dt.date, limit: int = 4
) -> list[int]:
    """Return open openings of the same occupation, then the newest of the same zone or any."""
    near = case((col(Opening.occupation_id) == opening.occupation_id, 0), else_=1)
    zone = select(Site.zone_id).where(Site.id == opening.site_id).scalar_subquery()
    same_zone = case((col(Site.zone_id) == zone, 0), else_=1)
    return list(
        session.exec(
            _open_ids(today, ANY)
            .where(col(Opening.id) != opening.id)
            .order_by(near, same_zone, col(Opening.posted_on).desc(), col(Opening.id).desc())
            .limit(limit)
        )
    )


def monthly_wages(session: Session, ids: Sequence[int]) -> tuple[int, int] | None:
    """Return the lowest and the highest monthly wage these openings state; None when none does."""
    low, high = session.exec(
        select(
            func.min(func.coalesce(Opening.wage_min_vnd, Opening.wage_max_vnd)),
            func.max(func.coalesce(Opening.wage_max_vnd, Opening.wage_min_vnd)),
        ).where(col(Opening.id).in_(ids), Opening.wage_type == WageType.MONTH)
    ).one()
    return (low, high) if low and high else None


def changed_at(session: Session, ids: Sequence[int]) -> dict[int, dt.datetime]:
    """Return when each of these openings was last changed."""
    rows = session.exec(select(Opening.id, Opening.updated_at).where(col(Opening.id).in_(ids)))
    return dict(rows.all())


def posts_left_by_zone(session: Session, *, today: dt.date) -> dict[int, int]:
    """Return posts still free in open openings, by zone id; zones with none are left out."""
    rows = session.exec(
        select(Site.zone_id, Opening.id, Opening.posts)
        .join(Opening, col(Opening.site_id) == col(Site.id))
        .where(col(Opening.id).in_(_open_ids(today, ANY)), col(Site.zone_id).is_not(None))
    ).all()
    hired = hired_by_opening(session, _open_ids(today, ANY))
    left: dict[int, int] = {}
    for zone_id, opening_id, posts in rows:
        if zone_id is not None:
            left[zone_id] = left.get(zone_id, 0) + max(0, posts - hired.get(opening_id, 0))
    return left


def hired_by_opening(session: Session, ids: Any) -> dict[int, int]:
    """Return confirmed hires by opening id; openings without any are left out.

    ``ids`` is a collection or a query of ids.

    A hire counts from the employer's confirmation until that is voided.
    """
    void = (
        select(PlacementEvent.voids_event_id)
        .where(PlacementEvent.kind == PlacementEventKind.VOIDED)
        .where(col(PlacementEvent.voids_event_id).is_not(None))
    )
    rows = session.exec(
        select(Placement.opening_id, func.count(func.distinct(Placement.id)))
        .join(PlacementEvent, col(PlacementEvent.placement_id) == col(Placement.id))
        .where(
            col(Placement.opening_id).in_(ids),
            PlacementEvent.kind == PlacementEventKind.EMPLOYER_CONFIRMED,
            col(PlacementEvent.id).not_in(void),
        )
        .group_by(col(Placement.opening_id))
    )
    return {opening_id: count for opening_id, count in rows if opening_id is not None}


def _row(row: Sequence[Any], hired: dict[int, int]) -> OpeningRow:
    opening, enterprise, site, zone, unit = row
    return OpeningRow(opening, enterprise, site, zone, unit, hired.get(opening.id, 0))


def _open_ids(today: dt.date, filters: OpeningFilters) -> Any:
    return (
        select(Opening.id)
        .join(Site, col(Site.id) == col(Opening.site_id))
        .join(Enterprise, col(Enterprise.id) == col(Opening.enterprise_id))
        .where(is_open(today), *filters.conditions())
        .where(col(Enterprise.status).not_in(NOT_ACTIVE))
    )


def _with_places() -> Any:
    return (
        select(Opening, Enterprise, Site, Zone)
        .add_columns(Unit)  # SQLModel types no select of five
        .join(Enterprise, col(Enterprise.id) == col(Opening.enterprise_id))
        .join(Site, col(Site.id) == col(Opening.site_id))
        .join(Zone, col(Zone.id) == col(Site.zone_id), isouter=True)
        .join(Unit, col(Unit.id) == col(Site.unit_id), isouter=True)
    )


def _monthly_pay() -> Any:
    best = func.coalesce(Opening.wage_max_vnd, Opening.wage_min_vnd, 0)
    return case(
        *((col(Opening.wage_type) == unit, best * factor) for unit, factor in PER_MONTH.items()),
        else_=0,
    )
