"""Rows of officers' lists: words and addresses ready for the templates."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from flask import url_for
from sqlmodel import Session

from workforce.accounts.numbers import phones_of
from workforce.formats import date, moment, phone
from workforce.households.support import deadline
from workforce.i18n import _
from workforce.labels import label
from workforce.models import OneTimeCode, Person


def code_rows(session: Session, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Return the lines of codes that may be read out."""
    phones = phones_of(session, [account for _code, account, _person in rows])
    return [_code_row(code, person, phones.get(account.id)) for code, account, person in rows]


def _code_row(code: OneTimeCode, person: Person, number: str | None) -> dict[str, Any]:
    return {
        "title": person.full_name,
        "url": url_for("communes.code", code_id=code.id),
        "detail": phone(number),
        "due_text": _("dùng được đến %(time)s", time=moment(code.expires_at)[:5]),
        "action_url": url_for("communes.code", code_id=code.id),
        "action": _("Đọc mã"),
    }


def unverified_row(row: Any) -> dict[str, Any]:
    """Return the line of a number nobody confirmed."""
    account, person = row
    return {
        "title": person.full_name,
        "url": url_for("communes.person", person_id=person.id),
        "detail": _("%(phone)s, đăng ký %(day)s", phone=phone(account.phone),
                    day=date(account.created_at)),
        "due_text": _("Chưa xác minh"),
        "action_url": url_for("communes.verify", person_id=person.id),
        "action": _("Xác minh số"),
    }  # fmt: skip


def due_row(row: Any, *, years: int | None, today: dt.date) -> dict[str, Any]:
    """Return the line of a household member who wants work and has no plan."""
    member, person, household, decision = row
    last = deadline(decision.decided_on, years=years) if decision else None
    late = last is not None and last < today
    return {
        "title": person.full_name,
        "url": url_for("communes.member", member_id=member.id),
        "detail": _("Gia đình %(code)s, thu hồi đất %(day)s", code=household.code,
                    day=date(decision.decided_on if decision else None)),
        "due_text": _("quá hạn %(day)s", day=date(last)) if late
        else _("hạn hỗ trợ %(day)s", day=date(last)),
        "overdue": late,
        "action_url": url_for("communes.member", member_id=member.id),
        "action": _("Ghi phương án"),
    }  # fmt: skip


def person_row(person: Person) -> dict[str, Any]:
    """Return the line of a person in a list: enough to tell two of a name apart."""
    born = date(person.birth_date) if person.birth_date else str(person.birth_year or "")
    parts = [
        _("sinh %(when)s", when=born) if born else "",
        person.hamlet,
        phone(person.contact_phone),
        _("căn cước …%(last)s", last=person.national_id_last4) if person.national_id_last4 else "",
    ]
    return {
        "title": person.full_name,
        "url": url_for("communes.person", person_id=person.id),
        "detail": " · ".join(filter(None, parts)),
        "due_text": "" if person.is_seeking else _("Không tìm việc"),
    }


def household_row(household: Any, counts: tuple[int, int], last: dt.date | None) -> dict[str, Any]:
    """Return the line of a household: members, and until when support is owed."""
    members, wanting = counts
    return {
        "code": household.code,
        "url": url_for("communes.household", household_id=household.id),
        "hamlet": household.hamlet,
        "members": str(members),
        "wanting": str(wanting),
        "deadline": date(last),
    }


def support_line(event: Any, stands: bool) -> dict[str, Any]:
    """Return a step of the timeline of a member's support."""
    return {
        "id": event.id,
        "title": label(event.step),
        "state": "done" if stands else "failed",
        "date_text": date(event.occurred_on),
        "text": event.note if stands else _("Ghi nhầm, đã hủy"),
        "stands": stands,
    }
