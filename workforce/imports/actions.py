"""Take a workbook in, and pass it from hand to hand. Flush, never commit."""

import datetime as dt
import hashlib
from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import Session, col, delete, or_, select

from workforce import audit
from workforce.complaints import wording
from workforce.crypto import DataKey
from workforce.errors import InvalidInput, NotAllowed
from workforce.i18n import _
from workforce.imports.kind import Kind
from workforce.models import (
    Account,
    Enterprise,
    EnterpriseStatus,
    Import,
    ImportFile,
    ImportRow,
    ImportState,
    Opening,
    OpeningStatus,
)
from workforce.models.base import LINE, SHORT

FILE_COLUMN = "import_file.content"
OPEN_STATES = (ImportState.WAITING, ImportState.RUNNING)
COUNTS = ("accepted", "updated", "duplicate", "refused")


def receive(
    session: Session, *, kind: Kind, file_name: str, data: bytes, is_dry_run: bool, by: Account,
    data_key: DataKey, most_bytes: int, now: dt.datetime,
) -> Import:  # fmt: skip
    """Keep a workbook, encrypted, until it is worked; the same file not yet done is gone on with.

    Raises:
        NotAllowed: not this role's kind.
        InvalidInput: an empty file or one too large.
    """
    if by.role not in kind.roles:
        raise NotAllowed(_("Tài khoản này không nhập được loại tệp này."))
    if not data:
        raise InvalidInput(_("Tệp trống. Anh/chị chọn lại tệp Excel."), "file")
    if len(data) > most_bytes:
        raise InvalidInput(_("Tệp Excel lớn quá. Anh/chị chia thành nhiều tệp nhỏ hơn."), "file")
    digest = hashlib.sha256(data).hexdigest()
    begun = session.exec(
        select(Import).where(
            Import.uploaded_by == by.id, Import.kind == kind.kind, Import.file_sha256 == digest,
            Import.is_dry_run == is_dry_run, col(Import.state).in_(OPEN_STATES),
        )
    ).first()  # fmt: skip
    if begun is not None:
        return begun
    row = Import(
        kind=kind.kind, uploaded_by=by.id, enterprise_id=by.enterprise_id, school_id=by.school_id,
        unit_id=by.unit_id, file_name=showable(file_name)[-SHORT:], file_sha256=digest,
        is_dry_run=is_dry_run, created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    encrypted = data_key.encrypt_bytes(data, column=FILE_COLUMN, row=row.id)
    session.add(ImportFile(import_id=row.id, content_encrypted=encrypted))
    audit.record(
        session, account=by, action="import.received", subject_type="import", subject_id=row.id,
        now=now, details=kind.kind.value,
    )  # fmt: skip
    session.flush()
    return row


def showable(name: str) -> str:
    """Return a file's name without what no page can show and no database can keep."""
    return "".join(letter for letter in name if letter.isprintable())


def claim(session: Session, import_id: int, *, silent_since: dt.datetime, now: dt.datetime) -> bool:
    """Take an import nobody works on, or whose worker fell silent; return whether it is ours."""
    taken = session.exec(
        update(Import)
        .where(
            col(Import.id) == import_id,
            or_(
                col(Import.state) == ImportState.WAITING,
                (col(Import.state) == ImportState.RUNNING) & (col(Import.seen_at) <= silent_since),
            ),
        )
        .values(state=ImportState.RUNNING, seen_at=now)
    )
    return taken.rowcount == 1


def checkpoint(
    session: Session, import_id: int, *, seen_at: dt.datetime, done: int, counts: dict[str, int],
    now: dt.datetime,
) -> bool:  # fmt: skip
    """Count the rows of this transaction; False when another worker has the import now.

    It is the first statement of the transaction: who comes second waits for the row, finds
    it moved on, and writes nothing.
    """
    moved = session.exec(
        update(Import)
        .where(
            col(Import.id) == import_id,
            col(Import.state) == ImportState.RUNNING,
            col(Import.rows_done) == done,
            col(Import.seen_at) == seen_at,
        )
        .values(
            rows_done=done + sum(counts.values()),
            seen_at=now,
            **{name: getattr(Import, name) + counts[name] for name in COUNTS},
        )  # fmt: skip
    )
    return moved.rowcount == 1


def begin(session: Session, row: Import, *, rows_total: int, said: str, now: dt.datetime) -> None:
    """Note how many rows there are, and what is to be told of the file as a whole."""
    row.rows_total, row.error = rows_total, said[:LINE]
    row.started_at = row.started_at or now
    session.add(row)
    session.flush()


def finish(session: Session, row: Import, *, error: str = "", now: dt.datetime) -> None:
    """Mark an import done, or refused as a whole with a sentence; the file goes."""
    row.state = ImportState.REFUSED if error else ImportState.DONE
    row.error = error[:LINE] if error else row.error
    row.finished_at = row.seen_at = now
    session.add(row)
    session.exec(delete(ImportFile).where(col(ImportFile.import_id) == row.id))
    session.flush()


def forget_reports(session: Session, *, before: dt.datetime) -> int:
    """Forget what was in refused rows of imports finished before a moment; the counts stay."""
    old = select(Import.id).where(col(Import.finished_at) < before)
    gone = session.exec(delete(ImportRow).where(col(ImportRow.import_id).in_(old)))
    return gone.rowcount


def publish_drafts(
    session: Session, *, drafts: Sequence[Opening], by: Account, today: dt.date, now: dt.datetime
) -> tuple[int, int]:
    """Post the drafts of an import; return how many went out and how many may not yet.

    A draft stays one when its deadline has passed, or when an officer has to read it first.

    Raises:
        NotAllowed: the enterprise is suspended or closed.
    """
    if not drafts:
        return 0, 0
    firm = session.get_one(Enterprise, drafts[0].enterprise_id)
    if firm.status in {EnterpriseStatus.SUSPENDED, EnterpriseStatus.CLOSED}:
        raise NotAllowed(_("Doanh nghiệp đang tạm ngừng nên chưa đăng tin được."))
    in_time = [one for one in drafts if one.deadline is None or one.deadline >= today]
    fit = [
        one for one in in_time
        if not wording.hold(session, opening=one, by=by, today=today, now=now)
    ]  # fmt: skip
    for one in fit:
        one.status, one.posted_on, one.updated_at = OpeningStatus.OPEN, today, now
        session.add(one)
        audit.record(
            session, account=by, action="opening.posted", subject_type="opening",
            subject_id=one.id, now=now,
        )  # fmt: skip
    session.flush()
    return len(fit), len(drafts) - len(fit)
