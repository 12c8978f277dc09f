"""Names of occupations and skills, and how they and times stand inside a sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from workforce.i18n import _
from workforce.models import Occupation, Skill, SuggestionList
from workforce.reference.names import names_by_key

#: facts of a reason, a lack or a change, as stored with a list
Params = Mapping[str, Any]


@dataclass(frozen=True)
class Names:
    """Names of occupations and skills by key, in the reader's language."""

    occupations: Mapping[str, str] = field(default_factory=dict)
    skills: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def for_list(cls, session: Session, stored: "SuggestionList | Any") -> "Names":
        """Read the names a stored list speaks of, with two queries."""
        occupations, skills = set(), set()
        for row in [*stored.openings, *stored.courses]:
            skills.update(row.get("teaches", ()))
            skills.update(lack["key"] for lack in row.get("missing", ()))
            for reason in row["reasons"]:
                occupations.add(reason["params"].get("occupation"))
                skills.update(reason["params"].get("skills") or ())
                skills.update(reason["params"].get("conditions") or ())
        return cls(
            names_by_key(session, Occupation, occupations - {None}),
            names_by_key(session, Skill, skills),
        )

    def occupation(self, key: str | None) -> str:
        """Return the occupation's name in the middle of a sentence; '' when unknown."""
        return lowered(self.occupations.get(key or "", ""))

    def skill_list(self, keys: Sequence[str] | None, limit: int = 3) -> str:
        """Return 'may máy 1 kim, kiểm hàng'; '' when none is known."""
        known = [lowered(self.skills[key]) for key in keys or () if key in self.skills]
        return ", ".join(known[:limit])


#: a code of the matcher in words; '' when its facts are not known
Say = Callable[[Params, Names], str]


def always(sentence: Callable[[], str]) -> Say:
    """Return words that need no facts, translated at each use."""
    return lambda params, names: sentence()


def lowered(name: str) -> str:
    """Return a name as it stands inside a sentence: only its first letter falls.

    'Công nhân may' → 'công nhân may'; 'QC' and '5S' stay.
    """
    return name[:1].lower() + name[1:] if name[1:2].islower() or name[1:2] == " " else name


def duration(months: int) -> str:
    """Return '8 tháng', '2 năm', '1 năm 6 tháng'."""
    years, rest = divmod(months, 12)
    if not years:
        return _("%(months)s tháng", months=months)
    if not rest:
        return _("%(years)s năm", years=years)
    return _("%(years)s năm %(months)s tháng", years=years, months=rest)
