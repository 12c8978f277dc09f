"""Rows of the administrator's lists: words and addresses ready for the templates."""

import re
from typing import Any

from flask import url_for

from workforce.administration.words import action_words, subject_words
from workforce.formats import moment, phone
from workforce.i18n import _
from workforce.labels import label
from workforce.models import Account, AuditLog, OneTimeCode, Role

#: 'code=12', 'wage_min_vnd,title': names and ids; anything else may hold a person's words
_NAMES_AND_IDS = re.compile(r"[a-z_]+(=[a-z0-9_.-]{1,20})?([,; ]+[a-z_]+(=[a-z0-9_.-]{1,20})?)*")


def account_row(account: Account, place: str | None) -> dict[str, Any]:
    """Return the line of an account."""
    works_for = place or (label(account.department_scope) if account.department_scope else "")
    state = ("ok", _("Đang mở"))
    if not account.is_active:
        state = ("stop", _("Đã khóa"))
    elif account.phone_verified_at is None:
        state = ("wait", _("Chưa xác minh"))
    return {
        "title": account.display_name or phone(account.phone) or _("Không tên"),
        "url": url_for("administration.account", account_id=account.id),
        "detail": " · ".join(filter(None, [label(Role(account.role)), works_for])),
        "phone": phone(account.phone),
        "state": state,
    }


def code_row(code: OneTimeCode, account: Account) -> dict[str, Any]:
    """Return the line of a code that may be read out."""
    address = url_for("administration.code", code_id=code.id)
    return {
        "title": account.display_name or phone(account.phone),
        "url": address,
        "detail": f"{label(Role(account.role))} · {phone(account.phone)}",
        "due_text": _("dùng được đến %(time)s", time=moment(code.expires_at)[:5]),
        "action_url": address,
        "action": _("Đọc mã"),
    }


def audit_row(line: AuditLog) -> dict[str, Any]:
    """Return a line of the log: roles and numbers, never names or what somebody wrote."""
    role = label(Role(line.role)) if line.role in set(Role) else ""
    who = _("Máy chủ")
    if line.account_id is not None:
        who = f"{role} · {_('tài khoản %(id)s', id=line.account_id)}".removeprefix(" · ")
    subject = subject_words(line.subject_type)
    known = line.details if _NAMES_AND_IDS.fullmatch(line.details) else ""
    return {
        "at": moment(line.at),
        "what": action_words(line.action) + (f" ({known})" if known else ""),
        "who": who,
        "who_url": _account_url(line.account_id),
        "subject": f"{subject} {line.subject_id}" if line.subject_id else subject,
        "subject_url": _account_url(line.subject_id) if line.subject_type == "account" else None,
    }


def _account_url(account_id: int | None) -> str | None:
    return url_for("administration.account", account_id=account_id) if account_id else None
