"""A place of work moves, closes or lets people go: its people hear of it first.

Flush, never commit. What is taken back stays readable, with the reason.
"""

import datetime as dt

from sqlmodel import Session, col, select

from workforce import audit
from workforce.clock import add_months
from workforce.errors import Conflict, InvalidInput, NotFound
from workforce.i18n import _
from workforce.models import (
    Account,
    ChangeKind,
    EnterpriseChange,
    Person,
    Placement,
    Site,
)
from workforce.notices import events
from workforce.placements import ledger

#: what is further away is a plan, not news for the people there
FARTHEST_MONTHS = 24


def announce(
    session: Session,
    *,
    site: Site,
    kind: ChangeKind,
    effective_on: dt.date,
    workers: int | None,
    note: str,
    by: Account,
    today: dt.date,
    now: dt.datetime,
) -> EnterpriseChange:
    """Record what is about to happen at a site and tell those whose work there is on record.

    The same kind for the same day at the same site, still standing, is the one already there.

    Raises:
        InvalidInput: a day that has passed or is too far away.
    """
    if not today <= effective_on <= add_months(today, FARTHEST_MONTHS):
        raise InvalidInput(_("Ngày cần từ hôm nay, trong vòng hai năm."), "effective_on")
    # A second click waits for the first and finds its row.
    session.exec(select(Site.id).where(Site.id == site.id).with_for_update()).one()
    same = session.exec(
        select(EnterpriseChange).where(
            EnterpriseChange.site_id == site.id,
            EnterpriseChange.kind == kind,
            EnterpriseChange.effective_on == effective_on,
            col(EnterpriseChange.taken_back_at).is_(None),
        )
    ).first()
    if same is not None:
        return same
    change = EnterpriseChange(
        site_id=site.id, kind=kind, effective_on=effective_on, workers=workers,
        note=note.strip(), announced_at=now, announced_by=by.id,
    )  # fmt: skip
    session.add(change)
    session.flush()
    audit.record(
        session, account=by, action="enterprise.change_announced", subject_type="enterprise",
        subject_id=site.enterprise_id, now=now, details=f"change={change.id},{kind.value}",
    )  # fmt: skip
    people = working_at(session, site_id=site.id, today=today)
    events.workplace_changes(session, change=change, people=people, now=now)
    return change


def take_back(
    session: Session, *, change: EnterpriseChange, reason: str, by: Account, now: dt.datetime
) -> EnterpriseChange:
    """Say that it does not happen; the line stays, struck through. Twice is once.

    Raises:
        InvalidInput: no reason.
        Conflict: taken back for another reason already.
    """
    session.refresh(change, with_for_update=True)
    if change.taken_back_at is not None:
        if change.taken_back_reason == reason.strip():
            return change
        raise Conflict(_("Thông báo này đã được rút lại rồi."))
    if not reason.strip():
        raise InvalidInput(_("Anh/chị ghi vì sao rút lại."), "reason")
    change.taken_back_at, change.taken_back_reason = now, reason.strip()
    session.add(change)
    audit.record(
        session, account=by, action="enterprise.change_taken_back", subject_type="enterprise",
        subject_id=session.get_one(Site, change.site_id).enterprise_id, now=now,
        details=f"change={change.id}",
    )  # fmt: skip
    session.flush()
    return change


def working_at(session: Session, *, site_id: int, today: dt.date) -> list[Person]:
    """Return the people whose work at the site goes on as far as known, by id."""
    placements = session.exec(
        select(Placement).where(Placement.site_id == site_id, col(Placement.person_id).is_not(None))
    ).all()
    known = ledger.episodes(session, [one.id for one in placements])
    ids = {
        one.person_id
        for one in placements
        if known.get(one.id, ledger.Episode()).is_working_on(today)
    }
    return list(
        session.exec(
            select(Person)
            .where(col(Person.id).in_(ids), col(Person.erased_at).is_(None))
            .order_by(col(Person.id))
        )
    )


def changes(session: Session, *, enterprise_id: int) -> list[tuple[EnterpriseChange, Site]]:
    """Return what the enterprise announced, the latest first, with where."""
    rows = session.exec(
        select(EnterpriseChange, Site)
        .join(Site, col(Site.id) == col(EnterpriseChange.site_id))
        .where(Site.enterprise_id == enterprise_id)
        .order_by(col(EnterpriseChange.announced_at).desc(), col(EnterpriseChange.id).desc())
    )
    return [(change, site) for change, site in rows]


def change(session: Session, *, enterprise_id: int, change_id: int) -> EnterpriseChange:
    """Return one of them; NotFound when it is not this enterprise's."""
    found = session.exec(
        select(EnterpriseChange)
        .join(Site, col(Site.id) == col(EnterpriseChange.site_id))
        .where(EnterpriseChange.id == change_id, Site.enterprise_id == enterprise_id)
    ).first()
    if found is None:
        raise NotFound
    return found
