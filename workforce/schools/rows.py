"""Rows of the schools' pages: values already in words."""

import datetime as dt
from typing import Any

from flask import url_for

from workforce.formats import date, moment, number, phone, vnd
from workforce.i18n import _
from workforce.labels import TEACHING_LANGUAGES, funding_label, label
from workforce.models import (
    Audience,
    Certificate,
    Course,
    CourseStatus,
    EnrolmentStatus,
    Intake,
    SkillStandard,
)
from workforce.schools.queries import CourseLine, EnrolmentLine

Row = dict[str, Any]
E = EnrolmentStatus
STATUS_KINDS = {CourseStatus.OPEN: "ok", CourseStatus.DRAFT: "wait", CourseStatus.CLOSED: "neutral"}
ENROLMENT_KINDS = {
    E.ACCEPTED: "ok", E.WAITING: "wait", E.ATTENDING: "info", E.COMPLETED: "ok",
    E.DROPPED: "neutral", E.WITHDRAWN: "neutral",
}  # fmt: skip


def course_row(line: CourseLine) -> Row:
    """Return one course of the list: status and next intake."""
    course, intake = line.course, line.next_intake
    return {
        "title": course.title,
        "url": url_for("schools.course", course_id=course.id),
        "level": label(course.level),
        "status": label(course.status),
        "status_kind": STATUS_KINDS[CourseStatus(course.status)],
        "next": _("Khai giảng %(day)s", day=date(intake.starts_on)) if intake else "",
        "seats": seats_words(intake) if intake else "",
        "waiting": line.waiting,
    }


def seats_words(intake: Intake) -> str:
    """Return 'còn 12 chỗ' or 'đã hết chỗ'."""
    left = intake.seats - intake.seats_taken
    return _("còn %(n)s chỗ", n=number(left)) if left > 0 else _("đã hết chỗ")


def course_facts(course: Course, *, skills: list[str], place: str, occupation: str) -> list[Row]:
    """Return the course as people will read it."""
    hours = number(course.hours_total) if course.hours_total else ""
    if course.hours_total and course.hours_practice is not None:
        hours = _(
            "%(total)s, trong đó %(practice)s giờ thực hành",
            total=hours,
            practice=number(course.hours_practice),
        )
    weeks = _("%(n)s tuần", n=course.duration_weeks) if course.duration_weeks else ""
    fee = "" if course.fee_vnd is None else vnd(course.fee_vnd) if course.fee_vnd else _("Miễn phí")
    rows: list[Row] = [
        {"label": _("Trình độ"), "value": label(course.level)},
        {"label": _("Học xong làm nghề"), "value": occupation},
        {"label": _("Dạy những gì"), "value": ", ".join(skills)},
        {"label": _("Số giờ"), "value": hours},
        {"label": _("Thời gian"), "value": ", ".join(filter(None, (weeks, course.schedule)))},
        {"label": _("Học phí"), "value": fee},
        {
            "label": _("Ai trả học phí"),
            "value": ", ".join(funding_label(one) for one in course.funding or ()),
        },
        {
            "label": _("Điều kiện vào học"),
            "value": ", ".join(
                filter(
                    None,
                    (
                        label(course.entry_education) if course.entry_education else "",
                        course.entry_requirement,
                    ),
                )
            ),
        },
        {"label": _("Nơi học"), "value": place},
        *quality_facts(course),
    ]
    for name, text in (
        (_("Giới thiệu"), course.description),
        (_("Học xong làm được gì"), course.outcomes),
    ):
        if text:
            rows.append({"label": name, "lines": text.split("\n")})
    return rows


def quality_facts(course: Course) -> list[Row]:
    """Return what the resolution asks of a course (IV.6); only what the school said."""
    standard = SkillStandard(course.skill_standard) if course.skill_standard else None
    audience = Audience(course.audience) if course.audience else None
    language = TEACHING_LANGUAGES.get(course.language)
    facts = [
        (_("Học xong được cấp"), course.certificate),
        (_("Chuẩn kỹ năng nghề"), label(standard) if standard else ""),
        (_("Giờ tin học"), number(course.hours_it) if course.hours_it else ""),
        (_("Giờ ngoại ngữ"), number(course.hours_language) if course.hours_language else ""),
        (_("Dành cho ai"), label(audience) if audience else ""),
        (_("Dạy bằng"), str(language) if language else ""),
    ]
    return [{"label": name, "value": value} for name, value in facts if value]


def intake_row(
    intake: Intake, title: str, counts: dict[EnrolmentStatus, int], today: dt.date
) -> Row:
    """Return one intake: dates, seats, who is where."""
    if intake.is_cancelled:
        state, kind = _("Đã hủy"), "neutral"
    elif intake.starts_on > today:
        state, kind = _("Sắp khai giảng"), "ok"
    elif intake.ends_on is None or intake.ends_on >= today:
        state, kind = _("Đang học"), "info"
    else:
        state, kind = _("Đã kết thúc"), "neutral"
    return {
        "title": title,
        "url": url_for("schools.intake", intake_id=intake.id),
        "starts": date(intake.starts_on),
        "seats": f"{number(intake.seats_taken)}/{number(intake.seats)}",
        "waiting": number(counts.get(E.WAITING, 0)),
        "attending": number(counts.get(E.ATTENDING, 0)),
        "completed": number(counts.get(E.COMPLETED, 0)),
        "state": state,
        "state_kind": kind,
    }


def enrolment_row(
    line: EnrolmentLine, place: int | None, *, held_until: dt.datetime | None = None,
    certificate: Certificate | None = None,
) -> Row:  # fmt: skip
    """Return one person of an intake.

    Args:
        place: in the waiting list.
        held_until: a seat is held for them until then.
        certificate: of the finished course, a revoked one too.
    """
    status = EnrolmentStatus(line.enrolment.status)
    words = label(status)
    return {
        "id": line.enrolment.id,
        "name": line.name or _("Người đã xóa hồ sơ"),
        "phone": phone(line.phone),
        "tel": line.phone,
        "since": date(line.enrolment.created_at),
        "certificate": certificate,
        "held": moment(held_until) if held_until else "",
        "status": f"{words} ({place})" if place else words,
        "status_kind": ENROLMENT_KINDS[status],
        "stands": status,
    }
