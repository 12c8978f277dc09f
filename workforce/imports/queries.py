"""An owner's imports: an enterprise's, a school's, a commune's, or one's own."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from workforce.crypto import DataKey
from workforce.errors import NotFound
from workforce.imports.engine import unseal
from workforce.models import Account, Import, ImportRow, Opening, OpeningStatus, Role, RowOutcome


@dataclass(frozen=True)
class Line:
    """What is wrong in one cell of a row, or of the row as a whole (column '')."""

    number: int
    column: str
    value: str
    reason: str


def own(account: Account) -> ColumnElement[bool]:
    """Return the condition on Import: the account's organisation brought it."""
    if account.role == Role.EMPLOYER:
        return col(Import.enterprise_id) == account.enterprise_id
    if account.role == Role.SCHOOL:
        return col(Import.school_id) == account.school_id
    if account.role == Role.COMMUNE:
        return col(Import.unit_id) == account.unit_id
    return col(Import.uploaded_by) == account.id


def imports(session: Session, *, account: Account, limit: int, offset: int = 0) -> list[Import]:
    """Return the owner's imports, newest first."""
    return list(
        session.exec(
            select(Import).where(own(account)).order_by(col(Import.id).desc())
            .limit(limit).offset(offset)
        )
    )  # fmt: skip


def count_imports(session: Session, *, account: Account) -> int:
    """Return how many imports the owner has."""
    return session.exec(select(func.count(col(Import.id))).where(own(account))).one()


def find(session: Session, *, account: Account, import_id: int) -> Import:
    """Return one import; NotFound when it is not this owner's."""
    found = session.exec(select(Import).where(Import.id == import_id, own(account))).first()
    if found is None:
        raise NotFound
    return found


def problem_lines(
    session: Session,
    row: Import,
    *,
    data_key: DataKey,
    refused_only: bool,
    limit: int | None = None,
) -> Iterator[Line]:
    """Yield what was refused, or also what was read otherwise than written, in the file's order."""
    statement = (
        select(ImportRow)
        .where(ImportRow.import_id == row.id, col(ImportRow.problems_encrypted).is_not(None))
        .order_by(col(ImportRow.number))
        .limit(limit)
    )
    refused = col(ImportRow.outcome) == RowOutcome.REFUSED
    for one in session.exec(statement.where(refused if refused_only else ~refused)):
        for problem in unseal(data_key, one):
            yield Line(one.number, problem.column, problem.value, problem.reason)


def drafts(session: Session, row: Import) -> list[Opening]:
    """Return the openings of an import nobody has posted yet."""
    brought = select(ImportRow.record_id).where(ImportRow.import_id == row.id)
    return list(
        session.exec(
            select(Opening).where(
                col(Opening.id).in_(brought), Opening.enterprise_id == row.enterprise_id,
                Opening.status == OpeningStatus.DRAFT,
            ).order_by(col(Opening.id))
        )
    )  # fmt: skip
