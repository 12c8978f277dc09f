"""Rows of the employers' pages: values already in words."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from flask import url_for

from workforce.applications.sharing import Part
from workforce.employers.hires import HireLine
from workforce.employers.queries import ApplicantLine, OpeningLine
from workforce.employers.released import Released, work_words
from workforce.formats import date, days_left, moment, number, phone, wage
from workforce.i18n import _
from workforce.labels import label, shift_label
from workforce.models import (
    ApplicationEvent,
    ApplicationStatus,
    ContractType,
    DeclarationKind,
    Opening,
    OpeningStatus,
    PlacementEvent,
    PlacementEventKind,
    Skill,
    WorkforceDeclaration,
)

Row = dict[str, Any]
STATUS_KINDS = {
    OpeningStatus.OPEN: "ok", OpeningStatus.DRAFT: "wait", OpeningStatus.FILLED: "info",
    OpeningStatus.CLOSED: "neutral",
}  # fmt: skip
APPLICATION_KINDS = {
    ApplicationStatus.SENT: "due", ApplicationStatus.SEEN: "wait",
    ApplicationStatus.INTERVIEW: "wait", ApplicationStatus.OFFERED: "wait",
    ApplicationStatus.HIRED: "ok", ApplicationStatus.REFUSED: "neutral",
    ApplicationStatus.WITHDRAWN: "neutral",
}  # fmt: skip


def opening_row(line: OpeningLine, today: dt.date) -> Row:
    """Return one opening of the list: status, posts left, applicants."""
    opening = line.opening
    status, kind = opening_status(opening, today)
    return {
        "title": opening.title,
        "url": url_for("employers.opening", opening_id=opening.id),
        "status": status,
        "status_kind": kind,
        "pay": wage(opening.wage_min_vnd, opening.wage_max_vnd, opening.wage_type),
        "posts": _("còn tuyển %(n)s người", n=number(line.posts_left)),
        "deadline": days_left(opening.deadline, today),
        "applicants": _("%(n)s người nộp", n=number(line.applicants)),
        "waiting": line.waiting,
    }


def opening_status(opening: Opening, today: dt.date) -> tuple[str, str]:
    """Return the words and the kind of mark of an opening's status; a passed deadline says so."""
    if opening.status == OpeningStatus.OPEN and not opening.is_open(today):
        return _("Hết hạn nộp"), "stop"
    return label(opening.status), STATUS_KINDS[OpeningStatus(opening.status)]


def opening_facts(opening: Opening, place: str, skills: list[tuple[Skill, bool]]) -> list[Row]:
    """Return the opening as people will read it."""
    shifts = ", ".join(shift_label(shift) for shift in opening.shifts or ())
    benefits = [
        (_("xe đưa đón"), opening.has_shuttle), (_("chỗ ở"), opening.has_housing),
        (_("bữa ăn ca"), opening.has_meals), (_("nhà trẻ"), opening.has_nursery),
    ]  # fmt: skip
    has = [_("có %(what)s", what=name) for name, answer in benefits if answer]
    has_not = [_("không có %(what)s", what=name) for name, answer in benefits if answer is False]
    facts = [
        (_("Số người cần tuyển"), number(opening.posts)),
        (_("Nơi làm việc"), place),
        (_("Lương"), wage(opening.wage_min_vnd, opening.wage_max_vnd, opening.wage_type)),
        (_("Giờ làm"), ", ".join(filter(None, (shifts, opening.rest_days)))),
        (_("Hợp đồng"), contract_words(opening.contract_type, opening.contract_months)),
        (_("Học vấn, trình độ"), ", ".join(
            label(value) for value in (opening.education, opening.training) if value)),
        (_("Kinh nghiệm"), experience_words(opening.experience_months)),
        (_("Bắt buộc"), ", ".join(skill.name_vi for skill, must in skills if must)),
        (_("Có thì càng tốt"), ", ".join(skill.name_vi for skill, must in skills if not must)),
        (_("Quyền lợi"), ", ".join([*has, *has_not])),
        (_("Bắt đầu làm"), date(opening.start_on) if opening.start_on else ""),
        (_("Hạn nộp hồ sơ"), date(opening.deadline) if opening.deadline else ""),
        (_("Liên hệ"), opening.contact),
    ]  # fmt: skip
    rows: list[Row] = [{"label": name, "value": value} for name, value in facts]
    for name, text in (
        (_("Mô tả"), opening.description), (_("Yêu cầu khác"), opening.requirements),
        (_("Quyền lợi khác"), opening.benefits),
    ):  # fmt: skip
        if text:
            rows.append({"label": name, "lines": text.split("\n")})
    return rows


def contract_words(kind: ContractType | None, months: int | None) -> str:
    """Return 'Có thời hạn, 12 tháng'; '' when not said."""
    if kind is None:
        return ""
    return f"{label(kind)}, {_('%(n)s tháng', n=months)}" if months else label(kind)


def experience_words(months: int | None) -> str:
    """Return 'không yêu cầu', '6 tháng'; '' when not said."""
    if months is None:
        return ""
    return _("không yêu cầu") if months == 0 else work_words(months)


