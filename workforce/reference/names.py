"""Names of the vocabulary in the reader's language.

Khmer names await a native reviewer, like every Khmer sentence of the site.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from sqlmodel import Session, col, select

from workforce.i18n import page_language
from workforce.models import Occupation, Skill

Term = TypeVar("Term", Occupation, Skill)


class Named(Protocol):
    """An occupation or a skill, of the database or of the matcher's vocabulary."""

    @property
    def name_vi(self) -> str:
        """Return the Vietnamese name."""

    @property
    def name_en(self) -> str:
        """Return the English name, '' for none."""

    @property
    def name_km(self) -> str:
        """Return the Khmer name, '' for none."""


def name_of(thing: Named) -> str:
    """Return the English or Khmer name on such pages where there is one, else Vietnamese."""
    names = {"en": thing.name_en, "km": thing.name_km}
    return names.get(page_language()) or thing.name_vi


def names_by_key(session: Session, model: type[Term], keys: Iterable[str]) -> dict[str, str]:
    """Return {key: name for the reader}; without a query when no key is asked for."""
    wanted = set(keys)
    if not wanted:
        return {}
    rows: Sequence[Term] = session.exec(select(model).where(col(model.key).in_(wanted))).all()
    return {row.key: name_of(row) for row in rows}
