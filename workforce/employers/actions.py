"""Declare workers, keep the company's own record, register. Flush, never commit."""

import datetime as dt
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from matching import fold
from workforce import audit
from workforce.clock import add_months
from workforce.employers import queries
from workforce.employers.due import months_due
from workforce.errors import Conflict, InvalidInput
from workforce.i18n import _
from workforce.models import (
    Account,
    CheckOutcome,
    DeclarationKind,
    Enterprise,
    EnterpriseStatus,
    Placement,
    SessionOrigin,
    Site,
    WorkforceDeclaration,
)
from workforce.placements import ledger
from workforce.placements.staying import check_in, end_placement
from workforce.reports.stock import latest_standing

#: a rise or fall beyond this share is marked; the declaration counts all the same
JUMP = 0.3
COUNTS = (
    "workers", "female_workers", "long_contract", "insured", "stable_workers", "leased_workers",
)  # fmt: skip


def declare_workers(
    session: Session,
    *,
    site: Site,
    as_of: dt.date,
    counts: dict[str, int | None],
    note: str,
    by: Account,
    today: dt.date,
    now: dt.datetime,
) -> WorkforceDeclaration:
    """Add a declaration for one site; the same figures twice for a day are one.

    Args:
        counts: the names in ``COUNTS``; None is 'not said'.
        note: the enterprise's own words on a large change.

    Raises:
        InvalidInput: a day in the future, or counts that contradict each other.
    """
    if as_of > today:
        raise InvalidInput(_("Ngày khai không được sau hôm nay."), "as_of")
    _check_counts(counts)
    history = [
        row
        for row in queries.declarations(session, enterprise_id=site.enterprise_id)
        if row.site_id == site.id
    ]
    last_word = max(
        (row for row in history if row.as_of == as_of), key=lambda row: row.id, default=None
    )
    if (
        last_word is not None
        and last_word.kind == DeclarationKind.DECLARED
        and _same(last_word, counts)
    ):
        return last_word
    before = latest_standing(row for row in history if row.as_of < as_of).get(site.id)
    declaration = WorkforceDeclaration(
        site_id=site.id,
        as_of=as_of,
        flag=jump_words(before, counts),
        recorded_at=now,
        recorded_by=by.id,
        source=note,
        workers=counts["workers"] or 0,
    )
    for name in COUNTS[1:]:
        setattr(declaration, name, counts.get(name))
    session.add(declaration)
    session.flush()
    audit.record(
        session, account=by, action="declaration.recorded",
        subject_type="workforce_declaration", subject_id=declaration.id, now=now,
    )  # fmt: skip
    return declaration


def void_declaration(
    session: Session,
    *,
    declaration: WorkforceDeclaration,
    reason: str,
    by: Account,
    now: dt.datetime,
) -> WorkforceDeclaration:
    """Declare a declaration a mistake, as a new row; the old one stays readable.

    Raises:
        InvalidInput: no reason.
        Conflict: that day's last word is not this declaration any more.
    """
    if not reason.strip():
        raise InvalidInput(_("Anh/chị ghi vì sao bản khai này sai."), "reason")
    site = session.get_one(Site, declaration.site_id)
    later = [
        row
        for row in queries.declarations(session, enterprise_id=site.enterprise_id)
        if row.site_id == declaration.site_id
        and row.as_of == declaration.as_of
        and row.id > declaration.id
    ]
    if later or declaration.kind == DeclarationKind.VOIDED:
        raise Conflict(_("Bản khai này đã được thay hoặc đã hủy rồi."))
    void = WorkforceDeclaration(
        site_id=declaration.site_id,
        as_of=declaration.as_of,
        kind=DeclarationKind.VOIDED,
        flag=reason.strip(),
        recorded_at=now,
        recorded_by=by.id,
        **{name: getattr(declaration, name) for name in COUNTS},
    )
    session.add(void)
    session.flush()
    audit.record(
        session, account=by, action="declaration.voided", subject_type="workforce_declaration",
        subject_id=declaration.id, now=now,
    )  # fmt: skip
    return void


def jump_words(before: WorkforceDeclaration | None, counts: dict[str, int | None]) -> str:
    """Return why a declaration looks odd beside the one before it; '' when it does not."""
    if before is None:
        return ""
    found = []
    for name, words in (
        ("workers", _("số lao động")), ("stable_workers", _("số có việc làm ổn định")),
    ):  # fmt: skip
        old, new = getattr(before, name), counts.get(name)
        if not old or new is None or abs(new - old) <= JUMP * old:
            continue
        share = round(abs(new - old) / old * 100)
        sentence = _("%(what)s tăng %(n)s %%") if new > old else _("%(what)s giảm %(n)s %%")
        found.append(sentence % {"what": words, "n": share})
    if not found:
        return ""
    day = before.as_of.strftime("%d/%m/%Y")
    return _("So với bản khai ngày %(day)s: %(found)s.", day=day, found=", ".join(found))


