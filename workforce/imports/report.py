"""Refused rows as a workbook: row, column, value, reason. Text never becomes a formula."""

from collections.abc import Iterable

from workforce import workbook
from workforce.i18n import _
from workforce.imports.queries import Line


def refused_rows(lines: Iterable[Line]) -> bytes:
    """Return the .xlsx; without lines only its headings."""
    head = (_("Dòng"), _("Cột"), _("Giá trị"), _("Cần làm gì"))
    rows = ((line.number, line.column, line.value, line.reason) for line in lines)
    return workbook.write(_("Dòng chưa nhận"), [head, *rows])
