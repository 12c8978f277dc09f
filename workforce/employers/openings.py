"""Post, change, close and reopen openings. Flush, never commit."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, delete, select

from workforce import audit, clock
from workforce.complaints import wording
from workforce.complaints.queries import is_closed_by_officer
from workforce.employers import queries
from workforce.errors import Conflict, InvalidInput, NotAllowed
from workforce.i18n import _
from workforce.models import (
    Account,
    Enterprise,
    EnterpriseStatus,
    FilledBy,
    Opening,
    OpeningSkill,
    OpeningStatus,
    Site,
)
from workforce.notices import events

MAY_NOT_POST = frozenset({EnterpriseStatus.SUSPENDED, EnterpriseStatus.CLOSED})
#: copied into a new draft from an old opening; what belongs to one round of hiring is not
COPIED = (
    "title", "occupation_id", "site_id", "description", "requirements", "benefits", "posts",
    "wage_type", "wage_min_vnd", "wage_max_vnd", "shifts", "rest_days", "contract_type",
    "contract_months", "education", "training", "experience_months", "has_shuttle",
    "has_housing", "has_meals", "has_nursery", "is_hazardous", "contact",
)  # fmt: skip


@dataclass(frozen=True)
class SkillWishes:
    """Ids of skills an opening asks for, and of those that are welcome."""

    required: tuple[int, ...] = ()
    welcome: tuple[int, ...] = ()


def add_draft(
    session: Session,
    *,
    site: Site,
    values: dict[str, Any],
    skills: SkillWishes,
    by: Account,
    today: dt.date,
    now: dt.datetime,
) -> Opening:
    """Add a draft at one of the enterprise's sites; nobody else sees it yet.

    Raises:
        NotAllowed: the enterprise is suspended or closed.
        InvalidInput: a deadline that has passed.
    """
    may_post(session.get_one(Enterprise, site.enterprise_id))
    check_deadline(values.get("deadline"), today)
    opening = Opening(
        enterprise_id=site.enterprise_id,
        site_id=site.id,
        posted_on=today,
        posted_by=by.id,
        status=OpeningStatus.DRAFT,
        created_at=now,
        updated_at=now,
        **values,
    )
    session.add(opening)
    session.flush()
    set_skills(session, opening, skills)
    audit.record(
        session, account=by, action="opening.drafted", subject_type="opening",
        subject_id=opening.id, now=now,
    )  # fmt: skip
    return opening


def change(
    session: Session,
    *,
    opening: Opening,
    site: Site,
    values: dict[str, Any],
    skills: SkillWishes,
    by: Account,
    today: dt.date,
    now: dt.datetime,
) -> Opening:
    """Change an opening of the enterprise.

    Raises:
        InvalidInput: fewer posts than people hired, or a deadline that has passed.
    """
    may_post(session.get_one(Enterprise, opening.enterprise_id))
    if values.get("deadline") != opening.deadline:
        check_deadline(values.get("deadline"), today)
    hired = queries.hired_count(session, opening)
    if values["posts"] < hired:
        raise InvalidInput(
            _("Tin này đã nhận %(n)s người. Số người cần tuyển không thể ít hơn.", n=hired),
            "posts",
        )
    changed = [name for name, value in values.items() if getattr(opening, name) != value]
    for name in changed:
        setattr(opening, name, values[name])
    opening.site_id, opening.updated_at = site.id, now
    session.add(opening)
    session.flush()
    set_skills(session, opening, skills)
    audit.record(
        session, account=by, action="opening.changed", subject_type="opening",
        subject_id=opening.id, now=now, details=",".join(changed),
    )  # fmt: skip
    if opening.status == OpeningStatus.OPEN:
        wording.hold(session, opening=opening, by=by, today=today, now=now)
    return opening


def publish(
    session: Session, *, opening: Opening, by: Account, today: dt.date, now: dt.datetime
) -> Opening:
    """Open a draft, or a closed opening again; twice is once.

    One that asks for money stays as it is until an officer has read it.

    Raises:
        NotAllowed: the enterprise is suspended or closed.
        Conflict: the deadline has passed or every post is taken; both are changed first.
    """
    if opening.status == OpeningStatus.OPEN:
        return opening
    may_post(session.get_one(Enterprise, opening.enterprise_id))
    if is_closed_by_officer(session, opening.id):
        raise Conflict(_("Cơ quan quản lý đã đóng tin này sau phản ánh, không mở lại được."))
    if opening.deadline is not None and opening.deadline < today:
        raise Conflict(_("Hạn nộp hồ sơ đã qua. Anh/chị sửa hạn nộp rồi đăng lại."))
    if queries.hired_count(session, opening) >= opening.posts:
        raise Conflict(_("Tin này đã tuyển đủ. Anh/chị tăng số người cần tuyển rồi mở lại."))
    if wording.hold(session, opening=opening, by=by, today=today, now=now):
        return opening
    if opening.status == OpeningStatus.DRAFT:
        opening.posted_on = today
    opening.status, opening.close_reason, opening.closed_at = OpeningStatus.OPEN, "", None
    opening.filled_by = ""
    opening.updated_at = now
    session.add(opening)
    audit.record(
        session, account=by, action="opening.posted", subject_type="opening",
        subject_id=opening.id, now=now,
    )  # fmt: skip
    session.flush()
    return opening


def close(
    session: Session,
    *,
    opening: Opening,
    reason: str,
    filled_by: str = "",
    by: Account,
    now: dt.datetime,
) -> Opening:
    """Take no more applications; those already in still get an answer. Twice is once.

    Args:
        reason: people who saw the opening read it.
        filled_by: FilledBy, who took the posts as the enterprise says; '' not said.

    Raises:
        InvalidInput: no reason; people who saw the opening read it.
    """
    if opening.status == OpeningStatus.CLOSED:
        return opening
    if not reason.strip():
        raise InvalidInput(_("Anh/chị chọn vì sao đóng tin."), "reason")
    opening.status, opening.close_reason = OpeningStatus.CLOSED, reason.strip()
    opening.closed_at = opening.updated_at = now
    opening.filled_by = FilledBy(filled_by).value if filled_by else ""
    session.add(opening)
    audit.record(
        session, account=by, action="opening.closed", subject_type="opening",
        subject_id=opening.id, now=now,
    )  # fmt: skip
    session.flush()
    events.opening_closed(session, opening=opening, today=clock.local(now).date(), now=now)
    return opening


def copied_values(opening: Opening) -> dict[str, Any]:
    """Return what a new draft takes over from an old opening."""
    return {name: getattr(opening, name) for name in COPIED}


def skill_wishes(session: Session, opening: Opening) -> SkillWishes:
    """Return the skills an opening asks for."""
    rows = session.exec(select(OpeningSkill).where(OpeningSkill.opening_id == opening.id)).all()
    return SkillWishes(
        required=tuple(row.skill_id for row in rows if row.is_required),
        welcome=tuple(row.skill_id for row in rows if not row.is_required),
    )


def may_post(enterprise: Enterprise) -> None:
    """Raise NotAllowed for an enterprise that is suspended or closed."""
    if enterprise.status in MAY_NOT_POST:
        raise NotAllowed(
            _("Doanh nghiệp đang tạm ngừng nên chưa đăng tin được. Anh/chị gọi cơ quan quản lý"
              " lao động để biết lý do.")
        )  # fmt: skip


def check_deadline(deadline: dt.date | None, today: dt.date) -> None:
    """Raise InvalidInput for a deadline that has passed."""
    if deadline is not None and deadline < today:
        raise InvalidInput(_("Hạn nộp hồ sơ cần từ hôm nay trở đi."), "deadline")


def set_skills(session: Session, opening: Opening, skills: SkillWishes) -> None:
    """Replace what an opening asks for; a skill in both lists is required: the stricter word."""
    session.exec(delete(OpeningSkill).where(OpeningSkill.opening_id == opening.id))  # type: ignore[arg-type]
    required = set(skills.required)
    session.add_all(_rows(opening.id, required, is_required=True))
    session.add_all(_rows(opening.id, set(skills.welcome) - required, is_required=False))
    session.flush()


def _rows(opening_id: int, skill_ids: Iterable[int], *, is_required: bool) -> list[OpeningSkill]:
    return [
        OpeningSkill(opening_id=opening_id, skill_id=skill_id, is_required=is_required)
        for skill_id in sorted(skill_ids)
    ]
