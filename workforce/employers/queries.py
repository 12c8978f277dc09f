"""What the employers' screens read. Every function starts from ``enterprise_id``."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, case, or_
from sqlmodel import Session, col, func, select

from workforce.clock import local
from workforce.errors import NotFound
from workforce.i18n import _
from workforce.models import (
    ACTIVE_STATUSES,
    Application,
    ApplicationStatus,
    ConsentEvent,
    ConsentPurpose,
    Enterprise,
    Opening,
    OpeningStatus,
    Person,
    Site,
    WorkforceDeclaration,
    Zone,
)
from workforce.openings.queries import hired_by_opening

T = TypeVar("T")


@dataclass(frozen=True)
class OpeningLine:
    """An opening in the employer's list: hires so far, applicants, those without an answer."""

    opening: Opening
    site: Site
    hired: int
    applicants: int
    waiting: int

    @property
    def posts_left(self) -> int:
        """Posts still free; never below zero."""
        return max(0, self.opening.posts - self.hired)


@dataclass(frozen=True)
class ApplicantLine:
    """An application with the applicant's name and the job's title."""

    application: Application
    person_name: str
    opening: Opening

    def days_waiting(self, today: dt.date) -> int:
        """Return days since the application last moved; never below zero."""
        return max(0, (today - local(self.application.updated_at).date()).days)


def enterprise_of(session: Session, *, enterprise_id: int) -> Enterprise:
    """Return the signed-in account's enterprise."""
    return session.get_one(Enterprise, enterprise_id)


def sites(session: Session, *, enterprise_id: int, active_only: bool = False) -> list[Site]:
    """Return the enterprise's places of work, oldest first."""
    statement = select(Site).where(Site.enterprise_id == enterprise_id).order_by(col(Site.id))
    if active_only:
        statement = statement.where(col(Site.is_active))
    return list(session.exec(statement))


def site(session: Session, *, enterprise_id: int, site_id: int) -> Site:
    """Return one place of work; NotFound when it is not this enterprise's."""
    found = session.exec(
        select(Site).where(Site.enterprise_id == enterprise_id, Site.id == site_id)
    ).first()
    return found_or_missing(found)


def site_names(session: Session, *, enterprise_id: int) -> dict[int, str]:
    """Return what to call each place of work, with its zone."""
    zones = {zone.id: zone.name for zone in session.exec(select(Zone))}
    return {
        one.id: " · ".join(filter(None, (one.name or one.address, zones.get(one.zone_id or 0))))
        or _("Địa điểm %(n)s", n=one.id)
        for one in sites(session, enterprise_id=enterprise_id)
    }


def openings(
    session: Session, *, enterprise_id: int, today: dt.date, limit: int = 20, offset: int = 0
) -> list[OpeningLine]:
    """Return the enterprise's openings: open ones first, then drafts, then the rest, newest up."""
    rows = session.exec(
        select(Opening, Site)
        .join(Site, col(Site.id) == col(Opening.site_id))
        .where(Opening.enterprise_id == enterprise_id)
        .order_by(_status_order(), col(Opening.posted_on).desc(), col(Opening.id).desc())
        .limit(limit)
        .offset(offset)
    ).all()
    ids = [opening.id for opening, _site in rows]
    hired = hired_by_opening(session, ids)
    counts = _applicant_counts(session, ids, today=today)
    return [
        OpeningLine(opening, place, hired.get(opening.id, 0), *counts.get(opening.id, (0, 0)))
        for opening, place in rows
    ]


def count_openings(session: Session, *, enterprise_id: int) -> int:
    """Return how many openings the enterprise has, drafts included."""
    return session.exec(
        select(func.count(col(Opening.id))).where(Opening.enterprise_id == enterprise_id)
    ).one()


def opening(session: Session, *, enterprise_id: int, opening_id: int) -> Opening:
    """Return one opening; NotFound when it is not this enterprise's."""
    return found_or_missing(
        session.exec(
            select(Opening).where(Opening.enterprise_id == enterprise_id, Opening.id == opening_id)
        ).first()
    )


