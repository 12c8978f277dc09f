"""A place in a class told as done, now and next, with dates."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from workforce.enrolments.actions import CONCERNED
from workforce.enrolments.queries import InLine
from workforce.formats import date, moment
from workforce.i18n import _
from workforce.labels import label
from workforce.models import EnrolmentEvent, EnrolmentStatus
from workforce.seekers.queries import EnrolmentRow

E = EnrolmentStatus
#: the kind of mark beside each status (templates/components/status.html)
KINDS = {
    E.ACCEPTED: "ok", E.WAITING: "wait", E.ATTENDING: "info", E.COMPLETED: "ok",
    E.DROPPED: "neutral", E.WITHDRAWN: "neutral",
}  # fmt: skip


def is_lost(row: EnrolmentRow, *, today: dt.date) -> bool:
    """Whether this class will not be: cancelled, left, or begun while one still waited."""
    status = row.enrolment.status
    waited_in_vain = status == E.WAITING and row.intake.starts_on < today
    return row.intake.is_cancelled or status in {E.WITHDRAWN, E.DROPPED} or waited_in_vain


def next_line(row: EnrolmentRow, line: InLine | None, *, today: dt.date) -> str:
    """Return one line: what is next, for whom."""
    if row.intake.is_cancelled:
        return _("Lớp đã hủy. Anh/chị xem lớp thay thế.")
    status = EnrolmentStatus(row.enrolment.status)
    if status == E.WAITING:
        if row.intake.starts_on < today:
            return _("Lớp đã khai giảng, chưa có chỗ. Anh/chị xem đợt sau.")
        if line is not None and line.answer_by is not None:
            return _("Có chỗ cho anh/chị. Trả lời trước %(moment)s", moment=moment(line.answer_by))
        return _("Thứ %(n)s trong danh sách chờ", n=line.place if line else "")
    return {
        E.ACCEPTED: _("Đi học ngày %(day)s", day=date(row.intake.starts_on)),
        E.ATTENDING: _("Đang học"),
        E.COMPLETED: _("Đã học xong. Xem chứng nhận."),
        E.DROPPED: _("Đã nghỉ học"),
        E.WITHDRAWN: _("Đã rút đăng ký"),
    }[status]


def timeline(
    row: EnrolmentRow, events: Sequence[EnrolmentEvent], line: InLine | None, *, today: dt.date
) -> list[dict[str, Any]]:
    """Return the steps so far, oldest first, and what comes next."""
    steps: list[dict[str, Any]] = [
        {
            "title": label(event.status),
            "state": "failed" if event.status in {E.DROPPED, E.WITHDRAWN} else "done",
            "date_text": moment(event.at),
            "text": event.note,
        }
        for event in events
    ]
    status = EnrolmentStatus(row.enrolment.status)
    if status not in CONCERNED or row.intake.is_cancelled:
        return steps
    if steps:
        steps[-1]["state"] = "now"
        steps[-1]["text"] = next_line(row, line, today=today)
    if status == E.WAITING:
        steps.append({"title": _("Có chỗ trong lớp"), "state": "next"})
    elif status == E.ACCEPTED:
        day = date(row.intake.starts_on)
        steps.append({"title": _("Khai giảng"), "state": "next", "date_text": day})
    else:
        last = row.intake.ends_on
        steps.append({
            "title": _("Học xong, nhận chứng nhận"), "state": "next",
            "date_text": date(last) if last else "",
        })  # fmt: skip
    return steps
