"""What the department's screens read. Full figures: 'lưu hành nội bộ'."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from workforce.errors import NotFound
from workforce.models import (
    Application,
    Enterprise,
    EnterpriseChange,
    EnterpriseStatus,
    Opening,
    OpeningStatus,
    Site,
    Zone,
    ZoneKind,
)
from workforce.reports.placements import CountedPlacement, flow
from workforce.reports.stock import Stock, StockReport

HARD_TO_FILL_AFTER = dt.timedelta(days=30)


@dataclass(frozen=True)
class ZoneRow:
    """A zone's line on the board."""

    zone: Zone
    stock: Stock
    placements: int
    open_posts: int


@dataclass(frozen=True)
class Decision:
    """Something that needs a decision this week."""

    title: str
    detail: str
    since: dt.date
    kind: str
    subject_id: int


def zone_rows(
    session: Session, *, stock: StockReport, counted: list[CountedPlacement]
) -> list[ZoneRow]:
    """Return every zone of the resolution: parks, clusters, then the economic zone."""
    order = {ZoneKind.PARK: 0, ZoneKind.CLUSTER: 1, ZoneKind.ECONOMIC_ZONE: 2}
    zones = session.exec(select(Zone).order_by(col(Zone.id))).all()
    placed, posts = flow(counted).by_zone, open_posts_by_zone(session, on=stock.on)
    return [
        ZoneRow(zone, stock.zones.get(zone.key, Stock()), placed[zone.key], posts.get(zone.id, 0))
        for zone in sorted(zones, key=lambda zone: (order[zone.kind], zone.id))
    ]


def open_posts_by_zone(session: Session, *, on: dt.date) -> dict[int, int]:
    """Return posts advertised in open openings, by zone id. Posts, not advertisements."""
    rows = session.exec(
        select(Site.zone_id, func.sum(Opening.posts))
        .join(Opening, col(Opening.site_id) == col(Site.id))
        .where(
            Opening.status == OpeningStatus.OPEN,
            (col(Opening.deadline).is_(None)) | (col(Opening.deadline) >= on),
            col(Site.zone_id).is_not(None),
        )
        .group_by(col(Site.zone_id))
    )
    return {zone_id: int(posts) for zone_id, posts in rows if zone_id is not None}


def enterprises(
    session: Session,
    *,
    status: EnterpriseStatus | None = None,
    in_zones: bool = False,
    limit: int = 50,
    offset: int = 0,
) -> list[Enterprise]:
    """Return enterprises, the longest waiting first.

    Args:
        in_zones: only those with a place of work in a zone: what the zone authority answers for.
    """
    statement = select(Enterprise).order_by(col(Enterprise.created_at), col(Enterprise.id))
    if in_zones:
        statement = statement.where(has_zone_site())
    if status is not None:
        statement = statement.where(Enterprise.status == status)
    return list(session.exec(statement.limit(limit).offset(offset)))


def enterprise(session: Session, *, enterprise_id: int, in_zones: bool = False) -> Enterprise:
    """Return one enterprise; NotFound when there is none, or it is outside the zones asked for."""
    statement = select(Enterprise).where(Enterprise.id == enterprise_id)
    found = session.exec(statement.where(has_zone_site()) if in_zones else statement).first()
    if found is None:
        raise NotFound
    return found


def has_zone_site() -> Any:
    """Return the condition on ``Enterprise``: it has an active place of work in a zone."""
    return (
        select(Site.id)
        .where(
            Site.enterprise_id == Enterprise.id,
            col(Site.zone_id).is_not(None),
            col(Site.is_active).is_(True),
        )
        .correlate(Enterprise)
        .exists()
    )


def changes(
    session: Session, *, in_zones: bool = False, limit: int = 200
) -> list[tuple[EnterpriseChange, Site, Enterprise, Zone | None]]:
    """Return places of work that move, close or let people go, the next to happen first.

    What was taken back comes last.
    """
    statement: Any = (
        select(EnterpriseChange, Site, Enterprise, Zone)
        .join(Site, col(Site.id) == col(EnterpriseChange.site_id))
        .join(Enterprise, col(Enterprise.id) == col(Site.enterprise_id))
        .join(Zone, col(Zone.id) == col(Site.zone_id), isouter=True)
        .order_by(
            col(EnterpriseChange.taken_back_at).is_not(None),
            col(EnterpriseChange.effective_on),
            col(EnterpriseChange.id),
        )
    )
    if in_zones:
        statement = statement.where(col(Site.zone_id).is_not(None))
    return [tuple(row) for row in session.exec(statement.limit(limit))]


def count_enterprises(
    session: Session, *, status: EnterpriseStatus | None = None, in_zones: bool = False
) -> int:
    """Return how many enterprises there are, of one status or all, in zones or anywhere."""
    statement = select(func.count(col(Enterprise.id)))
    if in_zones:
        statement = statement.where(has_zone_site())
    if status is not None:
        statement = statement.where(Enterprise.status == status)
    return session.exec(statement).one()


def hard_to_fill(session: Session, *, today: dt.date, limit: int = 5) -> list[tuple[Opening, str]]:
    """Return openings up for a month with fewer applications than posts, oldest first."""
    applications = func.count(col(Application.id))
    rows = session.exec(
        select(Opening, Enterprise.name)
        .join(Enterprise, col(Enterprise.id) == col(Opening.enterprise_id))
        .join(Application, col(Application.opening_id) == col(Opening.id), isouter=True)
        .where(
            Opening.status == OpeningStatus.OPEN,
            col(Opening.posted_on) <= today - HARD_TO_FILL_AFTER,
            (col(Opening.deadline).is_(None)) | (col(Opening.deadline) >= today),
        )
        .group_by(col(Opening.id), col(Enterprise.name))
        .having(applications < col(Opening.posts))
        .order_by(col(Opening.posted_on), col(Opening.id))
        .limit(limit)
    )
    return [(opening, name) for opening, name in rows]


def placement_page(
    counted: list[CountedPlacement], *, zone_key: str | None, page: int, size: int = 50
) -> tuple[list[CountedPlacement], int]:
    """Return one page of placements, newest start first, and how many pages there are."""
    rows = [
        one
        for one in reversed(counted)
        if zone_key is None or (one.snapshot and one.snapshot.zone_key == zone_key)
    ]
    pages = max(1, -(-len(rows) // size))
    return rows[(page - 1) * size : page * size], pages
