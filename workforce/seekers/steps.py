"""An application told as done, now and next, with dates."""

import datetime as dt
from typing import Any

from workforce.clock import add_months
from workforce.formats import date, moment
from workforce.i18n import _
from workforce.labels import label
from workforce.models import ACTIVE_STATUSES, CHECK_MONTHS, ApplicationStatus
from workforce.seekers.queries import ApplicationRow, check_due

S = ApplicationStatus
#: the kind of mark beside each status (templates/components/status.html)
KINDS = {
    S.SENT: "wait", S.SEEN: "info", S.INTERVIEW: "info", S.OFFERED: "ok", S.HIRED: "ok",
    S.REFUSED: "stop", S.WITHDRAWN: "neutral",
}  # fmt: skip
#: the usual way, to tell what is next
WAY = (S.SENT, S.SEEN, S.INTERVIEW, S.OFFERED, S.HIRED)


def next_step(row: ApplicationRow, *, today: dt.date) -> str:
    """Return one line: what is next, for whom."""
    status, episode = row.application.status, row.episode
    if status in ACTIVE_STATUSES and not row.opening.opening.is_open(today):
        return _("Tin đã ngừng nhận hồ sơ. Anh/chị xem việc khác.")
    if episode.ended_on is not None:
        return _("Đã nghỉ việc ngày %(day)s", day=date(episode.ended_on))
    if check_due(row, today):
        return _("Anh/chị cho biết còn làm ở đây không")
    if episode.confirmed_by_worker and episode.started_on:
        return _("Đi làm từ %(day)s", day=date(episode.started_on))
    return {
        S.SENT: _("Chờ doanh nghiệp xem"),
        S.SEEN: _("Doanh nghiệp đang xét"),
        S.INTERVIEW: _("Anh/chị đi phỏng vấn"),
        S.OFFERED: _("Doanh nghiệp mời nhận việc"),
        S.HIRED: _("Anh/chị xác nhận đã đi làm"),
        S.REFUSED: _("Xem lý do và việc khác"),
        S.WITHDRAWN: _("Anh/chị đã rút"),
    }[status]


def timeline(row: ApplicationRow, *, today: dt.date) -> list[dict[str, Any]]:
    """Return the steps of the application and of the work that followed, oldest first."""
    steps = [_event(event) for event in row.events]
    status, episode = row.application.status, row.episode
    if status in ACTIVE_STATUSES:
        if steps:
            steps[-1]["state"] = "now"
        following = WAY[WAY.index(status) + 1 :]
        steps += [{"title": label(one), "state": "next"} for one in following[:1]]
    if episode.started_on is None:
        if status == S.HIRED:
            steps.append({"title": _("Đi làm"), "state": "next"})
        return steps
    steps.append(_start(row))
    for months in CHECK_MONTHS:
        due = add_months(episode.started_on, months)
        if months in episode.checks:
            steps.append(
                {
                    "title": _("Sau %(n)s tháng", n=months),
                    "state": "done",
                    "text": label(episode.checks[months]),
                }
            )
        elif episode.ended_on is None and due > today:
            steps.append(
                {
                    "title": _("Hỏi thăm sau %(n)s tháng", n=months),
                    "state": "next",
                    "date_text": date(due),
                }
            )
            break
    if episode.ended_on is not None:
        steps.append(
            {
                "title": _("Nghỉ việc"),
                "state": "done",
                "date_text": date(episode.ended_on),
                "text": episode.end_reason,
            }
        )
    return steps


def _event(event: Any) -> dict[str, Any]:
    stopped = event.status in {S.REFUSED, S.WITHDRAWN}
    # The reason of a refusal is said kindly at the top of the page, not twice.
    text = "" if event.status == S.REFUSED else event.reason
    return {
        "title": label(event.status),
        "state": "failed" if stopped else "done",
        "date_text": moment(event.at),
        "text": text,
    }


def _start(row: ApplicationRow) -> dict[str, Any]:
    episode = row.episode
    if episode.days_differ:
        text = _(
            "Doanh nghiệp ghi ngày %(theirs)s, anh/chị ghi ngày %(mine)s.",
            theirs=date(episode.employer_day), mine=date(episode.worker_day),
        )  # fmt: skip
    elif episode.is_two_sided:
        text = _("Doanh nghiệp và anh/chị đều đã xác nhận.")
    elif episode.confirmed_by_employer:
        text = _("Doanh nghiệp đã xác nhận. Chờ anh/chị xác nhận.")
    elif episode.confirmed_by_worker:
        text = _("Anh/chị đã báo. Chờ doanh nghiệp xác nhận.")
    else:
        text = _("Cán bộ ghi hộ, chờ hai phía xác nhận.")
    return {
        "title": _("Đi làm"),
        "state": "done" if episode.is_two_sided else "now",
        "date_text": date(episode.started_on),
        "text": text,
    }
