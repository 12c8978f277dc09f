"""What a merge does to rows, written down so that each step can be taken back exactly."""

import datetime as dt
from enum import Enum
from typing import Any

from sqlalchemy import JSON, Null, Row, Table, and_, null, select
from sqlmodel import Session, SQLModel

from workforce.models import MergeChange, Person

#: the database refuses changes to these; a row moves by leaving and coming back
REWRITTEN = frozenset({"dismissal"})


class Journal:
    """The steps of one merge.

    Args:
        merge_id: the merge they belong to; its row must be in the database.
    """

    def __init__(self, session: Session, merge_id: int):
        self._session = session
        self._merge_id = merge_id
        self._before: dict[tuple[type, int], dict[str, Any]] = {}

    def move(self, table: Table, row: Row[Any], *, to: int) -> None:
        """Give one row of a table another ``person_id``."""
        key = _key(table, row)
        _set_person(self._session, table, key, to)
        self._note(table.name, "moved", key, {"person_id": row.person_id}, {"person_id": to})

    def swap(self, table: Table, mine: int, theirs: int, *, kept_id: int, gone_id: int) -> None:
        """Let the two records exchange their rows for one thing."""
        _swap(self._session, table, mine, theirs, kept_id=kept_id, gone_id=gone_id)
        self._note(table.name, "swapped", {"id": mine}, {"other": theirs}, {})

    def change(self, record: Any, **values: Any) -> None:
        """Set columns of a person or an account."""
        self._before.setdefault((type(record), record.id), record.model_dump())
        changed = {name: new for name, new in values.items() if getattr(record, name) != new}
        before = {name: self._stored(record, name) for name in changed}
        for name, value in changed.items():
            setattr(record, name, value)
        self._session.add(record)
        self._session.flush()
        self._note(
            record.__tablename__, "changed", {"id": record.id},
            {name: encoded(value) for name, value in before.items()},
            {name: encoded(value) for name, value in changed.items()},
        )  # fmt: skip

    def before(self, record: Any) -> dict[str, Any]:
        """Return the columns of a record as they were before its first change."""
        return self._before[(type(record), record.id)]

    def _stored(self, record: Any, name: str) -> Any:
        """Return a value to journal; JSON has two kinds of nothing, 'null' and no value."""
        value = getattr(record, name)
        column = record.__table__.c[name]
        if value is not None or not isinstance(column.type, JSON):
            return value
        is_null = select(column.is_(null())).where(record.__table__.c.id == record.id)
        return null() if self._session.connection().execute(is_null).scalar_one() else None

    def _note(
        self, table: str, kind: str, key: dict[str, Any], before: dict[str, Any],
        after: dict[str, Any],
    ) -> None:  # fmt: skip
        self._session.add(
            MergeChange(
                merge_id=self._merge_id,
                table_name=table,
                kind=kind,
                key={name: encoded(value) for name, value in key.items()},
                before=before,
                after=after,
            )  # fmt: skip
        )
        self._session.flush()


def put_back(session: Session, change: MergeChange, *, kept_id: int, gone_id: int) -> bool:
    """Take one step back; False where the row was changed or removed since and stays so."""
    table = SQLModel.metadata.tables[change.table_name]
    key = {name: decoded(value) for name, value in change.key.items()}
    if change.kind == "swapped":
        _swap(session, table, key["id"], change.before["other"], kept_id=gone_id, gone_id=kept_id)
        return True
    if change.kind == "moved":
        if "person_id" in key:
            key["person_id"] = change.after["person_id"]
        return _set_person(session, table, key, change.before["person_id"])
    return _restore(session, table, key, change)


def encoded(value: Any) -> Any:
    """Return a value as JSON keeps it, with its type where JSON has none."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, Null):
        return {"sql": "null"}
    return value


def decoded(value: Any) -> Any:
    """Return what ``encoded`` was given; choices come back as their words."""
    if not isinstance(value, dict):
        return value
    ((kind, text),) = value.items()
    if kind == "sql":
        return null()
    if kind == "bytes":
        return bytes.fromhex(text)
    read = dt.datetime.fromisoformat if kind == "datetime" else dt.date.fromisoformat
    return read(text)


def _restore(session: Session, table: Table, key: dict[str, Any], change: MergeChange) -> bool:
    connection = session.connection()
    found = connection.execute(table.select().where(_is(table, key))).first()
    if found is None:
        return False
    untouched = {
        name: decoded(value)
        for name, value in change.before.items()
        if encoded(getattr(found, name)) == change.after[name]
    }
    if untouched:
        connection.execute(table.update().where(_is(table, key)).values(untouched))
    # The time of the last change may well be newer: the person has used the record.
    return not set(change.before) - set(untouched) - {"updated_at"}


def _set_person(session: Session, table: Table, key: dict[str, Any], person_id: int) -> bool:
    connection = session.connection()
    if table.name not in REWRITTEN:
        moved = connection.execute(
            table.update().where(_is(table, key)).values(person_id=person_id)
        )
        return moved.rowcount == 1
    row = connection.execute(table.select().where(_is(table, key))).first()
    if row is None:
        return False
    connection.execute(table.delete().where(_is(table, key)))
    connection.execute(table.insert().values({**row._mapping, "person_id": person_id}))
    return True


def _swap(
    session: Session, table: Table, one: int, two: int, *, kept_id: int, gone_id: int
) -> None:
    """Exchange persons: row ``one`` of ``kept_id`` and row ``two`` of ``gone_id``.

    A person may hold a thing once, so for a moment one of the rows is held by nobody real.
    """
    now = session.get_one(Person, kept_id).created_at
    nobody = Person(full_name="—", name_folded="", created_at=now, updated_at=now)
    session.add(nobody)
    session.flush()
    for key, person_id in ((one, nobody.id), (two, kept_id), (one, gone_id)):
        session.connection().execute(
            table.update().where(table.c.id == key).values(person_id=person_id)
        )
    session.delete(nobody)
    session.flush()


def _key(table: Table, row: Row[Any]) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in table.primary_key.columns}


def _is(table: Table, key: dict[str, Any]) -> Any:
    return and_(*(table.c[name] == value for name, value in key.items()))
