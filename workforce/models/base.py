"""What every table shares: constraint names, stored choices, checks.

``table=True`` classes do not validate, so a rule that matters is a CHECK or UNIQUE
constraint here and a form validator where it is typed.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Enum, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

# Without names a migration cannot drop what it cannot name. Set before the first table.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

SHORT = 120  #: names, titles
LINE = 300  #: one line of text
TEXT = 4_000  #: free text a person types
MONEY_MAX = 1_000_000_000  #: no wage or fee in VND is above a billion


def choice(values: type[StrEnum], **options: Any) -> Any:
    """Return a field that stores one of ``values`` as its text, CHECKed by the database.

    The constraint carries the enum's name, so use an enum once per table or pass ``name``.
    """
    name = options.pop("name", values.__name__.lower())
    column_type = Enum(
        values,
        values_callable=lambda enum: [member.value for member in enum],
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
        name=name,
    )
    return Field(sa_type=column_type, **options)


def check(condition: str, name: str) -> CheckConstraint:
    """Return a named CHECK; ``name`` says the rule, e.g. 'posts_positive'."""
    return CheckConstraint(condition, name=name)


def unique(*columns: str) -> UniqueConstraint:
    """Return a UNIQUE over the columns, named by convention."""
    return UniqueConstraint(*columns)


def index(name: str, *columns: str) -> Index:
    """Return an index with its own name over several columns."""
    return Index(name, *columns)


def unique_index(name: str, *columns: str) -> Index:
    """Return a unique index with its own name; rows where a column is NULL never clash."""
    return Index(name, *columns, unique=True)


__all__ = [
    "LINE", "MONEY_MAX", "SHORT", "TEXT", "Field", "ForeignKeyConstraint", "SQLModel",
    "check", "choice", "index", "unique", "unique_index",
]  # fmt: skip