def hired_count(session: Session, opening: Opening) -> int:
    """Return the hires confirmed on this opening."""
    return hired_by_opening(session, [opening.id]).get(opening.id, 0)


def applicants(
    session: Session, *, enterprise_id: int, opening_id: int, today: dt.date
) -> list[ApplicantLine]:
    """Return who applied and may still be seen: those without an answer first, oldest first."""
    lines = _applicant_lines(
        session,
        Opening.enterprise_id == enterprise_id,
        Opening.id == opening_id,
        today=today,
    )
    return sorted(lines, key=lambda line: line.application.status not in ACTIVE_STATUSES)


def waiting_at(
    session: Session, *, enterprise_id: int, opening_id: int, today: dt.date, limit: int
) -> list[ApplicantLine]:
    """Return the applicants of one opening without an answer, longest waiting first."""
    return _applicant_lines(
        session,
        Opening.enterprise_id == enterprise_id,
        Opening.id == opening_id,
        col(Application.status).in_(ACTIVE_STATUSES),
        today=today,
        limit=limit,
    )


def chosen_of(
    session: Session, *, enterprise_id: int, opening_id: int, ids: list[int], today: dt.date
) -> list[Application]:
    """Return these applications to an opening; NotFound when one of them is not to be seen."""
    rows = session.exec(
        select(Application)
        .join(Opening, col(Opening.id) == col(Application.opening_id))
        .where(
            Opening.enterprise_id == enterprise_id,
            Opening.id == opening_id,
            col(Application.id).in_(ids),
            *_may_see(today),
        )
    ).all()
    if len(rows) != len(set(ids)):
        raise NotFound
    return list(rows)


def count_withdrawn(session: Session, *, enterprise_id: int, opening_id: int) -> int:
    """Return how many took their application back."""
    return session.exec(
        select(func.count(col(Application.id)))
        .join(Opening, col(Opening.id) == col(Application.opening_id))
        .where(
            Opening.enterprise_id == enterprise_id,
            Opening.id == opening_id,
            Application.status == ApplicationStatus.WITHDRAWN,
        )
    ).one()


def waiting_applicants(
    session: Session, *, enterprise_id: int, today: dt.date, limit: int
) -> list[ApplicantLine]:
    """Return applications the enterprise has to answer, longest waiting first."""
    return _applicant_lines(
        session,
        Opening.enterprise_id == enterprise_id,
        col(Application.status).in_(ACTIVE_STATUSES),
        today=today,
        limit=limit,
    )


def count_waiting(session: Session, *, enterprise_id: int, today: dt.date) -> int:
    """Return how many applications wait for the enterprise."""
    return session.exec(
        select(func.count(col(Application.id)))
        .join(Opening, col(Opening.id) == col(Application.opening_id))
        .where(
            Opening.enterprise_id == enterprise_id,
            col(Application.status).in_(ACTIVE_STATUSES),
            *_may_see(today),
        )
    ).one()


def applicant(
    session: Session, *, enterprise_id: int, application_id: int, today: dt.date
) -> tuple[Application, Opening]:
    """Return one application; NotFound when it is another's or may no longer be seen.

    A withdrawn application, one whose consent was taken back, and a refused one past its
    day (Law 91/2025/QH15 art. 25) that the person did not let the enterprise keep are as if
    they did not exist.
    """
    row = session.exec(
        select(Application, Opening)
        .join(Opening, col(Opening.id) == col(Application.opening_id))
        .where(
            Opening.enterprise_id == enterprise_id,
            Application.id == application_id,
            *_may_see(today),
        )
    ).first()
    if row is None:
        raise NotFound
    return row[0], row[1]


