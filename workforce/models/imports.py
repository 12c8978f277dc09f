"""Workbooks that come in, row by row accounted for, and the keys machines write with."""

import datetime as dt
from enum import StrEnum

from workforce.models.base import LINE, SHORT, Field, SQLModel, check, choice, index


class ImportKind(StrEnum):
    """What the rows of a workbook are."""

    OPENINGS = "openings"
    COURSES = "courses"
    PEOPLE = "people"
    HOUSEHOLDS = "households"
    WORKFORCE = "workforce"


class ImportState(StrEnum):
    """How far an import is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"  #: the file as a whole: not a workbook, wrong columns


class Import(SQLModel, table=True):
    """One workbook and how far it got.

    ``rows_done`` and the counts move in the transaction of the rows they count, so a process
    that is killed leaves nothing half-written and the next one goes on where it stopped.
    """

    __table_args__ = (
        check("rows_done >= 0", "rows_done"),
        check("rows_total IS NULL OR rows_done <= rows_total", "rows_total"),
        check("accepted + updated + duplicate + refused = rows_done", "every_row"),
        index("ix_import_state", "state", "created_at"),
    )

    id: int = Field(default=None, primary_key=True)
    kind: ImportKind = choice(ImportKind)
    uploaded_by: int = Field(foreign_key="account.id", index=True)
    enterprise_id: int | None = Field(default=None, foreign_key="enterprise.id")
    school_id: int | None = Field(default=None, foreign_key="school.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    file_name: str = Field(max_length=SHORT)
    file_sha256: str = Field(max_length=64)
    is_dry_run: bool = False
    state: ImportState = choice(ImportState, default=ImportState.WAITING)
    error: str = Field(default="", max_length=LINE)
    rows_total: int | None = None
    rows_done: int = 0
    accepted: int = 0
    updated: int = 0
    duplicate: int = 0  #: there already, nothing changed
    refused: int = 0
    created_at: dt.datetime
    started_at: dt.datetime | None = None
    seen_at: dt.datetime | None = None  #: whoever works on it was alive then
    finished_at: dt.datetime | None = None


class ImportFile(SQLModel, table=True):
    """The workbook itself, encrypted, until its import is done."""

    __tablename__ = "import_file"

    import_id: int = Field(foreign_key="import.id", primary_key=True)
    content_encrypted: bytes


class RowOutcome(StrEnum):
    """What became of a row."""

    ACCEPTED = "accepted"
    UPDATED = "updated"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class ImportRow(SQLModel, table=True):
    """What became of one row of a workbook.

    ``problems_encrypted`` holds column, value and reason of what was refused or read otherwise
    than written: values may be anybody's data. It goes with the report's term.
    """

    __tablename__ = "import_row"

    import_id: int = Field(foreign_key="import.id", primary_key=True)
    number: int = Field(primary_key=True)  #: as Excel counts them
    outcome: RowOutcome = choice(RowOutcome)
    record_id: int | None = None
    problems_encrypted: bytes | None = None


class ApiKey(SQLModel, table=True):
    """A key an enterprise's or a school's own system writes with; only its hash is kept."""

    __tablename__ = "api_key"
    __table_args__ = (check("(enterprise_id IS NULL) <> (school_id IS NULL)", "one_owner"),)

    id: int = Field(default=None, primary_key=True)
    enterprise_id: int | None = Field(default=None, foreign_key="enterprise.id", index=True)
    school_id: int | None = Field(default=None, foreign_key="school.id", index=True)
    name: str = Field(max_length=SHORT)
    key_hash: str = Field(max_length=64, unique=True)
    created_at: dt.datetime
    created_by: int | None = Field(default=None, foreign_key="account.id")
    last_used_at: dt.datetime | None = None
    revoked_at: dt.datetime | None = None
