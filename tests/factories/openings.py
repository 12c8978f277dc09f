"""Openings with fixed values."""

import datetime as dt
from typing import Any

from sqlmodel import Session

from tests.factories.enterprises import make_site
from tests.factories.vocabulary import SEWING, occupation, skill
from tests.fixed_clock import NOW, TODAY
from workforce.models import ContractType, Education, Opening, OpeningSkill, OpeningStatus, Site

YESTERDAY = TODAY - dt.timedelta(days=1)


def make_opening(
    session: Session,
    *,
    site: Site | None = None,
    expired: bool = False,
    draft: bool = False,
    closed: bool = False,
    at_night: bool = False,
    hazardous: bool = False,
    occupation_key: str | None = SEWING,
    requires: tuple[str, ...] = (),
    prefers: tuple[str, ...] = (),
    **values: Any,
) -> Opening:
    """Add an open opening for ten sewing workers at a new enterprise's site.

    Args:
        requires, prefers: keys of skills asked for or welcome.
    """
    site = site or make_site(session)
    status = OpeningStatus.DRAFT if draft else OpeningStatus.OPEN
    defaults: dict[str, Any] = {
        "title": "Công nhân may công nghiệp",
        "occupation_id": occupation(session, occupation_key).id if occupation_key else None,
        "description": "May công đoạn trên chuyền.",
        "requirements": "Biết may là lợi thế.",
        "posts": 10,
        "wage_min_vnd": 7_000_000,
        "wage_max_vnd": 9_000_000,
        "shifts": ["ca_dem"] if at_night else ["hanh_chinh"],
        "rest_days": "nghỉ Chủ nhật",
        "contract_type": ContractType.FIXED_TERM,
        "contract_months": 12,
        "education": Education.LOWER_SECONDARY,
        "has_shuttle": True,
        "is_hazardous": hazardous,
        "posted_on": TODAY - dt.timedelta(days=10),
        "deadline": YESTERDAY if expired else TODAY + dt.timedelta(days=20),
        "status": OpeningStatus.CLOSED if closed else status,
        "close_reason": "Đã dừng tuyển" if closed else "",
        "created_at": NOW,
        "updated_at": NOW,
    }
    opening = Opening(enterprise_id=site.enterprise_id, site_id=site.id, **defaults | values)
    session.add(opening)
    session.flush()
    for keys, is_required in ((requires, True), (prefers, False)):
        for key in keys:
            session.add(
                OpeningSkill(
                    opening_id=opening.id, skill_id=skill(session, key).id, is_required=is_required
                )
            )
    session.flush()
    return opening
