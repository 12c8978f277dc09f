"""Enterprises and their sites with fixed values."""

import datetime as dt
from typing import Any

from sqlmodel import Session

from matching import fold
from tests.factories.vocabulary import new_commune, zone
from tests.fixed_clock import NOW, TODAY
from workforce.models import Enterprise, EnterpriseStatus, Site, WorkforceDeclaration


def make_enterprise(
    session: Session, *, pending: bool = False, suspended: bool = False, **values: Any
) -> Enterprise:
    """Add a verified enterprise; a trait makes it pending or suspended."""
    name = values.pop("name", "Công ty May Mẫu")
    status = EnterpriseStatus.VERIFIED
    if pending:
        status = EnterpriseStatus.PENDING
    if suspended:
        status = EnterpriseStatus.SUSPENDED
    defaults: dict[str, Any] = {
        "status": status,
        "verified_at": NOW if status == EnterpriseStatus.VERIFIED else None,
        "vsic_code": "1410",
        "contact_name": "Trần Văn Tuyển",
        "contact_phone": "+84902000001",
        "created_at": NOW,
    }
    enterprise = Enterprise(name=name, name_folded=fold(name), **defaults | values)
    session.add(enterprise)
    session.flush()
    return enterprise


def make_site(
    session: Session,
    *,
    enterprise: Enterprise | None = None,
    outside_zones: bool = False,
    **values: Any,
) -> Site:
    """Add a site in KCN An Nghiệp, of a new enterprise unless one is given."""
    enterprise = enterprise or make_enterprise(session)
    defaults: dict[str, Any] = {
        "name": "Nhà máy An Nghiệp",
        "zone_id": None if outside_zones else zone(session).id,
        "unit_id": new_commune(session).id,
        "lat": 9.649,
        "lon": 105.948,
    }
    site = Site(enterprise_id=enterprise.id, **defaults | values)
    session.add(site)
    session.flush()
    return site


def make_declaration(
    session: Session, *, site: Site, as_of: dt.date = TODAY, **values: Any
) -> WorkforceDeclaration:
    """Add a declaration of 100 workers, 60 of them stable."""
    defaults: dict[str, Any] = {
        "workers": 100,
        "female_workers": 70,
        "long_contract": 70,
        "insured": 65,
        "stable_workers": 60,
        "recorded_at": NOW,
    }
    declaration = WorkforceDeclaration(site_id=site.id, as_of=as_of, **defaults | values)
    session.add(declaration)
    session.flush()
    return declaration
