"""Workforce declarations from a workbook: a row for each place of work and day."""

from collections.abc import Sequence
from functools import partial

from sqlmodel import Session, col, func, select

from workforce.employers import queries
from workforce.employers.actions import COUNTS, declare_workers
from workforce.employers.forms import MANY
from workforce.employers.opening_columns import place_words
from workforce.errors import NotAllowed
from workforce.i18n import _
from workforce.imports import cells
from workforce.imports.kind import (
    Batch,
    Column,
    Identity,
    Job,
    Kind,
    Refused,
    Result,
    Row,
    one_by_one,
)
from workforce.models import Account, ImportKind, Role, RowOutcome, Site, WorkforceDeclaration

TITLES = {
    "workers": ("Tổng số lao động", ("Tổng số", "Tổng lao động", "Số lao động")),
    "female_workers": ("Lao động nữ", ("Nữ", "Trong đó nữ")),
    "long_contract": ("Hợp đồng từ 12 tháng trở lên", ("Hợp đồng từ 12 tháng",)),
    "insured": ("Đóng bảo hiểm xã hội bắt buộc", ("Đóng BHXH", "BHXH")),
    "stable_workers": ("Có cả hai (việc làm ổn định)", ("Việc làm ổn định", "Có cả hai")),
    "leased_workers": ("Lao động thuê lại", ("Thuê lại",)),
}


def columns(session: Session, account: Account) -> tuple[Column, ...]:
    """Return the columns of the enterprise's template, with its own places of work."""
    places = place_words(session, account)
    names = queries.site_names(session, enterprise_id=account.enterprise_id or 0)
    shown = tuple(name for name in names.values() if name in places)
    return (
        Column("site_id", "Nơi làm việc", cells.one_of(places), aliases=("Địa điểm", "Nhà máy"),
               choices=shown, hint="Như tên trong mục Công ty.", example=shown[0] if shown else ""),
        Column("as_of", "Tính đến ngày", cells.day, is_required=True,
               aliases=("Đến ngày", "Ngày"), example="30/09/2026"),
        *(Column(key, title, cells.whole(0, MANY), is_required=key == "workers", aliases=aliases)
          for key, (title, aliases) in TITLES.items()),
        Column("note", "Ghi chú", cells.text(300)),
    )  # fmt: skip


class DeclarationBatch(Batch):
    """The declarations of one enterprise, each by the form's own rules."""

    def __init__(self, session: Session, job: Job):
        self._places = set(place_words(session, job.account).values())
        if not self._places:
            raise NotAllowed(_("Công ty chưa có nơi làm việc nào. Anh/chị thêm một nơi trước."))

    def identities(self, row: Row) -> tuple[Identity, ...]:
        """Return the place and the day: one declaration each."""
        if "site_id" not in row.values:
            if len(self._places) > 1:
                raise Refused("Nơi làm việc", "", _("Công ty có nhiều nơi. Anh/chị ghi rõ nơi."))
            row.values["site_id"] = next(iter(self._places))
        return (Identity(f"{row.values['site_id']}:{row.values['as_of']}"),)

    def write(self, session: Session, rows: Sequence[Row], job: Job) -> list[Result]:
        """Declare each row; the same figures twice for a day are one."""
        return one_by_one(session, rows, partial(_declare, session, job))


def _declare(session: Session, job: Job, row: Row) -> tuple[RowOutcome, int | None]:
    newest = session.exec(select(func.max(col(WorkforceDeclaration.id)))).one() or 0
    counts = {name: row.values.get(name) for name in COUNTS}
    declared = declare_workers(
        session, site=session.get_one(Site, row.values["site_id"]), as_of=row.values["as_of"],
        counts=counts, note=row.values.get("note", ""), by=job.account, today=job.today,
        now=job.now,
    )  # fmt: skip
    outcome = RowOutcome.ACCEPTED if declared.id > newest else RowOutcome.DUPLICATE
    return outcome, declared.id


WORKFORCE = Kind(
    kind=ImportKind.WORKFORCE, slug="lao-dong", title="Khai báo lao động",
    roles=frozenset({Role.EMPLOYER}), columns=columns, begin=DeclarationBatch,
)  # fmt: skip