def answer_check(
    session: Session,
    *,
    placement: Placement,
    still_working: bool,
    last_day: dt.date | None,
    reason: str,
    by: Account,
    origin: SessionOrigin,
    today: dt.date,
    now: dt.datetime,
) -> None:
    """Record whether a worker is still here, for every mark that has passed.

    'Còn làm' today answers the earlier marks too; a last day answers the marks before it.

    Raises:
        InvalidInput: not working, without a last day or a reason.
    """
    current = ledger.episode(ledger.events_of(session, placement.id))
    until = today if still_working else last_day
    if until is None:
        raise InvalidInput(_("Anh/chị ghi ngày làm cuối cùng."), "last_day")
    if until > today:
        raise InvalidInput(_("Ngày làm cuối cùng không được sau hôm nay."), "last_day")
    for months in months_due(current, today):
        assert current.started_on is not None  # noqa: S101  months_due says so
        if add_months(current.started_on, months) <= until:
            check_in(
                session, placement=placement, months=months, outcome=CheckOutcome.SAME_EMPLOYER,
                occurred_on=until, by=by, origin=origin, now=now,
            )  # fmt: skip
    if still_working:
        return
    if current.started_on is not None and until < current.started_on:
        raise InvalidInput(_("Ngày làm cuối cùng cần sau ngày vào làm."), "last_day")
    end_placement(
        session, placement=placement, on=until, reason=reason, by=by, origin=origin, now=now
    )


def change_company(
    session: Session, *, enterprise: Enterprise, values: dict[str, Any], by: Account,
    now: dt.datetime,
) -> bool:  # fmt: skip
    """Change the company's record; return whether it has to be verified again.

    The mark stands for this name and this tax code: change one and it is gone until the
    department has looked.

    Raises:
        InvalidInput: another enterprise has this tax code.
    """
    changed = [name for name, value in values.items() if getattr(enterprise, name) != value]
    loses_mark = enterprise.status == EnterpriseStatus.VERIFIED and bool(
        {"name", "tax_code"} & set(changed)
    )
    if loses_mark:
        values = values | {"status": EnterpriseStatus.PENDING, "verified_at": None}
    write_enterprise(session, enterprise, values)
    audit.record(
        session, account=by, action="enterprise.changed", subject_type="enterprise",
        subject_id=enterprise.id, now=now, details=",".join(changed),
    )  # fmt: skip
    return loses_mark


def save_site(
    session: Session, *, site: Site, values: dict[str, Any], by: Account, now: dt.datetime
) -> Site:
    """Add or change a place of work of the enterprise."""
    for name, value in values.items():
        setattr(site, name, value)
    session.add(site)
    session.flush()
    audit.record(
        session, account=by, action="site.saved", subject_type="site", subject_id=site.id, now=now
    )
    return site


def write_enterprise(session: Session, enterprise: Enterprise, values: dict[str, Any]) -> None:
    """Give the enterprise these values and write it; InvalidInput when its tax code is taken.

    The values are set inside the savepoint: a flush before it would fail outside.
    """
    try:
        with session.begin_nested():
            for name, value in values.items():
                setattr(enterprise, name, value)
            enterprise.name_folded = fold(enterprise.name)
            session.add(enterprise)
    except IntegrityError as error:
        raise tax_code_taken() from error


def tax_code_taken() -> InvalidInput:
    """Return the error of a tax code that is registered: a public number, so it may be said."""
    return InvalidInput(
        _(
            "Mã số thuế này đã được đăng ký. Anh/chị hỏi đồng nghiệp đang giữ tài khoản, hoặc"
            " gọi trung tâm dịch vụ việc làm."
        ),
        "tax_code",
    )


def _check_counts(counts: dict[str, int | None]) -> None:
    """Raise InvalidInput in words for what the table's CHECKs would refuse without any."""
    workers = counts["workers"]
    if workers is None:
        raise InvalidInput(_("Anh/chị ghi tổng số lao động."), "workers")
    for name in COUNTS[1:]:
        value = counts.get(name)
        if value is not None and value > workers:
            raise InvalidInput(_("Số này lớn hơn tổng số lao động."), name)
    stable = counts.get("stable_workers")
    for name in ("long_contract", "insured"):
        part = counts.get(name)
        if stable is not None and part is not None and stable > part:
            raise InvalidInput(
                _("Người ổn định là người có đủ cả hai: hợp đồng từ 12 tháng và bảo hiểm xã hội."
                  " Số này không thể lớn hơn từng số ở trên."),
                "stable_workers",
            )  # fmt: skip


def _same(row: WorkforceDeclaration, counts: dict[str, int | None]) -> bool:
    return all(getattr(row, name) == counts.get(name) for name in COUNTS)
