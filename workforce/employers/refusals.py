"""Refusals that help: thanks, what was missing, and where to learn it (service rules)."""

import datetime as dt
from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from workforce.i18n import _
from workforce.models import Course, CourseSkill, CourseStatus, Intake, School
from workforce.models.base import LINE

#: stored key → what the person reads; none of them grades the person
REASONS = {
    "missing": "Vị trí này cần: %(missing)s.",
    "filled": "Vị trí này đã tuyển đủ người.",
    "experience": "Vị trí này cần kinh nghiệm nhiều hơn.",
    "shift": "Thời gian làm việc anh/chị chọn chưa khớp với ca của xưởng.",
    "wage": "Mức lương hai bên chưa gặp nhau.",
    "unreachable": "Doanh nghiệp chưa liên lạc được với anh/chị.",
    "test": "Bài thử tay nghề chưa đạt. Anh/chị có thể nộp lại sau khi học thêm.",
    "paused": "Doanh nghiệp tạm dừng tuyển vị trí này.",
}


def reason_words() -> dict[str, str]:
    """Return the reasons in the reader's language; 'missing' keeps its place to fill."""
    return {
        "missing": _("Vị trí này cần: %(missing)s."),
        "filled": _("Vị trí này đã tuyển đủ người."),
        "experience": _("Vị trí này cần kinh nghiệm nhiều hơn."),
        "shift": _("Thời gian làm việc anh/chị chọn chưa khớp với ca của xưởng."),
        "wage": _("Mức lương hai bên chưa gặp nhau."),
        "unreachable": _("Doanh nghiệp chưa liên lạc được với anh/chị."),
        "test": _("Bài thử tay nghề chưa đạt. Anh/chị có thể nộp lại sau khi học thêm."),
        "paused": _("Doanh nghiệp tạm dừng tuyển vị trí này."),
    }


def refusal(*, reason: str, missing: Sequence[str] = (), course: str = "", note: str = "") -> str:
    """Return the sentence the person reads, at most 300 characters.

    Args:
        reason: a key of ``REASONS``.
        missing: requirements in words, for the reason 'missing'.
        course: the earliest course that teaches them, in words; '' when there is none.
        note: the enterprise's own words; what does not fit is left out, never cut.
    """
    because = REASONS[reason]
    if reason == "missing":
        because %= {"missing": ", ".join(_lower_first(name) for name in missing)}
    parts = ["Cảm ơn anh/chị đã nộp hồ sơ.", because]
    text = " ".join(parts)
    if len(text) > LINE:
        text = text[: LINE - 1].rsplit(",", 1)[0] + "…"
    for more in (f"Lớp khai giảng sớm nhất: {course}." if course else "", note):
        if more and len(text) + 1 + len(more) <= LINE:
            text = f"{text} {more}"
    return text


def earliest_course(session: Session, *, skill_ids: Sequence[int], today: dt.date) -> str:
    """Return the open course with the nearest intake that teaches one of the skills, in words.

    '' when no course does, or none still takes people.
    """
    row = session.exec(
        select(Course, School, Intake)
        .join(Intake, col(Intake.course_id) == col(Course.id))
        .join(School, col(School.id) == col(Course.school_id))
        .join(CourseSkill, col(CourseSkill.course_id) == col(Course.id))
        .where(
            col(CourseSkill.skill_id).in_(skill_ids),
            Course.status == CourseStatus.OPEN,
            col(Intake.is_cancelled).is_(False),
            col(Intake.starts_on) >= today,
            or_(col(Intake.enrol_by).is_(None), col(Intake.enrol_by) >= today),
            col(Intake.seats_taken) < col(Intake.seats),
        )
        .order_by(col(Intake.starts_on), col(Course.id))
    ).first()
    if row is None:
        return ""
    course, school, intake = row
    return f"{course.title}, {school.name}, ngày {intake.starts_on.strftime('%d/%m/%Y')}"


def _lower_first(name: str) -> str:
    """'Chứng chỉ vận hành xe nâng' inside a sentence; abbreviations stay as they are."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
