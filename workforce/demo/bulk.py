"""Write many rows fast: buffers per table, executemany in the order foreign keys allow."""

from collections import defaultdict
from itertools import count
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlmodel import Session, SQLModel

CHUNK = 5_000


class Bulk:
    """Collects rows and inserts them in chunks within the session's transaction.

    Rows get their ids here, after the highest one in the table, so that rows written in
    one go can point to each other.
    """

    def __init__(self, session: Session):
        self.session = session
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._ids: dict[str, count] = {}
        self._buffered = 0
        self.written: dict[str, int] = defaultdict(int)

    def add(self, model: type[SQLModel], **values: Any) -> int:
        """Buffer one row; return its id (0 for a table without an ``id``)."""
        table = _table(model)
        row = {column.name: _default(column) for column in table.columns}
        row_id = 0
        if "id" in table.columns:
            row_id = self._next_id(table)
            row["id"] = row_id
        row.update(values)
        self._rows[table.name].append(row)
        self._buffered += 1
        if self._buffered >= CHUNK:
            self.flush()
        return row_id

    def flush(self) -> None:
        """Insert what is buffered, referenced tables first."""
        for table in SQLModel.metadata.sorted_tables:
            rows = self._rows.pop(table.name, [])
            if rows:
                self.session.execute(insert(table), rows)
                self.written[table.name] += len(rows)
        self._buffered = 0

    def finish(self) -> None:
        """Insert the rest and move PostgreSQL's sequences past the ids given here."""
        self.flush()
        if self.session.get_bind().dialect.name != "postgresql":
            return
        for name in self._ids:
            self.session.execute(
                text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"),
                {"name": name, "last": next(self._ids[name]) - 1 or 1},
            )

    def _next_id(self, table: Table) -> int:
        if table.name not in self._ids:
            highest = self.session.execute(select(func.max(table.c.id))).scalar() or 0
            self._ids[table.name] = count(highest + 1)
        return next(self._ids[table.name])


def _table(model: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(model.__tablename__)]


def _default(column: Any) -> Any:
    default = column.default
    return default.arg if default is not None and default.is_scalar else None
