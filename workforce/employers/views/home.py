"""What the enterprise has to do first."""

from typing import Any

from flask import render_template, url_for

from workforce import clock
from workforce.applications.queries import answer_rate
from workforce.database import get_session
from workforce.employers import queries
from workforce.employers.blueprint import blueprint, owner
from workforce.employers.due import Due, gather_due
from workforce.formats import date
from workforce.i18n import _
from workforce.labels import label
from workforce.models import ApplicationStatus

ANSWER_WITHIN_DAYS = 7  #: reply rate is measured at seven days (peers.md 4.2, 5)


@blueprint.get("/")
def home() -> str:
    """Show what is due, oldest first, with the action in the row."""
    db, today = get_session(), clock.today()
    _account, enterprise_id = owner()
    has_openings = queries.count_openings(db, enterprise_id=enterprise_id) > 0
    due = gather_due(db, enterprise_id=enterprise_id, today=today)
    return render_template(
        "employers/home.html",
        enterprise=queries.enterprise_of(db, enterprise_id=enterprise_id),
        due=due,
        applicants=_applicant_entries(due),
        to_confirm=_confirm_entries(due),
        checks=_check_entries(due),
        declarations=_declaration_entries(due, queries.site_names(db, enterprise_id=enterprise_id)),
        has_openings=has_openings,
        rate=answer_rate(db, enterprise_id, today) if has_openings else None,
    )


def _applicant_entries(due: Due) -> list[dict[str, Any]]:
    actions = {
        ApplicationStatus.SENT: _("Xem hồ sơ"),
        ApplicationStatus.SEEN: _("Trả lời"),
        ApplicationStatus.INTERVIEW: _("Ghi kết quả"),
        ApplicationStatus.OFFERED: _("Xác nhận đã nhận"),
    }
    entries = []
    for line in due.applicants:
        waited = line.days_waiting(clock.today())
        entries.append(
            {
                "title": line.person_name,
                "detail": f"{line.opening.title} · {label(line.application.status)}",
                "due_text": _("chờ %(n)s ngày", n=waited) if waited else _("mới hôm nay"),
                "overdue": waited > ANSWER_WITHIN_DAYS,
                "action": actions[ApplicationStatus(line.application.status)],
                "action_url": url_for("employers.applicant", application_id=line.application.id),
            }
        )
    return entries


def _confirm_entries(due: Due) -> list[dict[str, Any]]:
    return [
        {
            "title": line.person_name,
            "detail": _("%(job)s · người lao động báo đã đi làm từ %(day)s", job=line.job,
                        day=date(line.episode.started_on)),
            "due_text": _("chờ xác nhận"),
            "action": _("Xác nhận"),
            "action_url": url_for("employers.hire", application_id=line.placement.application_id),
        }
        for line in due.to_confirm
    ]  # fmt: skip


def _check_entries(due: Due) -> list[dict[str, Any]]:
    return [
        {
            "title": check.hire.person_name,
            "detail": _("%(job)s · vào làm %(day)s", job=check.hire.job,
                        day=date(check.hire.episode.started_on)),
            "due_text": _("đã đủ %(n)s tháng", n=check.months),
            "action": _("Còn làm không?"),
            "action_url": url_for("employers.check", placement_id=check.hire.placement.id),
        }
        for check in due.checks
    ]  # fmt: skip


def _declaration_entries(due: Due, names: dict[int, str]) -> list[dict[str, Any]]:
    return [
        {
            "title": names[one.site.id],
            "detail": _("Khai lần cuối: %(day)s", day=date(one.last_on))
            if one.last_on
            else _("Chưa khai lần nào"),
            "due_text": _("quá một quý"),
            "overdue": True,
            "action": _("Khai báo"),
            "action_url": url_for("employers.declaration_new", site_id=one.site.id),
        }
        for one in due.declarations
    ]
