"""Rows of the import pages: values already in words."""

from collections.abc import Iterable
from typing import Any

from flask import url_for

from workforce.formats import moment, number
from workforce.i18n import _
from workforce.imports.kind import Kind
from workforce.imports.queries import Line
from workforce.models import Import, ImportState

STATE_KINDS = {
    ImportState.WAITING: "wait", ImportState.RUNNING: "wait", ImportState.DONE: "ok",
    ImportState.REFUSED: "stop",
}  # fmt: skip


def state_words(row: Import) -> str:
    """Return how far an import is, in words."""
    if row.state == ImportState.WAITING:
        return _("Đang chờ")
    if row.state == ImportState.RUNNING:
        return _("Đang đọc")
    if row.state == ImportState.REFUSED:
        return _("Không đọc được")
    if row.refused:
        return _("%(n)s dòng cần sửa", n=number(row.refused))
    return _("Xong")


def import_row(row: Import, kind: Kind) -> dict[str, Any]:
    """Return one import of the list."""
    needs_work = row.state == ImportState.DONE and row.refused
    return {
        "file": row.file_name or f"#{row.id}",
        "url": url_for("imports.progress", import_id=row.id),
        "kind": kind.title,
        "at": moment(row.created_at),
        "rows": number(row.rows_done),
        "state": state_words(row),
        "state_kind": "due" if needs_work else STATE_KINDS[row.state],
        "is_dry_run": row.is_dry_run,
    }


def progress_of(row: Import) -> dict[str, Any]:
    """Return rows done and in all, and what became of them; in all 0: not yet known."""
    return {
        "done": row.rows_done,
        "total": row.rows_total or 0,
        "share": 100 * row.rows_done // row.rows_total if row.rows_total else 0,
        "state": state_words(row),
        "state_kind": STATE_KINDS[row.state],
        "at": moment(row.created_at),
    }


def report_rows(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Return what is wrong with rows as a table shows it."""
    return [
        {"number": line.number, "column": line.column or _("Cả dòng"), "value": line.value,
         "reason": line.reason}
        for line in lines
    ]  # fmt: skip