def applicant_row(line: ApplicantLine, today: dt.date) -> Row:
    """Return one applicant of an opening: name, where it stands, how long it waits."""
    waited = line.days_waiting(today)
    return {
        "name": line.person_name,
        "url": url_for("employers.applicant", application_id=line.application.id),
        "sent": date(line.application.created_at),
        "status": label(line.application.status),
        "status_kind": APPLICATION_KINDS[ApplicationStatus(line.application.status)],
        "waited": _("%(n)s ngày", n=waited) if waited else _("hôm nay"),
    }


def released_facts(profile: Released) -> list[Row]:
    """Return what the applicant released, in words; parts kept back say so."""
    work = [" · ".join(filter(None, (title, work_words(months)))) for title, months in profile.work]
    trained = (label(profile.training) if profile.training else "", profile.training_field)
    rows: list[tuple[Part, Row]] = [
        (Part.PHONE, {"label": _("Điện thoại"), "value": phone(profile.phone)}),
        (Part.COMMUNE, {"label": _("Nơi ở"), "value": profile.commune}),
        (Part.SKILLS, {"label": _("Kỹ năng"), "value": ", ".join(profile.skills)}),
        (Part.WORK, {"label": _("Việc đã làm"), "lines": work}),
        (Part.CERTIFICATES, {"label": _("Chứng chỉ"), "value": ", ".join(profile.certificates)}),
        (Part.SCHOOLING, {
            "label": _("Học vấn"), "value": label(profile.education) if profile.education else "",
        }),
        (Part.SCHOOLING, {
            "label": _("Trình độ nghề"), "value": ", ".join(filter(None, trained)),
        }),
    ]  # fmt: skip
    facts = [
        {"label": row["label"], "value": _("Người nộp không gửi phần này")}
        if part in profile.kept_back else row
        for part, row in rows
    ]  # fmt: skip
    return [*facts, {"label": _("Lời nhắn"), "lines": profile.message.split("\n")}]


def steps(events: Iterable[ApplicationEvent]) -> list[Row]:
    """Return the application's way so far, oldest first, for the timeline."""
    rows = list(events)
    return [
        {
            "title": label(event.status),
            "state": "now" if event is rows[-1] else "done",
            "date_text": moment(event.at),
            "text": event.reason,
        }
        for event in rows
    ]


def hire_row(line: HireLine, checks_due: list[int]) -> Row:
    """Return one person hired: still here, since when, the answers so far."""
    episode = line.episode
    answers = [
        _("%(n)s tháng: %(answer)s", n=months, answer=label(outcome).lower())
        for months, outcome in sorted(episode.checks.items())
    ]
    if episode.ended_on:
        state, kind = _("Đã nghỉ ngày %(day)s", day=date(episode.ended_on)), "neutral"
    elif not episode.confirmed_by_employer:
        state, kind = _("Chờ doanh nghiệp xác nhận"), "due"
    elif checks_due:
        state, kind = _("Cần trả lời: còn làm không?"), "due"
    else:
        state, kind = _("Đang làm"), "ok"
    return {
        "name": line.person_name or _("Người đã xóa hồ sơ"),
        "url": url_for("employers.placement", placement_id=line.placement.id),
        "job": line.job,
        "started": date(episode.started_on),
        "state": state,
        "state_kind": kind,
        "answers": "; ".join(answers) or _("chưa hỏi"),
        "reason": episode.end_reason,
        "confirmed": _("Hai phía") if episode.is_two_sided else _("Một phía"),
    }


def ledger_rows(events: list[PlacementEvent], *, own_account_ids: set[int]) -> list[Row]:
    """Return the lines of an episode, oldest first; what was withdrawn says so."""
    voided = {event.voids_event_id for event in events}
    return [
        {
            "id": event.id,
            "title": label(event.kind)
            + (f" ({_('%(n)s tháng', n=event.check_months)})" if event.check_months else ""),
            "state": "failed" if event.id in voided else "done",
            "date_text": _("ngày %(day)s, ghi lúc %(moment)s", day=date(event.occurred_on),
                           moment=moment(event.recorded_at)),
            "text": " · ".join(
                filter(
                    None,
                    (
                        label(event.outcome) if event.outcome else "",
                        event.reason,
                        label(event.tier),
                        _("đã hủy vì ghi nhầm") if event.id in voided else "",
                    ),
                )
            ),
            "may_void": event.kind != PlacementEventKind.VOIDED
            and event.id not in voided
            and event.recorded_by in own_account_ids,
        }
        for event in events
    ]  # fmt: skip


def declaration_row(
    row: WorkforceDeclaration, names: dict[int, str], replaced: set[int], voided: set[int]
) -> Row:
    """Return one declaration; what was replaced or withdrawn stays, marked."""
    if row.kind == DeclarationKind.VOIDED:
        state = _("Dòng hủy: %(reason)s", reason=row.flag)
    elif row.id in voided:
        state = _("Đã hủy")
    elif row.id in replaced:
        state = _("Đã khai lại")
    else:
        state = _("Đang được tính")
        if row.flag:
            state = _("%(flag)s Vẫn được tính, có đánh dấu.", flag=row.flag)
    stands = row.kind == DeclarationKind.DECLARED and row.id not in replaced | voided
    return {
        "id": row.id,
        "as_of": date(row.as_of),
        "site": names.get(row.site_id, ""),
        "workers": number(row.workers),
        "female": number(row.female_workers),
        "stable": number(row.stable_workers),
        "leased": number(row.leased_workers),
        "state": state,
        "recorded": moment(row.recorded_at),
        "void_url": url_for("employers.declaration_void", declaration_id=row.id) if stands else "",
    }