def declarations(session: Session, *, enterprise_id: int) -> list[WorkforceDeclaration]:
    """Return all declarations of the enterprise, the newest day first, last word first."""
    return list(
        session.exec(
            select(WorkforceDeclaration)
            .join(Site, col(Site.id) == col(WorkforceDeclaration.site_id))
            .where(Site.enterprise_id == enterprise_id)
            .order_by(col(WorkforceDeclaration.as_of).desc(), col(WorkforceDeclaration.id).desc())
        )
    )


def declaration(
    session: Session, *, enterprise_id: int, declaration_id: int
) -> WorkforceDeclaration:
    """Return one declaration; NotFound when it is not this enterprise's."""
    found = session.exec(
        select(WorkforceDeclaration)
        .join(Site, col(Site.id) == col(WorkforceDeclaration.site_id))
        .where(Site.enterprise_id == enterprise_id, WorkforceDeclaration.id == declaration_id)
    ).first()
    return found_or_missing(found)


def found_or_missing(found: T | None) -> T:
    """Return the row; NotFound when there is none."""
    if found is None:
        raise NotFound
    return found


def _may_see(today: dt.date) -> list[ColumnElement[bool]]:
    """The applications an employer may still look into."""
    # A word given on a record since merged into this one is the same person's word.
    merged = select(Person.id).where(Person.merged_into_id == Application.person_id)
    withdrawn_later = (
        select(ConsentEvent.id)
        .where(
            or_(
                col(ConsentEvent.person_id) == col(Application.person_id),
                col(ConsentEvent.person_id).in_(merged.correlate(Application)),
            ),
            ConsentEvent.purpose == ConsentPurpose.SHARE_APPLICATION,
            col(ConsentEvent.is_granted).is_(False),
            col(ConsentEvent.id) > func.coalesce(Application.consent_id, 0),
        )
        .correlate(Application)
        .exists()
    )
    erased = (
        select(Person.id)
        .where(
            Person.id == Application.person_id,
            or_(col(Person.erased_at).is_not(None), col(Person.merged_into_id).is_not(None)),
        )
        .correlate(Application)
        .exists()
    )
    hidden_on = col(Application.hidden_from_employer_on)
    return [
        col(Application.status) != ApplicationStatus.WITHDRAWN,
        ~erased,
        or_(hidden_on.is_(None), hidden_on > today, col(Application.kept_until) > today),
        or_(col(Application.status) == ApplicationStatus.HIRED, ~withdrawn_later),
    ]


def _applicant_lines(
    session: Session, *conditions: ColumnElement[bool] | bool, today: dt.date, limit: int = 500
) -> list[ApplicantLine]:
    rows = session.exec(
        select(Application, Person.full_name, Opening)
        .join(Opening, col(Opening.id) == col(Application.opening_id))
        .join(Person, col(Person.id) == col(Application.person_id))
        .where(*conditions, *_may_see(today))
        .order_by(col(Application.updated_at), col(Application.id))
        .limit(limit)
    )
    return [ApplicantLine(application, name, opening) for application, name, opening in rows]


def _applicant_counts(
    session: Session, opening_ids: list[int], *, today: dt.date
) -> dict[int, tuple[int, int]]:
    """Return (applicants who may be seen, of them without an answer) by opening."""
    rows = session.exec(
        select(Application.opening_id, Application.status, func.count(col(Application.id)))
        .where(col(Application.opening_id).in_(opening_ids), *_may_see(today))
        .group_by(col(Application.opening_id), col(Application.status))
    )
    counts: dict[int, tuple[int, int]] = {}
    for opening_id, status, count in rows:
        total, waiting = counts.get(opening_id, (0, 0))
        counts[opening_id] = (total + count, waiting + count * (status in ACTIVE_STATUSES))
    return counts


def _status_order() -> ColumnElement[int]:
    return case(
        (col(Opening.status) == OpeningStatus.OPEN, 0),
        (col(Opening.status) == OpeningStatus.DRAFT, 1),
        else_=2,
    )
