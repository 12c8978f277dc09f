"""What courses on offer hold of what the resolution asks for (IV.6). Figures, not grades."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from workforce.formats import number, percent
from workforce.i18n import _
from workforce.models import Audience, Course, CourseStatus, School


@dataclass(frozen=True)
class Quality:
    """Counts over courses on offer.

    Attributes:
        courses: on offer; sample: of them fictional.
        said_practice: that say total and practice hours; practice, total: their hours.
        standard, informatics, languages, leaders: courses with each.
    """

    courses: int
    sample: int
    said_practice: int
    practice: int
    total: int
    standard: int
    informatics: int
    languages: int
    leaders: int


def figures(session: Session) -> Quality:
    """Return the counts of courses on offer of schools that are not suspended."""
    found = session.exec(
        select(Course)
        .join(School, col(School.id) == col(Course.school_id))
        .where(Course.status == CourseStatus.OPEN, col(School.is_suspended).is_(False))
    ).all()
    return count(found)


def count(courses: Sequence[Course]) -> Quality:
    """Return the counts of these courses; without courses all are 0."""
    said = [one for one in courses if one.hours_total and one.hours_practice is not None]
    above_workers = {Audience.TECHNICIAN, Audience.LINE_LEADER, Audience.MANAGER}
    return Quality(
        courses=len(courses),
        sample=sum(one.is_sample for one in courses),
        said_practice=len(said),
        practice=sum(one.hours_practice or 0 for one in said),
        total=sum(one.hours_total or 0 for one in said),
        standard=sum(bool(one.skill_standard) for one in courses),
        informatics=sum(bool(one.hours_it) for one in courses),
        languages=sum(bool(one.hours_language) for one in courses),
        leaders=sum(one.audience in above_workers for one in courses),
    )


def rows(found: Quality) -> list[dict[str, str]]:
    """Return the figures as lines: what is counted, how many, of how many."""
    share = percent(found.practice / found.total) if found.total else _("chưa có số liệu")
    of = _("trên %(n)s khóa", n=number(found.courses))
    lines = [
        (_("Giờ thực hành trên tổng số giờ"), share,
         _("%(n)s khóa có ghi", n=number(found.said_practice))),
        (_("Khóa có chứng chỉ theo chuẩn kỹ năng nghề"), number(found.standard), of),
        (_("Khóa có học tin học"), number(found.informatics), of),
        (_("Khóa có học ngoại ngữ"), number(found.languages), of),
        (_("Khóa cho kỹ thuật viên, tổ trưởng, quản lý"), number(found.leaders), of),
    ]  # fmt: skip
    return [{"name": name, "value": value, "of": whole} for name, value, whole in lines]
